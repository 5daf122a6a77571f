"""Texts that stand beside or under their labels, and the tables of texts."""

from __future__ import annotations

import re

from evalkit.intake.form.columns import Column, Columns
from evalkit.intake.form.form import Form
from evalkit.intake.form.regions import NUMBERED, TEXTS, Region
from evalkit.intake.printed import PrintedCell, PrintedRow
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.published import EVALUATION_TEXTS

_SOURCE = re.compile(r"[・･]\s*(?P<text>.*?)(?:（指標(?P<indicators>[^（）]+)）)?", re.DOTALL)
_ORIGIN = re.compile(
    r"[（(](?P<ministry>[^（）()0-9０-９]+?)"
    r"(?:\s+(?P<document>[^\s（）()]*[0-9０-９][^（）()]*)|(?P<joined>[0-9０-９][^（）()]*))?[)）]"
)

_BELOW_THE_TOP = ("ministry", "policy_goal", "achievement_goals")


# Beside their labels -----------------------------------------------------------------------------


def read_texts(form: Form, region: Region) -> None:
    """Enter the texts of a table, each behind its label."""
    for row in region.rows:
        label, *texts = [*region.beside(row)]
        text = next((cell for cell in texts if cell in row.cells), None)
        if text is not None and len(texts) == 1 and label in row.cells:
            _read_text(form, label, text)


def _read_text(form: Form, label: PrintedCell, text: PrintedCell) -> None:
    labels, entries = form.labels, form.entries
    if (numbered := labels.numbered(label.text, NUMBERED)) or labels.is_(label.text, *NUMBERED):
        key = numbered.key if numbered else labels.find(label.text, NUMBERED)
        number = numbered.number if numbered else ""
        entries.say(label, numbered.label if numbered else None)
        if key == "policy_goal":
            entries.put(("policy_goal", "number"), number, *([label] if number else ()))
            entries.put(("policy_goal", "name"), text.text, text)
        else:
            _begin_goal(form, label, number, text)
        return
    if (key := labels.find(label.text, TEXTS)) is not None:
        entries.say(label)
        put_text(form, key, text)


def _begin_goal(form: Form, label: PrintedCell, number: str, text: PrintedCell) -> None:
    path = form.next(("achievement_goals",))
    own = number or str(form.count(path[:-1]))
    form.entries.put((*path, "no"), own, *([label] if number else ()))
    form.entries.put((*path, "name"), text.text, text)
    form.open(None)


def put_text(form: Form, key: str, cell: PrintedCell) -> None:
    """Enter a text at its key; a second one of that key stays, and is listed."""
    evaluation: KeyPath = ("evaluation",)
    if form.part == "evaluation of a goal":
        evaluation = (*form.goal, "evaluation")
    if key == "data_sources":
        _put_sources(form, cell)
        return
    if key == "scale":
        for line in cell.text.split("\n"):
            form.entries.put(form.next((*evaluation, "scale")), line, cell)
        return
    if key in EVALUATION_TEXTS:
        path: KeyPath = (*evaluation, key)
    else:
        path = ("policy_goal", key) if key == "summary" else (key,)
    form.entries.put(path, cell.text, cell)


def _put_sources(form: Form, cell: PrintedCell) -> None:
    """Enter the sources, each on a line behind a dot, under the goal that they are of."""
    goal, path = "", None
    for line in cell.text.split("\n"):
        found = _SOURCE.fullmatch(line.strip())
        if numbered := form.labels.numbered(line, ("achievement_goal",)):
            goal, path = numbered.number, None
            form.entries.say(cell, numbered.label)
        elif found or path is None:
            path = form.next(("data_sources",))
            text = found["text"] if found else line
            form.entries.put((*path, "text"), text, cell)
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
    head, *rows = region.rows
    keys = [form.labels.find(cell.text, ("name", "date", "excerpt")) for cell in head.cells]
    columns = Columns(
        Column(key or "", cell.box.left, cell.box.right)
        for key, cell in zip(keys, head.cells, strict=True)
    )
    for key, cell in zip(keys, head.cells, strict=True):
        if key:
            form.entries.say(cell)
    for row in rows:
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
