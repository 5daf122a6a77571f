"""The card of an indicator: chart, figures by year, where it is heading, and how that was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from types import MappingProxyType

from markupsafe import Markup, escape

from evalkit.assess.assessment import IndicatorResult, YearResult
from evalkit.assess.cautions import SENTENCES, THRESHOLDS, Caution, cautions
from evalkit.assess.judge.direction import BASES, DIRECTIONS
from evalkit.assess.judge.methods import METHODS, Computed, Forecast
from evalkit.assess.judge.presets import PRESETS
from evalkit.assess.judge.target_levels import ComputedTarget, OpenTarget
from evalkit.assess.judge.target_rules import rule_words
from evalkit.assess.target_of_year import HeldTarget
from evalkit.present.anchors import indicator_id
from evalkit.present.charts.figures import figure
from evalkit.present.downloads import Downloads
from evalkit.present.edition import Edition
from evalkit.present.html import Content, element, join, lines
from evalkit.present.marks import Marks
from evalkit.present.status import chip, judged, outlook_chip
from evalkit.present.tables import heads, table
from evalkit.sheet.cells import STATUSES, AnyCell, Quantity
from evalkit.sheet.printing import calculated, percent, unit_of, whole_figure
from evalkit.sheet.references import circled, numbered
from evalkit.sheet.rounding import apart, decimals


class Cards:
    """Cards of one sheet's indicators, in one language."""

    def __init__(
        self,
        edition: Edition,
        marks: Marks,
        downloads: Downloads,
        preset: str = "annual",
        options: Mapping[str, object] = MappingProxyType({}),
        *,
        annual: bool = True,
    ) -> None:
        self.results = edition.sheet.results
        self.edition = edition
        self.words = edition.words
        self.language = edition.language
        self.marks = marks
        self.downloads = downloads
        self.preset = preset
        self.options = options
        self.annual = annual  # whether any year has a target of its own

    def card(self, result: IndicatorResult) -> Markup:
        """Everything that the report says of one indicator, the form's own row apart."""
        id_ = indicator_id(result.goal, result.indicator)
        name = numbered(result.indicator.no, result.indicator.name)
        heading = element("h4", name, lang=self.words.data_language)
        chart = figure(self.edition, result)
        beside = element("div", self.by_year(result), self.short(result), class_="beside")
        return element(
            "article",
            heading,
            element("p", *self.chips(result), "\u2003", self.marks.line(result), class_="chips"),
            self.direction(result),
            self.targets(result),
            element("div", chart, beside, class_="chart-and-data" if chart else None),
            self.notes(result),
            self.methods(result),
            self.sources(result),
            id=id_, class_="card",
        )  # fmt: skip

    def chips(self, result: IndicatorResult) -> Iterator[Content]:
        """Judgement of the sheet's year, by the preset, and the outlook."""
        year = result.sheet.fiscal_year
        if self.annual and self.results != "none":
            judgement = result.year(year).judgement
            yield from (f"{self.edition.year(year)} ", judged(judgement, self.words))
        if (published := result.indicator.published.get(year)) and published.grade:
            yield self.words("in_brackets", text=self.words("reference_mark"))
            yield f" {self.words('published_grade')} "
            yield chip("published", published.grade)
        if PRESETS[self.preset].of_latest:
            judgement = result.judged(self.preset, **self.options)
            yield from (f" {self.preset} ", judged(judgement, self.words))
        if result.outlook and self.results != "none":
            yield from (f" {self.words('final_target')} ", outlook_chip(result.outlook, self.words))

    def direction(self, result: IndicatorResult) -> Markup:
        """Which way is better, and what in the sheet says so; nothing of one without a target."""
        good, words = result.good_direction, self.words
        ruled = any(isinstance(year.target, ComputedTarget) for year in result.years)
        if result.final_target is None and not ruled:
            return Markup()
        basis = words.said(BASES[good.basis])
        cited = good.evidence if good.basis != "declared" else ""
        if cited:
            basis = words("basis_with", basis=basis, text="|")
        said = words("direction", way=words.said(DIRECTIONS[good.direction]), basis=basis)
        before, _, after = said.partition("|")
        return element(
            "p", before, self.edition.quoted(cited) if cited else "", after, class_="note"
        )

    def targets(self, result: IndicatorResult) -> Markup:
        """Which of several targets holds when, and which years are judged by it."""
        if not result.indicator.targets:
            return Markup()
        names = ["target", "in_force", *(["judged_years"] if self.results != "none" else [])]
        rows = (element("tr", *self._target(result, each, names)) for each in result.target_history)
        return table(
            self.words("several_targets"),
            heads(map(self.words, names)),
            element("tbody", *rows),
            id_=f"{indicator_id(result.goal, result.indicator)}-targets", class_="data",
        )  # fmt: skip

    def _target(
        self, result: IndicatorResult, held: HeldTarget, names: Sequence[str]
    ) -> Iterator[Markup]:
        judged_by = (
            self.edition.year(year.year)
            for year in result.years
            if result.held_target(year.year) == held and year.judgement.decided
        )
        yield element("th", self.edition.quoted(held.cell.printed), scope="row")
        yield element("td", self._in_force(held))
        if "judged_years" in names:
            yield element("td", self.words("between_figures").join(judged_by) or "－")

    def _in_force(self, held: HeldTarget) -> str:
        since, until = (year and self.edition.year(year) for year in (held.since, held.until))
        if not since and not until:
            return "－"
        return self.words("in_force_years", since=since or "", until=until or "")

    def by_year(self, result: IndicatorResult) -> Markup:
        """The chart's figures as a table, with the judgement of each year.

        Years without a figure that say the same share a row, and rates a column where there is one.
        """
        words = self.words
        names = ["fiscal_year", *self._columns()]
        rated = any(self._rate(year) for year in result.years)
        names += ["f_level_rate"] if rated else []
        alike = groupby(self._shown_years(result), key=lambda year: self._said(result, year))
        rows = (self._years(result, [*years], rated=rated) for _, years in alike)
        name = numbered(result.indicator.no, result.indicator.name)
        title = "planned_by_year" if self.results == "none" else "by_year"
        whose = element("span", name, class_="for-readers", lang=self.words.data_language)
        caption = join((words(title), whose), " ")
        return table(
            caption,
            heads(map(words, names)),
            element("tbody", *rows),
            id_=f"{indicator_id(result.goal, result.indicator)}-years", class_="data years",
        )  # fmt: skip

    def _years(
        self, result: IndicatorResult, years: Sequence[YearResult], *, rated: bool
    ) -> Markup:
        first, last = years[0], years[-1]
        return element(
            "tr",
            element("th", self.edition.years(first.year, last.year), scope="row"),
            *self._cells(result, first),
            element("td", self._rate(first), class_="num") if rated else "",
        )

    def _shown_years(self, result: IndicatorResult) -> list[YearResult]:
        """Years with something in a column that the form has: not every one has a latest value."""
        if self.results == "none":
            return [year for year in result.years if year.target.printed]
        latest = self.results == "latest"
        return [year for year in result.years if year.cell.printed or not latest]

    def _columns(self) -> list[str]:
        """Heads of the table of years behind the years, as far as the form has such columns."""
        if self.results == "none":
            return ["annual_target"]
        actual = "latest_value" if self.results == "latest" else "actual"
        return [actual, *(["annual_target_short", "judgement"] if self.annual else [])]

    def _cells(self, result: IndicatorResult, year: YearResult) -> Iterator[Markup]:
        for name in self._columns():
            if name == "judgement":
                yield element("td", judged(year.judgement, self.words))
            else:
                cell = year.target if name.startswith("annual_target") else year.cell
                yield element("td", self.short_cell(result, cell), class_="num")

    def _said(self, result: IndicatorResult, year: YearResult) -> tuple[object, ...]:
        """What a row says of a year; the year itself where it has a figure."""
        own = year.year if isinstance(year.cell, Quantity) else None
        actual, target = (self.short_cell(result, cell) for cell in (year.cell, year.target))
        return own, actual, target, year.judgement.grade

    def _rate(self, year: YearResult) -> str:
        rate = year.number("level_rate") if year.judgement.decided else None
        return "" if rate is None else percent(rate, self.language)

    def short_cell(self, result: IndicatorResult, cell: AnyCell) -> str:
        """Print a cell without its notes: its figure, or the kind of what stands there."""
        if isinstance(cell, OpenTarget):
            return rule_words(cell.printed)
        if not isinstance(cell, Quantity):
            known = cell.status not in ("blank", "not_applicable")
            return self.words.said(STATUSES[cell.status]) if known else "－"
        shown = whole_figure(cell, self.language)
        if not isinstance(cell, ComputedTarget):
            return shown
        return rule_words(cell.printed) + self.words("in_brackets", text=shown)

    def short(self, result: IndicatorResult) -> Markup:
        """Progress, pace, what is needed and where the trend leads, where they exist."""
        latest, goal = result.latest, result.final_target
        brief = [name for name, method in METHODS.items() if method.in_brief]
        figures = [latest.figure(name) for name in brief] if latest and goal else []
        pairs = [
            element("div", element("dt", self.words.said(METHODS[each.function].title)),
                    element("dd", self.value(result, each)))
            for each in figures if each and each.value is not None
        ]  # fmt: skip
        if not pairs or goal is None:
            return Markup()
        about = (
            self.words("against_annual", year=self.edition.year(goal.year))
            if goal.cell is not result.indicator.target and goal.year
            else self.words("against_final")
        )
        target = self.short_cell(result, goal.cell)
        head = element("p", f"{about}: {target}{self.in_year(goal.year)}", class_="note")
        return head + element("dl", *pairs, class_="figures")

    def in_year(self, year: int | None) -> str:
        """Print a year behind a figure; nothing where the figure has none."""
        if not year:
            return ""
        return self.words.space + self.words("in_brackets", text=self.edition.year(year))

    def value(self, result: IndicatorResult, figure: Computed) -> str:
        """Print what a method gave, or why it gives nothing."""
        value = figure.value
        if value is None:
            return self.words.said(figure.reason) if figure.reason else ""
        if isinstance(value, bool):
            return self.words("yes" if value else "no")
        if isinstance(value, Forecast):
            return self._forecast(result, value)
        kind = METHODS[figure.function].result
        if kind == "ratio":
            return percent(value, self.language)
        shown = calculated(
            value, self.words.said(result.unit_of_change), self.language, signed=True
        )
        return self.words("per_year", value=shown) if kind == "change_per_year" else shown

    def _forecast(self, result: IndicatorResult, made: Forecast) -> str:
        """Print a projection with the decimals of its series; one beyond a bound with both."""
        unit = unit_of(result.unit, self.language)
        places = max(0, *(decimals(point) for _, point in made.used))
        goal = result.final_target
        near = (goal.cell.value,) if goal else ()
        value, beyond = (
            calculated(apart(each, places, *near), unit, self.language, *near)
            for each in (made.projection, made.unbounded)
        )
        name = "forecast_for" if made.projection == made.unbounded else "forecast_bounded"
        year = self.edition.year(made.target_year)
        return self.words(name, year=year, value=value, beyond=beyond)

    def notes(self, result: IndicatorResult) -> Markup:
        """What to mind when reading the figures."""
        told = [*self._undecided(result)] if self.results != "none" else []
        told += self._computed(result)
        told += [self.caution(result, each) for each in cautions(result)]
        if not told:
            return Markup()
        title = element("strong", self.words("cautions"))
        return element("p", title, " ", " ".join(told), class_="cautions")

    def _undecided(self, result: IndicatorResult) -> Iterator[str]:
        judgement = result.year(result.sheet.fiscal_year).judgement
        if not judgement.decided:
            yield self.words.said(judgement.reasoning)

    def _computed(self, result: IndicatorResult) -> Iterator[str]:
        """How the level of the target was found by which the sheet's year is judged."""
        year = result.year(result.sheet.fiscal_year)
        if isinstance(year.target, ComputedTarget) and year.judgement.decided:
            yield self.words.said(year.target.how)

    def caution(self, result: IndicatorResult, caution: Caution) -> str:
        """Print one caution with its figures."""
        shown: dict[str, str] = {}
        for name, value in caution.figures.items():
            if name == "year":
                shown[name] = self.edition.year(int(value))
            elif name == "change":
                unit = self.words.said(result.unit_of_change)
                shown[name] = calculated(Decimal(value), unit, self.language, signed=True)
            else:
                shown[name] = percent(Decimal(value), self.language, *THRESHOLDS)
        return self.words.said(SENTENCES[caution.code].format(**shown))

    def methods(self, result: IndicatorResult) -> Markup:
        """Every method side by side for the latest figure, with its formula."""
        latest = result.latest
        if latest is None or not latest.figures:
            return Markup()
        words = self.words
        rows = (self._method(result, figure) for figure in latest.figures)
        name = circled(result.indicator.no)
        whole = table(
            f"{name} {words('methods')}{self.in_year(latest.year)}",
            heads(map(words, ("method", "formula", "result"))), element("tbody", *rows),
            id_=f"{indicator_id(result.goal, result.indicator)}-methods", class_="data methods",
            widths=(24, 42, 34),
        )  # fmt: skip
        data = self.downloads.link("results")
        return element(
            "details", element("summary", words("methods")), whole, data,
            class_="methods not-in-pdf",
        )  # fmt: skip

    def sources(self, result: IndicatorResult) -> Markup:
        """Links to the form's own row, and to the data and papers behind it."""
        goal = result.goal.no
        sources = {source.achievement_goal for source in result.sheet.data_sources}
        links = [(f"{indicator_id(result.goal, result.indicator)}-name", "in_the_form")]
        if goal in sources:
            links.append((f"sources-{goal}", "data_sources"))
        elif "" in sources:  # listed for the whole sheet
            links.append(("data-sources", "data_sources"))
        shown = [element("a", self.words(word), href=f"#{target}") for target, word in links]
        if not sources & {goal, ""} and result.sheet.profile.has("data_sources"):
            shown.append(escape(self.words("no_source_printed")))
        data = self.downloads.after(" ｜ ", "observations")
        return element("p", join(shown, " ｜ "), data, class_="sources not-in-pdf")

    def _method(self, result: IndicatorResult, figure: Computed) -> Markup:
        function, said = METHODS[figure.function], self.words.said
        name = element("code", figure.function)
        return element(
            "tr",
            element("th", said(function.title), " ", name, scope="row"),
            element("td", said(function.formula)),
            element("td", lines(self.value(result, figure))),
        )
