"""One thing in two places: programmes, indicators and years that ought to agree."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from typing import NamedTuple

from evalkit.assess.audit.checks.budget.totals import EXACT_DIGITS, columns, significant
from evalkit.assess.audit.form import Form
from evalkit.assess.audit.indicators import IndicatorRow as Indicator
from evalkit.assess.audit.indicators import measure_tables
from evalkit.assess.audit.indicators import rows as indicators
from evalkit.assess.audit.kit import Found
from evalkit.assess.audit.kit import plain_check as check
from evalkit.assess.audit.programmes import ProgrammeRow, amounts, key, programmes
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import AnyCell, NotApplicable, Quantity
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.places import form_place
from evalkit.sheet.printing import amount, year_text
from evalkit.sheet.references import Reference, circled
from evalkit.sheet.text import fold, unified

REWRITTEN = 0.6  # two texts less alike than this were written apart, not copied with a slip
_SHOWN_CHANGES = 2
_AROUND = 4  # characters shown on each side of a difference

# One programme in several tables ------------------------------------------------------------------


def _shared(sheet: Sheet) -> Iterator[tuple[ProgrammeRow, ...]]:
    return (group for group in programmes(sheet) if len(group) > 1)


def _odd_one(
    group: Sequence[ProgrammeRow], said: Mapping[KeyPath, object]
) -> tuple[ProgrammeRow, ProgrammeRow]:
    """The row that differs from most, or else the last one that differs, and one that it does."""
    known = [row for row in group if row.path in said]
    counts = Counter(said[row.path] for row in known)
    odd = min(reversed(known), key=lambda row: counts[said[row.path]])
    other = next(row for row in known if said[row.path] != said[odd.path])
    return odd, other


@check(
    "programme-budgets",
    "error",
    title=Bilingual("同じ事業の予算額の不一致", "One programme with two budgets"),
    why=Bilingual(
        "同じ事業の同じ年度の予算額が表によって異なれば、いずれかが誤っている。",
        "A programme has one budget in one year: where two are printed, one of them is wrong.",
    ),
)
def find_programmes_with_two_budgets(form: Form) -> Iterator[Found]:
    """Programmes whose amounts of one year differ between tables."""
    for group in _shared(form.sheet):
        years = sorted({year for row in group for year in row.measure.budget})
        apart = {year: said for year in years if (said := _different_amounts(group, year))}
        for year, said in apart.items():
            agreed = [y for y in years if y not in apart and all(row.amount(y) for row in group)]
            yield _two_budgets(group, year, said, agreed)


def _different_amounts(group: Sequence[ProgrammeRow], year: int) -> dict[KeyPath, object]:
    """Amounts of one programme in one year by row, if they differ by more than their rounding."""
    heads = {_kind_of_head(row.heads.get(year, "")) for row in group} - {""}
    said = {row.path: value for row in group if (value := _amount(row, year)) is not None}
    coarse = max(row.unit(year) for row in group)
    apart = len(said) > 1 and max(said.values()) - min(said.values()) >= coarse
    return dict(said) if apart and len(heads) < 2 else {}


def _amount(row: ProgrammeRow, year: int) -> Decimal | None:
    cell = row.cell(year)
    return Decimal(0) if isinstance(cell, NotApplicable) else row.amount(year)


def _kind_of_head(head: str) -> str:
    found = re.search("補正後|当初|要求|概算|決算|執行", head)
    return found[0] if found else ""


def _two_budgets(
    group: Sequence[ProgrammeRow], year: int, said: Mapping[KeyPath, object], agreed: Sequence[int]
) -> Found:
    odd, other = _odd_one(group, said)
    first, second = (_amount(row, year) or Decimal(0) for row in (other, odd))
    when, rest = year_text(year), year_text(*agreed)
    missing = any(isinstance(row.cell(year), NotApplicable) for row in (odd, other))
    both = f"{other.cell(year).printed}、{odd.table.ja}では {odd.cell(year).printed} "
    gap = amount(abs(first - second))
    return Found(
        path=odd.cell_path(year),
        printed=odd.cell(year).printed,
        severity="warning" if missing else "error",
        evidence=Bilingual(
            f"「{odd.core}」の{when.ja}の額は、{other.table.ja}では {both}で、{gap} 異なる"
            f"{f'（{rest.ja}は一致）' if agreed else ''}。",
            f"“{odd.core}” in {when.en}: {other.cell(year).printed} in {other.table.en}, "
            f"{odd.cell(year).printed} in {odd.table.en}, {gap} apart"
            f"{f' ({rest.en} agrees)' if agreed else ''}.",
        ),
        suggestion=Bilingual(
            "予算資料で正しい額を確認し、両表を一致させる。",
            "Look the amount up, and make both tables the same.",
        ),
        related=tuple(row.cell_path(year) for row in group if row is not odd),
    )


@check(
    "programme-summaries",
    "warning",
    title=Bilingual("同じ事業の概要の不一致", "One programme with two summaries"),
    why=Bilingual(
        "同じ事業の概要が表によって異なれば、一方の修正漏れの可能性がある。",
        "Where the summaries differ, one of them was probably not brought up to date.",
    ),
)
def find_programmes_with_two_summaries(form: Form) -> Iterator[Found]:
    """Programmes whose summaries differ between tables by more than width and punctuation."""
    for group in _shared(form.sheet):
        said: dict[KeyPath, object] = {
            row.path: key(row.measure.summary) for row in group if key(row.measure.summary)
        }
        if len(set(said.values())) > 1:
            yield _two_summaries(group, *_odd_one(group, said))


def _two_summaries(group: Sequence[ProgrammeRow], odd: ProgrammeRow, other: ProgrammeRow) -> Found:
    texts = unified(other.measure.summary), unified(odd.measure.summary)
    matcher = SequenceMatcher(None, texts[0], texts[1], autojunk=False)
    copied = matcher.ratio() >= REWRITTEN
    where = _changes(matcher, *texts) if copied else Bilingual("文章が異なる", "other words")
    return Found(
        path=(*odd.path, "summary"),
        printed=odd.measure.summary,
        severity="warning" if copied else "info",
        evidence=Bilingual(
            f"「{odd.core}」の概要が{other.table.ja}と{odd.table.ja}とで異なる：{where.ja}。",
            f"The summary of “{odd.core}” differs between {other.table.en} and {odd.table.en}: "
            f"{where.en}.",
        ),
        suggestion=Bilingual("いずれかに揃える。", "Make both the same."),
        related=tuple((*row.path, "summary") for row in group if row is not odd),
    )


def _changes(matcher: SequenceMatcher[str], one: str, other: str) -> Bilingual:
    """The first differences of two texts, with the characters around them."""
    changed = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    pairs = [
        (one[max(0, i - _AROUND) : j + _AROUND], other[max(0, m - _AROUND) : n + _AROUND])
        for _, i, j, m, n in changed[:_SHOWN_CHANGES]
    ]
    more = len(changed) - len(pairs)
    return Bilingual(
        "、".join(f"「{a}」と「{b}」" for a, b in pairs) + (f"ほか{more}か所" if more else ""),
        "; ".join(f"“{a}” and “{b}”" for a, b in pairs) + (f", and {more} more" if more else ""),
    )


@check(
    "programme-indicators",
    "warning",
    title=Bilingual(
        "同じ事業の「関連する指標」の不一致", "One programme with two sets of indicators"
    ),
    why=Bilingual(
        "事業がどの指標に寄与するかが、表によって異なる。",
        "The tables do not agree about which indicators the programme serves.",
    ),
)
def find_programmes_with_two_references(form: Form) -> Iterator[Found]:
    """Programmes whose references in the reference table are not those of the goals' tables."""
    for group in _shared(form.sheet):
        of_goals = [row for row in group if row.goal and row.references]
        for row in group:
            if not row.goal and row.references and of_goals:
                yield from _two_references(row, of_goals)


