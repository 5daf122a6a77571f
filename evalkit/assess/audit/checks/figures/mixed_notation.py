"""Two ways of writing in one place: units, scales, decimals, width, percent and minus signs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from evalkit.assess.audit.form import Form
from evalkit.assess.audit.indicators import (
    Figure,
    IndicatorRow,
    breakdown_lines,
    groups,
    rows,
)
from evalkit.assess.audit.kit import Found
from evalkit.assess.audit.kit import plain_check as check
from evalkit.assess.audit.programmes import budget_heads
from evalkit.assess.audit.wording import say, within
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import Quantity
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import amount
from evalkit.sheet.rounding import decimals
from evalkit.sheet.text import Compact, fold

# Two ways of writing in one group -----------------------------------------------------------------


class _Mix(NamedTuple):
    """Two or more ways of writing, with the cells that are written otherwise than most."""

    path: KeyPath
    ways: dict[str, list[Figure]]  # by the way of writing, in the order of the form

    @property
    def odd(self) -> list[Figure]:
        """Those written otherwise than most; of equals, otherwise than the first."""
        habit = max(self.ways, key=lambda way: len(self.ways[way]))
        return [each for way, figures in self.ways.items() if way != habit for each in figures]


def _mix(path: KeyPath, figures: Iterable[Figure], way: Callable[[Figure], str]) -> _Mix | None:
    """Ways in which figures are written, if there is more than one; '' says nothing."""
    ways: dict[str, list[Figure]] = {}
    for figure in figures:
        if key := way(figure):
            ways.setdefault(key, []).append(figure)
    return _Mix(path=path, ways=ways) if len(ways) > 1 else None


def _mixed(form: Form, mix: _Mix, noun: Bilingual, suggestion: Bilingual) -> Found:
    """Finding of a mix: how often each way occurs, and where the odd ones stand."""
    odd = mix.odd
    ways = [
        _counted(form, mix, way, figures, named=figures[0] in odd)
        for way, figures in mix.ways.items()
    ]
    return Found(
        path=odd[0].path,
        printed=odd[0].cell.printed,
        evidence=say(
            Bilingual("{noun}が{ways}で混在している。", "{noun}: {ways}."),
            noun=noun,
            ways=Bilingual("、".join(way.ja for way in ways), ", ".join(way.en for way in ways)),
        ),
        suggestion=suggestion,
        related=tuple(each.path for each in odd[1:]),
    )


def _counted(
    form: Form, mix: _Mix, way: str, figures: Sequence[Figure], *, named: bool
) -> Bilingual:
    count = say(
        Bilingual("「{way}」{count}か所", "“{way}” {count}×"), way=way, count=str(len(figures))
    )
    if not named:
        return count
    places = within(form.sheet, mix.path, (each.path for each in figures))
    return Bilingual(f"{count.ja}（{places.ja}）", f"{count.en} ({places.en})")


@check(
    "percent-mixed",
    "info",
    title=Bilingual("％と%の混在", "％ and % mixed"),
    why=Bilingual(
        "同じ指標の中で表記が揺れると、別々に入力した跡に見え、確認の漏れを疑わせる。",
        "Two signs in one indicator look like figures typed apart and never compared.",
    ),
)
def find_mixed_percent_signs(form: Form) -> Iterator[Found]:
    """Full-width and half-width percent signs in one indicator or one 別表."""
    for group in groups(form):
        mix = _mix(group.path, group.figures, lambda each: each.cell.unit if _share(each) else "")
        if mix:
            yield _mixed(
                form,
                mix,
                Bilingual("パーセント記号", "Percent signs"),
                Bilingual("％か%のどちらかにそろえる。", "Use one sign throughout."),
            )


def _share(figure: Figure) -> bool:
    return figure.cell.plain_unit == "%"


@check(
    "signs-mixed",
    "info",
    title=Bilingual("負号の混在", "Minus signs mixed"),
    why=Bilingual(
        "△・▲・－を混ぜると、負の値か「該当なし」かを読み誤る。",
        "With △, ▲ and － mixed, a negative value may be read as a dash.",
    ),
)
def find_mixed_signs(form: Form) -> Iterator[Found]:
    """Minus signs of more than one kind in one indicator or one table."""
    for group in groups(form):
        if mix := _mix(group.path, group.figures, _minus):
            yield _mixed(
                form,
                mix,
                Bilingual("負号", "Minus signs"),
                Bilingual("負号を一つにそろえる。", "Use one minus sign throughout."),
            )


def _minus(figure: Figure) -> str:
    found = re.search("[△▲−－‐‑–-](?=[0-9０-９])", "".join(figure.cell.printed.split()))
    return found[0] if found and figure.value < 0 else ""


@check(
    "decimals-mixed",
    "info",
    title=Bilingual("小数点以下の桁数の不統一", "Decimals vary within a series"),
    why=Bilingual(
        "年度によって四捨五入の桁が違うと、小さな増減を比べられない。",
        "Small changes cannot be compared where the years are rounded differently.",
    ),
)
def find_mixed_decimals(form: Form) -> Iterator[Found]:
    """Series of actuals, or a 別表, whose figures have different decimals."""
    for row in rows(form):
        table = [each for line in breakdown_lines(row) for each in line.figures]
        for path, figures in ((row.path, row.actuals), ((*row.path, "breakdown"), tuple(table))):
            mix = _mix(path, figures, lambda each: str(decimals(each.value)))
            if mix:
                yield _uneven(form, mix)


def _uneven(form: Form, mix: _Mix) -> Found:
    evidence = Bilingual(
        "小数点以下の桁数が年度により異なる（{ways}）。", "The decimals vary: {ways}."
    )
    examples = {way: [each.cell for each in figures] for way, figures in mix.ways.items()}
    odd = mix.odd
    return Found(
        path=odd[0].path,
        printed=odd[0].cell.printed,
        evidence=say(
            evidence,
            ways=Bilingual(
                "、".join(
                    f"{way}桁：{_some(cells, '・', 'など')}" for way, cells in examples.items()
                ),
                "; ".join(
                    f"{way}: {_some(cells, ', ', ' ...')}" for way, cells in examples.items()
                ),
            ),
        ),
        suggestion=Bilingual(
            "全年度を同じ桁数で表記する。", "Print every year with the same number of decimals."
        ),
        related=tuple(each.path for each in odd[1:]),
        cause=f"figure:{odd[0].path}" if len(odd) == 1 else "",  # a lost decimal point is a jump
    )


def _some(cells: Sequence[Quantity], comma: str, more: str) -> str:
    named = comma.join(amount(cell.value, cell.unit) for cell in cells[:5])
    return named + (more if len(cells) > 5 else "")


# Units and scales ---------------------------------------------------------------------------------


@check(
    "unit-mixed",
    "warning",
    title=Bilingual("単位の不一致", "Units differ within an indicator"),
    why=Bilingual(
        "単位の違う実績値と目標値は比べられない。どちらかが誤記であることが多い。",
        "An actual and a target in different units cannot be compared; one is often a slip.",
    ),
)
def find_mixed_units(form: Form) -> Iterator[Found]:
    """Figures of one indicator, or of one row of its 別表, that are printed in different units."""
    for row in rows(form):
        lines = [
            (row.path, row.figures),
            *((each.path, each.figures) for each in breakdown_lines(row)),
        ]
        for path, figures in lines:
            mix = _mix(path, figures, lambda each, row=row: _unit(row, each))  # type: ignore[misc]
            if mix:
                yield _other_unit(form, mix)


_SPELLINGS = {"トン": "t", "パーセント": "%", "キロ": "km", "キロメートル": "km"}


def _unit(row: IndicatorRow, figure: Figure) -> str:
    return row.unit(figure.cell).replace("-", "")


def _other_unit(form: Form, mix: _Mix) -> Found:
    """Another spelling (t, トン) or an added "a year" (回/年) is a note; another unit is more."""
    stems = {_SPELLINGS.get(stem, stem) for stem in (way.split("/")[0] for way in mix.ways)}
    found = _mixed(
        form,
        mix,
        Bilingual("単位", "Units"),
        Bilingual(
            "正しい単位を確かめ、指標の中でそろえる。",
            "Find out which unit is right, and use it throughout.",
        ),
    )
    return replace(found, severity=None if len(stems) > 1 else "info")


@check(
    "scale-mixed",
    "warning",
    title=Bilingual("千円・百万円などの位の混在", "Scales mixed: 千円, 百万円"),
    why=Bilingual(
        "位の違う数値を並べると、千倍・百万倍の読み誤りが起こる。",
        "Figures in different scales side by side are misread a thousandfold.",
    ),
)
def find_mixed_scales(form: Form) -> Iterator[Found]:
    """Indicators that count some years in thousands and some not; heads with different scales."""
    for row in rows(form):
        units = {row.unit(each.cell) for each in row.figures}
        if len(units) == 1 and (mix := _mix(row.path, row.figures, _scale)):
            yield _mixed(
                form,
                mix,
                Bilingual("位", "Scales"),
                Bilingual("一つの位にそろえる。", "Use one scale throughout."),
            )
    yield from _scales_of_heads(form)


def _scale(figure: Figure) -> str:
    """Scale with which a figure is counted: 千円, 百万円, 円; '' for 万 and 億, which are words."""
    unit = re.escape(fold(figure.cell.unit))
    text = Compact.of(figure.cell.printed).text
    found = re.search(rf"(?<=[0-9])(千|百万)?{unit}", text) if unit else None
    return f"{found[1] or ''}{figure.cell.plain_unit}" if found else ""


_HEAD_SCALE = re.compile("千円|百万円|億円|万円|円")


def _scales_of_heads(form: Form) -> Iterator[Found]:
    """Heads over the budgets of the programmes that differ from the scale of the first."""
    heads = [
        (path, label, found[0])
        for path, _, label in budget_heads(form.sheet)
        if (found := _HEAD_SCALE.search(label))
    ]
    scales = list(dict.fromkeys(scale for *_, scale in heads))
    if len(scales) < 2:
        return
    habit = max(scales, key=[scale for *_, scale in heads].count)
    path, label, scale = next(head for head in heads if head[-1] != habit)
    yield Found(
        path=path,
        printed=label,
        evidence=say(
            Bilingual(
                "達成手段の予算額の単位は他の欄では{habit}だが、この欄は{scale}である。",
                "The other columns of programme budgets are in {habit}, this one in {scale}.",
            ),
            habit=habit,
            scale=scale,
        ),
        suggestion=Bilingual(
            "単位の表記を確かめ、額を同じ単位にそろえる。",
            "Check the unit, and give every amount in the same one.",
        ),
    )


# Width --------------------------------------------------------------------------------------------

_RUN = re.compile(
    "(?P<digits>[0-9０-９]+(?:[,，.．][0-9０-９]+)*)(?P<after>[一-鿿ァ-ヺー%％]{0,4})"
)
_FULL, _HALF = re.compile("[０-９]"), re.compile("[0-9]")


class _Token(NamedTuple):
    """A number in a printed text, with the character behind it."""

    path: KeyPath
    printed: str
    digits: str
    after: str  # the word behind it

    @property
    def width(self) -> str:
        """Which digits it is written with; both is a slip in itself."""
        widths = (
            "full" * bool(_FULL.search(self.digits)),
            "half" * bool(_HALF.search(self.digits)),
        )
        return "".join(widths)

    @property
    def kind(self) -> tuple[bool, str]:
        """Numbers written alike: １件 beside 25件 is a rule, that single digits are full-width."""
        return len(self.digits) == 1, fold(self.after[:1])


@check(
    "width-mixed",
    "info",
    title=Bilingual("全角・半角の数字の混在", "Full-width and half-width digits mixed"),
    why=Bilingual(
        "同じ欄の同じ数字が全角と半角で違うと、検索や転記で取りこぼす。",
        "The same number in two widths is missed by searches and copies.",
    ),
)
def find_mixed_widths(form: Form) -> Iterator[Found]:
    """Numbers of one kind in both widths within one indicator or table."""
    for row in rows(form):
        texts = [
            ((*row.path, "name"), row.indicator.name),
            ((*row.path, "note"), row.indicator.note),
        ]
        cells = [(path, cell.printed) for path, cell in row.cells]
        yield from _widths(form, row.path, [texts[0], *cells, texts[1]])
    for group in groups(form):
        if group.path[-2:-1] != ("indicators",):
            texts = [(each.path, each.cell.printed) for each in group.figures]
            yield from _widths(form, group.path, texts)


def _widths(form: Form, path: KeyPath, texts: Iterable[tuple[KeyPath, str]]) -> Iterator[Found]:
    """First number of a group that is written in another width than its like."""
    kinds: dict[tuple[bool, str], dict[str, list[_Token]]] = {}
    for place, text in texts:
        for found in _RUN.finditer("".join(text.split())):
            token = _Token(path=place, printed=text, **found.groupdict())
            kinds.setdefault(token.kind, {}).setdefault(token.width, []).append(token)
    for widths in kinds.values():
        if len(widths) > 1 or "fullhalf" in widths:
            yield _wide(form, path, widths)
            return


def _wide(form: Form, path: KeyPath, widths: dict[str, list[_Token]]) -> Found:
    habit = max(widths, key=lambda width: (width != "fullhalf", len(widths[width])))
    odd = next((tokens[0] for width, tokens in widths.items() if width != habit), widths[habit][0])
    usual = widths[habit][0]
    evidence = Bilingual(
        "「{usual}」（{here}）と「{odd}」（{there}）で全角・半角の数字が混在している。",
        "“{usual}” ({here}) and “{odd}” ({there}) are written in different widths.",
    )
    return Found(
        path=odd.path,
        printed=odd.printed,
        evidence=say(
            evidence,
            usual=usual.digits + usual.after,
            here=within(form.sheet, path, [usual.path]),
            odd=odd.digits + odd.after,
            there=within(form.sheet, path, [odd.path]),
        ),
        suggestion=Bilingual("どちらかの幅にそろえる。", "Use one width throughout."),
    )


@check(
    "brackets-mixed",
    "info",
    title=Bilingual("全角・半角の括弧の混在", "Full-width and half-width brackets mixed"),
    why=Bilingual(
        "同じ欄の表記の揺れは、確認の漏れを疑わせる。",
        "Two kinds of brackets in one indicator look like cells never compared.",
    ),
)
def find_mixed_brackets(form: Form) -> Iterator[Found]:
    """Figures of one indicator whose second value or note stands in both kinds of brackets."""
    for row in rows(form):
        if mix := _mix(row.path, row.figures, _brackets):
            yield _mixed(
                form,
                mix,
                Bilingual("括弧", "Brackets"),
                Bilingual(
                    "全角か半角のどちらかにそろえる。", "Use one kind of brackets throughout."
                ),
            )


def _brackets(figure: Figure) -> str:
    found = re.search("[(（]", figure.cell.printed)
    return {"(": "()", "（": "（）"}[found[0]] if found else ""


_UNSEEN = re.compile("[\u00ad\u115f\u1160\u180e\u200b\u200c\u2060-\u2064\u3164\ufeff\uffa0]")


@check(
    "invisible-character",
    "info",
    title=Bilingual("見えない文字", "An invisible character"),
    why=Bilingual(
        "見えない文字が入った語は、検索で見つからず、同じ語と一致しない。",
        "A word with an invisible character is not found, nor equal to the same word without it.",
    ),
)
def find_invisible_character(form: Form) -> Iterator[Found]:
    """Texts that hold a soft hyphen, a zero-width space or the like, as Word and web pages do."""
    for passage in form.texts:
        if unseen := _UNSEEN.search(passage.text):
            code, around = f"U+{ord(unseen[0]):04X}", passage.text[: unseen.start()][-8:]
            yield Found(
                path=passage.path,
                printed=passage.text,
                evidence=Bilingual(
                    f"「{around}」の後に、見えない文字 {code} がある。",
                    f'The invisible character {code} follows "{around}".',
                ),
                suggestion=Bilingual("その文字を削除する。", "Delete it."),
            )
