"""Targets of one indicator against each other, and how they are stated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from evalkit.assess.audit.form import Form
from evalkit.assess.audit.indicators import Figure, IndicatorRow, by_goal, grouped, rows
from evalkit.assess.audit.kit import Found, Severity
from evalkit.assess.audit.kit import plain_check as check
from evalkit.assess.audit.wording import BELOW, capital, listed, say, target_text
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import amount, shown, year_text

_LIMITS = {">=", "<=", ">", "<"}

# Targets against each other -----------------------------------------------------------------------


@check(
    "target-order",
    "warning",
    title=Bilingual("年度目標と目標値の順序の矛盾", "Targets that contradict each other"),
    why=Bilingual(
        "途中の目標が最終の目標より高ければ、どちらかが誤っている。",
        "If a target on the way is beyond the final one, one of them is wrong.",
    ),
)
def find_contradicting_targets(form: Form) -> Iterator[Found]:
    """Final targets short of an annual one, two targets for one year, annual ones that fall."""
    for row in rows(form):
        if found := _two_for_one_year(row) or _final_short(row) or _falling(row):
            yield found


def _two_for_one_year(row: IndicatorRow) -> Found | None:
    final, year = row.target, row.target_year
    same = next((each for each in row.annual_targets if year and each.year == year), None)
    if not final or not same or not row.alike(final, same) or final.value == same.value:
        return None
    return _contradiction(
        final,
        same,
        say(
            Bilingual(
                "{year}の目標値が、年度ごとの目標値では{annual}、目標値の欄では{final}である。",
                "For {year} the row of annual targets says {annual}, the final target {final}.",
            ),
            year=year_text(year),
            annual=shown(same.cell),
            final=shown(final.cell),
        ),
    )


def _final_short(row: IndicatorRow) -> Found | None:
    final, year = row.target, row.target_year
    if final is None:
        return None
    beyond = [
        each
        for each in row.annual_targets
        if (year is None or (each.year or 0) < year)
        and row.worse(final, each)
        and not _digit_slip(row, each)
    ]
    if not beyond:
        return None
    evidence = Bilingual("{final}が、{annual}を{below}。", "{Final} is {below} {annual}.")
    return _contradiction(
        final,
        beyond[-1],
        say(
            evidence,
            final=target_text(final, row),
            Final=capital(target_text(final, row)),
            annual=target_text(beyond[-1], row),
            below=BELOW[row.sign],
        ),
        severity=None if year else "info",
    )


def _falling(row: IndicatorRow) -> Found | None:
    for before, after in pairwise(row.annual_targets):
        if row.worse(after, before) and not any(_digit_slip(row, each) for each in (before, after)):
            evidence = Bilingual("{after}が、{before}を{below}。", "{After} is {below} {before}.")
            return _contradiction(
                after,
                before,
                say(
                    evidence,
                    after=target_text(after, row),
                    After=capital(target_text(after, row)),
                    before=target_text(before, row),
                    below=BELOW[row.sign],
                ),
                severity="info",
            )
    return None


def _contradiction(
    figure: Figure, other: Figure, evidence: Bilingual, severity: Severity | None = None
) -> Found:
    return Found(
        path=figure.path,
        printed=figure.cell.printed,
        severity=severity,
        evidence=evidence,
        suggestion=Bilingual(
            "計画の資料で正しい目標値を確かめる。",
            "Look both targets up in the plan.",
        ),
        related=(other.path,),
        cause=f"reached:{figure.path[:4]}",
    )


@check(
    "annual-equals-final",
    "info",
    title=Bilingual("最終の目標値と同じ年度目標", "An annual target equal to the final one"),
    why=Bilingual(
        "目標年度より前に最終の水準を置けば、残る年度の進み方が分からない。",
        "With the final level asked for years before, nothing says what the rest is to bring.",
    ),
)
def find_annual_targets_equal_to_the_final(form: Form) -> Iterator[Found]:
    """Annual targets that ask for the level of a later year's final target."""
    for row in rows(form):
        final, year = row.target, None if row.floor else row.target_year
        same = [
            each
            for each in row.annual_targets
            if final and year and (each.year or year) < year
            and row.alike(each, final) and each.value == final.value
        ]  # fmt: skip
        if final and same:
            yield _equal_to_final(row, final, same)


