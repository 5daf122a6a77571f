"""Table of the targets of indicators that have several."""

from __future__ import annotations

from collections.abc import Iterator

from evalkit.assess.report_data import ReportData
from evalkit.present.tidy.indicators import about_indicator
from evalkit.present.tidy.schema import (
    COMPARATOR,
    ERA,
    INDICATOR,
    PRINTED,
    PRINTED_UNIT,
    STATUS,
    UNIT,
    VALUE,
    Column,
    Row,
    Table,
    compared,
    scaled,
    years,
)
from evalkit.present.tidy.where import FILE, LINE, where
from evalkit.sheet.bilingual import Bilingual


def _targets(facts: ReportData) -> Iterator[Row]:
    for result in facts.assessment.results:
        if not result.indicator.targets:
            continue
        for number, held in enumerate(result.target_history, start=1):
            yield {
                "indicator": about_indicator(result)["indicator"],
                "number": number,
                **years(held.term.year),
                "every_year": held.term.every_year,
                **scaled(held.cell),
                "comparator": compared(held.cell)["comparator"],
                "since": held.since,
                "until": held.until,
                "reason": held.reason,
                **where(facts, (*result.path, *held.path)),
            }


TARGETS = Table(
    name="targets",
    title=Bilingual("各目標値", "Dated targets"),
    about=Bilingual(
        "目標値が複数ある指標（中間・最終、改定前・改定後）の目標値。1行が一つの目標値。",
        "Targets of indicators that have several: mid-term and final, before and after a revision.",
    ),
    columns=(
        INDICATOR,
        Column("number", "integer", Bilingual("番号", "No.")),
        Column("fiscal_year", "integer", Bilingual("目標年度（西暦）", "Year of the target")),
        ERA,
        Column("every_year", "boolean", Bilingual("毎年度の目標値", "Holds for every year")),
        STATUS, VALUE, UNIT, PRINTED_UNIT, COMPARATOR, PRINTED,
        Column("since", "integer", Bilingual("適用の最初の年度", "In force since"),
               Bilingual("改定された目標値だけ", "Only of a revised one")),
        Column("until", "integer", Bilingual("適用の最後の年度", "In force until"),
               Bilingual("改定により代わられた目標値だけ", "Only of one that was replaced")),
        Column("reason", "string", Bilingual("改定の理由", "Reason of the revision")),
        FILE, LINE,
    ),
    key=("indicator", "number"),
    refers={"indicator": "indicators"},
    rows=_targets,
    optional=True,
)  # fmt: skip
