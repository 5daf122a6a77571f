"""Lines between tables: the title, headings, captions, and texts under a heading."""

from __future__ import annotations

import re

from evalkit.intake.doubtful import doubt
from evalkit.intake.form.form import Form
from evalkit.intake.form.regions import HEADINGS, OPEN_HEADINGS, TEXTS
from evalkit.intake.form.sections import begin_section
from evalkit.intake.form.texts import go_on_with_text, read_origin
from evalkit.intake.printed import PrintedCell

_LONGEST_CAPTION = 40  # characters; our choice
_BETWEEN = re.compile(r"\s{2,}|\t")  # captions that stand side by side
_SPACE = re.compile(r"[^ -~]\s[^ -~]")  # between two Japanese words
_CAPTION = re.compile(r"(?:図|グラフ|表)[0-9０-９①-⑳]?")
_OVER_TABLES = ("budget", "reference", "breakdown", "measures", "cabinet_policies", "grading")


def read_line(form: Form, cell: PrintedCell) -> None:
    """Enter a line, or remember it as the heading of what follows; an unknown one stays."""
    if not cell.text.strip():
        return
    if read_origin(form, cell) or _read_heading(form, cell):
        pass
    elif not form.entries.by_path:
        form.entries.put(("title",), cell.text, cell)
    elif form.part in TEXTS:
        go_on_with_text(form, form.part or "", cell)
    elif form.part == "examples":
        _read_example(form, cell)
    elif form.part in _OVER_TABLES:
        form.notes.append(cell)
    elif form.has_goals and _is_caption(form, cell):
        form.entries.put(form.next((*form.goal, "figures")), cell.text, cell)
    elif _is_short(cell):
        form.open("sections", cell)
    elif form.part == "sections" and form.heading:
        _go_on_with_section(form, form.heading, cell)
    else:
        form.open(None, cell)


def _read_heading(form: Form, cell: PrintedCell) -> bool:
    labels = form.labels
    key = labels.find(cell.text, (*HEADINGS, *TEXTS)) or labels.begins(cell.text, OPEN_HEADINGS)
    headed = None if key else labels.headed(cell.text, ("evaluation",))
    if headed and labels.numbered(headed.rest, ("achievement_goal",)):
        key = headed.key  # 評価結果（達成目標１）
    if key is None or (key == "reference" and form.part == "reference"):
        return False
    form.open(key, cell)
    if key in TEXTS:
        form.entries.say(cell)
    elif key == "examples":
        path = form.next((*form.goal, "examples"))
        form.entries.put((*path, "heading"), cell.text, cell)
    elif key == "evaluation":
        form.entries.say(cell)
        form.part = "evaluation of a goal" if key != labels.find(cell.text, (key,)) else key
    return True


def _read_example(form: Form, cell: PrintedCell) -> None:
    """Enter the text of an example, or the captions of its pictures."""
    examples = (*form.goal, "examples")
    path = (*examples, form.count(examples) - 1)
    if _is_short(cell):
        for caption in _BETWEEN.split(cell.text.strip()):
            several = (doubt("perhaps_several"),) if _SPACE.search(caption) else ()
            form.entries.put(form.next((*path, "pictures")), caption, cell, doubts=several)
    elif (*path, "text") in form.entries.by_path:
        form.entries.go_on((*path, "text"), f"\n{cell.text}", cell)
    else:
        form.entries.put((*path, "text"), cell.text, cell)


def _is_caption(form: Form, cell: PrintedCell) -> bool:
    """Whether a line names a chart of the indicators above it."""
    kinds = ("outcome", "output", "measure")
    named = form.labels.begins(cell.text, kinds) or _CAPTION.match(cell.text)
    return bool(named) and _is_short(cell)


def _is_short(cell: PrintedCell) -> bool:
    return len(cell.text) <= _LONGEST_CAPTION and "。" not in cell.text


def _go_on_with_section(form: Form, heading: PrintedCell, cell: PrintedCell) -> None:
    path = begin_section(form, heading)
    if (*path, "text") in form.entries.by_path:
        form.entries.go_on((*path, "text"), f"\n{cell.text}", cell)
    else:
        form.entries.put((*path, "text"), cell.text, cell)
