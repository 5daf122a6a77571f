"""Targets that are missing: for an indicator, for its last year, for the years before."""

from __future__ import annotations

from collections.abc import Iterator

from evalkit.assess.audit.form import Form, indicator_tables, whole
from evalkit.assess.audit.indicators import IndicatorRow, by_goal, by_table, grouped
from evalkit.assess.audit.kit import Hit, check, hit
from evalkit.assess.audit.wording import at_targets, due_text, listed
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import AnyCell, Blank, NotApplicable, Quantity
from evalkit.sheet.printing import shown, year_text

_FEWEST_YEARS = 3  # with fewer years of results before it, a first target is no afterthought


def _none(cell: AnyCell) -> bool:
    return isinstance(cell, NotApplicable | Blank)


@check(
    "no-target",
    "info",
    over=whole,
    title=Bilingual("目標値のない指標", "Indicators without any target"),
    why=Bilingual(
        "目標がなければ達成したかを判断できない。",
        "Without a target nothing can be said to be met.",
    ),
    says=Bilingual(
        "{rows}には年度ごとの目標値も目標値もなく、達成したかを判断できない。",
        "{rows}: neither annual targets nor a final one, so nothing can be called met.",
    ),
    do=Bilingual(
        "目標値を設定するか、目標を置かない理由を注記する。",
        "Set a target, or say in a note why there is none.",
    ),
)
def indicators_without_target(form: Form) -> Iterator[Hit]:
    """Indicators with neither annual targets nor a final one, goal by goal."""
    without = [
        row
        for row in form.indicators
        if _none(row.indicator.target)
        and not _has_annual_target(row)
        and "参考" not in row.indicator.name + row.indicator.note
    ]
    for group in grouped(without, by_goal):
        yield at_targets(group)


def _has_annual_target(row: IndicatorRow) -> bool:
    return any(not _none(cell) for _, cell in row.indicator.annual_targets.spans())


@check(
    "no-final-target",
    "warning",
    over=whole,
    title=Bilingual("目標年度の目標値の欠落", "A final target missing"),
    why=Bilingual(
        "目標年度の目標がなければ、最終的に何を目指すのかが分からない。",
        "Without the final target nobody can tell what the plan is to reach.",
    ),
    says=Bilingual(
        "{rows}には年度ごとの目標値（{year}の{value}など）があるが、{head}の目標値がない。",
        "{rows}: annual targets ({value} for {year}), and none for {head}.",
    ),
    do=Bilingual(
        "{head}の目標値を記すか、設定しない理由を注記する。",
        "Give the target for {head}, or say in a note why there is none.",
    ),
)
def missing_final_targets(form: Form) -> Iterator[Hit]:
    """Indicators with annual targets and nothing under the year of the final one."""
    without = [
        row
        for row in form.indicators
        if _none(row.indicator.target)
        and row.annual_targets
        and (form.sheet.year_of(row.heads.target) or 0) > (row.annual_targets[-1].year or 0)
    ]
    for group in grouped(without, by_table):
        last = group[0].annual_targets[-1]
        year, head = year_text(last.year), due_text(group[0])
        yield at_targets(group, year=year, value=shown(last.cell), head=head)


@check(
    "targets-set-afterwards",
    "info",
    over=whole,
    title=Bilingual("途中の年度からの目標設定", "Targets only in the last years"),
    why=Bilingual(
        "過去の年度に目標がなければ、推移を目標と比べられない。",
        "Where earlier years have no target, their results cannot be judged.",
    ),
    says=Bilingual(
        "{rows}は{years}に実績値があるが、年度ごとの目標値は{first}からである。",
        "{rows}: results for {years}, annual targets from {first} on.",
    ),
    do=Bilingual(
        "目標を設定した時期と根拠を注記する。",
        "Say in a note when the targets were set, and on what ground.",
    ),
)
def late_targets(form: Form) -> Iterator[Hit]:
    """Indicators with years of results before their first annual target."""
    late = [row for row in form.indicators if len(_unjudged_years(row)) >= _FEWEST_YEARS]
    for group in grouped(late, lambda row: (by_table(row), tuple(_unjudged_years(row)))):
        first = group[0].annual_targets[0]
        yield hit(
            first,
            related=[(*row.path, "target") for row in group[1:]],
            rows=listed(group),
            years=year_text(*_unjudged_years(group[0])),
            first=year_text(first.year),
        )


def _unjudged_years(row: IndicatorRow) -> list[int]:
    """Years with an actual before the first annual target, or before the span that it covers."""
    if not row.annual_targets:
        return []
    first = row.indicator.annual_targets.span(row.annual_targets[0].year or 0).first
    return [each.year for each in row.actuals if each.year is not None and each.year < first]


@check(
    "actual-without-target",
    "info",
    over=indicator_tables,
    title=Bilingual("当該年度の目標値の欠落", "No target for the sheet's year"),
    why=Bilingual(
        "他の指標にある年度目標がなければ、その年度の達成を判断できない。",
        "Its sisters are judged by a target for the year; this one cannot be.",
    ),
    says=Bilingual(
        "{rows}には{year}の実績値があるが、同じ表の{judged}と違い、{year}の目標値がない。",
        "{rows}: an actual for {year} but no target for it, unlike {judged}.",
    ),
    do=Bilingual("{year}の目標値を記す。", "Give the target for {year}."),
)
def years_without_target(table: tuple[IndicatorRow, ...]) -> Iterator[Hit]:
    """Results of the sheet's year without a target where sisters of the table have one."""
    year = table[0].sheet.fiscal_year
    judged = [row for row in table if isinstance(row.result.year(year).target, Quantity)]
    bare = tuple(row for row in table if _is_bare(row, year))
    if judged and bare:
        yield at_targets(bare, year=year_text(year), judged=listed(judged))


def _is_bare(row: IndicatorRow, year: int) -> bool:
    """Whether a year has a result and no target, though the indicator has targets otherwise."""
    targets = row.target is not None or bool(row.annual_targets)
    return (
        targets
        and isinstance(row.actual(year), Quantity)
        and _none(row.result.year(year).target)
        and _none(row.indicator.annual_targets[year])
    )
