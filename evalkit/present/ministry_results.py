"""公表された結果 on the page: what the ministry itself published, beside what is calculated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from evalkit.assess.assessment import Assessment, IndicatorResult
from evalkit.assess.published import HOWS, PublishedYear, published_grades, published_years
from evalkit.present.anchors import anchor, indicator_id
from evalkit.present.downloads import Downloads
from evalkit.present.html import Content, element, join, lines
from evalkit.present.status import chip, judged
from evalkit.present.tables import Tables, heads, table
from evalkit.sheet.indicator import Kind
from evalkit.sheet.model import AchievementGoal
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import percent
from evalkit.sheet.published import EarlierEvaluation, EarlierResult, Evaluation
from evalkit.sheet.references import numbered
from evalkit.sheet.terms import TERMS, titled


class MinistryResults:
    """What the ministry published of one sheet, in one language."""

    def __init__(self, tables: Tables, assessment: Assessment, downloads: Downloads) -> None:
        self.downloads = downloads
        self.tables = tables
        self.edition = tables.edition
        self.words = tables.words
        self.assessment = assessment
        self.sheet = assessment.sheet

    # On the first page

    def overview(self) -> Markup:
        """The overall judgements, and how many indicators have each grade; nothing without any."""
        told = [*self._overall()]
        grades = published_grades(self.sheet)
        if grades and self.assessment.headed_by != "published":
            counts = (f"{grade}{self.words.space}{count}" for grade, count in grades.items())
            year = self.edition.year(self.sheet.fiscal_year)
            head = self.words("published_counts", year=year)
            shown = self.edition.quoted(self.words("between_figures").join(counts))
            told.append(element("p", element("strong", head), " ", shown))
        return element("div", *told, class_="ministry") if told else Markup()

    def _overall(self) -> Iterator[Markup]:
        own = self.sheet.evaluation
        if own and own.result:
            text = self.edition.quoted(own.result)
            yield element("p", element("strong", self.words("published_overall")), " ", text)
        for goal in self.sheet.achievement_goals:
            if goal.evaluation and goal.evaluation.result:
                name = self.edition.goal_name(goal)
                text = self.edition.quoted(goal.evaluation.result)
                link = element("a", name, href=f"#g{goal.no}-evaluation-heading")
                yield element("p", element("strong", link), " ", text)

    # By indicator and year

    def of_kind(self, goal: AchievementGoal, kind: Kind) -> Markup:
        """Published results of the indicators of one kind; nothing where there are none."""
        own = [each for each in self.assessment.of_goal(goal.no) if each.indicator.kind == kind]
        rows = [(result, year) for result in own for year in published_years(result)]
        if not rows:
            return Markup()
        scored = any(year.published.score.printed for _, year in rows)
        names = ["indicator", "fiscal_year", "published_grade", "published_rate"]
        names += ["published_score"] if scored else []
        names += ["our_judgement", "our_rate"]
        body = (self._row(result, year, scored=scored) for result, year in rows)
        goal_name = self.edition.goal_name(goal)
        title = f"{goal_name} {self.words('published_results')}"
        whole = table(
            title, heads(map(self.words, names)), element("tbody", *body),
            id_=f"g{goal.no}-{kind}-published", class_="form published",
            widths=(16, 8, 17, 11, 7, 12, 29) if scored else (18, 8, 19, 12, 12, 31),
        )  # fmt: skip
        return join((whole, self._scale(), self.downloads.link("published")))

    def _row(self, result: IndicatorResult, year: PublishedYear, *, scored: bool) -> Markup:
        published, path, indicator = year.published, year.path, result.indicator
        link = element(
            "a", numbered(indicator.no, indicator.name),
            href=f"#{indicator_id(result.goal, indicator)}", lang=self.words.data_language,
        )  # fmt: skip
        own = year.own
        return element(
            "tr",
            element("th", link, scope="row"),
            element("td", self.edition.year(year.year)),
            self.tables.cell((*path, "grade"), self._grade(year)),
            self.tables.cell((*path, "rate"), published.rate.printed or "－", class_="num"),
            self.tables.cell((*path, "score"), published.score.printed or "－", class_="num")
            if scored
            else "",
            element("td", judged(own.judgement, self.words) if own else "－"),
            element("td", self._compared(year)),
        )

    def _grade(self, year: PublishedYear) -> Markup:
        published = year.published
        grade = chip("published", published.grade) if published.grade else "－"
        notes = [published.note, *map(self._before, published.earlier)]
        return join((grade, *(self._note(text) for text in notes if text)))

    def _note(self, text: str) -> Markup:
        return element("span", lines(text), class_="note")

    def _before(self, earlier: EarlierResult | EarlierEvaluation) -> str:
        """What was published before a correction, in a line."""
        if isinstance(earlier, EarlierEvaluation):
            said: Sequence[str] = (earlier.result, earlier.reasons)
        else:
            said = (earlier.grade, earlier.rate.printed, earlier.score.printed)
        when = self.words("between_figures").join(filter(None, (earlier.date, earlier.reason)))
        text = " ".join(filter(None, said)) + (self.words("in_brackets", text=when) if when else "")
        return self.words("before_correction", text=text)

    def _compared(self, year: PublishedYear) -> Content:
        """By which method of ours the published rate is reproduced, or that none gives it."""
        if not year.published.rate.printed:
            return "－"
        if year.rate is None or not year.candidates:
            return self.words("rate_not_compared")
        made = year.reproduction
        figure = made.candidate if made else year.candidates[0]
        shown = self.words(
            "rate_figure",
            expression=self.words.said(figure.expression),
            value=percent(figure.value, self.words.language),
            method=self.words.said(figure.title),
        )
        if made is None:
            return join((chip("missed", self.words("rate_by_none")), " ", shown))
        return self.words("rate_by", figure=shown, how=self.words.said(HOWS[made.how]))

    def _scale(self) -> Markup:
        """The form's own scale under its grades."""
        grading = self.sheet.grading
        if grading is None:
            return Markup()
        named = (
            grade + (self.words("in_brackets", text=text) if text else "")
            for grade in grading.scale
            for text in (grading.ranges.get(grade, ""),)
        )
        scale = self.words("between_figures").join(named)
        said = self.words("scale_note", scale="|")
        before, _, after = said.partition("|")
        return element("p", before, self.edition.quoted(scale), after, class_="note")

    # Evaluations

    def of_goal(self, goal: AchievementGoal) -> Markup:
        """The ministry's evaluation of one achievement goal; nothing where there is none."""
        if not goal.evaluation or not any(goal.evaluation.texts()):
            return Markup()
        named = f"g{goal.no}-evaluation-heading"
        heading = element("h3", self.words("evaluation"), id=named)
        path = ("achievement_goals", self.sheet.achievement_goals.index(goal), "evaluation")
        return heading + self._texts(path, goal.evaluation, named)

    def of_policy(self) -> Markup:
        """The ministry's evaluation of the whole policy; nothing where there is none."""
        if not self.sheet.evaluation or not any(self.sheet.evaluation.texts()):
            return Markup()
        named = "evaluation-heading"
        heading = element("h2", self.words("evaluation"), id=named)
        return heading + self._texts(("evaluation",), self.sheet.evaluation, named)

    def _texts(self, path: KeyPath, evaluation: Evaluation, labelled_by: str) -> Markup:
        rows = (
            element(
                "tr",
                element("th", self.words.said(titled(TERMS[key])), scope="row"),
                self.tables.cell((*path, key), self._text(key, text, evaluation)),
            )
            for key, text in evaluation.texts()
        )
        whole = table(
            "", element("tbody", *rows), id_=anchor(self.sheet, path), class_="form evaluation",
            labelled_by=labelled_by, widths=(22, 78),
        )  # fmt: skip
        return join((whole, self.downloads.link("evaluations")))

    def _text(self, key: str, text: str, evaluation: Evaluation) -> Markup:
        if key != "result":
            return lines(text)
        notes = [self._before(each) for each in evaluation.earlier]
        if evaluation.scale:
            scale = self.words("between_figures").join(evaluation.scale)
            notes.insert(0, self.words("scale_note", scale=scale))
        return join((element("strong", text), *map(self._note, notes)))
