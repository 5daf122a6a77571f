"""What the sheet means: pure functions over its records, no files, no clock."""
