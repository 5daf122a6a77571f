"""What the programmes cost, against the policy's budget and against each other's tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from evalkit.assess.audit.checks.budget.totals import EXACT_DIGITS, Column, columns, significant
from evalkit.assess.audit.form import Form
from evalkit.assess.audit.kit import Found, Severity
from evalkit.assess.audit.kit import plain_check as check
from evalkit.assess.audit.programmes import (
    ProgrammeRow,
    amounts,
    goal_rows,
    programmes,
    rows,
)
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import Narrative, OtherPeriod, Pending, Quantity
from evalkit.sheet.cells.money import THOUSAND_YEN, thousands_in
from evalkit.sheet.model import BudgetItem, BudgetLineName, Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.places import form_place
from evalkit.sheet.printing import amount, counted, percent, year_text

FAR_LESS = Decimal("0.5")  # programmes that account for less than half of the policy's budget
REVISED = "補正後"
_WHOLE: tuple[BudgetItem, ...] = ("initial", "total")
_ZERO = Decimal(0)

# Against the policy's budget ----------------------------------------------------------------------


class _Kind(NamedTuple):
    """What programmes of one kind are called: in English, one and several."""

    ja: str
    en: tuple[str, str]


_KINDS: dict[str, tuple[_Kind, BudgetLineName, BudgetLineName]] = {
    "own": (_Kind("達成手段", ("programme", "programmes")), "single", "shared"),
    "agency": (
        _Kind("独立行政法人の事業", ("programme of agencies", "programmes of agencies")),
        "single",
        "shared",
    ),
    "reconstruction": (
        _Kind(
            "復興庁計上の事業",
            (
                "programme under the Reconstruction Agency",
                "programmes under the Reconstruction Agency",
            ),
        ),
        "single_reconstruction",
        "shared_reconstruction",
    ),
}


@dataclass(frozen=True, kw_only=True)
class _Costs:
    """The programmes of one kind in one fiscal year, beside the lines that pay for them."""

    kind: str
    year: int
    rows: tuple[ProgrammeRow, ...]  # with an amount
    complete: bool  # whether every programme states an amount, or none
    single: Column | None
    shared: Column | None
    unit: Decimal
    agencies: Decimal  # what the programmes of agencies cost

    @property
    def sum(self) -> Decimal:
        return _sum(self.rows, self.year)

    @property
    def revised(self) -> bool:
        """Whether the amounts are headed 補正後."""
        return any(REVISED in row.heads.get(self.year, "") for row in self.rows)

    @property
    def paths(self) -> tuple[KeyPath, ...]:
        return tuple(row.cell_path(self.year) for row in self.rows)

    def most(self, column: Column | None) -> Decimal:
        """Most that a line can have paid."""
        if column is None:
            return _ZERO
        values = (column.value("initial"), column.revised, column.value("total"))
        return max(value or _ZERO for value in values) * self.unit


def _costs(sheet: Sheet) -> Iterator[_Costs]:
    if sheet.budget is None:
        return
    lines = {(column.line, column.year): column for column in columns(sheet)}
    listed = [group[0] for group in programmes(sheet) if group[0].goal]
    for kind, (_, single, shared) in _KINDS.items():
        own = [row for row in listed if _kind(row) == kind]
        for year in sorted({year for row in own for year in row.measure.budget}):
            yield _Costs(
                kind=kind,
                year=year,
                rows=tuple(row for row in own if row.amount(year)),
                complete=all(_told(row, year) for row in own),
                single=lines.get((single, year)),
                shared=lines.get((shared, year)),
                unit=_unit(sheet),
                agencies=_sum([row for row in listed if _kind(row) == "agency"], year),
            )


def _unit(sheet: Sheet) -> Decimal:
    """Thousand yen in the unit of the policy's budget."""
    return thousands_in(sheet.budget.table_unit if sheet.budget else THOUSAND_YEN)


def _sum(rows_: Iterable[ProgrammeRow], year: int) -> Decimal:
    return sum((row.amount(year) or _ZERO for row in rows_), _ZERO)


def _kind(row: ProgrammeRow) -> str:
    if row.of_reconstruction:
        return "reconstruction"
    return "agency" if row.of_agency else "own"


