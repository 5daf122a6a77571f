"""Why a figure does not exist, as sentences for the reader in Japanese and English."""

import re
from typing import Any

from evalkit.sheet.bilingual import Bilingual, BilingualError
from evalkit.sheet.printing import YearStyle, fiscal_year, in_its_years, in_one_era
from evalkit.sheet.terms import TERMS

NAMES: dict[str, Bilingual] = {
    "actual": Bilingual("実績値", "actual value"),
    "baseline": TERMS["baseline"],
    "executed": TERMS["executed"],
    "previous": Bilingual("前年度の実績値", "actual value of the year before"),
    "projection": Bilingual("推計値", "projection"),
    "target": TERMS["target"],
    "threshold": Bilingual("最小の変化幅", "smallest change that counts"),
    "tolerance": Bilingual("許容幅", "tolerance"),
    "total": Bilingual("予算の合計", "budget total"),
    "upper": Bilingual("範囲の上限", "upper end of the range"),
    "actual_year": Bilingual("実績値の年度", "year of the actual value"),
    "baseline_year": Bilingual("基準値の年度", "year of the baseline"),
    "break_after": Bilingual("系列の断絶の年度", "year of the series break"),
    "target_year": Bilingual("目標年度", "target year"),
    "until": Bilingual("評価年度", "year of assessment"),
    "series": Bilingual("実績値", "actual value"),
}

