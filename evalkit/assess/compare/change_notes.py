"""What a comparison says of a change beside its old and new text."""

from __future__ import annotations

from collections.abc import Mapping

from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.printing import fiscal_year
from evalkit.sheet.terms import TERMS
from evalkit.sheet.text import in_one_line

DECLARED = ("main", "direction", "tolerance", "break_after", "limit", "kind", "unit")
"""What a sheet declares of an indicator, besides what the form prints."""

_TEXTS: Mapping[str, Bilingual] = {
    "still": Bilingual("前から調査中", "pending before, too"),
    "not_yet": Bilingual("新たに調査中", "newly pending"),
    "against": Bilingual("目標 {target}", "target {target}"),
    "target_year": Bilingual("目標年度 {old} → {new}", "year of the target {old} → {new}"),
    "baseline_year": Bilingual("基準年度 {old} → {new}", "year of the baseline {old} → {new}"),
    "number": Bilingual("番号 {old} → {new}", "number {old} → {new}"),
    "heads": Bilingual("「{old}」から「{new}」へ", "from 「{old}」 to 「{new}」"),
    "year_before": Bilingual("前年度 {old}", "year before {old}"),
    "cell_left": Bilingual("該当の欄がなくなりました", "its cell is no longer there"),
    "decisions": Bilingual("{year}の達成の決定", "declared decision for {year}"),
    "external_values": Bilingual("{year}の比べる外部の値", "values of others for {year}"),
    **{key: TERMS[key] for key in DECLARED},
}


def say(code: str, **details: object) -> Bilingual:
    """Text `code` with its gaps filled; an integer is a fiscal year.

    Examples
    --------
    >>> say("target_year", old=2013, new=2016).ja, say("target_year", old=2013, new="毎年度").en
    ('目標年度 25年度 → 28年度', 'year of the target FY2013 → 毎年度')
    """
    shown = {key: _shown(value) for key, value in details.items()}
    return _TEXTS[code].format(**shown)


def _shown(value: object) -> Bilingual | str:
    return fiscal_year(value) if isinstance(value, int) else in_one_line(str(value))
