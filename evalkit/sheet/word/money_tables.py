"""The tables of money: 達成手段, and 施策の予算額・執行額."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from evalkit.sheet.budget import Budget, BudgetItem, BudgetLine, BudgetLineName
from evalkit.sheet.cells import AnyCell
from evalkit.sheet.fields import NO_CELL
from evalkit.sheet.form_profile import monitoring
from evalkit.sheet.measures import Measure, MeasureTable
from evalkit.sheet.model import Sheet
from evalkit.sheet.printing import fiscal_year
from evalkit.sheet.terms import TERMS
from evalkit.sheet.word.blocks import Block, Cell, CellLook, Paragraph, Row, Table, row

# 達成手段 ----------------------------------------------------------------------------------------

_TEXTS: Mapping[str, tuple[str, CellLook]] = {
    "summary": ("measures.summary", "cell"),
    "indicators": ("measures.indicators", "figure"),
    "review_sheet": ("review_sheet", "figure"),
    "division": ("division", "cell"),
}
"""Texts of a programme: the key of their head, and how they look."""
_SHORT, _AMOUNT = 7, 13  # shares of columns of short texts, and of amounts


def measure_table(
    sheet: Sheet, measures: Sequence[Measure], heads: MeasureTable, *, named: str
) -> Table:
    """Table of programmes; `named` is the head over their names.

    A column in which nothing stands is that of the form of 24-7-2 alone.
    """
    of_ours = sheet.profile is monitoring()
    years = sorted({*heads.budget, *(year for each in measures for year in each.budget)})
    texts = [key for key in _TEXTS if of_ours or any(getattr(each, key) for each in measures)]
    titles = (named, *(_head(sheet, heads, year) for year in years),
              *(sheet.profile.heading(_TEXTS[key][0]) for key in texts))  # fmt: skip
    rows = (_measure(each, years, texts) for each in measures)
    return Table(
        title=heads.heading or sheet.profile.heading("measures"),
        widths=_widths(len(years), texts),
        rows=(row("head", titles), *rows),
        heads=1,
    )


def _widths(years: int, texts: Sequence[str]) -> tuple[int, ...]:
    short = [key for key in texts if key != "summary"]
    rest = 100 - _AMOUNT * years - _SHORT * len(short)
    if "summary" not in texts:
        return (rest, *[_AMOUNT] * years, *[_SHORT] * len(short))
    return (20, *[_AMOUNT] * years, max(rest - 20, 11), *[_SHORT] * len(short))


def _head(sheet: Sheet, heads: MeasureTable, year: int) -> str:
    unit = sheet.measure_unit(heads, year)
    return heads.budget.get(year) or f"{fiscal_year(year).ja}{TERMS['budget'].ja}（{unit}）"


def _measure(measure: Measure, years: Sequence[int], texts: Sequence[str]) -> Row:
    return Row(cells=(
        Cell(text=measure.name, look="name"),
        *(_amount(measure.budget, year) for year in years),
        *(Cell(text=getattr(measure, key), look=_TEXTS[key][1]) for key in texts),
    ))  # fmt: skip


def _amount(cells: Mapping[int, AnyCell], year: int) -> Cell:
    return Cell(text=cells.get(year, NO_CELL).printed, look="amount")


# 施策の予算額・執行額 -----------------------------------------------------------------------------


def budget_table(sheet: Sheet, budget: Budget) -> Iterator[Block]:
    """Heading, note and table; the lines of 24-7-2, or those that the form names."""
    title = budget.heading or sheet.profile.heading("budget")
    yield Paragraph(text=title, look="heading")
    if budget.note:
        yield Paragraph(text=budget.note)
    years = budget.years
    titles = [budget.columns.get(year) or fiscal_year(year).ja for year in years]
    names: tuple[int, ...]
    if budget.lines:
        names, first, body = (36,), f"区分（{budget.unit}）", _free_rows(budget, years)
    else:
        names, first, body = (22, 14), "区分", _fixed_rows(budget, years)
    head = (Cell(text=first, look="head", width=len(names)),
            *(Cell(text=text, look="head") for text in titles))  # fmt: skip
    widths = (*names, *[64 // (len(years) or 1)] * len(years))
    yield Table(title=title, widths=widths, rows=(Row(cells=head), *body), heads=1)


def _free_rows(budget: Budget, years: Sequence[int]) -> Iterator[Row]:
    for line in budget.lines:
        amounts = (_amount(line.amounts, year) for year in years)
        yield Row(cells=(Cell(text=line.name, look="label"), *amounts))


def _fixed_rows(budget: Budget, years: Sequence[int]) -> Iterator[Row]:
    """Two rows an item: the upper and the lower line, each with its part of the 復興庁."""
    items = {item: [*_lines(budget, item, years)] for item in get_args(BudgetItem)}
    under_status = sum(len(lines) for item, lines in items.items() if item != "executed")
    over: tuple[Cell, ...] = (Cell(text=_status(budget), look="label", height=under_status),)
    for item, lines in items.items():
        label = budget.labels.get(item) or TERMS[item].ja
        width = 2 if item == "executed" else 1
        head = (Cell(text=label, look="label", width=width, height=len(lines)),)
        for place, cells in enumerate(lines):
            own = over if item != "executed" else ()
            yield Row(cells=(*own, *(head if not place else ()), *cells))
            over = ()


def _status(budget: Budget) -> str:
    """Head over the first four items; below it, what its upper and its lower line are."""
    status = budget.status_label or f"予算の状況（{budget.unit}）"
    lines = (budget.line_labels.get(name) for name in ("single", "shared"))
    return "\n".join(filter(None, (status, *lines)))


def _lines(budget: Budget, item: BudgetItem, years: Sequence[int]) -> Iterator[list[Cell]]:
    """Amounts of an item in the upper and the lower line, as far as the sheet has such lines."""
    pairs: tuple[tuple[BudgetLine, BudgetLine, BudgetLineName], ...] = (
        (budget.single, budget.single_reconstruction, "single_reconstruction"),
        (budget.shared, budget.shared_reconstruction, "shared_reconstruction"),
    )
    for line, part, name in pairs:
        if any(cells for each in (line, part) for _, cells in each.items()):
            words = budget.line_labels.get(name, "ほか復興庁一括計上分")
            yield [Cell(text=_with_part(line, part, item, year, words), look="amount")
                   for year in years]  # fmt: skip


def _with_part(line: BudgetLine, part: BudgetLine, item: BudgetItem, year: int, words: str) -> str:
    """Amount of a line; below it that of the 復興庁 behind its words."""
    own, other = (getattr(each, item).get(year, NO_CELL).printed for each in (line, part))
    return f"{own}\n{words}\n{other}" if other else own
