"""様式: what a ministry's form is made of, and how it words it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.record import Record

Part = Literal[
    "summary",
    "achievement_goals",
    "indicators",
    "annual_targets",
    "measures",
    "examples",
    "evaluation",
    "reference",
    "budget",
    "cabinet_policies",
    "data_sources",
    "expert_comments",
    "lead_division",
    "related_divisions",
]
"""Parts that a form may have or lack."""


class Word(Record):
    """A word or heading of the form."""

    ja: str = Field(min_length=1, description="日本語。 In Japanese.")
    en: str = Field(default="", description="英語。 In English; the Japanese where it is missing.")
    also: tuple[str, ...] = Field(
        default=(), description="同じ欄の別の書き方。 Other headings of the same thing."
    )

    @property
    def both(self) -> Bilingual:
        """The word in both languages."""
        return Bilingual(self.ja, self.en or self.ja)


class ProfileChecks(Record):
    """Which checks do not apply to a form."""

    off: tuple[str, ...] = Field(
        default=(), description="この様式では行わない点検。 Checks not to run on this form."
    )


class FormProfile(Record):
    """A form: its parts, its words, the checks that apply to it.

    Examples
    --------
    >>> FormProfile(parts=("budget",)).has("budget"), FormProfile(parts=("budget",)).has("measures")
    (True, False)
    """

    title: Word = Field(
        default=Word(ja="モニタリング", en="Monitoring"),
        description="様式の名称。別の呼び方は also に。 Name of the form, and others that it has.",
    )
    parts: tuple[Part, ...] | None = Field(
        default=None,
        description="様式にある欄。挙げないときはすべて。ない欄は、報告書にも点検にも現れない。"
        " Parts that the form has, by default all; what it lacks is neither shown nor asked for.",
    )
    words: Mapping[str, Word] = Field(
        default_factory=dict,
        description="様式の言葉（ministry: {ja: 団体名} など）。評価書の項目名で引く。"
        " Words of the form, by the keys of the sheet file.",
    )
    direction: Literal["up", "down"] | None = Field(
        default=None,
        description="指標に指定がないときの望ましい方向。 Which way is better, where no indicator"
        " says so.",
    )
    checks: ProfileChecks = Field(
        default=ProfileChecks(), description="点検の設定。 What applies of the checks."
    )

    def __hash__(self) -> int:
        return id(self)  # each is read once, and kept

    def has(self, part: str) -> bool:
        """Whether the form has a part, such as ``expert_comments``."""
        return self.parts is None or part in self.parts

    def word(self, key: str) -> Bilingual | None:
        """What the form calls the entry that the sheet file has under `key`; None: as we do."""
        word = self.words.get(key)
        return word.both if word else None


MONITORING = FormProfile()
"""The form of 24-7-2, which every word and part of evalkit is by default."""
