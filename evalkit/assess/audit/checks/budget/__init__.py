"""Checks on the policy's budget and on amounts of money."""
