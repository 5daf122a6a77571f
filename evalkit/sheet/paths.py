"""Where something stands in a sheet: keys and places in lists, from the top of its file."""

KeyPath = tuple[str | int, ...]
"""Such as ``("achievement_goals", 0, "indicators", 2, "actuals", "2012")``; places count from 0."""
