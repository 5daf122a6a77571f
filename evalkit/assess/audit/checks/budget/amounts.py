"""Amounts of the budget and the programmes: of another line, in another unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evalkit.assess.audit.form import Form, whole
from evalkit.assess.audit.indicators import Figure
from evalkit.assess.audit.kit import Hit, check, hit
from evalkit.sheet.bilingual import COMMA, Bilingual
from evalkit.sheet.budget import Amount
from evalkit.sheet.cells import AnyCell, Quantity, parse_cell
from evalkit.sheet.cells.money import named_unit
from evalkit.sheet.printing import amount
from evalkit.sheet.text import plain_text

_BRACKETED = {
    "single": False,
    "single_reconstruction": False,
    "shared": True,
    "shared_reconstruction": True,
}


@check(
    "budget-line-brackets",
    "warning",
    over=whole,
    title=Bilingual("上段・下段と括弧の不一致", "Brackets of another line of the budget"),
    why=Bilingual(
        "下段の額を上段に写せば、合計も執行率も他の施策の分まで含むことになる。",
        "An amount of the lower line in the upper one counts the money of other policies.",
    ),
    says={
        "upper": Bilingual(
            "上段の額に＜＞がある（{printed}）。他の段の額が入っているとみられる。",
            "The upper line has amounts in ＜＞ ({printed}); they look like the other's.",
        ),
        "lower": Bilingual(
            "下段の額に＜＞がない（{printed}）。他の段の額が入っているとみられる。",
            "The lower line has amounts without ＜＞ ({printed}); they look like the other's.",
        ),
    },
    do=Bilingual(
        "額がどの段のものかを確かめ、正しい段に移す。",
        "Find out to which line the amounts belong, and move them there.",
    ),
)
def brackets_of_other_line(form: Form) -> Iterator[Hit]:
    """Amounts in ＜＞ in the upper line of the budget, or without in the lower one."""
    budget = form.sheet.budget
    amounts = [each for each in (budget.amounts() if budget else ()) if _is_some(each.cell)]
    used = any(_is_bracketed(each) for each in amounts)  # some forms have no brackets at all
    for line, wants in _BRACKETED.items() if used else ():
        own = [each for each in amounts if each.path[1] == line]
        odd = [each for each in own if _is_bracketed(each) is not wants]
        habit = line == "shared_reconstruction" and len(odd) == len(own)  # and some only one line's
        if odd and not habit:
            printed = [each.cell.printed for each in odd]
            yield hit(
                odd[0].path,
                "lower" if wants else "upper",
                related=[each.path for each in odd[1:]],
                printed=Bilingual.join(printed, COMMA),
            )


def _is_some(cell: AnyCell) -> bool:
    """Whether a cell states an amount; a zero stands without brackets as well."""
    return isinstance(cell, Quantity) and cell.value != 0


def _is_bracketed(each: Amount) -> bool:
    return plain_text(each.cell.printed).startswith("<")


_MOST_NAMED = 4  # our choice: enough to find them, and the sentence stays short


@check(
    "amount-converted",
    "info",
    over=whole,
    title=Bilingual("表の単位と異なる単位の額", "An amount in another unit than its table's"),
    why=Bilingual(
        "一つの表に千円と百万円が混じると、読み手が桁を誤る。",
        "With thousands and millions in one table, readers misjudge the amounts.",
    ),
    says={
        "all": Bilingual(
            "表の単位（{unit}）に換算して計算している（{amounts}）。",
            "Converted into the unit of the table, {unit}: {amounts}.",
        ),
        "some": Bilingual(
            "表の単位（{unit}）に換算して計算している（{amounts}など）。",
            "Converted into the unit of the table, {unit}: {amounts} and others.",
        ),
    },
    do=Bilingual("表の単位で書く。", "Write it in the unit of the table."),
)
def converted_amounts(form: Form) -> Iterator[Hit]:
    """Amounts printed in another unit than their table's, and so converted."""
    budget = form.sheet.budget
    others: dict[tuple[str | None, str], list[Figure]] = {}
    for each in form.sheet.amounts():
        unit = budget.table_unit if budget and each.path[0] == "budget" else each.unit
        own = _own_unit(each)
        if isinstance(each.cell, Quantity) and own != unit:
            others.setdefault((own, unit), []).append(Figure(each.path, each.cell))
    for (_, unit), figures in others.items():
        first = (_conversion(each.cell, unit) for each in figures[:_MOST_NAMED])
        yield hit(
            figures[0],
            "some" if len(figures) > _MOST_NAMED else "all",
            related=figures[1:],
            unit=unit,
            amounts=Bilingual.join(first, COMMA),
        )


def _own_unit(each: Amount) -> str | None:
    """Unit in which an amount is printed; None where it is in words: 3億2,000万円."""
    printed = plain_text(each.cell.printed)
    if not isinstance(parse_cell(each.cell.printed), Quantity) or "円" not in printed:
        return each.unit
    return named_unit(printed) if len(re.findall("[千百十万億兆]+", printed)) < 2 else None


def _conversion(cell: Quantity, unit: str) -> Bilingual:
    value = f"{amount(cell.value)}{unit}"
    return Bilingual(f"「{cell.printed}」は{value}", f"“{cell.printed}” is {value}")
