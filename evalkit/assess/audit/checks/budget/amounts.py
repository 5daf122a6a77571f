"""Amounts of the budget and the programmes: of another line, in another unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from evalkit.assess.audit.form import Form
from evalkit.assess.audit.kit import Found
from evalkit.assess.audit.kit import plain_check as check
from evalkit.assess.audit.wording import say
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import AnyCell, Quantity, parse_cell
from evalkit.sheet.cells.money import named_unit
from evalkit.sheet.model import Amount
from evalkit.sheet.printing import amount
from evalkit.sheet.text import plain_text


@check(
    "budget-line-brackets",
    "warning",
    title=Bilingual("上段・下段と括弧の不一致", "Brackets of another line of the budget"),
    why=Bilingual(
        "下段の額を上段に写せば、合計も執行率も他の施策の分まで含むことになる。",
        "An amount of the lower line in the upper one counts the money of other policies.",
    ),
)
def find_brackets_of_other_lines(form: Form) -> Iterator[Found]:
    """Amounts in ＜＞ in the upper line of the budget, or without in the lower one."""
    budget = form.sheet.budget
    amounts = [each for each in (budget.amounts() if budget else ()) if _is_some(each.cell)]
    used = any(_is_bracketed(each) for each in amounts)  # some forms have no brackets at all
    for line, wants in _LINES.items() if used else ():
        own = [each for each in amounts if each.path[1] == line]
        odd = [each for each in own if _is_bracketed(each) is not wants]
        habit = line == "shared_reconstruction" and len(odd) == len(own)  # and some only one line's
        if odd and not habit:
            yield _moved(odd, Bilingual(*_LINE_NAMES[wants]), wants=wants)


def _is_some(cell: AnyCell) -> bool:
    """Whether a cell states an amount; a zero stands without brackets as well."""
    return isinstance(cell, Quantity) and cell.value != 0


def _is_bracketed(each: Amount) -> bool:
    return plain_text(each.cell.printed).startswith("<")


_LINES = {
    "single": False,
    "single_reconstruction": False,
    "shared": True,
    "shared_reconstruction": True,
}
_LINE_NAMES = {False: ("上段", "the upper line"), True: ("下段", "the lower line")}


def _moved(odd: Sequence[Amount], line: Bilingual, *, wants: bool) -> Found:
    printed = [each.cell.printed for each in odd]
    with_ = Bilingual("ない", "without") if wants else Bilingual("ある", "in")
    return Found(
        path=odd[0].path,
        printed=printed[0],
        evidence=say(
            Bilingual(
                "{line}の額に＜＞が{with_}（{printed}）。他の段の額が入っているとみられる。",
                "{line} has amounts {with_} ＜＞ ({printed}); they look like those of the other.",
            ),
            line=line,
            with_=with_,
            printed=Bilingual("、".join(printed), ", ".join(printed)),
        ),
        suggestion=Bilingual(
            "額がどの段のものかを確かめ、正しい段に移す。",
            "Find out to which line the amounts belong, and move them there.",
        ),
        related=tuple(each.path for each in odd[1:]),
    )


@check(
    "amount-converted",
    "info",
    title=Bilingual("表の単位と異なる単位の額", "An amount in another unit than its table's"),
    why=Bilingual(
        "一つの表に千円と百万円が混じると、読み手が桁を誤る。",
        "With thousands and millions in one table, readers misjudge the amounts.",
    ),
)
def find_converted_amounts(form: Form) -> Iterator[Found]:
    """Amounts printed in another unit than their table's, and so converted."""
    budget = form.sheet.budget
    others: dict[tuple[str | None, str], list[tuple[Amount, Quantity]]] = {}
    for each in form.sheet.amounts():
        unit = budget.table_unit if budget and each.path[0] == "budget" else each.unit
        own = _own_unit(each)
        if isinstance(each.cell, Quantity) and own != unit:
            others.setdefault((own, unit), []).append((each, each.cell))
    for (_, unit), amounts in others.items():
        yield _converted(amounts, unit)


def _own_unit(each: Amount) -> str | None:
    """Unit in which an amount is printed; None where it is in words: 3億2,000万円."""
    printed = plain_text(each.cell.printed)
    if not isinstance(parse_cell(each.cell.printed), Quantity) or "円" not in printed:
        return each.unit
    return named_unit(printed) if len(re.findall("[千百十万億兆]+", printed)) < 2 else None


def _converted(amounts: Sequence[tuple[Amount, Quantity]], unit: str) -> Found:
    shown = [(cell.printed, f"{amount(cell.value)}{unit}") for _, cell in amounts[:_MOST_NAMED]]
    ja = "、".join(f"「{printed}」は{value}" for printed, value in shown)
    en = ", ".join(f"“{printed}” is {value}" for printed, value in shown)
    more = len(amounts) > _MOST_NAMED
    return Found(
        path=amounts[0][0].path,
        printed=amounts[0][1].printed,
        evidence=Bilingual(
            f"表の単位（{unit}）に換算して計算している（{ja}{'など' if more else ''}）。",
            f"Converted into the unit of the table, {unit}: {en}{' ...' if more else ''}.",
        ),
        suggestion=Bilingual("表の単位で書く。", "Write it in the unit of the table."),
        related=tuple(each.path for each, _ in amounts[1:]),
    )


_MOST_NAMED = 4
