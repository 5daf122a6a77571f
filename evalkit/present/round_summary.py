"""What is known of a round: the summaries and failures that its reports have left on the disk."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import ValidationError

from evalkit.assess.assessment import ANNUAL
from evalkit.assess.audit import SEVERITIES
from evalkit.assess.goal_summary import GoalSummary, summarise
from evalkit.assess.parameters import Parameters
from evalkit.present.published import PublishedPage
from evalkit.present.read_report import open_in_round, open_sheet, read_parameters
from evalkit.present.round_files import DIGEST, FAILED, RETIRED, Left, files_of, left_of, stem_of
from evalkit.sheet.bilingual import Language
from evalkit.sheet.form_profile import FormProfile, monitoring
from evalkit.sheet.problems import SheetProblems
from evalkit.sheet.record import Record
from evalkit.sheet.round_paths import parameters_of

_Kept = TypeVar("_Kept", bound=Record)


Standing = Literal["", "retired", "renamed", "other"]
"""How a report stands that is not counted: its sheet is gone, is another one's by now, or differs
from the one that the page was made from."""


class Failure(Record):
    """A report that could not be made the last time."""

    why: tuple[str, ...]  # one line for each problem
    language: Language = "ja"
    number: str = ""  # of the policy goal, where the sheet could be read
    name: str = ""
    ministry: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One goal of a round: what its report says, and what of it is published."""

    stem: str  # file name of the report without its ending
    summary: GoalSummary | None = None  # of the report that is published
    failure: Failure | None = None
    standing: Standing = ""
    former: GoalSummary | None = None  # of a report that stands and is not counted
    page: PublishedPage | None = None  # where that is all that is known
    files: frozenset[str] = frozenset()  # endings of the published files, `DATA`

    @property
    def kept(self) -> bool:
        """Whether an earlier report stands although the last attempt has failed."""
        return self.failure is not None and bool(self.files)

    @property
    def number(self) -> str:
        """Number of the policy goal; the report's own name where no sheet could be read."""
        known = self._known
        return known.number if known and known.number else self.stem

    @property
    def name(self) -> str:
        """Name of the policy goal, or nothing."""
        known = self._known
        return known.name if known else self.page.title if self.page else ""

    @property
    def ministry(self) -> str:
        """Ministry, or nothing."""
        known = self._known
        return known.ministry if known else ""

    @property
    def _known(self) -> GoalSummary | Failure | None:
        return self.summary or self.former or self.failure


@dataclass(frozen=True)
class Round:
    """All goals of a fiscal year, by ministry and number."""

    name: str  # fy2012, the folder
    entries: tuple[Entry, ...]
    sha256: str = ""  # of all that it was read from

    @cached_property
    def summaries(self) -> tuple[GoalSummary, ...]:
        """What is known of the goals."""
        return tuple(each.summary for each in self.entries if each.summary)

    @property
    def apart(self) -> int:
        """How many reports stand and are not counted."""
        return sum(bool(each.standing) for each in self.entries)

    @property
    def fiscal_year(self) -> int | None:
        """Fiscal year of its sheets, or the one that its folder names."""
        found = re.search(r"\d{4}", self.name)
        years = (each.fiscal_year for each in self.summaries)
        return next(years, int(found[0]) if found else None)

    @property
    def language(self) -> Language:
        """Language of its reports."""
        failures = (each.failure for each in self.entries if each.failure)
        known: Iterator[GoalSummary | Failure] = chain(self.summaries, failures)
        return next((each.language for each in known), "ja")

    @property
    def ministries(self) -> list[str]:
        """Ministries, each once."""
        return list(dict.fromkeys(each.ministry for each in self.entries if each.ministry))

    @cached_property
    def profile(self) -> FormProfile:
        """Words that all its forms have in common."""
        words = [each.words for each in self.summaries]
        common = {
            key: word
            for key, word in (words[0] if words else {}).items()
            if all(other.get(key) == word for other in words)
        }
        return FormProfile(words=common) if common else monitoring()

    def totals(self) -> Totals:
        """Count everything."""
        grades: Counter[str] = Counter()
        severities: Counter[str] = Counter()
        for each in self.summaries:
            grades.update(each.grades())
            severities.update(each.severities())
        return Totals(
            name=self.name,
            fiscal_year=self.fiscal_year,
            language=self.language,
            goals=sum(not each.standing for each in self.entries),
            graded=sum(not each.is_plan for each in self.summaries),
            planned=sum(each.is_plan for each in self.summaries),
            grades={grade: grades[grade] for grade in ANNUAL},
            severities={severity: severities[severity] for severity in SEVERITIES},
            awaited=sum(1 for each in self.summaries for _ in each.awaited()),
            overdue=sum(each.overdue() for each in self.summaries),
            failed=sum(each.failure is not None for each in self.entries),
        )