def _told(row: ProgrammeRow, year: int) -> bool:
    cell = row.cell(year)
    partly = isinstance(cell, Quantity) and row.amount(year) is None
    return not partly and not isinstance(cell, Narrative | Pending | OtherPeriod)


def _whose(costs: _Costs) -> Bilingual:
    """Name the programmes by their goals: 達成目標1の達成手段4件."""
    name, counts = _KINDS[costs.kind][0], Counter(row.goal for row in costs.rows)
    word = counted(len(costs.rows), *name.en)
    if len(counts) == 1:
        (goal,) = counts
        return Bilingual(f"達成目標{goal}の{name.ja}{len(costs.rows)}件", f"{word} of goal {goal}")
    ja = "、".join(f"達成目標{goal}の{count}件" for goal, count in counts.items())
    en = ", ".join(f"{count} of goal {goal}" for goal, count in counts.items())
    return Bilingual(f"{name.ja}{len(costs.rows)}件（{ja}）", f"{word} ({en})")


def _readings(costs: _Costs) -> Bilingual:
    """Say which amounts were taken not as printed, but as the sheet's author reads them."""
    cells = [row.cell(costs.year) for row in costs.rows]
    read = [cell for cell in cells if isinstance(cell, Quantity) and cell.reading is not None]
    if not read:
        return Bilingual("", "")
    ja = "、".join(f"「{cell.printed}」は「{cell.reading}」" for cell in read)
    en = ", ".join(f"“{cell.printed}” as “{cell.reading}”" for cell in read)
    return Bilingual(f"（{ja}と読んで計算した。）", f" (Read: {en}.)")


@check(
    "programmes-above-budget",
    "warning",
    title=Bilingual(
        "施策の予算額を超える達成手段の予算額", "Programmes cost more than the policy has"
    ),
    why=Bilingual(
        "施策の予算額に収まらない事業があれば、額か表の範囲が誤っている。",
        "Programmes that do not fit into the policy's budget mean a wrong amount or table.",
    ),
)
def find_programmes_above_budget(form: Form) -> Iterator[Found]:
    """Years in which the programmes add up to more than the policy's budget."""
    for costs in _costs(form.sheet):
        single = costs.most(costs.single)
        both = single + costs.most(costs.shared)
        if costs.kind == "agency" and costs.shared is None:
            continue  # the form does not show the line that pays for them
        if both and costs.sum > both:
            yield _above(costs, both, "warning")
        elif single and costs.kind == "own" and costs.sum > single:
            yield _above(costs, single, "info")


def _above(costs: _Costs, limit: Decimal, severity: Severity) -> Found:
    largest = max(costs.rows, key=lambda row: row.amount(costs.year) or _ZERO)
    whose, year = _whose(costs), year_text(costs.year)
    alone = severity == "info"
    line = (
        Bilingual("上段", "upper line")
        if alone
        else Bilingual("上段・下段の計", "both lines together")
    )
    sum_, over = amount(costs.sum), amount(costs.sum - limit)
    return Found(
        path=largest.cell_path(costs.year),
        printed=largest.cell(costs.year).printed,
        severity=severity,
        evidence=Bilingual(
            f"{year.ja}の{whose.ja}の計 {sum_} は、施策の予算額（{line.ja}）"
            f"{amount(limit)} を {over} 上回る。{_readings(costs).ja}",
            f"{year.en}: {sum_} for {whose.en}, {over} more than the policy's budget "
            f"({line.en}), {amount(limit)}.{_readings(costs).en}",
        ),
        suggestion=Bilingual(
            "桁の誤り、重複計上、他の施策の予算の混入がないか確認する。",
            "Look for a wrong digit, an amount counted twice, or another policy's money.",
        ),
        related=tuple(path for path in costs.paths if path != largest.cell_path(costs.year)),
    )


