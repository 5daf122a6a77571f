"""The indicators of a form, and every other row of figures, with the paths of their cells."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from evalkit.assess.assessment import IndicatorResult
from evalkit.sheet.cells import AnyCell, Quantity
from evalkit.sheet.fields import Series
from evalkit.sheet.fiscal import says_every_year
from evalkit.sheet.model import (
    BreakdownRow,
    IndicatorTable,
    Sheet,
)
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.references import circled
from evalkit.sheet.rounding import decimals, rounded

if TYPE_CHECKING:
    from evalkit.assess.audit.form import Form

Key = TypeVar("Key", bound=Hashable)
_SIGNS = {"up": 1, "down": -1}


class Figure(NamedTuple):
    """A printed figure and where it stands."""

    path: KeyPath
    cell: Quantity
    year: int | None = None  # last fiscal year of its cell; None for a baseline and a final target

    @property
    def value(self) -> Decimal:
        """Its value, in its own unit."""
        return self.cell.value

    @property
    def printed(self) -> str:
        """Its whole cell as printed."""
        return self.cell.printed


class Line(NamedTuple):
    """Figures of one row by fiscal year: actuals, a row of a 別表, budgets."""

    path: KeyPath
    name: str
    figures: tuple[Figure, ...]


class IndicatorRow:
    """An indicator: its figures with their paths, and the years and the way that they mean."""

    def __init__(self, result: IndicatorResult) -> None:
        self.path = result.path
        self.result = result
        self.sheet, self.goal, self.indicator = result.sheet, result.goal, result.indicator

    @property
    def number(self) -> str:
        """Number as printed: ③."""
        return circled(self.indicator.no)

    @property
    def heads(self) -> IndicatorTable:
        """Heads of the table in which it stands."""
        return self.goal.table(self.indicator)

    @property
    def sign(self) -> int:
        """1 where higher is better, -1 where lower is, 0 where the form does not say."""
        return _SIGNS.get(self.result.good_direction.direction or "", 0)

    @cached_property
    def baseline(self) -> Figure | None:
        """Baseline, where it is a figure."""
        return _figure((*self.path, "baseline"), self.indicator.baseline)

    @cached_property
    def target(self) -> Figure | None:
        """Final target, where it is a figure."""
        return _figure((*self.path, "target"), self.indicator.target)

    @cached_property
    def actuals(self) -> tuple[Figure, ...]:
        """Actual figures by year."""
        return figures_of((*self.path, "actuals"), self.indicator.actuals)

    @cached_property
    def annual_targets(self) -> tuple[Figure, ...]:
        """Annual targets that are figures, by year."""
        return figures_of((*self.path, "annual_targets"), self.indicator.annual_targets)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure, in the order of the form."""
        first = (self.baseline,) if self.baseline else ()
        last = (self.target,) if self.target else ()
        return (*first, *self.actuals, *self.annual_targets, *last)

    @cached_property
    def cells(self) -> tuple[tuple[KeyPath, AnyCell], ...]:
        """Every printed cell with its path, in the order of the form."""
        rows = (
            ((*self.path, name, str(span)), cell)
            for name in ("actuals", "annual_targets")
            for span, cell in getattr(self.indicator, name).spans()
        )
        first = ((*self.path, "baseline"), self.indicator.baseline)
        return (first, *rows, ((*self.path, "target"), self.indicator.target))

    @cached_property
    def baseline_year(self) -> int | None:
        """Fiscal year of the baseline."""
        return self.result.baseline_year

    @cached_property
    def target_year(self) -> int | None:
        """Fiscal year of the final target; None for 毎年度 or none."""
        return self.result.term.year

    @cached_property
    def every_year(self) -> bool:
        """Whether its target is one for every year (毎年度)."""
        labels = (each.cell.year_label for each in self.annual_targets)
        return self.result.term.every_year or any(says_every_year(label) for label in labels)

    @cached_property
    def floor(self) -> bool:
        """Whether its target is one level to keep: 毎年度, the baseline's, 以上 in all years."""
        targets = [each for each in (*self.annual_targets, self.target) if each]
        levels = {each.value for each in targets}
        kept = self.baseline is not None and self.baseline.value in levels
        limits = {each.cell.comparator for each in targets} <= {">=", "<="}
        steady = len(targets) > 1 and limits
        return len(levels) == 1 and (self.every_year or kept or steady)

    @cached_property
    def rising(self) -> bool:
        """Whether the figures rose: from the first actual, or the baseline, to the last one."""
        first = self.actuals[0] if len(self.actuals) > 1 else self.baseline
        last = self.actuals[-1] if self.actuals else None
        return bool(first and last and self.alike(first, last) and last.value >= first.value)

    def unit(self, cell: Quantity) -> str:
        """Unit of a cell: as printed, or else the one declared for the indicator."""
        return self.indicator.unit_of(cell)

    def alike(self, *figures: Figure) -> bool:
        """Whether figures are in one unit, so that they may be compared."""
        return len({self.unit(each.cell) for each in figures}) == 1

    def worse(self, figure: Figure, than: Figure) -> bool:
        """Whether one figure is worse than another; unrounded, as everywhere."""
        if not self.alike(figure, than) or "range" in (
            figure.cell.comparator,
            than.cell.comparator,
        ):
            return False
        return self.sign * (figure.value - than.value) < 0

    def actual(self, year: int) -> AnyCell:
        """Printed actual of one year."""
        return self.indicator.actuals[year]


