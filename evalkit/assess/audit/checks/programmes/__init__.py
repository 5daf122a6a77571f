"""Checks on the programmes (達成手段): names, amounts, and what they serve."""
