"""What a comparison says of a change beside its old and new text."""

from __future__ import annotations

from collections.abc import Mapping

from evalkit.assess.audit import Text
from evalkit.sheet.fiscal import print_fiscal_year
from evalkit.sheet.problems import Language

_TEXTS: Mapping[str, Text] = {
    "still": Text("前から調査中", "pending before, too"),
    "not_yet": Text("新たに調査中", "newly pending"),
    "against": Text("目標 {target}", "target {target}"),
    "target_year": Text("目標年度 {old} → {new}", "year of the target {old} → {new}"),
    "baseline_year": Text("基準年度 {old} → {new}", "year of the baseline {old} → {new}"),
    "number": Text("番号 {old} → {new}", "number {old} → {new}"),
    "heads": Text("「{old}」から「{new}」へ", "from 「{old}」 to 「{new}」"),
    "year_before": Text("前年度 {old}", "year before {old}"),
    "cell_left": Text("該当の欄がなくなりました", "its cell is no longer there"),
    "main": Text("主要な測定指標", "main indicator"),
    "direction": Text("望ましい方向", "which way is better"),
    "tolerance": Text("「程度」の許容幅", "tolerance of 程度"),
    "break_after": Text("系列の断絶", "break in the series"),
    "limit": Text("値の自然な限界", "natural limit"),
    "kind": Text("指標の種類", "kind of indicator"),
    "unit": Text("単位", "unit"),
    "decisions": Text("{year}の達成の決定", "declared decision for {year}"),
}


def say(code: str, **details: object) -> Text:
    """Text `code` with its gaps filled; an integer is a fiscal year.

    Examples
    --------
    >>> say("target_year", old=2013, new=2016).ja, say("target_year", old=2013, new="毎年度").en
    ('目標年度 25年度 → 28年度', 'year of the target FY2013 → 毎年度')
    """
    languages: tuple[Language, Language] = ("ja", "en")
    return Text(*(_filled(_TEXTS[code], details, language) for language in languages))


def _filled(texts: Text, details: Mapping[str, object], language: Language) -> str:
    shown = {key: _shown(value, language) for key, value in details.items()}
    return texts[("ja", "en").index(language)].format_map(shown)


def _shown(value: object, language: Language) -> str:
    if isinstance(value, int):
        return print_fiscal_year(value, "bare" if language == "ja" else "western")
    return " ".join(str(value).split())
