"""A notebook that is run for a report: what it must be, what it has done, how much it may show."""
