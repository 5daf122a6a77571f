"""Every worksheet of a sheet's workbook: the policy goal's, and one for each achievement goal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from evalkit.sheet.fields import read_span
from evalkit.sheet.form_profile import FormProfile
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.plain_data import Value, whole
from evalkit.sheet.printing import in_calendar
from evalkit.sheet.terms import TERMS
from evalkit.sheet.workbook.codecs import AFTER, GOAL_NUMBER, NAMES, PICTURES, ROWS, Codec
from evalkit.sheet.workbook.indicator_tables import (
    FIRST_YEAR,
    SETTINGS,
    Columns,
    breakdown_tables,
    indicator_tables,
    series_tables,
)
from evalkit.sheet.workbook.layout import (
    FIRST,
    Form,
    Look,
    Row,
    Slot,
    Table,
    Texts,
    across,
    gap,
    heading,
    label,
    labelled,
    one_row_table,
    shows,
)
from evalkit.sheet.workbook.policy_tables import (
    LABEL_COLUMNS,
    budget_table,
    budget_years,
    least_columns,
    measure_table,
)
from evalkit.sheet.workbook.published_rows import (
    evaluation_rows,
    grading_rows,
    has_published,
)

_LONGEST = 31  # characters of a worksheet's name
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\'\s\x00-\x1f]")


def forms(sheet: Sheet) -> list[Form]:
    """Worksheets in their order: the policy goal's, and one for each achievement goal."""
    tree = whole(sheet)
    goals = range(len(sheet.achievement_goals))
    with in_calendar(sheet.calendar):
        rest = _policy_form(tree, sheet.profile)
        made = [rest, *(_goal_form(tree, number, sheet) for number in goals)]
    made = [_in_its_words(form, sheet.profile) for form in made]
    names = _names([form.title for form in made])
    return [replace(form, title=name) for form, name in zip(made, names, strict=True)]


def _in_its_words(form: Form, profile: FormProfile) -> Form:
    """Worksheet whose name and labels are words of the sheet's form."""
    if not any(word.ja for word in profile.words.values()):
        return form
    rows = tuple(_row_in_words(row, profile) for row in form.rows)
    return replace(form, title=profile.label(form.title), rows=rows)


def _row_in_words(row: Row, profile: FormProfile) -> Row:
    """Row, and those that a person may add to its table, with the labels of the form."""
    table = row.table

    def rows(path: KeyPath, entry: Mapping[str, Value]) -> list[Row]:
        return [_row_in_words(each, profile) for each in table.rows(path, entry)] if table else []

    slots = tuple(_slot_in_words(slot, profile) for slot in row.slots)
    return replace(row, slots=slots, table=table and replace(table, rows=rows))


def _slot_in_words(slot: Slot, profile: FormProfile) -> Slot:
    """Slot with a label of ours as the form prints it, and so with a heading that nobody typed."""
    if slot.path is None:
        return replace(slot, text=profile.label(slot.text))
    own = {profile.label(text): text for text in _HEADINGS}
    is_heading = slot.text in _HEADINGS and slot.path[-1:] == ("heading",)
    if not is_heading and slot.path[-1:] != ("annual_targets_label",):
        return slot
    codec = Codec(slot.codec.show, lambda text: own.get(text, text))
    return replace(slot, text=profile.label(slot.text), codec=codec)


_HEADINGS = (TERMS["measures"].ja, TERMS["measure"].ja, TERMS["annual_targets"].ja)
"""Headings that a sheet has where its file names none."""


def _names(titles: Sequence[str]) -> list[str]:
    """Names that a spreadsheet allows, no two alike."""
    names: list[str] = []
    for title in titles:
        name = _NOT_IN_A_NAME.sub("_", title)[:_LONGEST]
        taken = {other.casefold() for other in names}
        if name.casefold() in taken:
            name = f"{name[: _LONGEST - 4]}~{len(names)}"
        names.append(name)
    return names


# The worksheet of one 達成目標 ----------------------------------------------------------------

_MOST_HISTORY = 10
"""Earlier years shown beside the form; what is older stays in the sheet file, and is kept."""


def _goal_form(tree: Value, number: int, sheet: Sheet) -> Form:
    """Worksheet of the goal at that place in the sheet."""
    goal = tree["achievement_goals"][number]
    columns = replace(
        _goal_columns(goal, sheet.window),
        results=has_published(tree),
        targets_label=sheet.profile.label(TERMS["annual_targets"].ja),
    )
    rows = (
        *_goal_top(tree, goal, columns.printed),
        *indicator_tables(goal, columns),
        *series_tables(goal, columns),
        *breakdown_tables(goal, columns),
        *_figures(goal, columns.printed),
        *_measures(goal, columns.printed),
        *_examples(goal, columns.printed),
        *evaluation_rows(("evaluation",), goal["evaluation"], columns.printed),
    )
    return Form(
        title=f"達成目標{goal['no']}",
        part=("achievement_goals", number),
        rows=rows,
        widths=_widths(columns),
        printed=columns.printed,
        repeated=2,
    )


