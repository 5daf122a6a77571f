"""Progress measure of Eustat: that of Open SDG with grades and thresholds of its own."""

from dataclasses import replace

from evalkit.assess.judge.grades import read_grades, read_table
from evalkit.assess.judge.presets.open_sdg import PRESET as OPEN_SDG
from evalkit.sheet.bilingual import Bilingual

PRESET = replace(
    OPEN_SDG,
    name="eustat",
    label=Bilingual(
        "バスク統計局（Eustat）のアジェンダ2030進捗測定",
        "Eustat (Basque Statistics Institute), Agenda 2030 progress",
    ),
    rule=Bilingual(
        "目標値があれば得点は Open SDG と同じ。"
        "なければ得点は年平均成長率×250（正のとき係数Cで割る）、－5～5。±0.1%以内は「進展なし」。",
        "With a target the scores are those of Open SDG. Without one: annual growth × 250 (÷ C"
        " where positive), −5 to 5; within ±0.1 % no progress.",
    ),
    source="EUSTAT-DES/data, indicator_calculation_components.yml: the rows without a target were"
    " inferred from the published values, which the site's own methodology page does not describe",
    grades=read_grades(
        ("significant_progress", "大きく進展", "Significant progress", "○"),
        ("moderate_progress", "進展", "Moderate progress", "△"),
        ("no_progress", "進展なし", "No progress", "―"),
        ("moderate_deterioration", "後退", "Moderate deterioration", "▲"),
        ("significant_deterioration", "大きく後退", "Significant deterioration", "×"),
        ("not_available", "評価なし", "Not available", "－"),
    ),
    tables={
        "achieved": read_table(("significant_progress", "else", "0", "5")),
        "with_target": read_table(
            ("significant_progress", ">= 0.95", "50/7", "-30/7"),
            ("moderate_progress", ">= 0.6", "50/7", "-30/7"),
            ("moderate_deterioration", ">= 0", "25/6", "-2.5"),
            ("significant_deterioration", "else", "25/6", "-2.5"),
        ),
        "without_target": read_table(
            ("significant_progress", ">= 0.01 C", "250 / C", "0"),
            ("moderate_progress", ">= 0.001 C", "250 / C", "0"),
            ("no_progress", ">= 0", "250 / C", "0"),
            ("no_progress", ">= -0.001 C", "250", "0"),
            ("moderate_deterioration", ">= -0.01 C", "250", "0"),
            ("significant_deterioration", "else", "250", "0"),
        ),
        "mean_score": read_table(
            ("significant_progress", ">= 2.5"),
            ("moderate_progress", ">= 0.25"),
            ("no_progress", ">= -0.25"),
            ("moderate_deterioration", ">= -2.5"),
            ("significant_deterioration", "else"),
        ),
    },
)
