"""A Word document (.docx) as its reader sees it: numbers of lists, tables, what was changed."""
