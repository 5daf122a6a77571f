"""An Excel workbook (.xlsx) as its reader sees it: numbers in their formats, merged cells."""