REASONS: dict[str, Bilingual] = {
    "missing": Bilingual("{name}がないため計算できない。", "The {name} is missing."),
    "direction": Bilingual(
        "上がるのと下がるのとどちらが良いかが示されていないため判定できない。",
        "It is not declared whether higher or lower is better.",
    ),
    "tolerance": Bilingual(
        "「程度」の許容幅が示されていないため判定できない。",
        "The target says “about”, and no tolerance is declared.",
    ),
    "upper": Bilingual(
        "目標の範囲の上限が示されていないため判定できない。",
        "The target is a range, and its upper end is not declared.",
    ),
    "zero_target": Bilingual(
        "目標値が0のため、目標値に対する比率は意味を持たない。基準値からの進捗で見る。",
        "The target is zero: a ratio to it says nothing; see progress from the baseline.",
    ),
    "zero_actual": Bilingual(
        "実績値が0のため、実績値に対する比率は計算できない。",
        "The actual value is zero: there is no ratio to it.",
    ),
    "signs_differ": Bilingual(
        "実績値と目標値の符号が異なるため、比率は意味を持たない。",
        "Actual value and target have different signs: a ratio says nothing.",
    ),
    "negative": Bilingual(
        "実績値と目標値が負のため、比率は良し悪しと逆に動き、意味を持たない。",
        "Actual value and target are negative: a ratio of them runs backwards.",
    ),
    "baseline_below_nothing": Bilingual(
        "負の値にならない指標の基準値が負のため、基準値からの進み具合は計算できない。",
        "The baseline is negative, which the indicator cannot be: there is no way from it.",
    ),
    "step_back": Bilingual(
        "目標値が基準値より望ましくない側にある（維持の目標）ため、進捗の割合は存在しない。",
        "The target lies on the worse side of the baseline: no improvement was planned, so no share"
        " of it exists.",
    ),
    "two_sided": Bilingual(
        "目標に上下の限りがある（範囲・程度）ため、目標に対する比率や進み具合は計算できない。",
        "The target has two sides (a range, or “about”): there is no rate or way to it.",
    ),
    "units": Bilingual(
        "実績値の単位（{actual}）と目標値の単位（{target}）が異なるため、比べられない。",
        "The actual value is in {actual}, the target in {target}: they cannot be compared.",
    ),
    "scope": Bilingual(
        "実績値「{actual}」と目標値「{target}」は対象が異なるため、比べられない。",
        "The actual value “{actual}” and the target “{target}” are not of the same thing.",
    ),
    "limit": Bilingual(
        "実績値「{actual}」は上限か下限であり、目標値のどちらの側にあるか決まらない。",
        "The actual value “{actual}” is a limit: it may lie on either side of the target.",
    ),
    "vague": Bilingual(
        "実績値「{actual}」は一点の値でなく、目標値のどちらの側にあるか決まらない。",
        "The actual value “{actual}” is no exact figure: it may lie on either side of the target.",
    ),
    "window": Bilingual(
        "実績値は{actual}、目標値は{target}であり、期間が異なるため比べられない。",
        "The actual value is {actual}, the target {target}: they cannot be compared.",
    ),
    "other_period": Bilingual(
        "「{printed}」は他の期間の値であるため、この年度の値としては比べられない。",
        "“{printed}” is a figure of another period: it cannot be compared as that of this year.",
    ),
    "contradicting": Bilingual(
        "上がるのと下がるのとどちらが良いかについて、評価書の記載が矛盾するため判定できない。",
        "The sheet contradicts itself on whether higher or lower is better.",
    ),
    "mirror_up": Bilingual(
        "この率は下がると良い指標だけのものである。",
        "This rate exists only where lower is better.",
    ),
    "maintain": Bilingual(
        "目標値が基準値と同じ（維持目標）のため、進捗の割合は存在しない。達成か未達成かだけを見る。",
        "The target equals the baseline: no change was planned, so no share of it exists.",
    ),
    "no_distance": Bilingual(
        "すでに目標値にあり、残りの距離がない。",
        "The actual value stands at the target: no distance is left.",
    ),
    "no_period": Bilingual(
        "目標年度（{target_year}）が基準年度（{baseline_year}）より後でない。",
        "The target year {target_year} is not later than the baseline year {baseline_year}.",
    ),
    "no_time_passed": Bilingual(
        "実績値の年度（{actual_year}）が基準年度（{baseline_year}）より後でない。",
        "The value's year {actual_year} is not later than the baseline year {baseline_year}.",
    ),
    "no_time_left": Bilingual(
        "目標年度（{target_year}）が実績値の年度（{actual_year}）より後でない。",
        "The target year {target_year} is not later than the value's year {actual_year}.",
    ),
    "zero_previous": Bilingual(
        "前年度の実績値が0のため、変化率は計算できない。",
        "The year before was zero: there is no rate of change.",
    ),
    "zero_growth_base": Bilingual(
        "基準値が0のため、年平均成長率は計算できない。",
        "The baseline is zero: there is no growth rate from zero.",
    ),
    "zero_growth_target": Bilingual(
        "目標値が0のため、目標までの年平均成長率は計算できない。",
        "The target is zero: there is no growth rate towards zero.",
    ),
    "sign_change": Bilingual(
        "基準値と符号の異なる値があるため、年平均成長率は計算できない。",
        "A value has another sign than the baseline: there is no growth rate across zero.",
    ),
    "few_points": Bilingual(
        "直近6年度（{first}～{last}）の実績値が{count}個で、傾向の計算に必要な{needed}個に足りない。",
        "The six years {first}–{last} hold {count} of the {needed} values that a trend needs.",
    ),
    "series_break": Bilingual(
        "{break_after}の後に系列の断絶がある。断絶の後の実績値は{count}個で、傾向の計算に必要な"
        "{needed}個に足りない。",
        "The series breaks after {break_after}: the years since hold {count} of the {needed} values"
        " that a trend needs.",
    ),
    "rule_missing": Bilingual(
        "目標「{target}」の水準の計算に要る{needed}がないため判定できない。",
        "The target “{target}” is measured against {needed}, for which there is no figure.",
    ),
    "rule_inexact": Bilingual(
        "目標「{target}」の水準の計算に要る{needed}が一つの確かな値でないため判定できない。",
        "The target “{target}” is measured against {needed}, which is no exact figure.",
    ),
    "rule_differs": Bilingual(
        "目標「{target}」の水準の計算に要る{needed}が評価書の中で食い違うため判定できない。",
        "The target “{target}” is measured against {needed}, of which the sheet states two"
        " different figures.",
    ),
    "rule_units": Bilingual(
        "目標「{target}」の水準は、単位が合わないため計算できない（{needed}）。",
        "The level of the target “{target}” does not exist: its unit does not fit ({needed}).",
    ),
    "rule_break": Bilingual(
        "系列の断絶をまたぐため、目標「{target}」の水準を{needed}から計算できない。",
        "The series breaks in between: the level of the target “{target}” cannot be calculated"
        " from {needed}.",
    ),
    "rule_share_or_points": Bilingual(
        "率の指標の目標「{target}」は、割合の増減かポイントの増減かが書かれていないため判定できない。",
        "The target “{target}” of a percentage does not say whether a share of it or points are"
        " meant.",
    ),
    "rule_ratio_or_change": Bilingual(
        "目標「{target}」は、比べる値に対する比率か増減率かが書かれていないため判定できない。",
        "The target “{target}” may state a ratio or a change.",
    ),
    "rule_no_share": Bilingual(
        "{needed}が0又は負のため、目標「{target}」の増減の割合は意味を持たない。",
        "No share exists of {needed}, which is not above zero: the target “{target}” says nothing.",
    ),
    "rule_nothing_to_compare": Bilingual(
        "目標「{target}」は、何と比べるのかが書かれていないため判定できない。",
        "The target “{target}” does not say what it is to be compared with.",
    ),
    "rule_period_unsaid": Bilingual(
        "目標「{target}」は複数年度の合計だが、どの年度の合計かを読み取れないため判定できない。",
        "The target “{target}” is a total of several years, and of which cannot be read.",
    ),
    "rule_period_open": Bilingual(
        "目標「{target}」は合計する期間の最後の年度（{needed}）に判定する。",
        "The target “{target}” is judged in the last year of its period ({needed}).",
    ),
    "rule_condition": Bilingual(
        "目標「{target}」は条件により異なり、どれによるかが書かれていないため判定できない。",
        "The target “{target}” depends on a condition, and which of it holds is not said.",
    ),
    "zero_total": Bilingual(
        "予算の合計が0のため、執行率は計算できない。",
        "The budget total is zero: there is no execution rate.",
    ),
}


