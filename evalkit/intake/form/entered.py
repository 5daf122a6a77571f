"""What was read of a form: texts at the key paths of a sheet, each with the cells it comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from evalkit.intake.doubtful import doubt
from evalkit.intake.printed import PrintedCell
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.text import plain_text, unified

UNMARKED = frozenset(
    {
        "no",
        "kind",
        "years",
        "period",
        "fiscal_year",
        "form",
        "scale",
        "after",
        "main",
        "file",
        "since",
    }
)
"""Keys that hold no text of people: a mark there could not be read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A text of the sheet, where it stands printed, and why it may not be what was meant."""

    text: str
    cells: tuple[PrintedCell, ...]
    doubts: tuple[Bilingual, ...] = ()


@dataclass
class Entries:
    """Entries of a sheet in the order of reading, and the words of the form that are none.

    Examples
    --------
    >>> from evalkit.intake.printed import Box
    >>> cell = PrintedCell(Box(0, 0, 1, 1), "達成目標１", Bilingual("表1", "table 1"))
    >>> entries = Entries()
    >>> entries.put(("achievement_goals", 0, "no"), "1", cell)
    >>> entries.is_whole(cell)
    False
    >>> entries.say(cell, "達成目標")
    >>> entries.is_whole(cell)
    True
    """

    by_path: dict[KeyPath, Entry] = field(default_factory=dict)
    _said: dict[int, Counter[str]] = field(default_factory=dict)  # letters, by the id of their cell

    def put(
        self,
        path: KeyPath,
        text: str,
        *cells: PrintedCell,
        doubts: tuple[Bilingual, ...] = (),
        even_blank: bool = False,
    ) -> None:
        """Enter a text, as a rule not a blank one; the doubts of its cells are its own.

        A second text for one place is not entered, and the first is doubted.
        """
        if not (text or doubts or even_blank):
            return
        if path in self.by_path:
            why = doubt("two_cells_for_one_place")
            self.by_path[path] = _doubted(path, self.by_path[path], [why])
            return
        own = dict.fromkeys((*(each for cell in cells for each in cell.doubts), *doubts))
        self.by_path[path] = Entry(text, cells, () if path[-1] in UNMARKED else tuple(own))
        for cell in cells:
            self.say(cell, text)

    def put_head(
        self, path: KeyPath, text: str, cell: PrintedCell, *, doubts: tuple[Bilingual, ...] = ()
    ) -> bool:
        """Enter a head; one that a page repeats says nothing new. False where another stands."""
        before = self.by_path.get(path)
        if before is None:
            self.put(path, text, cell, doubts=doubts)
        elif plain_text(before.text) != plain_text(text):
            return False
        self.say(cell)
        return True

    def lead(self, path: KeyPath, text: str, cell: PrintedCell) -> None:
        """Put a text in front of an entry."""
        before = self.by_path[path]
        doubts = tuple(dict.fromkeys((*before.doubts, *cell.doubts)))
        self.by_path[path] = Entry(text + before.text, (*before.cells, cell), doubts)
        self.say(cell, text)

    def go_on(self, path: KeyPath, text: str, cell: PrintedCell) -> None:
        """Add a text to an entry that it goes on."""
        before = self.by_path[path]
        cells = (*before.cells, *(() if cell in before.cells else (cell,)))
        doubts = tuple(dict.fromkeys((*before.doubts, *cell.doubts)))
        self.by_path[path] = Entry(before.text + text, cells, doubts)
        self.say(cell, text)

    def say(self, cell: PrintedCell, text: str | None = None) -> None:
        """Note what of a cell is said by the form itself, such as a head; by default all of it."""
        said = letters(cell.text if text is None else text)
        self._said[id(cell)] = self._said.get(id(cell), Counter()) + said

    def doubt_below(self, suspects: Iterable[tuple[KeyPath, Bilingual]]) -> None:
        """Doubt each entry below these paths, in one pass, for the reason beside each."""
        reasons: dict[KeyPath, list[tuple[int, Bilingual]]] = {}
        for number, (path, why) in enumerate(suspects):
            reasons.setdefault(path, []).append((number, why))
        for path, entry in self.by_path.items():
            above = (reasons.get(path[:length], ()) for length in range(1, len(path) + 1))
            found = sorted((each for own in above for each in own), key=lambda each: each[0])
            self.by_path[path] = _doubted(path, entry, [why for _, why in found])

    def is_whole(self, cell: PrintedCell) -> bool:
        """Whether all that a cell prints stands in the entries, or in the words of the form."""
        said = self._said.get(id(cell))
        if said is None:
            return not cell.text.strip()
        return not {*(letters(cell.text) - said)} - _GLUE


def _doubted(path: KeyPath, entry: Entry, whys: Iterable[Bilingual]) -> Entry:
    """Entry with further reasons to doubt it, where a mark can stand at its key."""
    if path[-1] in UNMARKED:
        return entry
    return replace(entry, doubts=tuple(dict.fromkeys((*entry.doubts, *whys))))


_GLUE = frozenset("()[]{}<>:;,.、。・-~「」『』")
"""Signs that may stand between the texts of a cell."""


def letters(text: str) -> Counter[str]:
    r"""Letters, digits and signs of a text, each as often as it stands there.

    Examples
    --------
    >>> letters("（23年度）\n３機関") - letters("23年度3機関")
    Counter({'(': 1, ')': 1})
    """
    return Counter(unified(text))
