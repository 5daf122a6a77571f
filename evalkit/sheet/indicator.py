"""指標: one row of an indicator table with its figures, targets and named rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Any, Literal

from pydantic import Field

from evalkit.sheet.breakdown import Breakdown, BreakdownRow
from evalkit.sheet.cells import AnyCell, Blank, Narrative, Quantity, parse_cell, plain_unit
from evalkit.sheet.cells.cell_figures import figures_of
from evalkit.sheet.cells.periods import alone
from evalkit.sheet.cells.scopes import is_total, with_total
from evalkit.sheet.cells.units import common_unit, converted, kind_of
from evalkit.sheet.dated_targets import Aims, DatedTargets
from evalkit.sheet.fields import (
    NO_CELL,
    ItemNumber,
    Name,
    Number,
    Series,
    SheetCell,
    Text,
    Tolerance,
    Year,
    YearKey,
)
from evalkit.sheet.fiscal import Window, read_window
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.published import PublishedResults
from evalkit.sheet.record import Record

Kind = Literal["outcome", "output", "measure"]
Direction = Literal["up", "down"]
Decision = Literal["met", "missed"]


class IndicatorTable(Record):
    """The printed heads of one table of indicators."""

    heading: Text = ""  # 成果指標（アウトカム）
    baseline: Text = ""  # head over 基準値: 15年度, －年度
    target: Text = ""  # head over 目標値: 25年度, 毎年度
    direction: Direction | None = Field(
        default=None,
        description="表のうち指定のない指標の望ましい方向。 Which way is better for the indicators"
        " of the table that do not say so.",
    )


class NamedSeries(Aims):
    """系列: a named row under an indicator, such as 男性 or 65歳以上, with figures of its own."""

    name: Name = Field(description="系列の名称（男性、65歳以上など）。 Name of the row.")
    note: Text = Field(default="", description="注記。 Footnote printed at its name.")
    unit: Text | None = Field(
        default=None, description="単位（指標と異なるとき）。 Its unit, where not the indicator's."
    )
    direction: Direction | None = Field(
        default=None,
        description="望ましい方向（指標と異なるとき）。 Which way is better, where not as of the"
        " indicator.",
    )
    baseline: SheetCell = Field(default=Blank(), description="基準値。 Baseline.")
    actuals: Series = Field(default=Series(), description="実績値。 Results by year.")
    annual_targets: Series = Field(
        default=Series(), description="年度ごとの目標値。 Targets by year."
    )
    target: SheetCell = Field(default=Blank(), description="目標値。 Final target.")
    targets: DatedTargets = ()


class Indicator(Aims):
    """指標: one row of an indicator table, with its row of annual targets."""

    no: ItemNumber  # 1 for ①
    name: Name
    kind: Kind
    note: Text = ""  # footnote printed in the name's cell
    unit: Text | None = Field(
        default=None,
        description="単位のない数値の単位（千人なら数値は千人単位）。単位のない指標は空欄。"
        ' Unit of figures printed without one (千人: they are thousands); "" for a pure number.',
    )
    baseline: SheetCell = Blank()
    actuals: Series = Series()
    annual_targets: Series = Series()
    annual_targets_label: Text = "年度ごとの目標値"
    target: SheetCell = Blank()
    targets: DatedTargets = ()
    main: bool = False  # 主要な測定指標; declared by people, never guessed
    direction: Direction | None = None  # which way is better, where no comparator says so
    tolerance: Tolerance | None = None  # what 程度 allows to either side, in the indicator's unit
    break_after: Year | None = None  # last year before a break in the series
    limit: Number | None = Field(
        default=None,
        description="値の自然な限界（指標の単位で。割合なら100）。近いほど小さな伸びを進展とみる方式"
        "（open_sdg、eustat）が使う。 Natural limit, in the indicator's unit (100 of a share);"
        " open_sdg and eustat take smaller growth for progress near it.",
    )
    windows: Literal["mean", "sum"] | None = Field(
        default=None,
        description="複数年の平均（mean）または合計（sum）を値とする指標であることの宣言。"
        "「2019-2021」のような欄は、その期間の値として最後の年に置かれる。"
        " Declares that each figure is the mean or the sum of several years; a cell of 2019-2021"
        " then stands in its last year, and is no merged cell.",
    )
    external_values: dict[Name, Series] = Field(
        default_factory=dict,
        description="目標が比べる外部の値（全国平均など）を、名称と年度ごとに。"
        " Values of others that a target compares with: {全国値: {2024: 65％}}.",
    )
    decisions: dict[YearKey, Decision] = Field(default_factory=dict)  # on targets that are texts
    breakdown: Breakdown | None = None
    series: tuple[NamedSeries, ...] = Field(
        default=(),
        description="系列（男女、年齢、国・地域など）ごとの行。 Named rows under the indicator,"
        " each with its own figures and targets.",
    )
    parts: tuple[Name, ...] = Field(
        default=(),
        description="一つの欄に並ぶ数値の名称を、印刷の順に（「4 (21)」なら [年次, 累計]）。"
        " Names of the figures that one cell holds, in the order of print.",
    )
    compared: Text = Field(
        default="",
        description="parts のうち、目標値・基準値と比べるもの。"
        " Which of the parts the targets and the baseline speak of.",
    )
    published: PublishedResults = Field(
        default_factory=dict,
        description="公表された結果（年度ごとの達成率、判定、評点）。"
        " What the ministry itself published of each year: rate, grade, score.",
    )

    def rows(self) -> Iterator[tuple[KeyPath, Indicator]]:
        """Each row that is judged, as an indicator of its own, with its path below this one's.

        The indicator itself where it has no parts, and figures or no series; then its parts, and
        its series.

        Examples
        --------
        >>> cells = {"2024": "4 (21)"}
        >>> indicator = Indicator.model_validate({
        ...     "no": "5", "name": "商品化", "kind": "outcome", "target": "20品", "actuals": cells,
        ...     "parts": ["年次", "累計"], "compared": "累計"})
        >>> [(row.no, row.name, row.actuals[2024].printed, row.target.printed)
        ...  for _, row in indicator.rows()]
        [('5-1', '商品化（年次）', '4', ''), ('5-2', '商品化（累計）', '21', '20品')]
        """
        own = (self.baseline, *self.actuals.cells(), *self.aims())
        if not self.parts and (not self.series or any(cell.printed for cell in own)):
            yield (), self._without_unnamed_pairs()._of_totals()
        for number, part in enumerate(self.parts):
            yield (), self._part(number, part)
        for number, each in enumerate(self.series):
            yield ("series", number), self._series(number, each)

    def _without_unnamed_pairs(self) -> Indicator:
        """Indicator in which no pair stands for one of its figures where either may be meant.

        Of 「4 (21)」 under a name that says 累計, nobody can tell which the target speaks of.
        """

        def unpaired(cell: AnyCell) -> AnyCell:
            pair = isinstance(cell, Quantity) and cell.second is not None and cell.comparator == "="
            return Narrative(printed=cell.printed) if pair else cell

        aimed = any(isinstance(cell, Quantity) for cell in self.aims())
        if "累計" not in self.name or self.window or not aimed:
            return self
        return self.model_copy(update={"actuals": self.actuals.changed(unpaired)})

    def _of_totals(self) -> Indicator:
        """Indicator whose targets are of all years so far, with the totals beside its figures."""
        figures = [cell for cell in self.aims() if isinstance(cell, Quantity)]
        if not figures or not all(is_total(cell, self.name) for cell in figures):
            return self
        actuals = self.actuals.changed(lambda cell: self.in_its_unit(with_total(cell)))
        return self.model_copy(update={"actuals": actuals})

    def _series(self, number: int, each: NamedSeries) -> Indicator:
        own = {name: getattr(each, name) for name in type(each).model_fields if name != "name"}
        shared = {name: own[name] or getattr(self, name) for name in ("direction", "note")}
        unit = self.unit if each.unit is None else each.unit
        return self._row(number + len(self.parts), each.name, own | shared | {"unit": unit})

    def _part(self, number: int, name: str) -> Indicator:
        """Indicator of one of the figures in each cell; targets are those of the compared one."""
        ours = name == self.compared

        def figure(cell: AnyCell) -> AnyCell:
            found = figures_of(cell.printed, len(self.parts))
            return parse_cell(found[number]) if found else cell

        def aim(cell: AnyCell) -> AnyCell:
            several = figures_of(cell.printed, len(self.parts)) is not None
            return figure(cell) if several else cell if ours else NO_CELL

        return self._row(number, name, {
            "actuals": self.actuals.changed(figure),
            "annual_targets": self.annual_targets.changed(aim),
            "baseline": aim(self.baseline),
            **self.with_targets(aim),
        })  # fmt: skip

    def _row(self, number: int, name: str, own: Mapping[str, Any]) -> Indicator:
        named = {"no": f"{self.no}-{number + 1}", "name": f"{self.name}（{name}）"}
        of_the_whole = ("breakdown", "series", "parts", "compared", "published", "decisions")
        fields = type(self).model_fields
        nothing = {key: fields[key].get_default(call_default_factory=True) for key in of_the_whole}
        return self.model_copy(update={**own, **named, **nothing})

    def aims(self) -> tuple[AnyCell, ...]:
        """Cell of every target: those of the years, then those of all, the final one last."""
        return (*self.annual_targets.cells(), *self.target_cells())

    def unit_of(self, cell: Quantity) -> str:
        """Unit by which `cell` is compared: as printed, or else the one declared here."""
        return cell.plain_unit or plain_unit(self.unit or "")

    def decision_of(self, year: int) -> bool | None:
        """Whether people have decided that a target was met; None where none has."""
        return {"met": True, "missed": False, None: None}[self.decisions.get(year)]

    def breakdown_rows(self) -> Iterator[tuple[KeyPath, BreakdownRow]]:
        """Rows of its 別表 with their paths below the indicator's; the published mean last."""
        if self.breakdown is None:
            return
        for number, row in enumerate(self.breakdown.rows):
            yield ("breakdown", "rows", number), row
        if self.breakdown.mean:
            yield ("breakdown", "mean"), self.breakdown.mean

    def by_year(self, *, near: int, heads: IndicatorTable) -> Indicator:
        """Indicator in whose rows no figure of another time stands for a year."""
        windows = self.window

        def end(head: str) -> Callable[[AnyCell], AnyCell]:
            return partial(alone, near=near, window=read_window(head) or windows)

        annual = self.annual_targets.by_year(
            near=near, observed=False, windows=windows, results=self.actuals
        )
        parts = {
            "baseline": end(heads.baseline)(self.baseline),
            **self.with_targets(end(heads.target)),
            "actuals": self.actuals.by_year(near=near, windows=windows),
            "annual_targets": annual,
            "breakdown": self.breakdown and self.breakdown.by_year(near=near, windows=windows),
            "external_values": {
                name: each.by_year(near=near) for name, each in self.external_values.items()
            },
        }
        return self.model_copy(update=parts)

    @property
    def window(self) -> Window | None:
        """Years of which each of its figures is the mean or the sum: declared, named, or its keys'.

        Examples
        --------
        >>> Indicator(no="1", name="三年平均の誤差", kind="outcome").window
        Window(years=3, kind='mean')
        """
        named = read_window(self.name) or self.actuals.said_window()
        if self.windows is None:
            return named
        lengths = {span.length for span, _ in self.actuals.spans() if span.length > 1}
        years = named.years if named else lengths.pop() if len(lengths) == 1 else 0
        return Window(years, self.windows) if years else None

    def in_one_unit(self) -> Indicator:
        """Indicator whose figures of one kind are in one unit, as its actuals print them.

        A bare figure is in the unit declared here. What is printed in another scale than the
        actuals keeps that (:attr:`Quantity.scale`): 68万人 is 680 千人 beside actuals of 671千人.
        """
        told = partial(self._told, units=self._common_units())
        parts = {
            "baseline": told(self.baseline),
            "actuals": self.actuals.changed(told),
            "annual_targets": self.annual_targets.changed(told),
            **self.with_targets(told),
            "external_values": {
                name: series.changed(told) for name, series in self.external_values.items()
            },
            "breakdown": self.breakdown and self.breakdown.changed(told),
        }
        return self.model_copy(update=parts)

    def in_its_unit(self, cell: AnyCell) -> AnyCell:
        """A further cell in the unit of the figures that count the same."""
        return self._told(cell, self._common_units())

    def _told(self, cell: AnyCell, units: Mapping[str, str]) -> AnyCell:
        if not isinstance(cell, Quantity):
            return cell
        own = cell.declared(self.unit or "")
        to = units.get(kind_of(own.unit).base)
        return own if to is None else own.in_unit(to)

    def _common_units(self) -> Mapping[str, str]:
        """Unit in which its figures are told, by what they count."""
        others = (*self.aims(), self.baseline)
        leading, rest = (self._printed_units(each) for each in (self.actuals.cells(), others))
        if self.unit:  # in which tolerance and limit are
            rest.setdefault(kind_of(self.unit).base, []).append(self.unit)
        return {
            base: common_unit(leading.get(base, ()), rest.get(base, ())) for base in leading | rest
        }

    def _printed_units(self, cells: Iterable[AnyCell]) -> dict[str, list[str]]:
        """Units of figures as printed, by what they count; nothing is 0 in any."""
        units: dict[str, list[str]] = {}
        for cell in cells:
            if isinstance(cell, Quantity) and cell.value:
                unit = cell.declared(self.unit or "").printed_unit
                units.setdefault(kind_of(unit).base, []).append(unit)
        return units

    def told_in(self, unit: str, number: Decimal | None) -> Decimal | None:
        """Number declared in the indicator's unit, in a unit of its figures.

        Without a declared unit it is in that of the figures, however they are printed.

        Examples
        --------
        ``indicator.told_in("人", Decimal(5))`` is 5000 where the declared unit is 千人.
        """
        if number is None or not self.unit or kind_of(self.unit).base != kind_of(unit).base:
            return number
        return converted(number, self.unit, unit)
