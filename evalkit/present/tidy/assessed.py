"""Tables of what was made of the sheet: figures and judgements; and of its sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast, get_args

from evalkit.assess.assessment import IndicatorResult
from evalkit.assess.judge.judgement import Judgement
from evalkit.assess.judge.methods import METHODS, Computed, Forecast
from evalkit.assess.judge.presets import PRESETS
from evalkit.assess.judge.target_levels import ComputedTarget
from evalkit.assess.report_data import ReportData
from evalkit.present.tidy.indicators import about_indicator
from evalkit.present.tidy.schema import (
    COMPARATOR,
    ERA,
    GOAL,
    INDICATOR,
    REASON,
    YEAR,
    Column,
    Datum,
    Row,
    Table,
    comparator_code,
    key_of,
    words_of,
    years,
)
from evalkit.present.words import Words
from evalkit.sheet.bilingual import NOTHING, Bilingual
from evalkit.sheet.cells import AnyCell
from evalkit.sheet.model import SectionName
from evalkit.sheet.rounding import published_digits
from evalkit.sheet.terms import TERMS, titled

_NUMBERS = ("baseline", "actual", "previous", "target", "upper", "tolerance")
_YEARS = ("baseline_year", "target_year", "break_after")


# Every method's figure ----------------------------------------------------------------------------


def _results(facts: ReportData) -> Iterator[Row]:
    for result in facts.assessment.results:
        indicator = about_indicator(result)["indicator"]
        for year in result.years:
            about: Row = {"indicator": indicator, **years(year.year)}
            yield from (about | _result(result, made, words_of(facts)) for made in year.figures)


def _result(result: IndicatorResult, made: Computed, words: Words) -> Row:
    value = made.value.projection if isinstance(made.value, Forecast) else made.value
    return {
        "method": made.function,
        "value": published_digits(value),
        "unit": _unit(result, made.function, words) if published_digits(value) is not None else "",
        "answer": value if isinstance(value, bool) else None,
        "reason": words.said(made.reason) if made.reason else "",
        **_inputs(made),
    }


def _inputs(made: Computed) -> Row:
    """What the figure was made from; the trend's series stands in the observations."""
    given: Row = {
        f"with_{name}": cast(Datum, made.inputs.get(name)) for name in (*_NUMBERS, *_YEARS)
    }
    if "comparator" in made.inputs:
        given["with_comparator"] = comparator_code(str(made.inputs["comparator"]))
    return given | {"with_direction": str(made.inputs.get("direction") or "")}


def _unit(result: IndicatorResult, method: str, words: Words) -> str:
    """Unit of a figure: a ratio has none, and percentages differ by points."""
    kind = METHODS[method].result
    if kind in ("answer", "ratio"):
        return ""
    unit = result.unit if kind == "value" else words.said(result.unit_of_change).strip()
    return words("per_year", value=unit) if kind == "change_per_year" else unit


def _used(name: str, ja: str, en: str) -> Column:
    type_ = "integer" if name in _YEARS else "number"
    return Column(f"with_{name}", type_, Bilingual(f"使用した{ja}", f"Input: {en}"))  # type: ignore[arg-type]


RESULTS = Table(
    name="results",
    title=Bilingual("計算値", "Figures calculated"),
    about=Bilingual(
        "参考（自動計算）。1行が一つの指標、年度、方法の計算値と、計算に用いた数値。",
        "An automatic aid. One row the figure of one indicator, year and method, with its inputs.",
    ),
    columns=(
        INDICATOR, YEAR, ERA,
        Column("method", "string", Bilingual("方法", "Method"), codes={
            name: method.title for name, method in METHODS.items() if method.by_year
        }),
        Column("value", "number", Bilingual("計算値", "Figure"),
               Bilingual("率は1を100％とする。有効数字15桁",
                         "Of a ratio, 1 is 100%; fifteen digits")),
        Column("unit", "string", Bilingual("単位", "Unit"),
               Bilingual("率は空欄", "Empty for a ratio")),
        Column("answer", "boolean", Bilingual("はい・いいえ", "Answer"),
               Bilingual("目標の達成と直線経路だけ", "Only of met and on_line")),
        Column("reason", "string", Bilingual("計算できない理由", "Why there is no figure")),
        _used("baseline", "基準値", "baseline"),
        _used("baseline_year", "基準年度", "baseline year"),
        _used("actual", "実績値", "actual"),
        _used("previous", "前年度の実績値", "actual of the year before"),
        _used("target", "目標値", "target"),
        _used("target_year", "目標年度", "target year"),
        _used("upper", "範囲の上限", "upper end"),
        _used("tolerance", "許容幅", "tolerance"),
        _used("break_after", "系列の断絶の年度", "last year before a break"),
        Column("with_comparator", "string", Bilingual("使用した比較", "Input: comparator"),
               codes=COMPARATOR.codes),
        Column("with_direction", "string", Bilingual("使用した方向", "Input: direction"), codes={
            "": Bilingual("", ""), "up": Bilingual("増加", "up"), "down": Bilingual("減少", "down"),
        }),
    ),
    key=("indicator", "fiscal_year", "method"),
    refers={"indicator": "indicators"},
    rows=_results,
)  # fmt: skip


