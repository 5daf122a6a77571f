"""Texts that stand beside or under their labels, and the tables of texts."""

from __future__ import annotations

import re

from evalkit.intake.doubtful import doubt
from evalkit.intake.form.columns import Column, Columns
from evalkit.intake.form.form import Form
from evalkit.intake.form.regions import LABELS, NUMBERED, Region, is_label
from evalkit.intake.printed import PrintedCell, PrintedRow
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.published import EVALUATION_TEXTS
from evalkit.sheet.text import fold

_SOURCE = re.compile(r"[・･]\s*(?P<text>.*?)(?:（指標(?P<indicators>[^（）]+)）)?", re.DOTALL)
_NUMBERED = re.compile(
    r"(?P<number>[0-9０-９Ⅰ-Ⅹ]+(?:[-－.．][0-9０-９①-⑳]+)*)[\s.．、]+(?P<name>.+)", re.DOTALL
)
_OFFICE = "(?:[省庁府院会局署都道県市区町村]|機構|組合|連合|法人|大学)"
_ORIGIN = re.compile(
    rf"[（(](?P<ministry>[^（）()0-9０-９\s]*{_OFFICE}|[A-Za-z]+(?: [A-Za-z]+)+)"
    r"(?:\s+(?P<document>[^\s（）()]*[0-9０-９][^（）()]*)|(?P<joined>[0-9０-９][^（）()]*))?[)）]"
)

_BELOW_THE_TOP = ("ministry", "policy_goal", "achievement_goals")


# Beside their labels -----------------------------------------------------------------------------


def read_texts(form: Form, region: Region) -> None:
    """Enter the texts of a table, each behind its label; a label over labels is a heading."""
    filled: set[int] = set()  # labels that have a text
    for row in region.rows:
        label: PrintedCell | None = None
        for cell in region.beside(row):
            if is_label(cell.text, form.labels):
                _say_without_text(form, label)
                label = cell
            elif label is not None and cell in row.cells and cell.text.strip():
                _read_text(form, label, cell, goes_on=id(label) in filled)
                filled.add(id(label))
            elif label is not None and cell in row.cells:
                _say_without_text(form, label)


def _say_without_text(form: Form, label: PrintedCell | None) -> None:
    """Note that a label is a word of the form, with an empty place or further labels behind it."""
    if label is not None and form.labels.is_(label.text, *LABELS):
        form.entries.say(label)


def _read_text(form: Form, label: PrintedCell, text: PrintedCell, *, goes_on: bool) -> None:
    labels = form.labels
    if goes_on:
        go_on_with_text(form, labels.find(label.text, LABELS) or "", text)
    elif (numbered := labels.numbered(label.text, NUMBERED)) or labels.is_(label.text, *NUMBERED):
        key = numbered.key if numbered else labels.find(label.text, NUMBERED)
        form.entries.say(label, numbered.label if numbered else None)
        number = numbered.number if numbered else ""
        if key == "policy_goal":
            found = None if number else _NUMBERED.fullmatch(text.text)
            number, of = (fold(found["number"]), text) if found else (number, label)
            form.entries.put(("policy_goal", "number"), number, *([of] if number else ()))
            name = found["name"] if found else text.text
            form.entries.put(("policy_goal", "name"), name, text)
        else:
            _begin_goal(form, label, number, text)
    elif key := labels.find(label.text, LABELS):
        form.entries.say(label)
        put_text(form, key, text)


def _begin_goal(form: Form, label: PrintedCell, number: str, text: PrintedCell) -> None:
    path = form.next(("achievement_goals",))
    own = number or str(form.count(path[:-1]))
    form.entries.put((*path, "no"), own, *([label] if number else ()))
    form.entries.put((*path, "name"), text.text, text)
    form.open(None)


def put_text(form: Form, key: str, cell: PrintedCell) -> None:
    """Enter a text at its key; a second one of that key stays, and is listed."""
    path = _path(form, key)
    if key == "data_sources":
        _put_sources(form, cell)
    elif key == "scale":
        for line in filter(str.strip, cell.text.split("\n")):
            form.entries.put(form.next(path), line, cell)
    elif key == "cabinet_policies":
        why = (doubt("not_parted"),)
        form.entries.put((*form.next(path), "name"), cell.text, cell, doubts=why)
    elif key != "evaluation":
        form.entries.put(path, cell.text, cell)


