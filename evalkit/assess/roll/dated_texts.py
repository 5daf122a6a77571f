"""What a sheet says in words: the year in it moves on, and what belongs to a year is asked for."""

from __future__ import annotations

import re

from evalkit.assess.open_entries import unmarked
from evalkit.assess.roll.draft import Draft
from evalkit.assess.roll.years_in_text import move_number, move_year
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.sheet_pictures import pictures_of

_DATE = re.compile(r"[0-9０-９元]年|FY[0-9]{4}")


def roll_texts(draft: Draft) -> None:
    """Roll title, number, comments, sources, examples and divisions."""
    _roll_head(draft)
    for number, source in enumerate(draft.plain.data_sources):
        if _DATE.search(source.text):
            draft.confirm(("data_sources", number, "text"), "data_source")
    for place, goal in enumerate(draft.plain.achievement_goals):
        for number in range(len(goal.examples)):
            draft.confirm(("achievement_goals", place, "examples", number, "heading"), "example")
    for path, picture in pictures_of(draft.plain):
        if not picture.file.startswith("../"):
            draft.put((*path, "file"), f"../fy{draft.plain.fiscal_year}/{picture.file}")
    for number, section in enumerate(draft.plain.sections):
        if _DATE.search(section.text):
            draft.confirm(("sections", number, "text"), "section")
    if draft.plain.expert_comments:
        draft.confirm(("expert_comments",), "expert_comments", year=draft.to_year)
    for key in ("lead_division", "related_divisions", "prepared_by"):
        if getattr(draft.plain, key):
            draft.confirm((key,), "division")
    if draft.plain.evaluation_date:
        draft.drop(("evaluation_date",), draft.at(("evaluation_date",)), "evaluated_then")
        draft.enter(("evaluation_date",), "evaluation_date", year=draft.to_year)


def _roll_head(draft: Draft) -> None:
    old, new = draft.plain.fiscal_year, draft.to_year
    title, document = draft.plain.title, draft.plain.document
    _replace(draft, ("title",), move_year(title, old, new))
    if document != draft.plain.policy_goal.number:
        _replace(draft, ("document",), move_number(document, old, new))


def _replace(draft: Draft, path: KeyPath, text: str) -> None:
    was = unmarked(draft.at(path))
    if text != was:
        draft.drop(path, was, "text_changed", now=text)
        draft.confirm(path, "year_moved", text, was=was)
