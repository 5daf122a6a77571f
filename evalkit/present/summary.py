"""The first page: what was reached, what was not, what is unknown, where it is heading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from markupsafe import Markup

from evalkit.assess.assessment import (
    ANNUAL,
    OUTLOOKS,
    Assessment,
    Due,
    IndicatorResult,
    YearResult,
)
from evalkit.assess.judge.judgement import Judgement
from evalkit.assess.judge.presets import PRESETS
from evalkit.present.anchors import indicator_id
from evalkit.present.cards import Cards
from evalkit.present.html import Content, element, join
from evalkit.present.plain_text import headline
from evalkit.present.status import annual_label, annual_symbol, chip, judged, outlook_chip
from evalkit.present.tables import heads, table
from evalkit.present.words import Words
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.model import AchievementGoal
from evalkit.sheet.printing import day_text, percent
from evalkit.sheet.references import circled

_NAMED = Bilingual("{label}（{name}）。", "{label} ({name}). ")


class Summary:
    """The first page of one assessment, in one language."""

    def __init__(self, cards: Cards, assessment: Assessment) -> None:
        self.edition = cards.edition
        self.words = cards.words
        self.cards = cards
        self.assessment = assessment
        self.year = self.edition.year(assessment.sheet.fiscal_year)

    def whole(self) -> Markup:
        """Every part of the first page, after its heading."""
        headed_by = self.assessment.headed_by
        if headed_by == "plan":
            return join((self.headline(), *self.planned()))
        return join(
            (
                self.headline(),
                self.by_outlook() if headed_by == "final" else self.distribution(),
                *self.by_preset(),
                *self.overall(),
                *(() if headed_by == "final" else self.missed()),
                *self.pending(),
                *self.outlooks(),
                self.rule(),
            )
        )

    def headline(self) -> Markup:
        """The counts in one sentence."""
        return element("p", headline(self.assessment, self.words, self.year), class_="headline")

    def distribution(self) -> Markup:
        """How many of each grade, by achievement goal, and every indicator with its symbol."""
        words = self.words
        grades = (annual_label(grade, words) for grade in ANNUAL)
        titles = (words("achievement_goal"), *grades, words("each_indicator"))
        goals = [self._goal_row(goal) for goal in self.assessment.sheet.achievement_goals]
        total = self._counts(self.assessment.distribution(), words("total_row"), "")
        caption = words("distribution", year=self.year)
        return table(
            caption, heads(titles), element("tbody", *goals), element("tfoot", total),
            id_="distribution", class_="data distribution stacks",
        )  # fmt: skip

    def by_outlook(self) -> Markup:
        """How many indicators are on course for their final targets, by achievement goal."""
        words = self.words
        symbols = [outlook_chip(outlook, words) for outlook in OUTLOOKS]
        rows = [
            self._outlooks_of(goal.no, element("a", self._named(goal), href=f"#g{goal.no}"))
            for goal in self.assessment.sheet.achievement_goals
        ]
        total = self._outlooks_of(None, words("total_row"))
        return table(
            words("distribution_final"), heads((words("achievement_goal"), *symbols)),
            element("tbody", *rows), element("tfoot", total),
            id_="distribution", class_="data distribution stacks",
        )  # fmt: skip

    def _outlooks_of(self, number: str | None, name: Content) -> Markup:
        cells = (
            element("td", str(count), class_="num", data_label=self.words.said(OUTLOOKS[outlook]))
            for outlook, count in self.assessment.outlooks(number).items()
        )
        return element("tr", element("th", name, scope="row"), *cells)

    def _named(self, goal: AchievementGoal) -> Content:
        """What the goal is called in a table: its number, or its name where the form has none."""
        name = self.edition.goal_name(goal)
        return self.edition.quoted(name) if self.assessment.sheet.is_without_goals else name

    def by_preset(self) -> Iterator[Markup]:
        """How many indicators have each grade of the preset that the round has chosen."""
        counts = self.assessment.by_preset()
        if not any(counts.values()):
            return
        preset, said = PRESETS[self.assessment.preset], self.words.said
        labels = {each.grade: f"{each.symbol} {said(each.label)}" for each in preset.grades}
        shown = [grade for grade, count in counts.items() if count or grade != preset.undecided]
        titles = [chip(grade, labels.get(grade, grade).strip()) for grade in shown]
        cells = (element("td", str(counts[grade]), class_="num") for grade in shown)
        yield table(
            self.words("distribution_preset", rule=said(preset.label)), heads(titles),
            element("tbody", element("tr", *cells)),
            id_="distribution-preset", class_="data distribution",
        )  # fmt: skip

    def _goal_row(self, goal: AchievementGoal) -> Markup:
        results = self.assessment.of_goal(goal.no)
        symbols = join((self._symbol(result) for result in results), " ")
        link = element("a", self._named(goal), href=f"#g{goal.no}")
        return self._counts(self.assessment.distribution(goal.no), link, symbols)

    def _symbol(self, result: IndicatorResult) -> Markup:
        grade = result.year(result.sheet.fiscal_year).judgement.grade
        text = circled(result.indicator.no) + annual_symbol(grade)
        anchor = indicator_id(result.goal, result.indicator)
        said = f"{result.label} {annual_label(grade, self.words)}"
        return element("a", chip(grade, text), href=f"#{anchor}", class_="symbol", aria_label=said)

    def _counts(self, counts: dict[str, int], name: Content, symbols: Content) -> Markup:
        cells = (
            element("td", str(counts[grade]), class_="num",
                    data_label=annual_label(grade, self.words))
            for grade in ANNUAL
        )  # fmt: skip
        return element("tr", element("th", name, scope="row"), *cells, element("td", symbols))

    def planned(self) -> Iterator[Markup]:
        """Targets of a form without results: of the sheet's year, and the final ones."""
        yield self._title("planned")
        names = ("indicator", "baseline", "annual_target", "final_target")
        yield self._list("planned", names, map(self._planned_row, self.assessment.results))

    def _planned_row(self, result: IndicatorResult) -> tuple[Content, ...]:
        year = result.sheet.fiscal_year
        cells = (
            (result.indicator.baseline, result.baseline_year),
            (result.year(year).target, year),
            (result.indicator.target, result.term.year),
        )
        shown = (
            self.cards.short_cell(result, cell) + self.cards.in_year(year) for cell, year in cells
        )
        return (self.link(result), *shown)

    # What needs attention

    def missed(self) -> Iterator[Markup]:
        """Missed targets of the sheet's year, gravest first, and those of earlier years."""
        now = sorted(self.assessment.missed(), key=lambda each: _level(each[1]))
        yield self._title("missed_list", year=self.year)
        if now:
            yield element("p", self.words("lowest_first"), class_="note")
        yield self._missed_table("missed_list", now) if now else self._none()
        current = self.assessment.sheet.fiscal_year
        every = self.assessment.missed(every_year=True)
        before = [each for each in every if each[1].year < current]
        before.sort(key=lambda each: _level(each[1]))
        if before:
            yield self._title("missed_before")
            yield element("p", self.words("lowest_first"), class_="note")
            yield self._missed_table("missed_before", before)

    def _missed_table(self, name: str, missed: list[tuple[IndicatorResult, YearResult]]) -> Markup:
        names = ("indicator", "fiscal_year", "actual", "annual_target", "f_level_rate")
        return self._list(name, names, (self._missed_row(*each) for each in missed))

    def _missed_row(self, result: IndicatorResult, year: YearResult) -> tuple[Content, ...]:
        level = year.figure("level_rate")
        value = self.cards.value(result, level) if level else ""
        cells = (self.cards.short_cell(result, cell) for cell in (year.cell, year.target))
        return (self._marked(result), self.edition.year(year.year), *cells, value)

    def pending(self) -> Iterator[Markup]:
        """Results still unknown, and until when."""
        rows = [self._pending_row(*each) for each in self.assessment.pending()]
        yield self._title("pending_list")
        if rows:
            yield element("p", overdue_note([self.assessment.as_of], self.words), class_="note")
        names = ("indicator", "fiscal_year", "annual_target", "due")
        yield self._list("pending_list", names, rows) if rows else self._none()

    def _pending_row(self, result: IndicatorResult, due: Due) -> tuple[Content, ...]:
        target = self.cards.short_cell(result, result.year(due.year).target)
        state = "overdue" if due.overdue else "not_overdue" if due.day else "due_unknown"
        until = element("span", due.printed, lang=self.words.data_language)
        taken = element("span", taken_as(due.day, self.words), class_="whole") if due.day else ""
        shown = chip("missed" if due.overdue else "pending", self.words(state))
        cell = join((until, self.words.space, taken, " ", shown))
        return self._marked(result), self.edition.year(due.year), target, cell

    def outlooks(self) -> Iterator[Markup]:
        """Where indicators with a final target still to come are heading."""
        rows = [
            self._outlook_row(r)
            for r in self.assessment.results
            if r.outlook not in (None, "unknown")
        ]
        yield self._title("course_list")
        yield element("p", self.words("outlook_note"), class_="note")
        names = ("indicator", "outlook", "latest", "final_target", "f_progress", "f_pace")
        yield self._list("course_list", names, rows) if rows else self._none()
        yield from self._unknown()

    def _unknown(self) -> Iterator[Markup]:
        """Indicators of which too little is known, by the reason."""
        reasons: dict[str, list[IndicatorResult]] = defaultdict(list)
        for result in self.assessment.results:
            if result.outlook == "unknown":
                reasons[self._why_unknown(result)].append(result)
        if reasons:
            yield element("p", outlook_chip("unknown", self.words), class_="chips")
            groups = (
                element("li", f"{reason}: ", join(map(self._short_link, own), self._and))
                for reason, own in reasons.items()
            )
            yield element("ul", *groups, class_="reasons")

    def _why_unknown(self, result: IndicatorResult) -> str:
        """Why there is no outlook, as the assessment says it; of no figure at all, what is so."""
        latest = result.latest
        if latest is None:
            pending = any(True for _ in result.dues(None))
            return self.words("unknown_pending" if pending else "unknown_none")
        line = latest.figure("on_line")
        if line is None:
            return self.words("unknown_no_line")
        return self.words.said(line.reason).rstrip("。.") if line.reason else ""

    def _short_link(self, result: IndicatorResult) -> Markup:
        anchor = indicator_id(result.goal, result.indicator)
        return element("a", result.label, href=f"#{anchor}", class_="whole")

    @property
    def _and(self) -> str:
        return self.words("between_figures")

    def _outlook_row(self, result: IndicatorResult) -> tuple[Content, ...]:
        latest, goal = result.latest, result.final_target
        assert latest
        assert goal
        assert result.outlook
        return (
            self.link(result),
            outlook_chip(result.outlook, self.words),
            self.cards.short_cell(result, latest.cell) + self.cards.in_year(latest.year),
            self.cards.short_cell(result, goal.cell) + self.cards.in_year(goal.year),
            *(self._ratio(latest, name) for name in ("progress", "pace")),
        )

    def _ratio(self, latest: YearResult, name: str) -> str:
        ratio = latest.number(name)
        return "－" if ratio is None else percent(ratio, self.words.language)

    # Presets with an answer for the whole sheet

    def overall(self) -> Iterator[Markup]:
        """Judgement of the whole sheet, where the preset gives one, and what it hangs on."""
        overall = self.assessment.overall
        if overall is None:
            return
        yield self._title("five_step_overall")
        yield element("p", judged(overall, self.words), " ", self._reason(overall))
        if self.assessment.sensitivity:
            yield self._title("sensitivity")
            names = ("indicator", "if_met", "if_missed_narrowly", "if_missed_clearly")
            rows = (
                (row.name, row.if_met, row.if_missed_narrowly, row.if_missed_clearly)
                for row in self.assessment.sensitivity
            )
            yield self._list("sensitivity", names, rows)

    def _reason(self, judgement: Judgement) -> str:
        return self.words.said(judgement.reasoning)

    def rule(self) -> Markup:
        """The rule of the automatic judgement, with its source."""
        words = self.words
        preset = PRESETS[self.assessment.preset]
        text = words.said(preset.rule)
        named = words.said(_NAMED.format(label=preset.label, name=preset.name))
        source = element("span", preset.source, lang=self.words.data_language)
        return element(
            "div",
            element("p", element("strong", words("reference_mark")), f" {words('aid_note')}"),
            element("p", f"{words('rule')}: {named}{text} {words('source')}: ", source),
            class_="aid",
        )

    # Parts

    def link(self, result: IndicatorResult) -> Markup:
        """Link to the card of an indicator, with its whole name."""
        name = element("span", result.indicator.name, lang=self.words.data_language)
        return element(
            "a", f"{result.label} ", name, href=f"#{indicator_id(result.goal, result.indicator)}"
        )

    def _marked(self, result: IndicatorResult) -> Markup:
        """Link to the card of an indicator, with the grave findings on it."""
        return self.link(result) + self.cards.marks.grave(result)

    def _title(self, name: str, **fill: object) -> Markup:
        return element("h3", self.words(name, **fill), id=_anchor(name))

    def _none(self) -> Markup:
        return element("p", self.words("none_of_them"))

    def _list(
        self, name: str, columns: Sequence[str], rows: Iterable[tuple[Content, ...]]
    ) -> Markup:
        """Table under the title `name`; the first cell of a row is its head."""
        titles = [self.words(each) for each in columns]
        body = (
            element(
                "tr",
                element("th", first, scope="row"),
                *(
                    element("td", cell, data_label=label)
                    for cell, label in zip(rest, titles[1:], strict=True)
                ),
            )
            for first, *rest in rows
        )
        return table(
            "", heads(titles), element("tbody", *body),
            id_=f"{_anchor(name)}-table", class_="data list stacks", labelled_by=_anchor(name),
        )  # fmt: skip


def overdue_note(days: Iterable[date | None], words: Words) -> str:
    """By which day it is decided what is overdue."""
    known = sorted({day for day in days if day})
    if not known:
        return words("no_as_of")
    return words(
        "as_of_note", day=words("between_figures").join(words.said(day_text(d)) for d in known)
    )


def taken_as(day: date, words: Words) -> str:
    """Which day a time in words is taken to mean: （8月末として判定）."""
    last = (day + timedelta(days=1)).day == 1
    named = day_text(day)._replace(ja=f"{day.month}月{'末' if last else f'{day.day}日'}")
    return words("taken_as", day=named)


def _anchor(name: str) -> str:
    return name.replace("_", "-")


def _level(year: YearResult) -> Decimal:
    return year.number("level_rate") or Decimal(0)
