"""The records of a sheet: what one policy goal published in one fiscal year, as printed.

``""`` means that the form has no such text, a :class:`~evalkit.sheet.cells.Blank` cell that it has
an empty one. Nothing is calculated here and nothing is stored twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, partial
from typing import Any, Literal, NamedTuple, get_args

from pydantic import (
    Field,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    PrivateAttr,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, ValidationError

from evalkit.sheet.cells import (
    AnyCell,
    Blank,
    Narrative,
    Quantity,
    parse_cell,
    plain_unit,
    value_of,
)
from evalkit.sheet.cells.cell_figures import figures_of
from evalkit.sheet.cells.money import THOUSAND_YEN, in_unit, named_unit, point_doubt
from evalkit.sheet.cells.periods import alone, in_column
from evalkit.sheet.cells.units import common_unit, converted, kind_of
from evalkit.sheet.fields import (
    NO_CELL,
    AmountCell,
    ItemNumber,
    MoneyUnit,
    Name,
    Number,
    Series,
    SheetCell,
    Span,
    Text,
    Tolerance,
    Year,
    YearKey,
    YearWindow,
)
from evalkit.sheet.fiscal import (
    Calendar,
    CalendarYear,
    NotAFiscalYear,
    Term,
    Window,
    parse_year_span,
    read_term,
    read_window,
)
from evalkit.sheet.form_profile import FormProfile, Results, monitoring
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.published import Evaluation, Grading, PublishedResults
from evalkit.sheet.record import Record

Kind = Literal["outcome", "output", "measure"]
Direction = Literal["up", "down"]
Decision = Literal["met", "missed"]
SectionName = Literal[
    "policy_goal",
    "achievement_goals",
    "evaluation",
    "reference",
    "budget",
    "cabinet_policies",
    "data_sources",
]
BudgetRole = Literal[
    "initial",
    "supplementary",
    "carried_from",
    "carried_to",
    "reserve",
    "total",
    "executed",
    "request",
    "rate",
]
BudgetItem = Literal["initial", "supplementary", "carry_over", "total", "executed"]
BudgetLineName = Literal["single", "single_reconstruction", "shared", "shared_reconstruction"]


def _amount(cell: AnyCell, year: int, near: int, *, head: str, table: str) -> AnyCell:
    return in_unit(in_column(cell, year, year, near=near), head=head, table=table)


class PolicyGoal(Record):
    """施策目標: the goal that the sheet evaluates."""

    number: Name  # 7-2; text, for "7-10" is not "7-1"
    name: Name
    summary: Text = ""  # 施策の概要


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


class BreakdownRow(Record):
    """One row of a 別表."""

    group: Text = ""  # 新技術説明会; one printed cell over the rows that share it
    name: Text = ""  # 聴講者
    actuals: Series

    def changed(self, change: Callable[[AnyCell], AnyCell]) -> BreakdownRow:
        """Row with each of its cells changed."""
        return self.model_copy(update={"actuals": self.actuals.changed(change)})

    def by_year(self, *, near: int, windows: Window | None) -> BreakdownRow:
        """Row in which no figure of another time stands for a year."""
        return self.model_copy(update={"actuals": self.actuals.by_year(near=near, windows=windows)})


class Breakdown(Record):
    """別表: the rows behind an indicator, with the mean as published."""

    heading: Text = ""
    caption: Text = ""
    group_head: Text = ""
    name_head: Text = ""
    rows: tuple[BreakdownRow, ...]
    mean: BreakdownRow | None = None

    def changed(self, change: Callable[[AnyCell], AnyCell]) -> Breakdown:
        """Table with each of its cells changed."""
        rows = tuple(row.changed(change) for row in self.rows)
        mean = self.mean and self.mean.changed(change)
        return self.model_copy(update={"rows": rows, "mean": mean})

    def by_year(self, *, near: int, windows: Window | None) -> Breakdown:
        """Table in which no figure of another time stands for a year."""
        rows = tuple(row.by_year(near=near, windows=windows) for row in self.rows)
        mean = self.mean and self.mean.by_year(near=near, windows=windows)
        return self.model_copy(update={"rows": rows, "mean": mean})


class NamedSeries(Record):
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


class Indicator(Record):
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
        own = (self.baseline, self.target, *self.actuals.cells(), *self.annual_targets.cells())
        if not self.parts and (not self.series or any(cell.printed for cell in own)):
            yield (), self._without_unnamed_pairs()
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

        aims = (self.target, *self.annual_targets.cells())
        aimed = any(isinstance(cell, Quantity) for cell in aims)
        if "累計" not in self.name or self.window or not aimed:
            return self
        return self.model_copy(update={"actuals": self.actuals.changed(unpaired)})

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
            "target": aim(self.target),
        })  # fmt: skip

    def _row(self, number: int, name: str, own: Mapping[str, Any]) -> Indicator:
        named = {"no": f"{self.no}-{number + 1}", "name": f"{self.name}（{name}）"}
        of_the_whole = ("breakdown", "series", "parts", "compared", "published", "decisions")
        fields = type(self).model_fields
        nothing = {key: fields[key].get_default(call_default_factory=True) for key in of_the_whole}
        return self.model_copy(update={**own, **named, **nothing})

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
        ends = {
            key: alone(cell, near=near, window=read_window(head) or windows)
            for key, cell, head in (
                ("baseline", self.baseline, heads.baseline),
                ("target", self.target, heads.target),
            )
        }
        annual = self.annual_targets.by_year(
            near=near, observed=False, windows=windows, results=self.actuals
        )
        rows = {
            "actuals": self.actuals.by_year(near=near, windows=windows),
            "annual_targets": annual,
            "breakdown": self.breakdown and self.breakdown.by_year(near=near, windows=windows),
            "external_values": {
                name: each.by_year(near=near) for name, each in self.external_values.items()
            },
        }
        return self.model_copy(update=ends | rows)

    @property
    def window(self) -> Window | None:
        """Years of which each of its figures is the mean or the sum, as declared or named.

        Examples
        --------
        >>> Indicator(no="1", name="三年平均の誤差", kind="outcome").window
        Window(years=3, kind='mean')
        """
        named = read_window(self.name)
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
            "target": told(self.target),
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
        others = (self.target, *self.annual_targets.cells(), self.baseline)
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


class MeasureTable(Record):
    """The printed heads of a table of 達成手段."""

    heading: Text = ""
    budget: dict[YearKey, Text] = Field(default_factory=dict)  # 2012: 24年度補正後予算額（千円）

    def unit(self, year: int, otherwise: str = THOUSAND_YEN) -> str:
        """Unit of the amounts of a year: that of its head, or else of the table."""
        own = self.budget.get(year, "")
        return named_unit(own, self.heading, *self.budget.values()) or otherwise


class Measure(Record):
    """達成手段: one programme."""

    name: Name
    budget: dict[YearKey, AmountCell] = Field(default_factory=dict)  # in the unit of its head
    summary: Text = ""
    indicators: Text = ""  # 関連する指標, as printed: ④～⑥⑩⑪
    review_sheet: Text = ""  # 行政事業レビューシート番号; 0208, 042（復興庁）
    division: Text = ""

    def under(self, heads: MeasureTable, *, near: int, unit: str) -> Measure:
        """Measure with its amounts in the units of their heads, or in `unit` if they name none."""
        budget = {
            year: _amount(cell, year, near, head=own, table=own)
            for year, cell in self.budget.items()
            if (own := heads.unit(year, unit))
        }
        return self.model_copy(update={"budget": budget})


class Picture(Record):
    """図・写真: its caption alone, or with the file of it beside the sheet."""

    caption: Text = Field(default="", description="見出し。 Caption as the form prints it.")
    file: Text = Field(
        default="",
        description="PNG または JPEG のファイル（評価書のファイルのあるフォルダから）。"
        " PNG or JPEG, by its path from the folder of the sheet.",
    )
    text: Text = Field(
        default="",
        description="代替テキスト。図を見られない人に読み上げられる。"
        " What it shows, for readers who cannot see it.",
    )

    def __str__(self) -> str:
        return self.caption

    @model_validator(mode="before")
    @classmethod
    def _caption_alone(cls, value: Any) -> Any:
        return {"caption": value} if isinstance(value, str) else value

    @model_serializer(mode="wrap")
    def _as_typed(self, write: SerializerFunctionWrapHandler) -> Any:
        return write(self) if self.file or self.text else self.caption

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"type": ["string", "number"]}, handler(schema)]}


class Example(Record):
    """取組例: a story with pictures."""

    heading: Name
    text: Text = ""
    pictures: tuple[Picture, ...] = ()


class Tables(Record):
    """The printed heads of an achievement goal's tables."""

    outcome: IndicatorTable = IndicatorTable(heading="成果指標（アウトカム）")
    output: IndicatorTable = IndicatorTable(heading="活動指標（アウトプット）")
    measure: IndicatorTable = IndicatorTable(heading="測定指標")
    measures: MeasureTable = MeasureTable(heading="達成手段")


