"""What a notebook cell displays: the report of one sheet, section by section."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, get_args

from markupsafe import Markup

from evalkit.assess.assessment import Execution
from evalkit.assess.installed import installed_version
from evalkit.assess.parameters import parse_parameters
from evalkit.present.anchors import indicator_id
from evalkit.present.cards import Cards
from evalkit.present.charts.breakdowns import breakdown_figure
from evalkit.present.comparison import Changes
from evalkit.present.downloads import Downloads
from evalkit.present.edition import Edition
from evalkit.present.findings import Findings
from evalkit.present.form_tables import FormTables
from evalkit.present.frames import tables_of
from evalkit.present.html import Content, element, join, lines
from evalkit.present.marks import Marks
from evalkit.present.ministry_results import MinistryResults
from evalkit.present.read_report import Opened, open_sheet
from evalkit.present.section import Section
from evalkit.present.summary import Summary
from evalkit.present.tables import heads, table
from evalkit.present.words import Words
from evalkit.sheet.bilingual import Language
from evalkit.sheet.indicator import Kind
from evalkit.sheet.model import AchievementGoal, CabinetPolicy, Example, Picture, Sheet
from evalkit.sheet.printing import fiscal_year, percent
from evalkit.sheet.references import circled

TOOLS = ("evalkit-monitoring", "papermill", "nbconvert", "matplotlib", "typst")
"""What draws, runs and prints; their versions stand at the report's foot."""
_BESIDE = 42  # rows: a longer 別表 stands below its chart, which shows some of them


def open_report(
    sheet: str,
    *,
    language: str = "ja",
    as_of: str = "",
    preset: str = "annual",
    preset_options: Mapping[str, Any] | None = None,
) -> Report:
    """Read the sheet file `sheet`, check the parameters, and open its report.

    Raises
    ------
    SheetProblems
        If either cannot be read; IPython shows the list of problems in place of a traceback.
    """
    given = {
        "language": language, "as_of": as_of, "preset": preset,
        "preset_options": preset_options or {},
    }  # fmt: skip
    return Report(open_sheet(sheet, parse_parameters(given)))


