"""What a tidy table is: its columns, its key, the tables it refers to, and where its rows are from.

The same declarations head the CSV, name the XLSX's columns, and become the schemas of the data
package and of the JSON file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from evalkit.assess.report_data import ReportData
from evalkit.present.words import Words
from evalkit.sheet.bilingual import NOTHING, Bilingual
from evalkit.sheet.cells import STATUSES, AnyCell, Quantity
from evalkit.sheet.printing import fiscal_year
from evalkit.sheet.terms import TERMS, titled

Type = Literal["string", "integer", "number", "boolean"]
Datum = str | int | Decimal | bool | None
Row = dict[str, Datum]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: text is "" where there is none, anything else None."""

    name: str
    type: Type
    title: Bilingual
    about: Bilingual = NOTHING
    codes: Mapping[str, Bilingual] = field(
        default_factory=dict
    )  # every value it can have, in words


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """One table; `refers` names, by column, the table whose key that column holds.

    An `optional` one is left out of the files of a report whose sheet has nothing of the kind, and
    so is that of a `part` that the form lacks.
    """

    name: str
    title: Bilingual
    about: Bilingual
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    refers: Mapping[str, str] = field(default_factory=dict)
    rows: Callable[[ReportData], Iterator[Row]]
    optional: bool = False
    part: str = ""

    def is_shown(self, facts: ReportData) -> bool:
        """Whether it is among the files of a report."""
        lacking = bool(self.part) and not facts.sheet.profile.has(self.part)
        return not (self.optional or lacking) or next(self.rows(facts), None) is not None

    def records(self, facts: ReportData) -> list[tuple[Datum, ...]]:
        """Rows in the order of the columns; a text stands on one line, as data must."""
        blank = self.blank()
        return [tuple(map(_one_line, (blank | row).values())) for row in self.rows(facts)]

    def blank(self) -> Row:
        """Row of which nothing is known, in the order of the columns."""
        return {column.name: _EMPTY[column.type] for column in self.columns}


_EMPTY: Mapping[Type, Datum] = {"string": "", "integer": None, "number": None, "boolean": None}


def _one_line(datum: Datum) -> Datum:
    return datum.replace("\n", "") if isinstance(datum, str) else datum


def words_of(facts: ReportData) -> Words:
    """Words in the language of the report."""
    return Words(facts.parameters.language)


def key_of(*parts: str) -> str:
    """Key made of printed numbers: plain characters only, the same on every platform.

    Examples
    --------
    >>> key_of("g1", "i③"), key_of("１")
    ('g1-i3', '1')
    """
    return unicodedata.normalize("NFKC", "-".join(parts))


def indicator_key(goal: str, indicator: str) -> str:
    """Key of an indicator, which is its anchor in the page too.

    A spreadsheet would take a plain 1-3 for the third of January.

    Examples
    --------
    >>> indicator_key("1", "3")
    'g1-i3'
    """
    return key_of(f"g{goal}", f"i{indicator}")


# What several tables share ----------------------------------------------------------------------

GOAL = Column("achievement_goal", "string", titled(TERMS["achievement_goal"]))
INDICATOR = Column(
    "indicator", "string", Bilingual("指標", "Indicator"),
    Bilingual("g1-i3 は達成目標1の指標③。報告書の #g1-i3 に対応する",
         "g1-i3 is indicator 3 of achievement goal 1, and #g1-i3 in the report"),
)  # fmt: skip
YEAR = Column(
    "fiscal_year", "integer", Bilingual("年度（西暦）", "Fiscal year"),
    Bilingual("4月から翌年3月まで。2012 は平成24年度", "April to March; 2012 ends in March 2013"),
)  # fmt: skip
ERA = Column("era_year", "string", Bilingual("年度（和暦）", "Fiscal year, by era"))
STATUS = Column(
    "status", "string", Bilingual("状態", "Status"),
    Bilingual("数値のない欄には、その理由を示す",
              "Says why there is no figure where there is none"),
    STATUSES,
)  # fmt: skip
VALUE = Column(
    "value", "number", Bilingual("値", "Value"),
    Bilingual("記載から読み取った数値。単位は別の列",
              "Figure read from the print, without its unit"),
)  # fmt: skip
SECOND = Column(
    "second_value", "number", Bilingual("第二の値", "Second value"),
    Bilingual("「7件（27件）」の27、または範囲の上限",
              "27 of 「7件（27件）」, or a range's upper end"),
)  # fmt: skip
UNIT = Column(
    "unit", "string", Bilingual("単位", "Unit"),
    Bilingual("値の単位。一つの指標の値は、同じ種類の単位であれば一つの単位でそろえる",
              "Unit of the value; one for all values of an indicator that count the same"),
)  # fmt: skip
PRINTED_UNIT = Column(
    "printed_unit", "string", Bilingual("記載の単位", "Unit as printed"),
    Bilingual("「68万人」の万人。値の単位と異なることがある",
              "万人 of 「68万人」; it may differ from the unit of the value"),
)  # fmt: skip
COMPARATOR = Column(
    "comparator", "string", Bilingual("比較", "Comparator"),
    Bilingual("数値に添えられた語。ないものは空欄", "The word printed with the figure, if any"),
    {
        "": Bilingual("", ""),
        "ge": Bilingual("以上", "at least"),
        "le": Bilingual("以下", "at most"),
        "gt": Bilingual("超", "more than"),
        "lt": Bilingual("未満", "less than"),
        "about": Bilingual("程度", "about"),
        "range": Bilingual("範囲", "range"),
    },
)  # fmt: skip
PRINTED = Column(
    "printed", "string", Bilingual("記載", "As printed"),
    Bilingual("評価書に印刷されたとおり", "As it stands in the sheet"),
)  # fmt: skip
NOTE = Column("note", "string", Bilingual("注記", "Note"))
REASON = Column("reason", "string", Bilingual("理由", "Reason"))

_COMPARATORS = {"=": "", ">=": "ge", "<=": "le", ">": "gt", "<": "lt"}


def comparator_code(comparator: str) -> str:
    """Code of a comparator: a sign alone would look like a formula in a spreadsheet."""
    return _COMPARATORS.get(comparator, comparator)


def years(year: int | None) -> Row:
    """Western and era year of one fiscal year."""
    return {"fiscal_year": year, "era_year": "" if year is None else fiscal_year(year, "era").ja}


def figure(cell: AnyCell, unit: str = "") -> Row:
    """Figure of a cell with its status; `unit` where the cell has none."""
    quantity = cell if isinstance(cell, Quantity) else None
    return {
        "status": cell.status,
        "value": quantity.value if quantity else None,
        "unit": (quantity.unit or unit) if quantity else "",
        "printed": cell.printed,
    }


def scaled(cell: AnyCell) -> Row:
    """Figure of a cell as :func:`figure`, and the unit with the scale that it is printed in."""
    printed_unit = cell.printed_unit if isinstance(cell, Quantity) else ""
    return figure(cell) | {"printed_unit": printed_unit}


def compared(cell: AnyCell) -> Row:
    """Second value, comparator and note of a cell."""
    quantity = cell if isinstance(cell, Quantity) else None
    return {
        "second_value": quantity.second if quantity else None,
        "comparator": comparator_code(quantity.comparator) if quantity else "",
        "note": quantity.note if quantity else "",
    }
