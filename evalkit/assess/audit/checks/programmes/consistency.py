"""One thing in two places: programmes, indicators and years that ought to agree."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import combinations
from typing import NamedTuple

from evalkit.assess.audit.budget import is_exact
from evalkit.assess.audit.form import Form, repeated_programmes, whole
from evalkit.assess.audit.indicators import IndicatorRow
from evalkit.assess.audit.kit import Hit, check, hit
from evalkit.assess.audit.programmes import ProgrammeRow, budget_heads, key
from evalkit.sheet.bilingual import COMMA, NOTHING, Bilingual
from evalkit.sheet.cells import AnyCell, NotApplicable, Quantity
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.places import form_place
from evalkit.sheet.printing import amount, year_text
from evalkit.sheet.references import Reference, circled
from evalkit.sheet.terms import TERMS
from evalkit.sheet.text import fold, unified

# One programme in several tables ------------------------------------------------------------------

_Rows = tuple[ProgrammeRow, ...]  # of one programme


def _odd_one(group: _Rows, said: Mapping[KeyPath, object]) -> tuple[ProgrammeRow, ProgrammeRow]:
    """The row that differs from most, or else the last one that differs, and one that it does."""
    known = [row for row in group if row.path in said]
    counts = Counter(said[row.path] for row in known)
    odd = min(reversed(known), key=lambda row: counts[said[row.path]])
    other = next(row for row in known if said[row.path] != said[odd.path])
    return odd, other


@check(
    "programme-budgets",
    "error",
    over=repeated_programmes,
    title=Bilingual("同じ事業の予算額の不一致", "One programme with two budgets"),
    why=Bilingual(
        "同じ事業の同じ年度の予算額が表によって異なれば、いずれかが誤っている。",
        "A programme has one budget in one year: where two are printed, one of them is wrong.",
    ),
    says=Bilingual(
        "「{name}」の{year}の額は、{table}では {amount}、{odd_table}では {odd_amount} で、{gap}"
        " 異なる{agreed}。",
        "“{name}” in {year}: {amount} in {table}, {odd_amount} in {odd_table}, {gap} apart"
        "{agreed}.",
    ),
    do=Bilingual(
        "予算資料で正しい額を確認し、両表を一致させる。",
        "Look the amount up, and make both tables the same.",
    ),
)
def two_budgets(group: _Rows) -> Iterator[Hit]:
    """Programmes whose amounts of one year differ between tables."""
    years = sorted({year for row in group for year in row.measure.budget})
    apart = {year: said for year in years if (said := _different_amounts(group, year))}
    agreed = [y for y in years if y not in apart and all(row.amounts.get(y) for row in group)]
    agree = Bilingual("（{years}は一致）", " ({years} agrees)").format(years=year_text(*agreed))
    for year, said in apart.items():
        odd, other = _odd_one(group, said)
        missing = any(isinstance(row.cell(year), NotApplicable) for row in (odd, other))
        yield hit(
            odd.cell_path(year),
            severity="warning" if missing else None,
            related=[row.cell_path(year) for row in group if row is not odd],
            name=odd.core,
            year=year_text(year),
            table=other.table,
            amount=other.cell(year).printed,
            odd_table=odd.table,
            odd_amount=odd.cell(year).printed,
            gap=amount(abs(said[other.path] - said[odd.path])),
            agreed=agree if agreed else NOTHING,
        )


def _different_amounts(group: _Rows, year: int) -> dict[KeyPath, Decimal]:
    """Amounts of one programme in one year by row, if they differ by more than their rounding."""
    heads = {_kind_of_head(row.heads.get(year, "")) for row in group} - {""}
    said = {row.path: value for row in group if (value := _amount(row, year)) is not None}
    coarse = max(row.unit(year) for row in group)
    apart = len(said) > 1 and max(said.values()) - min(said.values()) >= coarse
    return said if apart and len(heads) < 2 else {}


def _amount(row: ProgrammeRow, year: int) -> Decimal | None:
    return Decimal(0) if isinstance(row.cell(year), NotApplicable) else row.amounts.get(year)


def _kind_of_head(head: str) -> str:
    found = re.search("補正後|当初|要求|概算|決算|執行", head)
    return found[0] if found else ""


_REWRITTEN = 0.6  # our choice: two texts less alike were written apart, not copied with a slip


@check(
    "programme-summaries",
    "warning",
    over=repeated_programmes,
    title=Bilingual("同じ事業の概要の不一致", "One programme with two summaries"),
    why=Bilingual(
        "同じ事業の概要が表によって異なれば、一方の修正漏れの可能性がある。",
        "Where the summaries differ, one of them was probably not brought up to date.",
    ),
    says={
        "copied": Bilingual(
            "「{name}」の概要が{table}と{odd_table}とで異なる：{changes}。",
            "The summary of “{name}” differs between {table} and {odd_table}: {changes}.",
        ),
        "rewritten": Bilingual(
            "「{name}」の概要が{table}と{odd_table}とで異なる：文章が異なる。",
            "The summary of “{name}” differs between {table} and {odd_table}: other words.",
        ),
    },
    do=Bilingual("いずれかに揃える。", "Make both the same."),
)
def two_summaries(group: _Rows) -> Iterator[Hit]:
    """Programmes whose summaries differ between tables by more than width and punctuation."""
    said = {row.path: told for row in group if (told := key(row.measure.summary))}
    if len(set(said.values())) < 2:
        return
    odd, other = _odd_one(group, said)
    texts = unified(other.measure.summary), unified(odd.measure.summary)
    matcher = SequenceMatcher(None, *texts, autojunk=False)
    copied = matcher.ratio() >= _REWRITTEN
    yield hit(
        (*odd.path, "summary"),
        "copied" if copied else "rewritten",
        severity=None if copied else "info",
        related=[(*row.path, "summary") for row in group if row is not odd],
        name=odd.core,
        table=other.table,
        odd_table=odd.table,
        changes=_changes(matcher, *texts),
    )


_SHOWN_CHANGES = 2  # our choice, as the next: the sentence stays short
_AROUND = 4  # characters shown on each side of a difference


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
    over=repeated_programmes,
    title=Bilingual(
        "同じ事業の「関連する指標」の不一致", "One programme with two sets of indicators"
    ),
    why=Bilingual(
        "事業がどの指標に寄与するかが、表によって異なる。",
        "The tables do not agree about which indicators the programme serves.",
    ),
    says=Bilingual(
        "「{name}」の関連する指標は、{table}では「{indicators}」、{own_table}では「{own_indicators}」"
        "である（{apart}）。",
        "The indicators of “{name}” are “{indicators}” in {table}, “{own_indicators}” in"
        " {own_table} ({apart}).",
    ),
    do=Bilingual(
        "正しい指標番号を確認し、両表を揃える。",
        "Find out which indicators are right, and make both tables the same.",
    ),
)
def two_sets_of_references(group: _Rows) -> Iterator[Hit]:
    """Programmes whose references in the reference table are not those of the goals' tables."""
    of_goals = [row for row in group if row.goal and row.references]
    there = {reference for row in of_goals for reference in row.references or ()}
    for row in group if of_goals else ():
        here = set(row.references or ())
        if row.goal or not here or here == there:
            continue
        other = of_goals[0]
        apart = [(there - here, other.table), (here - there, row.table)]
        yield hit(
            (*row.path, "indicators"),
            related=[(*each.path, "indicators") for each in of_goals],
            name=row.core,
            table=other.table,
            indicators=other.measure.indicators,
            own_table=row.table,
            own_indicators=row.measure.indicators,
            apart=Bilingual.join((_only(named, table) for named, table in apart if named), COMMA),
        )


