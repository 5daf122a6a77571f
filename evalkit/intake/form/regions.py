"""The parts of a form in the order of print, told by their heads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from evalkit.intake.form.labels import Labels
from evalkit.intake.form.years import year_of_column
from evalkit.intake.printed import Printed, PrintedCell, PrintedRow
from evalkit.sheet.published import EVALUATION_TEXTS

Kind = Literal[
    "line", "texts", "indicators", "years", "measures", "cabinet_policies", "grading", "other"
]
TEXTS = (
    "summary", "data_sources", "expert_comments", "lead_division", "related_divisions",
    "prepared_by", "evaluation_date", "ministry", "document", "scale", *EVALUATION_TEXTS,
)  # fmt: skip
"""Keys of texts that stand beside or under their label."""
NUMBERED = ("policy_goal", "achievement_goal")
HEADINGS = (
    "evaluation", "measures", "reference", "budget", "cabinet_policies", "breakdown", "grading",
    "examples",
)  # fmt: skip
"""Keys of parts that have a heading over them."""
LABELS = (*TEXTS, "evaluation", "cabinet_policies")
"""Keys of what may stand left of a text, or of other labels."""
OPEN_HEADINGS = ("reference", "breakdown", "examples")
"""Those whose headings go on behind the label: （取組例）…の開発."""
FIGURES = ("baseline", "actuals", "annual_targets", "latest_value", "target")
"""Keys of columns of an indicator's figures."""
KINDS = ("outcome", "output", "measure", "indicators")
"""Keys of what stands over the names of indicators."""

_UNDER_YEARS = {
    "actuals": "actuals",
    "annual_targets": "annual_targets",
    "target": "annual_targets",
}
_WITH_HEADS = ("indicators", "measures")  # which may have two rows of heads
_GRADING: tuple[list[str | None], ...] = (["grade"], ["grade", "ranges"])


@dataclass
class Region:
    """Rows of one part of the form; a line is a region of its own."""

    kind: Kind
    table: int
    rows: list[PrintedRow] = field(default_factory=list)

    def cells(self) -> Iterator[PrintedCell]:
        """Its cells in the order of reading."""
        for row in self.rows:
            yield from row.cells

    def filled_rows(self) -> Iterator[PrintedRow]:
        """Rows under the first in which something stands; a page may end in an empty one."""
        for row in self.rows[1:]:
            if any(cell.text.strip() for cell in row.cells):
                yield row

    def beside(self, row: PrintedRow) -> list[PrintedCell]:
        """Cells on the line of a row from left to right, those that reach down to it too."""
        return self._lines[id(row)]

    @cached_property
    def _lines(self) -> dict[int, list[PrintedCell]]:
        lines, open_ = {}, list[PrintedCell]()
        for row in self.rows:
            top = min(cell.box.top for cell in row.cells)
            open_ = [cell for cell in open_ if cell.box.bottom > top]
            open_ = sorted((*open_, *row.cells), key=lambda cell: cell.box.left)
            lines[id(row)] = open_
        return lines


def regions(printed: Printed, labels: Labels, *, near: int) -> Iterator[Region]:
    """Parts of a form; `near` is its fiscal year."""
    current: Region | None = None
    for row in printed.rows:
        above = current if current and current.table == row.table else None
        kind = _begins(row, above, labels, near)
        if above and kind in (None, above.kind if above.kind == "texts" else None):
            above.rows.append(row)
            continue
        if current:
            yield current
        current = Region(kind or "other", row.table, [row])
    if current:
        yield current


def _begins(row: PrintedRow, above: Region | None, labels: Labels, near: int) -> Kind | None:
    """Part that a row begins; None where it goes on with what stands `above` in its table."""
    texts = [cell.text for cell in row.cells if cell.text.strip()]
    if not row.table:
        return "line"
    if not texts or (above and above.kind in _WITH_HEADS and len(above.rows) == 1):
        return None
    if above and above.kind == "indicators" and part_years(texts, labels):
        return None
    if [labels.find(text, ("grade", "ranges")) for text in texts] in _GRADING:
        return "grading"
    if len(row.cells) == 1:
        return (
            "line"
            if above is None or above.kind == "line" or _is_heading(texts[0], labels)
            else None
        )
    if _is_head_of_indicators(texts, labels, near):
        return "indicators"
    if _is_head_of_measures(texts, labels):
        return "measures"
    if labels.is_(texts[-1], "excerpt") and labels.is_(texts[0], "name", "cabinet_policies"):
        return "cabinet_policies"
    if _is_head_of_years(row, near):
        return "years"
    if is_label(texts[0], labels) and (len(texts) < 3 or is_label(texts[-2], labels)):
        return "texts"
    return "other" if above is None or above.kind == "line" else None


def key_under_year(text: str, labels: Labels) -> str | None:
    """Key of the column of a head that parts those of one year: 目標, 実績."""
    return _UNDER_YEARS.get(labels.find(text, _UNDER_YEARS) or "")


def part_years(texts: list[str], labels: Labels) -> bool:
    """Whether texts part each year: 目標 and 実績 again and again, and nothing else."""
    said = [key_under_year(text, labels) for text in texts if text.strip()]
    return len(said) > 1 and {*said} == {*_UNDER_YEARS.values()}


def is_label(text: str, labels: Labels) -> bool:
    """Whether a text stands beside this one, or texts with labels of their own."""
    return labels.is_(text, *LABELS, *NUMBERED) or labels.numbered(text, NUMBERED) is not None


def _is_heading(text: str, labels: Labels) -> bool:
    """Whether a row of one cell is a heading, or names a chart: 成果指標（アウトカム）①."""
    begins = labels.begins(text, (*OPEN_HEADINGS, *KINDS))
    return labels.is_(text, *HEADINGS, *TEXTS) or begins is not None


def _is_head_of_indicators(texts: list[str], labels: Labels, near: int) -> bool:
    lines = [line for text in texts for line in (text, *text.split("\n"))]
    found = {headed.key for line in lines if (headed := labels.headed(line, FIGURES))}
    years = sum(year_of_column(text, near=near) is not None for text in texts)
    is_named = labels.is_(texts[0], *KINDS)
    return len(found) > 1 or bool((found or is_named) and years > 1)


def _is_head_of_measures(texts: list[str], labels: Labels) -> bool:
    named = any(labels.is_(text, "measures.name", "reference.name") for text in texts)
    others = ("measures.summary", "measures.indicators", "review_sheet", "division")
    return named and any(labels.is_(text, *others) or "予算" in text for text in texts)


def _is_head_of_years(row: PrintedRow, near: int) -> bool:
    """Whether years stand in every cell behind the first that has one: there are no figures."""
    are_years = [year_of_column(cell.text, near=near) is not None for cell in row.cells]
    behind = are_years.index(True) if any(are_years) else len(are_years)
    heads = ("年度" in cell.text for cell in row.cells[behind:])
    return sum(are_years) > 1 and all(map(any, zip(are_years[behind:], heads, strict=True)))