def go_on_with_text(form: Form, key: str, cell: PrintedCell) -> None:
    """Add a text to the one of its key that it goes on; to none, it begins it."""
    path = _path(form, key)
    if path in form.entries.by_path:
        form.entries.go_on(path, f"\n{cell.text}", cell)
    else:
        put_text(form, key, cell)


def _path(form: Form, key: str) -> KeyPath:
    if key == "summary":
        return ("policy_goal", key)
    if key in (*EVALUATION_TEXTS, "scale"):
        of_goal = form.part == "evaluation of a goal"
        return (*(form.goal if of_goal else ()), "evaluation", key)
    return (key,)


def _put_sources(form: Form, cell: PrintedCell) -> None:
    """Enter the sources, each on a line behind a dot, under the goal that they are of."""
    goal, path = "", None
    for line in cell.text.split("\n"):
        head, dot, behind = line.partition("・")
        if numbered := form.labels.numbered(head, ("achievement_goal",)):
            goal, path, line = numbered.number, None, dot + behind
            form.entries.say(cell, numbered.label)
        doubts = (doubt("perhaps_lines"),) if numbered and line else ()
        found = _SOURCE.fullmatch(line.strip())
        if not line:
            continue
        if found or path is None:
            path = form.next(("data_sources",))
            text = found["text"] if found else line
            form.entries.put((*path, "text"), text, cell, doubts=doubts)
            if goal:
                form.entries.put((*path, "achievement_goal"), goal, cell)
            if found and found["indicators"]:
                form.entries.put((*path, "indicators"), found["indicators"], cell)
                form.entries.say(cell, "指標")
        else:
            form.entries.go_on((*path, "text"), f"\n{line}", cell)


# Tables of texts ---------------------------------------------------------------------------------


def read_policies(form: Form, region: Region) -> None:
    """Enter 施策に関係する内閣の重要政策."""
    if form.heading:
        form.entries.say(form.heading)
    head = region.rows[0]
    keys = [form.labels.find(cell.text, ("name", "date", "excerpt")) for cell in head.cells]
    columns = Columns(
        Column(key or "", cell.box.left, cell.box.right)
        for key, cell in zip(keys, head.cells, strict=True)
    )
    for key, cell in zip(keys, head.cells, strict=True):
        if key:
            form.entries.say(cell)
    for row in region.filled_rows():
        _put_row(form, form.next(("cabinet_policies",)), row, columns)
    form.open(None)


def _put_row(form: Form, path: KeyPath, row: PrintedRow, columns: Columns) -> None:
    for cell in row.cells:
        own = columns.of(cell)
        if len(own) == 1 and own[0].key:
            form.entries.put((*path, own[0].key), cell.text, cell)


def read_grading(form: Form, region: Region) -> None:
    """Enter 判定の区分: the grades, and the rates that each stands for."""
    if form.heading:
        form.entries.say(form.heading)
    head, *rows = region.rows
    for cell in head.cells:
        form.entries.say(cell)
    for row in rows:
        grade, *ranges = row.cells
        form.entries.put(form.next(("grading", "scale")), grade.text, grade)
        for cell in ranges[:1]:
            form.entries.put(("grading", "ranges", grade.text), cell.text, cell)
    form.open(None)


# Lines -------------------------------------------------------------------------------------------


def read_origin(form: Form, cell: PrintedCell) -> bool:
    """Enter ministry and number of the document, which a line in brackets says at the top."""
    found = _ORIGIN.fullmatch(cell.text.strip())
    if not found or any(path[0] in _BELOW_THE_TOP for path in form.entries.by_path):
        return False
    form.entries.put(("ministry",), found["ministry"], cell)
    document = found["document"] or found["joined"]
    form.entries.put(("document",), document or "", *([cell] if document else ()))
    return True
