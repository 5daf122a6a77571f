"""Checks on the figures of the indicators."""
