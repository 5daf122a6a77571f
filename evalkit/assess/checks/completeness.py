"""What is missing, and what was left over from last year."""
