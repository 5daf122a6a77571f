"""A form while it is read: what is entered so far, and where the reader stands in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, field

from evalkit.intake.doubtful import doubt
from evalkit.intake.form.entered import Entries
from evalkit.intake.form.labels import Labels
from evalkit.intake.printed import PrintedCell
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.load import TO_ENTER
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.references import number_of


@dataclass
class Form:
    """What was read of a form, and the part of it that is read now.

    `year` is the fiscal year of the form.
    """

    labels: Labels
    year: int
    entries: Entries = field(default_factory=Entries)
    heading: PrintedCell | None = None  # line over what comes next
    notes: list[PrintedCell] = field(default_factory=list)  # lines under that heading
    part: str | None = None  # key of the part that a heading has opened
    tables: list[tuple[tuple[int, ...], list[KeyPath]]] = field(default_factory=list)
    """Years of each table of indicators, and the paths of those that stand in it."""
    numbers: dict[KeyPath, str] = field(default_factory=dict)  # of indicators, by their paths
    suspects: list[tuple[KeyPath, Bilingual]] = field(default_factory=list)
    """What is to be doubted as a whole, and why."""
    _counts: Counter[KeyPath] = field(default_factory=Counter)

    def next(self, path: KeyPath) -> KeyPath:
        """Path of a further entry in the list at `path`."""
        self._counts[path] += 1
        return (*path, self._counts[path] - 1)

    def count(self, path: KeyPath) -> int:
        """How many entries the list at `path` has so far."""
        return self._counts[path]

    def last_numbers(self, goal: KeyPath) -> list[str]:
        """What the next number of a goal may follow: its last one; at its beginning "" or any.

        Some forms count on from goal to goal.
        """
        own = [number for path, number in self.numbers.items() if path[: len(goal)] == goal]
        return own[-1:] or ["", *[*self.numbers.values()][-1:]]

    def indicators_of(self, numbers: Container[str]) -> list[KeyPath]:
        """Paths of the indicators with these numbers in the goal that is read."""
        if not self.has_goals:
            return []
        goal = self.goal
        return [
            path for path, number in self.numbers.items()
            if path[: len(goal)] == goal and number_of(number) in numbers
        ]  # fmt: skip

    def suspect(self, path: KeyPath, code: str) -> None:
        """Doubt all that will stand below a path, once everything is read."""
        self.suspects.append((path, doubt(code)))

    @property
    def goal(self) -> KeyPath:
        """Path of the 達成目標 that is read; a form without them has one in our sheet."""
        goals: KeyPath = ("achievement_goals",)
        if not self.count(goals):
            path = self.next(goals)
            self.entries.put((*path, "no"), "1")
            self.entries.put((*path, "name"), TO_ENTER, doubts=(doubt("no_goal"),))
        return (*goals, self.count(goals) - 1)

    @property
    def has_goals(self) -> bool:
        """Whether a 達成目標 was read."""
        return bool(self.count(("achievement_goals",)))

    def open(self, part: str | None, heading: PrintedCell | None = None) -> None:
        """Go on to a part of the form, under its heading."""
        self.part, self.heading, self.notes = part, heading, []
