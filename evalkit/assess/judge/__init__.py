"""Which way is better, what a figure comes to, and which grade a named rule gives it."""
