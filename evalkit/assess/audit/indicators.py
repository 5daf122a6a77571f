"""The indicators of a form, and what rows of figures are, with the paths of their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple, TypeVar

from evalkit.assess.assessment import IndicatorResult
from evalkit.sheet.cells import AnyCell, Quantity
from evalkit.sheet.fields import Series
from evalkit.sheet.fiscal import says_every_year
from evalkit.sheet.indicator import IndicatorTable
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import amount
from evalkit.sheet.references import circled
from evalkit.sheet.rounding import decimals, rounded
from evalkit.sheet.text import plain_text

Key = TypeVar("Key", bound=Hashable)
_SIGNS = {"up": 1, "down": -1}
_KEEPS = re.compile("維持|堅持|保つ|(?:下|上)回らない|maintain|keep", re.IGNORECASE)


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

    @property
    def amount(self) -> str:
        """Its value with its unit, as a sentence prints it."""
        return amount(self.value, self.cell.unit)


class Line(NamedTuple):
    """Figures of one row by fiscal year: actuals, a row of a 別表, budgets."""

    path: KeyPath
    name: str
    figures: tuple[Figure, ...]


class Group(NamedTuple):
    """Figures that ought to be written alike: those of one indicator, one 別表, one table."""

    path: KeyPath
    figures: tuple[Figure, ...]
    sheet: Sheet

    @classmethod
    def of(cls, lines: Iterable[Line], path: KeyPath, sheet: Sheet) -> Group:
        """Figures of several rows as one group."""
        figures = tuple(each for line in lines for each in line.figures)
        return cls(path=path, figures=figures, sheet=sheet)


class IndicatorRow:
    """An indicator: its figures with their paths, and the years and the way that they mean."""

    def __init__(self, result: IndicatorResult) -> None:
        self.path = result.path
        self.result = result
        self.sheet, self.goal, self.indicator = result.sheet, result.goal, result.indicator

    @property
    def printed(self) -> str:
        """Its name."""
        return self.indicator.name

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
    def dated_targets(self) -> tuple[Figure, ...]:
        """Every target for one year or for all that is a figure; the final one last."""
        *earlier, final = self.result.target_history
        made = [_figure((*self.path, *each.path), each.cell, each.term.year) for each in earlier]
        return tuple(filter(None, (*made, _figure((*self.path, "target"), final.cell))))

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
        return (*first, *self.actuals, *self.annual_targets, *self.dated_targets)

    @property
    def group(self) -> Group:
        """Its figures as a group."""
        return Group(path=self.path, figures=self.figures, sheet=self.sheet)

    @property
    def all_figures(self) -> Iterator[Figure]:
        """Every figure, and then those of its 別表, the mean included."""
        yield from self.figures
        for line in self.breakdown(mean=True):
            yield from line.figures

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its figures as a row, and the rows of its 別表."""
        own = Line(path=self.path, name=self.indicator.name, figures=self.figures)
        return (own, *self.breakdown())

    @property
    def series(self) -> tuple[Line, ...]:
        """Its actuals as a row, and the rows of its 別表."""
        return (self.lines[0]._replace(figures=self.actuals), *self.lines[1:])

    def breakdown(self, *, mean: bool = False) -> tuple[Line, ...]:
        """Rows of its 別表, and the published mean if asked for."""
        return tuple(
            Line(
                path=(*self.path, *below),
                name=" ".join(filter(None, (each.group, each.name))),
                figures=figures_of((*self.path, *below, "actuals"), each.actuals),
            )
            for below, each in self.indicator.breakdown_rows()
            if mean or below[-1] != "mean"
        )

    @cached_property
    def cells(self) -> tuple[tuple[KeyPath, AnyCell], ...]:
        """Every printed cell with its path, in the order of the form."""
        rows = (
            ((*self.path, name, str(span)), cell)
            for name in ("actuals", "annual_targets")
            for span, cell in getattr(self.indicator, name).spans()
        )
        first = ((*self.path, "baseline"), self.indicator.baseline)
        targets = (((*self.path, *each.path), each.cell) for each in self.result.target_history)
        return (first, *rows, *targets)

    @cached_property
    def baseline_year(self) -> int | None:
        """Fiscal year of the baseline."""
        return self.result.baseline_year

    @cached_property
    def milestones(self) -> tuple[Figure, ...]:
        """Mid-term targets that nothing has replaced, by year."""
        replaced = {(*self.path, *each.path) for each in self.result.target_history if each.until}
        earlier = [each for each in self.dated_targets if each.year is not None]
        return tuple(each for each in earlier if each.path not in replaced)

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
    def keeps(self) -> bool:
        """Whether the form says that a level is to be kept: 維持する."""
        cells = (cell.printed for path, cell in self.cells if "actuals" not in path)
        label = self.indicator.annual_targets_label
        texts = (*cells, label, self.indicator.name, self.indicator.note, self.heads.target)
        return any(_KEEPS.search(plain_text(text)) for text in texts)

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


def figures_of(path: KeyPath, series: Series) -> tuple[Figure, ...]:
    """Figures of a series by year, each with its path."""
    made = (
        Figure(path=(*path, str(span)), cell=cell, year=span.last)
        for span, cell in series.spans()
        if isinstance(cell, Quantity)
    )
    return tuple(sorted(made, key=lambda figure: figure.year or 0))


def amounts_of(path: KeyPath, cells: Mapping[int, AnyCell]) -> tuple[Figure, ...]:
    """Amounts by fiscal year that are figures, each with its path."""
    return tuple(
        Figure(path=(*path, str(year)), cell=cell, year=year)
        for year, cell in sorted(cells.items())
        if isinstance(cell, Quantity)
    )


def _figure(path: KeyPath, cell: AnyCell, year: int | None = None) -> Figure | None:
    return Figure(path=path, cell=cell, year=year) if isinstance(cell, Quantity) else None


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
