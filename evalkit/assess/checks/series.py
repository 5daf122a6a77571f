"""A figure out of line with its years or its sister rows."""
