"""A text in both languages of the house, of which a reader sees one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, Language] = ("ja", "en")


class Bilingual(NamedTuple):
    """One text, a word or sentences, in Japanese and in English.

    Examples
    --------
    >>> year = Bilingual("24年度", "FY2012")
    >>> Bilingual("{year}に{n}件", "{n} in {year}").format(year=year, n=3).in_("en")
    '3 in FY2012'
    """

    ja: str
    en: str

    @classmethod
    def alike(cls, text: str) -> Bilingual:
        """Text that is the same in both languages, such as what a form prints."""
        return cls(text, text)

    @classmethod
    def join(cls, texts: Iterable[Bilingual | str], between: Bilingual) -> Bilingual:
        """Join texts in each language; a plain one is the same in both.

        Examples
        --------
        >>> years = [Bilingual("24年度", "FY2012"), Bilingual("25年度", "FY2013")]
        >>> Bilingual.join(years, DOT)
        Bilingual(ja='24年度・25年度', en='FY2012, FY2013')
        """
        both = [cls.alike(text) if isinstance(text, str) else text for text in texts]
        ja, en = ([text[at] for text in both] for at in (0, 1))
        return cls(between.ja.join(ja), between.en.join(en))

    def in_(self, language: Language) -> str:
        """Text in one of the languages."""
        return self[LANGUAGES.index(language)]

    def format(self, /, **values: object) -> Bilingual:
        """Fill the gaps of both languages; a value in two languages fills each with its own."""
        ja, en = (
            {name: own[at] if isinstance(own, Bilingual) else own for name, own in values.items()}
            for at in (0, 1)
        )
        return Bilingual(self.ja.format(**ja), self.en.format(**en))


NOTHING = Bilingual("", "")
"""What stands where there is nothing to say."""
COMMA = Bilingual("、", ", ")
"""What stands between the items of a list."""
DOT = Bilingual("・", ", ")
"""What stands between short items that belong together: 23年度・24年度."""


class BilingualError(Exception):
    """An error that says in one line, in either language, what is wrong and what to do."""

    def __init__(self, said: Bilingual) -> None:
        super().__init__(said)
        self.said = said

    def __str__(self) -> str:
        return self.said.en

    def text(self, language: Language) -> str:
        """Line for the person who reads `language`."""
        return self.said.in_(language)
