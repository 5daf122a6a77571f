"""Checks on the form: what is missing, how it is numbered, what refers to what, when and whence."""