def _only(named: AbstractSet[Reference], table: Bilingual) -> Bilingual:
    """Say which indicators stand in one table only: ⑥は達成目標1の表だけ."""
    ordered = sorted(named, key=lambda each: (each.goal, len(each.indicator), each.indicator))
    numbers = "".join(circled(each.indicator) for each in ordered)
    return Bilingual("{numbers}は{table}だけ", "{numbers} in {table} only").format(
        numbers=numbers, table=table
    )


@check(
    "programme-details",
    "warning",
    over=repeated_programmes,
    title=Bilingual(
        "同じ事業のレビューシート番号・担当課の不一致",
        "One programme with two review sheets or divisions",
    ),
    why=Bilingual(
        "一つの事業の番号と担当課は一つであり、異なれば一方が誤っている。",
        "A programme has one review sheet and one division; where two are printed, one is wrong.",
    ),
    says=Bilingual(
        "「{name}」の{detail}は、{table}では「{printed}」、{odd_table}では「{odd_printed}」である。",
        "The {detail} of “{name}” is {printed} in {table}, {odd_printed} in {odd_table}.",
    ),
    do=Bilingual("正しい方に揃える。", "Make both the same."),
)
def two_details(group: _Rows) -> Iterator[Hit]:
    """Programmes whose review sheet number or division differs between tables."""
    for field in ("review_sheet", "division"):
        said = {row.path: told for row in group if (told := key(getattr(row.measure, field)))}
        if _several(set(said.values()), nested=field == "division"):
            odd, other = _odd_one(group, said)
            yield hit(
                (*odd.path, field),
                related=[(*row.path, field) for row in group if row is not odd],
                name=odd.core,
                detail=TERMS[field],
                table=other.table,
                printed=getattr(other.measure, field),
                odd_table=odd.table,
                odd_printed=getattr(odd.measure, field),
            )


