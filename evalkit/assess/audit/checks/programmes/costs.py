"""What the programmes cost, against the policy's budget and against each other's tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from evalkit.assess.audit.budget import BudgetColumn, is_exact
from evalkit.assess.audit.form import Form
from evalkit.assess.audit.kit import Hit, check, hit
from evalkit.assess.audit.programmes import ProgrammeRow
from evalkit.sheet.bilingual import COMMA, NOTHING, Bilingual
from evalkit.sheet.budget import BudgetItem, BudgetLineName
from evalkit.sheet.cells import Narrative, OtherPeriod, Pending, Quantity
from evalkit.sheet.cells.money import THOUSAND_YEN, thousands_in
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.places import form_place
from evalkit.sheet.printing import amount, counted, percent, year_text

_REVISED = "補正後"
_ZERO = Decimal(0)

# Against the policy's budget ----------------------------------------------------------------------


class _Kind(NamedTuple):
    """What programmes of one kind are called, and the lines that pay for them."""

    ja: str
    en: str  # after the word programmes
    single: BudgetLineName
    shared: BudgetLineName


_KINDS = {
    "own": _Kind("達成手段", "", "single", "shared"),
    "agency": _Kind("独立行政法人の事業", " of agencies", "single", "shared"),
    "reconstruction": _Kind(
        "復興庁計上の事業",
        " under the Reconstruction Agency",
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
    single: BudgetColumn | None
    shared: BudgetColumn | None
    unit: Decimal
    agencies: Decimal  # what the programmes of agencies cost

    @property
    def sum(self) -> Decimal:
        return _sum(self.rows, self.year)

    @property
    def revised(self) -> bool:
        """Whether the amounts are headed 補正後."""
        return any(_REVISED in row.heads.get(self.year, "") for row in self.rows)

    @property
    def paths(self) -> list[KeyPath]:
        return [row.cell_path(self.year) for row in self.rows]

    def most(self, column: BudgetColumn | None) -> Decimal:
        """Most that a line can have paid."""
        if column is None:
            return _ZERO
        values = (column.value("initial"), column.revised, column.value("total"))
        return max(value or _ZERO for value in values) * self.unit


def _costs(form: Form) -> Iterator[_Costs]:
    """Walk over the programmes of each kind, fiscal year by fiscal year."""
    if form.sheet.budget is None:
        return
    columns = {(column.line, column.year): column for column in form.budget_columns}
    listed = [group[0] for group in form.programme_groups if group[0].goal]
    for name, kind in _KINDS.items():
        own = [row for row in listed if _kind(row) == name]
        for year in sorted({year for row in own for year in row.measure.budget}):
            yield _Costs(
                kind=name,
                year=year,
                rows=tuple(row for row in own if row.amounts.get(year)),
                complete=all(_is_told(row, year) for row in own),
                single=columns.get((kind.single, year)),
                shared=columns.get((kind.shared, year)),
                unit=_unit(form.sheet),
                agencies=_sum((row for row in listed if _kind(row) == "agency"), year),
            )


def _unit(sheet: Sheet) -> Decimal:
    """Thousand yen in the unit of the policy's budget."""
    return thousands_in(sheet.budget.table_unit if sheet.budget else THOUSAND_YEN)


def _sum(rows: Iterable[ProgrammeRow], year: int) -> Decimal:
    return sum((row.amounts.get(year, _ZERO) for row in rows), _ZERO)


def _kind(row: ProgrammeRow) -> str:
    if row.of_reconstruction:
        return "reconstruction"
    return "agency" if row.of_agency else "own"


def _is_told(row: ProgrammeRow, year: int) -> bool:
    """Whether a programme states its amount, or that it has none."""
    cell = row.cell(year)
    partly = isinstance(cell, Quantity) and year not in row.amounts
    return not partly and not isinstance(cell, Narrative | Pending | OtherPeriod)


