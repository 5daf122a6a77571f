"""Targets of one indicator against each other, and how they are stated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from evalkit.assess.audit.form import Form, indicators, whole
from evalkit.assess.audit.indicators import Figure, IndicatorRow, by_goal, grouped
from evalkit.assess.audit.kit import Hit, Severity, check, hit
from evalkit.assess.audit.wording import BELOW, capital, listed, target_text
from evalkit.assess.judge.methods import WAYS
from evalkit.sheet.bilingual import NOTHING, Bilingual
from evalkit.sheet.printing import amount, shown, year_text
from evalkit.sheet.text import in_one_line

# Targets against each other -----------------------------------------------------------------------


@check(
    "target-order",
    "warning",
    over=indicators,
    title=Bilingual("年度目標と目標値の順序の矛盾", "Targets that contradict each other"),
    why=Bilingual(
        "途中の目標が最終の目標より高ければ、どちらかが誤っている。",
        "If a target on the way is beyond the final one, one of them is wrong.",
    ),
    says={
        "two": Bilingual(
            "{year}の目標値が、年度ごとの目標値では{annual}、目標値の欄では{final}である。",
            "For {year} the row of annual targets says {annual}, the final target {final}.",
        ),
        "short": Bilingual("{this}が、{that}を{below}。", "{This} is {below} {that}."),
    },
    do=Bilingual(
        "計画の資料で正しい目標値を確かめる。",
        "Look both targets up in the plan.",
    ),
)
def contradicting_targets(row: IndicatorRow) -> Iterator[Hit]:
    """Final targets short of an annual one, two targets for one year, annual ones that fall."""
    if found := _two_for_one_year(row) or _final_short(row) or _falling(row):
        yield found


def _two_for_one_year(row: IndicatorRow) -> Hit | None:
    dated = [(each, each.year) for each in row.milestones]
    dated += [(row.target, row.target_year)] if row.target else []
    for target, year in dated:
        same = next((each for each in row.annual_targets if year and each.year == year), None)
        if same and row.alike(target, same) and target.value != same.value:
            return hit(
                target,
                "two",
                related=[same],
                cause=f"reached:{row.path}",
                year=year_text(year),
                annual=shown(same.cell),
                final=shown(target.cell),
            )
    return None


def _final_short(row: IndicatorRow) -> Hit | None:
    final, year = row.target, row.target_year
    if final is None:
        return None
    since = row.result.target_history[-1].since or 0
    beyond = [
        each
        for each in (*row.annual_targets, *row.milestones)
        if since <= (each.year or 0)
        and (year is None or (each.year or 0) < year)
        and row.worse(final, each)
        and not _digit_slip(row, each)
    ]
    return _short(row, final, beyond[-1], None if year else "info") if beyond else None


def _falling(row: IndicatorRow) -> Hit | None:
    for before, after in pairwise(row.annual_targets):
        if row.worse(after, before) and not any(_digit_slip(row, each) for each in (before, after)):
            return _short(row, after, before, "info")
    return None


def _short(row: IndicatorRow, this: Figure, that: Figure, severity: Severity | None) -> Hit:
    return hit(
        this,
        "short",
        severity=severity,
        related=[that],
        cause=f"reached:{row.path}",
        this=target_text(this, row),
        This=capital(target_text(this, row)),
        that=target_text(that, row),
        below=BELOW[row.sign],
    )


@check(
    "annual-equals-final",
    "info",
    over=indicators,
    title=Bilingual("最終の目標値と同じ年度目標", "An annual target equal to the final one"),
    why=Bilingual(
        "目標年度より前に最終の水準を置けば、残る年度の進み方が分からない。",
        "With the final level asked for years before, nothing says what the rest is to bring.",
    ),
    says=Bilingual(
        "{years}の年度目標{value}が、{final}と同じ水準である。",
        "The annual target {value} for {years} is as high as {final}.",
    ),
    do=Bilingual(
        "段階的な目標とするか、維持の目標である旨を明記する。",
        "Set steps on the way, or say that the level is to be maintained.",
    ),
)
def annual_targets_equal_to_the_final(row: IndicatorRow) -> Iterator[Hit]:
    """Annual targets that ask for the level of a later year's final target."""
    final, due = row.target, None if row.floor else row.target_year
    if not final or not due:
        return
    before = [each for each in row.annual_targets if (each.year or due) < due]
    same = [each for each in before if row.alike(each, final) and each.value == final.value]
    if same:
        yield hit(
            same[0],
            related=[final],
            years=year_text(*(each.year for each in same)),
            value=shown(same[0].cell),
            final=target_text(final, row),
        )


# Targets against the scale of their row -----------------------------------------------------------

_FAR = Decimal(4)  # with a digit more or less, a figure lies far from everything else in its row
_LEAST_FIGURE = Decimal(10)  # below, ten times as many is no slip but a few more
_MARGIN = Decimal("1.25")  # around the other figures; a target may lie somewhat beyond them


