"""Clauses and terms that are nearly the same: where two texts differ in a character or two."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from evalkit.assess.audit.passages import Passage
from evalkit.assess.audit.word_lists import WordLists
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.references import CIRCLED
from evalkit.sheet.text import fold

SHORTEST_CLAUSE = 12  # characters; shorter clauses are alike by chance
SHORTEST_TERM = 8  # a compound of eight characters that differs in one inside is one compound
MOST_DIFFERENT = 2  # characters: one word of two, such as 企業 for 事業
MOST_ADDED = 6  # characters that one clause may have more, if all the rest is the same
LEAST_KEPT = 0.7  # of the longer clause
_ENDS = 5  # a clause with one difference keeps so many characters before or after it
_TERM_ENDS = 2

_BREAK = re.compile(r"[。、，,\n（）()「」『』【】《》〈〉＜＞?？]")
_TERM = re.compile(r"[一-鿿々ァ-ヺー]{7,}")
_RUN = re.compile("[一-鿿々ァ-ヺー]+")
_HIRAGANA = re.compile("[ぁ-ん]*")
_NUMBER = re.compile("[0-9]+")


class Clause(NamedTuple):
    """A clause as compared and as printed, and the text in which it stands."""

    form: str
    shown: str
    passage: Passage


class Difference(NamedTuple):
    """Two texts that are the same before and after one place."""

    before: str
    one: str
    other: str
    after: str


class Pair(NamedTuple):
    """A form that is likely the odd one, with all its uses, and those of the usual one."""

    odd: tuple[Clause, ...]
    usual: tuple[Clause, ...]
    difference: Difference  # from the odd one to the usual one


def clauses(passages: Iterable[Passage]) -> Iterator[Clause]:
    """Clauses of some texts that are long enough to be compared."""
    for passage in passages:
        for part in _BREAK.split(passage.text):
            shown = "".join(part.split())
            if len(shown) >= SHORTEST_CLAUSE:
                yield Clause(_NUMBER.sub("0", fold(shown)), shown, passage)


def terms(passages: Iterable[Passage]) -> Iterator[Clause]:
    """Long compounds in some texts."""
    for passage in passages:
        for found in _TERM.finditer("".join(passage.text.split())):
            term = found[0].removesuffix("等")
            yield Clause(term, term, passage)


def difference(one: str, other: str) -> Difference:
    """Where two texts differ, if only in one place.

    Examples
    --------
    >>> difference("事業お開始し", "事業を開始し")
    Difference(before='事業', one='お', other='を', after='開始し')
    """
    shorter = min(len(one), len(other))
    start = next((n for n in range(shorter) if one[n] != other[n]), shorter)
    rest = shorter - start
    end = next((n for n in range(rest) if one[-1 - n] != other[-1 - n]), rest)
    return Difference(
        one[:start],
        one[start : len(one) - end],
        other[start : len(other) - end],
        one[len(one) - end :],
    )


def near_clauses(
    found: Iterable[Clause], names: Mapping[KeyPath, str], words: WordLists
) -> tuple[Pair, ...]:
    """Clauses that differ from another in a place, each with the one most used.

    Parameters
    ----------
    found : iterable of Clause
    names : mapping
        Name of each record: a word of its own name is in its texts on purpose.
    words : WordLists
        What cannot follow each other, and what differs on purpose.
    """
    uses = _uses(found)
    pairs = [
        pair
        for one, other in _candidates(uses, _ENDS)
        if (pair := _ordered(uses, one, other, words)) and _likely(pair, names, words)
    ]
    return _best(pairs)


def near_terms(found: Iterable[Clause], words: WordLists) -> tuple[Pair, ...]:
    """Compounds that differ from another in one character inside."""
    uses = _uses(found)
    pairs = [
        pair
        for one, other in _candidates(uses, _TERM_ENDS)
        if (pair := _ordered(uses, one, other, words)) and _likely_term(pair, words)
    ]
    return _best(pairs)


def _uses(found: Iterable[Clause]) -> dict[str, list[Clause]]:
    uses: dict[str, list[Clause]] = defaultdict(list)
    for clause in found:
        uses[clause.form].append(clause)
    return uses


def _candidates(uses: Iterable[str], ends: int) -> set[tuple[str, str]]:
    """Pairs that begin or end alike; the first of a pair stands earlier in the form."""
    groups: dict[tuple[bool, str], list[str]] = defaultdict(list)
    for form in uses:
        groups[True, form[:ends]].append(form)
        groups[False, form[-ends:]].append(form)
    return {
        pair
        for group in groups.values()
        for pair in combinations(group, 2)
        if abs(len(pair[0]) - len(pair[1])) <= MOST_ADDED
    }


def _ordered(
    uses: Mapping[str, Sequence[Clause]], first: str, second: str, words: WordLists
) -> Pair:
    """Pair with the odd form first: the impossible, the rarer, the shorter, or the later one."""
    impossible = words.impossible_sequences

    def standing(form: str) -> tuple[bool, int, int]:
        return not impossible.search(form), len(uses[form]), len(form)

    odd, usual = sorted((second, first), key=standing)
    return Pair(odd=tuple(uses[odd]), usual=tuple(uses[usual]), difference=difference(odd, usual))


def _likely(pair: Pair, names: Mapping[KeyPath, str], words: WordLists) -> bool:
    """Whether a difference is a slip rather than meant."""
    before, one, other, after = pair.difference
    if not before or not after or _marks(one + other) or words.contrast(one, other):
        return False
    if max(len(one), len(other)) > MOST_DIFFERENT and not _words_added(pair):
        return False
    return not _names_on_purpose(pair) and not _in_own_names(pair, names)


def _likely_term(pair: Pair, words: WordLists) -> bool:
    before, one, other, after = pair.difference
    return (
        min(len(before), len(after)) >= _TERM_ENDS
        and len(one) <= 1
        and len(other) <= 1
        and max(len(use.form) for use in (pair.odd[0], pair.usual[0])) >= SHORTEST_TERM
        and not (one + other in words.affixes or words.contrast(one, other))
        and not all(use.passage.field == "name" for use in pair.odd + pair.usual)
    )


def _marks(text: str) -> bool:
    """Numbers and letters, which name things apart."""
    return any((char.isascii() and char.isalnum()) or char in CIRCLED for char in text)


def _words_added(pair: Pair) -> bool:
    """Whether one status text only has some words more, inside it."""
    before, one, other, after = pair.difference
    short, long = sorted((one, other), key=len)
    whole = len(before) + len(long) + len(after)
    return (
        short in long
        and len(long) - len(short) <= MOST_ADDED
        and min(len(before), len(after)) >= _ENDS
        and (len(before) + len(short) + len(after)) >= LEAST_KEPT * whole
        and all(use.passage.in_cell or use.passage.field == "note" for use in pair.odd + pair.usual)
    )


def _names_on_purpose(pair: Pair) -> bool:
    """Whether both are names of indicators of one goal, which differ in their nouns."""
    uses = pair.odd + pair.usual
    names = all(use.passage.field == "name" for use in uses)
    goals = {use.passage.path[:2] for use in uses}
    kana = _HIRAGANA.fullmatch(pair.difference.one + pair.difference.other)
    return names and len(goals) == 1 and not kana


def _in_own_names(pair: Pair, names: Mapping[KeyPath, str]) -> bool:
    """Whether the words that differ are words of their records' names: 事後評価, 中間評価."""
    sides = ((pair.odd, len(pair.difference.one)), (pair.usual, len(pair.difference.other)))
    return all(
        (word := _word(uses[0].form, len(pair.difference.before), length))
        and uses[0].passage.field != "name"
        and all(word in fold(names.get(use.passage.record, "")) for use in uses)
        for uses, length in sides
    )


def _word(text: str, start: int, length: int) -> str:
    """Run of kanji and katakana around a place; '' if it stands in none."""
    runs = (run for run in _RUN.finditer(text) if run.start() <= start < run.end())
    found = next(runs, None)
    return found[0] if found and found.end() >= start + length else ""


def _best(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """One pair for each odd form: with the form most used."""
    best: dict[str, Pair] = {}
    for pair in sorted(pairs, key=lambda pair: -len(pair.usual)):
        best.setdefault(pair.odd[0].form, pair)
    return tuple(best.values())
