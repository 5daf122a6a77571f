"""Programmes (達成手段) as the tables of a form print them, and when two rows are one programme."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

from evalkit.assess.audit.word_lists import WordLists, any_of
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import AnyCell, Blank, Quantity
from evalkit.sheet.cells.money import thousands_in
from evalkit.sheet.measures import Measure, MeasureTable
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.references import CIRCLED, Reference, parse_references
from evalkit.sheet.text import plain_text, unified

SAME_NAME = 0.8  # our choice: two slips in ten characters; with a figure or a text in common
SAME_SUMMARY = 40  # characters, our choice: a shorter text may fit two programmes
_SHORTEST_CORE = 6  # 「場」 in quotation marks is a word of a name, not a name
_OF_GOAL = re.compile(rf"達成目標([0-9]+)の?[-－―]?(?=[{CIRCLED}])")
_EXPLAINING = re.compile(r"(?:成果|活動|測定)?指標(?:\((?:アウトカム|アウトプット)\))?|\(再掲\)")
_BRACKETS = re.compile(r"\([^()]*\)")


@lru_cache(maxsize=16384)
def key(text: str) -> str:
    """Letters and digits of `text`: what is left of a name when dashes and brackets do not count.

    Examples
    --------
    >>> key("プログラム（Ｓ－イノベ）") == key("プログラム（Ｓイノベ）")
    True
    """
    return "".join(char for char in unified(text).casefold() if char.isalnum() and char != "ー")


@lru_cache(maxsize=16384)
def loose(text: str, words: WordLists) -> str:
    """`key` of a name without the small words, and with one word for those that mean the same.

    Examples
    --------
    >>> from evalkit.assess.audit.word_lists import house_words
    >>> loose("プログラムによる事業参画機関数", house_words())
    'プログラム参加機関数'
    """
    name = unified(text)
    for variant, usual in words.same_meaning.items():
        name = name.replace(variant, usual)
    return key(re.sub(any_of(words.small_words), "", name))


@lru_cache(maxsize=16384)
def without_brackets(text: str) -> str:
    """`text` without what stands in brackets, nested ones included.

    Examples
    --------
    >>> without_brackets("プログラム（支援プログラム（Ａ－ＳＴＥＰ））の課題")
    'プログラムの課題'
    """
    name, count = plain_text(text), 1
    while count:
        name, count = _BRACKETS.subn("", name)
    return name


def read_references(text: str, *, goal: str) -> tuple[Reference, ...] | None:
    """Indicators that a reference names, without the words with which people explain it.

    As :func:`evalkit.sheet.references.parse_references` otherwise.

    Examples
    --------
    >>> read_references("達成目標２の①、活動指標③（再掲）", goal="1")
    (Reference(goal='2', indicator='1'), Reference(goal='2', indicator='3'))
    """
    numbered = _OF_GOAL.sub(r"\1－", plain_text(text))
    return parse_references(_EXPLAINING.sub("", numbered), goal=goal)


@lru_cache(maxsize=4096)
def similarity(one: str, other: str) -> float:
    """Similarity of two names, from 0 to 1."""
    if 2 * min(len(one), len(other)) < SAME_NAME * (len(one) + len(other)):
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.quick_ratio() < SAME_NAME:
        return 0.0
    return matcher.ratio()


@dataclass(frozen=True, kw_only=True)
class ProgrammeRow:
    """One programme in one table."""

    measure: Measure
    path: KeyPath
    goal: str  # number of the achievement goal; "" in the reference table
    sheet: Sheet
    columns: MeasureTable  # heads of its table
    words: WordLists

    @property
    def heads(self) -> Mapping[int, str]:
        """Heads of the columns of amounts."""
        return self.columns.budget

    @property
    def table(self) -> Bilingual:
        """Name of the table, for a sentence."""
        if not self.goal:
            return Bilingual("参考の表", "the reference table")
        return Bilingual(f"達成目標{self.goal}の表", f"the table of goal {self.goal}")

    @cached_property
    def core(self) -> str:
        """Name of the programme itself: what stands in 「」, or else the last line."""
        line = self.measure.name.strip().split("\n")[-1].strip()
        quoted = re.search("「(.+)」", line)
        return quoted[1] if quoted and len(quoted[1]) >= _SHORTEST_CORE else line

    @cached_property
    def cores(self) -> tuple[str, ...]:
        """`key` of its name, with and without what stands in brackets there."""
        return key(self.core), key(without_brackets(self.core))

    @cached_property
    def loose_core(self) -> str:
        """`loose` of its name."""
        return loose(self.core, self.words)

    @cached_property
    def funder(self) -> str:
        """`key` of the lines above the last: under which vote the programme is financed."""
        return key("".join(self.measure.name.strip().split("\n")[:-1]))

    @property
    def of_agency(self) -> bool:
        """Whether an incorporated agency (独立行政法人) pays for it out of its own grant."""
        return any(word in self.measure.name for word in self.words.agency)

    @property
    def of_reconstruction(self) -> bool:
        """Whether the Reconstruction Agency (復興庁) holds its budget."""
        said = self.measure.name + self.measure.review_sheet
        return any(word in said for word in self.words.reconstruction)

    @cached_property
    def references(self) -> tuple[Reference, ...] | None:
        """Indicators that it is meant to move; None where that cannot be read."""
        return read_references(self.measure.indicators, goal=self.goal)

    def cell(self, year: int) -> AnyCell:
        """Printed amount of a fiscal year."""
        return self.measure.budget.get(year, Blank())

    def cell_path(self, year: int) -> KeyPath:
        """Path of the amount of a fiscal year."""
        return (*self.path, "budget", str(year))

    @cached_property
    def amounts(self) -> dict[int, Decimal]:
        """Amounts by fiscal year in thousand yen, as far as they are of this programme alone."""
        return {
            year: cell.value * self.unit(year)
            for year, cell in self.measure.budget.items()
            if isinstance(cell, Quantity) and cell.comparator == "=" and "内" not in cell.note
        }

    def unit(self, year: int) -> Decimal:
        """Thousand yen in the unit of its amounts of a year."""
        return thousands_in(self.sheet.measure_unit(self.columns, year))


def programme_rows(sheet: Sheet, words: WordLists) -> tuple[ProgrammeRow, ...]:
    """Every programme of every table, the reference table last."""
    return tuple(
        ProgrammeRow(
            measure=each.measure,
            path=each.path,
            goal=each.goal,
            sheet=sheet,
            columns=each.heads,
            words=words,
        )
        for each in sheet.measures()
    )


def budget_heads(sheet: Sheet) -> Iterator[tuple[KeyPath, int, str]]:
    """Heads over the amounts of every table of programmes: where each stands, its year, itself."""
    for table in sheet.measure_tables():
        for year, head in table.heads.budget.items():
            yield (*table.heads_path, "budget", str(year)), year, head


def same_programmes(rows: Iterable[ProgrammeRow]) -> tuple[tuple[ProgrammeRow, ...], ...]:
    """Programmes, each with its rows; one row a table."""
    found: list[list[ProgrammeRow]] = []
    for row in rows:
        own = next((group for group in found if _belongs(row, group)), None)
        if own is None:
            found.append([row])
        else:
            own.append(row)
    return tuple(tuple(group) for group in found)


def _belongs(row: ProgrammeRow, group: list[ProgrammeRow]) -> bool:
    return all(row.goal != other.goal and _same(row, other) for other in group)


def _same(one: ProgrammeRow, other: ProgrammeRow) -> bool:
    """Whether two rows are one programme: by its name, or by a slip in it and what they share."""
    if one.funder and other.funder and similarity(one.funder, other.funder) < SAME_NAME:
        return False
    if key(one.core) == key(other.core) or one.loose_core == other.loose_core:
        return True
    summary = key(one.measure.summary)
    if summary == key(other.measure.summary) and len(summary) >= SAME_SUMMARY:
        return True
    return similarity(key(one.core), key(other.core)) >= SAME_NAME and _share(one, other)


def _share(one: ProgrammeRow, other: ProgrammeRow) -> bool:
    """Whether two rows have an amount, a review sheet or a summary in common."""
    numbers = {key(row.measure.review_sheet) for row in (one, other)}
    return (
        (len(numbers) == 1 and numbers != {""})
        or any(amount and other.amounts.get(year) == amount for year, amount in one.amounts.items())
        or similarity(key(one.measure.summary), key(other.measure.summary)) >= SAME_NAME
    )