def _several(said: set[str], *, nested: bool) -> bool:
    """Whether texts differ; a division named with its bureau is still the same division."""
    longest = max(said, key=len, default="")
    return any(text != longest and not (nested and text in longest) for text in said)


# One figure under two labels ----------------------------------------------------------------------


class _Entry(NamedTuple):
    """An exact figure, and what it is the figure of."""

    owner: tuple[object, ...]  # ("programme", 3), ("line", "single"), ("indicator", path)
    year: int | None
    value: Decimal
    path: KeyPath


@check(
    "same-figure",
    "info",
    over=whole,
    title=Bilingual("異なる箇所の端数まで同じ数値", "The same exact figure under two labels"),
    why=Bilingual(
        "端数まで同じ数値が別のものとして載っていれば、一方は写し誤りの可能性がある。",
        "An exact figure that returns as that of something else may have been copied there.",
    ),
    says=Bilingual(
        "{figure} が［{one}］と［{other}］の二か所にある。",
        "{figure} stands both at [{one}] and at [{other}].",
    ),
    do=Bilingual(
        "一方が写し誤りでないか確認する。", "See whether one of them was copied by mistake."
    ),
)
def figures_under_two_labels(form: Form) -> Iterator[Hit]:
    """Exact figures that stand for two different things."""
    found: dict[Decimal, list[_Entry]] = defaultdict(list)
    for entry in _entries(form):
        if is_exact(entry.value):
            found[abs(entry.value)].append(entry)
    for value, entries in found.items():
        if pair := next(_unrelated(entries), None):
            one, other = pair
            yield hit(
                other.path,
                related=[one.path],
                figure=amount(value),
                one=form_place(form.sheet, one.path),
                other=form_place(form.sheet, other.path),
            )


def _entries(form: Form) -> Iterator[_Entry]:
    for number, group in enumerate(form.programme_groups):
        for row in group:
            for year, value in row.amounts.items():
                yield _Entry(("programme", number), year, value, row.cell_path(year))
    for column in form.budget_columns:
        for item in column.cells:
            if amount_ := column.value(item):
                yield _Entry(("line", column.line), column.year, amount_, column.path(item))
    for indicator in form.indicators:
        for figure in indicator.figures:
            yield _Entry(("indicator", indicator.path), figure.year, figure.value, figure.path)


def _unrelated(entries: Sequence[_Entry]) -> Iterator[tuple[_Entry, _Entry]]:
    """Pairs of different things; a programme may well have a whole line of its year."""
    for one, other in combinations(entries, 2):
        kinds = {one.owner[0], other.owner[0]}
        own_line = kinds == {"programme", "line"} and one.year == other.year
        if one.owner != other.owner and not own_line:
            yield one, other


