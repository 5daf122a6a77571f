"""A report's figures as tidy tables: one row an observation, one datum a cell."""
