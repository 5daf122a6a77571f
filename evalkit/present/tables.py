"""The form's own tables, cell for cell as printed, for eyes and for screen readers.

Every header cell has a scope; where cells span columns, every cell also names its headers by id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, repeat

from markupsafe import Markup

from evalkit.present.markup import Content, element, join, lines
from evalkit.present.words import Words
from evalkit.sheet.cells import AnyCell
from evalkit.sheet.fiscal import print_fiscal_year
from evalkit.sheet.model import (
    AchievementGoal,
    Breakdown,
    BreakdownRow,
    Budget,
    BudgetItem,
    BudgetLineName,
    Indicator,
    Kind,
    Measure,
    MeasureTable,
    Series,
    Sheet,
)
from evalkit.sheet.references import circled


def indicator_id(goal: AchievementGoal, indicator: Indicator) -> str:
    """Anchor of an indicator, the same in every report: ``g1-i3``."""
    return f"g{goal.no}-i{indicator.no}"


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
    return element("div", whole, class_="scroll", role="region", tabindex=0, aria_labelledby=name)


class Tables:
    """The form's tables of one sheet, in one language."""

    def __init__(self, sheet: Sheet, words: Words) -> None:
        self.sheet = sheet
        self.words = words
        self.data_language = None if words.language == "ja" else "ja"

    def year(self, year: int) -> str:
        """Print a fiscal year in the page's language: 24年度, FY2012."""
        return print_fiscal_year(year, style="bare" if self.words.language == "ja" else "western")

    def printed(self, text: str, tag: str = "td", **attributes: object) -> Markup:
        """Build a cell with text of the sheet."""
        return element(tag, lines(text), lang=self.data_language, **attributes)

    # Indicators

    def indicators(self, goal: AchievementGoal, kind: Kind) -> Markup:
        """Table of one kind of indicators of one achievement goal."""
        rows = [indicator for indicator in goal.indicators if indicator.kind == kind]
        if not rows:
            return Markup()
        id_ = f"g{goal.no}-{kind}"
        title = f"{self.words('achievement_goal')}{goal.no} {self.words(kind)}"
        bodies = (self._indicator(goal, indicator, id_) for indicator in rows)
        years = len(self.sheet.window)
        return table(
            title, self._indicator_head(goal, rows[0], id_), *bodies,
            id_=id_, class_="form indicators",
            widths=(22, 12, *[54 // years] * years, 12),
        )  # fmt: skip

    def _indicator_head(self, goal: AchievementGoal, first: Indicator, id_: str) -> Markup:
        heads = goal.table(first)
        words = self.words
        years = self.sheet.window
        top = (
            self.printed(heads.heading or words("indicator"), "th", scope="col", rowspan=2),
            element("th", words("baseline"), id=f"{id_}-baseline", scope="col"),
            element(
                "th", words("actuals"), id=f"{id_}-actuals", scope="colgroup", colspan=len(years)
            ),
            element("th", words("target"), id=f"{id_}-target", scope="col"),
        )
        below = (
            self.printed(heads.baseline, "th", id=f"{id_}-baseline-year", scope="col"),
            *(element("th", self.year(y), id=f"{id_}-{y}", scope="col") for y in years),
            self.printed(heads.target, "th", id=f"{id_}-target-year", scope="col"),
        )
        return element("thead", element("tr", *top), element("tr", *below))

    def _indicator(self, goal: AchievementGoal, indicator: Indicator, id_: str) -> Markup:
        own = indicator_id(goal, indicator)
        name = join(
            (
                element("span", circled(indicator.no), class_="number"),
                lines(indicator.name),
                element("span", lines(indicator.note), class_="note") if indicator.note else "",
            )
        )
        row = f"{own}-row"
        actuals = element(
            "tr",
            element("th", name, id=row, scope="row", lang=self.data_language),
            self._cell(indicator.baseline, f"{own}-baseline", f"{row} {id_}-baseline"),
            *self._series(indicator.actuals, f"{own}-actual", row, id_),
            self._cell(indicator.target, f"{own}-target", f"{row} {id_}-target"),
        )
        label = f"{own}-annual"
        targets = element(
            "tr",
            self.printed(indicator.annual_targets_label, "th", id=label, scope="row"),
            element("td", class_="void"),
            *self._series(indicator.annual_targets, f"{own}-annual_target", f"{row} {label}", id_),
            element("td", class_="void"),
            class_="annual",
        )
        return element("tbody", actuals, targets)

    def _series(self, series: Series, own: str, row: str, table_id: str) -> Iterator[Markup]:
        for years in _runs(series, self.sheet.window):
            columns = " ".join(f"{table_id}-{year}" for year in years)
            headers = f"{row} {table_id}-actuals {columns}"
            cell = series[years[0]]
            yield self._cell(cell, f"{own}-{years[0]}", headers, colspan=len(years))

    def _cell(self, cell: AnyCell, id_: str, headers: str, *, colspan: int = 1) -> Markup:
        return self.printed(
            cell.printed, id=id_, headers=headers, class_=f"cell {cell.status}",
            colspan=colspan if colspan > 1 else None,
        )  # fmt: skip

    # 別表

    def breakdown(self, goal: AchievementGoal, indicator: Indicator, rows: Breakdown) -> Markup:
        """Table of the rows behind one indicator, with the mean as published."""
        id_ = f"{indicator_id(goal, indicator)}-breakdown"
        years = self.sheet.window
        head = element(
            "tr",
            self.printed(rows.group_head, "th" if rows.group_head else "td", scope="col")
            if rows.group_head else element("td", class_="void"),
            self.printed(rows.name_head or self.words("series"), "th", scope="col"),
            *(element("th", self.year(year), scope="col") for year in years),
        )  # fmt: skip
        groups = groupby(rows.rows, key=lambda row: row.group)
        bodies = (self._group(group, list(members)) for group, members in groups)
        foot = element("tfoot", self._mean(rows.mean)) if rows.mean else ""
        title = lines(f"{rows.heading} {rows.caption}".strip() or self.words("breakdown"))
        return table(title, element("thead", head), *bodies, foot, id_=id_, class_="form breakdown")

    def _group(self, group: str, rows: list[BreakdownRow]) -> Markup:
        return element(
            "tbody", *(self._member(row, len(rows), i == 0) for i, row in enumerate(rows))
        )

    def _member(self, row: BreakdownRow, of: int, first: bool) -> Markup:
        group = self.printed(row.group, "th", scope="rowgroup", rowspan=of) if first else ""
        return element(
            "tr", group, self.printed(row.name, "th", scope="row"), *self._by_year(row.actuals)
        )

    def _mean(self, row: BreakdownRow) -> Markup:
        return element(
            "tr", self.printed(row.name, "th", scope="row", colspan=2), *self._by_year(row.actuals)
        )

    def _by_year(self, series: Series) -> Iterator[Markup]:
        for years in _runs(series, self.sheet.window):
            cell = series[years[0]]
            span = len(years) if len(years) > 1 else None
            yield self.printed(cell.printed, class_=f"cell {cell.status}", colspan=span)

    # 達成手段

    def measures(
        self, measures: Sequence[Measure], heads: MeasureTable, *, id_: str, name: str
    ) -> Markup:
        """Table of 達成手段; `name` is the word over the names of the programmes."""
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
        body = (self._measure(measure, heads) for measure in measures)
        title = lines(heads.heading or words("measures"))
        widths = (20, *[11] * len(heads.budget), 58 - 11 * len(heads.budget), 7, 8, 7)
        return table(
            title, element("thead", head), element("tbody", *body),
            id_=id_, class_="form measures", widths=widths,
        )  # fmt: skip

    def _measure(self, measure: Measure, heads: MeasureTable) -> Markup:
        blank = ""
        budget = (
            self.printed(
                measure.budget[year].printed if year in measure.budget else blank, class_="num"
            )
            for year in heads.budget
        )
        texts = (measure.summary, measure.indicators, measure.review_sheet, measure.division)
        return element(
            "tr",
            self.printed(measure.name, "th", scope="row"),
            *budget,
            *(self.printed(text) for text in texts),
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
        title = join((lines(budget.heading or words("budget")), lines(budget.note)), " ")
        return table(
            title, element("thead", head), element("tbody", *rows),
            id_="budget-table", class_="form budget",
        )  # fmt: skip

    def _budget_rows(self, budget: Budget) -> Iterator[Markup]:
        """Rows of the body: the first four items stand under one head, 執行額 under its own."""
        items = [(item, _lines_of(budget, item)) for item, _ in budget.single.items()]
        status_rows = sum(len(lines_) for item, lines_ in items if item != "executed")
        status = budget.status_label or f"{self.words('budget_status')}（{budget.unit}）"
        over: Content = self.printed(status, "th", scope="rowgroup", rowspan=status_rows)
        for item, lines_ in items:
            label = budget.labels.get(item) or self.words(item)
            span = 2 if item == "executed" else None
            head = self.printed(label, "th", scope="rowgroup", rowspan=len(lines_), colspan=span)
            for first, (name, cells) in zip(_first_only(head), lines_, strict=False):
                yield self._budget_row(budget, (over, first), name, cells)
                over = ""

    def _budget_row(
        self,
        budget: Budget,
        heads: Sequence[Content],
        name: BudgetLineName,
        cells: Mapping[int, AnyCell],
    ) -> Markup:
        printed = (cells[year].printed if year in cells else "" for year in budget.columns)
        return element(
            "tr",
            *heads,
            self.printed(budget.line_labels.get(name) or self.words(name), "th", scope="row"),
            *(self.printed(text, class_="num") for text in printed),
        )


def _lines_of(
    budget: Budget, item: BudgetItem
) -> list[tuple[BudgetLineName, Mapping[int, AnyCell]]]:
    cells = [(name, getattr(line, item)) for name, line in budget.lines()]
    return [(name, by_year) for name, by_year in cells if by_year]


def _first_only(head: Content) -> Iterator[Content]:
    return chain([head], repeat(""))


def _runs(series: Series, window: Iterable[int]) -> Iterator[list[int]]:
    """Years of `window`, grouped by the printed cell that covers them."""
    for _, years in groupby(window, key=series.span):
        yield list(years)