@check(
    "digit-slip",
    "warning",
    over=indicators,
    title=Bilingual("一桁違いとみられる目標値・基準値", "A target or baseline off by one digit"),
    why=Bilingual(
        "同じ行の値の約10倍・10分の1は、桁の誤りであることが多い。",
        "About ten times, or a tenth of, all else in the row is often one digit too many or few.",
    ),
    says=Bilingual(
        "{value}は、同じ行の他の値（{low}～{high}）と桁が違う。{meant}の誤記とみられる。",
        "{value} is out of scale with the rest of its row, {low} to {high}; {meant} was likely"
        " meant.",
    ),
    do=Bilingual("原資料と照合し、訂正する。", "Compare it with its source."),
)
def digit_slips(row: IndicatorRow) -> Iterator[Hit]:
    """Baselines and targets that fit their row only with one digit more or less."""
    for figure in (row.baseline, *row.annual_targets, *row.dated_targets):
        if figure and (meant := _digit_slip(row, figure)) is not None:
            others = _others(row, figure)
            low, high = (pick(others, key=lambda each: each.value) for pick in (min, max))
            yield hit(
                figure,
                cause=f"reached:{row.path}",
                value=shown(figure.cell),
                low=amount(low.value),
                high=high.amount,
                meant=amount(_without_zeros(meant), figure.cell.unit),
            )


def _others(row: IndicatorRow, figure: Figure) -> list[Figure]:
    return [each for each in row.figures if each.path != figure.path and row.alike(each, figure)]


def _digit_slip(row: IndicatorRow, figure: Figure) -> Decimal | None:
    others = [each.value for each in _others(row, figure)]
    if len(others) < 2 or min(*others, figure.value) <= 0:
        return None
    least = Decimal(1) if figure.cell.plain_unit == "%" else _LEAST_FIGURE
    low, high = min(others), max(others)
    far = figure.value >= high * _FAR or figure.value <= low / _FAR
    if not far or max(low, figure.value) < least or low * _FAR < high:
        return None
    likely = (figure.value / 10, figure.value * 10)
    meant = next((each for each in likely if low / _MARGIN <= each <= high * _MARGIN), None)
    return None if meant is None or _ambitious(row, figure, meant) else meant


def _ambitious(row: IndicatorRow, figure: Figure, meant: Decimal) -> bool:
    """Whether a target is beyond all that was reached, as the other reading of it would not be."""
    known = [each for each in (row.baseline, *row.actuals) if each and row.alike(each, figure)]
    if figure == row.baseline or not known or not row.sign:
        return False
    best = max(row.sign * each.value for each in known)
    return row.sign * figure.value > best >= row.sign * meant


def _without_zeros(value: Decimal) -> Decimal:
    return value.normalize() if value % 1 else value.quantize(Decimal(1))


# How a target is stated ---------------------------------------------------------------------------


@check(
    "comparator-missing",
    "info",
    over=whole,
    title=Bilingual(
        "「以上」「以下」のない目標値", "A target without 以上 or 以下 where its sisters have it"
    ),
    why=Bilingual(
        "「以上」の有無で達成の判断が変わることがある。",
        "Whether a result counts as met may depend on it.",
    ),
    says=Bilingual(
        "{bare}の目標値{value}には、同じ単位の{sisters}（{other}）と違い、「以上」「以下」等がない。",
        "The target {value} of {bare} has no limit, unlike {sisters} ({other}).",
    ),
    do=Bilingual("「以上」「以下」等を補う。", "Add 以上 or 以下."),
)
def missing_comparators(form: Form) -> Iterator[Hit]:
    """Targets without a limit where at least as many sisters in the same unit have one."""
    stated = [(row, row.target) for row in form.indicators if row.target]
    units = {row.path: row.unit(target.cell) for row, target in stated}
    rows = (row for row, _ in stated)
    for sisters in grouped(rows, key=lambda row: (by_goal(row), units[row.path])):
        pairs = [(row, row.target) for row in sisters if row.target]
        limited = [(row, each) for row, each in pairs if each.cell.comparator in WAYS]
        bare = [(row, each) for row, each in pairs if _is_bare(each)]
        if bare and len(limited) >= len(bare):
            first, *others = [target for _, target in bare]
            yield hit(
                first,
                related=others,
                bare=listed([row for row, _ in bare]),
                value=shown(first.cell),
                sisters=listed([row for row, _ in limited]),
                other=shown(limited[0][1].cell),
            )


def _is_bare(target: Figure) -> bool:
    """Whether a target has no limit, though it could have one: 100％ and 0件 have no beyond."""
    bound = target.value == 0 or (target.value == 100 and target.cell.plain_unit == "%")
    return target.cell.comparator == "=" and not bound