class Totals(Record):
    """The counts of a round, for the index over the years."""

    name: str
    fiscal_year: int | None
    language: Language
    goals: int
    graded: int  # of these goals the indicators are counted
    planned: int = 0  # goals on forms of plans, of which nothing is judged
    grades: Mapping[str, int]  # indicators, by the annual rule
    severities: Mapping[str, int]  # findings
    awaited: int  # results still unknown
    overdue: int
    failed: int

    @property
    def indicators(self) -> int:
        """How many indicators were graded."""
        return sum(self.grades.values())


def read_round(reports: Path) -> Round:
    """Read the round whose reports lie in `reports`: what they have left, and what is published.

    A page that has left nothing, as in a clone or after plain papermill, counts with what its sheet
    says (``params/fy2012/7-2.yaml`` beside the folder of all reports), if it was made from it.
    Where nothing was made yet, every sheet of the round is assessed here and now.
    """
    left = left_of(reports)
    sheets = reports.parent.parent / "params" / reports.name
    if left.notes:
        stems = sorted({*map(stem_of, left.notes), *left.pages})
        known = [_entry(stem, left, sheets) for stem in stems]
        entries = [each for each in known if each.files or each.failure]
    else:
        entries = list(_without_notes(left, sheets))
    return Round(reports.name, tuple(sorted(_moved(entries), key=_order)), left.sum())


def _entry(stem: str, left: Left, sheets: Path) -> Entry:
    files = left.files.get(stem, frozenset())
    summary = _parsed(GoalSummary, left.notes.get(stem + DIGEST))
    failure = _parsed(Failure, left.notes.get(stem + FAILED))
    if stem + RETIRED in left.notes:
        page = left.pages.get(stem)
        return Entry(stem=stem, standing="retired", former=summary, page=page, files=files)
    if summary is None and stem in left.pages:
        return replace(_of_page(stem, left, sheets), failure=failure)
    return Entry(stem=stem, summary=summary, failure=failure, files=files)


def _moved(entries: list[Entry]) -> Iterator[Entry]:
    """Mark those whose goal has another report by now: the sheet was given another name."""
    counted = {key for each in entries if not each.standing for key in _identities(each)}
    for each in entries:
        moved = each.standing == "retired" and counted.intersection(_identities(each))
        yield replace(each, standing="renamed") if moved else each


def _identities(entry: Entry) -> Iterator[tuple[str, str]]:
    """By which two reports are of one goal: its number or its name, in one ministry."""
    known = (entry.number, entry.name) if entry.summary or entry.former else ()
    return ((entry.ministry, each) for each in known if each)


def _parsed(kind: type[_Kept], content: bytes | None) -> _Kept | None:
    """Record in `content`; None where there is none, or one of another version of evalkit."""
    try:
        return kind.model_validate_json(content) if content else None
    except ValidationError:
        return None


def _order(entry: Entry) -> tuple[object, ...]:
    """Sort key: 7-10 comes after 7-2."""
    parts = re.split(r"(\d+)", entry.number)
    number = tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)
    return not entry.ministry, entry.ministry, number, entry.stem


# Without summaries --------------------------------------------------------------------------------


def _of_page(stem: str, left: Left, sheets: Path) -> Entry:
    """Report of which there is the page alone, and the sheet, if it is still that of the page."""
    page, files = left.pages[stem], left.files.get(stem, frozenset())
    path = sheets / f"{stem}.yaml"
    if sheets.is_dir() and not path.is_file():
        return Entry(stem=stem, standing="retired", page=page, files=files)
    if path.is_file() and sha256(path.read_bytes()).hexdigest() == page.sheet:
        with suppress(SheetProblems):
            return Entry(stem=stem, summary=summarise(open_in_round(path).facts), files=files)
    return Entry(stem=stem, standing="other", page=page, files=files)


def _without_notes(left: Left, sheets: Path) -> Iterator[Entry]:
    yield from (_of_page(stem, left, sheets) for stem in left.pages)
    parameters = read_parameters(parameters_of(sheets))
    for path in sorted(files_of(sheets)):
        if path.suffix == ".yaml" and path.stem not in left.pages:
            files = left.files.get(path.stem, frozenset())
            yield _entry_of_sheet(path, parameters, files)


def _entry_of_sheet(path: Path, parameters: Parameters, files: frozenset[str]) -> Entry:
    try:
        facts = open_sheet(path, parameters).facts
    except SheetProblems as problems:
        language = parameters.language
        why = tuple(problem.text(language) for problem in problems.problems)
        return Entry(stem=path.stem, failure=Failure(why=why, language=language), files=files)
    return Entry(stem=path.stem, summary=summarise(facts), files=files)