def _whose(costs: _Costs) -> Bilingual:
    """Name the programmes by their goals: 達成目標1の達成手段4件."""
    kind, counts = _KINDS[costs.kind], Counter(row.goal for row in costs.rows)
    several = f"{kind.ja}{len(costs.rows)}件"
    word = counted(len(costs.rows), f"programme{kind.en}", f"programmes{kind.en}")
    if len(counts) == 1:
        (goal,) = counts
        return Bilingual(f"達成目標{goal}の{several}", f"{word} of goal {goal}")
    each = (
        Bilingual(f"達成目標{goal}の{n}件", f"{n} of goal {goal}") for goal, n in counts.items()
    )
    goals = Bilingual.join(each, COMMA)
    return Bilingual(f"{several}（{goals.ja}）", f"{word} ({goals.en})")


def _readings(costs: _Costs) -> Bilingual:
    """Say which amounts were taken not as printed, but as the sheet's author reads them."""
    cells = [row.cell(costs.year) for row in costs.rows]
    read = [
        Bilingual(
            f"「{cell.printed}」は「{cell.reading}」", f"“{cell.printed}” as “{cell.reading}”"
        )
        for cell in cells
        if isinstance(cell, Quantity) and cell.reading is not None
    ]
    said = Bilingual("（{read}と読んで計算した。）", " (Read: {read}.)")
    return said.format(read=Bilingual.join(read, COMMA)) if read else NOTHING


@check(
    "programmes-above-budget",
    "warning",
    over=_costs,
    title=Bilingual(
        "施策の予算額を超える達成手段の予算額", "Programmes cost more than the policy has"
    ),
    why=Bilingual(
        "施策の予算額に収まらない事業があれば、額か表の範囲が誤っている。",
        "Programmes that do not fit into the policy's budget mean a wrong amount or table.",
    ),
    says={
        "both": Bilingual(
            "{year}の{whose}の計 {sum} は、施策の予算額（上段・下段の計）{limit} を {over} 上回る。"
            "{readings}",
            "{year}: {sum} for {whose}, {over} more than the policy's budget (both lines together),"
            " {limit}.{readings}",
        ),
        "upper": Bilingual(
            "{year}の{whose}の計 {sum} は、施策の予算額（上段）{limit} を {over} 上回る。"
            "{readings}",
            "{year}: {sum} for {whose}, {over} more than the policy's budget (upper line),"
            " {limit}.{readings}",
        ),
    },
    do=Bilingual(
        "桁の誤り、重複計上、他の施策の予算の混入がないか確認する。",
        "Look for a wrong digit, an amount counted twice, or another policy's money.",
    ),
)
def costs_above_budget(costs: _Costs) -> Iterator[Hit]:
    """Years in which the programmes add up to more than the policy's budget."""
    single = costs.most(costs.single)
    both = single + costs.most(costs.shared)
    if costs.kind == "agency" and costs.shared is None:
        return  # the form does not show the line that pays for them
    if both and costs.sum > both:
        yield _above(costs, "both", both)
    elif single and costs.kind == "own" and costs.sum > single:
        yield _above(costs, "upper", single)


def _above(costs: _Costs, lines: str, limit: Decimal) -> Hit:
    largest = max(costs.rows, key=lambda row: row.amounts[costs.year]).cell_path(costs.year)
    return hit(
        largest,
        lines,
        severity="info" if lines == "upper" else None,
        related=[path for path in costs.paths if path != largest],
        year=year_text(costs.year),
        whose=_whose(costs),
        sum=amount(costs.sum),
        limit=amount(limit),
        over=amount(costs.sum - limit),
        readings=_readings(costs),
    )


_FAR_LESS = Decimal("0.5")  # our choice: most of the policy's budget is not accounted for
_OF_REVISED = Bilingual(
    "当初 {initial} に対しては {share} で、補正 {added} に対応する事業が表に見当たらない。",
    " Of the initial {initial} it is {share}: no programme accounts for the supplementary {added}.",
)


