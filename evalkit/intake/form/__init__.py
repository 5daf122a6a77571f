"""The recogniser: from printed cells to the entries of a sheet, by the profile of its form."""
