"""The sheet as an Excel workbook in the form's own layout, both ways without loss."""

from __future__ import annotations

from evalkit.sheet.workbook.book import Book, check_all_read, open_book, parse_book
from evalkit.sheet.workbook.draw import write_workbook
from evalkit.sheet.workbook.update import Update, updated_file

__all__ = [
    "Book",
    "Update",
    "check_all_read",
    "open_book",
    "parse_book",
    "updated_file",
    "write_workbook",
]
