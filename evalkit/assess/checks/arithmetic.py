"""Sums, means and rates against the figures they were made from."""
