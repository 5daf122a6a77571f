"""The parts of an index: its list of goals, its lists across goals, its counts over the years."""
