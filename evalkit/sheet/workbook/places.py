"""Cells of a workbook as places of problems: ``達成目標1!F12``."""

from __future__ import annotations

from openpyxl.utils import get_column_letter

from evalkit.sheet.problems import Problem


def cell_name(worksheet: str, row: int, column: int) -> str:
    """Name of a cell as a spreadsheet writes it."""
    return f"{worksheet}!{get_column_letter(column)}{row}"


def cell_problem(
    book: str,
    worksheet: str,
    row: int,
    column: int,
    code: str,
    *,
    sheet_order: int = 0,
    **details: object,
) -> Problem:
    """Build the problem of one cell."""
    return Problem(
        file=book, line=row, column=column, code=code, details=details,
        cell=cell_name(worksheet, row, column), worksheet=sheet_order,
    )  # fmt: skip
