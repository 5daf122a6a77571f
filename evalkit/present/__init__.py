"""What a reader sees: words, tables, charts, sections."""