class AchievementGoal(Record):
    """達成目標: indicators, and the programmes meant to move them."""

    no: ItemNumber
    name: Name
    tables: Tables = Tables()
    indicators: tuple[Indicator, ...] = ()
    figures: tuple[Text, ...] = ()  # captions of charts that the form prints
    measures: tuple[Measure, ...] = ()
    examples: tuple[Example, ...] = ()
    evaluation: Evaluation | None = Field(
        default=None,
        description="達成目標の評価結果。 What the ministry itself concludes of the goal.",
    )

    def settled(self, *, near: int, unit: str) -> AchievementGoal:
        """Goal whose figures stand for their years, each kind of them in one unit."""
        heads = self.tables.measures
        parts = {
            "indicators": tuple(
                each
                if each.parts
                else each.by_year(near=near, heads=self.table(each)).in_one_unit()
                for each in self.indicators
            ),
            "measures": tuple(each.under(heads, near=near, unit=unit) for each in self.measures),
        }
        return self.model_copy(update=parts)

    def table(self, indicator: Indicator) -> IndicatorTable:
        """Return the heads over `indicator`."""
        heads: IndicatorTable = getattr(self.tables, indicator.kind)
        return heads


class ReferenceMeasures(Record):
    """（参考）関連する独立行政法人の事業."""

    heading: Text = ""
    table: MeasureTable = MeasureTable()
    measures: tuple[Measure, ...] = ()

    def settled(self, *, near: int, unit: str) -> ReferenceMeasures:
        """Table with its amounts in the units of their heads."""
        measures = tuple(each.under(self.table, near=near, unit=unit) for each in self.measures)
        return self.model_copy(update={"measures": measures})


