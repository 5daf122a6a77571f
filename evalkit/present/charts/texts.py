"""What a chart says in words: its message, its text alternative, and how to read its lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from evalkit.assess.assessment import IndicatorResult
from evalkit.assess.judge.criteria import TargetPoint
from evalkit.present.edition import Edition
from evalkit.sheet.bilingual import Language
from evalkit.sheet.cells import AnyCell, Quantity
from evalkit.sheet.cells.units import Scale
from evalkit.sheet.printing import compared, percent, quantity

_LONGEST = 1000  # characters that somebody listens to, and that a PDF's string may have
_NAME = 300  # the longest of published sheets have 170


@dataclass(frozen=True)
class Point:
    """One figure of an indicator; `year` is None for 毎年度, and where the form names no year."""

    year: int | None
    value: Decimal
    unit: str
    comparator: str = "="
    scale: Scale | None = None  # in which it is printed, where that is another than the axis has

    def __str__(self) -> str:
        return self.figure("ja")

    def figure(self, language: Language) -> str:
        """Figure with its unit, without a comparator."""
        scale = self.scale
        value, unit = (scale.of(self.value), scale.unit) if scale else (self.value, self.unit)
        return quantity(value, unit, "=", None, language)

    def text(self, language: Language) -> str:
        """Figure with the comparator of a target: 30％以上."""
        return compared(self.figure(language), self.comparator, language)


@dataclass(frozen=True)
class Picture:
    """The figures that the chart of one indicator shows, all in one unit."""

    actual: Mapping[int, Point]
    annual_target: Mapping[int, Point]
    baseline: Point | None
    target: Point | None
    gaps: Mapping[int, str]  # status of the years without a figure
    way: tuple[Point, Point] | None  # from the baseline, else the latest actual, to the target


def point(cell: AnyCell, year: int | None) -> Point | None:
    """Point of a cell; None where it has no figure."""
    if not isinstance(cell, Quantity):
        return None
    unit = "％" if cell.plain_unit == "%" else cell.unit
    return Point(year, cell.value, unit, cell.comparator, cell.scale)


def message(edition: Edition, picture: Picture, result: IndicatorResult) -> str:
    """Latest figure against its target, and the years still unknown."""
    latest = picture.actual[max(picture.actual)]
    said = _against(edition, latest, result) or edition.words(
        "chart_value",
        value=latest.figure(edition.language),
        year=edition.year(latest.year or 0),
    )
    pending = [edition.year(year) for year, status in picture.gaps.items() if status == "pending"]
    if not pending:
        return said
    years = edition.words("between_years").join(pending)
    return edition.words("chart_pending", message=said, years=years)


def _against(edition: Edition, latest: Point, result: IndicatorResult) -> str | None:
    """Figure against its target; None where no rate is defined or nothing could be judged."""
    level, year = result.level, result.latest
    if level is None or year is None or not isinstance(level.rate.value, Decimal):
        return None
    own = level.target.year == latest.year
    if own and not year.judgement.decided:
        return None
    words = edition.words
    cell = level.target.cell
    target = Point(level.target.year, cell.value, latest.unit, cell.comparator, cell.scale)
    rising = level.rate.inputs["direction"] == "up"  # a rate rises with success
    return words(
        f"chart_{'rate' if rising else 'limit'}{'' if own else '_to_come'}",
        value=latest.figure(words.language),
        year=edition.year(year.year),
        target=target.figure(words.language) if rising else target.text(words.language),
        target_year=_when(edition, level.target),
        rate=percent(level.rate.value, words.language),
        grade=year.judgement.label,
    )


def _when(edition: Edition, target: TargetPoint) -> str:
    """When a target holds; where the form names no year, that it is the final one."""
    if target.year:
        return edition.year(target.year)
    return edition.words("every_year" if target.term.every_year else "final_target")


def notes(edition: Edition, picture: Picture, floor: float) -> Iterator[str]:
    """How to read what a line alone does not tell."""
    if picture.way:
        start, end = picture.way
        name = "way_from_baseline" if start is picture.baseline else "way_from_latest"
        years = {"start": edition.year(start.year or 0), "end": edition.year(end.year or 0)}
        yield edition.words(name, **years)
    yield from axis_note(edition, floor)


def axis_note(edition: Edition, floor: float) -> Iterator[str]:
    """Say where a scale begins that leaves out zero."""
    if floor:
        yield edition.words(
            "cut_axis", floor=quantity(Decimal(floor), "％", "=", None, edition.language)
        )


def sentences(edition: Edition, picture: Picture) -> Iterator[str]:
    """Every figure of the chart, for who cannot see it."""
    words = edition.words
    for name, points in (("actual", picture.actual), ("annual_target", picture.annual_target)):
        if points:
            told = (
                f"{edition.year(year)} {each.text(words.language)}" for year, each in points.items()
            )
            yield f"{words(name)}: {words('between_figures').join(told)}"
    for name, single in (("baseline", picture.baseline), ("target", picture.target)):
        if single:
            year = f"{edition.year(single.year)} " if single.year else ""
            yield f"{words(name)}: {year}{single.text(words.language)}"


def description(edition: Edition, told: Iterable[str], points: Sequence[Point], table: str) -> str:
    """Alternative text of a chart: every figure of it, or how many, from which to which.

    `table` is the name of the table on the page that has all of them.
    """
    words = edition.words
    whole = words("between_sentences").join(told)
    if len(whole) <= _LONGEST:
        return whole
    low, high = (end(points, key=lambda each: each.value) for end in (min, max))
    figures = {"low": low.figure(words.language), "high": high.figure(words.language)}
    return words("chart_figures", count=f"{len(points):,}", table=table, **figures)


def shortened(name: str) -> str:
    """Name as it stands beside a drawing; the table has the whole of it.

    Examples
    --------
    >>> shortened("参加機関数"), len(shortened("長" * 900_000))
    ('参加機関数', 300)
    """
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"