def _goal_columns(goal: Value, window: range) -> Columns:
    needed = least_columns(goal["measures"], goal["tables"]["measures"])
    printed = max(FIRST_YEAR + len(window), FIRST + needed - 1)
    return Columns(years=window, history=_history(goal, window), printed=printed)


def _history(goal: Value, window: range) -> range:
    """Years before the form's for which figures are kept."""
    spans = (span for series in _series(goal) for span in series)
    ends = [(span.first, span.last) for span in map(read_span, spans)]
    earlier = [first for first, last in ends if last < window.start]
    first = max(min(earlier, default=window.start), window.start - _MOST_HISTORY)
    return range(first, window.start)


def _series(goal: Value) -> Iterator[Value]:
    for indicator in goal["indicators"]:
        for row in (indicator, *indicator["series"]):
            yield from (row["actuals"], row["annual_targets"])
        breakdown = indicator["breakdown"] or {"rows": [], "mean": None}
        yield from (row["actuals"] for row in (*breakdown["rows"], breakdown["mean"]) if row)


def _widths(columns: Columns) -> tuple[float, ...]:
    year = max(9.0, 65 / len(columns.years))
    form = (4.5, 25.0, 13.0, *[year] * len(columns.years))
    rest = columns.printed - FIRST + 1 - len(form)
    aside = [18.0] * (len(columns.history) + len(SETTINGS))
    return (*form, *[14.0] * rest, 3.0, *aside)


def _goal_top(tree: Value, goal: Value, last: int) -> Iterator[Row]:
    policy = tree["policy_goal"]
    above = f"施策目標{policy['number']}　{policy['name']}（{tree['ministry']} {tree['document']}）"
    yield Row(role="above", slots=(
        label(above, column=FIRST, width=last - FIRST + 1, look="plain"),))  # fmt: skip
    yield Row(role="goal", slots=(
        label("達成目標", column=FIRST, width=2, look="goal"),
        shows(goal, "no", codec=GOAL_NUMBER, column=FIRST + 2, look="goal", hint="number"),
        shows(goal, "name", column=FIRST + 3, width=last - FIRST - 2, look="goal", hint="name"),
    ))  # fmt: skip
    yield gap("goal")


def _figures(goal: Value, last: int) -> Iterator[Row]:
    """Headings of the charts that the form prints; the charts are no part of the sheet file."""
    if not goal["figures"]:
        return

    def slots(caption: Value) -> Iterator[Slot]:
        yield label("図", column=FIRST, width=2, look="label")
        yield shows(caption or None, column=FIRST + 2, width=last - FIRST - 1)

    yield from one_row_table(("figures",), slots).drawn(goal["figures"])
    yield gap("figures")


def _measures(goal: Value, last: int) -> Iterator[Row]:
    path = ("tables", "measures")
    heads = goal["tables"]["measures"]
    above = across(heads, "heading", last=last, look="heading")
    yield Row(role="heading", record=path, slots=(above,))
    yield from measure_table(("measures",), goal["measures"], (path, heads), last)
    yield gap("measures")


def _examples(goal: Value, last: int) -> Iterator[Row]:
    """Three rows each: the heading, the text, and the pictures, one a line."""

    def rows(path: KeyPath, example: Mapping[str, Value]) -> list[Row]:
        slots = {
            "heading": across(example, "heading", last=last, look="heading"),
            "text": across(example, "text", last=last),
            "pictures": across(example, "pictures", last=last, codec=PICTURES, look="figure"),
        }
        return [
            Row(role=role, record=path, slots=(slot,), table=table) for role, slot in slots.items()
        ]

    table = Table(path=("examples",), rows=rows, role=_example_role, main="heading")
    if goal["examples"]:
        yield from table.drawn(goal["examples"])


def _example_role(texts: Texts, before: str) -> str:
    return {"heading": "text", "text": "pictures"}.get(before, "heading")


# The worksheet of whatever does not belong to one 達成目標 --------------------------------------

_LEAST_COLUMNS = 9
_WIDTHS = (4.5, 25.0, 13.0)
_WIDTH = 14.0  # of the columns behind