class NotComputable(ArithmeticError):  # noqa: N818 - the name is the documented contract
    """A figure that does not exist, with the reason as a sentence for the reader.

    Attributes
    ----------
    reason : Bilingual
        The sentence; `str()` is the Japanese one.
    code : str
        Key of `REASONS`, for grouping; empty for a reason made elsewhere.

    Examples
    --------
    >>> raise missing("actual")
    Traceback (most recent call last):
    evalkit.assess.judge.reasons.NotComputable: 実績値がないため計算できない。
    """

    def __init__(self, reason: Bilingual, code: str = "") -> None:
        super().__init__(reason, code)
        self.reason = reason
        self.code = code

    def __str__(self) -> str:
        return self.reason.ja


class MalformedError(BilingualError, ValueError):
    """An input or option of a preset that is no answer but a mistake, said in both languages.

    Examples
    --------
    >>> str(MalformedError(Bilingual("区分表がありません", "no bands")))
    'no bands'
    """


class NotDecidable(NotComputable):
    """Met or missed cannot be said from what is declared: 程度 without a tolerance, for example."""


def not_computable(code: str, **values: Any) -> NotComputable:
    """Make the exception for one of `REASONS`, its figures and fiscal years filled in.

    Examples
    --------
    >>> made = not_computable("no_time_passed", actual_year=2011, baseline_year=2011)
    >>> made.reason.ja
    '実績値の年度（23年度）が基準年度（23年度）より後でない。'
    >>> made.reason.en
    "The value's year FY2011 is not later than the baseline year FY2011."
    """
    sentence = in_its_years(REASONS[code])
    years = {
        name: year
        for name, year in values.items()
        if name in _YEARS and f"{{{name}}}" in sentence.ja
    }
    style: YearStyle = "bare" if in_one_era(years.values()) else "era"
    printed = {name: fiscal_year(year, style) for name, year in years.items()}
    said = sentence.format(**values | printed)
    return NotComputable(said._replace(ja=_ONE_SPAN.sub("～", said.ja)), code)


_ONE_SPAN = re.compile("年度?～")
_YEARS = ("actual_year", "baseline_year", "target_year", "first", "last", "break_after")


def missing(name: str) -> NotComputable:
    """Make the exception for a value that was not published."""
    return not_computable("missing", name=NAMES[name])


def not_decidable(code: str, **values: str | Bilingual) -> NotDecidable:
    """Make the exception for a declaration that is not there, or figures without a comparison."""
    return NotDecidable(REASONS[code].format(**values), code)
