"""The form's own tables, cell for cell as printed, for eyes and for screen readers.

Every header cell has a scope; where cells span columns, every cell also names its headers by id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, repeat

from markupsafe import Markup

from evalkit.present.anchors import anchor, indicator_path
from evalkit.present.edition import Edition
from evalkit.present.html import Content, element, join, lines
from evalkit.present.marks import Marks
from evalkit.sheet.breakdown import Breakdown, BreakdownRow
from evalkit.sheet.budget import Budget, BudgetItem, BudgetLineName
from evalkit.sheet.cells import AnyCell, Quantity
from evalkit.sheet.fields import Series, Span
from evalkit.sheet.indicator import Indicator, Kind, NamedSeries
from evalkit.sheet.measures import Measure, MeasureTable
from evalkit.sheet.model import AchievementGoal
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.references import circled


def table(
    caption: Content,
    *parts: Content,
    id_: str,
    class_: str,
    widths: Sequence[int] = (),
    labelled_by: str = "",
) -> Markup:
    """Build a table in a box that scrolls where the page is too narrow.

    It is named by its caption, or by the heading above it whose id is `labelled_by`.
    """
    columns = join(element("col", style=f"width:{width}%") for width in widths)
    group = element("colgroup", columns) if widths else ""
    named = element("caption", caption, id=f"{id_}-caption") if caption else ""
    name = labelled_by or f"{id_}-caption"
    whole = element(
        "table", named, group, *parts, id=id_, class_=class_, aria_labelledby=labelled_by or None
    )
    wide = not {"years", "methods"} & {*class_.split()}  # those that may need scrolling
    region = {"role": "region", "tabindex": 0, "aria_labelledby": name} if wide else {}
    return element("div", whole, class_="scroll", **region)


def heads(titles: Iterable[Content]) -> Markup:
    """Head of a table of one row, a title for each column."""
    row = element("tr", *(element("th", title, scope="col") for title in titles))
    return element("thead", row)


class Tables:
    """The form's tables of one edition; where findings speak of a cell, it has their marks."""

    def __init__(self, edition: Edition, marks: Marks) -> None:
        self.edition = edition
        self.sheet = edition.sheet
        self.words = edition.words
        self.marks = marks
        self.shown: set[KeyPath] = set()

    def _whose(self, name: BudgetLineName) -> Content:
        """Say aloud what the eye sees: which of the two lines a 復興庁一括計上分 belongs to."""
        if not name.endswith("reconstruction"):
            return ""
        return element("span", f"（{self.words(name)}）", class_="for-readers")

    def _of_goal(self, path: KeyPath) -> Content:
        """Say aloud whose table it is where the form prints one caption for all."""
        if path[0] != "achievement_goals":
            return ""
        goal = self.sheet.achievement_goals[int(path[1])]
        named = self.words("in_brackets", text=self.edition.goal_name(goal))
        return element("span", named, class_="for-readers")

    def printed(self, text: Content, tag: str = "td", **attributes: object) -> Markup:
        """Build a cell with text of the sheet."""
        shown = text if isinstance(text, Markup) else lines(text)
        return element(tag, shown, lang=self.words.data_language, **attributes)

    def cell(
        self,
        path: KeyPath,
        text: Content,
        tag: str = "td",
        marked: Sequence[KeyPath] | None = None,
        **attributes: object,
    ) -> Markup:
        """Build the cell that shows what stands at `path`, with the marks of its findings.

        `marked` names other paths whose findings it marks; none where `text` has its marks already.
        """
        self.shown.add(path)
        shown = text if isinstance(text, Markup) else lines(text)
        return element(
            tag, shown, self.marks.at(*([path] if marked is None else marked)),
            id=anchor(self.sheet, path), lang=self.words.data_language, **attributes,
        )  # fmt: skip

    # Indicators

    def indicators(self, goal: AchievementGoal, kind: Kind) -> Markup:
        """Table of one kind of indicators of one achievement goal."""
        rows = [indicator for indicator in goal.indicators if indicator.kind == kind]
        if not rows:
            return Markup()
        id_ = f"g{goal.no}-{kind}"
        title = self.words(kind)
        if not self.sheet.is_without_goals:
            title = f"{self.edition.goal_name(goal)} {title}"
        first, *others = folds(self.sheet.window)
        bodies = (self._indicator(goal, indicator, id_, first) for indicator in rows)
        count = len(first)
        whole = table(
            title, self._indicator_head(goal, rows[0], id_, first), *bodies,
            id_=id_, class_="form indicators",
            widths=(22, 12, *[54 // count] * count, 12),
        )  # fmt: skip
        return join((whole, *(self._further(goal, rows, id_, title, years) for years in others)))

    def _further(
        self, goal: AchievementGoal, rows: Sequence[Indicator], id_: str, title: str, years: range
    ) -> Markup:
        """The same table for further years, where one would be too wide to be read."""
        span = self.edition.years(years[0], years[-1])
        head = (self.words("indicator"), *map(self.edition.year, years))
        bodies = (
            element("tbody", *self._further_rows(goal, indicator, years)) for indicator in rows
        )
        return table(
            f"{title}{self.words('in_brackets', text=span)}", heads(head), *bodies,
            id_=f"{id_}-{years[0]}", class_="form indicators",
            widths=(22, *[78 // len(years)] * len(years)),
        )  # fmt: skip

    def _further_rows(
        self, goal: AchievementGoal, indicator: Indicator, years: range
    ) -> Iterator[Markup]:
        path = indicator_path(self.sheet, goal, indicator)
        number = element("span", circled(indicator.no), class_="number")
        name = join((number, lines(indicator.name)))
        label = self._targets_label(indicator)
        yield self._further_row(name, (*path, "actuals"), indicator.actuals, years)
        if indicator.annual_targets.root:
            targets = (*path, "annual_targets")
            yield self._further_row(label, targets, indicator.annual_targets, years)
        for place, each in enumerate(indicator.series):
            own = (*path, "series", place)
            yield self._further_row(each.name, (*own, "actuals"), each.actuals, years)
            if each.annual_targets.root:
                targets = (*own, "annual_targets")
                yield self._further_row(label, targets, each.annual_targets, years)

    def _further_row(self, name: Content, path: KeyPath, series: Series, years: range) -> Markup:
        cells = self._series(path, series, years=years)
        return element("tr", self.printed(name, "th", scope="row"), *cells)

    def _indicator_head(
        self, goal: AchievementGoal, first: Indicator, id_: str, years: range
    ) -> Markup:
        heads = goal.table(first)
        words = self.words
        top = (
            self.printed(self.named_heads(goal, first), "th", scope="col", rowspan=2),
            element("th", words("baseline"), id=f"{id_}-baseline", scope="col"),
            element(
                "th", words("actuals"), id=f"{id_}-actuals", scope="colgroup", colspan=len(years)
            ),
            element("th", words("target"), id=f"{id_}-target", scope="col"),
        )
        below = (
            self.printed(heads.baseline, "th", id=f"{id_}-baseline-year", scope="col"),
            *(element("th", self.edition.year(y), id=f"{id_}-{y}", scope="col") for y in years),
            self.printed(heads.target, "th", id=f"{id_}-target-year", scope="col"),
        )
        return element("thead", element("tr", *top), element("tr", *below))

    def named_heads(self, goal: AchievementGoal, first: Indicator) -> str:
        """Head over the names of indicators: as the sheet prints it, or as its form does."""
        own = self.words.own.get(first.kind)
        if own and first.kind not in goal.tables.model_fields_set:
            return self.words.said(own)
        return goal.table(first).heading or self.words("indicator")

    def _targets_label(self, indicator: Indicator) -> str:
        return self.words.profile.label(indicator.annual_targets_label)

    def _indicator(
        self, goal: AchievementGoal, indicator: Indicator, id_: str, years: range
    ) -> Markup:
        path = indicator_path(self.sheet, goal, indicator)
        row = anchor(self.sheet, (*path, "name"))
        label = anchor(self.sheet, (*path, "annual_targets_label"))
        actuals = element(
            "tr",
            self.cell((*path, "name"), self._name(path, indicator), "th", (), scope="row"),
            self._single((*path, "baseline"), indicator.baseline, row, id_),
            *self._series((*path, "actuals"), indicator.actuals, row, id_, years=years),
            self._aim(path, indicator, row, id_),
        )
        targets = element(
            "tr",
            self.cell(
                (*path, "annual_targets_label"), self._targets_label(indicator), "th", scope="row"
            ),
            element("td", class_="void"),
            *self._series(
                (*path, "annual_targets"),
                indicator.annual_targets,
                f"{row} {label}",
                id_,
                years=years,
            ),
            element("td", class_="void"),
            class_="annual",
        )
        shown = self.sheet.profile.has("annual_targets") or indicator.annual_targets.root
        named = (
            self._named_series((*path, "series", number), each, id_, years)
            for number, each in enumerate(indicator.series)
        )
        return element("tbody", actuals, targets if shown else "", *named)

    def _named_series(self, path: KeyPath, each: NamedSeries, id_: str, years: range) -> Markup:
        """Rows of one named row under an indicator: its figures, and its targets if it has any."""
        row = anchor(self.sheet, (*path, "name"))
        note = element("span", lines(each.note), class_="note") if each.note else ""
        actuals = element(
            "tr",
            self.cell((*path, "name"), join((lines(each.name), note)), "th", scope="row"),
            self._single((*path, "baseline"), each.baseline, row, id_),
            *self._series((*path, "actuals"), each.actuals, row, id_, years=years),
            self._aim(path, each, row, id_),
        )
        if not each.annual_targets.root:
            return actuals
        label = f"{row}-targets"
        targets = element(
            "tr",
            element("th", self.words("annual_target"), scope="row", id=label),
            element("td", class_="void"),
            *self._series(
                (*path, "annual_targets"), each.annual_targets, f"{row} {label}", id_, years=years
            ),
            element("td", class_="void"),
            class_="annual",
        )
        return actuals + targets

    def _name(self, path: KeyPath, indicator: Indicator) -> Markup:
        number = element("span", circled(indicator.no), class_="number")
        marks = self.marks.at(path, (*path, "name"))
        if not indicator.note:
            return join((number, lines(indicator.name), marks))
        self.shown.add((*path, "note"))
        note = join((lines(indicator.note), self.marks.at((*path, "note"))))
        named = element("span", note, id=anchor(self.sheet, (*path, "note")), class_="note")
        return join((number, lines(indicator.name), marks, named))

    def _single(self, path: KeyPath, cell: AnyCell, row: str, table_id: str) -> Markup:
        """Baseline or target; a year of its own takes the place of the column's among its heads."""
        headers = self._heads_of(path, cell, row, table_id)
        return self.cell(path, cell.printed, headers=headers, class_=f"cell {cell.status}")

    def _heads_of(self, path: KeyPath, cell: AnyCell, row: str, table_id: str) -> str:
        column = f"{table_id}-{path[-1]}"
        own = cell.year_label if isinstance(cell, Quantity) else ""
        return f"{row} {column}" + ("" if own else f" {column}-year")

    def _aim(self, path: KeyPath, each: Indicator | NamedSeries, row: str, table_id: str) -> Markup:
        """Cell of the target, or of each where there are several."""
        final = (*path, "target")
        if not each.targets:
            return self._single(final, each.target, row, table_id)
        texts = [self._dated(path, place, each) for place in range(len(each.targets))]
        return self.cell(
            final, join(texts), marked=(),
            headers=self._heads_of(final, each.target, row, table_id),
            class_=f"cell {each.target.status}",
        )  # fmt: skip

    def _dated(self, path: KeyPath, place: int, each: Indicator | NamedSeries) -> Markup:
        """One of several targets, and since when it holds where it was revised."""
        target, at = each.dated_targets()[place], (*path, "targets", place)
        own, why = (*at, "text"), (*at, "reason")
        final = [(*path, "target")] if place == len(each.targets) - 1 else []
        self.shown |= {own, why}
        said = [lines(target.text.printed), self.marks.at(own, *final)]
        if target.since:
            since = element("span", self.edition.revised(target.since), lang=self.words.language)
            because = [": ", lines(target.reason)] if target.reason else []
            said.append(element("span", since, *because, self.marks.at(why), class_="note"))
        return element("div", *said, id=anchor(self.sheet, own))

    def _series(
        self,
        path: KeyPath,
        series: Series,
        row: str = "",
        table_id: str = "",
        *,
        years: range | None = None,
    ) -> Iterator[Markup]:
        """Cells of a series; in a table with merged heads each names its headers.

        A cell that goes on from the table of the years before is printed again.
        """
        shown = years or self.sheet.window
        begun = series.printed_span(shown[0] - 1) if shown[0] > self.sheet.window[0] else None
        for run in series.runs(shown):
            columns = " ".join(f"{table_id}-{year}" for year in run)
            actual = (f"{table_id}-actuals",) if path[-1] == "actuals" else ()
            span = series.printed_span(run[0])
            cell = series[span.last]
            wide = len(run) if len(run) > 1 else None
            if span == begun:
                text = self._of_its_years(series, span)
                yield self.printed(text, class_=f"cell {cell.status}", colspan=wide)
                continue
            yield self.cell(
                (*path, str(span)), self._of_its_years(series, span), class_=f"cell {cell.status}",
                headers=" ".join((row, *actual, columns)) if table_id else None,
                colspan=wide,
            )  # fmt: skip

    def _of_its_years(self, series: Series, span: Span) -> Content:
        """Text of a cell, and for which years its figure stands where the column names but one."""
        if not series.names_its_years(span):
            return series[span.last].printed
        named = self.edition.years(span.first, span.last)
        if span.said:
            named += self.words(f"window_{span.said}")
        years = self.words("in_brackets", text=named)
        return join((lines(series[span.last].printed), element("span", years, class_="note")))

    # 別表

    def breakdown(self, goal: AchievementGoal, indicator: Indicator, rows: Breakdown) -> Markup:
        """Table of the rows behind one indicator, with the mean as published."""
        path = (*indicator_path(self.sheet, goal, indicator), "breakdown")
        head = element(
            "tr",
            self.printed(rows.group_head, "th", scope="col")
            if rows.group_head
            else element("td", class_="void"),
            self.printed(rows.name_head or self.words("series"), "th", scope="col"),
            *(element("th", self.edition.year(year), scope="col") for year in self.sheet.window),
        )
        numbered = groupby(enumerate(rows.rows), key=lambda entry: entry[1].group)
        bodies = (self._group(path, list(members)) for _, members in numbered)
        mean = self._member((*path, "mean"), "", rows.mean, 2) if rows.mean else ""
        foot = element("tfoot", mean) if mean else ""
        printed = f"{rows.heading} {rows.caption}".strip()
        title = self.edition.quoted(printed) if printed else self.words("breakdown")
        return table(
            title, element("thead", head), *bodies, foot,
            id_=anchor(self.sheet, path), class_="form breakdown",
        )  # fmt: skip

    def _group(self, path: KeyPath, rows: Sequence[tuple[int, BreakdownRow]]) -> Markup:
        group = self.printed(rows[0][1].group, "th", scope="rowgroup", rowspan=len(rows))
        members = zip(_first_only(group), rows, strict=False)
        return element(
            "tbody",
            *(
                self._member((*path, "rows", number), first, row)
                for first, (number, row) in members
            ),
        )

    def _member(
        self, path: KeyPath, group: Content, row: BreakdownRow, colspan: int | None = None
    ) -> Markup:
        name = self.cell((*path, "name"), row.name, "th", scope="row", colspan=colspan)
        return element("tr", group, name, *self._series((*path, "actuals"), row.actuals))

    # 達成手段

    def measures(
        self, path: KeyPath, measures: Sequence[Measure], heads: MeasureTable, *, name: str
    ) -> Markup:
        """Table of the 達成手段 at `path`; `name` is the word over the names of the programmes."""
        words = self.words
        head = element(
            "tr",
            element("th", words(name), scope="col"),
            *(self.printed(text, "th", scope="col") for text in heads.budget.values()),
            element("th", words("measure_summary"), scope="col"),
            element("th", words("related_indicators"), scope="col"),
            element("th", words("review_sheet"), scope="col"),
            element("th", words("division"), scope="col"),
        )
        body = (self._measure((*path, i), each, heads) for i, each in enumerate(measures))
        named = (
            self.edition.quoted(words.profile.label(heads.heading))
            if heads.heading
            else words("measures")
        )
        title = join((named, self._of_goal(path)))
        widths = (20, *[11] * len(heads.budget), 58 - 11 * len(heads.budget), 7, 8, 7)
        return table(
            title, element("thead", head), element("tbody", *body),
            id_=anchor(self.sheet, (*path, "table")), class_="form measures", widths=widths,
        )  # fmt: skip

    def _measure(self, path: KeyPath, measure: Measure, heads: MeasureTable) -> Markup:
        budget = (
            self.cell((*path, "budget", str(year)), _printed(measure.budget, year), class_="num")
            for year in heads.budget
        )
        texts = ("summary", "indicators", "review_sheet", "division")
        named = (path, (*path, "name"))
        return element(
            "tr",
            self.cell((*path, "name"), measure.name, "th", named, scope="row"),
            *budget,
            *(self.cell((*path, text), getattr(measure, text)) for text in texts),
        )

    # 予算額・執行額

    def budget(self, budget: Budget) -> Markup:
        """Budget by item, line and year; each line is a row, so that no cell holds two figures."""
        words = self.words
        head = element(
            "tr",
            element("th", words("budget_item"), scope="col", colspan=2),
            element("th", words("budget_line"), scope="col"),
            *(self.printed(text, "th", scope="col") for text in budget.columns.values()),
        )
        rows = [*self._budget_rows(budget)]
        if budget.lines:
            return self._free_budget(budget)
        named = self.edition.quoted(budget.heading) if budget.heading else words("budget")
        title = join((named, self.edition.quoted(budget.note)), " ")
        return table(
            title, element("thead", head), element("tbody", *rows),
            id_="budget-table", class_="form budget",
        )  # fmt: skip

    def _free_budget(self, budget: Budget) -> Markup:
        """Budget table whose lines are the form's own, a column a year."""
        years = budget.years
        titles = (budget.columns.get(year) or self.edition.year(year) for year in years)
        head = element(
            "tr",
            element("th", f"{self.words('budget_item')}（{budget.table_unit}）", scope="col"),
            *(self.printed(text, "th", scope="col") for text in titles),
        )
        rows = (
            element(
                "tr",
                self.cell(("budget", "lines", n, "name"), line.name, "th", scope="row"),
                *(
                    self.cell(
                        ("budget", "lines", n, str(year)),
                        _printed(line.amounts, year), class_="num",
                    )
                    for year in years
                ),
            )
            for n, line in enumerate(budget.lines)
        )  # fmt: skip
        named = self.edition.quoted(budget.heading) if budget.heading else self.words("budget")
        return table(
            join((named, self.edition.quoted(budget.note)), " "), element("thead", head),
            element("tbody", *rows), id_="budget-table", class_="form budget",
        )  # fmt: skip

    def _budget_rows(self, budget: Budget) -> Iterator[Markup]:
        """Rows of the body: the first four items stand under one head, 執行額 under its own."""
        items = [(item, _lines_of(budget, item)) for item, _ in budget.single.items()]
        status_rows = sum(len(lines_) for item, lines_ in items if item != "executed")
        status = budget.status_label or f"{self.words('budget_status')}（{budget.table_unit}）"
        over: Content = self.printed(status, "th", scope="rowgroup", rowspan=status_rows)
        for item, lines_ in items:
            label = budget.labels.get(item) or self.words(item)
            span = 2 if item == "executed" else None
            head = self.printed(label, "th", scope="rowgroup", rowspan=len(lines_), colspan=span)
            for first, (name, cells) in zip(_first_only(head), lines_, strict=False):
                yield self._budget_row(budget, (over, first), (name, item), cells)
                over = ""

    def _budget_row(
        self,
        budget: Budget,
        heads: Sequence[Content],
        row: tuple[BudgetLineName, BudgetItem],
        cells: Mapping[int, AnyCell],
    ) -> Markup:
        name, _ = row
        return element(
            "tr",
            *heads,
            self.printed(
                join((budget.line_labels.get(name) or self.words(name), self._whose(name))),
                "th",
                scope="row",
            ),
            *(
                self.cell(("budget", *row, str(year)), _printed(cells, year), class_="num")
                for year in budget.columns
            ),
        )


def _printed(cells: Mapping[int, AnyCell], year: int) -> str:
    return cells[year].printed if year in cells else ""


def _lines_of(
    budget: Budget, item: BudgetItem
) -> list[tuple[BudgetLineName, Mapping[int, AnyCell]]]:
    cells = [(name, getattr(line, item)) for name, line in budget.fixed_lines()]
    return [(name, by_year) for name, by_year in cells if by_year]


def _first_only(head: Content) -> Iterator[Content]:
    return chain([head], repeat(""))


_MOST_YEARS = 6
"""Columns of years that a table holds without breaking its figures; our choice."""


def folds(window: range) -> list[range]:
    """Years of the tables in which a wide one is folded, of much the same width.

    Examples
    --------
    >>> folds(range(2008, 2013)), folds(range(2010, 2024))
    ([range(2008, 2013)], [range(2010, 2015), range(2015, 2020), range(2020, 2024)])
    """
    size = -(-len(window) // -(-len(window) // _MOST_YEARS))
    return [window[at : at + size] for at in range(0, len(window), size)]