def _policy_form(tree: Value, profile: FormProfile) -> Form:
    """Worksheet that stands first in the book."""

    def has(part: str) -> bool:
        return profile.has(part) or bool(tree[part])

    columns = _policy_columns(tree)
    last = FIRST + columns - 1
    audit = tuple(_audit(tree["audit"], last))
    rows = (
        *_policy_top(tree, last),
        *grading_rows(tree, last),
        *evaluation_rows(("evaluation",), tree["evaluation"], last),
        *_reference(tree["reference"], last),
        *(budget_table(tree["budget"], last) if tree["budget"] else ()),
        *(_policies(tree["cabinet_policies"], last) if has("cabinet_policies") else ()),
        *(_sources(tree["data_sources"], last) if has("data_sources") else ()),
        *_sections(tree["sections"], last),
        *_bottom(tree, last, profile),
        *audit,
    )
    widths = (*_WIDTHS, *[_WIDTH] * (columns - len(_WIDTHS)))
    return Form(
        title="施策目標", part=(), rows=rows, widths=widths, printed=last, repeated=2,
        unprinted=len(audit),
    )  # fmt: skip


def _policy_columns(tree: Value) -> int:
    reference, budget = tree["reference"], tree["budget"]
    return max(
        _LEAST_COLUMNS,
        least_columns(reference["measures"], reference["table"]) if reference else 0,
        LABEL_COLUMNS + len(budget_years(budget)) if budget else 0,
    )


def _policy_top(tree: Value, last: int) -> Iterator[Row]:
    yield Row(role="title", slots=(across(tree, "title", last=last, look="title"),))
    yield Row(role="origin", slots=tuple(_origin(tree, last)))
    goal = ("policy_goal",)
    policy = tree["policy_goal"]
    yield Row(role="policy_goal", record=goal, slots=(
        label("施策目標", column=FIRST, width=2, look="label"),
        shows(policy, "number", column=FIRST + 2, look="figure", hint="id"),
        shows(policy, "name", column=FIRST + 3, width=last - FIRST - 2, hint="name"),
    ))  # fmt: skip
    yield labelled(policy, "summary", "施策の概要", last, goal)
    yield gap("top")


def _origin(tree: Value, last: int) -> Iterator[Slot]:
    """府省 and number of the document; the years are settled when the sheet is made."""
    years = f"{tree['fiscal_year']}年度（表の年度 {tree['years'] or '直近5年度'}）"
    yield label("府省・文書番号", column=FIRST, width=2, look="label")
    yield shows(tree, "ministry", column=FIRST + 2, width=2, hint="name")
    yield shows(tree, "document", column=FIRST + 4, hint="id")
    yield label("評価対象", column=FIRST + 5, look="label")
    yield label(years, column=FIRST + 6, width=last - FIRST - 5, look="text")


def _reference(reference: Value, last: int) -> Iterator[Row]:
    if not reference:
        return
    heads = reference["table"]
    path: KeyPath = ("reference",)
    above = across(reference, "heading", last=last, look="heading")
    over = across(heads, "heading", last=last, look="plain")
    yield Row(role="heading", record=path, slots=(above,))
    yield Row(role="table", record=(*path, "table"), slots=(over,))
    yield from measure_table(
        (*path, "measures"), reference["measures"], ((*path, "table"), heads), last
    )
    yield gap("reference")


# 施策に関係する内閣の重要政策 ---------------------------------------------------------------------


def _policies(policies: list[Value], last: int) -> Iterator[Row]:
    def rows(path: KeyPath, policy: Mapping[str, Value]) -> list[Row]:
        return list(_policy(path, policy, table, last))

    table = Table(path=("cabinet_policies",), rows=rows, role=_policy_role, main="head")
    yield heading("施策に関係する内閣の重要政策", "policies", last, breaks=True)
    yield Row(role="policy-heads", table=table, slots=(
        label("名称", column=FIRST, width=2),
        label("年月日", column=FIRST + 2),
        label("関係部分抜粋（1 行に 1 段落）", column=FIRST + 3, width=last - FIRST - 2),
    ))  # fmt: skip
    yield from table.drawn(policies)
    yield gap("policies")


def _policy(path: KeyPath, policy: Mapping[str, Value], table: Table, last: int) -> Iterator[Row]:
    """A row for each paragraph, so that a page may break between them; the first has the name."""
    first, *more = (policy.get("excerpt") or "").split("\n")
    if not policy:
        more = [""]
    look: Look = "text_first" if policy and more else "text"
    yield Row(role="head", record=path, table=table, spare=not policy, slots=(
        shows(policy, "name", column=FIRST, width=2, look=look, hint="name"),
        shows(policy, "date", column=FIRST + 2, look=look, hint="id"),
        _paragraph(first, last, look),
    ))  # fmt: skip
    for number, line in enumerate(more, 1):
        look = "text_last" if number == len(more) else "text_inner"
        beside = (
            Slot(column=FIRST, width=2, look=look), Slot(column=FIRST + 2, look=look),
        )  # fmt: skip
        yield Row(role=f"line-{number}" if policy else "line", record=path, table=table,
                  slots=(*beside, _paragraph(line, last, look)))  # fmt: skip