class Report:
    """The monitoring report of one sheet."""

    def __init__(self, opened: Opened) -> None:
        self.document, self.pictures = opened.document, opened.pictures
        self.facts = facts = opened.facts
        self.made_from = opened.made_from()
        self.sheet: Sheet = opened.document.sheet
        self.parameters = facts.parameters
        self.language: Language = self.parameters.language
        self.words = Words(
            self.language, self.sheet.profile, calendar=self.sheet.period == "calendar"
        )
        self.downloads = Downloads(
            Path(self.document.source.name).stem, self.words, tables_of(facts)
        )
        self.edition = Edition(self.sheet, self.words)
        self.marks = Marks(facts.findings, self.words)
        self.tables = FormTables(self.edition, self.marks)
        self.findings_list = Findings(self.edition, facts.findings, self.tables.shown)
        self.assessment = facts.assessment
        self.published = MinistryResults(self.tables, self.assessment, self.downloads)
        preset, options = self.parameters.preset, self.parameters.preset_options
        annual = self.assessment.headed_by != "final"
        self.cards = Cards(self.edition, self.marks, self.downloads, preset, options, annual=annual)
        self.data_language = self.words.data_language

    def head(self) -> Section:
        """Title, policy goal, and who answers for it."""
        sheet = self.sheet
        goal = sheet.policy_goal
        facts = (
            ("ministry", sheet.ministry),
            ("document", sheet.document),
            ("fiscal_year", self.edition.year(sheet.fiscal_year)),
            ("summary", goal.summary),
            ("lead_division", sheet.lead_division),
            ("related_divisions", sheet.related_divisions or self._nothing("related_divisions")),
            ("prepared_by", sheet.prepared_by),
            ("evaluation_date", sheet.evaluation_date),
        )
        title = element("h1", element("span", self._goal_label(), class_="eyebrow"), " ",
                        element("span", goal.name, lang=self.data_language))  # fmt: skip
        printed = element("p", sheet.title, class_="lead", lang=self.data_language)
        body = element("header", self._back(), printed, title, self._facts(facts), class_="head")
        return self._section(body, *self._further("policy_goal"))

    def _nothing(self, part: str) -> str:
        """What stands for a part that the form surely has, and this sheet has nothing in."""
        return self.words("none_printed") if self.sheet.has(part) else ""

    def _back(self) -> Markup:
        """Link to the index, which lies beside the page."""
        year = fiscal_year(self.sheet.fiscal_year, "era")
        link = element("a", self.words("back_to_round", year=year), href="index.html")
        return element("p", link, class_="back not-in-pdf", data_beside="index.html")

    def _goal_label(self) -> str:
        return self.words("policy_goal_number", number=self.sheet.policy_goal.number)

    def _facts(self, facts: tuple[tuple[str, str], ...]) -> Markup:
        pairs = (
            element("div", element("dt", self.words(name)),
                    element("dd", lines(text), lang=self.data_language))
            for name, text in facts if text
        )  # fmt: skip
        return element("dl", *pairs, class_="meta")

    def overview(self) -> Section:
        """First page: what was reached, missed, still unknown, and where it is heading."""
        summary = Summary(self.cards, self.assessment)
        findings = self.findings_list.headline()
        own = self.published.overview()
        parts = (
            (summary.whole(), self.downloads.link("judgements"))
            if self.assessment.results
            else (summary.headline(),)
        )
        return self._section(self._heading("overview"), own, *parts, findings)

    def changes(self) -> Section:
        """前年度からの変更点: nothing where there is no sheet of last year."""
        if self.facts.comparison is None:
            return self._section()
        changes = Changes(self.facts.comparison, self.words, linked=True)
        return self._section(self._heading("changes"), changes.whole())

    def achievement_goals(self) -> Section:
        """Every 達成目標: its tables, charts, breakdowns, measures and examples."""
        where = (
            element("p", self.words("methods_elsewhere"), class_="pdf-only note")
            if self.assessment.results and self.assessment.headed_by != "plan"
            else Markup()
        )
        goals = (self._goal(goal) for goal in self.sheet.achievement_goals)
        return self._section(
            where, *goals, *self._further("achievement_goals"),
            self.published.of_policy(), *self._further("evaluation"), part="indicators",
        )  # fmt: skip

    def _goal(self, goal: AchievementGoal) -> Markup:
        words = self.words
        unnumbered = self.sheet.is_without_goals
        number = "" if unnumbered else f"{words('goal_number', number=goal.no)} "
        name = element("span", goal.name, lang=self.data_language)
        heading = element("h2", number, name, id=f"g{goal.no}")
        return element(
            "section",
            heading,
            *(self._kind(goal, kind) for kind in get_args(Kind)),
            *self._figures(goal),
            *self._breakdowns(goal),
            *self._measures(goal),
            *(self._example(goal, i, example) for i, example in enumerate(goal.examples, 1)),
            self.published.of_goal(goal),
            class_="goal",
        )

    def _kind(self, goal: AchievementGoal, kind: Kind) -> Markup:
        form = self.tables.indicators(goal, kind)
        if not form:
            return Markup()
        cards = (
            self.cards.card(result)
            for result in self.assessment.of_goal(goal.no)
            if result.indicator.kind == kind
        )
        heading = element("h3", self.words(kind), id=f"g{goal.no}-{kind}-heading")
        observations = self.downloads.link("observations")
        return join((heading, *cards, form, observations, self.published.of_kind(goal, kind)))

    def _figures(self, goal: AchievementGoal) -> Iterator[Markup]:
        for caption in goal.figures:
            yield self._placeholder(self.words("figure"), caption)

    def _picture(self, picture: Picture) -> Markup:
        file = self.pictures.get(picture.file)
        if file is None:
            return self._placeholder(self.words("picture"), picture.caption)
        source = f"data:image/{file.kind};base64,{b64encode(file.content).decode()}"
        shown = element("img", src=source, alt=picture.text, width=file.width, height=file.height)
        caption = element("figcaption", picture.caption) if picture.caption else ""
        return element("figure", shown, caption, lang=self.data_language)

    def _placeholder(self, word: str, caption: str) -> Markup:
        text = element("span", caption, lang=self.data_language)
        return element("p", f"［{word}］ ", text, class_="placeholder")

    def _breakdowns(self, goal: AchievementGoal) -> Iterator[Markup]:
        for indicator in goal.indicators:
            if indicator.breakdown:
                anchor = f"{indicator_id(goal, indicator)}-breakdown-heading"
                title = self.words("breakdown_of", number=circled(indicator.no))
                yield element("h3", title, id=anchor)
                form = self.tables.breakdown(goal, indicator, indicator.breakdown)
                chart = breakdown_figure(self.edition, self.marks, goal, indicator)
                beside = chart and len(indicator.breakdown.rows) <= _BESIDE
                yield element("div", chart, form, class_="chart-and-form" if beside else None)
                yield self.downloads.link("breakdowns")

    def _measures(self, goal: AchievementGoal) -> Iterator[Markup]:
        if goal.measures:
            yield element("h3", self.words("measures"), id=f"g{goal.no}-measures-heading")
            path = ("achievement_goals", self.sheet.achievement_goals.index(goal), "measures")
            heads = goal.tables.measures
            yield self.tables.measures(path, goal.measures, heads, name="measure_name")
            yield self.downloads.link("measures")

    def _example(self, goal: AchievementGoal, number: int, example: Example) -> Markup:
        anchor = f"g{goal.no}-example-{number}"
        heading = element("h3", example.heading, id=anchor, lang=self.data_language)
        pictures = map(self._picture, example.pictures)
        text = element("p", lines(example.text), lang=self.data_language)
        return element("section", heading, text, *pictures, class_="example")

    def reference(self) -> Section:
        """（参考）関連する独立行政法人の事業."""
        if self.sheet.reference is None:
            return self._section(*self._further("reference"), part="reference")
        reference = self.sheet.reference
        printed = element("p", reference.heading, class_="lead", lang=self.data_language)
        path = ("reference", "measures")
        form = self.tables.measures(
            path, reference.measures, reference.table, name="reference_measure_name"
        )
        data = self.downloads.link("measures")
        return self._section(
            self._heading("reference"), printed, form, data, *self._further("reference"),
            part="reference",
        )  # fmt: skip

    def budget(self) -> Section:
        """施策の予算額・執行額."""
        if self.sheet.budget is None:
            return self._section(*self._further("budget"), part="budget")
        form = self.tables.budget(self.sheet.budget)
        data = self.downloads.link("budget_lines" if self.sheet.budget.lines else "budget")
        return self._section(
            self._heading("budget"), form, data, self._executions(), *self._further("budget"),
            part="budget",
        )  # fmt: skip

    def _executions(self) -> Markup:
        """執行率 by line and year."""
        words = self.words
        names = ("budget_line", "fiscal_year", "executed", "total", "execution_rate")
        rows = [self._execution(each) for each in self.assessment.executions]
        if not rows:
            return Markup()
        return table(
            join((words("execution"), element("span", words("reference_mark"), class_="aid-mark"))),
            heads(map(words, names)), element("tbody", *rows), id_="execution", class_="data",
        ) + self.downloads.link("execution_rates")  # fmt: skip

    def _execution(self, execution: Execution) -> Markup:
        figure = execution.figure
        inputs = (figure.inputs[name] for name in ("executed", "total"))
        amounts = ("－" if value is None else f"{value:,}" for value in inputs)
        shown = self.words.said(figure.reason) if figure.reason else "－"
        if isinstance(figure.value, Decimal):
            shown = percent(figure.value, self.language)
        return element(
            "tr",
            element("th", self.words(execution.line), scope="row"),
            element("td", self.edition.year(execution.year)),
            *(element("td", text, class_="num") for text in (*amounts, shown)),
        )

    def background(self) -> Section:
        """Cabinet policies, data sources, expert comments, divisions."""
        parts = {
            "cabinet_policies": join((*self._policies(), *self._further("cabinet_policies"))),
            "data_sources": join((*self._data_sources(), *self._further("data_sources"))),
            "expert_comments": join(self._expert_comments()),
        }
        last = join(self._further(None))
        in_order = sorted(parts, key=self.sheet.profile.order)
        first = next((part for part in in_order if parts[part]), "")
        shown = (parts[part] for part in in_order)
        return self._section(*shown, last, part="last" if last else first)

    def _policies(self) -> Iterator[Markup]:
        if self.sheet.cabinet_policies:
            yield self._heading("cabinet_policies")
            yield from map(self._policy, self.sheet.cabinet_policies)

    def _further(self, after: str | None) -> Iterator[Markup]:
        """Sections that the form has besides ours, in their place: behind `after`, or last."""
        for number, section in enumerate(self.sheet.sections, 1):
            if section.after == after:
                anchor = f"section-{number}"
                yield element("h2", section.heading, id=anchor, lang=self.data_language)
                if section.text:
                    yield element("p", lines(section.text), lang=self.data_language)
                if rows := section.filled_rows():
                    yield self._free_table(rows, anchor)
                yield from map(self._picture, section.pictures)

    def _free_table(self, rows: Sequence[Sequence[str]], anchor: str) -> Markup:
        """Table as the form prints it, the first row its head, the first column that of a row."""
        head, *body = rows
        marked = (
            element("tr", element("th", lines(first), scope="row"),
                    *(element("td", lines(text)) for text in rest))
            for first, *rest in body
        )  # fmt: skip
        whole = table(
            "", heads(map(lines, head)), element("tbody", *marked), id_=f"{anchor}-table",
            class_="form", labelled_by=anchor,
        )  # fmt: skip
        return element("div", whole, lang=self.data_language) if self.data_language else whole

    def _expert_comments(self) -> Iterator[Markup]:
        if comments := self.sheet.expert_comments or self._nothing("expert_comments"):
            yield self._heading("expert_comments")
            yield element("p", lines(comments), lang=self.data_language)

    def _policy(self, policy: CabinetPolicy) -> Markup:
        date = f"（{policy.date}）" if policy.date else ""
        strong = element("strong", policy.name)
        name = element("p", strong, date, class_="lead", lang=self.data_language)
        passages = element("blockquote", *_passages(policy.excerpt), lang=self.data_language)
        summary = element("summary", self.words("excerpt"))
        return join((name, element("details", summary, passages, open=True)))

    def _data_sources(self) -> Iterator[Markup]:
        sources = self.sheet.data_sources
        if not sources:
            return
        yield self._heading("data_sources")
        for number in dict.fromkeys(source.achievement_goal for source in sources):
            own = [source for source in sources if source.achievement_goal == number]
            if number:
                yield element(
                    "h3", self.words("goal_number", number=number), id=f"sources-{number}"
                )
            items = (element("li", lines(source.text)) for source in own)
            yield element("ul", *items, lang=self.data_language)
        yield self.downloads.link("data_sources")

    def findings(self) -> Section:
        """監査所見, each linked to its cell."""
        data = self.downloads.link("findings")
        return self._section(self._heading("findings"), self.findings_list.whole(), data)

    def provenance(self) -> Section:
        """What the report was made from: files with their sums, parameters, versions."""
        words = self.words
        given = self.parameters.model_dump(mode="json")
        rows = [
            (words("input_file"), self.made_from["file"]),
            (words("sha256"), self.made_from["sheet"]),
            *((words(name), str(value or "－")) for name, value in given.items()),
            (words("versions"), words("between_figures").join(tool_versions())),
        ]
        body = (
            element("tr", element("th", name, scope="row"), element("td", text))
            for name, text in rows
        )
        whole = table(
            "", element("tbody", *body), id_="provenance-table", class_="data",
            labelled_by="provenance",
        )  # fmt: skip
        note = element("p", words("provenance_note"), class_="note")
        data = self.downloads.whole()
        return self._section(self._heading("provenance"), whole, note, data)

    def _heading(self, name: str) -> Markup:
        return element("h2", self.words(name), id=name.replace("_", "-"))

    def _section(self, *content: Content, part: str = "") -> Section:
        """Piece of the page; a part of a form with an order of its own has its place there."""
        placed = part and self.sheet.profile.parts is not None
        order = {"order": str(self.sheet.profile.order(part) + 1)} if placed else {}
        return Section(join(content), self._about() | order)

    def _about(self) -> dict[str, str]:
        day = self.parameters.as_of
        number = self.sheet.policy_goal.number
        return {
            "title": self.sheet.policy_goal.name
            + self.words("in_brackets", text=self._goal_label()),
            "running_head": f"{self.sheet.ministry} {self.words('report')} {number}",
            "language": self.language,
            "date": day.isoformat() if day else f"{self.sheet.fiscal_year + 1}-03-31",
            **self.made_from,
        }


@cache
def tool_versions() -> tuple[str, ...]:
    """Versions of `TOOLS`, each after its name, as far as they are installed."""
    found = ((tool, installed_version(tool)) for tool in TOOLS)
    return tuple(f"{tool} {version}" for tool, version in found if version)


_HEADING = re.compile(r"[Ⅰ-Ⅻ０-９0-9]+[．.]|[（(][０-９0-9]+[）)]|[①-⑳]|[＜<].+[＞>]$")


def _passages(text: str) -> Iterator[Markup]:
    """Paragraphs of an excerpt: numbered lines without a full stop are its headings."""
    for line in filter(None, text.split("\n")):
        if _HEADING.match(line) and not line.endswith("。"):
            yield element("p", element("strong", line), class_="excerpt-heading")
        else:
            yield element("p", line, class_="item" if line.startswith("・") else None)