# One indicator in several goals -------------------------------------------------------------------


@check(
    "indicator-in-two-goals",
    "warning",
    over=whole,
    title=Bilingual("同じ名称の指標の実績値の不一致", "One indicator with two actuals"),
    why=Bilingual(
        "同じ名称の指標が異なる値を示せば、いずれかの値か名称が誤っている。",
        "Where one name stands over two values, a value or a name is wrong.",
    ),
    says=Bilingual(
        "指標{one}と指標{other}は同じ名称だが、{years}の実績値が異なる（{year} {actual}と"
        "{other_actual}）。",
        "Indicators {one} and {other} have one name, but other actuals in {years} ({year}: {actual}"
        " and {other_actual}).",
    ),
    do=Bilingual(
        "値を確認し、対象が異なるなら名称で区別する。",
        "Check the values; if they measure different things, say so in the names.",
    ),
)
def indicators_with_two_values(form: Form) -> Iterator[Hit]:
    """Indicators of the same name in several goals, whose actuals of one year differ."""
    first: dict[str, IndicatorRow] = {}
    for other in form.indicators:
        one = first.setdefault(key(other.indicator.name), other)
        years = [year for year in form.sheet.window if _apart(other.actual(year), one.actual(year))]
        if years and one.goal.no != other.goal.no:
            at, related = (
                (*row.path, "actuals", str(row.indicator.actuals.span(years[0])))
                for row in (other, one)
            )
            yield hit(
                at,
                related=[related],
                one=one.result.label,
                other=other.result.label,
                years=year_text(*years),
                year=year_text(years[0]),
                actual=one.actual(years[0]).printed,
                other_actual=other.actual(years[0]).printed,
            )


def _apart(one: AnyCell, other: AnyCell) -> bool:
    if not isinstance(one, Quantity) or not isinstance(other, Quantity):
        return False
    return one.plain_unit == other.plain_unit and one.value != other.value


# Years in heads -----------------------------------------------------------------------------------

_ONE_YEAR = "(?:(?:平成|令和|昭和|[HR])?(?:元|[0-9]{1,2})|(?:19|20)[0-9]{2})"
_YEAR = re.compile(rf"(?<![0-9]){_ONE_YEAR}年度")
_SPAN = re.compile(rf"(?<![0-9]){_ONE_YEAR}(?:年度?)?(?:[~～〜‐－―—–-]|から){_ONE_YEAR}年度?")


@check(
    "heading-year",
    "warning",
    over=whole,
    title=Bilingual("見出しの年度の不一致", "A head that names another year"),
    why=Bilingual(
        "見出しの年度が誤っていれば、その欄のすべての値が別の年度のものと読まれる。",
        "Under a wrong year in its head every figure of a column is read wrongly.",
    ),
    says=Bilingual(
        "「{head}」は{year}のものとして記されており、年度が異なる。", "“{head}” stands for {year}."
    ),
    do=Bilingual(
        "見出しか、値の年度のいずれかを訂正する。",
        "Correct the head, or the year of its figures.",
    ),
)
def heads_of_other_years(form: Form) -> Iterator[Hit]:
    """Heads of columns, and the title, that name another fiscal year than the sheet does."""
    for path, head, years in _heads(form.sheet):
        plain = _SPAN.sub("", fold(head))  # a plan's years are not the sheet's
        named = {form.sheet.year_of(label) for label in _YEAR.findall(plain)}
        if named and not named & {*years, None}:
            yield hit(path, head=head, year=year_text(years[0]))


def _heads(sheet: Sheet) -> Iterator[tuple[KeyPath, str, tuple[int, ...]]]:
    """What names years, and which it may name."""
    for path, year, head in budget_heads(sheet):
        yield path, head, (year,)
    for year, head in sheet.budget.columns.items() if sheet.budget else ():
        yield ("budget", "columns", str(year)), head, (year,)
    yield ("title",), sheet.title, (sheet.fiscal_year, sheet.fiscal_year + 1)
