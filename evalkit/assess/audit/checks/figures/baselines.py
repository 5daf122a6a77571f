"""Baselines: against the actual of their own year, their head, and what could be measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evalkit.assess.audit.form import Form, indicators, whole
from evalkit.assess.audit.indicators import IndicatorRow, by_goal, by_table, difference, grouped
from evalkit.assess.audit.kit import Hit, Said, check, hit
from evalkit.assess.audit.wording import due_text, listed
from evalkit.assess.judge.bounds import begins_below_nothing
from evalkit.sheet.bilingual import DOT, Bilingual
from evalkit.sheet.cells import Blank, Narrative, NotApplicable, NotStarted, Quantity, own_label
from evalkit.sheet.cells.periods import unread_period
from evalkit.sheet.characters import shortened
from evalkit.sheet.printing import shown, year_text
from evalkit.sheet.text import in_one_line

_PROVISIONAL = ("速報", "暫定", "推計", "概算", "確定", "確報", "試算", "改定", "改訂", "見込")
_SCOPES = ("平均", "累計", "合計")


@check(
    "baseline-differs",
    "error",
    over=indicators,
    title=Bilingual(
        "基準値と同じ年度の実績値の不一致", "A baseline other than the actual of its year"
    ),
    why=Bilingual(
        "同じ年度の同じ指標に二つの値があれば、どちらかが誤りである。",
        "One indicator has one value for one year; one of the two is wrong.",
    ),
    says=Bilingual(
        "基準値は{baseline}（{year}）だが、同じ{year}の実績値は{actual}である。",
        "The baseline is {baseline} ({year}), the actual of {year} is {actual}.",
    ),
    do=Bilingual(
        "原資料でどちらが正しいか確かめ、合わせる。",
        "Find out which is right, and make both agree.",
    ),
)
def other_baseline(row: IndicatorRow) -> Iterator[Hit]:
    """Baselines that differ from the actual of their own year, beyond rounding."""
    year, baseline = row.baseline_year, row.baseline
    actual = next((each for each in row.actuals if year and each.year == year), None)
    if not baseline or not actual or not row.alike(baseline, actual):
        return
    if _comparable(baseline.cell, actual.cell) and difference(baseline.cell, actual.cell):
        revised = any(mark in baseline.cell.note + actual.cell.note for mark in _PROVISIONAL)
        yield hit(
            baseline,
            severity="warning" if revised else None,
            baseline=shown(baseline.cell),
            actual=shown(actual.cell),
            year=year_text(year),
        )


def _comparable(baseline: Quantity, actual: Quantity) -> bool:
    """Whether baseline and actual are one thing: both or neither a mean or a sum."""
    if "range" in (baseline.comparator, actual.comparator):
        return False
    return all((scope in baseline.note) == (scope in actual.note) for scope in _SCOPES)


@check(
    "baseline-negative",
    "warning",
    over=indicators,
    title=Bilingual("負の基準値", "A negative baseline"),
    why=Bilingual(
        "他の値が負にならない指標の負の基準値は、誤記か別の尺度の値である。",
        "Where no other figure is negative, a negative baseline is a slip or of another scale.",
    ),
    says=Bilingual(
        "基準値{value}だけが負で、同じ指標の他の値は負でない。",
        "The baseline {value} alone is negative, no other figure of its indicator.",
    ),
    do=Bilingual("原資料と照合し、訂正する。", "Compare it with its source."),
)
def negative_baseline(row: IndicatorRow) -> Iterator[Hit]:
    """Negative baselines of counts and shares, whose other figures are not."""
    if row.baseline and begins_below_nothing(row.indicator):
        yield hit(row.baseline, value=shown(row.baseline.cell))


@check(
    "baseline-year-head",
    "info",
    over=whole,
    title=Bilingual("欄の見出しと異なる基準年度", "Baselines of another year than their head"),
    why=Bilingual(
        "見出しと違う年度は見落とされやすく、指標同士の比較を誤らせる。",
        "A year other than the head's is overlooked easily, and misleads comparisons.",
    ),
    says=Bilingual(
        "見出しは「{head}」だが、{rows}の基準年度は{years}である。",
        "The head says “{head}”, but the baseline years of {rows} are {years}.",
    ),
    do=Bilingual(
        "見出しと欄の年度を確かめ、異なる理由を注記する。",
        "Check both, and say in a note why they differ.",
    ),
)
def other_baseline_years(form: Form) -> Iterator[Hit]:
    """Baselines with a year of their own that is not the one in the head of the column."""
    other = [row for row in form.indicators if row.baseline and _other_year(row)]
    for group in grouped(other, by_table):
        years = list(dict.fromkeys(own_label(row.indicator.baseline) for row in group))
        yield _at_baselines(
            group,
            head=group[0].heads.baseline,
            years=Bilingual.join(years, DOT),
        )


def _other_year(row: IndicatorRow) -> bool:
    own, head = (
        row.sheet.year_of(text) for text in (own_label(row.indicator.baseline), row.heads.baseline)
    )
    return own is not None and head is not None and own != head


@check(
    "baseline-without-year",
    "info",
    over=whole,
    title=Bilingual("年度のない基準値", "Baselines without a year"),
    why=Bilingual(
        "いつの値か分からない基準値からは、進み具合を計算できない。",
        "Progress cannot be calculated from a value of no known year.",
    ),
    says=Bilingual(
        "{rows}の基準値（{value}など）に年度がない（見出し「{head}」）。",
        "{rows}: baselines ({value}) without a year; the head says “{head}”.",
    ),
    do=Bilingual("いつの値かを記す。", "Say of which year they are."),
)
def baselines_without_year(form: Form) -> Iterator[Hit]:
    """Tables whose baselines are figures of no year: neither the head nor the cells name one."""
    without = [row for row in form.indicators if row.baseline_year is None and _says_no_time(row)]
    for group in grouped(without, by_table):
        row = group[0]
        yield hit(
            (*row.path[:2], "tables", row.indicator.kind, "baseline"),
            related=[(*each.path, "baseline") for each in group],
            rows=listed(group),
            value=_shown_baseline(row),
            head=row.heads.baseline or "－",
        )


def _says_no_time(row: IndicatorRow) -> bool:
    """Whether the baseline is a figure with no time beside it, not even one that is not read."""
    cell = row.baseline and row.baseline.cell
    return cell is not None and not unread_period(cell, near=row.sheet.own_year)


@check(
    "baseline-unmeasured",
    "warning",
    over=indicators,
    title=Bilingual("実績のない年度の基準値", "A baseline of a year without a result"),
    why=Bilingual(
        "実績がないとされた年度の値は、測定した値ではあり得ない。",
        "A value of a year that is said to have no result cannot have been measured.",
    ),
    says=Bilingual(
        "基準値{value}は{year}の値だが、{year}の実績値は「{actual}」である。",
        "The baseline {value} is of {year}, whose actual reads “{actual}”.",
    ),
    do=Bilingual(
        "基準年度と実績値を確かめ、合わせる。",
        "Check the baseline's year and the actual, and make them agree.",
    ),
)
def unmeasured_baseline(row: IndicatorRow) -> Iterator[Hit]:
    """Baselines of a year of the window whose actual is not a figure."""
    year = row.baseline_year
    if row.baseline is None or year is None or year not in row.sheet.window:
        return
    cell = row.actual(year)
    if not isinstance(cell, Quantity | Blank):
        yield hit(
            row.baseline,
            severity="info" if isinstance(cell, NotApplicable) else None,
            value=shown(row.baseline.cell),
            year=year_text(year),
            actual=shortened(in_one_line(cell.printed), 30),
        )


@check(
    "baseline-year-late",
    "warning",
    over=indicators,
    title=Bilingual("目標年度以後の基準年度", "A baseline no earlier than its target"),
    why=Bilingual(
        "基準年度は目標年度より前でなければならない。",
        "A plan begins before it ends.",
    ),
    says={
        "target": Bilingual(
            "基準年度{year}が目標年度{limit}より前でない。",
            "The baseline's year {year} is not before the target's, {limit}.",
        ),
        "sheet": Bilingual(
            "基準年度{year}が評価書の年度{limit}より後である。",
            "The baseline's year {year} comes after the sheet's, {limit}.",
        ),
    },
    do=Bilingual("基準年度と目標年度を確かめる。", "Check both years."),
)
def late_baseline(row: IndicatorRow) -> Iterator[Hit]:
    """Baselines of the target's year, or of a year that the sheet cannot know yet."""
    year, due = row.baseline_year, row.target_year
    if row.baseline is None or year is None:
        return
    if row.target is not None and due is not None and year >= due:
        yield hit(row.baseline, "target", year=year_text(year), limit=due_text(row))
    elif year > row.sheet.fiscal_year:
        limit = year_text(row.sheet.fiscal_year)
        yield hit(row.baseline, "sheet", year=year_text(year), limit=limit)


