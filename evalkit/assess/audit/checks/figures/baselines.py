"""Baselines: against the actual of their own year, their head, and what could be measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from evalkit.assess.audit.form import Form
from evalkit.assess.audit.indicators import (
    IndicatorRow,
    by_goal,
    by_table,
    difference,
    grouped,
    rows,
)
from evalkit.assess.audit.kit import Found, Severity
from evalkit.assess.audit.kit import plain_check as check
from evalkit.assess.audit.wording import due_text, listed, say, shown, year_text
from evalkit.assess.judge.bounds import begins_below_nothing
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import Blank, Narrative, NotApplicable, NotStarted, Quantity
from evalkit.sheet.model import own_label

_PROVISIONAL = ("速報", "暫定", "推計", "概算", "確定", "確報", "試算", "改定", "改訂", "見込")
_SCOPES = ("平均", "累計", "合計")


@check(
    "baseline-differs",
    "error",
    title=Bilingual(
        "基準値と同じ年度の実績値の不一致", "A baseline other than the actual of its year"
    ),
    why=Bilingual(
        "同じ年度の同じ指標に二つの値があれば、どちらかが誤りである。",
        "One indicator has one value for one year; one of the two is wrong.",
    ),
)
def find_other_baselines(form: Form) -> Iterator[Found]:
    """Baselines that differ from the actual of their own year, beyond rounding."""
    for row in rows(form):
        year, baseline = row.baseline_year, row.baseline
        actual = next((each for each in row.actuals if year and each.year == year), None)
        if not baseline or not actual or not row.alike(baseline, actual):
            continue
        cells = baseline.cell, actual.cell
        if _comparable(*cells) and difference(*cells) != 0:
            yield _differs(row, *cells)


def _comparable(baseline: Quantity, actual: Quantity) -> bool:
    """Whether baseline and actual are one thing: both or neither a mean or a sum."""
    if "range" in (baseline.comparator, actual.comparator):
        return False
    return all((scope in baseline.note) == (scope in actual.note) for scope in _SCOPES)


def _differs(row: IndicatorRow, baseline: Quantity, actual: Quantity) -> Found:
    revised = any(mark in baseline.note + actual.note for mark in _PROVISIONAL)
    return _at_baseline(
        row,
        Bilingual(
            "基準値は{baseline}（{year}）だが、同じ{year}の実績値は{actual}である。",
            "The baseline is {baseline} ({year}), the actual of {year} is {actual}.",
        ),
        Bilingual(
            "原資料でどちらが正しいか確かめ、合わせる。",
            "Find out which is right, and make both agree.",
        ),
        severity="warning" if revised else None,
        baseline=shown(baseline),
        actual=shown(actual),
        year=year_text(row.baseline_year),
    )


@check(
    "baseline-negative",
    "warning",
    title=Bilingual("負の基準値", "A negative baseline"),
    why=Bilingual(
        "他の値が負にならない指標の負の基準値は、誤記か別の尺度の値である。",
        "Where no other figure is negative, a negative baseline is a slip or of another scale.",
    ),
)
def find_negative_baselines(form: Form) -> Iterator[Found]:
    """Negative baselines of counts and shares, whose other figures are not."""
    for row in rows(form):
        if row.baseline and begins_below_nothing(row.indicator):
            yield _at_baseline(
                row,
                Bilingual(
                    "基準値{value}だけが負で、同じ指標の他の値は負でない。",
                    "The baseline {value} alone is negative, no other figure of its indicator.",
                ),
                Bilingual("原資料と照合し、訂正する。", "Compare it with its source."),
                value=shown(row.baseline.cell),
            )


@check(
    "baseline-year-head",
    "info",
    title=Bilingual("欄の見出しと異なる基準年度", "Baselines of another year than their head"),
    why=Bilingual(
        "見出しと違う年度は見落とされやすく、指標同士の比較を誤らせる。",
        "A year other than the head's is overlooked easily, and misleads comparisons.",
    ),
)
def find_other_baseline_years(form: Form) -> Iterator[Found]:
    """Baselines with a year of their own that is not the one in the head of the column."""
    other = [row for row in rows(form) if row.baseline and _other_year(row)]
    for group in grouped(other, by_table):
        years = list(dict.fromkeys(own_label(row.indicator.baseline) for row in group))
        yield _at_baseline(
            group[0],
            Bilingual(
                "見出しは「{head}」だが、{rows}の基準年度は{years}である。",
                "The head says “{head}”, but the baseline years of {rows} are {years}.",
            ),
            Bilingual(
                "見出しと欄の年度を確かめ、異なる理由を注記する。",
                "Check both, and say in a note why they differ.",
            ),
            group=group,
            head=group[0].heads.baseline,
            years=Bilingual("・".join(years), ", ".join(years)),
        )


def _other_year(row: IndicatorRow) -> bool:
    own, head = (
        row.sheet.year_of(text) for text in (own_label(row.indicator.baseline), row.heads.baseline)
    )
    return own is not None and head is not None and own != head


@check(
    "baseline-without-year",
    "info",
    title=Bilingual("年度のない基準値", "Baselines without a year"),
    why=Bilingual(
        "いつの値か分からない基準値からは、進み具合を計算できない。",
        "Progress cannot be calculated from a value of no known year.",
    ),
)
def find_baselines_without_year(form: Form) -> Iterator[Found]:
    """Tables whose baselines are figures of no year: neither the head nor the cells name one."""
    without = [row for row in rows(form) if row.baseline and row.baseline_year is None]
    for group in grouped(without, by_table):
        row = group[0]
        head = row.heads.baseline
        yield Found(
            path=(*row.path[:2], "tables", row.indicator.kind, "baseline"),
            printed=head,
            evidence=say(
                Bilingual(
                    "{rows}の基準値（{value}など）に年度がない（見出し「{head}」）。",
                    "{rows}: baselines ({value}) without a year; the head says “{head}”.",
                ),
                rows=listed(group),
                value=shown(row.baseline.cell) if row.baseline else "",
                head=head or "－",
            ),
            suggestion=Bilingual("いつの値かを記す。", "Say of which year they are."),
            related=tuple((*each.path, "baseline") for each in group),
        )


@check(
    "baseline-unmeasured",
    "warning",
    title=Bilingual("実績のない年度の基準値", "A baseline of a year without a result"),
    why=Bilingual(
        "実績がないとされた年度の値は、測定した値ではあり得ない。",
        "A value of a year that is said to have no result cannot have been measured.",
    ),
)
def find_unmeasured_baselines(form: Form) -> Iterator[Found]:
    """Baselines of a year of the window whose actual is not a figure."""
    for row in rows(form):
        year = row.baseline_year
        if row.baseline is None or year is None or year not in form.sheet.window:
            continue
        cell = row.actual(year)
        if not isinstance(cell, Quantity | Blank):
            yield _at_baseline(
                row,
                Bilingual(
                    "基準値{value}は{year}の値だが、{year}の実績値は「{actual}」である。",
                    "The baseline {value} is of {year}, whose actual reads “{actual}”.",
                ),
                Bilingual(
                    "基準年度と実績値を確かめ、合わせる。",
                    "Check the baseline's year and the actual, and make them agree.",
                ),
                severity="info" if isinstance(cell, NotApplicable) else None,
                value=shown(row.baseline.cell),
                year=year_text(year),
                actual=_brief(cell.printed),
            )


def _brief(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 30 else f"{line[:29]}…"


@check(
    "baseline-year-late",
    "warning",
    title=Bilingual("目標年度以後の基準年度", "A baseline no earlier than its target"),
    why=Bilingual(
        "基準年度は目標年度より前でなければならない。",
        "A plan begins before it ends.",
    ),
)
def find_late_baselines(form: Form) -> Iterator[Found]:
    """Baselines of the target's year, or of a year that the sheet cannot know yet."""
    for row in rows(form):
        year, due = row.baseline_year, row.target_year
        if row.baseline is None or year is None:
            continue
        late = row.target is not None and due is not None and year >= due
        if late or year > form.sheet.fiscal_year:
            yield _at_baseline(
                row,
                Bilingual(
                    "基準年度{year}が{limit}より前でない。",
                    "The baseline's year {year} is not before {limit}.",
                )
                if late
                else Bilingual(
                    "基準年度{year}が評価書の年度{limit}より後である。",
                    "The baseline's year {year} comes after the sheet's, {limit}.",
                ),
                Bilingual("基準年度と目標年度を確かめる。", "Check both years."),
                year=year_text(year),
                limit=say(Bilingual("目標年度{due}", "the target's, {due}"), due=due_text(row))
                if late
                else year_text(form.sheet.fiscal_year),
            )


