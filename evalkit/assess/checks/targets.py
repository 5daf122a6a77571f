"""Targets and baselines against what was reached, and against each other."""