@check(
    "baseline-missing",
    "info",
    over=whole,
    title=Bilingual("基準値の欠落", "A baseline missing"),
    why=Bilingual(
        "基準値がなければ、どれだけ進んだかを計算できない。",
        "Without a baseline nobody can say how far the plan has come.",
    ),
    says=Bilingual(
        "{rows}には基準値がないが、実績値（{year}の{value}など）がある。",
        "{rows}: no baseline, though there are actuals ({value} for {year}).",
    ),
    do=Bilingual(
        "計画を始めた年度の値を基準値とする。", "Give the figure from which the plan began."
    ),
)
def missing_baselines(form: Form) -> Iterator[Hit]:
    """Indicators with results of two years or more, a final target, and no baseline."""
    without = [
        row
        for row in form.indicators
        if isinstance(row.indicator.baseline, NotApplicable | Blank)
        and len(row.actuals) > 1
        and row.target
        and not row.every_year
    ]
    for group in grouped(without, by_goal):
        first = group[0].actuals[0]
        yield _at_baselines(group, year=year_text(first.year), value=shown(first.cell))


_FAR_YEARS = 5  # as many as a form shows: the baseline lies a whole window before its figures


@check(
    "baseline-far",
    "info",
    over=whole,
    title=Bilingual("実績値から遠い基準年度", "A baseline long before the first actual"),
    why=Bilingual(
        "基準年度から最初の実績値までの推移が示されず、いつ進んだのかが分からない。",
        "Nothing shows how the figure moved between the baseline and the first actual.",
    ),
    says=Bilingual(
        "{rows}の基準年度{year}は、最初の実績値がある{first}の{years}年前である。",
        "{rows}: the baseline's year {year} comes {years} years before the first actual of"
        " {first}.",
    ),
    do=Bilingual(
        "間の推移を示すか、基準年度を見直す。",
        "Show the years between, or choose a later baseline.",
    ),
)
def far_baselines(form: Form) -> Iterator[Hit]:
    """Baselines five years or more before the first actual, table by table."""
    far = [row for row in form.indicators if row.baseline and _years_before(row) >= _FAR_YEARS]
    for group in grouped(far, lambda row: (by_table(row), row.baseline_year, _years_before(row))):
        row = group[0]
        yield _at_baselines(
            group,
            year=year_text(row.baseline_year),
            first=year_text(row.actuals[0].year),
            years=_years_before(row),
        )


