"""How the checks on figures print what they found, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from evalkit.assess.audit.indicators import Figure, IndicatorRow
from evalkit.assess.places import form_place
from evalkit.assess.rounding import percentage
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import Quantity
from evalkit.sheet.fiscal import print_fiscal_year, print_year_span
from evalkit.sheet.model import Sheet, own_label
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.vocabulary import plain_unit

_LIMITS = {">=": "以上", "<=": "以下", ">": "超", "<": "未満", "about": "程度"}
_MOST_NAMED = 4
_LARGE = 10**8
BELOW = {1: Bilingual("下回る", "below"), -1: Bilingual("上回る", "above")}
"""What the worse side of a figure is called, by the sign of the better one."""


def say(template: Bilingual, **values: str | Bilingual) -> Bilingual:
    """Fill a sentence in both languages.

    Examples
    --------
    >>> say(Bilingual("{year}に{n}件", "{n} in {year}"), year=year_text(2012), n="3").ja
    '24年度に3件'
    """
    ja, en = (
        {name: text[at] if isinstance(text, Bilingual) else text for name, text in values.items()}
        for at in (0, 1)
    )
    return Bilingual(template.ja.format(**ja), template.en.format(**en))


def amount(value: Decimal, unit: str = "") -> str:
    """Print a value with separators and its own decimals; large round ones in 兆, 億 and 万.

    Examples
    --------
    >>> amount(Decimal("16302"), "件"), amount(Decimal("-92.0"), "％")
    ('16,302件', '△92.0％')
    >>> amount(Decimal("1039700000000"), "円")
    '1兆397億円'
    """
    sign, size = "△" if value < 0 else "", abs(value)
    if not unit or size < _LARGE or size % 10**4:
        return f"{sign}{size:,f}{unit}"
    parts = ((int(size) // 10**12, "兆"), (int(size) // 10**8 % 10**4, "億"))
    rest = ((int(size) // 10**4 % 10**4, "万"),)
    return sign + "".join(f"{part:,}{word}" for part, word in (*parts, *rest) if part) + unit


def change(value: Decimal, unit: str = "") -> Bilingual:
    """Print a change with its sign; of a percentage, in points.

    Examples
    --------
    >>> change(Decimal(203), "件").ja, change(Decimal(-9), "%")
    ('+203件', Bilingual(ja='△9ポイント', en='−9 points'))
    """
    points = " point" if abs(value) == 1 else " points"
    ja, en = ("ポイント", points) if plain_unit(unit) == "%" else (unit, unit)
    sign = ("+", "+") if value > 0 else ("△", "−") if value < 0 else ("", "")
    return Bilingual(f"{sign[0]}{abs(value):,f}{ja}", f"{sign[1]}{abs(value):,f}{en}")


def shown(cell: Quantity) -> str:
    """Print a figure with its limit, without what else stands in its cell.

    Examples
    --------
    >>> from evalkit.sheet.cells import parse_cell
    >>> shown(parse_cell("（34年度）30％以上※中期計画に基づく")), shown(parse_cell("10～20件"))
    ('30％以上', '10～20件')
    """
    if cell.comparator == "range" and cell.second is not None:
        return f"{amount(cell.value)}～{amount(cell.second, cell.unit)}"
    return amount(cell.value, cell.unit) + _LIMITS.get(cell.comparator, "")


def times(ratio: Decimal, ja: str = "倍") -> Bilingual:
    """Print a ratio with one decimal.

    Examples
    --------
    >>> times(Decimal("7.0607"))
    Bilingual(ja='7.1倍', en='7.1 times')
    """
    figure = ratio.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return Bilingual(f"{figure}{ja}", f"{figure} times")


def percent(ratio: Decimal, *against: Decimal) -> str:
    """Print a ratio as a percentage, as the tables of the report print it.

    Examples
    --------
    >>> percent(Decimal("0.88013")), percent(Decimal("0.9998"))
    ('88.0％', '99.98％')
    """
    return f"{percentage(ratio, *against):,}％"


def year_text(*years: int | None) -> Bilingual:
    """Print fiscal years, three and more in a row as a span: 18年度・20～22年度.

    Examples
    --------
    >>> year_text(2006, 2008, 2009, 2010)
    Bilingual(ja='18年度・20～22年度', en='FY2006, FY2008-FY2010')
    """
    runs: list[list[int]] = []
    for year in years:
        if year is None:
            continue
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    parts = [part for run in runs for part in ([run] if len(run) > 2 else [[y] for y in run])]
    ja = [print_year_span(part[0], part[-1], "bare") for part in parts]
    en = ["-".join(f"FY{year}" for year in dict.fromkeys((part[0], part[-1]))) for part in parts]
    return Bilingual("・".join(ja), ", ".join(en))


def due_text(row: IndicatorRow) -> Bilingual:
    """Print the year of a final target as the form does, which knows no later era: 34年度."""
    label = own_label(row.indicator.target) or row.heads.target
    year = row.target_year
    return Bilingual(label, print_fiscal_year(year, "western") if year else "every year")


def target_text(figure: Figure, row: IndicatorRow) -> Bilingual:
    """Name a target: 24年度の目標値230機関."""
    if figure.year is None and not (row.target_year or row.every_year):
        return Bilingual(f"目標値{shown(figure.cell)}", f"the target {shown(figure.cell)}")
    return say(
        Bilingual("{year}の目標値{value}", "the target {value} for {year}"),
        year=due_text(row) if figure.year is None else year_text(figure.year),
        value=shown(figure.cell),
    )


def capital(text: Bilingual) -> Bilingual:
    """Begin the English sentence with a capital letter."""
    return Bilingual(text.ja, text.en[:1].upper() + text.en[1:])


def counted(count: int, one: str, several: str) -> str:
    """Print a count with its English noun.

    Examples
    --------
    >>> counted(1, "source", "sources"), counted(4, "source", "sources")
    ('1 source', '4 sources')
    """
    return f"{count} {one if count == 1 else several}"


def listed(rows: Sequence[IndicatorRow]) -> str:
    """Numbers of indicators of one goal, as a form refers to them: ①⑥～⑨."""
    order = [id(each) for each in rows[0].goal.indicators]
    runs: list[list[tuple[int, str]]] = []
    for row in rows:
        place = order.index(id(row.indicator))
        if runs and runs[-1][-1][0] == place - 1:
            runs[-1].append((place, row.number))
        else:
            runs.append([(place, row.number)])
    return "".join(_run([number for _, number in run]) for run in runs)


def _run(numbers: Sequence[str]) -> str:
    return f"{numbers[0]}～{numbers[-1]}" if len(numbers) > 2 else "".join(numbers)


def within(sheet: Sheet, group: KeyPath, paths: Iterable[KeyPath]) -> Bilingual:
    """Places of cells, without the words of the group in which they all stand.

    The years of one row are said together: 実績値 20年度・21年度.
    """
    above = form_place(sheet, group)
    named = [_below(above, form_place(sheet, path)) for path in paths]
    return Bilingual(
        "、".join(_together([each.ja for each in named], "・")),
        "; ".join(_together([each.en for each in named], ", ")),
    )


def _below(group: tuple[str, str], place: tuple[str, str]) -> Bilingual:
    ja, en = (whole.removeprefix(part).strip() for part, whole in zip(group, place, strict=True))
    return Bilingual(ja, en)


def _together(places: Sequence[str], comma: str) -> list[str]:
    """Join places that differ in their last word, the year, alone."""
    joined: list[str] = []
    row = None
    for place in places:
        before, _, year = place.rpartition(" ")
        if before and before == row:
            joined[-1] += f"{comma}{year}"
        else:
            joined.append(place)
        row = before
    more = len(joined) - _MOST_NAMED
    return [*joined[:_MOST_NAMED], *([f"+{more}"] if more > 0 else [])]
