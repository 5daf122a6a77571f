"""The sheet as an Excel workbook in the form's own layout, both ways without loss."""

from __future__ import annotations

from evalkit.sheet.workbook.book import check_all_read, parse_workbook, read_workbook
from evalkit.sheet.workbook.draw import write_workbook
from evalkit.sheet.workbook.update import Update, updated_file

__all__ = [
    "Update",
    "check_all_read",
    "parse_workbook",
    "read_workbook",
    "updated_file",
    "write_workbook",
]
