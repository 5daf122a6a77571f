"""Checks on the words: style, slips, and characters."""
