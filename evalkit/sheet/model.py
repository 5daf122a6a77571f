"""The records of a sheet: what one policy goal published in one fiscal year, as printed.

``""`` means that the form has no such text, a :class:`~evalkit.sheet.cells.Blank` cell that it has
an empty one. Nothing is calculated here and nothing is stored twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Literal, Self

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

from evalkit.sheet.budget import Amount, Budget
from evalkit.sheet.cells import AnyCell, Quantity, own_label
from evalkit.sheet.cells.money import THOUSAND_YEN, point_doubt
from evalkit.sheet.fields import ItemNumber, Name, Span, Text, Year, YearWindow
from evalkit.sheet.fiscal import Calendar, CalendarYear, Term, read_term
from evalkit.sheet.form_profile import FormProfile, Results, monitoring
from evalkit.sheet.indicator import Direction, Indicator, IndicatorTable, NamedSeries
from evalkit.sheet.measures import (
    Measure,
    MeasureRows,
    MeasureTable,
    PlacedMeasure,
    ReferenceMeasures,
)
from evalkit.sheet.published import Evaluation, Grading
from evalkit.sheet.record import Record

SectionName = Literal[
    "policy_goal",
    "achievement_goals",
    "evaluation",
    "reference",
    "budget",
    "cabinet_policies",
    "data_sources",
]


class PolicyGoal(Record):
    """施策目標: the goal that the sheet evaluates."""

    number: Name  # 7-2; text, for "7-10" is not "7-1"
    name: Name
    summary: Text = ""  # 施策の概要


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

    @cached_property
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
        sheet._profile = profile
        return sheet

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy of the sheet, which tells anew what follows from its entries."""
        copied = super().model_copy(update=update, deep=deep)
        for derived in ("calendar", "results"):
            copied.__dict__.pop(derived, None)
        return copied

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
            cells = (indicator.baseline, *indicator.target_cells())
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


def target_term(
    sheet: Sheet, goal: AchievementGoal, indicator: Indicator, cell: AnyCell | None = None
) -> Term:
    """When a target, by default the final one, holds: as its cell says, or its column's head."""
    own = indicator.target if cell is None else cell
    return read_term(own_label(own) or goal.table(indicator).target, near=sheet.own_year)