@check(
    "baseline-missing",
    "info",
    title=Bilingual("基準値の欠落", "A baseline missing"),
    why=Bilingual(
        "基準値がなければ、どれだけ進んだかを計算できない。",
        "Without a baseline nobody can say how far the plan has come.",
    ),
)
def find_missing_baselines(form: Form) -> Iterator[Found]:
    """Indicators with results of two years or more, a final target, and no baseline."""
    without = [
        row
        for row in rows(form)
        if isinstance(row.indicator.baseline, NotApplicable | Blank)
        and len(row.actuals) > 1
        and row.target
        and not row.every_year
    ]
    for group in grouped(without, by_goal):
        first = group[0].actuals[0]
        yield _at_baseline(
            group[0],
            Bilingual(
                "{rows}には基準値がないが、実績値（{year}の{value}など）がある。",
                "{rows}: no baseline, though there are actuals ({value} for {year}).",
            ),
            Bilingual(
                "計画を始めた年度の値を基準値とする。", "Give the figure from which the plan began."
            ),
            group=group,
            year=year_text(first.year),
            value=shown(first.cell),
        )


_FAR_YEARS = 5  # as many as a form shows: the baseline lies a whole window before its figures


@check(
    "baseline-far",
    "info",
    title=Bilingual("実績値から遠い基準年度", "A baseline long before the first actual"),
    why=Bilingual(
        "基準年度から最初の実績値までの推移が示されず、いつ進んだのかが分からない。",
        "Nothing shows how the figure moved between the baseline and the first actual.",
    ),
)
def find_far_baselines(form: Form) -> Iterator[Found]:
    """Baselines five years or more before the first actual, table by table."""
    far = [row for row in rows(form) if row.baseline and _years_before(row) >= _FAR_YEARS]
    for group in grouped(far, lambda row: (by_table(row), row.baseline_year, _years_before(row))):
        first = group[0].actuals[0]
        yield _at_baseline(
            group[0],
            Bilingual(
                "{rows}の基準年度{year}は、最初の実績値がある{first}の{years}年前である。",
                "{rows}: the baseline's year {year} comes {years} years before the first actual"
                " of {first}.",
            ),
            Bilingual(
                "間の推移を示すか、基準年度を見直す。",
                "Show the years between, or choose a later baseline.",
            ),
            group=group,
            year=year_text(group[0].baseline_year),
            first=year_text(first.year),
            years=str(_years_before(group[0])),
        )


