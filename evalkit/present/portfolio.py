"""What the portfolio notebook's cells display: the index over one round, section by section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from markupsafe import Markup

from evalkit.assess.judge.presets import PRESETS
from evalkit.assess.parameters import parse_parameters
from evalkit.present.html import Content, element, join
from evalkit.present.index.components import Parts, bar, grade_counts, published_counts
from evalkit.present.index.goals import Goals
from evalkit.present.index.lists import Lists
from evalkit.present.round_summary import Totals, read_round
from evalkit.present.section import Section
from evalkit.present.tables import table
from evalkit.present.words import Words
from evalkit.sheet.printing import day_text

_FILTERS = ("all", "missed", "overdue", "error", "changed", "failed")


def open_portfolio(reports: str, *, language: str = "") -> Portfolio:
    """Read what the reports in the folder `reports` have left, and open the index over them.

    Parameters
    ----------
    reports : str
        Folder of one round's reports.
    language : str
        ja or en; by default that of the reports.

    Raises
    ------
    SheetProblems
        If `language` is unknown, or if there is nothing but sheets, and the parameters of their
        round cannot be read.
    """
    given = parse_parameters({"language": language}).language if language else None
    shown = read_round(Path(reports).resolve())
    return Portfolio(Parts(shown, given or shown.language))


class Portfolio:
    """The index over one round."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.words = parts.words
        self.lists = Lists(parts)

    @cached_property
    def totals(self) -> Totals:
        """The counts of the round."""
        return self.parts.round.totals()

    def head(self) -> Section:
        """Whose round it is, and of which year."""
        whose = element("span", self._whose(), class_="eyebrow")
        heading = element("h1", whose, " ", self._title())
        years = element("a", self.words("all_years"), href="../index.html")
        back = element("p", years, class_="back", data_beside="../index.html")
        return self._section(element("header", back, heading, class_="head"))

    def _title(self) -> str:
        return self.words("round_title", year=self.parts.of_round())

    def _whose(self) -> Markup:
        names = self.parts.round.ministries
        if len(names) == 1:
            return self.parts.named(names[0])
        return Markup(self.words("round_ministries", count=len(names))) if names else Markup()

    def overview(self) -> Section:
        """The counts: as figures that lead to the lists, in a sentence, by grade."""
        if not self.parts.round.entries:
            return self._section(element("p", self.words("round_empty"), class_="headline"))
        totals = self.totals
        text = headline_of(totals, self.words, self.parts.of_round())
        headline = element("p", text, class_="headline")
        counts = grade_counts(totals.grades, self.words)
        grades = element("p", bar(totals.grades), counts, class_="whole counts")
        section = self._section(
            self._heading("overview"), headline, *self._planned(), *self._failed(), *self._apart(),
            self._tiles(),
            grades, self._published(), self._aid(), self._tools(),
        )  # fmt: skip
        return Section(section.html, {**section.about, "totals": totals.model_dump_json()})

    def _published(self) -> Markup:
        """How many indicators have each of the ministry's own grades, where any is published."""
        summaries = (each.summary for each in self.parts.round.entries if each.summary)
        grades = sum((Counter(each.published) for each in summaries), Counter[str]())
        if not grades:
            return Markup()
        shown = self.parts.named(published_counts(grades, self.words))
        return element("p", element("strong", f"{self.words('published_column')}: "), shown)

    def _planned(self) -> Iterator[Markup]:
        if self.totals.planned:
            yield element("p", self.words.count("round_plans", self.totals.planned))

    def _failed(self) -> Iterator[Markup]:
        entries = self.parts.round.entries
        if self.totals.failed:
            text = self.words.count("round_failed", self.totals.failed)
            stale = self.words("round_stale") if any(each.kept for each in entries) else ""
            yield element("p", element("a", text, href="#failures"), " ", stale, class_="alarm")

    def _apart(self) -> Iterator[Markup]:
        if count := self.parts.round.apart:
            text = self.words.count("round_apart", count)
            yield element("p", element("a", text, href="#goals"), class_="note")

    def _tiles(self) -> Markup:
        totals = self.totals
        tiles = (
            ("goals", "none", totals.goals),
            ("missed", "missed", totals.grades["missed"]),
            ("overdue", "missed", totals.overdue),
            ("awaited", "pending", totals.awaited - totals.overdue),
            ("error", "missed", totals.severities["error"]),
            ("warning", "pending", totals.severities["warning"]),
            ("failed", "missed", totals.failed),
        )
        made = (self._tile(*tile) for tile in tiles if tile[2] or tile[0] != "failed")
        return element("ul", *made, class_="tiles")

    def _tile(self, name: str, kind: str, count: int) -> Markup:
        """One count, linked to its list; quiet where there is nothing."""
        target = {"error": "findings", "warning": "findings", "failed": "failures"}.get(name, name)
        word = self.words.count(f"tile_{name}", count)
        shown = element("strong", self._of_all(name, count)), " ", element("span", word)
        kind = f"tile t-{kind if count else 'none'}"
        return element("li", element("a", *shown, href=f"#{target}", class_=kind))

    def _of_all(self, name: str, count: int) -> str:
        """Print a count; of the goals, how many of all are counted here."""
        made = self.totals.graded + self.totals.planned
        if name != "goals" or made == count:
            return f"{count:,}"
        return self.words("count_of_all", count=f"{made:,}", all=f"{count:,}")

    def _aid(self) -> Markup:
        mark = element("strong", self.words("reference_mark"))
        return element("p", mark, f" {self.words('round_aid')}", class_="note")

    def _tools(self) -> Markup:
        """The filter, which the page's script brings to life and shows."""
        words = self.words
        options = (element("option", words(f"filter_{name}"), value=name) for name in _FILTERS)
        text = element(
            "input", type="search", id="filter-text", autocomplete="off",
            placeholder=words("filter_text"),
        )  # fmt: skip
        show = element("select", *options, id="filter-show")
        return element(
            "form",
            element("label", words("filter"), " ", text),
            element("label", words("filter_show"), " ", show),
            element("output", id="filter-found", data_text=words("filter_found")),
            id="filter", role="search", hidden=True,
        )  # fmt: skip

    def failures(self) -> Section:
        """Reports that could not be made, if there are any."""
        return self._section(self.lists.failures())

    def goals(self) -> Section:
        """Every goal in one table."""
        if not self.parts.round.entries:
            return self._section()
        return self._section(self._heading("goals"), Goals(self.parts).whole())

    def missed(self) -> Section:
        """Every target that was missed, and whether its figure can be trusted."""
        return self._listed(self.lists.missed)

    def awaited(self) -> Section:
        """Every result that is overdue or still to come."""
        return self._listed(self.lists.awaited)

    def findings(self) -> Section:
        """Every error and warning of the audit."""
        return self._listed(self.lists.findings)

    def _listed(self, make: Callable[[], Markup]) -> Section:
        return self._section(make() if self.parts.round.entries else "")

    def provenance(self) -> Section:
        """What the index was made from."""
        words, preset = self.words, PRESETS["annual"]
        days = sorted({each.as_of for each in self.parts.round.summaries if each.as_of})
        facts: Mapping[str, str] = {
            "round_reports": f"{len(self.parts.round.summaries):,}",
            "sha256": self.parts.round.sha256 or "－",
            "as_of": words("between_figures").join(words.said(day_text(d)) for d in days) or "－",
            "round_rule": words.said(preset.rule),
            "versions": f"evalkit {version('evalkit-monitoring')}",
        }
        rows = (
            element("tr", element("th", words(name), scope="row"), element("td", text))
            for name, text in facts.items()
        )
        body = table(
            "", element("tbody", *rows), id_="provenance-table", class_="data",
            labelled_by="round-source",
        )  # fmt: skip
        return self._section(self._heading("round_source"), body)

    def _heading(self, name: str) -> Markup:
        return element("h2", self.words(name), id=name.replace("_", "-"))

    def _section(self, *content: Content) -> Section:
        days = [each.as_of for each in self.parts.round.summaries if each.as_of]
        year = self.parts.round.fiscal_year or 1979
        about = {
            "title": self._title(),
            "running_head": self._title(),
            "language": self.words.language,
            "date": max(days).isoformat() if days else f"{year + 1}-03-31",
            "kind": "index",
            "round": self.parts.round.sha256,
        }
        return Section(join(content), about)


def headline_of(totals: Totals, words: Words, year: str) -> str:
    """Return the counts of a round in one sentence."""
    idle = totals.grades["not_started"]
    started = words("headline_not_started", count=f"{idle:,}") if idle else ""
    counts = {grade: f"{count:,}" for grade, count in totals.grades.items()}
    filled = counts | {"not_started": started, "year": year}
    counted = words.count("counted_indicators", totals.indicators)
    return words("round_headline", goals=_goals(totals, words), count=counted, **filled)


def _goals(totals: Totals, words: Words) -> str:
    """How many goals the counts are of, and how many they are not."""
    graded = words.count("made_goals", totals.graded)
    missing = totals.goals - totals.graded - totals.planned
    return words("with_failures", goals=graded, count=f"{missing:,}") if missing else graded
