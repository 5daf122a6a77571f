"""The checks of the audit, by the part of the form that they look at."""
