"""The edition of a report: one sheet, in one language."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from evalkit.present.html import element, lines
from evalkit.present.words import Words
from evalkit.sheet.bilingual import Language
from evalkit.sheet.model import AchievementGoal, Sheet
from evalkit.sheet.printing import year_span


@dataclass(frozen=True)
class Edition:
    """What every part of a report must know to print: whose it is, and in which words."""

    sheet: Sheet
    words: Words

    @property
    def language(self) -> Language:
        """Language of the page."""
        return self.words.language

    @property
    def data_language(self) -> Language | None:
        """Language of the sheet's text, where it is not that of the page."""
        return None if self.language == "ja" else "ja"

    def year(self, year: int) -> str:
        """Print a fiscal year in the page's language: 24年度, FY2012."""
        return self.years(year, year)

    def years(self, first: int, last: int) -> str:
        """Print fiscal years in the page's language: 20～23年度, FY2008–2011."""
        return self.words.said(year_span(first, last, "bare", self.sheet.calendar))

    def revised(self, since: int) -> str:
        """Print since which year a revised target holds."""
        return self.words("revised_since", year=self.year(since))

    def goal_name(self, goal: AchievementGoal) -> str:
        """What a goal is called: by its number, or by its name where the form has no goals."""
        if self.sheet.is_without_goals:
            return goal.name
        return self.words("goal_number", number=goal.no)

    @property
    def years_unit(self) -> str:
        """What stands at the end of an axis of years."""
        calendar = self.sheet.period == "calendar"
        return self.words("calendar_years_unit" if calendar else "years_unit")

    def quoted(self, text: str) -> Markup:
        """Text of the sheet among other words, in its own language."""
        if self.data_language is None:
            return lines(text)
        return element("span", lines(text), lang=self.data_language)
