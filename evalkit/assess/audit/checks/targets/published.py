"""Published results: rates that no method gives, grades off their scale or out of its order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from evalkit.assess.audit.form import Form, published, whole
from evalkit.assess.audit.kit import Hit, check, hit
from evalkit.assess.published import HOWS, Candidate, PublishedYear, in_range, rank, same_grade
from evalkit.sheet.bilingual import COMMA, Bilingual
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import percent
from evalkit.sheet.published import Evaluation


def _figured(candidate: Candidate) -> Bilingual:
    """A figure of ours with how it is made: 85件÷96件＝88.5％（目標水準比）."""
    ja, en = (percent(candidate.value, language) for language in ("ja", "en"))
    return Bilingual(
        f"{candidate.expression.ja}＝{ja}（{candidate.title.ja}）",
        f"{candidate.expression.en} = {en} ({candidate.title.en})",
    )


@check(
    "published-rate",
    "warning",
    over=published,
    title=Bilingual("計算と合わない公表された達成率", "A published rate that no method gives"),
    why=Bilingual(
        "公表された達成率が、同じ評価書の実績値と目標値のどの計算からも出ないときは、"
        "どれかの数値に誤りがある。",
        "Where no calculation from the sheet's own figures gives the published rate, one of them is"
        " wrong.",
    ),
    says=Bilingual(
        "公表値{printed}に対し、{figure}。用意されたどの計算方法でも、端数処理の範囲で{printed}にならない。",
        "{printed} was published, but {figure}. No method at hand gives {printed} by rounding.",
    ),
    do=Bilingual(
        "達成率、実績値、目標値と、達成率の計算方法を確かめる。",
        "Check the rate, the actual, the target, and how the rate was calculated.",
    ),
)
def published_rate(year: PublishedYear) -> Iterator[Hit]:
    """Published rates that are the rounded figure of no method."""
    if year.contradicted:
        yield hit(
            (*year.path, "rate"),
            printed=year.published.rate.printed,
            figure=_figured(year.candidates[0]),
        )


@check(
    "published-method",
    "info",
    over=whole,
    title=Bilingual("公表された達成率の計算方法", "How the published rates were calculated"),
    why=Bilingual(
        "達成率の計算方法は様式により異なり、同じ実績値でも率が変わる。",
        "Forms calculate their rates in different ways, and one result then has several rates.",
    ),
    says=Bilingual(
        "公表値{printed}は、{figure}と一致する（{how}）。この方法によるもの{count}件。",
        "The published {printed} is {figure} ({how}). Rates calculated this way: {count}.",
    ),
    do=Bilingual(
        "達成率の計算方法を評価書に明記する。",
        "Say in the sheet how its rates are calculated.",
    ),
)
def published_method(form: Form) -> Iterator[Hit]:
    """Rates reproduced by another method than the first that the sheet's direction gives."""
    alike: dict[tuple[str, bool, str], list[PublishedYear]] = {}
    for year in form.published:
        made = year.reproduction
        if made and (made.candidate is not year.candidates[0] or made.how in ("inputs", "capped")):
            key = (made.candidate.method, made.candidate.reversed, made.how)
            alike.setdefault(key, []).append(year)
    for first, *others in alike.values():
        assert first.reproduction
        yield hit(
            (*first.path, "rate"),
            related=[(*each.path, "rate") for each in others],
            printed=first.published.rate.printed,
            figure=_figured(first.reproduction.candidate),
            how=HOWS[first.reproduction.how],
            count=1 + len(others),
        )


@check(
    "published-grade",
    "warning",
    over=whole,
    title=Bilingual("区分と合わない公表された判定", "A published grade at odds with its scale"),
    why=Bilingual(
        "判定の区分にない判定や、達成率と逆転した判定は、誤記か区分の取り違えである。",
        "A grade that its scale does not have, or that a lower rate has beaten, is a slip.",
    ),
    says={
        "unknown": Bilingual(
            "「{grade}」は区分（{scale}）にない。",
            "“{grade}” does not stand on the scale ({scale}).",
        ),
        "range": Bilingual(
            "達成率{rate}は、判定「{grade}」の範囲（{range}）に入らない。",
            "The rate {rate} lies outside the range of “{grade}” ({range}).",
        ),
        "order": Bilingual(
            "達成率{rate}で「{grade}」だが、それより低い達成率{lower}の指標が、"
            "上位の「{better}」である。",
            "{rate} is graded “{grade}”, but the lower {lower} has the better “{better}”.",
        ),
    },
    do={
        "unknown": Bilingual("判定か、区分の一覧を直す。", "Mend the grade, or the scale."),
        "": Bilingual("達成率と判定を確かめる。", "Check the rate and the grade."),
    },
)
def published_grade(form: Form) -> Iterator[Hit]:
    """Grades and overall judgements that their scale does not have, or that contradict rates."""
    for path, evaluation in evaluations(form):
        if (
            evaluation.result
            and evaluation.scale
            and rank(evaluation.result, evaluation.scale) is None
        ):
            yield _unknown((*path, "result"), evaluation.result, evaluation.scale)
    grading = form.sheet.grading
    if grading is None:
        return
    for year in form.published:
        grade = year.published.grade
        if grade and rank(grade, grading.scale) is None:
            yield _unknown((*year.path, "grade"), grade, grading.scale)
        printed = next((text for key, text in grading.ranges.items() if same_grade(key, grade)), "")
        rate = year.rate
        if rate and rate.unit and rate.comparator == "=" and in_range(rate.value, printed) is False:
            yield hit((*year.path, "grade"), "range", rate=rate.printed, grade=grade, range=printed)
    if not grading.ranges:
        yield from _out_of_order(form.published, grading.scale)


def evaluations(form: Form) -> Iterator[tuple[KeyPath, Evaluation]]:
    """Overall judgements of the goals and of the policy, with their paths."""
    for place, goal in enumerate(form.sheet.achievement_goals):
        if goal.evaluation:
            yield ("achievement_goals", place, "evaluation"), goal.evaluation
    if form.sheet.evaluation:
        yield ("evaluation",), form.sheet.evaluation


def _unknown(path: KeyPath, grade: str, scale: tuple[str, ...]) -> Hit:
    return hit(path, "unknown", grade=grade, scale=COMMA.ja.join(scale))


class _Graded(NamedTuple):
    """A year with a grade on the scale and a rate to order it by."""

    year: PublishedYear
    rank: int

    @property
    def rate(self) -> tuple[bool, object]:
        rate = self.year.rate
        assert rate
        return bool(rate.unit), rate.value


def _out_of_order(years: tuple[PublishedYear, ...], scale: tuple[str, ...]) -> Iterator[Hit]:
    """Neighbours by rate of which the higher has the worse grade, within each fiscal year."""
    for own in sorted({each.year for each in years}):
        graded = [
            _Graded(each, place)
            for each in years
            if each.year == own and each.rate and each.rate.unit and each.rate.comparator == "="
            if (place := rank(each.published.grade, scale)) is not None
        ]
        graded.sort(key=lambda each: (each.rate, -each.rank))
        for lower, higher in pairwise(graded):
            if lower.rate < higher.rate and lower.rank < higher.rank:
                yield hit(
                    (*higher.year.path, "grade"),
                    "order",
                    related=[(*lower.year.path, "grade")],
                    rate=higher.year.published.rate.printed,
                    grade=higher.year.published.grade,
                    lower=lower.year.published.rate.printed,
                    better=lower.year.published.grade,
                )