def _equal_to_final(row: IndicatorRow, final: Figure, same: Sequence[Figure]) -> Found:
    return Found(
        path=same[0].path,
        printed=same[0].cell.printed,
        evidence=say(
            Bilingual(
                "{years}の年度目標{value}が、{final}と同じ水準である。",
                "The annual target {value} for {years} is as high as {final}.",
            ),
            years=year_text(*(each.year for each in same)),
            value=shown(same[0].cell),
            final=target_text(final, row),
        ),
        suggestion=Bilingual(
            "段階的な目標とするか、維持の目標である旨を明記する。",
            "Set steps on the way, or say that the level is to be maintained.",
        ),
        related=(final.path,),
    )


# Targets against the scale of their row -----------------------------------------------------------

_FAR = Decimal(4)  # with a digit more or less, a figure lies far from everything else in its row
_LEAST_FIGURE = Decimal(10)
_MARGIN = Decimal("1.25")  # around the other figures; a target may lie somewhat beyond them


@check(
    "digit-slip",
    "warning",
    title=Bilingual("一桁違いとみられる目標値・基準値", "A target or baseline off by one digit"),
    why=Bilingual(
        "同じ行の値の約10倍・10分の1は、桁の誤りであることが多い。",
        "About ten times, or a tenth of, all else in the row is often one digit too many or few.",
    ),
)
def find_digit_slips(form: Form) -> Iterator[Found]:
    """Baselines and targets that fit their row only with one digit more or less."""
    for row in rows(form):
        for figure in (row.baseline, *row.annual_targets, row.target):
            if figure and (meant := _digit_slip(row, figure)) is not None:
                yield _off_by_a_digit(row, figure, meant)


def _digit_slip(row: IndicatorRow, figure: Figure) -> Decimal | None:
    others = [
        each.value for each in row.figures if each.path != figure.path and row.alike(each, figure)
    ]
    if len(others) < 2 or min(*others, figure.value) <= 0:
        return None
    least = Decimal(1) if figure.cell.plain_unit == "%" else _LEAST_FIGURE
    low, high = min(others), max(others)
    far = figure.value >= high * _FAR or figure.value <= low / _FAR
    if not far or max(low, figure.value) < least or low * _FAR < high:
        return None
    meant = (figure.value / 10, figure.value * 10)
    return next((each for each in meant if low / _MARGIN <= each <= high * _MARGIN), None)


def _off_by_a_digit(row: IndicatorRow, figure: Figure, meant: Decimal) -> Found:
    others = [each for each in row.figures if each.path != figure.path and row.alike(each, figure)]
    low, high = (pick(others, key=lambda each: each.value) for pick in (min, max))
    return Found(
        path=figure.path,
        printed=figure.cell.printed,
        evidence=say(
            Bilingual(
                "{value}は、同じ行の他の値（{low}～{high}）と桁が違う。{meant}の誤記とみられる。",
                "{value} is out of scale with the rest of its row, {low} to {high}; {meant} was"
                " likely meant.",
            ),
            value=shown(figure.cell),
            low=amount(low.value),
            high=amount(high.value, high.cell.unit),
            meant=amount(meant.normalize() if meant % 1 else meant.quantize(Decimal(1)),
                         figure.cell.unit),
        ),
        suggestion=Bilingual("原資料と照合し、訂正する。", "Compare it with its source."),
        cause=f"reached:{row.path}",
    )  # fmt: skip


# How a target is stated ---------------------------------------------------------------------------


@check(
    "comparator-missing",
    "info",
    title=Bilingual(
        "「以上」「以下」のない目標値", "A target without 以上 or 以下 where its sisters have it"
    ),
    why=Bilingual(
        "「以上」の有無で達成の判断が変わることがある。",
        "Whether a result counts as met may depend on it.",
    ),
)
def find_missing_comparators(form: Form) -> Iterator[Found]:
    """Targets without a limit where at least as many sisters in the same unit have one."""
    stated = [row for row in rows(form) if row.target]
    for sisters in grouped(stated, key=lambda row: (by_goal(row), _target_unit(row))):
        with_ = [row for row in sisters if row.target and row.target.cell.comparator in _LIMITS]
        bare = [row for row in sisters if row.target and _bare(row.target)]
        if bare and len(with_) >= len(bare):
            yield _without_limit(bare, with_)


