"""Tables of what the ministry itself published: results by indicator and year, and evaluations."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from evalkit.assess.published import HOWS, PublishedYear, published_years, rank
from evalkit.assess.report_data import ReportData
from evalkit.present.tidy.indicators import about_indicator
from evalkit.present.tidy.schema import (
    COMPARATOR,
    ERA,
    GOAL,
    INDICATOR,
    NOTE,
    YEAR,
    Column,
    Row,
    Table,
    comparator_code,
    key_of,
    words_of,
    years,
)
from evalkit.present.tidy.where import FILE, LINE, where
from evalkit.sheet.bilingual import NOTHING, Bilingual
from evalkit.sheet.cells import AnyCell, Quantity, value_of
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.published import EVALUATION_TEXTS, EarlierResult, Evaluation, PublishedResult
from evalkit.sheet.rounding import published_digits
from evalkit.sheet.terms import TERMS, titled

VERSION = Column(
    "version", "integer", Bilingual("版", "Version"),
    Bilingual("0は最新。訂正前のものは古い順に1から",
              "0 is the latest; those before a correction from 1, oldest first"),
)  # fmt: skip
_DATE = Column("date", "string", Bilingual("公表・訂正の時期", "Published or corrected"))
_WHY = Column("correction", "string", Bilingual("訂正の理由", "Why it was corrected"))


# By indicator and year ----------------------------------------------------------------------------


def _results(facts: ReportData) -> Iterator[Row]:
    for result in facts.assessment.results:
        about: Row = {"indicator": about_indicator(result)["indicator"]}
        for year in published_years(result):
            keys = about | years(year.year)
            stands = where(facts, (*result.path, "published"), year.year)
            latest = {"note": year.published.note} | _ours(year, facts)
            yield keys | {"version": 0} | _printed(year.published) | latest | stands
            for version, each in enumerate(year.published.earlier, start=1):
                then: Row = {"version": version, "date": each.date, "correction": each.reason}
                yield keys | then | _printed(each) | stands


def _printed(result: PublishedResult | EarlierResult) -> Row:
    rate = result.rate
    return {
        "rate": _share(rate),
        "rate_comparator": comparator_code(rate.comparator) if isinstance(rate, Quantity) else "",
        "rate_printed": rate.printed,
        "grade": result.grade,
        "score": value_of(result.score),
        "score_printed": result.score.printed,
    }


def _share(rate: AnyCell) -> Decimal | None:
    """Rate as a ratio, of which 1 is 100 %; None of one printed without its sign."""
    if not isinstance(rate, Quantity) or rate.plain_unit != "%":
        return None
    return rate.value / 100


def _ours(year: PublishedYear, facts: ReportData) -> Row:
    made, own = year.reproduction, year.own
    figure = made.candidate if made else next(iter(year.candidates), None)
    return {
        "judgement": words_of(facts).said(own.judgement.label) if own else "",
        "reproduced": made is not None if year.rate and year.candidates else None,
        "method": figure.method if figure and year.rate else "",
        "method_value": published_digits(figure.value) if figure and year.rate else None,
        "rounding": made.how if made else "",
    }


PUBLISHED = Table(
    name="published",
    title=Bilingual("公表された結果", "Published results"),
    about=Bilingual(
        "府省等が自ら公表した指標の達成率、判定、評点。1行が一つの指標の一年度。計算との照合は参考。",
        "What the ministry itself published of an indicator: one row a year. How it compares with"
        " what is calculated is an automatic aid.",
    ),
    columns=(
        INDICATOR, YEAR, ERA, VERSION,
        Column("rate", "number", Bilingual("達成率", "Rate"),
               Bilingual("1を100％とする", "1 is 100%")),
        Column("rate_comparator", "string", Bilingual("達成率の比較", "Rate: comparator"),
               COMPARATOR.about, COMPARATOR.codes),
        Column("rate_printed", "string", Bilingual("達成率の記載", "Rate as printed")),
        Column("grade", "string", Bilingual("公表された判定", "Published grade")),
        Column("score", "number", titled(TERMS["score"])),
        Column("score_printed", "string", Bilingual("評点の記載", "Score as printed")),
        NOTE, _DATE, _WHY,
        Column("judgement", "string",
               Bilingual("参考の判定（自動）", "Judgement (automatic aid)")),
        Column("reproduced", "boolean",
               Bilingual("達成率の再現の可否", "Rate reproduced"),
               Bilingual("達成率がいずれかの計算方法の値を丸めたものか。比べられないものは空欄",
                         "Whether a method's figure rounds to it; empty where none compares")),
        Column("method", "string", Bilingual("計算方法", "Method"),
               Bilingual("再現する方法。再現しないときは、評価書の方向による達成率の方法",
                         "That reproduces it; where none does, that of the sheet's direction")),
        Column("method_value", "number", Bilingual("その計算値", "Its figure"),
               Bilingual("1を100％とする。有効数字15桁", "1 is 100%; fifteen digits")),
        Column("rounding", "string", Bilingual("端数処理", "Rounding"),
               codes={"": NOTHING} | {str(how): each for how, each in HOWS.items()}),
        FILE, LINE,
    ),
    key=("indicator", "fiscal_year", "version"),
    refers={"indicator": "indicators"},
    rows=_results,
    optional=True,
)  # fmt: skip


# Evaluations --------------------------------------------------------------------------------------


_OF_THE_SHEET = ("prepared_by", "evaluation_date")


def _evaluations(facts: ReportData) -> Iterator[Row]:
    for place, goal in enumerate(facts.sheet.achievement_goals):
        if goal.evaluation:
            about: Row = {"part": key_of(f"g{goal.no}"), "achievement_goal": key_of(goal.no)}
            path = ("achievement_goals", place, "evaluation")
            yield from (about | row for row in _texts(facts, path, goal.evaluation))
    if facts.sheet.evaluation:
        policy: Row = {"part": "policy"}
        rows = _texts(facts, ("evaluation",), facts.sheet.evaluation)
        yield from (policy | row for row in rows)
    for item in _OF_THE_SHEET:
        if text := getattr(facts.sheet, item):
            own: Row = {"part": "policy", "version": 0, "item": item, "text": text}
            yield own | where(facts, (item,))


def _texts(facts: ReportData, path: KeyPath, evaluation: Evaluation) -> Iterator[Row]:
    for item, text in evaluation.texts():
        row: Row = {"version": 0, "item": item, "text": text}
        if item == "result" and evaluation.scale:
            row |= {"rank": _place(text, evaluation), "grades": len(evaluation.scale)}
        yield row | where(facts, (*path, item))
    for version, each in enumerate(evaluation.earlier, start=1):
        for item in ("result", "reasons"):
            if text := str(getattr(each, item)):
                then: Row = {"version": version, "item": item, "text": text}
                then |= {"date": each.date, "correction": each.reason}
                yield then | where(facts, path)


def _place(grade: str, evaluation: Evaluation) -> int | None:
    place = rank(grade, evaluation.scale)
    return None if place is None else place + 1


EVALUATIONS = Table(
    name="evaluations",
    title=Bilingual("評価結果", "Evaluations"),
    about=Bilingual(
        "府省等が自ら公表した、達成目標と施策の評価結果、その根拠、分析、反映の方向性、実施時期と作成責任者など。"
        "1行が一つの項目。",
        "What the ministry itself concludes of the goals and the policy, when, and who answers for"
        " it. One row a text.",
    ),
    columns=(
        Column("part", "string", Bilingual("対象", "Part"),
               Bilingual("policy は施策、g1 は達成目標1", "policy, or g1 for achievement goal 1")),
        GOAL, VERSION,
        Column("item", "string", Bilingual("項目", "Item"),
               codes={name: TERMS[name] for name in (*EVALUATION_TEXTS, *_OF_THE_SHEET)}),
        Column("text", "string", titled(TERMS["text"])),
        Column("rank", "integer", Bilingual("区分での順位", "Place on the scale"),
               Bilingual("最も良い区分が1", "The best is 1")),
        Column("grades", "integer", Bilingual("区分の数", "Grades of the scale")),
        _DATE, _WHY, FILE, LINE,
    ),
    key=("part", "version", "item"),
    refers={"achievement_goal": "achievement_goals"},
    rows=_evaluations,
    optional=True,
)  # fmt: skip