@check(
    "programmes-far-below-budget",
    "info",
    title=Bilingual(
        "施策の予算額の半分に満たない達成手段の予算額",
        "Programmes account for less than half of the policy's budget",
    ),
    why=Bilingual(
        "予算の大半の使途が達成手段の表から分からない。",
        "The table of programmes does not say what most of the budget is for.",
    ),
)
def find_programmes_far_below_budget(form: Form) -> Iterator[Found]:
    """Years in which the programmes account for less than half of the policy's own budget."""
    for costs in _costs(form.sheet):
        if costs.kind == "own" and costs.single and costs.rows and costs.complete:
            initial = costs.single.value("initial") or _ZERO
            base = costs.single.revised if costs.revised else initial
            # Without a lower line, agencies' grants may be part of the upper one.
            listed = costs.sum + (_ZERO if costs.shared else costs.agencies)
            if listed < FAR_LESS * base * costs.unit:
                yield _far_below(costs, costs.single, base)


def _far_below(costs: _Costs, column: Column, base: Decimal) -> Found:
    year, share = year_text(costs.year), percent(costs.sum / (base * costs.unit))
    whose = _whose(costs)
    item: BudgetItem = "supplementary" if base > (column.value("initial") or _ZERO) else "initial"
    head = (
        Bilingual("補正後", "revised") if item == "supplementary" else Bilingual("当初", "initial")
    )
    more = _beside_initial(costs, column) if item == "supplementary" else Bilingual("", "")
    sum_ = amount(costs.sum)
    return Found(
        path=column.path(item),
        printed=column.printed(item),
        evidence=Bilingual(
            f"{year.ja}の{whose.ja}の計 {sum_} は、施策（上段）の{head.ja}予算額 "
            f"{amount(base)} の {share} である。{more.ja}{_readings(costs).ja}",
            f"{year.en}: {sum_} for {whose.en}, {share} of the policy's {head.en} budget "
            f"(upper line), {amount(base)}.{more.en}{_readings(costs).en}",
        ),
        suggestion=Bilingual(
            "表にない主な事業を達成手段に加えるか、差の理由を注記する。",
            "Add the main programmes that are missing, or note the reason.",
        ),
        related=costs.paths,
    )


def _beside_initial(costs: _Costs, column: Column) -> Bilingual:
    initial, added = column.value("initial"), amount(column.value("supplementary") or _ZERO)
    if not initial:
        return Bilingual("", "")
    share = percent(costs.sum / (initial * costs.unit))
    return Bilingual(
        f"当初 {amount(initial)} に対しては {share} で、補正 {added} に対応する事業が表に"
        "見当たらない。",
        f" Of the initial {amount(initial)} it is {share}: no programme accounts for the "
        f"supplementary {added}.",
    )


# One amount made of others ------------------------------------------------------------------------


class _Part(NamedTuple):
    """An amount that may be contained in another."""

    identity: tuple[object, ...]  # the same in every year
    amount: Decimal
    path: KeyPath
    column: Column | None = None

    @property
    def place(self) -> KeyPath:
        """Path of its programme, or of its line of the budget."""
        return self.path[:2] if self.column else self.path[:-2]


class _Made(NamedTuple):
    """A programme's amount that others of the form make exactly."""

    row: ProgrammeRow
    year: int
    parts: tuple[_Part, ...]

    @property
    def whole(self) -> Decimal:
        return sum((part.amount for part in self.parts), _ZERO)

    @property
    def sum(self) -> str:
        return f"{amount(self.whole)}＝" + "＋".join(amount(part.amount) for part in self.parts)


def _all_made(sheet: Sheet) -> list[list[_Made]]:
    """Programmes that a row of another table and one more amount make, each with its years."""
    found: dict[tuple[object, ...], list[_Made]] = {}
    every = _all_parts(sheet)
    for row in goal_rows(sheet):
        for year, whole in amounts(row):
            if significant(whole) >= EXACT_DIGITS and (parts := _parts(row, whole, every[year])):
                identity = (row.path, *(part.identity for part in parts))
                found.setdefault(identity, []).append(_Made(row=row, year=year, parts=parts))
    return list(found.values())


