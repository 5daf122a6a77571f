"""A text in both languages of the house, of which a reader sees one."""

from typing import NamedTuple


class Bilingual(NamedTuple):
    """One text, a word or sentences, in Japanese and in English."""

    ja: str
    en: str
