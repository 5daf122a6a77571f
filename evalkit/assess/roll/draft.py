"""A sheet on its way into another year: plain data, with a record of all that is done to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from evalkit.assess.open_entries import marked, printed, unmarked
from evalkit.assess.roll.instructions import say
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.fields import Span
from evalkit.sheet.load import TO_CONFIRM, TO_ENTER
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath, value_at
from evalkit.sheet.places import form_place


@dataclass(frozen=True, kw_only=True)
class Dropped:
    """Something that stood in the old sheet and does not stand in the new one."""

    path: KeyPath  # in the old sheet's file
    place: Bilingual
    printed: str
    reading: str = ""  # as which its author had it read, if it was malformed
    why: Bilingual


@dataclass
class Draft:
    """The new sheet in the making; every path is one of the sheet file."""

    old: Sheet
    plain: Sheet  # the old sheet as it reads once everything in it is confirmed
    to_year: int
    tree: dict[str, Any]
    notes: dict[KeyPath, Bilingual] = field(default_factory=dict)  # what to do at each open entry
    dropped: list[Dropped] = field(default_factory=list)

    @classmethod
    def of(cls, sheet: Sheet, to_year: int) -> Draft:
        """Begin with everything as it is, but for the years of the sheet itself."""
        tree = sheet.model_dump(mode="json")
        draft = cls(sheet, _as_confirmed(tree).on_form(sheet.profile), to_year, tree)
        draft.tree["fiscal_year"] = str(to_year)
        if sheet.years:
            first, last = sheet.years.first, sheet.years.last
            draft.tree["years"] = str(Span(first + draft.shift, last + draft.shift))
        return draft

    @property
    def shift(self) -> int:
        """How many years the sheet moves on."""
        return self.to_year - self.old.fiscal_year

    def at(self, path: KeyPath) -> Any:
        """What stands at `path`."""
        here: Any = self.tree
        for step in path:
            here = here[step]
        return here

    def put(self, path: KeyPath, value: Any) -> None:
        """Set what stands at `path`; what holds it must be there."""
        self.at(path[:-1])[path[-1]] = value

    def enter(self, path: KeyPath, code: str, **details: object) -> None:
        """Open the entry at `path`: a person must fill it in."""
        self.put(path, TO_ENTER)
        self.notes[path] = say(code, **details)

    def confirm(self, path: KeyPath, code: str, value: Any = None, **details: object) -> None:
        """Keep what stands at `path`, or put `value` there, for a person to confirm."""
        self.put(path, marked(self.at(path) if value is None else value))
        self.notes[path] = say(code, **details)

    def drop(self, path: KeyPath, value: Any, code: str, **details: object) -> None:
        """Record that a cell or text no longer stands in the sheet; an empty one is no loss."""
        text = printed(value)
        if unmarked(text).strip():
            self.dropped.append(
                Dropped(
                    path=path,
                    place=form_place(self.old, path),
                    printed=text,
                    reading=value["reading"] if isinstance(value, Mapping) else "",
                    why=say(code, **details),
                )
            )


def _as_confirmed(tree: dict[str, Any]) -> Sheet:
    """Sheet without the marks, but for that of a figure that cannot be read: 【要確認】1,30,000."""
    confirmed = _confirmed(tree)
    try:
        return Sheet.model_validate(confirmed)
    except ValidationError as unreadable:
        for *above, last in (error["loc"] for error in unreadable.errors()):
            value_at(confirmed, tuple(above))[last] = value_at(tree, (*above, last))
    return Sheet.model_validate(confirmed)


def _confirmed(value: Any) -> Any:
    """Plain data without the marks that ask for confirmation."""
    if isinstance(value, Mapping):
        return {key: _confirmed(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_confirmed(below) for below in value]
    return value.replace(TO_CONFIRM, "") or value if isinstance(value, str) else value
