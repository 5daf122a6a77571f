"""Tables of the programmes and of the money: measures, their budgets, the budget of the goal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from evalkit.assess.judge.methods import METHODS
from evalkit.assess.report_data import ReportData
from evalkit.present.tidy.schema import (
    ERA,
    GOAL,
    INDICATOR,
    PRINTED,
    REASON,
    STATUS,
    UNIT,
    VALUE,
    YEAR,
    Column,
    Row,
    Table,
    figure,
    indicator_key,
    key_of,
    words_of,
    years,
)
from evalkit.present.tidy.where import FILE, LINE, where
from evalkit.sheet.bilingual import NOTHING, Bilingual
from evalkit.sheet.budget import BudgetItem, BudgetRole
from evalkit.sheet.measures import PlacedMeasure
from evalkit.sheet.references import parse_references
from evalkit.sheet.rounding import published_digits
from evalkit.sheet.terms import BUDGET_LINES, TERMS, titled

_MEASURE = Column("measure", "string", Bilingual("達成手段の番号", "Programme number"),
                  Bilingual("g1-m2 は達成目標1の2番目の達成手段、reference-m1 は参考の1番目の事業",
                       "g1-m2 is the second of achievement goal 1; reference-m1 the first of"
                       " the agencies' programmes"))  # fmt: skip
_NAME = Column("name", "string", Bilingual("事業名", "Programme"))
_LINE = Column("line", "string", Bilingual("予算の別", "Line"), codes=BUDGET_LINES)


def _key(each: PlacedMeasure) -> str:
    return key_of(f"g{each.goal}" if each.goal else "reference", f"m{int(each.path[-1]) + 1}")


def _measures(facts: ReportData) -> Iterator[Row]:
    for each in facts.sheet.measures():
        measure = each.measure
        yield {
            "measure": _key(each),
            "achievement_goal": key_of(each.goal),
            "name": measure.name,
            "summary": measure.summary,
            "related_indicators": measure.indicators,
            "review_sheet": measure.review_sheet,
            "division": measure.division,
            **where(facts, each.path),
        }


MEASURES = Table(
    name="measures",
    part="measures",
    title=Bilingual("達成手段", "Programmes"),
    about=Bilingual("1行が一つの達成手段（事業）。", "One row a programme."),
    columns=(
        _MEASURE,
        Column("achievement_goal", "string", GOAL.title,
               Bilingual("空欄は（参考）関連する独立行政法人の事業",
                    "Empty for the related programmes of agencies")),
        _NAME,
        Column("summary", "string", Bilingual("事業概要", "Summary")),
        Column("related_indicators", "string",
               Bilingual("関連する指標（記載）", "Related indicators"),
               Bilingual("印刷のとおり。読み取った結果は measure_indicators にある",
                    "As printed; what it means stands in measure_indicators")),
        Column("review_sheet", "string",
               titled(TERMS["review_sheet"])),
        Column("division", "string", titled(TERMS["division"])),
        FILE, LINE,
    ),
    key=("measure",),
    refers={"achievement_goal": "achievement_goals"},
    rows=_measures,
)  # fmt: skip


def _measure_indicators(facts: ReportData) -> Iterator[Row]:
    known = {indicator_key(goal.no, indicator.no) for goal, indicator in facts.sheet.indicators()}
    for each in facts.sheet.measures():
        named = parse_references(each.measure.indicators, goal=each.goal) or ()
        keys = dict.fromkeys(indicator_key(*reference) for reference in named)
        for key in keys:
            if key in known:
                yield {"measure": _key(each), "indicator": key}


MEASURE_INDICATORS = Table(
    name="measure_indicators",
    part="measures",
    title=Bilingual("達成手段と指標の対応", "Programmes and their indicators"),
    about=Bilingual("1行が達成手段と指標の一つの対応。評価書にない指標を指すものは含まない（監査所見を参照）。",
               "One row a link; references to indicators that the sheet lacks are left out, and"
               " stand among the findings."),
    columns=(_MEASURE, INDICATOR),
    key=("measure", "indicator"),
    refers={"measure": "measures", "indicator": "indicators"},
    rows=_measure_indicators,
)  # fmt: skip


def _measure_budgets(facts: ReportData) -> Iterator[Row]:
    for each in facts.sheet.measures():
        for year, cell in each.measure.budget.items():
            about: Row = {
                "measure": _key(each),
                "name": each.measure.name,
                "head": each.heads.budget.get(year, ""),
            }
            stands = where(facts, (*each.path, "budget"), year)
            unit = facts.sheet.measure_unit(each.heads, year)
            yield about | years(year) | figure(cell, unit) | stands


MEASURE_BUDGETS = Table(
    name="measure_budgets",
    part="measures",
    title=Bilingual("達成手段の予算額", "Budgets of the programmes"),
    about=Bilingual("1行が一つの達成手段の一年度の予算額。",
                    "One row a programme's budget of a year."),
    columns=(
        _MEASURE, _NAME, YEAR, ERA, STATUS, VALUE, UNIT, PRINTED,
        Column("head", "string", Bilingual("欄の見出し", "Head of the column"),
               Bilingual("補正後、当初などの別",
                         "Whether initial or after the supplementary budget")),
        FILE, LINE,
    ),
    key=("measure", "fiscal_year"),
    refers={"measure": "measures"},
    rows=_measure_budgets,
)  # fmt: skip


# 施策の予算額・執行額 -----------------------------------------------------------------------------


def _budget(facts: ReportData) -> Iterator[Row]:
    budget = facts.sheet.budget
    if budget is None:
        return
    for line, by_item in budget.fixed_lines():
        for item, by_year in by_item.items():
            for year, cell in by_year.items():
                about: Row = {"line": line, "item": item, "head": budget.columns.get(year, "")}
                stands = where(facts, ("budget", line, item), year)
                yield about | years(year) | figure(cell, budget.table_unit) | stands


BUDGET = Table(
    name="budget",
    part="budget",
    title=Bilingual("施策の予算額・執行額", "Budget and execution"),
    about=Bilingual("1行が予算額または執行額の一つの数値。",
                    "One row a figure of the goal's budget."),
    columns=(
        _LINE,
        Column("item", "string", Bilingual("区分", "Item"), codes={
            item: TERMS[item] for item in get_args(BudgetItem)
        }),
        YEAR, ERA, STATUS, VALUE, UNIT, PRINTED,
        Column("head", "string", Bilingual("欄の見出し", "Head of the column"),
               Bilingual("26年度要求額など", "Such as 26年度要求額, a request")),
        FILE, LINE,
    ),
    key=("line", "item", "fiscal_year"),
    rows=_budget,
)  # fmt: skip


def _budget_lines(facts: ReportData) -> Iterator[Row]:
    budget = facts.sheet.budget
    for number, free in enumerate(budget.lines if budget else ()):
        assert budget
        unit = "" if free.role == "rate" else budget.table_unit
        for year, cell in free.amounts.items():
            about: Row = {"number": number + 1, "name": free.name, "role": free.role or ""}
            about["head"] = budget.columns.get(year, "")
            stands = where(facts, ("budget", "lines", number), year)
            yield about | years(year) | figure(cell, unit) | stands


BUDGET_LINES_TABLE = Table(
    name="budget_lines",
    title=Bilingual("施策の予算額・執行額（様式の区分）", "Budget by the lines of the form"),
    about=Bilingual(
        "24-7-2 の四つの行でない予算表の額。1行が一つの区分の一年度の額。",
        "Figures of a budget table with lines of its own. One row a line's amount of a year.",
    ),
    columns=(
        Column("number", "integer", Bilingual("番号", "No.")),
        Column("name", "string", Bilingual("区分", "Line")),
        Column("role", "string", Bilingual("役割", "Role"),
               codes={"": NOTHING} | {role: TERMS[role] for role in get_args(BudgetRole)}),
        YEAR, ERA, STATUS, VALUE, UNIT, PRINTED,
        Column("head", "string", Bilingual("欄の見出し", "Head of the column")),
        FILE, LINE,
    ),
    key=("number", "fiscal_year"),
    rows=_budget_lines,
    optional=True,
)  # fmt: skip


def _executions(facts: ReportData) -> Iterator[Row]:
    for execution in facts.assessment.executions:
        made = execution.figure
        yield {
            "line": execution.line,
            **years(execution.year),
            "executed": made.inputs["executed"],  # type: ignore[dict-item]  # a Decimal, or None
            "total": made.inputs["total"],  # type: ignore[dict-item]
            "unit": facts.sheet.budget.table_unit if facts.sheet.budget else "",
            "execution_rate": published_digits(made.value),
            "reason": words_of(facts).said(made.reason) if made.reason else "",
        }


EXECUTION_RATES = Table(
    name="execution_rates",
    part="budget",
    title=Bilingual("執行率", "Execution rates"),
    about=Bilingual("参考（自動計算）。執行額÷合計。", "An automatic aid: executed ÷ total."),
    columns=(
        _LINE, YEAR, ERA,
        Column("executed", "number", titled(TERMS["executed"])),
        Column("total", "number", titled(TERMS["total"])),
        UNIT,
        Column("execution_rate", "number", METHODS["execution_rate"].title,
               Bilingual("1は100％", "1 is 100%")),
        REASON,
    ),
    key=("line", "fiscal_year"),
    rows=_executions,
)  # fmt: skip
