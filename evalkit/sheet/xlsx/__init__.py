"""An Excel file as it is stored, and the text that each of its cells shows; of no form."""
