"""What a rule is given: numbers and years as they stand in a file, in JSON or in a sheet.

A number may come as Decimal, int, float or text; it is converted through its text, so that 92.0
from JSON is Decimal('92.0') and carries no binary noise. None is not published.
"""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from evalkit.assess.judge.reasons import MalformedError
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.fiscal import says_every_year

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Given = Decimal | int | float | str | None  # a number as it stands in a file

EVERY_YEAR = "every year"
"""What stands in the place of a target's year where it holds in each of them."""

_MOST_DIGITS = 40  # no published figure has more; 1E+999999999 would be printed as a gigabyte


def number(name: str, value: object) -> Decimal | None:
    """Read a number through its text; None stays None.

    Examples
    --------
    >>> number("actual", 92.0)
    Decimal('92.0')
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, Decimal | int | float | str):
        raise TypeError(f"{name} must be a number, not {value!r}")
    try:
        read = Decimal(str(value))
    except InvalidOperation:
        raise _no(name, value, Bilingual("数値", "a number")) from None
    if not read.is_finite() or (read and abs(read.adjusted()) > _MOST_DIGITS):
        raise _no(name, value, Bilingual("有限の数値", "a finite number"))
    return read


def every_year(value: object) -> bool:
    """Whether what is given as a target's year says that it holds in every year.

    Examples
    --------
    >>> every_year("各年度"), every_year("every year"), every_year("2015"), every_year(None)
    (True, True, False, False)
    """
    return isinstance(value, str) and says_every_year(value)


def year(name: str, value: object) -> int | None:
    """Read a fiscal year: 2015, "2015" or 2015.0; None stays None."""
    read = number(name, value)
    if read is None:
        return None
    if read != int(read):
        raise _no(name, value, Bilingual("年度", "a year"))
    return int(read)


def _no(name: str, value: object, expected: Bilingual) -> MalformedError:
    said = Bilingual(
        "{name} は{expected}で書いてください（「{value}」）",
        "{name} must be {expected}, not {value!r}",
    )
    return MalformedError(said.format(name=name, expected=expected, value=value))


def is_text(value: object) -> bool:
    """Whether a target is text (a milestone), not a number.

    Examples
    --------
    >>> is_text("法案を提出する"), is_text("15.5"), is_text(None)
    (True, False, False)
    """
    if not isinstance(value, str):
        return False
    try:
        return not Decimal(value).is_finite()
    except InvalidOperation:
        return True


def said_of(inputs: DataclassInstance) -> dict[str, object]:
    """Return those of the inputs that say something, by their names."""
    return {
        field.name: value
        for field in fields(inputs)
        if (value := getattr(inputs, field.name)) != field.default
    }