def _two_references(row: ProgrammeRow, of_goals: Sequence[ProgrammeRow]) -> Iterator[Found]:
    there = {reference for other in of_goals for reference in other.references or ()}
    here = set(row.references or ())
    if there == here:
        return
    other = of_goals[0]
    apart = [(_numbers(there - here), other.table), (_numbers(here - there), row.table)]
    ja = "、".join(f"{numbers}は{table.ja}だけ" for numbers, table in apart if numbers)
    en = ", ".join(f"{numbers} in {table.en} only" for numbers, table in apart if numbers)
    printed = f"「{other.measure.indicators}」", f"「{row.measure.indicators}」"
    yield Found(
        path=(*row.path, "indicators"),
        printed=row.measure.indicators,
        evidence=Bilingual(
            f"「{row.core}」の関連する指標は、{other.table.ja}では{printed[0]}、{row.table.ja}では"
            f"{printed[1]}である（{ja}）。",
            f"The indicators of “{row.core}” are {printed[0]} in {other.table.en}, {printed[1]} in "
            f"{row.table.en} ({en}).",
        ),
        suggestion=Bilingual(
            "正しい指標番号を確認し、両表を揃える。",
            "Find out which indicators are right, and make both tables the same.",
        ),
        related=tuple((*r.path, "indicators") for r in of_goals),
    )