@check(
    "comparator-mixed",
    "info",
    over=indicators,
    title=Bilingual(
        "年度目標と目標値の「以上」「程度」の不一致", "Limits differ within an indicator"
    ),
    why=Bilingual(
        "同じ指標で「程度」や「以上」の有無が違うと、判断の基準が年度により変わる。",
        "With 程度 or 以上 in some years only, the years are judged by different standards.",
    ),
    says=Bilingual("{first}に対し、{other}である。", "{First}, but {other}."),
    do=Bilingual("「以上」「程度」等の付け方をそろえる。", "State the targets of all years alike."),
)
def mixed_comparators(row: IndicatorRow) -> Iterator[Hit]:
    """Indicators whose targets are printed with different limits."""
    targets = [each for each in (*row.annual_targets, *row.dated_targets) if _has_beyond(each)]
    limits = [each.cell.comparator for each in targets]
    if len(set(limits)) > 1:
        first = targets[0]
        other = next(each for each in targets if each.cell.comparator != first.cell.comparator)
        contrary = bool({">=", ">"} & set(limits) and {"<=", "<"} & set(limits))
        yield hit(
            first,
            severity="warning" if contrary else None,
            related=[other],
            first=target_text(first, row),
            First=capital(target_text(first, row)),
            other=target_text(other, row),
        )


def _has_beyond(target: Figure) -> bool:
    return target.cell.comparator != "range" and (target.cell.comparator != "=" or _is_bare(target))


@check(
    "direction-undeclared",
    "warning",
    over=indicators,
    title=Bilingual(
        "増減のどちらが良いか書かれていない目標",
        "A target that does not say which way is better",
    ),
    why=Bilingual(
        "増減のどちらが良いかが分からなければ、達成か未達かを決められない。",
        "Without the way that is better, nothing decides whether a figure meets its target.",
    ),
    says={
        "contradicting": Bilingual(
            "増減のどちらが良いかについて、記載が矛盾する（{texts}）。",
            "It contradicts itself on which way is better ({texts}).",
        ),
        "declines": Bilingual(
            "基準値{baseline}から{target}へ減る計画だが、少ない方が良いとは書かれていない。{note}",
            "From the baseline {baseline} the plan goes down to {target}, and nothing says that"
            " less is better.{note}",
        ),
        "nothing": Bilingual(
            "{target}を上回るのと下回るのとどちらが良いかを示す記載（「以上」「以下」等）がない。{note}",
            "Nothing such as 以上 or 以下 says on which side of {target} a figure is to be.{note}",
        ),
    },
    do=Bilingual(
        "「以上」「以下」等を付すか、目標の望ましい方向（増加・減少）を指標に指定する。",
        "Print 以上 or 以下, or declare on the indicator which way is better, up or down.",
    ),
)
def undeclared_direction(row: IndicatorRow) -> Iterator[Hit]:
    """Targets that a figure cannot be held against, and declining plans, without a stated way."""
    goal = row.target or (row.annual_targets[-1] if row.annual_targets else None)
    if goal is None or row.sign or goal.cell.comparator == "range":
        return
    open_now, good = _is_declared_otherwise(row) or _left_open(row), row.result.good_direction
    if not open_now and not _declines(row):
        return
    contradicting = good.basis == "contradicting"
    yield hit(
        goal,
        "contradicting" if contradicting else "declines" if _declines(row) else "nothing",
        severity=None if open_now else "info",
        related=[row.baseline] if row.baseline else (),
        texts=good.evidence,
        baseline=shown(row.baseline.cell) if row.baseline else "",
        target=target_text(goal, row),
        note=_note(row),
    )


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


def _note(row: IndicatorRow) -> Bilingual:
    """What the form notes beside the indicator's name, which may explain its plan."""
    printed = in_one_line(row.indicator.note)
    said = Bilingual("注記に「{printed}」とある。", " A note says “{printed}”.")
    return said.format(printed=printed) if printed else NOTHING


@check(
    "pair-missing",
    "info",
    over=indicators,
    title=Bilingual("括弧内の値の欠落", "A second value without its counterpart"),
    why=Bilingual(
        "実績値にだけ内訳や総数があれば、目標と比べられない。",
        "A second value that only the actual or only the target has cannot be compared.",
    ),
    says=Bilingual(
        "同じ指標の「{usual}」と「{odd}」で、括弧内の値の有無が異なる。",
        "“{usual}” and “{odd}” of one indicator: only one has a second value.",
    ),
    do=Bilingual(
        "括弧内の値をすべての欄に記すか、すべて省く。", "Print it in every cell, or in none."
    ),
)
def missing_second_values(row: IndicatorRow) -> Iterator[Hit]:
    """Pairs such as 7件（27件） whose target, or whose actual, has one value only."""
    figures = [each for each in row.figures if each.cell.comparator != "range"]
    single = [each for each in figures if each.cell.second is None]
    pairs = [each for each in figures if each.cell.second is not None]
    if single and pairs:
        (odd, *more), (usual, *_) = _rarer_first(single, pairs)
        yield hit(
            odd,
            related=[usual, *more],
            usual=in_one_line(usual.printed),
            odd=in_one_line(odd.printed),
        )


def _rarer_first(
    single: Sequence[Figure], pairs: Sequence[Figure]
) -> tuple[Sequence[Figure], Sequence[Figure]]:
    return (single, pairs) if len(single) <= len(pairs) else (pairs, single)
