"""A PDF with text: letters where they stand, tables by their rulings, pages put together."""
