"""Measurements of evalkit, as ratios within one run."""