@check(
    "programmes-far-below-budget",
    "info",
    over=_costs,
    title=Bilingual(
        "施策の予算額の半分に満たない達成手段の予算額",
        "Programmes account for less than half of the policy's budget",
    ),
    why=Bilingual(
        "予算の大半の使途が達成手段の表から分からない。",
        "The table of programmes does not say what most of the budget is for.",
    ),
    says={
        "initial": Bilingual(
            "{year}の{whose}の計 {sum} は、施策（上段）の当初予算額 {base} の {share} である。"
            "{readings}",
            "{year}: {sum} for {whose}, {share} of the policy's initial budget (upper line),"
            " {base}.{readings}",
        ),
        "supplementary": Bilingual(
            "{year}の{whose}の計 {sum} は、施策（上段）の補正後予算額 {base} の {share} である。"
            "{of_initial}{readings}",
            "{year}: {sum} for {whose}, {share} of the policy's revised budget (upper line),"
            " {base}.{of_initial}{readings}",
        ),
    },
    do=Bilingual(
        "表にない主な事業を達成手段に加えるか、差の理由を注記する。",
        "Add the main programmes that are missing, or note the reason.",
    ),
)
def costs_far_below_budget(costs: _Costs) -> Iterator[Hit]:
    """Years in which the programmes account for less than half of the policy's own budget."""
    column = costs.single
    if costs.kind != "own" or column is None or not costs.rows or not costs.complete:
        return
    initial = column.value("initial") or _ZERO
    base = column.revised if costs.revised else initial
    # Without a lower line, agencies' grants may be part of the upper one.
    listed = costs.sum + (_ZERO if costs.shared else costs.agencies)
    if listed < _FAR_LESS * base * costs.unit:
        item: BudgetItem = "supplementary" if base > initial else "initial"
        yield hit(
            column.path(item),
            item,
            related=costs.paths,
            year=year_text(costs.year),
            whose=_whose(costs),
            sum=amount(costs.sum),
            base=amount(base),
            share=_share(costs, base),
            of_initial=_of_initial(costs, column),
            readings=_readings(costs),
        )


def _share(costs: _Costs, base: Decimal) -> str:
    return percent(costs.sum / (base * costs.unit))


def _of_initial(costs: _Costs, column: BudgetColumn) -> Bilingual:
    """What the programmes are of the initial budget, where there was one."""
    initial, added = column.value("initial"), column.value("supplementary")
    if not initial:
        return NOTHING
    return _OF_REVISED.format(
        initial=amount(initial), share=_share(costs, initial), added=amount(added or _ZERO)
    )


# One amount made of others ------------------------------------------------------------------------


class _Part(NamedTuple):
    """An amount that may be contained in another."""

    amount: Decimal
    path: KeyPath
    column: BudgetColumn | None = None

    @property
    def place(self) -> KeyPath:
        """Path of its programme, or of its line of the budget; the same in every year."""
        return self.path[:2] if self.column else self.path[:-2]


class _Made(NamedTuple):
    """A programme's amount that others of the form make exactly."""

    row: ProgrammeRow
    year: int
    parts: tuple[_Part, ...]

    @property
    def path(self) -> KeyPath:
        return self.row.cell_path(self.year)

    @property
    def whole(self) -> Decimal:
        return sum((part.amount for part in self.parts), _ZERO)

    @property
    def sum(self) -> str:
        return f"{amount(self.whole)}＝" + "＋".join(amount(part.amount) for part in self.parts)


def _made(form: Form) -> Iterator[list[_Made]]:
    """Walk over the programmes that others make, each with its years.

    A row of another table and one more amount make a programme.
    """
    found: dict[tuple[KeyPath, ...], list[_Made]] = {}
    every = _all_parts(form)
    for row in (each for each in form.programmes if each.goal):
        for year, whole in row.amounts.items():
            if is_exact(whole) and (parts := _parts(row, whole, every[year])):
                made = _Made(row=row, year=year, parts=parts)
                places = (row.path, *(part.place for part in parts))
                found.setdefault(places, []).append(made)
    yield from found.values()


