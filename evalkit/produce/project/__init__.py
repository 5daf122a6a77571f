"""Where a project keeps what a report is made from, and whether it has changed."""