def _shown_target(row: IndicatorRow) -> str:
    return shown(row.target.cell) if row.target else ""


def _target_unit(row: IndicatorRow) -> str:
    return row.unit(row.target.cell) if row.target else ""


def _bare(target: Figure) -> bool:
    """Whether a target has no limit, though it could have one: 100％ and 0件 have no beyond."""
    bound = target.value == 0 or (target.value == 100 and target.cell.plain_unit == "%")
    return target.cell.comparator == "=" and not bound


def _without_limit(bare: Sequence[IndicatorRow], with_: Sequence[IndicatorRow]) -> Found:
    return Found(
        path=(*bare[0].path, "target"),
        printed=bare[0].indicator.target.printed,
        evidence=say(
            Bilingual(
                "{bare}の目標値{value}には、同じ単位の{with_}（{other}）と違い、「以上」「以下」等がない。",
                "The target {value} of {bare} has no limit, unlike {with_} ({other}).",
            ),
            bare=listed(bare),
            value=_shown_target(bare[0]),
            with_=listed(with_),
            other=_shown_target(with_[0]),
        ),
        suggestion=Bilingual("「以上」「以下」等を補う。", "Add 以上 or 以下."),
        related=tuple((*row.path, "target") for row in bare[1:]),
    )


@check(
    "comparator-mixed",
    "info",
    title=Bilingual(
        "年度目標と目標値の「以上」「程度」の不一致", "Limits differ within an indicator"
    ),
    why=Bilingual(
        "同じ指標で「程度」や「以上」の有無が違うと、判断の基準が年度により変わる。",
        "With 程度 or 以上 in some years only, the years are judged by different standards.",
    ),
)
def find_mixed_comparators(form: Form) -> Iterator[Found]:
    """Indicators whose targets are printed with different limits."""
    for row in rows(form):
        targets = [each for each in (*row.annual_targets, row.target) if each and _has_beyond(each)]
        words = {each.cell.comparator for each in targets}
        if len(words) > 1:
            yield _other_limit(row, targets)


def _has_beyond(target: Figure) -> bool:
    return target.cell.comparator != "range" and (target.cell.comparator != "=" or _bare(target))


def _other_limit(row: IndicatorRow, targets: Sequence[Figure]) -> Found:
    first = targets[0]
    other = next(each for each in targets if each.cell.comparator != first.cell.comparator)
    words = {each.cell.comparator for each in targets}
    contrary = bool(words & {">=", ">"} and words & {"<=", "<"})
    return Found(
        path=first.path,
        printed=first.cell.printed,
        severity="warning" if contrary else None,
        evidence=say(
            Bilingual("{first}に対し、{other}である。", "{First}, but {other}."),
            first=target_text(first, row),
            First=capital(target_text(first, row)),
            other=target_text(other, row),
        ),
        suggestion=Bilingual(
            "「以上」「程度」等の付け方をそろえる。", "State the targets of all years alike."
        ),
        related=(other.path,),
    )


@check(
    "direction-undeclared",
    "warning",
    title=Bilingual(
        "増減のどちらが良いか書かれていない目標",
        "A target that does not say which way is better",
    ),
    why=Bilingual(
        "増減のどちらが良いかが分からなければ、達成か未達かを決められない。",
        "Without the way that is better, nothing decides whether a figure meets its target.",
    ),
)
def find_undeclared_directions(form: Form) -> Iterator[Found]:
    """Targets that a figure cannot be held against, and declining plans, without a stated way."""
    for row in rows(form):
        goal = row.target or (row.annual_targets[-1] if row.annual_targets else None)
        if goal is None or row.sign or goal.cell.comparator == "range":
            continue
        open_now = _is_declared_otherwise(row) or _left_open(row)
        if open_now or _declines(row):
            yield _undirected(row, goal, severity=None if open_now else "info")


