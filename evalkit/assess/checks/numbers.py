"""How figures are printed: separators, width, decimals, percent signs."""
