"""Rows of a worksheet, and which of them are a table: those with frames, without a gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from evalkit.intake.printed import PrintedRow
from evalkit.intake.xlsx.cells import SeenCell


def rows_of(cells: Iterable[SeenCell], tables: int) -> Iterator[PrintedRow]:
    """Rows of printed cells.

    Parameters
    ----------
    cells : iterable of SeenCell
        Of one worksheet, from the top and from left to right.
    tables : int
        Tables in the worksheets before it.

    Yields
    ------
    PrintedRow
        A row with a frame, or with more than one text, is part of a table; a table ends where
        nothing of it reaches down to the next row. What has no text at all is left out.
    """
    end = -1.0  # where the table reaches down to
    for _, band in groupby(cells, key=lambda seen: seen.cell.box.top):
        seen = list(band)
        texts = [each for each in seen if each.cell.text or each.cell.doubts]
        top = seen[0].cell.box.top
        if any(each.is_framed for each in seen) or len(texts) > 1:
            tables += top > end or end < 0
            end = max([end, *(each.cell.box.bottom for each in seen)])
            if texts:
                yield PrintedRow(tuple(each.cell for each in seen), tables)
        elif texts:
            end = end if top < end else -1.0
            yield PrintedRow(tuple(each.cell for each in seen), tables if top < end else 0)