def _numbers(named: set[Reference]) -> str:
    ordered = sorted(named, key=lambda each: (each.goal, len(each.indicator), each.indicator))
    return "".join(circled(each.indicator) for each in ordered)


@check(
    "programme-details",
    "warning",
    title=Bilingual(
        "同じ事業のレビューシート番号・担当課の不一致",
        "One programme with two review sheets or divisions",
    ),
    why=Bilingual(
        "一つの事業の番号と担当課は一つであり、異なれば一方が誤っている。",
        "A programme has one review sheet and one division; where two are printed, one is wrong.",
    ),
)
def find_programmes_with_two_details(form: Form) -> Iterator[Found]:
    """Programmes whose review sheet number or division differs between tables."""
    for group in _shared(form.sheet):
        for field, name in _DETAILS.items():
            said = {row.path: v for row in group if (v := key(getattr(row.measure, field)))}
            if _several(set(said.values()), nested=field == "division"):
                yield _two_details(group, field, name, *_odd_one(group, said))


def _several(said: set[str], *, nested: bool) -> bool:
    """Whether texts differ; a division named with its bureau is still the same division."""
    longest = max(said, key=len, default="")
    return any(text != longest and not (nested and text in longest) for text in said)


_DETAILS = {
    "review_sheet": Bilingual("行政事業レビューシート番号", "review sheet number"),
    "division": Bilingual("担当課", "division"),
}


def _two_details(
    group: Sequence[ProgrammeRow],
    field: str,
    name: Bilingual,
    odd: ProgrammeRow,
    other: ProgrammeRow,
) -> Found:
    first, second = (getattr(row.measure, field) for row in (other, odd))
    return Found(
        path=(*odd.path, field),
        printed=second,
        evidence=Bilingual(
            f"「{odd.core}」の{name.ja}は、{other.table.ja}では「{first}」、{odd.table.ja}では"
            f"「{second}」である。",
            f"The {name.en} of “{odd.core}” is {first} in {other.table.en}, {second} in "
            f"{odd.table.en}.",
        ),
        suggestion=Bilingual("正しい方に揃える。", "Make both the same."),
        related=tuple((*row.path, field) for row in group if row is not odd),
    )


# One figure under two labels ----------------------------------------------------------------------


class _Entry(NamedTuple):
    """An exact figure, and what it is the figure of."""

    owner: tuple[object, ...]  # ("programme", 3), ("line", "single"), ("indicator", path)
    year: int | None
    value: Decimal
    path: KeyPath
    printed: str


@check(
    "same-figure",
    "info",
    title=Bilingual("異なる箇所の端数まで同じ数値", "The same exact figure under two labels"),
    why=Bilingual(
        "端数まで同じ数値が別のものとして載っていれば、一方は写し誤りの可能性がある。",
        "An exact figure that returns as that of something else may have been copied there.",
    ),
)
def find_figures_under_two_labels(form: Form) -> Iterator[Found]:
    """Exact figures that stand for two different things."""
    found: dict[Decimal, list[_Entry]] = defaultdict(list)
    for entry in _entries(form):
        if significant(entry.value) >= EXACT_DIGITS:
            found[abs(entry.value)].append(entry)
    for entries in found.values():
        pair = next(_unrelated(entries), None)
        if pair:
            yield _under_two_labels(form.sheet, *pair)


def _entries(form: Form) -> Iterator[_Entry]:
    for number, group in enumerate(programmes(form.sheet)):
        for row in group:
            for year, value in amounts(row):
                yield _Entry(
                    owner=("programme", number),
                    year=year,
                    value=value,
                    path=row.cell_path(year),
                    printed=row.cell(year).printed,
                )
    for column in columns(form.sheet):
        for item, cell in column.cells.items():
            if isinstance(cell, Quantity):
                yield _Entry(
                    owner=("line", column.line),
                    year=column.year,
                    value=cell.value,
                    path=column.path(item),
                    printed=cell.printed,
                )
    for indicator in indicators(form):
        for figure in indicator.figures:
            yield _Entry(
                owner=("indicator", indicator.path),
                year=figure.year,
                value=figure.value,
                path=figure.path,
                printed=figure.cell.printed,
            )


def _unrelated(entries: Sequence[_Entry]) -> Iterator[tuple[_Entry, _Entry]]:
    """Pairs of different things; a programme may well have a whole line of its year."""
    for number, one in enumerate(entries):
        for other in entries[number + 1 :]:
            kinds = {one.owner[0], other.owner[0]}
            own_line = kinds == {"programme", "line"} and one.year == other.year
            if one.owner != other.owner and not own_line:
                yield one, other


