"""The words of a form, by which its cells are told from what people wrote into them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from evalkit.sheet.form_profile import FormProfile, monitoring
from evalkit.sheet.references import CIRCLED, read_number_sign
from evalkit.sheet.text import plain_text

_BRACKETED = re.compile(r"\((?P<inside>.*)\)")
_NUMBER = re.compile(rf"[{CIRCLED}]|(?:[0-9]+|[Ⅰ-Ⅹ]+|[A-Z])(?:[-.][0-9]+)*|\([0-9]+\)")
_ENDS = ":。 "
_USUAL = 100  # rank of the first word that is not the form's own


class Labels:
    r"""Words of a form.

    Parameters
    ----------
    profile : FormProfile
        Its words; those of 24-7-2 where it has none of its own.

    Examples
    --------
    >>> labels = Labels(monitoring())
    >>> labels.find("主管課\n（課長名）", ("lead_division", "related_divisions"))
    'lead_division'
    >>> labels.numbered("達成目標１", ("achievement_goal",))
    Numbered(key='achievement_goal', number='1', label='達成目標')
    """

    def __init__(self, profile: FormProfile) -> None:
        self.profile = profile
        self._known: dict[str, dict[str, int]] = {}

    def spellings(self, key: str) -> dict[str, int]:
        """Spellings of a key, each with its rank: the form's own word comes first."""
        if key not in self._known:
            words = self.profile.words.get(key)
            own = [words.ja, words.en, *words.also] if words else []
            usual = [*self.profile.labels(key)]
            usual += monitoring().labels(key)
            ranked = [*enumerate(own), *enumerate(usual, _USUAL)]
            plain = [(rank, plain_text(each).rstrip(_ENDS).casefold()) for rank, each in ranked]
            self._known[key] = {each: rank for rank, each in reversed(plain) if each}
        return self._known[key]

    def find(self, text: str, keys: Iterable[str]) -> str | None:
        """Key among `keys` of which the text is a label; None where it is none's."""
        said = plain_text(text).rstrip(_ENDS).casefold()
        bracketed = _BRACKETED.fullmatch(said)
        for each in (said, bracketed["inside"] if bracketed else said):
            ranks = {key: self.spellings(key)[each] for key in keys if each in self.spellings(key)}
            if ranks:
                return min(ranks, key=lambda key: ranks[key])
        return None

    def is_(self, text: str, *keys: str) -> bool:
        """Whether a text is a label of one of these keys."""
        return self.find(text, keys) is not None

    def headed(self, text: str, keys: Iterable[str]) -> Headed | None:
        r"""Label at the head of a text, and what follows it in brackets or on a line of its own.

        Examples
        --------
        >>> Labels(monitoring()).headed("基準値\n（15年度）", ("baseline",))
        Headed(key='baseline', rest='15年度')
        """
        if key := self.find(text, keys):
            return Headed(key, "")
        said = plain_text(text).casefold()
        for length, key in self._heads(said, keys):
            rest = said[length:]
            bracketed = _BRACKETED.fullmatch(rest)
            first, _, below = text.partition("\n")
            if bracketed:
                return Headed(key, bracketed["inside"])
            if below and self.find(first, (key,)):
                return Headed(key, below)
        return None

    def numbered(self, text: str, keys: Iterable[str]) -> Numbered | None:
        """Label with a number behind it: 達成目標１, 施策目標7-2."""
        said = plain_text(text).rstrip(_ENDS)
        for length, key in self._heads(said.casefold(), keys):
            if _NUMBER.fullmatch(said[length:]):
                number = read_number_sign(said[length:].strip("()"))
                return Numbered(key, number, said[:length])
        return None

    def begins(self, text: str, keys: Iterable[str]) -> str | None:
        """Key of the longest label with which a text begins; None where it begins with none's.

        Examples
        --------
        >>> Labels(monitoring()).begins("（取組例）電子ビーム積層造形法", ("examples",))
        'examples'
        """
        said = plain_text(text).casefold()
        return next((key for _, key in self._heads(said, keys)), None)

    def _heads(self, said: str, keys: Iterable[str]) -> Iterator[tuple[int, str]]:
        """Length and key of each label with which a text begins, the longest first."""
        found = {
            (len(spelling), key)
            for key in keys
            for spelling in self.spellings(key)
            if spelling and said.startswith(spelling)
        }
        return iter(sorted(found, reverse=True))


class Headed(NamedTuple):
    """A label with what stands behind it."""

    key: str
    rest: str


class Numbered(NamedTuple):
    """A label with the number behind it."""

    key: str
    number: str
    label: str
