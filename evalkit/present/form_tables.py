"""The form's tables of indicators, with the columns of results that the form has."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from evalkit.present.anchors import anchor, indicator_path
from evalkit.present.html import Content, element, join, lines
from evalkit.present.tables import Tables, folds, table
from evalkit.sheet.cells import AnyCell, own_label
from evalkit.sheet.fields import Series
from evalkit.sheet.indicator import Indicator, Kind, NamedSeries
from evalkit.sheet.model import AchievementGoal
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.references import circled


class FormTables(Tables):
    """Tables of a form, be it one of plans, without actuals, or of the latest values alone."""

    def indicators(self, goal: AchievementGoal, kind: Kind) -> Markup:
        """Table of one kind of indicators of one achievement goal."""
        own = [each for each in goal.indicators if each.kind == kind]
        if not own or self.sheet.results == "by_year":
            return super().indicators(goal, kind)
        id_ = f"g{goal.no}-{kind}"
        title = self.words(kind)
        if not self.sheet.is_without_goals:
            title = f"{self.edition.goal_name(goal)} {title}"
        first, *others = folds(self.sheet.window) if self._is_plan else [range(0)]
        bodies = (element("tbody", *self._rows(goal, each, id_, first)) for each in own)
        whole = table(
            title, self._head(goal, own[0], id_, first), *bodies, id_=id_, class_="form indicators",
            widths=_widths(len(first)),
        )  # fmt: skip
        return join((whole, *(self._further(goal, own, id_, title, years) for years in others)))

    @property
    def _is_plan(self) -> bool:
        return self.sheet.results == "none"

    def _further_rows(
        self, goal: AchievementGoal, indicator: Indicator, years: range
    ) -> Iterator[Markup]:
        """Rows of a table for further years; in a plan what is aimed at alone."""
        if not self._is_plan:
            yield from super()._further_rows(goal, indicator, years)
            return
        path = indicator_path(self.sheet, goal, indicator)
        number = element("span", circled(indicator.no), class_="number")
        rows: list[tuple[Content, KeyPath, Indicator | NamedSeries]] = [
            (join((number, lines(indicator.name))), path, indicator)
        ]
        rows += [
            (each.name, (*path, "series", place), each)
            for place, each in enumerate(indicator.series)
        ]
        for name, own, each in rows:
            yield self._further_row(name, (*own, "annual_targets"), each.annual_targets, years)

    def _head(self, goal: AchievementGoal, first: Indicator, id_: str, years: range) -> Markup:
        """One row of heads, and one of years below where there are any."""
        below = [*self._years_head(goal, first, id_, years)]
        over = 2 if below else None
        whole = {"scope": "col", "rowspan": over}
        named, words = self.named_heads(goal, first), self.words
        top = (
            self.printed(named, "th", **whole),
            element("th", words("baseline"), id=f"{id_}-baseline", scope="col"),
            element("th", words("annual_target"), id=f"{id_}-annual", scope="colgroup",
                    colspan=len(years))
            if self._is_plan
            else element("th", words("latest_value"), id=f"{id_}-actuals", **whole),
            element("th", words("target"), id=f"{id_}-target", scope="col"),
        )  # fmt: skip
        return element("thead", element("tr", *top), element("tr", *below) if below else "")

    def _years_head(
        self, goal: AchievementGoal, first: Indicator, id_: str, years: range
    ) -> Iterator[Markup]:
        heads = goal.table(first)
        if not (years or heads.baseline or heads.target):
            return
        yield self.printed(heads.baseline, "th", id=f"{id_}-baseline-year", scope="col")
        for year in years:
            yield element("th", self.edition.year(year), id=f"{id_}-{year}", scope="col")
        yield self.printed(heads.target, "th", id=f"{id_}-target-year", scope="col")

    def _rows(
        self, goal: AchievementGoal, indicator: Indicator, id_: str, years: range
    ) -> Iterator[Markup]:
        path = indicator_path(self.sheet, goal, indicator)
        yield self._row(path, indicator, self._name(path, indicator), id_, years, marked=())
        for number, each in enumerate(indicator.series):
            yield self._row((*path, "series", number), each, lines(each.name), id_, years)

    def _row(
        self,
        path: KeyPath,
        each: Indicator | NamedSeries,
        name: Content,
        id_: str,
        years: range,
        marked: tuple[KeyPath, ...] | None = None,
    ) -> Markup:
        row = anchor(self.sheet, (*path, "name"))
        return element(
            "tr",
            self.cell((*path, "name"), name, "th", marked, scope="row"),
            self._single((*path, "baseline"), each.baseline, row, id_),
            *self._between(path, each, row, id_, years),
            self._aim(path, each, row, id_),
        )

    def _heads_of(self, path: KeyPath, cell: AnyCell, row: str, table_id: str) -> str:
        if self.sheet.results == "by_year":
            return super()._heads_of(path, cell, row, table_id)
        return f"{row} {table_id}-{path[-1]}"

    def _between(
        self, path: KeyPath, each: Indicator | NamedSeries, row: str, id_: str, years: range
    ) -> Iterator[Markup]:
        """Cells between baseline and target: what is planned for each year, or the latest value."""
        if self._is_plan:
            aims = (*path, "annual_targets")
            yield from self._series(aims, each.annual_targets, row, id_, years=years)
            return
        yield self._latest((*path, "actuals"), each.actuals, f"{row} {id_}-actuals")

    def _latest(self, path: KeyPath, actuals: Series, headers: str) -> Markup:
        """The one value that there is, with its year where the cell itself names none."""
        latest = actuals.latest()
        if latest is None:
            return self.cell(path, "", headers=headers, class_="cell blank")
        span, cell = latest
        below = (*path, str(span))
        years = self.words("in_brackets", text=self.edition.years(span.first, span.last))
        note = "" if own_label(cell) else element("span", years, class_="note")
        text = join((lines(cell.printed), note))
        return self.cell(below, text, marked=[below], headers=headers, class_=f"cell {cell.status}")


def _widths(years: int) -> tuple[int, ...]:
    return (22, 12, *[54 // years] * years, 12) if years else (43, 19, 19, 19)
