"""What is known of a round: the digests and failures that its reports have left on the disk."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from evalkit.assess.assessment import ANNUAL
from evalkit.assess.audit import SEVERITIES
from evalkit.assess.digest import Digest, make_digest
from evalkit.assess.parameters import Parameters
from evalkit.present.opening import open_sheet, read_parameters
from evalkit.present.state import (
    DIGEST,
    FAILED,
    files_of,
    left_files,
    published_files,
    stem_of,
    sum_of,
)  # fmt: skip
from evalkit.sheet.model import Record
from evalkit.sheet.problems import Language, SheetProblems

_Kept = TypeVar("_Kept", bound=Record)


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
    digest: Digest | None = None  # of the report that is published
    failure: Failure | None = None
    files: frozenset[str] = frozenset()  # endings of the published files, `DATA`

    @property
    def kept(self) -> bool:
        """Whether an earlier report stands although the last attempt has failed."""
        return self.failure is not None and bool(self.files)

    @property
    def number(self) -> str:
        """Number of the policy goal; the report's own name where no sheet could be read."""
        known = self.digest or self.failure
        return known.number if known and known.number else self.stem

    @property
    def name(self) -> str:
        """Name of the policy goal, or nothing."""
        known = self.digest or self.failure
        return known.name if known else ""

    @property
    def ministry(self) -> str:
        """Ministry, or nothing."""
        known = self.digest or self.failure
        return known.ministry if known else ""


@dataclass(frozen=True)
class Round:
    """All goals of a fiscal year, by ministry and number."""

    name: str  # fy2012, the folder
    entries: tuple[Entry, ...]
    sha256: str = ""  # of all that it was read from

    @cached_property
    def digests(self) -> tuple[Digest, ...]:
        """What is known of the goals."""
        return tuple(each.digest for each in self.entries if each.digest)

    @property
    def fiscal_year(self) -> int | None:
        """Fiscal year of its sheets, or the one that its folder names."""
        found = re.search(r"\d{4}", self.name)
        years = (each.fiscal_year for each in self.digests)
        return next(years, int(found[0]) if found else None)

    @property
    def language(self) -> Language:
        """Language of its reports."""
        failures = (each.failure for each in self.entries if each.failure)
        known: Iterator[Digest | Failure] = chain(self.digests, failures)
        return next((each.language for each in known), "ja")

    @property
    def ministries(self) -> list[str]:
        """Ministries, each once."""
        return list(dict.fromkeys(each.ministry for each in self.entries if each.ministry))

    def totals(self) -> Totals:
        """Count everything."""
        grades: Counter[str] = Counter()
        severities: Counter[str] = Counter()
        for each in self.digests:
            grades.update(each.grades())
            severities.update(each.severities())
        return Totals(
            name=self.name,
            fiscal_year=self.fiscal_year,
            language=self.language,
            goals=len(self.entries),
            graded=len(self.digests),
            grades={grade: grades[grade] for grade in ANNUAL},
            severities={severity: severities[severity] for severity in SEVERITIES},
            awaited=sum(1 for each in self.digests for _ in each.awaited()),
            overdue=sum(each.overdue() for each in self.digests),
            failed=sum(each.failure is not None for each in self.entries),
        )


class Totals(Record):
    """The counts of a round, for the index over the years."""

    name: str
    fiscal_year: int | None
    language: Language
    goals: int
    graded: int  # of these goals the indicators are counted
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
    """Read the round whose reports lie in `reports`.

    Where no report has left a digest, as after plain papermill, the sheets of the round
    (``params/fy2012`` beside the folder of all reports) are assessed here and now.
    """
    left = left_files(reports)
    if not left:
        return _assessed(reports)
    published = published_files(reports)
    entries = [_entry(stem, left, published) for stem in dict.fromkeys(map(stem_of, left))]
    shown = [each for each in entries if each.files or each.failure]
    return Round(reports.name, tuple(sorted(shown, key=_order)), sum_of(left, published))


def _entry(stem: str, left: Mapping[str, bytes], published: Mapping[str, frozenset[str]]) -> Entry:
    return Entry(
        stem=stem,
        digest=_parsed(Digest, left.get(stem + DIGEST)),
        failure=_parsed(Failure, left.get(stem + FAILED)),
        files=published.get(stem, frozenset()),
    )


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


# Without digests --------------------------------------------------------------------------------


def _assessed(reports: Path) -> Round:
    sheets = reports.parent.parent / "params" / reports.name
    parameters = read_parameters(sheets.with_suffix(".yaml"))
    published = published_files(reports)
    entries = [
        _entry_of_sheet(path, parameters, published.get(path.stem, frozenset()))
        for path in sorted(files_of(sheets))
        if path.suffix == ".yaml"
    ]
    return Round(reports.name, tuple(sorted(entries, key=_order)))


def _entry_of_sheet(path: Path, parameters: Parameters, files: frozenset[str]) -> Entry:
    try:
        _, facts = open_sheet(path, parameters)
    except SheetProblems as problems:
        language = parameters.language
        why = tuple(problem.text(language) for problem in problems.problems)
        return Entry(stem=path.stem, failure=Failure(why=why, language=language), files=files)
    return Entry(stem=path.stem, digest=make_digest(facts), files=files)
