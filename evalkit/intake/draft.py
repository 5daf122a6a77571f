"""A sheet file of what was recognised: marks where it is doubted, remarks where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from evalkit.intake.doubtful import doubt
from evalkit.intake.form.entered import UNMARKED, Entry
from evalkit.intake.form.pictures import PlacedPictures
from evalkit.intake.form.tree import marked, tree_of, without_gaps
from evalkit.intake.printed import PrintedCell
from evalkit.sheet.bilingual import NOTHING, Bilingual, Language
from evalkit.sheet.characters import shortened
from evalkit.sheet.dump import dump_sheet
from evalkit.sheet.forms import OwnForms
from evalkit.sheet.load import TO_CONFIRM, TO_ENTER, parse_sheet
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.problems import Problem, SheetProblems
from evalkit.sheet.source import Source
from evalkit.sheet.text import in_one_line
from evalkit.sheet.yaml.tree import parse_source

_REQUIRED: tuple[KeyPath, ...] = (
    ("ministry",), ("policy_goal", "number"), ("policy_goal", "name"),
)  # fmt: skip
_HEADER = "{files} から作成（evalkit import）。\n{mark}のある項目は、元の文書と照らして確かめる。"
_UNPLACED = "評価書に置けなかった文字（元の文書のとおり）"


@dataclass(frozen=True)
class Mark:
    """An entry that a person must confirm or enter: where it stands, and why."""

    line: int
    column: int
    place: Bilingual  # in the form
    text: str
    cells: tuple[PrintedCell, ...]
    doubts: tuple[Bilingual, ...]

    def line_of(self, file: str) -> Bilingual:
        """One line for whoever asked for the draft."""
        why = [each.in_("ja") for each in self.doubts], [each.in_("en") for each in self.doubts]
        return _MARK.format(
            file=file, line=self.line, column=self.column, place=self.place,
            text=shortened(in_one_line(self.text), _LONGEST), where=_where(self.cells),
            why=Bilingual("、".join(why[0]), "; ".join(why[1])),
        )  # fmt: skip


_LONGEST = 40  # characters of a text in a line
_MARK = Bilingual(
    "{file}:{line}:{column}  {place}「{text}」 {why}{where}",
    '{file}:{line}:{column}  {place} "{text}": {why}{where}',
)
_AT = Bilingual("（{where}）", " ({where})")
_NOT_PLACED = Bilingual(
    "{file}  評価書に置けない文字「{text}」{where}", '{file}  no place for "{text}"{where}'
)
_NO_TEXT = Bilingual("{file}  文字でないもの: {what}", "{file}  no text: {what}")


def _where(cells: Sequence[PrintedCell]) -> Bilingual:
    found = [*dict.fromkeys(cell.where for cell in cells)]
    if not found:
        return NOTHING
    joined = Bilingual("、".join(each.ja for each in found), ", ".join(each.en for each in found))
    return _AT.format(where=joined)


@dataclass(frozen=True)
class Draft:
    """Text of a sheet file, and what is to be done in it."""

    file: str
    text: str
    marks: tuple[Mark, ...]
    unplaced: tuple[PrintedCell, ...]
    lost: tuple[Bilingual, ...]
    problems: tuple[Problem, ...]  # for which it cannot be read yet
    pictures: Mapping[str, bytes] = field(default_factory=dict)  # files beside the sheet

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left to do."""
        return not (self.marks or self.unplaced or self.lost or self.problems)

    def lines(self, language: Language) -> Iterator[str]:
        """One line for each thing to do."""
        for problem in self.problems:
            yield problem.text(language)
        for mark in self.marks:
            yield mark.line_of(self.file).in_(language)
        for cell in self.unplaced:
            text = shortened(in_one_line(cell.text), _LONGEST)
            yield _NOT_PLACED.format(file=self.file, text=text, where=_where([cell])).in_(language)
        for what in self.lost:
            yield _NO_TEXT.format(file=self.file, what=what).in_(language)

    def record(self, language: Language) -> dict[str, Any]:
        """All of it, for programs."""
        return {
            "file": self.file,
            "problems": [problem.text(language) for problem in self.problems],
            "marks": [
                {
                    "line": mark.line,
                    "column": mark.column,
                    "place": mark.place.in_(language),
                    "text": mark.text,
                    "source": [cell.where.in_(language) for cell in mark.cells],
                    "doubts": [each.in_(language) for each in mark.doubts],
                }
                for mark in self.marks
            ],
            "unplaced": [
                {"text": cell.text, "source": cell.where.in_(language)} for cell in self.unplaced
            ],
            "no_text": [each.in_(language) for each in self.lost],
        }


def draft(
    found: PlacedPictures,
    unplaced: tuple[PrintedCell, ...],
    lost: Iterable[Bilingual],
    settled: Mapping[KeyPath, str],
    *,
    files: str,
    name: str,
    own: OwnForms,
) -> Draft:
    """Make the sheet file called `name` of what was recognised in `files`.

    Parameters
    ----------
    found : PlacedPictures
        Entries, and the pictures that stand among them.
    unplaced : tuple of PrintedCell
        What has no place in the sheet.
    lost : Iterable of Bilingual
        What of the files is no text.
    settled : Mapping
        Entries that the files do not print, such as the fiscal year.
    files, name : str
        Names of the files, and of the new one in its problems.
    own : OwnForms
        Forms of its project.
    """
    entries = {path: Entry(text, ()) for path, text in settled.items()}
    entries |= found.entries
    for path in (*_REQUIRED, *_indicators_of_empty_goals(entries)):
        entries.setdefault(path, Entry(TO_ENTER, (), (doubt("not_printed_here"),)))
    sheet, readable = _readable(entries)
    kept = {id(cell) for entry in readable.values() for cell in entry.cells}
    taken_out = {
        id(cell): cell for entry in entries.values() for cell in entry.cells if id(cell) not in kept
    }
    entries, lost = readable, tuple(lost)
    unplaced = (*unplaced, *taken_out.values())
    header = _HEADER.format(files=files, mark=TO_CONFIRM)
    text = dump_sheet(sheet, header=header)
    text = _with_remarks(text, parse_source(text, name), entries)
    text += "".join(_list_of_the_rest(unplaced, lost))
    source = parse_source(text, name)
    return Draft(
        name,
        text,
        tuple(_marks(source, entries)),
        unplaced,
        lost,
        tuple(_problems(text, name, own)),
        found.files,
    )


