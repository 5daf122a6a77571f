"""Two ways of writing in one place: units, scales, decimals, width, percent and minus signs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from statistics import mode
from typing import NamedTuple

from evalkit.assess.audit.form import Form, figure_groups, indicators, whole
from evalkit.assess.audit.indicators import Figure, Group, IndicatorRow
from evalkit.assess.audit.kit import Hit, Severity, Spot, check, hit
from evalkit.assess.audit.programmes import budget_heads
from evalkit.assess.audit.wording import within
from evalkit.sheet.bilingual import COMMA, DOT, NOTHING, Bilingual
from evalkit.sheet.cells import plain_unit
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.rounding import decimals
from evalkit.sheet.text import Compact, fold

# Two ways of writing in one group -----------------------------------------------------------------

_WAY = Bilingual("「{way}」{count}か所", "“{way}” {count}×")
_WAY_THERE = Bilingual("「{way}」{count}か所（{places}）", "“{way}” {count}× ({places})")


class _Mix(NamedTuple):
    """Two or more ways of writing, with the cells that are written otherwise than most."""

    group: Group
    ways: Mapping[str, Sequence[Figure]]  # by the way of writing, in the order of the form

    @property
    def odd(self) -> list[Figure]:
        """Those written otherwise than most; of equals, otherwise than the first."""
        habit = max(self.ways, key=lambda way: len(self.ways[way]))
        return [each for way, figures in self.ways.items() if way != habit for each in figures]

    @property
    def counts(self) -> Bilingual:
        """How often each way occurs, and where the odd ones stand."""
        odd = self.odd
        counts = (
            (_WAY_THERE if figures[0] in odd else _WAY).format(
                way=way, count=len(figures), places=self._places(figures)
            )
            for way, figures in self.ways.items()
        )
        return Bilingual.join(counts, COMMA)

    def _places(self, figures: Sequence[Figure]) -> Bilingual:
        return within(self.group.sheet, self.group.path, (each.path for each in figures))


def _mix(group: Group, way: Callable[[Figure], str]) -> _Mix | None:
    """Ways in which figures are written, if there is more than one; '' says nothing."""
    ways: dict[str, list[Figure]] = {}
    for figure in group.figures:
        if key := way(figure):
            ways.setdefault(key, []).append(figure)
    return _Mix(group=group, ways=ways) if len(ways) > 1 else None


def _mixed(group: Group, way: Callable[[Figure], str]) -> Iterator[Hit]:
    """Hit at the figures of a group that are written otherwise than most."""
    if mix := _mix(group, way):
        yield hit(mix.odd[0], related=mix.odd[1:], ways=mix.counts)


@check(
    "percent-mixed",
    "info",
    over=figure_groups,
    title=Bilingual("％と%の混在", "％ and % mixed"),
    why=Bilingual(
        "同じ指標の中で表記が揺れると、別々に入力した跡に見え、確認の漏れを疑わせる。",
        "Two signs in one indicator look like figures typed apart and never compared.",
    ),
    says=Bilingual("パーセント記号が{ways}で混在している。", "Percent signs: {ways}."),
    do=Bilingual("％か%のどちらかにそろえる。", "Use one sign throughout."),
)
def mixed_percent_signs(group: Group) -> Iterator[Hit]:
    """Full-width and half-width percent signs in one indicator or one 別表."""
    return _mixed(group, _percent_sign)


def _percent_sign(figure: Figure) -> str:
    found = re.search("[％%]", figure.printed)
    return found[0] if found and figure.cell.plain_unit == "%" else ""


@check(
    "signs-mixed",
    "info",
    over=figure_groups,
    title=Bilingual("負号の混在", "Minus signs mixed"),
    why=Bilingual(
        "△・▲・－を混ぜると、負の値か「該当なし」かを読み誤る。",
        "With △, ▲ and － mixed, a negative value may be read as a dash.",
    ),
    says=Bilingual("負号が{ways}で混在している。", "Minus signs: {ways}."),
    do=Bilingual("負号を一つにそろえる。", "Use one minus sign throughout."),
)
def mixed_signs(group: Group) -> Iterator[Hit]:
    """Minus signs of more than one kind in one indicator or one table."""
    return _mixed(group, _minus)


def _minus(figure: Figure) -> str:
    found = re.search("[△▲−－‐‑–-](?=[0-9０-９])", "".join(figure.printed.split()))
    return found[0] if found and figure.value < 0 else ""


_MOST_SHOWN = 5  # figures of one way: as many as a row of five years has
_SEMICOLON = Bilingual("、", "; ")
_DECIMALS = Bilingual("{places}桁：{figures}{more}", "{places}: {figures}{more}")


@check(
    "decimals-mixed",
    "info",
    over=indicators,
    title=Bilingual("小数点以下の桁数の不統一", "Decimals vary within a series"),
    why=Bilingual(
        "年度によって四捨五入の桁が違うと、小さな増減を比べられない。",
        "Small changes cannot be compared where the years are rounded differently.",
    ),
    says=Bilingual("小数点以下の桁数が年度により異なる（{ways}）。", "The decimals vary: {ways}."),
    do=Bilingual(
        "全年度を同じ桁数で表記する。", "Print every year with the same number of decimals."
    ),
)
def mixed_decimals(row: IndicatorRow) -> Iterator[Hit]:
    """Series of actuals, or a 別表, whose figures have different decimals."""
    actuals = Group(path=row.path, figures=row.actuals, sheet=row.sheet)
    for group in (actuals, Group.of(row.breakdown(), (*row.path, "breakdown"), row.sheet)):
        if mix := _mix(group, lambda each: str(decimals(each.value))):
            odd, *others = mix.odd
            yield hit(
                odd,
                related=others,
                # A lost decimal point is a jump.
                cause="" if others else f"figure:{odd.path}",
                ways=Bilingual.join((_with_decimals(*way) for way in mix.ways.items()), _SEMICOLON),
            )


def _with_decimals(places: str, figures: Sequence[Figure]) -> Bilingual:
    return _DECIMALS.format(
        places=places,
        figures=Bilingual.join((each.amount for each in figures[:_MOST_SHOWN]), DOT),
        more=Bilingual("など", " ...") if len(figures) > _MOST_SHOWN else NOTHING,
    )


# Units and scales ---------------------------------------------------------------------------------


@check(
    "unit-mixed",
    "warning",
    over=indicators,
    title=Bilingual("単位の不一致", "Units differ within an indicator"),
    why=Bilingual(
        "単位の違う実績値と目標値は比べられない。どちらかが誤記であることが多い。",
        "An actual and a target in different units cannot be compared; one is often a slip.",
    ),
    says=Bilingual("単位が{ways}で混在している。", "Units: {ways}."),
    do=Bilingual(
        "正しい単位を確かめ、指標の中でそろえる。",
        "Find out which unit is right, and use it throughout.",
    ),
)
def mixed_units(row: IndicatorRow) -> Iterator[Hit]:
    """Figures of one indicator, or of one row of its 別表, that are printed in different units.

    An added "a year" (回/年) is a note; another unit is more.
    """
    for line in row.lines:
        group = Group(path=line.path, figures=line.figures, sheet=row.sheet)
        if mix := _mix(group, lambda each: row.unit(each.cell)):
            stems = {way.split("/")[0] for way in mix.ways}
            yield hit(
                mix.odd[0],
                severity=None if len(stems) > 1 else "info",
                related=mix.odd[1:],
                ways=mix.counts,
            )


@check(
    "scale-mixed",
    "warning",
    over=whole,
    title=Bilingual("千円・百万円などの位の混在", "Scales mixed: 千円, 百万円"),
    why=Bilingual(
        "位の違う数値を並べると、千倍・百万倍の読み誤りが起こる。",
        "Figures in different scales side by side are misread a thousandfold.",
    ),
    says={
        "": Bilingual("位が{ways}で混在している。", "Scales: {ways}."),
        "head": Bilingual(
            "達成手段の予算額の単位は他の欄では{habit}だが、この欄は{scale}である。",
            "The other columns of programme budgets are in {habit}, this one in {scale}.",
        ),
    },
    do={
        "": Bilingual("一つの位にそろえる。", "Use one scale throughout."),
        "head": Bilingual(
            "単位の表記を確かめ、額を同じ単位にそろえる。",
            "Check the unit, and give every amount in the same one.",
        ),
    },
)
def mixed_scales(form: Form) -> Iterator[Hit]:
    """Indicators that count some years in thousands and some not; heads with different scales."""
    for row in form.indicators:
        mix = _mix(row.group, _scale) if row.alike(*row.figures) else None
        if mix:
            apart = all({"baseline", "target", "targets"} & {*each.path} for each in mix.odd)
            severity: Severity | None = "info" if apart else None  # a column of its own
            yield hit(mix.odd[0], severity=severity, related=mix.odd[1:], ways=mix.counts)
    yield from _other_head(form)


def _scale(figure: Figure) -> str:
    """Scale with which a figure is counted: 千円, 百万円, 円; '' for 万 and 億, which are words."""
    unit = plain_unit(figure.cell.printed_unit)
    words = re.findall("[0-9]([千百]?[兆億万]|千|百)", Compact.of(figure.printed).text)
    return unit if set(words) <= {"千", "百万"} and len(words) < 2 else ""


_HEAD_SCALE = re.compile("千円|百万円|億円|万円|円")


def _other_head(form: Form) -> Iterator[Hit]:
    """The first head over the budgets of the programmes that differs from the usual scale."""
    heads = [
        (path, found[0])
        for path, _, head in budget_heads(form.sheet)
        if (found := _HEAD_SCALE.search(head))
    ]
    if heads:
        habit = mode(scale for _, scale in heads)
        others = ((path, scale) for path, scale in heads if scale != habit)
        for path, scale in islice(others, 1):
            yield hit(path, "head", habit=habit, scale=scale)


# Width --------------------------------------------------------------------------------------------

_RUN = re.compile(
    "(?P<digits>[0-9０-９]+(?:[,，.．][0-9０-９]+)*)(?P<after>[一-鿿ァ-ヺー%％]{0,4})"
)
_FULL, _HALF = re.compile("[０-９]"), re.compile("[0-9]")


class _Token(NamedTuple):
    """A number in a printed text, with the word behind it."""

    path: KeyPath
    printed: str
    digits: str
    after: str  # the word behind it

    @property
    def text(self) -> str:
        return self.digits + self.after

    @property
    def width(self) -> str:
        """Which digits it is written with; both is a slip in itself."""
        return "full" * bool(_FULL.search(self.digits)) + "half" * bool(_HALF.search(self.digits))

    @property
    def kind(self) -> tuple[bool, str]:
        """Numbers written alike: １件 beside 25件 is a rule, that single digits are full-width."""
        return len(self.digits) == 1, fold(self.after[:1])


@check(
    "width-mixed",
    "info",
    over=whole,
    title=Bilingual("全角・半角の数字の混在", "Full-width and half-width digits mixed"),
    why=Bilingual(
        "同じ欄の同じ数字が全角と半角で違うと、検索や転記で取りこぼす。",
        "The same number in two widths is missed by searches and copies.",
    ),
    says=Bilingual(
        "「{usual}」（{here}）と「{odd}」（{there}）で全角・半角の数字が混在している。",
        "“{usual}” ({here}) and “{odd}” ({there}) are written in different widths.",
    ),
    do=Bilingual("どちらかの幅にそろえる。", "Use one width throughout."),
)
def mixed_widths(form: Form) -> Iterator[Hit]:
    """Numbers of one kind in both widths within one indicator or table."""
    for row in form.indicators:
        name = Spot((*row.path, "name"), row.indicator.name)
        note = Spot((*row.path, "note"), row.indicator.note)
        cells = (Spot(path, cell.printed) for path, cell in row.cells)
        yield from _other_width(row.group, (name, *cells, note))
    for group in figure_groups(form):
        if group.path[-2:-1] != ("indicators",):
            spots = (Spot(each.path, each.printed) for each in group.figures)
            yield from _other_width(group, spots)


def _other_width(group: Group, spots: Iterable[Spot]) -> Iterator[Hit]:
    """First number of a group that is written in another width than its like."""
    kinds: dict[tuple[bool, str], dict[str, list[_Token]]] = {}
    for spot in spots:
        for found in _RUN.finditer("".join(spot.printed.split())):
            digits, after = found.groups()
            token = _Token(path=spot.path, printed=spot.printed, digits=digits, after=after)
            kinds.setdefault(token.kind, {}).setdefault(token.width, []).append(token)
    for widths in kinds.values():
        if len(widths) > 1 or "fullhalf" in widths:
            usual, odd = _usual_and_odd(widths)
            here, there = (within(group.sheet, group.path, [each.path]) for each in (usual, odd))
            yield hit(odd, usual=usual.text, here=here, odd=odd.text, there=there)
            return


def _usual_and_odd(widths: Mapping[str, Sequence[_Token]]) -> tuple[_Token, _Token]:
    habit = max(widths, key=lambda width: (width != "fullhalf", len(widths[width])))
    usual = widths[habit][0]
    return usual, next((each[0] for width, each in widths.items() if width != habit), usual)


@check(
    "brackets-mixed",
    "info",
    over=indicators,
    title=Bilingual("全角・半角の括弧の混在", "Full-width and half-width brackets mixed"),
    why=Bilingual(
        "同じ欄の表記の揺れは、確認の漏れを疑わせる。",
        "Two kinds of brackets in one indicator look like cells never compared.",
    ),
    says=Bilingual("括弧が{ways}で混在している。", "Brackets: {ways}."),
    do=Bilingual("全角か半角のどちらかにそろえる。", "Use one kind of brackets throughout."),
)
def mixed_brackets(row: IndicatorRow) -> Iterator[Hit]:
    """Figures of one indicator whose second value or note stands in both kinds of brackets."""
    return _mixed(row.group, _brackets)


def _brackets(figure: Figure) -> str:
    found = re.search("[(（]", figure.printed)
    return {"(": "()", "（": "（）"}[found[0]] if found else ""