def _paragraph(text: str, last: int, look: Look) -> Slot:
    width = last - FIRST - 2
    return Slot(path=("excerpt",), text=text, look=look, line=True, column=FIRST + 3, width=width)


def _policy_role(texts: Texts, before: str) -> str:
    named = any(texts.get(column, "").strip() for column in range(FIRST, FIRST + 3))
    return "head" if named else "line"


# 指標に用いたデータ・資料等, 指摘事項, 主管課 ----------------------------------------------------


def _sources(sources: list[Value], last: int) -> Iterator[Row]:
    def slots(source: Mapping[str, Value]) -> Iterator[Slot]:
        yield shows(source, "achievement_goal", column=FIRST, width=2, look="figure", hint="id")
        yield shows(source, "text", column=FIRST + 2, width=last - FIRST - 2, hint="name")
        yield shows(source, "indicators", column=last, look="figure", hint="reference")

    table = one_row_table(("data_sources",), slots)
    yield heading("指標に用いたデータ・資料等", "sources", last)
    yield Row(role="source-heads", table=table, slots=(
        label("達成目標", column=FIRST, width=2),
        label("データ・資料等", column=FIRST + 2, width=last - FIRST - 2),
        label("指標", column=last),
    ))  # fmt: skip
    yield from table.drawn(sources)
    yield gap("sources")


_BOTTOM = {
    "expert_comments": "有識者会議での指摘事項",
    "lead_division": "主管課（課長名）",
    "related_divisions": "関係課（課長名）",
    "prepared_by": "作成責任者名",
    "evaluation_date": "政策評価実施時期",
}


def _bottom(tree: Value, last: int, profile: FormProfile) -> Iterator[Row]:
    for key, words in _BOTTOM.items():
        if profile.has(key) or tree[key]:
            own = profile.word(key)
            yield labelled(tree, key, own.ja if own else words, last)
    yield gap("bottom")


def _sections(sections: list[Value], last: int) -> Iterator[Row]:
    """その他の節: heading, text and table, the table's rows a line each."""

    def slots(section: Mapping[str, Value]) -> Iterator[Slot]:
        yield shows(section, "heading", column=FIRST, width=2, hint="name")
        yield shows(section, "text", column=FIRST + 2, width=last - FIRST - 4)
        yield shows(section, "table", codec=ROWS, column=last - 2, width=2)
        yield shows(section, "after", codec=AFTER, column=last, look="figure")

    if not sections:
        return
    table = one_row_table(("sections",), slots)
    yield heading("その他の節", "sections", last)
    yield Row(role="section-heads", table=table, slots=(
        label("見出し", column=FIRST, width=2),
        label("本文", column=FIRST + 2, width=last - FIRST - 4),
        label("表（1 行に 1 行、列は | で区切る）", column=last - 2, width=2),
        label("位置", column=last),
    ))  # fmt: skip
    yield from table.drawn(sections)
    yield gap("sections")


def _audit(audit: Value, last: int) -> Iterator[Row]:
    """What the author says to the audit; no part of the printed form."""

    def slots(accepted: Mapping[str, Value]) -> Iterator[Slot]:
        yield shows(accepted, "check", column=FIRST, width=2, look="setting")
        yield shows(accepted, "place", column=FIRST + 2, width=3, look="setting")
        yield shows(accepted, "reason", column=FIRST + 5, width=last - FIRST - 4, look="setting")

    table = one_row_table(("audit", "accept"), slots)
    yield Row(role="audit", slots=(
        label("監査の設定（様式外。行わない検査は「、」で区切る）", column=FIRST,
              width=last - FIRST + 1, look="setting_head"),
    ))  # fmt: skip
    yield Row(role="off", record=("audit",), slots=(
        label("行わない検査", column=FIRST, width=2, look="setting_head"),
        shows(audit, "off", codec=NAMES, column=FIRST + 2, width=last - FIRST - 1, look="setting"),
    ))  # fmt: skip
    yield Row(role="accept-heads", table=table, slots=(
        label("認める所見（検査）", column=FIRST, width=2, look="setting_head"),
        label("場所", column=FIRST + 2, width=3, look="setting_head"),
        label("理由", column=FIRST + 5, width=last - FIRST - 4, look="setting_head"),
    ))  # fmt: skip
    yield from table.drawn(audit["accept"])
    if audit["accept"]:
        yield from table.spare()
