"""What is missing: sections, cells, and the parts of an entry that its sisters have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, get_args

from evalkit.assess.audit.checks.form.references import NO_TEXT
from evalkit.assess.audit.form import Form
from evalkit.assess.audit.kit import Found, Severity
from evalkit.assess.audit.kit import plain_check as check
from evalkit.assess.audit.programmes import ProgrammeRow, programme_rows
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import Blank, Quantity
from evalkit.sheet.fields import Series
from evalkit.sheet.model import Budget, BudgetItem, Indicator, LineColumn, Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import counted, fiscal_year
from evalkit.sheet.terms import TERMS
from evalkit.sheet.text import unified

_SHOWN = 4  # names in one sentence before the rest is counted

_DIRECTOR = re.compile(r"[（(][^（）()]+[）)]")
_DIVISIONS = re.compile(r"[、，,;；/／\n]")
_Part = Literal["summary", "division"]
_PARTS: dict[_Part, Bilingual] = {
    "summary": Bilingual("事業概要", "summary"),
    "division": TERMS["division"],
}


def _some(names: Sequence[str]) -> str:
    shown = "".join(f"「{name}」" for name in names[:_SHOWN])
    return shown + (f"ほか{len(names) - _SHOWN}件" if len(names) > _SHOWN else "")


# Sections ----------------------------------------------------------------------------------------


@check(
    "empty-section",
    "info",
    title=Bilingual("記載のない欄", "An empty section"),
    why=Bilingual(
        "空欄では、該当がないのか書き漏らしたのか分からない。",
        "An empty section leaves open whether there is nothing to say or it was forgotten.",
    ),
)
def find_empty_section(form: Form) -> Iterator[Found]:
    """Sections at the end and head of the form that are empty, or hold only a dash."""
    sheet = form.sheet
    sections: tuple[tuple[KeyPath, str, Bilingual], ...] = (
        (
            ("policy_goal", "summary"),
            sheet.policy_goal.summary,
            Bilingual("施策の概要", "No summary of the policy is given."),
        ),
        (
            ("expert_comments",),
            sheet.expert_comments,
            Bilingual("有識者会議での指摘事項", "No comments of experts are recorded."),
        ),
        (
            ("lead_division",),
            sheet.lead_division,
            Bilingual("主管課（課長名）", "No lead division is named."),
        ),
        (
            ("related_divisions",),
            sheet.related_divisions,
            Bilingual("関係課（課長名）", "No related divisions are named."),
        ),
    )
    for path, text, (name, nothing) in sections:
        if NO_TEXT.fullmatch(text):
            how = f"「{text.strip()}」のみ" if text.strip() else "空欄"
            yield Found(
                path=path,
                printed=text,
                evidence=Bilingual(f"「{name}」が{how}である。", nothing),
                suggestion=Bilingual(
                    "記載するか、「該当なし」「開催なし」のように理由が分かる語を記す。",
                    "Fill it in, or say in words that there is nothing to state.",
                ),
            )


@check(
    "goal-without-measures",
    "warning",
    title=Bilingual("達成手段のない達成目標", "An achievement goal without programmes"),
    why=Bilingual(
        "達成手段のない目標は、何によって達成するのかが示されていない。",
        "A goal without programmes does not say by what it is to be reached.",
    ),
)
def find_goal_without_measures(form: Form) -> Iterator[Found]:
    """Goals without programmes of their own, where another goal has some."""
    goals = form.sheet.achievement_goals
    others = [goal.no for goal in goals if goal.measures]
    serving = {
        reference.goal
        for row in form.programmes
        if not row.goal
        for reference in row.references or ()
    }
    for place, goal in enumerate(goals):
        if not goal.measures and others:
            yield Found(
                path=("achievement_goals", place),
                printed=goal.name,
                severity="info" if goal.no in serving else "warning",
                evidence=Bilingual(
                    f"達成目標{'・'.join(others)}には達成手段があり、達成目標{goal.no}にはない。",
                    f"Goals {', '.join(others)} have programmes, goal {goal.no} has none.",
                ),
                suggestion=Bilingual("達成手段を記す。", "List its programmes."),
            )


@check(
    "goal-without-outcome",
    "info",
    title=Bilingual("成果指標のない達成目標", "An achievement goal without an outcome indicator"),
    why=Bilingual(
        "活動の量だけでは、目標が達成されたかどうかを判断できない。",
        "What was done does not tell whether the goal was reached.",
    ),
)
def find_goal_without_outcome(form: Form) -> Iterator[Found]:
    """Goals whose indicators are outputs only."""
    for place, goal in enumerate(form.sheet.achievement_goals):
        if {each.kind for each in goal.indicators} == {"output"}:
            yield Found(
                path=("achievement_goals", place),
                printed=goal.name,
                related=tuple(
                    ("achievement_goals", place, "indicators", n)
                    for n in range(len(goal.indicators))
                ),
                evidence=Bilingual(
                    f"達成目標{goal.no}の指標{len(goal.indicators)}件はすべて活動指標である。",
                    f"Goal {goal.no} has no outcome indicator, only "
                    f"{counted(len(goal.indicators), 'output', 'outputs')}.",
                ),
                suggestion=Bilingual(
                    "成果指標（アウトカム）を設けるか、設けない理由を記す。",
                    "Set an outcome indicator, or say why there is none.",
                ),
            )


@check(
    "picture-not-in-file",
    "info",
    title=Bilingual(
        "見出しだけの図・写真", "Figures and pictures of which only the caption is here"
    ),
    why=Bilingual(
        "図や写真は評価書の入力データに含まれず、公表時に欠けるおそれがある。",
        "Pictures are not part of the sheet file and may be lost in publication.",
    ),
)
def find_picture_not_in_file(form: Form) -> Iterator[Found]:
    """Captions of figures and pictures; the sheet file never holds what they announce."""
    for place, goal in enumerate(form.sheet.achievement_goals):
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
                    evidence=Bilingual(
                        f"{kind}{len(names)}点{_some(names)}は見出しのみで、"
                        "本体は評価書の入力データにない。",
                        f"Of {counted(len(names), *nouns)} the data hold the captions only.",
                    ),
                    suggestion=Bilingual(
                        "実績値から作図するか、原本の図・写真を添える。",
                        "Draw them from the figures, or add the originals when publishing.",
                    ),
                )


# Programmes --------------------------------------------------------------------------------------


@check(
    "measure-part-missing",
    "warning",
    title=Bilingual("記載の欠けた達成手段", "A programme without a part that the others have"),
    why=Bilingual(
        "概要、担当課、予算額のない事業は、中身と責任の所在が分からない。",
        "Without its summary, division or budget nobody knows what a programme is or whose.",
    ),
)
def find_measure_part_missing(form: Form) -> Iterator[Found]:
    """Programmes without summary, division or amount, where most of their sisters have it."""
    every = form.programmes
    for part, word in _PARTS.items():
        without = [row for row in every if NO_TEXT.fullmatch(getattr(row.measure, part))]
        if 2 * len(without) < len(every):
            yield from (_part_missing(row, part, word) for row in without)
    without = [row for row in every if not _has_cell(row)]
    if 2 * len(without) < len(every):
        word = Bilingual("予算額", "amount")
        yield from (_part_missing(row, "budget", word) for row in without)


def _has_cell(row: ProgrammeRow) -> bool:
    """Whether a column of amounts holds anything, a dash included: a law has no budget."""
    return any(not isinstance(cell, Blank) for cell in row.measure.budget.values())


def _part_missing(row: ProgrammeRow, field: str, word: Bilingual) -> Found:
    return Found(
        path=(*row.path, field),
        printed="",
        evidence=Bilingual(
            f"「{row.core}」の{word.ja}が空欄で、他の事業にはある。",
            f'"{row.core}" has no {word.en}, the other programmes have.',
        ),
        suggestion=Bilingual(f"{word.ja}を記す。", f"Fill in its {word.en}."),
    )


@check(
    "measure-column-missing",
    "info",
    title=Bilingual("予算額の一部の年度が空欄", "A programme without an amount in one column"),
    why=Bilingual(
        "空欄では、予算がないのか書き漏らしたのか分からない。",
        "An empty cell leaves open whether there was no money or it was forgotten.",
    ),
)
def find_measure_column_missing(form: Form) -> Iterator[Found]:
    """Programmes with an empty cell in a year for which the sisters in the table have one."""
    every = form.programmes
    tables = Counter((row.goal, year) for row in every for year in row.measure.budget)
    sizes = Counter(row.goal for row in every)
    for row in every:
        for (table, year), filled in tables.items():
            empty = isinstance(row.cell(year), Blank) and _has_cell(row)
            if table == row.goal and empty and 2 * filled > sizes[table]:
                yield Found(
                    path=row.cell_path(year),
                    printed="",
                    evidence=Bilingual(
                        f"「{row.core}」の{fiscal_year(year).ja}が空欄で、同じ表の他の"
                        f"{filled}事業には記載がある。",
                        f'"{row.core}" has no cell for {fiscal_year(year).en}; '
                        f"{filled} others have.",
                    ),
                    suggestion=Bilingual(
                        "予算額、又は予算がなければ「－」を記す。",
                        "Fill in the amount, or a dash where there is none.",
                    ),
                )


@check(
    "division-not-listed",
    "info",
    title=Bilingual("主管課・関係課にない担当課", "A division that the form does not name"),
    why=Bilingual(
        "担当課が関係課に挙がっていないと、問い合わせ先と責任が分からない。",
        "Who answers for a programme ought to stand among the lead and related divisions.",
    ),
)
def find_division_not_listed(form: Form) -> Iterator[Found]:
    """Divisions of programmes that are neither lead nor related; and a lead that runs none."""
    sheet = form.sheet
    if not sheet.lead_division:
        return
    known = unified(sheet.lead_division + sheet.related_divisions)
    first: dict[str, ProgrammeRow] = {}
    for row in programme_rows(sheet):
        for division in _divisions(row.measure.division):
            first.setdefault(division, row)
    unknown = [division for division in first if not _stands_in(division, known)]
    for division in unknown:
        yield _unlisted(division, first[division], sheet)
    lead = unified(_DIRECTOR.sub("", sheet.lead_division))
    if first and not any(_stands_in(division, lead) for division in first):
        yield Found(
            path=("lead_division",),
            printed=sheet.lead_division,
            evidence=Bilingual(
                f"主管課は、達成手段の担当課{_some(list(first))}のいずれでもない。",
                "The lead division runs none of the programmes.",
            ),
            suggestion=Bilingual("主管課の名称を確認する。", "See whether its name is right."),
        )


def _divisions(text: str) -> Iterator[str]:
    for part in _DIVISIONS.split(_DIRECTOR.sub("", text)):
        if not NO_TEXT.fullmatch(part):
            yield unified(part)


def _stands_in(division: str, known: str) -> bool:
    """Whether a division is named, with or without the bureau before it."""
    last = re.split("局|部(?!会)|庁", division)[-1]
    return division in known or (bool(last) and last in known)


def _unlisted(division: str, row: ProgrammeRow, sheet: Sheet) -> Found:
    related = sheet.related_divisions.strip() or "空欄"
    return Found(
        path=(*row.path, "division"),
        printed=row.measure.division,
        evidence=Bilingual(
            f"「{row.core}」の担当課「{division}」は、主管課（{sheet.lead_division}）にも"
            f"関係課（{related}）にもない。",
            f'The division "{division}" of "{row.core}" is neither lead nor related.',
        ),
        suggestion=Bilingual(
            "課名の誤りでないか確認し、関係課に加える。",
            "See whether its name is right, and add it to the related divisions.",
        ),
        cause=f"division:{row.path}",
    )


@check(
    "director-missing",
    "info",
    title=Bilingual("課長名のない主管課", "A lead division without its director's name"),
    why=Bilingual(
        "様式は主管課に課長名を添えることとしている。",
        "The form asks for the director's name beside the lead division.",
    ),
)
def find_director_missing(form: Form) -> Iterator[Found]:
    """A lead division without a name in brackets."""
    text = form.sheet.lead_division
    if text and not NO_TEXT.fullmatch(text) and not _DIRECTOR.search(text):
        yield Found(
            path=("lead_division",),
            printed=text,
            evidence=Bilingual(
                f"「{text}」に課長名がない。", f'"{text}" stands without a director\'s name.'
            ),
            suggestion=Bilingual("（課長名）を添える。", "Add the director's name."),
        )


# Cells -------------------------------------------------------------------------------------------


@check(
    "empty-cell",
    "warning",
    title=Bilingual("実績値・目標値の空欄", "An empty cell between filled ones"),
    why=Bilingual(
        "空欄では、実績がないのか書き漏らしたのか分からない。",
        "An empty cell leaves open whether there is no result or it was forgotten.",
    ),
)
def find_empty_cell(form: Form) -> Iterator[Found]:
    """Years without a cell after the first one of a row that has any."""
    for place, goal in enumerate(form.sheet.achievement_goals):
        for number, indicator in enumerate(goal.indicators):
            path: KeyPath = ("achievement_goals", place, "indicators", number)
            yield from _empty_cells(form.sheet, path, indicator, "actuals")
            yield from _empty_cells(form.sheet, path, indicator, "annual_targets")


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
    ja, en = ("、".join(fiscal_year(year)[language] for year in empty) for language in (0, 1))
    row = "実績値" if field == "actuals" else indicator.annual_targets_label
    severity: Severity = "warning" if field == "actuals" else "info"
    yield Found(
        path=(*path, field, str(series.span(empty[0]))),
        printed="",
        severity=severity,
        evidence=Bilingual(
            f"{row}は{fiscal_year(filled[0]).ja}からあり、{ja}が空欄である。",
            f"The row begins in {fiscal_year(filled[0]).en}; {en} is empty.",
        ),
        suggestion=Bilingual(
            "値、「調査中」又は「－」を記す。", "Fill in a figure, 調査中, or a dash."
        ),
    )


# Budget ------------------------------------------------------------------------------------------


@check(
    "budget-cell-missing",
    "warning",
    title=Bilingual("予算額・執行額の欠け", "A budget cell missing beside filled ones"),
    why=Bilingual(
        "過年度の欄が欠けると、合計も執行率も確かめられない。",
        "With a cell missing in a closed year neither total nor execution can be checked.",
    ),
)
def find_budget_cell_missing(form: Form) -> Iterator[Found]:
    """Items of a closed year that a sister line or other year has; initial budgets amid others."""
    budget, this = form.sheet.budget, form.sheet.fiscal_year
    if budget is None:
        return
    for column in budget.line_columns():
        filled = _filled_items(column)
        closed = bool(filled) and column.year <= this
        due: tuple[BudgetItem, ...] = get_args(BudgetItem) if closed else ("initial",)
        for item in due:
            found = _used(budget, column, item) if filled else _amid(budget, column)
            if item not in filled and found:
                yield _budget_cell(column, item, filled)


def _filled_items(column: LineColumn) -> list[BudgetItem]:
    return [item for item, cell in column.cells.items() if not isinstance(cell, Blank)]


def _amid(budget: Budget, column: LineColumn) -> bool:
    """Whether the line has an initial budget both before and after the year."""
    sisters = [other for other in budget.line_columns() if other.line == column.line]
    years = [other.year for other in sisters if "initial" in _filled_items(other)]
    return bool(years) and years[0] < column.year < years[-1]


def _used(budget: Budget, column: LineColumn, item: BudgetItem) -> bool:
    """Whether another line states the item for the year, or the same line for another year."""
    return any(
        item in _filled_items(other)
        for other in budget.line_columns()
        if (other.line == column.line) != (other.year == column.year)
    )


def _budget_cell(column: LineColumn, item: BudgetItem, filled: Sequence[BudgetItem]) -> Found:
    year, word, others = column.year, TERMS[item], [TERMS[each] for each in filled]
    beside = (
        Bilingual("・".join(each.ja for each in others), ", ".join(each.en for each in others))
        if others
        else Bilingual("前後の年度の金額", "amounts before and after it")
    )
    return Found(
        path=column.path(item),
        printed="",
        severity="info" if item in ("supplementary", "carry_over") else "warning",
        evidence=Bilingual(
            f"{fiscal_year(year).ja}は{beside.ja}があり、{word.ja}が空欄である。",
            f"{fiscal_year(year).en} has {beside.en}, but no {word.en}.",
        ),
        suggestion=Bilingual(
            f"{word.ja}（なければ0）を記す。", f"Fill in the {word.en}, or 0 where there was none."
        ),
        cause="" if others else f"column:{year}",
    )


@check(
    "budget-column-empty",
    "warning",
    title=Bilingual("記載のない年度の欄", "A column of the budget table that is empty"),
    why=Bilingual(
        "見出しのある年度に金額がないと、予算の推移が読めない。",
        "With a column empty the course of the budget cannot be read.",
    ),
)
def find_budget_column_empty(form: Form) -> Iterator[Found]:
    """Columns with a head and no amount; an executed amount in a year not yet over."""
    budget, this = form.sheet.budget, form.sheet.fiscal_year
    if budget is None:
        return
    for year, head in budget.columns.items():
        columns = [column for column in budget.line_columns() if column.year == year]
        early = [column for column in columns if column.value("executed") is not None]
        if not any(map(_filled_items, columns)):
            yield _wrong_column(
                ("budget", "columns", str(year)),
                head,
                Bilingual(f"「{head}」の列に金額がない。", f'The column "{head}" is empty.'),
                cause=f"column:{year}",
            )
        elif year > this and early:
            what = Bilingual(
                f"「{head}」は{fiscal_year(this).ja}の次の年度以降であるが、執行額がある。",
                f'"{head}" lies after {fiscal_year(this).en}, yet an amount has been executed.',
            )
            yield _wrong_column(early[0].path("executed"), head, what)


def _wrong_column(path: KeyPath, head: str, what: Bilingual, cause: str = "") -> Found:
    return Found(
        path=path,
        printed=head,
        evidence=what,
        suggestion=Bilingual("年度と金額の列を確認する。", "See to which year the amounts belong."),
        cause=cause,
    )


# Cabinet policies --------------------------------------------------------------------------------


@check(
    "cabinet-policy-incomplete",
    "info",
    title=Bilingual("年月日・抜粋のない重要政策", "A Cabinet policy without date or excerpt"),
    why=Bilingual(
        "年月日がないと、どの時点の決定に基づくか分からない。",
        "Without its date nobody knows on which decision the goal rests.",
    ),
)
def find_cabinet_policy_incomplete(form: Form) -> Iterator[Found]:
    """Policies without date or excerpt; graver where the others have it."""
    policies = form.sheet.cabinet_policies
    for field, word in (
        ("date", Bilingual("年月日", "date")),
        ("excerpt", Bilingual("関係部分抜粋", "excerpt")),
    ):
        empty = [n for n, each in enumerate(policies) if NO_TEXT.fullmatch(getattr(each, field))]
        for n in empty:
            yield Found(
                path=("cabinet_policies", n, field),
                printed=getattr(policies[n], field),
                severity="warning" if 2 * len(empty) < len(policies) else "info",
                evidence=Bilingual(
                    f"「{policies[n].name}」に{word.ja}がない。",
                    f'"{policies[n].name}" has no {word.en}.',
                ),
                suggestion=Bilingual(f"{word.ja}を記す。", f"Fill in the {word.en}."),
            )
