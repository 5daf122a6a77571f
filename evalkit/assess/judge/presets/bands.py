"""A ministry's own table of thresholds over one named method, from the parameters file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from evalkit.assess.judge.grades import NOT_DECIDABLE, Band, Grade, read_grades
from evalkit.assess.judge.inputs import Given, is_text, number, year
from evalkit.assess.judge.latest import Latest
from evalkit.assess.judge.methods import METHODS, Method
from evalkit.assess.judge.preset import Options, Preset
from evalkit.assess.judge.reasons import MalformedError, NotComputable, not_computable
from evalkit.assess.judge.target import Target, TargetInputs
from evalkit.assess.judge.verdict import SENTENCES, Verdict, banded, undecided
from evalkit.sheet.bilingual import Bilingual

BAND_KEYS = ("grade", "at_least", "above", "label_ja", "label_en", "symbol")
BAND_METHODS: Mapping[str, Method] = {
    name: method
    for name, method in METHODS.items()
    if method.may_grade and method.result in ("ratio", "change", "change_per_year")
}
"""Figures that bands may grade: those that are one number."""
_LEVELS = ("level_rate", "level_rate_mirror")
_FULL_AT_TARGET = (*_LEVELS, "progress")

AGAINST_FINAL = Bilingual(
    "{said}最終目標（{target}）に対する値である。",
    "{said} It was measured against the final target ({target}).",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Inputs(TargetInputs):
    """The table, and whatever its method is calculated from."""

    bands: Sequence[Mapping[str, object]] = ()  # rows of `BAND_KEYS`, best first
    function: str = "level_rate"
    decision: bool | None = None  # that on record, on a target that is text
    actual: Given = None
    actual_year: Given = None
    previous: Given = None
    baseline: Given = None
    baseline_year: Given = None
    target_year: Given = None
    executed: Given = None
    total: Given = None
    final: str = ""  # the final target in print, where the year has none of its own


def judge(preset: Preset[Inputs], given: Inputs) -> Verdict:
    """Grade by the table; of a figure that the final target was taken for, say so."""
    if not given.final:
        return _graded(given)
    try:
        made = _graded(given)
    except NotComputable as why:
        made = Verdict(grade=preset.undecided, reasoning=why.reason)
    said = AGAINST_FINAL.format(target=given.final, said=made.reasoning)
    return replace(made, reasoning=said)


def _graded(given: Inputs) -> Verdict:
    table, grades = read_bands(given.bands)
    method = _named(given.function)
    if given.decision is not None or is_text(given.target):
        raise undecided(SENTENCES["text"])
    target = Target.read(given)
    taken = {name: _read(name, given, target) for name in method.inputs}
    if "target" in taken and target.two_sided:
        raise not_computable("two_sided")
    figure = method.function(**taken)
    assert isinstance(figure, Decimal)  # as of every one of BAND_METHODS
    full = method.name in _FULL_AT_TARGET and figure == 1
    short = full and not target.met(number("actual", given.actual))
    made = banded(table, figure, method.name, short=short)
    return replace(made, grades=grades)


def _named(function: str) -> Method:
    if function not in BAND_METHODS:
        known = ", ".join(BAND_METHODS)
        raise MalformedError(
            Bilingual(
                f"計算値「{function}」はありません。使えるもの: {known}",
                f"unknown function {function!r}; known: {known}",
            )
        )
    return BAND_METHODS[function]


def _read(name: str, given: Inputs, target: Target) -> object:
    """Read one of the inputs of a method."""
    if name in ("target", "direction"):
        return target.value if name == "target" else target.direction
    value = getattr(given, name)
    return year(name, value) if name.endswith("_year") else number(name, value)


def read_bands(
    entries: Sequence[Mapping[str, object]],
) -> tuple[tuple[Band, ...], tuple[Grade, ...]]:
    """Read a table of thresholds as it stands in a parameters file, best grade first.

    Raises
    ------
    ValueError
        If there is no row, a key is unknown, a row has no grade or two thresholds, or the
        thresholds do not fall.

    Examples
    --------
    >>> table, _ = read_bands([{"grade": "A", "at_least": "1.0"}, {"grade": "B"}])
    >>> [band.condition() for band in table]
    ['≥ 1', 'otherwise']
    """
    if not entries:
        raise MalformedError(
            Bilingual(
                "区分表がありません。例: [{grade: A, at_least: 1.0}, {grade: B}]",
                "no bands; give them best first: [{grade: A, at_least: 1.0}, {grade: B}]",
            )
        )
    table, grades = [], []
    for place, entry in enumerate(entries, start=1):
        _check_entry(place, entry)
        at_least = number(f"band {place}: at_least", entry.get("at_least"))
        above = number(f"band {place}: above", entry.get("above"))
        if at_least is not None and above is not None:
            raise _faulty(
                place,
                Bilingual(
                    "at_least と above は一方だけ書けます", "at_least and above exclude each other"
                ),
            )
        name = str(entry["grade"])
        table.append(Band(grade=name, at_least=at_least, above=above))
        grades.append(
            Grade(
                grade=name,
                label=Bilingual(str(entry.get("label_ja", name)), str(entry.get("label_en", name))),
                symbol=str(entry.get("symbol", "")),
            )
        )
    _check_falling(table)
    return tuple(table), tuple(grades)


def _check_falling(table: Sequence[Band]) -> None:
    # The order matters: the first row that holds gives the grade. "> x" stands above "≥ x".
    edges = [(band.at_least, 0) if band.above is None else (band.above, 1) for band in table]
    for place, ((upper, strict), (lower, below)) in enumerate(pairwise(edges), start=1):
        if upper is None:
            raise _faulty(
                place,
                Bilingual(
                    "しきい値のない行は最後に置いてください",
                    "a row without a threshold must be the last one",
                ),
            )
        if lower is not None and (lower, below) >= (upper, strict):
            raise _faulty(
                place + 1,
                Bilingual(
                    "しきい値は上の行より小さくしてください", "thresholds must fall from row to row"
                ),
            )


def _check_entry(place: int, entry: object) -> None:
    if not isinstance(entry, Mapping):
        raise _faulty(
            place,
            Bilingual(
                "{grade: A, at_least: 1.0} のように書いてください",
                "write {grade: A, at_least: 1.0}",
            ),
        )
    unknown = sorted(map(str, set(entry) - set(BAND_KEYS)))
    if unknown:
        known = ", ".join(BAND_KEYS)
        raise _faulty(
            place,
            Bilingual(
                f"キー「{unknown[0]}」はありません。使えるもの: {known}",
                f"unknown key {unknown[0]!r}; known: {known}",
            ),
        )
    if "grade" not in entry:
        raise _faulty(place, Bilingual("grade がありません", "no grade"))


def _faulty(place: int, fault: Bilingual) -> MalformedError:
    said = Bilingual("区分表の{place}行目: {fault}", "band {place}: {fault}")
    return MalformedError(said.format(place=place, fault=fault))


def given_latest(latest: Latest, options: Options) -> Inputs:
    """Take the target of the figure's year for a level, else what leads to the final one.

    A year without a target is held against the final one, which the reason then says.
    """
    final = latest.final
    if options.get("function", "level_rate") in _LEVELS:
        own = latest.own
        beside = final.cell.printed if final and not own else ""
        return Inputs(**latest.reach(own or final), **options, final=beside)
    return Inputs(
        **latest.start(),
        **latest.against(final),
        **options,
        actual=latest.cell.value,
        actual_year=latest.year,
        previous=latest.previous,
        target_year=final.year if final else None,
    )


PRESET = Preset(
    name="bands",
    label=Bilingual("パラメータファイルの区分表", "Bands from the parameters file"),
    rule=Bilingual(
        "指定した計算値を、パラメータファイルの区分表の上から順に比べる。",
        "The named figure is compared with the bands of the parameters file, from the top.",
    ),
    source="パラメータファイル",
    grades=read_grades(NOT_DECIDABLE),
    undecided="not_decidable",
    inputs=Inputs,
    judge=judge,
    given=given_latest,
    options=("bands", "function"),
)
