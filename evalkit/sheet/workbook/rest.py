"""The worksheet of whatever does not belong to one 達成目標."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from evalkit.sheet.paths import KeyPath
from evalkit.sheet.workbook.budget import LABEL_COLUMNS, budget_table, budget_years
from evalkit.sheet.workbook.codecs import NAMES, Value
from evalkit.sheet.workbook.layout import FIRST, Form, Look, Row, Slot, Table, Texts
from evalkit.sheet.workbook.measures import least_columns, measure_table
from evalkit.sheet.workbook.rows import gap, heading, label, labelled, shows

TITLE = "施策目標"
_LEAST_COLUMNS = 9
_WIDTHS = (4.5, 25.0, 13.0)
_WIDTH = 14.0  # of the columns behind


def rest_form(tree: Value) -> Form:
    """Worksheet that stands first in the book."""
    columns = _columns(tree)
    last = FIRST + columns - 1
    audit = tuple(_audit(tree["audit"], last))
    rows = (
        *_top(tree, last),
        *_reference(tree["reference"], last),
        *(budget_table(tree["budget"], last) if tree["budget"] else ()),
        *_policies(tree["cabinet_policies"], last),
        *_sources(tree["data_sources"], last),
        *_bottom(tree, last),
        *audit,
    )
    widths = (*_WIDTHS, *[_WIDTH] * (columns - len(_WIDTHS)))
    return Form(
        title=TITLE, part=(), rows=rows, widths=widths, printed=last, repeated=2,
        unprinted=len(audit),
    )  # fmt: skip


def _columns(tree: Value) -> int:
    reference, budget = tree["reference"], tree["budget"]
    return max(
        _LEAST_COLUMNS,
        least_columns(reference["measures"], reference["table"]) if reference else 0,
        LABEL_COLUMNS + len(budget_years(budget)) if budget else 0,
    )


def _top(tree: Value, last: int) -> Iterator[Row]:
    whole: dict[str, Any] = {"column": FIRST, "width": last - FIRST + 1}
    yield Row(role="title", slots=(shows(tree, "title", look="title", **whole),))
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
    whole: dict[str, Any] = {"column": FIRST, "width": last - FIRST + 1}
    yield Row(role="heading", record=path, slots=(
        shows(reference, "heading", look="heading", **whole),))  # fmt: skip
    yield Row(role="table", record=(*path, "table"), slots=(
        shows(heads, "heading", look="plain", **whole),))  # fmt: skip
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
    for number, policy in enumerate(policies):
        yield from rows(("cabinet_policies", number), policy)
    if not policies:
        yield from rows(("cabinet_policies", "new"), {})[:1]
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
    place: dict[str, Any] = {"column": FIRST + 3, "width": last - FIRST - 2}
    return Slot(path=("excerpt",), text=text, look=look, line=True, **place)


def _policy_role(texts: Texts, before: str) -> str:
    named = any(texts.get(column, "").strip() for column in range(FIRST, FIRST + 3))
    return "head" if named else "line"


# 指標に用いたデータ・資料等, 指摘事項, 主管課 ----------------------------------------------------


def _sources(sources: list[Value], last: int) -> Iterator[Row]:
    def rows(path: KeyPath, source: Mapping[str, Value]) -> list[Row]:
        slots = (
            shows(source, "achievement_goal", column=FIRST, width=2, look="figure", hint="id"),
            shows(source, "text", column=FIRST + 2, width=last - FIRST - 2, hint="name"),
            shows(source, "indicators", column=last, look="figure", hint="reference"),
        )
        return [Row(role="row", record=path, slots=slots, table=table, spare="new" in path)]

    table = Table(path=("data_sources",), rows=rows)
    yield heading("指標に用いたデータ・資料等", "sources", last)
    yield Row(role="source-heads", table=table, slots=(
        label("達成目標", column=FIRST, width=2),
        label("データ・資料等", column=FIRST + 2, width=last - FIRST - 2),
        label("指標", column=last),
    ))  # fmt: skip
    for number, source in enumerate(sources):
        yield from rows(("data_sources", number), source)
    if not sources:
        yield from rows(("data_sources", "new"), {})
    yield gap("sources")


def _bottom(tree: Value, last: int) -> Iterator[Row]:
    yield labelled(tree, "expert_comments", "有識者会議での指摘事項", last)
    yield labelled(tree, "lead_division", "主管課（課長名）", last)
    yield labelled(tree, "related_divisions", "関係課（課長名）", last)
    yield gap("bottom")


def _audit(audit: Value, last: int) -> Iterator[Row]:
    """What the author says to the audit; no part of the printed form."""

    def rows(path: KeyPath, accepted: Mapping[str, Value]) -> list[Row]:
        slots = (
            shows(accepted, "check", column=FIRST, width=2, look="setting"),
            shows(accepted, "place", column=FIRST + 2, width=3, look="setting"),
            shows(accepted, "reason", column=FIRST + 5, width=last - FIRST - 4, look="setting"),
        )
        return [Row(role="row", record=path, slots=slots, table=table, spare="new" in path)]

    path: KeyPath = ("audit", "accept")
    table = Table(path=path, rows=rows)
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
    for number, accepted in enumerate(audit["accept"]):
        yield from rows((*path, number), accepted)
    yield from rows((*path, "new"), {})