def _under_two_labels(sheet: Sheet, one: _Entry, other: _Entry) -> Found:
    places = [form_place(sheet, entry.path) for entry in (one, other)]
    return Found(
        path=other.path,
        printed=other.printed,
        evidence=Bilingual(
            f"{amount(abs(one.value))} が［{places[0][0]}］と［{places[1][0]}］の二か所にある。",
            f"{amount(abs(one.value))} stands both at [{places[0][1]}] and at [{places[1][1]}].",
        ),
        suggestion=Bilingual(
            "一方が写し誤りでないか確認する。", "See whether one of them was copied by mistake."
        ),
        related=(one.path,),
    )


# One indicator in several goals -------------------------------------------------------------------


@check(
    "indicator-in-two-goals",
    "warning",
    title=Bilingual("同じ名称の指標の実績値の不一致", "One indicator with two actuals"),
    why=Bilingual(
        "同じ名称の指標が異なる値を示せば、いずれかの値か名称が誤っている。",
        "Where one name stands over two values, a value or a name is wrong.",
    ),
)
def find_indicators_with_two_values(form: Form) -> Iterator[Found]:
    """Indicators of the same name in several goals, whose actuals of one year differ."""
    first: dict[str, Indicator] = {}
    for row in indicators(form):
        other = first.setdefault(key(row.indicator.name), row)
        years = [year for year in row.sheet.window if _apart(row.actual(year), other.actual(year))]
        if years and other.goal.no != row.goal.no:
            yield _two_values(other, row, years)


def _apart(one: AnyCell, other: AnyCell) -> bool:
    if not isinstance(one, Quantity) or not isinstance(other, Quantity):
        return False
    return one.plain_unit == other.plain_unit and one.value != other.value


def _two_values(one: Indicator, other: Indicator, years: Sequence[int]) -> Found:
    labels = [row.result.label for row in (one, other)]
    year = years[0]
    paths = [(*row.path, "actuals", str(row.indicator.actuals.span(year))) for row in (one, other)]
    both = [row.actual(year).printed for row in (one, other)]
    when = year_text(*years)
    return Found(
        path=paths[1],
        printed=both[1],
        evidence=Bilingual(
            f"指標{labels[0]}と指標{labels[1]}は同じ名称だが、{when.ja}の実績値が異なる"
            f"（{year_text(year).ja} {both[0]}と{both[1]}）。",
            f"Indicators {labels[0]} and {labels[1]} have one name, but other actuals in "
            f"{when.en} ({both[0]} and {both[1]}).",
        ),
        suggestion=Bilingual(
            "値を確認し、対象が異なるなら名称で区別する。",
            "Check the values; if they measure different things, say so in the names.",
        ),
        related=(paths[0],),
    )


# Years in heads -----------------------------------------------------------------------------------

_YEAR = re.compile(r"(?<![0-9])(?:(?:平成|令和|昭和)?(?:元|[0-9]{1,2})|(?:19|20)[0-9]{2})年度")


@check(
    "heading-year",
    "warning",
    title=Bilingual("見出しの年度の不一致", "A head that names another year"),
    why=Bilingual(
        "見出しの年度が誤っていれば、その欄のすべての値が別の年度のものと読まれる。",
        "Under a wrong year in its head every figure of a column is read wrongly.",
    ),
)
def find_heads_of_other_years(form: Form) -> Iterator[Found]:
    """Heads of columns, and the title, that name another fiscal year than the sheet does."""
    sheet = form.sheet
    for path, head, year in _heads(sheet):
        named = [sheet.year_of(label) for label in _YEAR.findall(fold(head))]
        if named and None not in named and year not in named:
            yield _other_year(path, head, year)
    titled = [sheet.year_of(label) for label in _YEAR.findall(fold(sheet.title))]
    if titled and not {sheet.fiscal_year, sheet.fiscal_year + 1, None} & set(titled):
        yield _other_year(("title",), sheet.title, sheet.fiscal_year)


def _heads(sheet: Sheet) -> Iterator[tuple[KeyPath, str, int]]:
    for path, table, _ in measure_tables(sheet):
        for year, head in table.budget.items():
            yield (*path, "budget", str(year)), head, year
    for year, head in sheet.budget.columns.items() if sheet.budget else ():
        yield ("budget", "columns", str(year)), head, year


def _other_year(path: KeyPath, head: str, year: int) -> Found:
    when = year_text(year)
    return Found(
        path=path,
        printed=head,
        evidence=Bilingual(
            f"「{head}」は{when.ja}のものとして記されており、年度が異なる。",
            f"“{head}” stands for {when.en}.",
        ),
        suggestion=Bilingual(
            "見出しか、値の年度のいずれかを訂正する。",
            "Correct the head, or the year of its figures.",
        ),
    )
