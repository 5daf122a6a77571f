"""An executed notebook as a page: one HTML, and the body of one PDF."""
