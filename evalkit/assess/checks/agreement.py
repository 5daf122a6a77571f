"""One thing in two places: programmes, names and figures that ought to agree."""
