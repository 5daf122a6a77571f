"""How the checks on figures print what they found, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evalkit.assess.audit.indicators import Figure, IndicatorRow
from evalkit.assess.audit.kit import Hit, Said
from evalkit.sheet.bilingual import COMMA, Bilingual
from evalkit.sheet.cells import own_label
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.places import form_place
from evalkit.sheet.printing import fiscal_year, shown, year_text
from evalkit.sheet.references import circled

_MOST_NAMED = 4  # in one sentence, before the rest is counted: our choice
BELOW = {1: Bilingual("下回る", "below"), -1: Bilingual("上回る", "above")}
"""What the worse side of a figure is called, by the sign of the better one."""


def due_text(row: IndicatorRow) -> Bilingual:
    """Print the year of a final target as the form does, which knows no later era: 34年度."""
    label = own_label(row.indicator.target) or row.heads.target
    year = row.target_year
    return Bilingual(label, fiscal_year(year).en if year else "every year")


def target_text(figure: Figure, row: IndicatorRow) -> Bilingual:
    """Name a target: 24年度の目標値230機関."""
    if figure.year is None and not (row.target_year or row.every_year):
        return Bilingual(f"目標値{shown(figure.cell)}", f"the target {shown(figure.cell)}")
    return Bilingual("{year}の目標値{value}", "the target {value} for {year}").format(
        year=due_text(row) if figure.year is None else year_text(figure.year),
        value=shown(figure.cell),
    )


def capital(text: Bilingual) -> Bilingual:
    """Begin the English sentence with a capital letter."""
    return Bilingual(text.ja, text.en[:1].upper() + text.en[1:])


def listed(rows: Sequence[IndicatorRow]) -> str:
    """Numbers of indicators of one goal, as a form refers to them: ①⑥～⑨."""
    places = {id(each): place for place, each in enumerate(rows[0].goal.indicators)}
    return _in_runs((places.get(id(row.indicator)), row.number) for row in rows)


def listed_numbers(numbers: Iterable[str]) -> str:
    """Numbers of indicators as a form prints them.

    Examples
    --------
    >>> listed_numbers(["1", "2", "3", "5"]), listed_numbers(["3-1", "4", "5", "6"])
    ('①～③⑤', '3-1④～⑥')
    """
    return _in_runs(
        (int(number) if number.isdecimal() else None, circled(number)) for number in numbers
    )


def _in_runs(numbers: Iterable[tuple[int | None, str]]) -> str:
    """Join numbers, each with its place; three and more in a row as a range."""
    runs: list[list[str]] = []
    last: int | None = None
    for place, number in numbers:
        if place is not None and last is not None and place == last + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
        last = place
    shown = [f"{run[0]}～{run[-1]}" if len(run) > 2 else "".join(run) for run in runs]
    compound = [each for each in shown if each.isascii()]
    return ("、" if len(compound) > 1 else "").join(shown)


def named(names: Sequence[str]) -> Bilingual:
    """Names in quotation marks, the first few, and the rest counted: 「甲」「乙」ほか3件."""
    first = Bilingual(
        "".join(f"「{name}」" for name in names[:_MOST_NAMED]),
        ", ".join(f"“{name}”" for name in names[:_MOST_NAMED]),
    )
    return _and_more(first, len(names) - _MOST_NAMED, "件")


def _and_more(first: Bilingual, rest: int, counter: str) -> Bilingual:
    if rest <= 0:
        return first
    return Bilingual(f"{first.ja}ほか{rest}{counter}", f"{first.en} and {rest} more")


def at_targets(rows: Sequence[IndicatorRow], **values: Said) -> Hit:
    """Hit at the final target of the first of several indicators, all of which it names."""
    first, *others = [(*row.path, "target") for row in rows]
    return Hit(at=first, related=tuple(others), values={"rows": listed(rows), **values})


def places(sheet: Sheet, paths: Iterable[KeyPath], *, most: int = _MOST_NAMED) -> Bilingual:
    """Places of cells, the first few named and the rest counted."""
    found = list(dict.fromkeys(form_place(sheet, path) for path in paths))
    return _and_more(Bilingual.join(found[:most], COMMA), len(found) - most, "か所")


def within(sheet: Sheet, group: KeyPath, paths: Iterable[KeyPath]) -> Bilingual:
    """Places of cells, without the words of the group in which they all stand.

    The years of one row are said together: 実績値 20年度・21年度.
    """
    above = form_place(sheet, group)
    found = [_below(above, form_place(sheet, path)) for path in paths]
    return Bilingual(
        "、".join(_together([each.ja for each in found], "・")),
        "; ".join(_together([each.en for each in found], ", ")),
    )


def _below(group: Bilingual, place: Bilingual) -> Bilingual:
    return Bilingual(
        place.ja.removeprefix(group.ja).strip(), place.en.removeprefix(group.en).strip()
    )


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
