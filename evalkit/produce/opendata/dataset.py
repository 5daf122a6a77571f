"""The rows of every table, made once for all files, and what the files say of themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from evalkit.assess.report_data import ReportData
from evalkit.present.frames import tables_of
from evalkit.present.tidy import texts
from evalkit.present.tidy.schema import Datum, Table, words_of
from evalkit.sheet.bilingual import Bilingual, Language
from evalkit.sheet.printing import fiscal_year

Records = list[tuple[Datum, ...]]


@dataclass(frozen=True)
class Dataset:
    """Every table with its records."""

    facts: ReportData
    tables: tuple[tuple[Table, Records], ...]

    def say(self, text: Bilingual) -> str:
        """Text in the report's language."""
        return words_of(self.facts).said(text)

    @property
    def language(self) -> Language:
        """Language of the report."""
        return self.facts.parameters.language

    @property
    def as_of(self) -> date | None:
        """Day on which the report was made, as its round's parameters say."""
        return self.facts.assessment.as_of

    @cached_property
    def titles(self) -> Bilingual:
        """Title of the data in both languages."""
        goal = self.facts.sheet.policy_goal
        return texts.TITLE.format(number=goal.number, name=goal.name, year=self.rounds)

    @property
    def rounds(self) -> Bilingual:
        """Fiscal year of the sheet in both languages."""
        return fiscal_year(self.facts.sheet.fiscal_year, "era")

    @cached_property
    def original(self) -> str:
        """Name of the published sheet: its title and number."""
        sheet = self.facts.sheet
        number = f"（{sheet.document}）" if sheet.document else ""
        return f"{sheet.ministry} {sheet.title}{number}".strip()

    @property
    def overall(self) -> str | None:
        """Overall judgement in words, where the preset has one."""
        judged = self.facts.assessment.overall
        return self.say(judged.label) if judged else None

    def __iter__(self) -> Iterator[tuple[Table, Records]]:
        return iter(self.tables)


def collect(facts: ReportData) -> Dataset:
    """Make the rows of every table."""
    tables = tables_of(facts).values()
    return Dataset(facts, tuple((table, table.records(facts)) for table in tables))
