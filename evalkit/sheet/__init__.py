"""What the sheet says, exactly as printed, and nothing more."""
