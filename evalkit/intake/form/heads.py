"""Heads of a table of indicators: what its columns hold, and which rows say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from evalkit.intake.form.columns import Column, Columns
from evalkit.intake.form.labels import Labels
from evalkit.intake.form.regions import FIGURES, Region, key_under_year, part_years
from evalkit.intake.form.years import (
    are_consecutive,
    is_year_head,
    said_of_year,
    year_of_column,
)
from evalkit.intake.printed import PrintedCell, PrintedRow

_OF_ROWS = ("annual_targets", "actuals")
_BY_YEAR = ("actuals", "annual_targets", "target")
_OTHERS = ("grade", "rate", "score", "unit", "main")


@dataclass(frozen=True)
class Heads:
    """Heads of a table."""

    columns: Columns
    rows: int  # how many rows at the top hold them
    named: tuple[tuple[str, str, PrintedCell], ...]  # heads that the sheet keeps, by their keys
    cells: tuple[PrintedCell, ...]  # the other heads, which are words of the form
    is_sure: bool  # whether each column of years says which
    row_keys: tuple[str, ...]  # what the rows of an indicator hold that no label tells

    @classmethod
    def of(cls, region: Region, labels: Labels, *, near: int) -> Heads:
        """Heads of the table in a region; `near` is the fiscal year of the form."""
        spans = [*_spans(region.rows[0], labels, near)]
        rows = 1 + _rows_of_years(region, spans, labels, near)
        below = [cell for row in region.rows[1:rows] for cell in row.cells]
        found = _with_final_target(
            [each for span in spans for each in _columns(span, below, labels, near)]
        )
        named = tuple(
            (span.key, text, cell) for span in spans for text, cell in _named(span, below, found)
        )
        kept = {id(cell) for _, _, cell in named}
        heads = [cell for span in spans for cell in _words(span, below, labels, near)]
        return cls(
            columns=Columns(found),
            rows=rows,
            named=named,
            cells=tuple(cell for cell in heads if id(cell) not in kept),
            is_sure=all(each.year for each in found if each.key in ("actuals", "annual_targets")),
            row_keys=next((span.row_keys for span in spans if span.row_keys), ("actuals",)),
        )


@dataclass(frozen=True)
class _Span:
    """A head of the first row, over one column or several."""

    key: str  # "" of what is not known
    cell: PrintedCell
    rest: str = ""  # what stands behind its label
    year: int | None = None
    row_keys: tuple[str, ...] = ()  # of a head that names the rows under it, each on a line


def _words(
    span: _Span, below: list[PrintedCell], labels: Labels, near: int
) -> Iterator[PrintedCell]:
    """Head, and the years and heads under it, as far as they are understood."""
    is_read = not span.rest or (span.key == "latest_value"
                                and year_of_column(span.rest, near=near) is not None)  # fmt: skip
    if span.key and is_read:
        yield span.cell
    if span.key in FIGURES:
        for cell in _under(span.cell, below):
            if year_of_column(cell.text, near=near) is not None or key_under_year(
                cell.text, labels
            ):
                yield cell


def _spans(row: PrintedRow, labels: Labels, near: int) -> Iterator[_Span]:
    keys = (*FIGURES, *_OTHERS)
    left = min(
        cell.box.left
        for cell in row.cells
        if labels.headed(cell.text, FIGURES) or year_of_column(cell.text, near=near) is not None
    )
    for cell in row.cells:
        if cell.box.left < left:
            continue
        stacked = tuple(labels.find(line, _OF_ROWS) or "" for line in cell.text.split("\n"))
        if len(stacked) > 1 and all(stacked):
            yield _Span("actuals", cell, row_keys=stacked)
            continue
        headed = labels.headed(cell.text, ("target",)) or labels.headed(cell.text, keys)
        year = year_of_column(cell.text, near=near)
        if headed:
            yield _Span(headed.key, cell, headed.rest)
        elif year is not None:
            yield _Span(_key_of_year(cell.text) or "actuals", cell, year=year)
        else:
            yield _Span("", cell)


def _key_of_year(text: str) -> str | None:
    """Key of the column of a year by what its head says behind the year."""
    said = said_of_year(text)
    return "actuals" if said == "expected" else said


def _rows_of_years(region: Region, spans: list[_Span], labels: Labels, near: int) -> int:
    """How many rows under the first hold nothing but heads under the heads of figures."""
    over = [span.cell for span in spans if span.key in FIGURES]
    count = 0
    for row in region.rows[1:]:
        own = [cell for cell in row.cells if any(_is_under(cell, head) for head in over)]
        if not (_are_years(own, near) or part_years([cell.text for cell in own], labels)):
            break
        count += 1
    return count


def _are_years(cells: list[PrintedCell], near: int) -> bool:
    years = [year_of_column(cell.text, near=near) for cell in cells]
    heads = all(is_year_head(cell.text, near=near) for cell in cells)
    if not heads and sum(each is not None for each in years) * 2 <= len(cells):
        return False
    return any(is_year_head(cell.text, near=near) for cell in cells if cell.text.strip())


def _columns(span: _Span, below: list[PrintedCell], labels: Labels, near: int) -> Iterator[Column]:
    under = _under(span.cell, below)
    several = span.key in ("actuals", "annual_targets") or len(under) > 1
    if span.key in _BY_YEAR and several and under:
        for cell in under:
            if not _under(cell, under):
                yield _column(span, cell, under, labels, near)
        return
    year = span.year or (year_of_column(span.rest, near=near) if span.rest else None)
    key = "latest_value" if span.key == "actuals" and not span.year else span.key
    box, is_expected = span.cell.box, said_of_year(span.cell.text) == "expected"
    yield Column(key, box.left, box.right, year, is_expected=is_expected)


def _with_final_target(columns: list[Column]) -> list[Column]:
    """Columns in which, of targets for years long after the results, the last is the target.

    The sheet has no place for those before it.
    """
    results = [each.year for each in columns if each.key == "actuals" and each.year]
    later = [each for each in columns if each.key == "annual_targets" and results
             and each.year and each.year > max(results)]  # fmt: skip
    years = [each.year for each in later if each.year]
    if not later or are_consecutive([max(results), *years]):
        return columns
    has_target = any(each.key == "target" for each in columns)
    final = None if has_target else max(later, key=lambda each: each.year or 0)
    return [
        replace(each, key="target" if each is final else "") if each in later else each
        for each in columns
    ]


def _column(
    span: _Span, head: PrintedCell, heads: list[PrintedCell], labels: Labels, near: int
) -> Column:
    """Column under a head of several: its year stands in it, or in the one over it."""
    over = [cell for cell in heads if _is_under(head, cell)]
    years = (year_of_column(cell.text, near=near) for cell in (head, *over))
    year = next((each for each in years if each is not None), span.year)
    said = {_key_of_year(cell.text) for cell in (head, *over)} - {None}
    usual = "annual_targets" if span.key == "target" else span.key
    key = key_under_year(head.text, labels) or next(iter(said), None) or usual
    expected = any(said_of_year(cell.text) == "expected" for cell in (span.cell, head, *over))
    return Column(key, head.box.left, head.box.right, year, is_expected=expected)


def _named(
    span: _Span, below: list[PrintedCell], columns: list[Column]
) -> Iterator[tuple[str, PrintedCell]]:
    """Heads over baseline and target, which the sheet keeps as they are printed."""
    if span.key not in ("baseline", "target"):
        return
    under = [cell for cell in _under(span.cell, below) if cell.text.strip()]
    if span.rest and not under:
        yield span.rest, span.cell
    lefts = {each.left for each in columns if each.key == span.key}
    for cell in under:
        if cell.box.left in lefts:
            yield cell.text, cell


def _under(head: PrintedCell, cells: list[PrintedCell]) -> list[PrintedCell]:
    return [cell for cell in cells if _is_under(cell, head)]


def _is_under(cell: PrintedCell, head: PrintedCell) -> bool:
    middle = (cell.box.left + cell.box.right) / 2
    return head.box.left < middle < head.box.right and cell.box.top >= head.box.bottom - 0.5
