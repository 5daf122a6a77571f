"""References between indicators, programmes and review sheets."""
