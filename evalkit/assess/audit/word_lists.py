"""The words that the checks go by: the lists of ``word_lists.yaml``, and what a project adds."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from evalkit.sheet.problems import Problem, SheetProblems
from evalkit.sheet.record import Record
from evalkit.sheet.source import Source
from evalkit.sheet.yaml.tree import parse_settings

Word = Annotated[str, StringConstraints(min_length=1)]
_NOUN = "(?<=[一-鿿々ァ-ヺーとのめ）」])"  # or こと, もの, ため; as in ことがが, but not in ものの
_AMONG_OTHERS = (
    r"(?<=[一-鿿ァ-ヶー])お(?=[一-鿿]{2}(?:し|す|さ|で))"  # 事業お開始し; お願いし has one kanji
    r"|(?<!な)がを|(?<=[一-鿿々ァ-ヺー])とと(?![もりの])"
)


class WordLists(Record):
    """Words by what they are to the checks; ``word_lists.yaml`` says of each list what it is."""

    slips: dict[Word, Word] = Field(default_factory=dict)
    doubtful_slips: tuple[Word, ...] = ()
    template_remains: tuple[Word, ...] = ()
    none_symbols: dict[Word, Word] = Field(default_factory=dict)
    spellings: tuple[tuple[Word, ...], ...] = ()
    only_before: dict[Word, str] = Field(default_factory=dict)
    not_before: dict[Word, str] = Field(default_factory=dict)
    contrasts: tuple[tuple[Word, ...], ...] = ()
    affixes: tuple[Word, ...] = ()
    impossible: dict[Word, str] = Field(default_factory=dict)
    impossible_after_a_noun: dict[Word, str] = Field(default_factory=dict)
    same_meaning: dict[Word, Word] = Field(default_factory=dict)
    small_words: tuple[Word, ...] = ()
    programme_nouns: tuple[Word, ...] = ()
    agency: tuple[Word, ...] = ()
    reconstruction: tuple[Word, ...] = ()

    __eq__, __hash__ = object.__eq__, object.__hash__  # two readings of one file are one object

    def extended_by(self, own: WordLists) -> WordLists:
        """These words and those of a project; it may say anew what one of ours stands for."""
        pairs = ((name, getattr(self, name), getattr(own, name)) for name in WordLists.model_fields)
        both = {
            name: {**ours, **more} if isinstance(ours, Mapping) else (*ours, *more)
            for name, ours, more in pairs
        }
        return WordLists(**both)

    def as_a_word(self, word: str) -> re.Pattern[str]:
        """Pattern of a word where what follows does not make another of it."""
        wanted, unwanted = self.only_before.get(word, ""), self.not_before.get(word, "")
        return re.compile(re.escape(word) + _followed(wanted) + _not_followed(unwanted))

    @cached_property
    def impossible_sequences(self) -> re.Pattern[str]:
        """Pattern of particles and marks that cannot follow each other, and of お for を."""
        after_nouns = self.impossible_after_a_noun.items()
        patterns = [
            _AMONG_OTHERS,
            *(re.escape(each) + _not_followed(unless) for each, unless in self.impossible.items()),
            *(_NOUN + re.escape(each) + _not_followed(unless) for each, unless in after_nouns),
        ]
        return re.compile("|".join(patterns))

    def contrast(self, one: str, other: str) -> bool:
        """Whether two words are told apart on purpose."""
        return any(one in group and other in group for group in self.contrasts)


def _followed(characters: str) -> str:
    return f"(?=[{re.escape(characters)}])" if characters else ""


def _not_followed(characters: str) -> str:
    return f"(?![{re.escape(characters)}])" if characters else ""


def any_of(words: Iterable[str]) -> str:
    """Pattern, as text, of any of some words; the longest that stands there."""
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"


@cache
def house_words() -> WordLists:
    """The lists that evalkit brings along."""
    path = Path(__file__).with_suffix(".yaml")
    return _checked(parse_settings(path.read_bytes(), path.name))


@lru_cache(maxsize=2)  # a run reads them, then its notebook does in a process forked from it
def project_words(content: bytes, name: str) -> WordLists:
    """The lists that evalkit brings along, with those of a project's file.

    Raises
    ------
    SheetProblems
        With every list that is unknown, and every word that is none, each with its place.
    """
    return house_words().extended_by(_checked(parse_settings(content, name)))


def _checked(source: Source) -> WordLists:
    try:
        return WordLists.model_validate(source.tree)
    except ValidationError as error:
        raise SheetProblems(_problem(source, each) for each in error.errors()) from None


_CODES = {
    "dict_type": "mapping_expected",
    "model_type": "mapping_expected",
    "tuple_type": "list_expected",
    "string_type": "text_expected",
}


def _problem(source: Source, error: ErrorDetails) -> Problem:
    of_key = error["loc"][-1:] == ("[key]",)
    path, kind = error["loc"][:-1] if of_key else error["loc"], error["type"]
    seen: Any = error["input"]
    if kind == "extra_forbidden":
        name, known = str(path[-1]), tuple(WordLists.model_fields)
        if likely := difflib.get_close_matches(name, known, n=1):
            return source.problem(path, "misspelt_key", key=True, seen=name, likely=likely[0])
        allowed = ", ".join(known)
        return source.problem(path, "unknown_key", key=True, seen=name, allowed=allowed)
    if kind == "string_too_short":
        return source.problem(path, "empty_value", key=of_key, name=path[0])
    return source.problem(path, _CODES[kind], key=of_key, seen="" if seen is None else str(seen))
