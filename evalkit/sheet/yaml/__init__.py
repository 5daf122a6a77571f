"""A sheet as YAML: read as a tree with places, written in the style of the sheet files, mended."""
