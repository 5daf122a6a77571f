"""Checks on targets: against each other, against the results, and over the years."""
