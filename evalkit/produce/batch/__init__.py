"""Many reports in one run: which are due, one process for each, and the indexes over them."""
