"""What is missing: sections, cells, and the parts of an entry that its sisters have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from evalkit.assess.audit import Context, Found, Severity, Text, check
from evalkit.assess.checks.programmes import Row, plain, rows
from evalkit.assess.checks.references import NO_TEXT
from evalkit.assess.checks.saying import counted
from evalkit.sheet.cells import Blank, Cell, Quantity
from evalkit.sheet.fiscal import print_fiscal_year
from evalkit.sheet.model import Budget, Indicator, Series, Sheet
from evalkit.sheet.paths import KeyPath

_SHOWN = 4  # names in one sentence before the rest is counted

_DIRECTOR = re.compile(r"[（(][^（）()]+[）)]")
_DIVISIONS = re.compile(r"[、，,;；/／\n]")
_BUDGET_WORDS = {
    "initial": Text("当初予算", "initial budget"),
    "supplementary": Text("補正予算", "supplementary budget"),
    "carry_over": Text("繰越し等", "carry-over"),
    "total": Text("合計", "total"),
    "executed": Text("執行額", "executed amount"),
}
_Part = Literal["summary", "division"]
_PARTS: dict[_Part, Text] = {
    "summary": Text("事業概要", "summary"),
    "division": Text("担当課", "division"),
}


def _year(year: int) -> Text:
    return Text(print_fiscal_year(year, "bare"), print_fiscal_year(year, "western"))


def _some(names: Sequence[str]) -> str:
    shown = "".join(f"「{name}」" for name in names[:_SHOWN])
    return shown + (f"ほか{len(names) - _SHOWN}件" if len(names) > _SHOWN else "")


# Sections ----------------------------------------------------------------------------------------


@check(
    "empty-section",
    "info",
    title=Text("記載のない欄", "An empty section"),
    why=Text(
        "空欄では、該当がないのか書き漏らしたのか分からない。",
        "An empty section leaves open whether there is nothing to say or it was forgotten.",
    ),
)
def find_empty_section(context: Context) -> Iterator[Found]:
    """Sections at the end and head of the form that are empty, or hold only a dash."""
    sheet = context.sheet
    sections: tuple[tuple[KeyPath, str, Text], ...] = (
        (
            ("policy_goal", "summary"),
            sheet.policy_goal.summary,
            Text("施策の概要", "No summary of the policy is given."),
        ),
        (
            ("expert_comments",),
            sheet.expert_comments,
            Text("有識者会議での指摘事項", "No comments of experts are recorded."),
        ),
        (
            ("lead_division",),
            sheet.lead_division,
            Text("主管課（課長名）", "No lead division is named."),
        ),
        (
            ("related_divisions",),
            sheet.related_divisions,
            Text("関係課（課長名）", "No related divisions are named."),
        ),
    )
    for path, text, (name, nothing) in sections:
        if NO_TEXT.fullmatch(text):
            how = f"「{text.strip()}」のみ" if text.strip() else "空欄"
            yield Found(
                path=path,
                printed=text,
                evidence=Text(f"「{name}」が{how}である。", nothing),
                suggestion=Text(
                    "記載するか、「該当なし」「開催なし」のように理由が分かる語を記す。",
                    "Fill it in, or say in words that there is nothing to state.",
                ),
            )


@check(
    "goal-without-measures",
    "warning",
    title=Text("達成手段のない達成目標", "An achievement goal without programmes"),
    why=Text(
        "達成手段のない目標は、何によって達成するのかが示されていない。",
        "A goal without programmes does not say by what it is to be reached.",
    ),
)
def find_goal_without_measures(context: Context) -> Iterator[Found]:
    """Goals without programmes of their own, where another goal has some."""
    goals = context.sheet.achievement_goals
    others = [goal.no for goal in goals if goal.measures]
    serving = {
        reference.goal
        for row in rows(context.sheet)
        if not row.goal
        for reference in row.references or ()
    }
    for place, goal in enumerate(goals):
        if not goal.measures and others:
            yield Found(
                path=("achievement_goals", place),
                printed=goal.name,
                severity="info" if goal.no in serving else "warning",
                evidence=Text(
                    f"達成目標{'・'.join(others)}には達成手段があり、達成目標{goal.no}にはない。",
                    f"Goals {', '.join(others)} have programmes, goal {goal.no} has none.",
                ),
                suggestion=Text("達成手段を記す。", "List its programmes."),
            )


@check(
    "goal-without-outcome",
    "info",
    title=Text("成果指標のない達成目標", "An achievement goal without an outcome indicator"),
    why=Text(
        "活動の量だけでは、目標が達成されたかどうかを判断できない。",
        "What was done does not tell whether the goal was reached.",
    ),
)
def find_goal_without_outcome(context: Context) -> Iterator[Found]:
    """Goals whose indicators are outputs only."""
    for place, goal in enumerate(context.sheet.achievement_goals):
        if {each.kind for each in goal.indicators} == {"output"}:
            yield Found(
                path=("achievement_goals", place),
                printed=goal.name,
                related=tuple(
                    ("achievement_goals", place, "indicators", n)
                    for n in range(len(goal.indicators))
                ),
                evidence=Text(
                    f"達成目標{goal.no}の指標{len(goal.indicators)}件はすべて活動指標である。",
                    f"Goal {goal.no} has no outcome indicator, only "
                    f"{counted(len(goal.indicators), 'output', 'outputs')}.",
                ),
                suggestion=Text(
                    "成果指標（アウトカム）を設けるか、設けない理由を記す。",
                    "Set an outcome indicator, or say why there is none.",
                ),
            )


@check(
    "picture-not-in-file",
    "info",
    title=Text("見出しだけの図・写真", "Figures and pictures of which only the caption is here"),
    why=Text(
        "図や写真は評価書の入力データに含まれず、公表時に欠けるおそれがある。",
        "Pictures are not part of the sheet file and may be lost in publication.",
    ),
)
def find_picture_not_in_file(context: Context) -> Iterator[Found]:
    """Captions of figures and pictures; the sheet file never holds what they announce."""
    for place, goal in enumerate(context.sheet.achievement_goals):
        path: KeyPath = ("achievement_goals", place)
        pictures = [name for example in goal.examples for name in example.pictures]
        holder = next((n for n, example in enumerate(goal.examples) if example.pictures), 0)
        for (kind, nouns), names, at in (
            (("図", ("figure", "figures")), goal.figures, (*path, "figures", 0)),
            (
                ("写真", ("picture", "pictures")),
                pictures,
                (*path, "examples", holder, "pictures", 0),
            ),
        ):
            if names:
                yield Found(
                    path=at,
                    printed=names[0],
                    evidence=Text(
                        f"{kind}{len(names)}点{_some(names)}は見出しのみで、"
                        "本体は評価書の入力データにない。",
                        f"Of {counted(len(names), *nouns)} the data hold the captions only.",
                    ),
                    suggestion=Text(
                        "実績値から作図するか、原本の図・写真を添える。",
                        "Draw them from the figures, or add the originals when publishing.",
                    ),
                )


# Programmes --------------------------------------------------------------------------------------


@check(
    "measure-part-missing",
    "warning",
    title=Text("記載の欠けた達成手段", "A programme without a part that the others have"),
    why=Text(
        "概要、担当課、予算額のない事業は、中身と責任の所在が分からない。",
        "Without its summary, division or budget nobody knows what a programme is or whose.",
    ),
)
def find_measure_part_missing(context: Context) -> Iterator[Found]:
    """Programmes without summary, division or amount, where most of their sisters have it."""
    every = rows(context.sheet)
    for part, word in _PARTS.items():
        without = [row for row in every if NO_TEXT.fullmatch(getattr(row.measure, part))]
        if 2 * len(without) < len(every):
            yield from (_part_missing(row, part, word) for row in without)
    without = [row for row in every if not _has_cell(row)]
    if 2 * len(without) < len(every):
        word = Text("予算額", "amount")
        yield from (_part_missing(row, "budget", word) for row in without)


def _has_cell(row: Row) -> bool:
    """Whether a column of amounts holds anything, a dash included: a law has no budget."""
    return any(not isinstance(cell, Blank) for cell in row.measure.budget.values())


def _part_missing(row: Row, field: str, word: Text) -> Found:
    return Found(
        path=(*row.path, field),
        printed="",
        evidence=Text(
            f"「{row.core}」の{word.ja}が空欄で、他の事業にはある。",
            f'"{row.core}" has no {word.en}, the other programmes have.',
        ),
        suggestion=Text(f"{word.ja}を記す。", f"Fill in its {word.en}."),
    )


@check(
    "measure-column-missing",
    "info",
    title=Text("予算額の一部の年度が空欄", "A programme without an amount in one column"),
    why=Text(
        "空欄では、予算がないのか書き漏らしたのか分からない。",
        "An empty cell leaves open whether there was no money or it was forgotten.",
    ),
)
def find_measure_column_missing(context: Context) -> Iterator[Found]:
    """Programmes with an empty cell in a year for which the sisters in the table have one."""
    every = rows(context.sheet)
    tables = Counter((row.goal, year) for row in every for year in row.measure.budget)
    sizes = Counter(row.goal for row in every)
    for row in every:
        for (table, year), filled in tables.items():
            empty = isinstance(row.cell(year), Blank) and _has_cell(row)
            if table == row.goal and empty and 2 * filled > sizes[table]:
                yield Found(
                    path=row.cell_path(year),
                    printed="",
                    evidence=Text(
                        f"「{row.core}」の{_year(year).ja}が空欄で、同じ表の他の"
                        f"{filled}事業には記載がある。",
                        f'"{row.core}" has no cell for {_year(year).en}; {filled} others have.',
                    ),
                    suggestion=Text(
                        "予算額、又は予算がなければ「－」を記す。",
                        "Fill in the amount, or a dash where there is none.",
                    ),
                )


@check(
    "division-not-listed",
    "info",
    title=Text("主管課・関係課にない担当課", "A division that the form does not name"),
    why=Text(
        "担当課が関係課に挙がっていないと、問い合わせ先と責任が分からない。",
        "Who answers for a programme ought to stand among the lead and related divisions.",
    ),
)
def find_division_not_listed(context: Context) -> Iterator[Found]:
    """Divisions of programmes that are neither lead nor related; and a lead that runs none."""
    sheet = context.sheet
    if not sheet.lead_division:
        return
    known = plain(sheet.lead_division + sheet.related_divisions)
    first: dict[str, Row] = {}
    for row in rows(sheet):
        for division in _divisions(row.measure.division):
            first.setdefault(division, row)
    unknown = [division for division in first if not _stands_in(division, known)]
    for division in unknown:
        yield _unlisted(division, first[division], sheet)
    lead = plain(_DIRECTOR.sub("", sheet.lead_division))
    if first and not any(_stands_in(division, lead) for division in first):
        yield Found(
            path=("lead_division",),
            printed=sheet.lead_division,
            evidence=Text(
                f"主管課は、達成手段の担当課{_some(list(first))}のいずれでもない。",
                "The lead division runs none of the programmes.",
            ),
            suggestion=Text("主管課の名称を確認する。", "See whether its name is right."),
        )


def _divisions(text: str) -> Iterator[str]:
    for part in _DIVISIONS.split(_DIRECTOR.sub("", text)):
        if not NO_TEXT.fullmatch(part):
            yield plain(part)


def _stands_in(division: str, known: str) -> bool:
    """Whether a division is named, with or without the bureau before it."""
    last = re.split("局|部(?!会)|庁", division)[-1]
    return division in known or (bool(last) and last in known)


def _unlisted(division: str, row: Row, sheet: Sheet) -> Found:
    related = sheet.related_divisions.strip() or "空欄"
    return Found(
        path=(*row.path, "division"),
        printed=row.measure.division,
        evidence=Text(
            f"「{row.core}」の担当課「{division}」は、主管課（{sheet.lead_division}）にも"
            f"関係課（{related}）にもない。",
            f'The division "{division}" of "{row.core}" is neither lead nor related.',
        ),
        suggestion=Text(
            "課名の誤りでないか確認し、関係課に加える。",
            "See whether its name is right, and add it to the related divisions.",
        ),
        cause=f"division:{row.path}",
    )


@check(
    "director-missing",
    "info",
    title=Text("課長名のない主管課", "A lead division without its director's name"),
    why=Text(
        "様式は主管課に課長名を添えることとしている。",
        "The form asks for the director's name beside the lead division.",
    ),
)
def find_director_missing(context: Context) -> Iterator[Found]:
    """A lead division without a name in brackets."""
    text = context.sheet.lead_division
    if text and not NO_TEXT.fullmatch(text) and not _DIRECTOR.search(text):
        yield Found(
            path=("lead_division",),
            printed=text,
            evidence=Text(
                f"「{text}」に課長名がない。", f'"{text}" stands without a director\'s name.'
            ),
            suggestion=Text("（課長名）を添える。", "Add the director's name."),
        )


# Cells -------------------------------------------------------------------------------------------


@check(
    "empty-cell",
    "warning",
    title=Text("実績値・目標値の空欄", "An empty cell between filled ones"),
    why=Text(
        "空欄では、実績がないのか書き漏らしたのか分からない。",
        "An empty cell leaves open whether there is no result or it was forgotten.",
    ),
)
def find_empty_cell(context: Context) -> Iterator[Found]:
    """Years without a cell after the first one of a row that has any."""
    for place, goal in enumerate(context.sheet.achievement_goals):
        for number, indicator in enumerate(goal.indicators):
            path: KeyPath = ("achievement_goals", place, "indicators", number)
            yield from _empty_cells(context.sheet, path, indicator, "actuals")
            yield from _empty_cells(context.sheet, path, indicator, "annual_targets")


def _empty_cells(
    sheet: Sheet, path: KeyPath, indicator: Indicator, field: Literal["actuals", "annual_targets"]
) -> Iterator[Found]:
    series: Series = getattr(indicator, field)
    aims = indicator.annual_targets  # a target without a result is what target-without-actual finds
    years = {
        year
        for span, cell in series.spans()
        for year in range(span.first, span.last + 1)
        if not isinstance(cell, Blank)
    }
    filled = [year for year in sheet.window if year in years]
    empty = [
        year
        for year in sheet.window
        if filled and year > filled[0] and year not in years
        if field == "annual_targets" or not isinstance(aims[year], Quantity)
    ]
    if not empty:
        return
    ja, en = ("、".join(_year(year)[language] for year in empty) for language in (0, 1))
    row = "実績値" if field == "actuals" else indicator.annual_targets_label
    severity: Severity = "warning" if field == "actuals" else "info"
    yield Found(
        path=(*path, field, str(series.span(empty[0]))),
        printed="",
        severity=severity,
        evidence=Text(
            f"{row}は{_year(filled[0]).ja}からあり、{ja}が空欄である。",
            f"The row begins in {_year(filled[0]).en}; {en} is empty.",
        ),
        suggestion=Text("値、「調査中」又は「－」を記す。", "Fill in a figure, 調査中, or a dash."),
    )


# Budget ------------------------------------------------------------------------------------------


@check(
    "budget-cell-missing",
    "warning",
    title=Text("予算額・執行額の欠け", "A budget cell missing beside filled ones"),
    why=Text(
        "過年度の欄が欠けると、合計も執行率も確かめられない。",
        "With a cell missing in a closed year neither total nor execution can be checked.",
    ),
)
def find_budget_cell_missing(context: Context) -> Iterator[Found]:
    """Items of a closed year that a sister line or other year has; initial budgets amid others."""
    budget, this = context.sheet.budget, context.sheet.fiscal_year
    if budget is None:
        return
    for name, year, items in _budget_columns(budget):
        filled = [item for item, cell in items.items() if _filled(cell)]
        due = [*items] if filled and year <= this else ["initial"]
        for item in due:
            found = _used(budget, name, item, year) if filled else _amid(budget, name, year)
            if item not in filled and found:
                yield _budget_cell((name, item, year), filled)


def _amid(budget: Budget, line: str, year: int) -> bool:
    """Whether the line has an initial budget both before and after the year."""
    columns = _budget_columns(budget)
    years = [other for name, other, cells in columns if name == line and _filled(cells["initial"])]
    return bool(years) and years[0] < year < years[-1]


def _budget_columns(budget: Budget) -> Iterator[tuple[str, int, dict[str, Cell | None]]]:
    """Each line in each year, with its items."""
    for name, line in budget.lines():
        for year in _budget_years(budget):
            yield name, year, {item: cells.get(year) for item, cells in line.items()}


def _used(budget: Budget, line: str, item: str, year: int) -> bool:
    """Whether another line states the item for the year, or the same line for another year."""
    return any(
        _filled(cells[item])
        for name, other, cells in _budget_columns(budget)
        if (name == line) != (other == year)
    )


def _budget_years(budget: Budget) -> list[int]:
    years = {year for _, line in budget.lines() for _, cells in line.items() for year in cells}
    return sorted(years | set(budget.columns))


def _filled(cell: Cell | None) -> bool:
    return cell is not None and not isinstance(cell, Blank)


def _budget_cell(place: tuple[str, str, int], filled: Sequence[str]) -> Found:
    line, item, year = place
    word, others = _BUDGET_WORDS[item], [_BUDGET_WORDS[each] for each in filled]
    beside = (
        Text("・".join(each.ja for each in others), ", ".join(each.en for each in others))
        if others
        else Text("前後の年度の金額", "amounts before and after it")
    )
    return Found(
        path=("budget", line, item, str(year)),
        printed="",
        severity="info" if item in ("supplementary", "carry_over") else "warning",
        evidence=Text(
            f"{_year(year).ja}は{beside.ja}があり、{word.ja}が空欄である。",
            f"{_year(year).en} has {beside.en}, but no {word.en}.",
        ),
        suggestion=Text(
            f"{word.ja}（なければ0）を記す。", f"Fill in the {word.en}, or 0 where there was none."
        ),
        cause="" if others else f"column:{year}",
    )


@check(
    "budget-column-empty",
    "warning",
    title=Text("記載のない年度の欄", "A column of the budget table that is empty"),
    why=Text(
        "見出しのある年度に金額がないと、予算の推移が読めない。",
        "With a column empty the course of the budget cannot be read.",
    ),
)
def find_budget_column_empty(context: Context) -> Iterator[Found]:
    """Columns with a head and no amount; an executed amount in a year not yet over."""
    budget, this = context.sheet.budget, context.sheet.fiscal_year
    if budget is None:
        return
    for year, head in budget.columns.items():
        columns = [(name, cells) for name, at, cells in _budget_columns(budget) if at == year]
        early = [name for name, cells in columns if isinstance(cells["executed"], Quantity)]
        if not any(_filled(cell) for _, cells in columns for cell in cells.values()):
            yield _wrong_column(
                ("budget", "columns", str(year)),
                head,
                Text(f"「{head}」の列に金額がない。", f'The column "{head}" is empty.'),
                cause=f"column:{year}",
            )
        elif year > this and early:
            what = Text(
                f"「{head}」は{_year(this).ja}の次の年度以降であるが、執行額がある。",
                f'"{head}" lies after {_year(this).en}, yet an amount has been executed.',
            )
            yield _wrong_column(("budget", early[0], "executed", str(year)), head, what)


def _wrong_column(path: KeyPath, head: str, what: Text, cause: str = "") -> Found:
    return Found(
        path=path,
        printed=head,
        evidence=what,
        suggestion=Text("年度と金額の列を確認する。", "See to which year the amounts belong."),
        cause=cause,
    )


# Cabinet policies --------------------------------------------------------------------------------


@check(
    "cabinet-policy-incomplete",
    "info",
    title=Text("年月日・抜粋のない重要政策", "A Cabinet policy without date or excerpt"),
    why=Text(
        "年月日がないと、どの時点の決定に基づくか分からない。",
        "Without its date nobody knows on which decision the goal rests.",
    ),
)
def find_cabinet_policy_incomplete(context: Context) -> Iterator[Found]:
    """Policies without date or excerpt; graver where the others have it."""
    policies = context.sheet.cabinet_policies
    for field, word in (
        ("date", Text("年月日", "date")),
        ("excerpt", Text("関係部分抜粋", "excerpt")),
    ):
        empty = [n for n, each in enumerate(policies) if NO_TEXT.fullmatch(getattr(each, field))]
        for n in empty:
            yield Found(
                path=("cabinet_policies", n, field),
                printed=getattr(policies[n], field),
                severity="warning" if 2 * len(empty) < len(policies) else "info",
                evidence=Text(
                    f"「{policies[n].name}」に{word.ja}がない。",
                    f'"{policies[n].name}" has no {word.en}.',
                ),
                suggestion=Text(f"{word.ja}を記す。", f"Fill in the {word.en}."),
            )
