"""How the checks on figures print what they found, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evalkit.assess.audit.indicators import Figure, IndicatorRow
from evalkit.assess.audit.kit import Hit, Said
from evalkit.sheet.bilingual import COMMA, Bilingual
from evalkit.sheet.model import Sheet, own_label
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.places import form_place
from evalkit.sheet.printing import fiscal_year, shown, year_text

_MOST_NAMED = 4
BELOW = {1: Bilingual("下回る", "below"), -1: Bilingual("上回る", "above")}
"""What the worse side of a figure is called, by the sign of the better one."""


def say(template: Bilingual, **values: str | Bilingual) -> Bilingual:
    """Fill a sentence in both languages.

    Examples
    --------
    >>> from evalkit.sheet.printing import fiscal_year, year_text
    >>> say(Bilingual("{year}に{n}件", "{n} in {year}"), year=year_text(2012), n="3").ja
    '24年度に3件'
    """
    return template.format(**values)


def due_text(row: IndicatorRow) -> Bilingual:
    """Print the year of a final target as the form does, which knows no later era: 34年度."""
    label = own_label(row.indicator.target) or row.heads.target
    year = row.target_year
    return Bilingual(label, fiscal_year(year).en if year else "every year")


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


def at_targets(rows: Sequence[IndicatorRow], **values: Said) -> Hit:
    """Hit at the final target of the first of several indicators, all of which it names."""
    first, *others = [(*row.path, "target") for row in rows]
    return Hit(at=first, related=tuple(others), values={"rows": listed(rows), **values})


def places(sheet: Sheet, paths: Iterable[KeyPath], *, most: int = _MOST_NAMED) -> Bilingual:
    """Places of cells, the first few named and the rest counted."""
    named = list(dict.fromkeys(form_place(sheet, path) for path in paths))
    first, rest = Bilingual.join(named[:most], COMMA), len(named) - most
    if rest <= 0:
        return first
    return Bilingual("{first}ほか{rest}か所", "{first} and {rest} more").format(
        first=first, rest=rest
    )


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