def _years_before(row: IndicatorRow) -> int:
    first = row.actuals[0].year if row.actuals else None
    return first - row.baseline_year if first and row.baseline_year else 0


# Baselines that equal their target ----------------------------------------------------------------


@check(
    "baseline-like-target",
    "info",
    over=whole,
    title=Bilingual("測定値でないとみられる基準値", "A baseline that looks like a target"),
    why=Bilingual(
        "目標値を写した基準値からの進み具合には意味がない。",
        "Progress from a baseline that copies the target means nothing.",
    ),
    says=Bilingual(
        "{rows}の基準値（{value}など）は目標値と同じで年度がなく、表の最初の年度にはまだ実績がない。",
        "{rows}: baselines ({value}) equal to the target and of no year, where the first years of"
        " the table have no result.",
    ),
    do=Bilingual(
        "測定した値があれば記し、なければ「－」とする。",
        "Give a measured value, or a dash if there is none.",
    ),
)
def copied_baselines(form: Form) -> Iterator[Hit]:
    """Baselines of no year, equal to the target, where the first years have no result."""
    yield from _goal_by_goal(row for row in form.indicators if _keeps(row) and _is_copy(row))


@check(
    "maintain-target",
    "info",
    over=whole,
    title=Bilingual("基準値と同じ目標値", "Targets equal to their baseline"),
    why=Bilingual(
        "維持の目標では進み具合を計算できず、達成か未達かだけが残る。",
        "For a level to be maintained there is no progress, only met or missed.",
    ),
    says=Bilingual(
        "{rows}は基準値と目標値（{value}など）が同じで、改善の目標になっていない。",
        "{rows}: the target ({value}) is the baseline, so no improvement is asked for.",
    ),
    do=Bilingual(
        "維持の目標である旨を明記するか、目標値を見直す。",
        "Say that the level is to be maintained, or set a target beyond it.",
    ),
)
def maintained_levels(form: Form) -> Iterator[Hit]:
    """Targets that ask for the level of the baseline, goal by goal."""
    yield from _goal_by_goal(row for row in form.indicators if _keeps(row) and not _is_copy(row))


def _goal_by_goal(rows: Iterable[IndicatorRow]) -> Iterator[Hit]:
    for group in grouped(rows, by_goal):
        yield _at_baselines(group, value=_shown_baseline(group[0]))


def _keeps(row: IndicatorRow) -> bool:
    """Whether the target asks for the level of the baseline."""
    baseline, target = row.baseline, row.target
    if not baseline or not target or not row.alike(baseline, target):
        return False
    return baseline.value == target.value


def _is_copy(row: IndicatorRow) -> bool:
    """Whether the table shows no early result from which the baseline could come."""
    spans = row.indicator.actuals.spans()
    first = next((cell for _, cell in spans if not isinstance(cell, Blank)), None)
    return row.baseline_year is None and isinstance(first, NotStarted | Narrative)


def _shown_baseline(row: IndicatorRow) -> str:
    return shown(row.baseline.cell) if row.baseline else ""


def _at_baselines(group: tuple[IndicatorRow, ...], **values: Said) -> Hit:
    """Hit at the first of several baselines."""
    first, *others = [(*row.path, "baseline") for row in group]
    return Hit(at=first, related=tuple(others), values={"rows": listed(group), **values})
