"""様式: what a ministry's form is made of, and how it words it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import yaml
from pydantic import Field

from evalkit.sheet.bilingual import NOTHING, Bilingual
from evalkit.sheet.record import Record
from evalkit.sheet.terms import TERMS

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


Results = Literal["by_year", "latest", "none"]
"""Columns of actuals: one a year, the latest value alone, none."""
Headline = Literal["plan", "annual", "final", "published"]
"""What heads a report: what is planned, targets of the year, final targets, published grades."""


class Word(Record):
    """A word or heading of the form."""

    ja: str = Field(
        default="", description="日本語。空欄は標準の言葉。 In Japanese; by default ours."
    )
    en: str = Field(default="", description="英語。 In English; the Japanese where it is missing.")
    also: tuple[str, ...] = Field(
        default=(),
        description="同じ欄の別の書き方。既存のファイルを読むときに使う。"
        " Other headings of the same thing, by which it is found in a file.",
    )

    @property
    def both(self) -> Bilingual:
        """The word in both languages."""
        return Bilingual(self.ja, self.en or self.ja)


class Title(Word):
    """What a form is called."""

    ja: str = Field(min_length=1, description="日本語。 In Japanese.")


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

    title: Title = Field(
        default=Title(ja="モニタリング", en="Monitoring"),
        description="様式の名称。別の呼び方は also に。 Name of the form, and others that it has.",
    )
    parts: tuple[Part, ...] | None = Field(
        default=None,
        description="様式にある欄を、様式の順に。挙げないときはすべて。ない欄は、報告書にも点検にも現れない。"
        " Parts that the form has, in its order, by default all; what it lacks is neither shown nor"
        " asked for.",
    )
    words: Mapping[str, Word] = Field(
        default_factory=dict,
        description="様式の言葉（ministry: {ja: 団体名} など）。評価書の項目名で引く。"
        "達成手段の表の列は measures.name のように書く。"
        " Words of the form, by the keys of the sheet file; measures.name is the column of names"
        " in the table of programmes.",
    )
    results: Results = Field(
        default="by_year",
        description="実績値の欄。年度ごと（by_year）、最新の値だけ（latest）、ない（none、計画の様式）。"
        " Columns of actuals: one a year, the latest value alone, or none, in a form of plans.",
    )
    headline: Literal["annual", "final", "published"] | None = Field(
        default=None,
        description="報告書の冒頭に置くもの。その年度の目標（annual）、最終目標（final）、"
        "府省等の判定（published）。なければ、評価書にある目標による。 What heads the report:"
        " targets of the year, final targets, or the ministry's own grades; by default as the sheet"
        " has targets.",
    )
    years: Literal["era", "western"] = Field(
        default="era",
        description="年の表し方。元号（era）か西暦（western）。 How years are printed in Japanese.",
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

    def order(self, part: str) -> int:
        """Place of a part among those of the form; of one that it lacks, the last."""
        parts = self.parts or get_args(Part)
        return parts.index(part) if part in parts else len(parts)

    def has(self, part: str) -> bool:
        """Whether the form has a part, such as ``expert_comments``."""
        return self.parts is None or part in self.parts

    def word(self, key: str) -> Bilingual | None:
        """What the form calls the entry that the sheet file has under `key`; None: as we do."""
        word = self.words.get(key)
        return word.both if word and word.ja else None

    def worded(self, sentence: Bilingual) -> Bilingual:
        """Sentence of ours in which the parts of the form are called as it calls them.

        What stands in quotation marks is quoted, and stays.

        Examples
        --------
        >>> profile = FormProfile(words={"indicators": Word(ja="KPI", en="KPI")})
        >>> profile.worded(Bilingual("「指標①」は成果指標の指標である。", '"indicator ①"')).ja
        '「指標①」は成果指標のKPIである。'
        """
        for key in _REWORDED:
            if own := self.word(key):
                usual = TERMS[key]
                sentence = Bilingual(
                    re.sub(_QUOTED_OR.format(usual.ja), _put(own.ja), sentence.ja),
                    re.sub(_QUOTED_OR.format(usual.en), _put(own.en), sentence.en),
                )
        return sentence

    def heading(self, key: str) -> str:
        """What a form prints over the entry `key`: its own words, or those of the form of 24-7-2.

        Examples
        --------
        >>> FormProfile().heading("measures.name"), FormProfile().heading("target")
        ('事業名', '目標値')
        """
        own, usual = self.words.get(key, Word()), monitoring().words.get(key, Word())
        first = next(iter(usual.also), "")
        return own.ja or first or TERMS[key.rpartition(".")[2]].ja

    def labels(self, key: str) -> tuple[str, ...]:
        """Every heading under which a file may print the entry `key`, that of the form first.

        Examples
        --------
        >>> word = Word(ja="団体名", en="Municipality", also=("自治体名",))
        >>> FormProfile(words={"ministry": word}).labels("ministry")
        ('団体名', 'Municipality', '自治体名', '府省')
        """
        word = self.words.get(key, Word())
        ours = TERMS.get(key.rpartition(".")[2], NOTHING)
        return tuple(dict.fromkeys(filter(None, (word.ja, word.en, *word.also, ours.ja))))


_REWORDED = ("policy_goal", "achievement_goal", "measure", "indicators", "measures", "ministry")
"""Keys of the words that sentences call the parts of a form by."""
_QUOTED_OR = r"(「[^」]*」|\"[^\"]*\")|(?<![一-龠々A-Za-z]){0}(?![一-龠々A-Za-z])"
"""What is quoted, or a term that is no part of a longer one."""


def _put(word: str) -> Callable[[re.Match[str]], str]:
    return lambda found: found[1] or word


@cache
def monitoring() -> FormProfile:
    """The form of 24-7-2, which every word and part of evalkit is by default."""
    path = Path(__file__).parent / "forms" / "monitoring.yaml"
    return FormProfile.model_validate(yaml.load(path.read_bytes(), yaml.CSafeLoader))
