"""What is missing: sections, cells, and the parts of an entry that its sisters have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, get_args

from evalkit.assess.audit.form import (
    Form,
    GoalPart,
    goals,
    indicator_tables,
    programme_tables,
    whole,
)
from evalkit.assess.audit.indicators import IndicatorRow, grouped
from evalkit.assess.audit.kit import Hit, check, hit
from evalkit.assess.audit.passages import says_nothing
from evalkit.assess.audit.programmes import ProgrammeRow
from evalkit.assess.audit.wording import listed, named
from evalkit.sheet.bilingual import COMMA, DOT, Bilingual
from evalkit.sheet.budget import BudgetItem, LineColumn
from evalkit.sheet.cells import Blank, Pending, Quantity
from evalkit.sheet.fields import Series
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import fiscal_year
from evalkit.sheet.terms import TERMS
from evalkit.sheet.text import unified

_SECTIONS: dict[tuple[str, ...], Bilingual] = {
    ("policy_goal", "summary"): Bilingual("施策の概要", "the summary of the policy"),
    ("expert_comments",): Bilingual("有識者会議での指摘事項", "the comments of experts"),
    ("lead_division",): Bilingual("主管課（課長名）", "the lead division"),
    ("related_divisions",): Bilingual("関係課（課長名）", "the related divisions"),
    ("prepared_by",): Bilingual("作成責任者名", "the responsible official"),
    ("evaluation_date",): Bilingual("政策評価実施時期", "the time of the evaluation"),
}
_PARTS = {
    "summary": Bilingual("事業概要", "summary"),
    "division": TERMS["division"],
    "budget": Bilingual("予算額", "amount"),
}
_DIRECTOR = re.compile(r"[（(][^（）()]+[）)]")
_DIVISIONS = re.compile(r"[、，,;；/／\n]")


# Sections ----------------------------------------------------------------------------------------


@check(
    "empty-section",
    "info",
    over=whole,
    title=Bilingual("記載のない欄", "An empty section"),
    why=Bilingual(
        "空欄では、該当がないのか書き漏らしたのか分からない。",
        "An empty section leaves open whether there is nothing to say or it was forgotten.",
    ),
    says={
        "empty": Bilingual("「{section}」が空欄である。", "Nothing is entered for {section}."),
        "dash": Bilingual(
            "「{section}」が「{dash}」のみである。", "Only “{dash}” is entered for {section}."
        ),
    },
    do=Bilingual(
        "記載するか、「該当なし」「開催なし」のように理由が分かる語を記す。",
        "Fill it in, or say in words that there is nothing to state.",
    ),
)
def empty_sections(form: Form) -> Iterator[Hit]:
    """Sections at the end and head of the form that are empty, or hold only a dash."""
    for path, section in _SECTIONS.items():
        text = form.printed(path)
        if says_nothing(text) and form.has(*path):
            dash, own = text.strip(), form.sheet.profile.word(path[-1])
            yield hit(path, "dash" if dash else "empty", section=own or section, dash=dash)


@check(
    "goal-without-measures",
    "warning",
    over=goals,
    title=Bilingual("達成手段のない達成目標", "An achievement goal without programmes"),
    why=Bilingual(
        "達成手段のない目標は、何によって達成するのかが示されていない。",
        "A goal without programmes does not say by what it is to be reached.",
    ),
    says=Bilingual(
        "達成目標{others}には達成手段があり、達成目標{goal}にはない。",
        "Programmes are listed for goal {others}, but none for goal {goal}.",
    ),
    do=Bilingual("達成手段を記す。", "List its programmes."),
)
def goal_without_programmes(part: GoalPart) -> Iterator[Hit]:
    """Goals without programmes of their own, where another goal has some."""
    goal, form = part.goal, part.form
    others = [other.no for other in form.sheet.achievement_goals if other.measures]
    if goal.measures or not others:
        return
    reference = [row for row in form.programmes if not row.goal]
    serving = {each.goal for row in reference for each in row.references or ()}
    yield hit(
        part,
        severity="info" if goal.no in serving else None,
        others=Bilingual.join(others, DOT),
        goal=goal.no,
    )


@check(
    "goal-without-outcome",
    "info",
    over=goals,
    title=Bilingual("成果指標のない達成目標", "An achievement goal without an outcome indicator"),
    why=Bilingual(
        "活動の量だけでは、目標が達成されたかどうかを判断できない。",
        "What was done does not tell whether the goal was reached.",
    ),
    says=Bilingual(
        "達成目標{goal}の指標{count}件はすべて活動指標である。",
        "Goal {goal} has no outcome indicator; outputs: {count}.",
    ),
    do=Bilingual(
        "成果指標（アウトカム）を設けるか、設けない理由を記す。",
        "Set an outcome indicator, or say why there is none.",
    ),
)
def goal_without_outcome(part: GoalPart) -> Iterator[Hit]:
    """Goals whose indicators are outputs only."""
    count = len(part.goal.indicators)
    if {each.kind for each in part.goal.indicators} == {"output"}:
        paths = [(*part.path, "indicators", n) for n in range(count)]
        yield hit(part, related=paths, goal=part.goal.no, count=count)


@check(
    "picture-not-in-file",
    "info",
    over=goals,
    title=Bilingual(
        "見出しだけの図・写真", "Figures and pictures of which only the caption is here"
    ),
    why=Bilingual(
        "図や写真は評価書の入力データに含まれず、公表時に欠けるおそれがある。",
        "Pictures are not part of the sheet file and may be lost in publication.",
    ),
    says=Bilingual(
        "{kind}{count}点{names}は見出しのみで、本体は評価書の入力データにない。",
        "The data hold the captions only; {kind}: {count} ({names}).",
    ),
    do=Bilingual(
        "実績値から作図するか、原本の図・写真を添える。",
        "Draw them from the figures, or add the originals when publishing.",
    ),
)
def pictures_not_in_the_file(part: GoalPart) -> Iterator[Hit]:
    """Captions of figures and pictures without a file."""
    figures = [((*part.path, "figures", n), name) for n, name in enumerate(part.goal.figures)]
    pictures = [
        ((*part.path, "examples", place, "pictures", n), picture.caption)
        for place, example in enumerate(part.goal.examples)
        for n, picture in enumerate(example.pictures)
        if not picture.file
    ]
    kinds = {Bilingual("図", "figures"): figures, Bilingual("写真", "pictures"): pictures}
    for kind, captions in kinds.items():
        if captions:
            (first, _), *_ = captions
            names = named([name for _, name in captions])
            yield hit(first, kind=kind, count=len(captions), names=names)


# Programmes --------------------------------------------------------------------------------------


@check(
    "measure-part-missing",
    "warning",
    over=whole,
    title=Bilingual("記載の欠けた達成手段", "A programme without a part that the others have"),
    why=Bilingual(
        "概要、担当課、予算額のない事業は、中身と責任の所在が分からない。",
        "Without its summary, division or budget nobody knows what a programme is or whose.",
    ),
    says=Bilingual(
        "「{name}」の{part}が空欄で、他の事業にはある。",
        "“{name}” has no {part}, the other programmes have.",
    ),
    do=Bilingual("{part}を記す。", "Fill in its {part}."),
)
def missing_parts(form: Form) -> Iterator[Hit]:
    """Programmes without summary, division or amount, where most of their sisters have it."""
    for part, word in _PARTS.items():
        without = [row for row in form.programmes if not _has(row, part)]
        if 2 * len(without) < len(form.programmes):
            yield from (hit((*row.path, part), name=row.core, part=word) for row in without)


def _has(row: ProgrammeRow, part: str) -> bool:
    """Whether a part is filled in; amounts are by a dash, for a law has no budget."""
    if part == "budget":
        return any(not isinstance(cell, Blank) for cell in row.measure.budget.values())
    return not says_nothing(getattr(row.measure, part))


@check(
    "measure-column-missing",
    "info",
    over=programme_tables,
    title=Bilingual("予算額の一部の年度が空欄", "A programme without an amount in one column"),
    why=Bilingual(
        "空欄では、予算がないのか書き漏らしたのか分からない。",
        "An empty cell leaves open whether there was no money or it was forgotten.",
    ),
    says=Bilingual(
        "「{name}」の{year}が空欄で、同じ表の他の{others}事業には記載がある。",
        "“{name}” has no cell for {year}; others of the table that have one: {others}.",
    ),
    do=Bilingual(
        "予算額、又は予算がなければ「－」を記す。",
        "Fill in the amount, or a dash where there is none.",
    ),
)
def missing_amounts(table: tuple[ProgrammeRow, ...]) -> Iterator[Hit]:
    """Programmes with an empty cell in a year for which most of their table have one."""
    for year in dict.fromkeys(year for row in table for year in row.measure.budget):
        empty = [row for row in table if isinstance(row.cell(year), Blank)]
        others = len(table) - len(empty)
        for row in empty if others > len(empty) else ():
            if _has(row, "budget"):
                path = row.cell_path(year)
                yield hit(path, name=row.core, year=fiscal_year(year), others=others)


@check(
    "division-not-listed",
    "info",
    over=whole,
    title=Bilingual("主管課・関係課にない担当課", "A division that the form does not name"),
    why=Bilingual(
        "担当課が関係課に挙がっていないと、問い合わせ先と責任が分からない。",
        "Who answers for a programme ought to stand among the lead and related divisions.",
    ),
    says={
        "unlisted": Bilingual(
            "「{name}」の担当課「{division}」は、主管課（{lead}）にも関係課（{others}）にもない。",
            "The division “{division}” of “{name}” is neither lead ({lead}) nor related"
            " ({others}).",
        ),
        "idle-lead": Bilingual(
            "主管課は、達成手段の担当課{divisions}のいずれでもない。",
            "The lead division is none of those that run the programmes: {divisions}.",
        ),
    },
    do={
        "unlisted": Bilingual(
            "課名の誤りでないか確認し、関係課に加える。",
            "See whether its name is right, and add it to the related divisions.",
        ),
        "idle-lead": Bilingual("主管課の名称を確認する。", "See whether its name is right."),
    },
)
def unlisted_divisions(form: Form) -> Iterator[Hit]:
    """Divisions of programmes that are neither lead nor related; and a lead that runs none."""
    lead, related = form.sheet.lead_division, form.sheet.related_divisions
    if not lead:
        return
    first: dict[str, ProgrammeRow] = {}
    for row in form.programmes:
        for division in _divisions(row.measure.division):
            first.setdefault(division, row)
    for division, row in first.items():
        if not _stands_in(division, unified(lead + related)):
            yield hit(
                (*row.path, "division"),
                "unlisted",
                cause=f"division:{row.path}",
                name=row.core,
                division=division,
                lead=lead,
                others=related.strip() or Bilingual("空欄", "none named"),
            )
    own = unified(_DIRECTOR.sub("", lead))
    if first and not any(_stands_in(division, own) for division in first):
        yield hit(("lead_division",), "idle-lead", divisions=named(list(first)))


def _divisions(text: str) -> Iterator[str]:
    for part in _DIVISIONS.split(_DIRECTOR.sub("", text)):
        if not says_nothing(part):
            yield unified(part)


def _stands_in(division: str, known: str) -> bool:
    """Whether a division is named, with or without the bureau before it."""
    last = re.split("局|部(?!会)|庁", division)[-1]
    return division in known or (bool(last) and last in known)


@check(
    "director-missing",
    "info",
    over=whole,
    title=Bilingual("課長名のない主管課", "A lead division without its director's name"),
    why=Bilingual(
        "様式は主管課に課長名を添えることとしている。",
        "The form asks for the director's name beside the lead division.",
    ),
    says=Bilingual("「{lead}」に課長名がない。", "“{lead}” stands without a director's name."),
    do=Bilingual("（課長名）を添える。", "Add the director's name."),
)
def missing_director(form: Form) -> Iterator[Hit]:
    """A lead division without a name in brackets, unless the form has a place for the name."""
    lead = form.sheet.lead_division
    if form.sheet.profile.has("prepared_by"):
        return
    if not says_nothing(lead) and not _DIRECTOR.search(lead):
        yield hit(("lead_division",), lead=lead)


# Cells -------------------------------------------------------------------------------------------


@check(
    "empty-cell",
    "warning",
    over=whole,
    title=Bilingual("実績値・目標値の空欄", "An empty cell between filled ones"),
    why=Bilingual(
        "空欄では、実績がないのか書き漏らしたのか分からない。",
        "An empty cell leaves open whether there is no result or it was forgotten.",
    ),
    says={
        "": Bilingual(
            "{cells}は{first}からあり、{empty}が空欄である。",
            "The {cells} begin in {first}; empty: {empty}.",
        ),
        "several": Bilingual(
            "{rows}の{cells}は{first}からあり、{empty}が空欄である。",
            "{rows}: the {cells} begin in {first}; empty: {empty}.",
        ),
    },
    do=Bilingual("値、「調査中」又は「－」を記す。", "Fill in a figure, 調査中, or a dash."),
)
def empty_cells(form: Form) -> Iterator[Hit]:
    """Years without a cell after the first one of a row that has any, table by table.

    Not years that are not over: no indicator has a result for them. Nor those between two surveys,
    nor what a form lacks that prints the latest result alone.
    """
    over = [year for year in form.sheet.window if form.is_over(year)]
    if over and not any(row.actual(over[-1]).printed for row in form.indicators):
        over.pop()
    for table in indicator_tables(form):
        results = {row.path: _empty_actuals(row, over) for row in table}
        shown = [len(_printed(row.indicator.actuals, over)) for row in table]
        if len(table) == 1 or max(shown) > 1:
            yield from _at_empty(table, "actuals", results, Bilingual("実績値", "actuals"))
        printed = form.sheet.profile.label(table[0].indicator.annual_targets_label)
        label = Bilingual(printed, "annual targets")
        window = form.sheet.window
        targets = {row.path: _empty(row.indicator.annual_targets, window) for row in table}
        yield from _at_empty(table, "annual_targets", targets, label)


_SURVEYS = 2  # times between results that make a rhythm of every second year: our choice


class _Gap(NamedTuple):
    """Years without a cell, and the first one that has a cell."""

    first: int
    years: tuple[int, ...]


def _printed(series: Series, years: Sequence[int]) -> list[int]:
    return [year for year in years if not isinstance(series[series.printed_span(year).last], Blank)]


def _empty(series: Series, years: Sequence[int]) -> _Gap | None:
    filled = _printed(series, years)
    empty = [year for year in years if filled and year > filled[0] and year not in filled]
    return _Gap(filled[0], tuple(empty)) if empty else None


def _empty_actuals(row: IndicatorRow, years: Sequence[int]) -> _Gap | None:
    series, targets = row.indicator.actuals, row.indicator.annual_targets
    gap, filled = _empty(series, years), _printed(series, years)
    if gap is None or _between_surveys(row, filled, years[-1]):
        return None
    waits = isinstance(series[filled[-1]], Pending)  # so do the years after it
    empty = [
        year
        for year in gap.years
        if not isinstance(targets[year], Quantity)  # by target-without-actual
        and not (waits and year > filled[-1])
    ]
    return gap._replace(years=tuple(empty)) if empty else None


def _between_surveys(row: IndicatorRow, filled: Sequence[int], last: int) -> bool:
    """Whether results come every second, third, ... year, and the next one is not due.

    That they do so every second year is not told by two of them alone.
    """
    steps = [then - year for year, then in pairwise(filled)]
    start = row.baseline_year if row.baseline else None
    before = [filled[0] - start] if start is not None and start < filled[0] else []
    every = min((*steps, *before), default=1)
    regular = {*steps} <= {every} and all(step % every == 0 for step in before)
    enough = len(steps) + len(before) >= _SURVEYS if every == 2 else every > 2
    return regular and enough and filled[-1] + every > last


def _at_empty(
    table: Sequence[IndicatorRow], field: str, gaps: Mapping[KeyPath, _Gap | None], cells: Bilingual
) -> Iterator[Hit]:
    rows = (row for row in table if gaps.get(row.path))
    for group in grouped(rows, lambda row: gaps[row.path]):
        if gap := gaps[group[0].path]:
            paths = [(*row.path, field, _span(row, field, gap.years[0])) for row in group]
            yield hit(
                paths[0],
                "several" if len(group) > 1 else "",
                severity=None if field == "actuals" else "info",
                related=paths[1:],
                rows=listed(group),
                cells=cells,
                first=fiscal_year(gap.first),
                empty=Bilingual.join(map(fiscal_year, gap.years), COMMA),
            )


def _span(row: IndicatorRow, field: str, year: int) -> str:
    return str(getattr(row.indicator, field).span(year))


# Budget ------------------------------------------------------------------------------------------


@check(
    "budget-cell-missing",
    "warning",
    over=whole,
    title=Bilingual("予算額・執行額の欠け", "A budget cell missing beside filled ones"),
    why=Bilingual(
        "過年度の欄が欠けると、合計も執行率も確かめられない。",
        "With a cell missing in a closed year neither total nor execution can be checked.",
    ),
    says={
        "beside": Bilingual(
            "{year}は{others}があり、{item}が空欄である。", "{year} has {others}, but no {item}."
        ),
        "amid": Bilingual(
            "{year}は前後の年度の金額があり、{item}が空欄である。",
            "{year} has amounts before and after it, but no {item}.",
        ),
    },
    do=Bilingual("{item}（なければ0）を記す。", "Fill in the {item}, or 0 where there was none."),
)
def missing_budget_cells(form: Form) -> Iterator[Hit]:
    """Items of a closed year that a sister line or other year has; initial budgets amid others."""
    columns = tuple(form.sheet.budget.line_columns()) if form.sheet.budget else ()
    for column in columns:
        year, filled = column.year, _filled(column)
        if not filled and _amid(columns, column):
            yield hit(
                column.path("initial"),
                "amid",
                cause=f"column:{year}",
                year=fiscal_year(year),
                item=TERMS["initial"],
            )
        closed = year <= form.sheet.fiscal_year
        due: tuple[BudgetItem, ...] = get_args(BudgetItem) if closed else ("initial",)
        for item in due if filled else ():
            if item not in filled and _used(columns, column, item):
                yield hit(
                    column.path(item),
                    "beside",
                    severity="info" if item in ("supplementary", "carry_over") else None,
                    year=fiscal_year(year),
                    others=Bilingual.join((TERMS[each] for each in filled), DOT),
                    item=TERMS[item],
                )


def _filled(column: LineColumn) -> list[BudgetItem]:
    return [item for item, cell in column.cells.items() if not isinstance(cell, Blank)]


def _amid(columns: Sequence[LineColumn], column: LineColumn) -> bool:
    """Whether the line has an initial budget both before and after the year."""
    sisters = [other for other in columns if other.line == column.line]
    years = [other.year for other in sisters if "initial" in _filled(other)]
    return bool(years) and years[0] < column.year < years[-1]


def _used(columns: Sequence[LineColumn], column: LineColumn, item: BudgetItem) -> bool:
    """Whether another line states the item for the year, or the same line for another year."""
    return any(
        item in _filled(other)
        for other in columns
        if (other.line == column.line) != (other.year == column.year)
    )


@check(
    "budget-column-empty",
    "warning",
    over=whole,
    title=Bilingual("記載のない年度の欄", "A column of the budget table that is empty"),
    why=Bilingual(
        "見出しのある年度に金額がないと、予算の推移が読めない。",
        "With a column empty the course of the budget cannot be read.",
    ),
    says={
        "empty": Bilingual("「{head}」の列に金額がない。", "The column “{head}” is empty."),
        "early": Bilingual(
            "「{head}」は{year}の次の年度以降であるが、執行額がある。",
            "“{head}” lies after {year}, yet an amount has been executed.",
        ),
    },
    do=Bilingual("年度と金額の列を確認する。", "See to which year the amounts belong."),
)
def doubtful_budget_columns(form: Form) -> Iterator[Hit]:
    """Columns with a head and no amount; an executed amount in a year not yet over."""
    budget, this = form.sheet.budget, form.sheet.fiscal_year
    for year, head in budget.columns.items() if budget else ():
        columns = [column for column in form.budget_columns if column.year == year]
        if budget and any(year in line.amounts for line in budget.lines):
            continue
        early = [column for column in columns if column.value("executed") is not None]
        if not any(map(_filled, columns)):
            path = ("budget", "columns", str(year))
            yield hit(path, "empty", cause=f"column:{year}", head=head)
        elif year > this and early:
            yield hit(early[0].path("executed"), "early", head=head, year=fiscal_year(this))


# Cabinet policies --------------------------------------------------------------------------------


@check(
    "cabinet-policy-incomplete",
    "info",
    over=whole,
    title=Bilingual("年月日・抜粋のない重要政策", "A Cabinet policy without date or excerpt"),
    why=Bilingual(
        "年月日がないと、どの時点の決定に基づくか分からない。",
        "Without its date nobody knows on which decision the goal rests.",
    ),
    says=Bilingual("「{policy}」に{part}がない。", "“{policy}” has no {part}."),
    do=Bilingual("{part}を記す。", "Fill in the {part}."),
)
def incomplete_policies(form: Form) -> Iterator[Hit]:
    """Policies without date or excerpt; graver where the others have it."""
    policies = form.sheet.cabinet_policies
    for field in ("date", "excerpt"):
        empty = [n for n, each in enumerate(policies) if says_nothing(getattr(each, field))]
        for n in empty:
            yield hit(
                ("cabinet_policies", n, field),
                severity="warning" if 2 * len(empty) < len(policies) else None,
                policy=policies[n].name,
                part=TERMS[field],
            )
