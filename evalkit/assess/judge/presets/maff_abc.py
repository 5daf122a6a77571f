"""Ranks of 農林水産省 in the older edition, which has no A'."""

from dataclasses import replace

from evalkit.assess.judge.grades import NOT_DECIDABLE, read_grades
from evalkit.assess.judge.presets.maff import PRESET as MAFF
from evalkit.sheet.bilingual import Bilingual

PRESET = replace(
    MAFF,
    name="maff_abc",
    label=Bilingual(
        "農林水産省 実績評価のランク（A'のない旧版）",
        "MAFF performance rank (older edition, without A')",
    ),
    rule=Bilingual(
        "目標値に対する達成度が90%以上A、50%以上90%未満B、50%未満C。",
        "Level rate at least 90 % A, 50 to under 90 % B, under 50 % C.",
    ),
    source="会計検査院「米の生産調整対策の実施状況等について」(平成28年7月) 別表7",
    grades=read_grades(
        ("A", "達成度90%以上", "At least 90 %", "A"),
        ("B", "達成度50%以上90%未満", "50 to under 90 %", "B"),
        ("C", "達成度50%未満", "Under 50 %", "C"),
        NOT_DECIDABLE,
    ),
    tables={"rate": MAFF.tables["rate"][1:]},
)
