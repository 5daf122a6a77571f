"""An assessment in a few lines of plain text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from evalkit.assess.assessment import ANNUAL, Assessment, IndicatorResult
from evalkit.present.status import annual_label
from evalkit.present.summary import headline
from evalkit.present.words import Words
from evalkit.sheet.fiscal import printing
from evalkit.sheet.printing import fiscal_year, percent


def outline(assessment: Assessment, words: Words) -> Iterator[str]:
    """Lines: the counts, by achievement goal, what was missed, what is unknown and until when."""
    with printing(assessment.sheet.calendar):
        yield from _outline(assessment, words)


def _outline(assessment: Assessment, words: Words) -> Iterator[str]:
    sheet = assessment.sheet
    year = words.said(fiscal_year(sheet.fiscal_year))
    yield headline(assessment, words, year)
    for goal in sheet.achievement_goals:
        own = assessment.distribution(goal.no)
        each = "  ".join(f"{annual_label(grade, words)} {own[grade]}" for grade in ANNUAL)
        yield f"  {words('goal_number', number=goal.no)}: {each}"
    if assessment.overall:
        judgement = assessment.overall
        label = words.said(judgement.label)
        yield f"{words('five_step_overall')}: {label}"
    yield f"{words('missed_any')}:"
    yield from _missed(assessment, words)
    yield f"{words('pending_list')}:"
    for result, due in assessment.pending():
        mark = f" [{words('overdue')}]" if due.overdue else ""
        yield f"  {_named(result)}  {words.said(fiscal_year(due.year))}  {due.printed}{mark}"
    yield f"（{words('reference_mark')}）"


def _missed(assessment: Assessment, words: Words) -> Iterator[str]:
    for result, year in assessment.missed(every_year=True):
        level = year.figure("level_rate")
        known = level is not None and isinstance(level.value, Decimal)
        rate = f"  {percent(level.value, words.language)}" if known else ""  # type: ignore[union-attr,arg-type]
        yield f"  {_named(result)}  {words.said(fiscal_year(year.year))}{rate}"


def _named(result: IndicatorResult) -> str:
    return f"{result.label} {result.indicator.name}"