class BudgetLine(Record):
    """One line of the budget table, by item and fiscal year, in the unit of the table."""

    initial: dict[YearKey, AmountCell] = Field(default_factory=dict)  # 当初予算
    supplementary: dict[YearKey, AmountCell] = Field(default_factory=dict)  # 補正予算
    carry_over: dict[YearKey, AmountCell] = Field(default_factory=dict)  # 繰越し等
    total: dict[YearKey, AmountCell] = Field(default_factory=dict)  # 合計
    executed: dict[YearKey, AmountCell] = Field(default_factory=dict)  # 執行額

    def items(self) -> Iterator[tuple[BudgetItem, Mapping[int, AnyCell]]]:
        """Each item with its cells, in the order of the form."""
        for item in get_args(BudgetItem):
            yield item, getattr(self, item)

    def changed(self, change: Callable[[BudgetItem, int, AnyCell], AnyCell]) -> BudgetLine:
        """Line with each of its cells changed."""
        items = {
            str(item): {year: change(item, year, cell) for year, cell in cells.items()}
            for item, cells in self.items()
        }
        return self.model_copy(update=items)


class FreeLine(Record):
    """区分: a line of a budget table as the form names it, with the role that its amounts play.

    Its amounts stand beside its name: ``{name: 前年度から繰越し, role: carried_from, 2023: 599}``.
    """

    name: Name = Field(description="区分の名称。 What the form calls the line.")
    role: BudgetRole | None = Field(
        default=None,
        description="役割: initial（当初）、supplementary（補正）、"
        "carried_from（前年度から繰越し）、carried_to（翌年度へ繰越し）、reserve（予備費等）、total（計）、executed（執行額）、"
        "request（要求額）、rate（執行率）。内訳や内数は書かない。"
        " Role of its amounts; none of what is only part of another line.",
    )
    amounts: dict[YearKey, SheetCell] = Field(
        default_factory=dict, description="年度ごとの額。 Amounts by year."
    )

    @model_validator(mode="before")
    @classmethod
    def _beside_the_name(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        years = {key: cell for key, cell in data.items() if _is_year(key)}
        rest = {key: value for key, value in data.items() if key not in years}
        return rest | {"amounts": {**rest.get("amounts", {}), **years}} if years else rest

    @model_serializer(mode="wrap")
    def _as_typed(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written = write(self)
        amounts = written.pop("amounts", {})
        return {**written, **amounts}

    def value(self, year: int) -> Decimal | None:
        """Amount of a year in the unit of the table, where one is printed."""
        return value_of(self.amounts.get(year, NO_CELL))


def _is_year(key: Any) -> bool:
    try:
        parse_year_span(str(key))
    except NotAFiscalYear:
        return False
    return True


class Amount(NamedTuple):
    """A money cell, where it stands, and the unit that its heads name for bare amounts."""

    path: KeyPath
    cell: AnyCell
    unit: str


@dataclass(frozen=True, kw_only=True)
class LineColumn:
    """One line of the budget in one fiscal year."""

    line: BudgetLineName
    year: int
    cells: Mapping[BudgetItem, AnyCell]  # those that the sheet has

    def cell(self, item: BudgetItem) -> AnyCell:
        """Cell of an item; a blank where the sheet has none."""
        return self.cells.get(item, NO_CELL)

    def value(self, item: BudgetItem) -> Decimal | None:
        """Amount of an item in the unit of the table, where one is printed."""
        return value_of(self.cell(item))

    def path(self, item: BudgetItem) -> KeyPath:
        """Path of an item's cell."""
        return ("budget", self.line, item, str(self.year))


class MeasureRows(NamedTuple):
    """A printed table of 達成手段, and where it stands."""

    path: KeyPath  # of its rows: ("reference", "measures")
    measures: tuple[Measure, ...]
    heads: MeasureTable
    heads_path: KeyPath
    goal: str  # number of its achievement goal; "" of the reference table


class PlacedMeasure(NamedTuple):
    """A 達成手段 under the heads of its table, and where it stands."""

    path: KeyPath
    measure: Measure
    heads: MeasureTable
    goal: str  # number of its achievement goal; "" in the reference table


class Budget(Record):
    """施策の予算額・執行額: four lines, five items, one column a year."""

    heading: Text = ""
    note: Text = ""
    unit: MoneyUnit = THOUSAND_YEN
    columns: dict[YearKey, Text] = Field(default_factory=dict)  # 2014: 26年度要求額
    labels: dict[BudgetItem, Text] = Field(default_factory=dict)  # initial: 当初予算
    status_label: Text = ""  # 予算の状況（千円）, over the first four items
    line_labels: dict[BudgetLineName, Text] = Field(default_factory=dict)  # single: 上段：単独…
    lines: tuple[FreeLine, ...] = Field(
        default=(),
        description="24-7-2 の四つの行でない予算表の区分。"
        " Lines of a budget table that has not the four of 24-7-2.",
    )
    single: BudgetLine = BudgetLine()  # 上段
    single_reconstruction: BudgetLine = BudgetLine()
    shared: BudgetLine = BudgetLine()  # 下段
    shared_reconstruction: BudgetLine = BudgetLine()

    @property
    def table_unit(self) -> str:
        """Unit in which the table's amounts are calculated with."""
        return named_unit(self.unit) or THOUSAND_YEN

    def head_unit(self, item: BudgetItem, year: int) -> str:
        """Unit of the bare amounts of an item in a year: that of its heads, or of the table."""
        status = "" if item == "executed" else self.status_label
        own = named_unit(self.columns.get(year, ""), self.labels.get(item, ""), status)
        return own or self.table_unit

    def column_unit(self, year: int) -> str:
        """Unit of the bare amounts of a year in lines of the form's own."""
        return named_unit(self.columns.get(year, "")) or self.table_unit

    def amounts(self) -> Iterator[Amount]:
        """Every cell with its path in the sheet and the unit of its head."""
        for name, line in self.fixed_lines():
            for item, cells in line.items():
                for year, cell in cells.items():
                    path = ("budget", name, item, str(year))
                    yield Amount(path, cell, self.head_unit(item, year))
        for number, free in enumerate(self.lines):
            if free.role != "rate":
                for year, cell in free.amounts.items():
                    here: KeyPath = ("budget", "lines", number, str(year))
                    yield Amount(here, cell, self.column_unit(year))

    def settled(self, *, near: int) -> Budget:
        """Budget with every amount in the unit of the table."""

        def settle(item: BudgetItem, year: int, cell: AnyCell) -> AnyCell:
            return _amount(cell, year, near, head=self.head_unit(item, year), table=self.table_unit)

        lines: dict[str, Any] = {
            str(name): line.changed(settle) for name, line in self.fixed_lines()
        }
        return self.model_copy(update=lines | {"lines": tuple(self._settled_free(near))})

    def _settled_free(self, near: int) -> Iterator[FreeLine]:
        for free in self.lines:
            if free.role == "rate":
                yield free
                continue
            cells = {
                year: _amount(cell, year, near, head=self.column_unit(year), table=self.table_unit)
                for year, cell in free.amounts.items()
            }
            yield free.model_copy(update={"amounts": cells})

    @property
    def years(self) -> list[int]:
        """Fiscal years with a column: those with a head or an amount, in order."""
        amounts = {
            year for _, line in self.fixed_lines() for _, cells in line.items() for year in cells
        }
        free = {year for line in self.lines for year in line.amounts}
        return sorted(amounts | free | self.columns.keys())

    def sum_of_lines(self, year: int) -> tuple[Decimal, Decimal] | None:
        """What the lines of a year make by their roles, and the total printed; None if not told.

        What is carried to the next year is taken off, however it is printed.
        """
        found: dict[str, Decimal | None] = {
            free.role: free.value(year) for free in self.lines if free.role and year in free.amounts
        }
        total, initial = found.get("total"), found.get("initial")
        if total is None or initial is None or None in found.values():
            return None
        carried_to = abs(found.get("carried_to") or Decimal(0))
        added = ("initial", "supplementary", "carried_from", "reserve")
        return sum((found.get(role) or Decimal(0) for role in added), -carried_to), total

    def line_columns(self) -> Iterator[LineColumn]:
        """Each line in each of the years, in the order of the form.

        Examples
        --------
        >>> budget = Budget.model_validate({"single": {"executed": {"2011": "9"}}})
        >>> [(each.line, each.year, each.value("executed")) for each in budget.line_columns()][0]
        ('single', 2011, Decimal('9'))
        """
        years = self.years
        for name, line in self.fixed_lines():
            for year in years:
                cells = {item: cells[year] for item, cells in line.items() if year in cells}
                yield LineColumn(line=name, year=year, cells=cells)

    def fixed_lines(self) -> Iterator[tuple[BudgetLineName, BudgetLine]]:
        """Each of the four lines of 24-7-2 with its name, in the order of the form."""
        for name in get_args(BudgetLineName):
            yield name, getattr(self, name)


class CabinetPolicy(Record):
    """施策に関係する内閣の重要政策."""

    name: Name
    date: Text = ""
    excerpt: Text = ""  # one paragraph a line, an empty line where the form leaves one


class DataSource(Record):
    """指標に用いたデータ・資料等: one entry."""

    text: Name
    achievement_goal: Text = ""  # the 達成目標 under whose heading it stands
    indicators: Text = ""  # references, where the sheet says which: ①②


class FreeSection(Record):
    """その他の節: a heading of the form that none of ours is, with its text or table."""

    heading: Name = Field(description="様式の見出し。 Heading as the form prints it.")
    text: Text = Field(default="", description="本文。 Its text.")
    table: tuple[tuple[Text, ...], ...] = Field(
        default=(),
        description="表。一行目は見出し。 Its table, row by row; the first row is its head.",
    )
    pictures: tuple[Picture, ...] = Field(
        default=(), description="図・写真。 Its figures and photographs."
    )
    after: SectionName | None = Field(
        default=None,
        description="どの節の後にあるか（なければ末尾）。 Part of the form behind which it stands;"
        " by default the last.",
    )

    def filled_rows(self) -> list[tuple[str, ...]]:
        """Rows of its table with as many cells each as the longest; none that is empty.

        Examples
        --------
        >>> FreeSection(heading="表", table=(("区分",), (), ("甲", "1"))).filled_rows()
        [('区分', ''), ('甲', '1')]
        """
        columns = max(map(len, self.table), default=0)
        return [(*row, *[""] * (columns - len(row))) for row in self.table if row]


class AcceptedFinding(Record):
    """A finding of the audit that the author lets stand, with the reason."""

    check: Name
    place: Name  # as the list of findings prints it
    reason: Name


class AuditSettings(Record):
    """What the author says to the audit."""

    off: tuple[Name, ...] = ()  # checks not to run
    accept: tuple[AcceptedFinding, ...] = ()


class Sheet(Record):
    """評価書: one policy goal in one fiscal year."""

    form: Text = Field(
        default="",
        description="様式の名称（実績評価書、kpi など。府省独自の様式は params/forms/ に置く）。"
        "空欄は、その年度のパラメータファイルの form、それもなければ文部科学省 モニタリング。"
        " Name of its form: one of ours, or a file of params/forms/; by default as the parameters"
        " of its round say.",
    )
    title: Text = ""
    ministry: Name
    document: Text = ""  # 24-7-2
    fiscal_year: Year
    direction: Direction | None = Field(
        default=None,
        description="指標に指定がないときの望ましい方向。 Which way is better, where an indicator"
        " does not say so.",
    )
    period: Literal["fiscal", "calendar"] = Field(
        default="fiscal",
        description="欄の年が年度（fiscal、4月から翌年3月まで）か暦年（calendar）か。"
        " Whether the years of its columns are fiscal years (April to March) or calendar years.",
    )
    years: YearWindow | None = None  # columns of actuals; by default the five up to fiscal_year
    policy_goal: PolicyGoal
    grading: Grading | None = Field(
        default=None,
        description="公表された判定の区分。 The form's own scale for the grades of its indicators.",
    )
    achievement_goals: tuple[AchievementGoal, ...] = ()  # none in a sheet of a budget alone
    evaluation: Evaluation | None = Field(
        default=None,
        description="施策の評価結果。 What the ministry itself concludes of the policy.",
    )
    reference: ReferenceMeasures | None = None
    budget: Budget | None = None
    cabinet_policies: tuple[CabinetPolicy, ...] = ()
    data_sources: tuple[DataSource, ...] = ()
    expert_comments: Text = ""
    sections: tuple[FreeSection, ...] = Field(
        default=(),
        description="様式にあるその他の節。 Further sections of the form, each in its place.",
    )
    lead_division: Text = ""
    related_divisions: Text = ""
    prepared_by: Text = Field(
        default="",
        description="作成責任者名。 Official who answers for the sheet, where the form has a place"
        " for the name.",
    )
    evaluation_date: Text = Field(
        default="",
        description="政策評価実施時期（事前分析表では実施予定時期）、印刷のとおり。"
        " When the policy was, or is to be, evaluated, as printed.",
    )
    audit: AuditSettings = AuditSettings()
    _profile: FormProfile = PrivateAttr(default_factory=monitoring)

    @property
    def profile(self) -> FormProfile:
        """What its form is made of, and how it words it."""
        return self._profile

    def has(self, *section: str) -> bool:
        """Whether the form has a section: its file names it, or a モニタリング is to have it."""
        *above, name = section
        if not self.profile.has(name):
            return False
        record: Any = self
        for step in above:
            record = getattr(record, step)
        return name in record.model_fields_set or monitoring().title.ja in self.title

    @property
    def is_without_goals(self) -> bool:
        """Whether the form lists its indicators without 達成目標 above them, and this sheet too."""
        return len(self.achievement_goals) == 1 and not self.profile.has("achievement_goals")

    @property
    def results(self) -> Results:
        """Columns of actuals that its form has; one a year where this sheet says more than that."""
        own = [each for _, each in self.indicators()]
        rows: list[Indicator | NamedSeries] = [*own, *(row for each in own for row in each.series)]
        figures = [[cell for cell in row.actuals.cells() if cell.printed] for row in rows]
        if self.profile.results == "none" and not any(figures):
            return "none"
        annual = any(row.annual_targets.root for row in rows)
        is_latest = not annual and all(len(cells) < 2 for cells in figures)
        return "latest" if self.profile.results == "latest" and is_latest else "by_year"

    def on_form(self, profile: FormProfile) -> Sheet:
        """Same sheet, on the form that `profile` describes."""
        sheet = self.model_copy()
        sheet.__dict__.pop("calendar", None)
        sheet._profile = profile
        return sheet

    @model_validator(mode="wrap")
    @classmethod
    def _read(cls, data: Any, read: ModelWrapValidatorHandler[Sheet]) -> Sheet:
        if isinstance(data, Sheet):  # it was read before
            return data
        sheet = read(data)
        points = [
            InitErrorDetails(
                type=PydanticCustomError("malformed_number", "a point", {"doubt": doubt}),
                loc=each.path,
                input=each.cell.printed,
            )
            for each in sheet.amounts()
            if (doubt := point_doubt(each.cell, each.unit))
        ]
        if points:
            raise ValidationError.from_exception_data(cls.__name__, points)
        return sheet._settled()

    def amounts(self) -> Iterator[Amount]:
        """Every money cell with its path and the unit of its head, in the order of the form."""
        for each in self.measures():
            for year, cell in each.measure.budget.items():
                path = (*each.path, "budget", str(year))
                yield Amount(path, cell, self.measure_unit(each.heads, year))
        if self.budget:
            yield from self.budget.amounts()

    def measure_unit(self, heads: MeasureTable, year: int) -> str:
        """Unit of the programmes' amounts: as their heads say, or else as the policy's budget."""
        return heads.unit(year, self._unit)

    @property
    def _unit(self) -> str:
        return self.budget.table_unit if self.budget else THOUSAND_YEN

    def _settled(self) -> Sheet:
        """Sheet whose figures stand for their years, its amounts in the units of their tables."""
        near, unit = self.own_year, self._unit
        parts = {
            "achievement_goals": tuple(
                goal.settled(near=near, unit=unit) for goal in self.achievement_goals
            ),
            "reference": self.reference and self.reference.settled(near=near, unit=unit),
            "budget": self.budget and self.budget.settled(near=near),
        }
        return self.model_copy(update=parts)

    @property
    def own_year(self) -> int:
        """Its year, which says too whether it counts in fiscal or in calendar years."""
        return CalendarYear(self.fiscal_year) if self.period == "calendar" else self.fiscal_year

    @property
    def window(self) -> range:
        """The fiscal years with a column of actuals."""
        columns = self.years or Span(self.fiscal_year - 4, self.fiscal_year)
        return columns.years

    @cached_property
    def calendar(self) -> Calendar:
        """How it counts years: in the eras that its heads name, else in its own to the end."""
        counted = Calendar.of(self.own_year, self._heads(), self.window)
        return counted._replace(western=self.profile.years == "western")

    def _heads(self) -> Iterator[str]:
        for goal in self.achievement_goals:
            for table in (goal.tables.outcome, goal.tables.output, goal.tables.measure):
                yield from (table.baseline, table.target)
        for rows in self.measure_tables():
            yield from rows.heads.budget.values()
        yield from self.budget.columns.values() if self.budget else ()
        for _, indicator in self.indicators():
            cells = (indicator.baseline, indicator.target)
            yield from (cell.year_label for cell in cells if isinstance(cell, Quantity))

    def indicators(self) -> Iterator[tuple[AchievementGoal, Indicator]]:
        """Every indicator with its achievement goal, in the order of the form."""
        for goal in self.achievement_goals:
            for indicator in goal.indicators:
                yield goal, indicator

    def measure_tables(self) -> Iterator[MeasureRows]:
        """Tables of 達成手段 in the order of the form, the reference table last."""
        for place, goal in enumerate(self.achievement_goals):
            path = ("achievement_goals", place)
            yield MeasureRows(
                path=(*path, "measures"),
                measures=goal.measures,
                heads=goal.tables.measures,
                heads_path=(*path, "tables", "measures"),
                goal=goal.no,
            )
        if self.reference:
            yield MeasureRows(
                path=("reference", "measures"),
                measures=self.reference.measures,
                heads=self.reference.table,
                heads_path=("reference", "table"),
                goal="",
            )

    def measures(self) -> Iterator[PlacedMeasure]:
        """Every 達成手段, in the order of the form."""
        for rows in self.measure_tables():
            for place, measure in enumerate(rows.measures):
                yield PlacedMeasure((*rows.path, place), measure, rows.heads, rows.goal)

    def year_of(self, label: str) -> int | None:
        """Fiscal year that a printed label names: a bare 15年度 is the one nearest to the sheet's.

        Examples
        --------
        ``sheet.year_of("15年度")`` is 2003 in a sheet of FY2012, ``sheet.year_of("毎年度")`` None.
        """
        return read_term(label, near=self.own_year).year

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """JSON Schema of a sheet file, for editors."""
        return cls.model_json_schema(mode="validation")


def baseline_year(sheet: Sheet, goal: AchievementGoal, indicator: Indicator) -> int | None:
    """Fiscal year of the baseline: the cell's own, or else the one in the head of its column."""
    return sheet.year_of(own_label(indicator.baseline) or goal.table(indicator).baseline)


def target_term(sheet: Sheet, goal: AchievementGoal, indicator: Indicator) -> Term:
    """When the target holds, as its own cell says, or else the head of its column."""
    label = own_label(indicator.target) or goal.table(indicator).target
    return read_term(label, near=sheet.own_year)


def own_label(cell: AnyCell) -> str:
    """Year that a cell itself states, as printed; '' where it states none."""
    return cell.year_label if isinstance(cell, Quantity | Narrative) else ""
