"""様式: what a ministry's form is made of, and how it words it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Literal, NamedTuple, get_args

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
    "prepared_by",
    "evaluation_date",
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
        description="様式にある欄を、様式の順に。挙げないときは 24-7-2 の欄すべて。"
        "ない欄は、報告書にも点検にも現れない。"
        " Parts that the form has, in its order, by default all those of 24-7-2; what it lacks is"
        " neither shown nor asked for.",
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
        return part in self.parts if self.parts is not None else part not in _NOT_IN_24_7_2

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
        >>> profile.worded(Bilingual("{count}指標", "Indicators"))
        Bilingual(ja='KPI{count}件', en='KPIs')
        >>> profile.worded(Bilingual("", "an indicator that nobody named")).en
        'a KPI that nobody named'
        """
        ja, en = sentence.ja, sentence.en
        for ours, own in _rewordings(self):
            ja = ours.ja.sub(partial(_in_japanese, word=own.ja), ja)
            en = ours.en.sub(partial(_in_english, word=own.en), en)
        return Bilingual(ja, en)

    def label(self, text: str) -> str:
        """Heading of ours as the form prints it.

        Examples
        --------
        >>> profile = FormProfile(words={"actuals": Word(ja="実績"), "indicators": Word(ja="KPI")})
        >>> profile.label("実績値"), profile.label("実績値の指標"), profile.label("目標値")
        ('実績', '実績値のKPI', '目標値')
        """
        return _own_labels(self).get(text) or self.worded(Bilingual.alike(text)).ja

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


_NOT_IN_24_7_2 = ("prepared_by", "evaluation_date")
"""Parts that a form has only where its profile says so."""
_IN_SENTENCES = {
    "policy_goal": TERMS["policy_goal"].ja,
    "achievement_goal": TERMS["achievement_goal"].ja,
    "measure": TERMS["measure"].ja,
    "indicators": TERMS["indicators"].ja,
    "measures": TERMS["measures"].ja,
    "ministry": "府省(?:等|名)?",
    "lead_division": "主管課(?:（課長名）)?",
    "related_divisions": "関係課(?:（課長名）)?",
    "expert_comments": TERMS["expert_comments"].ja,
}
"""Parts of the form that sentences speak of, by the keys of its words; how they call them.

A column of figures is no such part: its heading may be as long as 施策の進捗状況（目標）.
"""


_BEFORE, _BEHIND = "(?:(?<![一-龠々])|(?<=[各全]))", "(?:(?![一-龠々])|(?=[名番数同]))"
"""Around a term that is no part of a longer one: 各指標 and 指標数, but not 成果指標."""


class _Spelled(NamedTuple):
    ja: re.Pattern[str]
    en: re.Pattern[str]


@cache
def _rewordings(profile: FormProfile) -> tuple[tuple[_Spelled, Bilingual], ...]:
    """What sentences call a part of the form, with the word that it has of its own.

    A heading ends in 名 where a sentence speaks of what is named: 団体名, 団体.
    """
    return tuple(
        (_spelled(usual, TERMS[key].en, own), Bilingual(own.ja.removesuffix("名"), own.en))
        for key, usual in _IN_SENTENCES.items()
        if (own := profile.word(key))
    )


def _spelled(usual: str, en: str, own: Bilingual) -> _Spelled:
    """Patterns of a term that is no part of a longer one; what must stay is their first group."""
    ja = "|".join(["「[^」]*」", *([re.escape(own.ja)] if re.search(usual, own.ja) else [])])
    kept = "|".join(['"[^"]*"', "“[^”]*”", *([re.escape(own.en)] if en in own.en else [])])
    return _Spelled(
        re.compile(f"({ja})|(?P<count>{{count}}|[0-9,]+)?{_BEFORE}{usual}{_BEHIND}"),
        re.compile(
            f"({kept})|(?P<article>\\ban? )?\\b(?P<term>{en})(?P<many>s?)\\b", re.IGNORECASE
        ),
    )


def _in_japanese(found: re.Match[str], *, word: str) -> str:
    """Word for what was found; what is counted stands before its number: KPI3件."""
    return found[1] or (f"{word}{found['count']}件" if found["count"] else word)


def _in_english(found: re.Match[str], *, word: str) -> str:
    """Word in the number, with the initial and the article of what was found."""
    if found[1]:
        return found[1]
    article = found["article"] or ""
    if article:
        article = f"{article[0]}{'n' if word[:1] in 'aeiou' else ''} "
    word = word[:1].upper() + word[1:] if found["term"][:1].isupper() else word
    return article + (re.sub("(?<=[^aeiou])y$", "ie", word) + "s" if found["many"] else word)


@cache
def _own_labels(profile: FormProfile) -> Mapping[str, str]:
    usual = {
        key: {TERMS[key.rpartition(".")[2]].ja, *monitoring().words.get(key, Word()).also}
        for key in profile.words
    }
    return {text: word.ja for key, word in profile.words.items() if word.ja for text in usual[key]}


@cache
def monitoring() -> FormProfile:
    """The form of 24-7-2, which every word and part of evalkit is by default."""
    path = Path(__file__).parent / "forms" / "monitoring.yaml"
    return FormProfile.model_validate(yaml.load(path.read_bytes(), yaml.CSafeLoader))
