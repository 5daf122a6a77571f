"""Tables of the indicators: goals, indicators, their values by year, and the rows of every 別表."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evalkit.assess.assessment import OUTLOOKS, IndicatorResult
from evalkit.assess.judge.direction import BASES
from evalkit.assess.report_data import ReportData
from evalkit.present.tidy.schema import (
    COMPARATOR,
    ERA,
    GOAL,
    INDICATOR,
    NOTE,
    PRINTED,
    PRINTED_UNIT,
    SECOND,
    STATUS,
    UNIT,
    VALUE,
    YEAR,
    Column,
    Row,
    Table,
    compared,
    indicator_key,
    key_of,
    scaled,
    years,
)
from evalkit.present.tidy.where import FILE, LINE, where
from evalkit.sheet.bilingual import NOTHING, Bilingual
from evalkit.sheet.breakdown import BreakdownRow
from evalkit.sheet.cells import AnyCell, Pending, Quantity
from evalkit.sheet.cells.periods import PeriodKind, kind_of_period
from evalkit.sheet.fields import Span
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.terms import TERMS, titled

_NAME = Column("name", "string", Bilingual("指標名", "Name of the indicator"))
_KIND = Column(
    "kind", "string", Bilingual("指標の種類", "Kind"),
    codes={
        "outcome": Bilingual("成果指標（アウトカム）", "outcome"),
        "output": Bilingual("活動指標（アウトプット）", "output"),
        "measure": TERMS["measure"],
    },
)  # fmt: skip


def _goals(facts: ReportData) -> Iterator[Row]:
    for goal in facts.sheet.achievement_goals:
        yield {"achievement_goal": key_of(goal.no), "name": goal.name}


GOALS = Table(
    name="achievement_goals",
    title=Bilingual("達成目標", "Achievement goals"),
    about=Bilingual("施策目標の下の達成目標。", "The achievement goals under the policy goal."),
    columns=(GOAL, Column("name", "string", Bilingual("達成目標の名称", "Name of the goal"))),
    key=("achievement_goal",),
    rows=_goals,
)


# Indicators ---------------------------------------------------------------------------------------


def _indicators(facts: ReportData) -> Iterator[Row]:
    for result in facts.assessment.results:
        stands = where(facts, result.path)
        yield about_indicator(result) | _declared(result) | _ends(result) | stands


def about_indicator(result: IndicatorResult) -> Row:
    """Keys of an indicator and of its achievement goal."""
    goal, indicator = result.goal.no, result.indicator.no
    return {"indicator": indicator_key(goal, indicator), "achievement_goal": key_of(goal)}


def _declared(result: IndicatorResult) -> Row:
    indicator = result.indicator
    return {
        "kind": indicator.kind,
        "main": indicator.main,
        "name": indicator.name,
        "direction": result.good_direction.direction or "",
        "direction_basis": result.good_direction.basis,
        "direction_evidence": result.good_direction.evidence,
        "outlook": result.outlook or "",
        "note": indicator.note,
    }


def _ends(result: IndicatorResult) -> Row:
    """Baseline and target, each with its fiscal year."""
    indicator = result.indicator
    row: Row = {"target_comparator": compared(indicator.target)["comparator"]}
    for name, cell, year in (
        ("baseline", indicator.baseline, result.baseline_year),
        ("target", indicator.target, result.term.year),
    ):
        parts = years(year) | scaled(cell)
        row |= {f"{name}_{part}": datum for part, datum in parts.items()}
    row["target_timing"] = _timing(result)
    return row


def _timing(result: IndicatorResult) -> str:
    """What the form prints about when the target is due: 25年度, 毎年度."""
    cell = result.indicator.target
    own = cell.year_label if isinstance(cell, Quantity) else ""
    return own or result.goal.table(result.indicator).target


def _end_columns(name: str, title: Bilingual) -> tuple[Column, ...]:
    columns = (STATUS, VALUE, UNIT, PRINTED_UNIT, PRINTED, YEAR, ERA)
    return tuple(
        Column(
            f"{name}_{column.name}", column.type,
            Bilingual(f"{title.ja}の{column.title.ja}", f"{title.en}: {column.title.en.lower()}"),
            column.about, column.codes,
        )
        for column in columns
    )  # fmt: skip


INDICATORS = Table(
    name="indicators",
    title=Bilingual("指標", "Indicators"),
    about=Bilingual("1行が一つの指標。基準値と目標値、増減のどちらが良いか。",
               "One row an indicator, with baseline, target, and which way is better."),
    columns=(
        INDICATOR, GOAL, _KIND,
        Column("main", "boolean", titled(TERMS["main"]),
               Bilingual("評価書で主要と指定されたもの", "Declared so in the sheet")),
        _NAME,
        *_end_columns("baseline", titled(TERMS["baseline"])),
        *_end_columns("target", titled(TERMS["target"])),
        Column("target_comparator", "string", Bilingual("目標値の比較", "Target: comparator"),
               COMPARATOR.about, COMPARATOR.codes),
        Column("target_timing", "string", Bilingual("目標の時期の記載", "Target: when, as printed"),
               Bilingual("毎年度、25年度など", "Every year, or the year printed")),
        Column("direction", "string", Bilingual("望ましい方向", "Direction"), codes={
            "": Bilingual("不明", "unknown"),
            "up": Bilingual("増加", "up"),
            "down": Bilingual("減少", "down"),
        }),
        Column("direction_basis", "string",
               Bilingual("方向の根拠", "Basis of the direction"), codes=BASES),
        Column("direction_evidence", "string", Bilingual("根拠の記載", "Evidence of the direction"),
               Bilingual("方向の根拠となる記載", "The printed texts on which it rests")),
        Column("outlook", "string", Bilingual("最終目標への見通し", "Outlook for the final target"),
               Bilingual("参考（自動判定）。目標年度がこれから来る指標だけ",
                    "An automatic aid; only for targets whose year is still to come"),
               {"": NOTHING} | {str(name): each for name, each in OUTLOOKS.items()}),
        NOTE, FILE, LINE,
    ),
    key=("indicator",),
    refers={"achievement_goal": "achievement_goals"},
    rows=_indicators,
)  # fmt: skip


# Observations -------------------------------------------------------------------------------------


def _observations(facts: ReportData) -> Iterator[Row]:
    for result in facts.assessment.results:
        about = about_indicator(result)
        about |= {"kind": result.indicator.kind, "name": result.indicator.name}
        for row in _of_indicator(facts.sheet, result):
            series, place = str(row["series"]), str(row.pop("place"))
            key = "/".join(filter(None, (str(about["indicator"]), series, place)))
            stands = where(facts, (*result.path, _FIELDS[series]), int(place) if place else None)
            yield {"observation": key} | about | row | stands


_FIELDS = {"actual": "actuals", "annual_target": "annual_targets",
           "baseline": "baseline", "target": "target"}  # fmt: skip


def _of_indicator(sheet: Sheet, result: IndicatorResult) -> Iterator[Row]:
    goal, indicator = result.goal, result.indicator
    heads = goal.table(indicator)
    year = result.baseline_year
    yield _single("baseline", indicator.baseline, year, heads.baseline)
    for name, series in (
        ("actual", indicator.actuals),
        ("annual_target", indicator.annual_targets),
    ):
        for each in sheet.window:
            yield _observation(name, series[each], each, series.span(each))
    year = result.term.year
    yield _single("target", indicator.target, year, heads.target)


def _single(series: str, cell: AnyCell, year: int | None, head: str) -> Row:
    row = _observation(series, cell, year, None) | {"place": ""}
    own = cell.year_label if isinstance(cell, Quantity) else ""
    if year is None and not own:
        row["note"] = " ".join(filter(None, (head, str(row["note"]))))
    return row


def _observation(series: str, cell: AnyCell, year: int | None, span: Span | None) -> Row:
    return {
        "place": str(year),
        "series": series,
        **years(year),
        **scaled(cell),
        **compared(cell),
        "due": cell.due if isinstance(cell, Pending) else "",
        "span_first": span.first if span else None,
        "span_last": span.last if span else None,
        **_period(cell, year),
    }


def _period(cell: AnyCell, year: int | None) -> Row:
    """Years of which the figure of a year is, and what kind of time they are."""
    kind = kind_of_period(cell)
    dated = kind not in (None, "other") and year is not None
    window = cell.window if isinstance(cell, Quantity) else None
    return {
        "period_first": (year or 0) - (window.years if window else 1) + 1 if dated else None,
        "period_last": year if dated else None,
        "period_kind": kind or "",
    }


_PERIODS: Mapping[PeriodKind, Bilingual] = {
    "fiscal_year": Bilingual("年度", "fiscal year"),
    "calendar_year": Bilingual("年", "calendar year"),
    "month": Bilingual("月", "month"),
    "day": Bilingual("日", "day"),
    "mean": Bilingual("複数年の平均", "mean of several years"),
    "sum": Bilingual("複数年の合計", "sum of several years"),
    "several_years": Bilingual("複数年", "several years"),
    "other": Bilingual("欄と異なる期間", "another time than its column's"),
}

OBSERVATIONS = Table(
    name="observations",
    title=Bilingual("指標の値", "Values of the indicators"),
    about=Bilingual(
        "1行が一つの値（基準値、年度ごとの実績値、年度ごとの目標値、目標値）。複数の年度にまたがる"
        "欄は、各年度に同じ内容を置く。",
        "One row a value: baseline, actual and target of each year, target. A cell merged over"
        " several years stands on each of them.",
    ),
    columns=(
        Column("observation", "string", Bilingual("値の番号", "Observation"),
               Bilingual("指標、系列、年度からなる番号", "Indicator, series and year")),
        INDICATOR, GOAL, _KIND, _NAME,
        Column("series", "string", Bilingual("系列", "Series"), codes={
            "baseline": TERMS["baseline"],
            "actual": TERMS["actuals"],
            "annual_target": TERMS["annual_targets"],
            "target": TERMS["target"],
        }),
        Column("fiscal_year", "integer", YEAR.title,
               Bilingual("毎年度の目標値など、年度が一つに定まらないものは空欄",
                    "Empty where no one year is meant, as with a target for every year")),
        ERA, STATUS, VALUE, SECOND, UNIT, PRINTED_UNIT, COMPARATOR, PRINTED,
        Column("due", "string", Bilingual("判明時期", "Expected"),
               Bilingual("調査中の結果が分かる時期の記載", "When a pending result is expected")),
        Column("span_first", "integer", Bilingual("欄の最初の年度", "First year of the cell")),
        Column("span_last", "integer", Bilingual("欄の最後の年度", "Last year of the cell")),
        Column("period_first", "integer",
               Bilingual("値の期間の最初の年", "First year of the figure"),
               Bilingual("平均や合計なら、その最初の年",
                    "Of a mean or a sum, the first of its years")),
        Column("period_last", "integer",
               Bilingual("値の期間の最後の年", "Last year of the figure")),
        Column("period_kind", "string", Bilingual("期間の種類", "Kind of period"),
               Bilingual("欄の年度と異なる期間の値は、計算に使わない",
                    "A figure of another time than its column's is used in no calculation"),
               {"": NOTHING} | {str(kind): said for kind, said in _PERIODS.items()}),
        NOTE, FILE, LINE,
    ),
    key=("observation",),
    refers={"indicator": "indicators", "achievement_goal": "achievement_goals"},
    rows=_observations,
)  # fmt: skip


# 別表 ---------------------------------------------------------------------------------------------


def _breakdowns(facts: ReportData) -> Iterator[Row]:
    for result in facts.assessment.results:
        key = about_indicator(result)["indicator"]
        for number, (below, row) in enumerate(result.indicator.breakdown_rows(), start=1):
            role = "mean" if below[-1] == "mean" else "row"
            about: Row = {"indicator": key, "row": number, "role": role}
            yield from (about | each for each in _member(row, facts, (*result.path, *below)))


def _member(row: BreakdownRow, facts: ReportData, path: KeyPath) -> Iterator[Row]:
    for year in facts.sheet.window:
        about: Row = {"group": row.group, "name": row.name}
        stands = where(facts, (*path, "actuals"), year)
        yield about | years(year) | scaled(row.actuals[year]) | stands


BREAKDOWNS = Table(
    name="breakdowns",
    title=Bilingual("別表", "Breakdowns"),
    about=Bilingual("1行が別表の一つの値。", "One row a value of a breakdown (別表)."),
    columns=(
        INDICATOR,
        Column("row", "integer", Bilingual("行", "Row")),
        Column("role", "string", Bilingual("行の種類", "Role"), codes={
            "row": Bilingual("内訳", "row"),
            "mean": Bilingual("公表された平均", "mean as published"),
        }),
        Column("group", "string", Bilingual("区分", "Group")),
        Column("name", "string", Bilingual("対象", "Name")),
        YEAR, ERA, STATUS, VALUE, UNIT, PRINTED_UNIT, PRINTED, FILE, LINE,
    ),
    key=("indicator", "row", "fiscal_year"),
    refers={"indicator": "indicators"},
    rows=_breakdowns,
)  # fmt: skip