def _parts(row: ProgrammeRow, whole: Decimal, every: Sequence[_Part]) -> tuple[_Part, ...]:
    """A programme of another table, and one more amount, that together are exactly `whole`."""
    others = [part for part in every if part.path[:2] != row.path[:2]]
    by_amount = {part.amount: part for part in reversed(others)}
    for part in others:
        other = by_amount.get(whole - part.amount)
        if part.column is None and other is not None and other is not part:
            return part, other
    return ()


def _all_parts(sheet: Sheet) -> dict[int, list[_Part]]:
    """What may be part of an amount, by fiscal year: programmes first, then the budget's lines."""
    found: dict[int, list[_Part]] = defaultdict(list)
    for row in rows(sheet):
        for year, value in amounts(row):
            found[year].append(_Part(identity=row.path, amount=value, path=row.cell_path(year)))
    unit = _unit(sheet)
    for column in columns(sheet):
        for item in _WHOLE:
            if whole := column.value(item):
                found[column.year].append(
                    _Part(
                        identity=(column.line,),
                        amount=whole * unit,
                        path=column.path(item),
                        column=column,
                    )
                )
    return found


@check(
    "programme-contains-others",
    "info",
    title=Bilingual(
        "他の表の額を含む達成手段の予算額", "A programme that contains another table's money"
    ),
    why=Bilingual(
        "同じ予算が二つの表に載っており、足し上げると二重に数えることになる。",
        "The same money stands in two tables: adding them up would count it twice.",
    ),
)
def find_contained_parts(form: Form) -> Iterator[Found]:
    """Programmes whose amount is exactly that of another table's programme and one more."""
    for made in _all_made(form.sheet):
        yield _contains(form.sheet, made)


def _contains(sheet: Sheet, made: Sequence[_Made]) -> Found:
    first = made[0]
    places = [form_place(sheet, part.place) for part in first.parts]
    ja, en = ([f"{year_text(each.year)[n]} {each.sum}" for each in made] for n in (0, 1))
    names = "と".join(f"［{place[0]}］" for place in places)
    return Found(
        path=first.row.cell_path(first.year),
        printed=first.row.cell(first.year).printed,
        evidence=Bilingual(
            f"{names}の和に一致する（{'、'.join(ja)}）。",
            f"It is exactly the sum of [{'] and ['.join(place[1] for place in places)}] "
            f"({'; '.join(en)}).",
        ),
        suggestion=Bilingual(
            "同じ予算であれば、再掲（内数）である旨を注記する。",
            "If it is the same money, say so, so that nobody counts it twice.",
        ),
        related=tuple(part.path for each in made for part in each.parts),
    )


@check(
    "initial-under-revised",
    "warning",
    title=Bilingual(
        "補正後予算額の欄にある当初予算額", "An initial budget in a column headed 補正後"
    ),
    why=Bilingual(
        "見出しと異なる時点の額は、他の事業の額と比べられない。",
        "An amount of another moment than the head says cannot be set beside the others.",
    ),
)
def find_initial_under_revised(form: Form) -> Iterator[Found]:
    """Amounts headed 補正後 that contain an initial budget although it was changed."""
    for made in (each for group in _all_made(form.sheet) for each in group):
        for part in made.parts:
            changed = part.column.value("supplementary") if part.column else None
            revised = REVISED in made.row.heads.get(made.year, "")
            if revised and changed and part.path[2] == "initial":
                yield _initial(form.sheet, made, part, changed)


def _initial(sheet: Sheet, made: _Made, part: _Part, changed: Decimal) -> Found:
    ja, en = form_place(sheet, part.path)
    after = made.whole + changed * _unit(sheet)
    return Found(
        path=made.row.cell_path(made.year),
        printed=made.row.cell(made.year).printed,
        evidence=Bilingual(
            f"{made.sum} のうち {amount(part.amount)} は［{ja}］であり、補正 {amount(changed)} を"
            f"含まない。含めれば {amount(after)} となる。",
            f"Of {made.sum}, {amount(part.amount)} is [{en}], without the supplementary "
            f"{amount(changed)}; with it the amount would be {amount(after)}.",
        ),
        suggestion=Bilingual(
            "補正後の額に改めるか、当初予算額である旨を注記する。",
            "Give the revised amount, or note that it is the initial one.",
        ),
        related=tuple(each.path for each in made.parts),
    )