def rows(context: Form) -> tuple[IndicatorRow, ...]:
    """Every indicator of the sheet, in the order of the form."""
    return context.indicators


def indicator_rows(results: tuple[IndicatorResult, ...]) -> tuple[IndicatorRow, ...]:
    """Every indicator of an assessment, in the order of the form."""
    return tuple(map(IndicatorRow, results))


def grouped(
    items: Iterable[IndicatorRow], key: Callable[[IndicatorRow], Key]
) -> Iterator[tuple[IndicatorRow, ...]]:
    """Rows with the same key together, in the order of the form."""
    groups: dict[Key, list[IndicatorRow]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return (tuple(group) for group in groups.values())


def by_goal(row: IndicatorRow) -> str:
    """Key of the rows of one achievement goal."""
    return row.goal.no


def by_table(row: IndicatorRow) -> tuple[str, str]:
    """Key of the rows of one printed table."""
    return row.goal.no, row.indicator.kind


def indicator_lines(context: Form) -> Iterator[Line]:
    """Actuals of every indicator."""
    for row in rows(context):
        yield Line(path=row.path, name=row.indicator.name, figures=row.actuals)


def breakdown_lines(row: IndicatorRow, *, mean: bool = False) -> tuple[Line, ...]:
    """Rows of an indicator's 別表, and its published mean if asked for."""
    return tuple(
        _line((*row.path, *below), each)
        for below, each in row.indicator.breakdown_rows()
        if mean or below[-1] != "mean"
    )


def programme_tables(context: Form) -> Iterator[tuple[Line, ...]]:
    """Budgets of the programmes, table by table."""
    for _, programmes in groupby(context.programmes, key=lambda row: row.path[:-1]):
        yield tuple(
            Line(
                path=row.path,
                name=row.measure.name,
                figures=_by_year((*row.path, "budget"), row.measure.budget),
            )
            for row in programmes
        )


def budget_rows(sheet: Sheet) -> Iterator[Line]:
    """Every item of every line of the policy's budget."""
    for line, record in sheet.budget.lines() if sheet.budget else ():
        for item, cells in record.items():
            path = ("budget", line, item)
            yield Line(path=path, name=item, figures=_by_year(path, cells))


class Group(NamedTuple):
    """Figures that ought to be written alike: those of one indicator, one 別表, one table."""

    path: KeyPath
    figures: tuple[Figure, ...]


def groups(context: Form) -> Iterator[Group]:
    """Every group of figures of the sheet, in the order of the form."""
    for row in rows(context):
        yield Group(path=row.path, figures=row.figures)
        if lines := breakdown_lines(row, mean=True):
            yield group_of((*row.path, "breakdown"), lines)
    yield from money_groups(context)


def money_groups(context: Form) -> Iterator[Group]:
    """Tables of programmes, and the policy's budget."""
    for lines in programme_tables(context):
        yield group_of(lines[0].path[:-1], lines)
    yield group_of(("budget",), budget_rows(context.sheet))


def group_of(path: KeyPath, lines: Iterable[Line]) -> Group:
    """Figures of several lines as one group."""
    return Group(path=path, figures=tuple(each for line in lines for each in line.figures))


def figures_of(path: KeyPath, series: Series) -> tuple[Figure, ...]:
    """Figures of a series by year, each with its path."""
    made = (
        Figure(path=(*path, str(span)), cell=cell, year=span.last)
        for span, cell in series.spans()
        if isinstance(cell, Quantity)
    )
    return tuple(sorted(made, key=lambda figure: figure.year or 0))


def _line(path: KeyPath, row: BreakdownRow) -> Line:
    name = " ".join(filter(None, (row.group, row.name)))
    return Line(path=path, name=name, figures=figures_of((*path, "actuals"), row.actuals))


def _by_year(path: KeyPath, cells: Mapping[int, AnyCell]) -> tuple[Figure, ...]:
    return tuple(
        Figure(path=(*path, str(year)), cell=cell, year=year)
        for year, cell in sorted(cells.items())
        if isinstance(cell, Quantity)
    )


def _figure(path: KeyPath, cell: AnyCell) -> Figure | None:
    return Figure(path=path, cell=cell) if isinstance(cell, Quantity) else None


def difference(figure: Quantity, than: Quantity) -> Decimal:
    """How much one figure exceeds another, with both at the decimals of the coarser one.

    For two statements of one figure alone: what is held against a target is compared unrounded.

    Examples
    --------
    >>> from evalkit.sheet.cells import parse_cell
    >>> difference(parse_cell("50％"), parse_cell("50.4％"))
    Decimal('0')
    """
    places = min(decimals(figure.value), decimals(than.value))
    return rounded(figure.value, places) - rounded(than.value, places)
