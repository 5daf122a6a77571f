"""evalkit: from a policy goal's evaluation sheet to its published monitoring report."""

__version__ = "0.1.0"