def _is_declared_otherwise(row: IndicatorRow) -> bool:
    """Whether the way that is declared is the contrary of what a target's limit says."""
    return bool(row.indicator.direction) and row.result.good_direction.basis == "contradicting"


def _left_open(row: IndicatorRow) -> bool:
    """Whether the latest figure is held against a target and cannot be judged."""
    latest, final = row.result.latest, row.result.final_target
    if latest is None:
        return False
    at_last = row.result.criteria.met(latest.cell, final.cell) if final else None
    made = [latest.figure("met"), at_last]
    return any(each is not None and each.code in ("direction", "contradicting") for each in made)


def _declines(row: IndicatorRow) -> bool:
    goal = row.target or (row.annual_targets[0] if row.annual_targets else None)
    if row.rising or not goal or not row.baseline or not row.alike(goal, row.baseline):
        return False
    return goal.value < row.baseline.value


def _undirected(row: IndicatorRow, goal: Figure, severity: Severity | None) -> Found:
    way = row.result.good_direction
    if way.basis == "contradicting":
        evidence = Bilingual(
            "増減のどちらが良いかについて、記載が矛盾する（{texts}）。",
            "It contradicts itself on which way is better ({texts}).",
        )
    elif _declines(row):
        evidence = Bilingual(
            "基準値{baseline}から{target}へ減る計画だが、少ない方が良いとは書かれていない。{note}",
            "From the baseline {baseline} the plan goes down to {target}, and nothing says that"
            " less is better.{note}",
        )
    else:
        evidence = Bilingual(
            "{target}を上回るのと下回るのとどちらが良いかを示す記載（「以上」「以下」等）がない。{note}",
            "Nothing such as 以上 or 以下 says on which side of {target} a figure is to be.{note}",
        )
    return Found(
        path=goal.path,
        printed=goal.cell.printed,
        severity=severity,
        evidence=say(
            evidence,
            texts=way.evidence,
            baseline=shown(row.baseline.cell) if row.baseline else "",
            target=target_text(goal, row),
            note=_note(row),
        ),
        suggestion=Bilingual(
            "「以上」「以下」等を付すか、目標の望ましい方向（増加・減少）を指標に指定する。",
            "Print 以上 or 以下, or declare on the indicator which way is better, up or down.",
        ),
        related=(row.baseline.path,) if row.baseline else (),
    )


def _note(row: IndicatorRow) -> Bilingual:
    """What the form notes beside the indicator's name, which may explain its plan."""
    printed = " ".join(row.indicator.note.split())
    return (
        Bilingual(f"注記に「{printed}」とある。", f" A note says “{printed}”.")
        if printed
        else Bilingual("", "")
    )


@check(
    "pair-missing",
    "info",
    title=Bilingual("括弧内の値の欠落", "A second value without its counterpart"),
    why=Bilingual(
        "実績値にだけ内訳や総数があれば、目標と比べられない。",
        "A second value that only the actual or only the target has cannot be compared.",
    ),
)
def find_missing_second_values(form: Form) -> Iterator[Found]:
    """Pairs such as 7件（27件） whose target, or whose actual, has one value only."""
    for row in rows(form):
        figures = [each for each in row.figures if each.cell.comparator != "range"]
        single = [each for each in figures if each.cell.second is None]
        pairs = [each for each in figures if each.cell.second is not None]
        if single and pairs:
            odd, usual = (single, pairs) if len(single) <= len(pairs) else (pairs, single)
            yield _unpaired(odd[0], usual[0], tuple(each.path for each in odd[1:]))


def _unpaired(odd: Figure, usual: Figure, more: tuple[KeyPath, ...]) -> Found:
    return Found(
        path=odd.path,
        printed=odd.cell.printed,
        evidence=say(
            Bilingual(
                "同じ指標の「{usual}」と「{odd}」で、括弧内の値の有無が異なる。",
                "“{usual}” and “{odd}” of one indicator: only one has a second value.",
            ),
            usual=" ".join(usual.cell.printed.split()),
            odd=" ".join(odd.cell.printed.split()),
        ),
        suggestion=Bilingual(
            "括弧内の値をすべての欄に記すか、すべて省く。", "Print it in every cell, or in none."
        ),
        related=(usual.path, *more),
    )