def _years_before(row: IndicatorRow) -> int:
    first = row.actuals[0].year if row.actuals else None
    return first - row.baseline_year if first and row.baseline_year else 0


# Baselines that equal their target ----------------------------------------------------------------


@check(
    "baseline-like-target",
    "info",
    title=Bilingual("測定値でないとみられる基準値", "A baseline that looks like a target"),
    why=Bilingual(
        "目標値を写した基準値からの進み具合には意味がない。",
        "Progress from a baseline that copies the target means nothing.",
    ),
)
def find_copied_baselines(form: Form) -> Iterator[Found]:
    """Baselines of no year, equal to the target, where the first years have no result."""
    yield from _kept(
        form,
        _is_copy,
        Bilingual(
            "{rows}の基準値（{value}など）は目標値と同じで年度がなく、表の最初の年度にはまだ実績がない。",
            "{rows}: baselines ({value}) equal to the target and of no year, where the first years"
            " of the table have no result.",
        ),
        Bilingual(
            "測定した値があれば記し、なければ「－」とする。",
            "Give a measured value, or a dash if there is none.",
        ),
    )


@check(
    "maintain-target",
    "info",
    title=Bilingual("基準値と同じ目標値", "Targets equal to their baseline"),
    why=Bilingual(
        "維持の目標では進み具合を計算できず、達成か未達かだけが残る。",
        "For a level to be maintained there is no progress, only met or missed.",
    ),
)
def find_maintain_targets(form: Form) -> Iterator[Found]:
    """Targets that ask for the level of the baseline, goal by goal."""
    yield from _kept(
        form,
        lambda row: not _is_copy(row),
        Bilingual(
            "{rows}は基準値と目標値（{value}など）が同じで、改善の目標になっていない。",
            "{rows}: the target ({value}) is the baseline, so no improvement is asked for.",
        ),
        Bilingual(
            "維持の目標である旨を明記するか、目標値を見直す。",
            "Say that the level is to be maintained, or set a target beyond it.",
        ),
    )


def _kept(
    form: Form, which: Callable[[IndicatorRow], bool], evidence: Bilingual, suggestion: Bilingual
) -> Iterator[Found]:
    """Findings on those indicators whose baseline equals the target, goal by goal."""
    equal = [row for row in rows(form) if _asks_for_the_baseline(row) and which(row)]
    for group in grouped(equal, by_goal):
        baseline = group[0].baseline
        value = shown(baseline.cell) if baseline else ""
        yield _at_baseline(group[0], evidence, suggestion, group=group, value=value)


def _asks_for_the_baseline(row: IndicatorRow) -> bool:
    baseline, target = row.baseline, row.target
    if not baseline or not target or not row.alike(baseline, target):
        return False
    return baseline.value == target.value


def _is_copy(row: IndicatorRow) -> bool:
    """Whether the table shows no early result from which the baseline could come."""
    spans = row.indicator.actuals.spans()
    first = next((cell for _, cell in spans if not isinstance(cell, Blank)), None)
    return row.baseline_year is None and isinstance(first, NotStarted | Narrative)


def _at_baseline(
    row: IndicatorRow,
    evidence: Bilingual,
    suggestion: Bilingual,
    *,
    group: Sequence[IndicatorRow] = (),
    severity: Severity | None = None,
    **values: str | Bilingual,
) -> Found:
    """Finding at a baseline, or at the first of several."""
    return Found(
        path=(*row.path, "baseline"),
        printed=row.indicator.baseline.printed,
        severity=severity,
        evidence=say(evidence, rows=listed(group or [row]), **values),
        suggestion=suggestion,
        related=tuple((*each.path, "baseline") for each in group[1:]),
    )