# Judgements ---------------------------------------------------------------------------------------


def _judgements(facts: ReportData) -> Iterator[Row]:
    preset, options = facts.assessment.preset, facts.assessment.options
    for result in facts.assessment.results:
        about: Row = {"indicator": about_indicator(result)["indicator"]}
        for year in result.years:
            made = _judgement(year.judgement, words_of(facts)) | _level(year.target)
            yield about | years(year.year) | made
        if PRESETS[preset].of_latest:
            year = result.latest or result.years[-1]
            judged = result.judged(preset, **options)
            yield about | years(year.year) | _judgement(judged, words_of(facts))


def _judgement(judged: Judgement, words: Words) -> Row:
    return {
        "preset": judged.preset,
        "grade": judged.grade,
        "label": words.said(judged.label),
        "decided": judged.decided,
        "reason": words.said(judged.reasoning),
    }


def _level(target: AnyCell) -> Row:
    """The level of a target in words, where it was calculated."""
    if not isinstance(target, ComputedTarget):
        return {}
    return {
        "target_level": published_digits(target.value),
        "target_level_unit": target.unit,
        "target_level_comparator": comparator_code(target.comparator),
    }


JUDGEMENTS = Table(
    name="judgements",
    title=Bilingual("判定", "Judgements"),
    about=Bilingual("参考（自動判定）であり、府省による評価ではない。1行が一つの指標の一年度の判定。",
               "An automatic aid, not the ministry's own evaluation. One row a judgement."),
    columns=(
        INDICATOR, YEAR, ERA,
        Column("preset", "string", Bilingual("判定方式", "Preset")),
        Column("grade", "string", Bilingual("判定（符号）", "Grade")),
        Column("label", "string", Bilingual("判定", "Judgement")),
        Column("decided", "boolean", Bilingual("判定の可否", "Decided")),
        REASON,
        Column("target_level", "number",
               Bilingual("目標の水準（計算）", "Level of the target, calculated"),
               Bilingual("文章の目標（前年度以上など）だけ。数値の目標は空欄",
                    "Only of a target in words; empty where it is a figure")),
        Column("target_level_unit", "string",
               Bilingual("目標の水準の単位", "Unit of the level")),
        Column("target_level_comparator", "string",
               Bilingual("目標の水準の比較", "Comparator of the level"), codes=COMPARATOR.codes),
    ),
    key=("indicator", "fiscal_year", "preset"),
    refers={"indicator": "indicators"},
    rows=_judgements,
)  # fmt: skip


# Sources ------------------------------------------------------------------------------------------


def _sources(facts: ReportData) -> Iterator[Row]:
    for number, source in enumerate(facts.sheet.data_sources, start=1):
        yield {
            "source": number,
            "achievement_goal": key_of(source.achievement_goal),
            "related_indicators": source.indicators,
            "text": source.text,
        }


def _sections(facts: ReportData) -> Iterator[Row]:
    """A row for the text of a section, and one for each cell of its table but the head."""
    for number, section in enumerate(facts.sheet.sections, start=1):
        about: Row = {"section": number, "heading": section.heading, "after": section.after or ""}
        if section.text:
            yield about | {"row": 0, "column": 0, "text": section.text}
        head, *body = section.filled_rows() or [()]
        for row, cells in enumerate(body, start=1):
            for column, (above, text) in enumerate(zip(head, cells, strict=True), start=1):
                yield about | {"row": row, "column": column, "head": above, "text": text}


SECTIONS = Table(
    name="sections",
    title=titled(TERMS["sections"]),
    about=Bilingual(
        "様式にあるその他の節。1行が一つの本文、または表の一つの欄。",
        "Further sections of the form. One row a text, or a cell of a table.",
    ),
    columns=(
        Column("section", "integer", Bilingual("番号", "No.")),
        Column("heading", "string", Bilingual("見出し", "Heading")),
        Column("after", "string", Bilingual("位置", "Behind which part"),
               codes={"": NOTHING} | {name: TERMS[name] for name in get_args(SectionName)}),
        Column("row", "integer", Bilingual("表の行", "Row of its table"),
               Bilingual("本文は 0", "0 of the text")),
        Column("column", "integer", Bilingual("表の列", "Column of its table")),
        Column("head", "string", Bilingual("列の見出し", "Head of the column")),
        Column("text", "string", titled(TERMS["text"])),
    ),
    key=("section", "row", "column"),
    rows=_sections,
    optional=True,
)  # fmt: skip

SOURCES = Table(
    name="data_sources",
    part="data_sources",
    title=Bilingual("指標に用いたデータ・資料等", "Data and sources"),
    about=Bilingual("1行が一つの資料。", "One row a source."),
    columns=(
        Column("source", "integer", Bilingual("番号", "No.")),
        GOAL,
        Column("related_indicators", "string",
               Bilingual("関連する指標（記載）", "Related indicators")),
        Column("text", "string", Bilingual("資料", "Source")),
    ),
    key=("source",),  # the heading over a source is printed text, and need not name a goal
    rows=_sources,
)  # fmt: skip
