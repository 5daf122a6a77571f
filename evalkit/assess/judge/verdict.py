"""What a rule takes and gives: inputs as they stand in a file, a grade with its reasons.

A number may come as Decimal, int, float or text; it is converted through its text, so that 92.0
from JSON is Decimal('92.0') and carries no binary noise.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from evalkit.assess.judge.methods import METHODS
from evalkit.assess.judge.preset import Band, Grade, find_band, plain
from evalkit.assess.judge.reasons import MalformedError, NotDecidable
from evalkit.assess.judge.sentences import SENTENCES
from evalkit.assess.rounding import rounded_alike

_MOST_DIGITS = 40  # no published figure has more; 1E+999999999 would be printed as a gigabyte

Given = Decimal | int | float | str | None  # a number as it stands in a file


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """A grade and why."""

    grade: str
    reasoning_ja: str
    reasoning_en: str
    value: Decimal | None = None  # the figure that was compared, unrounded
    score: Decimal | None = None
    thresholds: Mapping[str, str] = field(default_factory=dict)  # grade or parameter -> in print
    grades: tuple[Grade, ...] = ()  # labels that come with the inputs, not with the preset


def verdict(
    grade: str,
    sentence: str,
    figures: Mapping[str, object] | None = None,
    *,
    value: Decimal | None = None,
    score: Decimal | None = None,
    thresholds: Mapping[str, str] | None = None,
) -> Verdict:
    """Make a verdict with one of `SENTENCES`, its figures filled in.

    Examples
    --------
    >>> verdict("met", "annual.met", {"actual": "80", "target": "70"}).reasoning_en
    'The actual value 80 meets the target 70.'
    """
    ja, en = SENTENCES[sentence]
    return Verdict(
        grade=grade,
        reasoning_ja=ja.format_map(figures or {}),
        reasoning_en=en.format_map(figures or {}),
        value=value,
        score=score,
        thresholds=thresholds or {},
    )


def undecided(sentence: str, figures: Mapping[str, object] | None = None) -> NotDecidable:
    """Make the exception for a rule that cannot say, with one of `SENTENCES`."""
    ja, en = SENTENCES[sentence]
    return NotDecidable(ja.format_map(figures or {}), en.format_map(figures or {}), sentence)


def banded(table: Sequence[Band], value: Decimal, function: str, *, short: bool = False) -> Verdict:
    """Grade a figure by a table of thresholds; `short`: as one just below it.

    Raises
    ------
    NotDecidable
        If no row of the table covers the value.

    Examples
    --------
    >>> from evalkit.assess.judge.preset import MAFF
    >>> banded(MAFF.tables["rate"], Decimal("0.899999"), "level_rate").reasoning_en
    'Level rate (level_rate) is 0.899999: “≥ 0.5”.'
    """
    band = find_band(table, value, short=short)
    ja, en = METHODS[function].phrase
    named = {"ja": ja, "en": en, "function": function}
    if band is None:
        raise undecided("bands.none", {**named, "shown": plain(value)})
    shown = f"{rounded(value, lambda near: find_band(table, near)).normalize():f}"
    return verdict(
        band.grade,
        "rate.short" if short else "rate",
        {**named, "shown": shown, "condition": band.condition()},
        value=value,
        thresholds=conditions(table),
    )


def conditions(table: Sequence[Band], scale: Decimal = Decimal(1)) -> dict[str, str]:
    """Return every grade of a table with its threshold in print; of several rows, the lowest."""
    return {band.grade: band.condition(scale) for band in table}


def rounded(value: Decimal, kind: Callable[[Decimal], object]) -> Decimal:
    """Round half up to four places, or to as many more as leave the value of the same kind."""
    return rounded_alike(value, 4, kind)


def mean(values: Sequence[Decimal]) -> Decimal:
    """Return the arithmetic mean, unrounded."""
    return sum(values, Decimal(0)) / len(values)


def percent(ratio: Decimal) -> str:
    """Return a ratio in print as a percentage.

    Examples
    --------
    >>> percent(Decimal("0.9501")), percent(Decimal("0.0500"))
    ('95.01%', '5%')
    """
    return f"{(ratio * 100).normalize():f}%"


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
        raise _no(name, value, ja="数値", en="a number") from None
    if not read.is_finite() or (read and abs(read.adjusted()) > _MOST_DIGITS):
        raise _no(name, value, ja="有限の数値", en="a finite number")
    return read


def year(name: str, value: object) -> int | None:
    """Read a fiscal year: 2015, "2015" or 2015.0; None stays None."""
    read = number(name, value)
    if read is None:
        return None
    if read != int(read):
        raise _no(name, value, ja="年度", en="a year")
    return int(read)


def _no(name: str, value: object, *, ja: str, en: str) -> MalformedError:
    return MalformedError(
        ja=f"{name} は{ja}で書いてください（「{value}」）", en=f"{name} must be {en}, not {value!r}"
    )


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