def _parts(row: ProgrammeRow, whole: Decimal, every: Sequence[_Part]) -> tuple[_Part, ...]:
    """A programme of another table, and one more amount, that together are exactly `whole`."""
    others = [part for part in every if part.path[:2] != row.path[:2]]
    by_amount = {part.amount: part for part in reversed(others)}
    for part in others:
        other = by_amount.get(whole - part.amount)
        if part.column is None and other is not None and other is not part:
            return part, other
    return ()


def _all_parts(form: Form) -> dict[int, list[_Part]]:
    """What may be part of an amount, by fiscal year: programmes first, then the budget's lines."""
    found: dict[int, list[_Part]] = defaultdict(list)
    for row in form.programmes:
        for year, value in row.amounts.items():
            found[year].append(_Part(value, row.cell_path(year)))
    unit = _unit(form.sheet)
    wholes: tuple[BudgetItem, ...] = ("initial", "total")
    for column in form.budget_columns:
        for item in wholes:
            if printed := column.value(item):
                part = _Part(printed * unit, column.path(item), column)
                found[column.year].append(part)
    return found


@check(
    "programme-contains-others",
    "info",
    over=_made,
    title=Bilingual(
        "他の表の額を含む達成手段の予算額", "A programme that contains another table's money"
    ),
    why=Bilingual(
        "同じ予算が二つの表に載っており、足し上げると二重に数えることになる。",
        "The same money stands in two tables: adding them up would count it twice.",
    ),
    says=Bilingual(
        "［{one}］と［{other}］の和に一致する（{sums}）。",
        "It is exactly the sum of [{one}] and [{other}] ({sums}).",
    ),
    do=Bilingual(
        "同じ予算であれば、再掲（内数）である旨を注記する。",
        "If it is the same money, say so, so that nobody counts it twice.",
    ),
)
def contained_programmes(made: Sequence[_Made]) -> Iterator[Hit]:
    """Programmes whose amount is exactly that of another table's programme and one more."""
    one, other = (form_place(made[0].row.sheet, part.place) for part in made[0].parts)
    template = Bilingual.alike("{year} {sum}")
    sums = (template.format(year=year_text(each.year), sum=each.sum) for each in made)
    yield hit(
        made[0].path,
        related=[part.path for each in made for part in each.parts],
        one=one,
        other=other,
        sums=Bilingual.join(sums, Bilingual("、", "; ")),
    )


@check(
    "initial-under-revised",
    "warning",
    over=_made,
    title=Bilingual(
        "補正後予算額の欄にある当初予算額", "An initial budget in a column headed 補正後"
    ),
    why=Bilingual(
        "見出しと異なる時点の額は、他の事業の額と比べられない。",
        "An amount of another moment than the head says cannot be set beside the others.",
    ),
    says=Bilingual(
        "{sum} のうち {part} は［{place}］であり、補正 {added} を含まない。含めれば {after} と"
        "なる。",
        "Of {sum}, {part} is [{place}], without the supplementary {added}; with it the amount would"
        " be {after}.",
    ),
    do=Bilingual(
        "補正後の額に改めるか、当初予算額である旨を注記する。",
        "Give the revised amount, or note that it is the initial one.",
    ),
)
def initial_under_revised(made: Sequence[_Made]) -> Iterator[Hit]:
    """Amounts headed 補正後 that contain an initial budget although it was changed."""
    for each in made:
        for part in each.parts if _REVISED in each.row.heads.get(each.year, "") else ():
            added = part.column.value("supplementary") if part.column else None
            if added and part.path[2] == "initial":
                yield hit(
                    each.path,
                    related=[other.path for other in each.parts],
                    sum=each.sum,
                    part=amount(part.amount),
                    place=form_place(each.row.sheet, part.path),
                    added=amount(added),
                    after=amount(each.whole + added * _unit(each.row.sheet)),
                )