def _indicators_of_empty_goals(entries: Mapping[KeyPath, Entry]) -> list[KeyPath]:
    """Names that the first indicators of goals will have of which the files print nothing."""
    goals = {path[:2] for path in entries if path[0] == "achievement_goals"}
    goals = goals or {("achievement_goals", 0)}
    filled = {path[:2] for path in entries if path[2:3] in (("indicators",), ("measures",))}
    return [(*goal, "indicators", 0, "name") for goal in sorted(goals - filled, key=str)]


def _readable(entries: dict[KeyPath, Entry]) -> tuple[Sheet, dict[KeyPath, Entry]]:
    """Sheet of the entries; those that the model cannot read are marked, and kept as printed.

    What it cannot read with a mark either, such as the number of an indicator, is taken out.
    """
    while True:
        entries = without_gaps(entries)
        tree: Any = tree_of({path: marked(entry) for path, entry in entries.items()})
        try:
            return Sheet.model_validate(tree), entries
        except ValidationError as error:
            faults = dict(_faults(error, entries, tree))
        rest = {path: entry for path, entry in entries.items() if path not in faults}
        entries = rest | {path: entry for path, entry in faults.items() if entry}


def _faults(
    error: ValidationError, entries: Mapping[KeyPath, Entry], tree: Any
) -> Iterator[tuple[KeyPath, Entry | None]]:
    """What each fault makes of its entry; None takes it out."""
    for each in error.errors():
        path = _path_of(each["loc"], tree)
        if each["type"] == "missing":
            yield (*path, str(each["loc"][-1])), _missing(path, str(each["loc"][-1]))
        elif (entry := entries.get(path)) is None:
            while not (below := [each for each in entries if each[: len(path)] == path]):
                path = path[:-1]
            yield from ((entry_path, None) for entry_path in below)
        elif entry.doubts or path[-1] in UNMARKED:
            yield path, None
        else:
            yield path, replace(entry, doubts=(doubt("not_readable"),))


def _missing(path: KeyPath, key: str) -> Entry:
    """Entry of what the files do not print: a mark, or where none can stand, the likeliest."""
    place = path[-1] if path and isinstance(path[-1], int) else 0
    usual = {"kind": "measure", "no": str(place + 1)}
    if key in usual:
        return Entry(usual[key], ())
    return Entry(TO_ENTER, (), (doubt("not_printed_here"),))


def _path_of(location: tuple[int | str, ...], tree: Any) -> KeyPath:
    """Path in a tree that a location of pydantic speaks of."""
    path: KeyPath = ()
    here = tree
    for step in location:
        in_list = isinstance(here, list) and isinstance(step, int) and step < len(here)
        if in_list or (isinstance(here, dict) and step in here):
            here, path = here[step], (*path, step)
    return path


def _problems(text: str, name: str, own: OwnForms) -> Iterator[Problem]:
    try:
        parse_sheet(text, name=name, allow_open=True, own=own)
    except SheetProblems as problems:
        yield from problems.problems


# Remarks -----------------------------------------------------------------------------------------


def _with_remarks(text: str, source: Source, entries: Mapping[KeyPath, Entry]) -> str:
    """Text with a remark at the end of each line that has a mark: where it is printed, and why."""
    lines = text.split("\n")
    remarks: dict[int, list[str]] = {}
    for path, entry in entries.items():
        if entry.doubts and path in source.values:
            line, _ = source.place(path)
            remarks.setdefault(line, []).append(_remark(entry))
    for line, found in remarks.items():
        lines[line - 1] += f"  # {'; '.join(dict.fromkeys(found))}"
    return "\n".join(lines)


def _remark(entry: Entry) -> str:
    where = "、".join(dict.fromkeys(cell.where.ja for cell in entry.cells))
    why = "、".join(each.ja for each in entry.doubts)
    return in_one_line(f"{where}: {why}" if where else why)


def _list_of_the_rest(
    unplaced: tuple[PrintedCell, ...], lost: tuple[Bilingual, ...]
) -> Iterator[str]:
    if unplaced or lost:
        yield f"\n# {_UNPLACED}\n"
    for cell in unplaced:
        first, *rest = cell.text.split("\n")
        yield f"# - {cell.where.ja}: {first}".rstrip() + "\n"
        yield from (f"#   {line}".rstrip() + "\n" for line in rest)
    for each in lost:
        yield f"# - {in_one_line(each.ja)}\n"


def _marks(source: Source, entries: Mapping[KeyPath, Entry]) -> Iterator[Mark]:
    for path, entry in entries.items():
        if entry.doubts and path in source.values:
            line, column = source.place(path)
            place = source.form_place(path)
            yield Mark(line, column, place, entry.text, entry.cells, entry.doubts)
