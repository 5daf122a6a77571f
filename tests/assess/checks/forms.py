"""Forms of a few indicators, and what one check finds in them."""

from __future__ import annotations

from textwrap import indent

from tests.assess.checks.small_sheets import found

HEADS = "{baseline: 20年度, target: 25年度}"


def form(*indicators, heads=HEADS, goals=1, rest=""):
    """A sheet of FY2012; an indicator is YAML without its number, and without name if need be.

    The indicators stand in the outcome table of the last of `goals` achievement goals.
    """
    entries = "".join(_entry(number, text) for number, text in enumerate(indicators, start=1))
    filler = "".join(
        f"  - {{no: {no}, name: 例, indicators: [{{no: 1, name: 例, kind: outcome}}]}}\n"
        for no in range(1, goals)
    )
    return (
        "ministry: 文部科学省\nfiscal_year: 2012\npolicy_goal: {number: 7-2, name: 例}\n"
        f"achievement_goals:\n{filler}  - no: {goals}\n    name: 例\n"
        f"    tables: {{outcome: {heads}, output: {heads}}}\n    indicators:\n{entries}{rest}"
    )


def _entry(number, text):
    lines = text.strip()
    for key, value in (("kind", "outcome"), ("name", f"例{number}"), ("no", str(number))):
        if f"{key}:" not in lines.split("actuals")[0]:
            lines = f"{key}: {value}\n{lines}"
    return "      - " + indent(lines, "        ").strip() + "\n"


def only(check, text, **options):
    """The one finding of a check."""
    (finding,) = found(check, text, **options)
    return finding


def at(*steps, indicator=0):
    """Path of a cell of an indicator of the first goal."""
    return ("achievement_goals", 0, "indicators", indicator, *steps)


def years(*values, unit="件", first=2008):
    """Actuals of successive years, as YAML; a text stands as it is."""
    cells = (v if isinstance(v, str) else f"{v:,}{unit}" for v in values)
    return "{" + ", ".join(f"{first + n}: '{cell}'" for n, cell in enumerate(cells)) + "}"


def programmes(*rows):
    """A table of programmes with their budgets of 2012 and 2013, below the indicators."""
    lines = "".join(
        f"      - {{name: 事業{n}, budget: {{2012: '{a}', 2013: '{b}'}}}}\n"
        for n, (a, b) in enumerate(rows, start=1)
    )
    return f"    measures:\n{lines}"
