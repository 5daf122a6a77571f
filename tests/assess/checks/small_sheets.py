"""Small sheets, and what one check finds in them."""

from __future__ import annotations

from datetime import date
from textwrap import indent

from evalkit.sheet.load import parse_sheet
from tests.assess.audit.findings import findings_of

HEAD = """\
ministry: 文部科学省
fiscal_year: 2012
policy_goal: {number: 7-2, name: 例}
achievement_goals:
"""
INDICATOR = "no: 1\nname: 例\nkind: outcome\nactuals: {2012: 5件}"


def found(check, text, *, as_of=None):
    """Findings of one check, after the audit has dropped the lesser ones of one cause."""
    return findings_of(check, parse_sheet(text), as_of=as_of and date.fromisoformat(as_of))


def entries(key, *texts):
    """A list under `key`, one entry for each text."""
    if not texts:
        return ""
    items = "".join("- " + indent(text.strip(), "  ").strip() + "\n" for text in texts)
    return f"{key}:\n{indent(items, '  ')}"


def goal(
    no,
    *indicators,
    measures=(),
    heads="{2012: 24年度補正後予算額（千円）, 2013: 25年度当初予算額（千円）}",
):
    """An achievement goal of these indicators and programmes, each a YAML mapping."""
    table = f"tables: {{measures: {{budget: {heads}}}}}\n"
    body = entries("indicators", *(indicators or (INDICATOR,))) + entries("measures", *measures)
    return entries("goals", f"no: {no}\nname: 目標{no}\n{table}{body}").partition("\n")[2]


def sheet(*goals, rest=""):
    """A sheet of these goals; `rest` is what follows them."""
    return HEAD + "".join(goals) + rest


def one(indicator, **places):
    """A sheet of one indicator, whose YAML may be given without number, name and kind."""
    given = {"no": "1", "kind": "outcome", "name": "例"} | places
    head = "".join(f"{key}: {value}\n" for key, value in given.items())
    return sheet(goal(1, head + indicator))


def programme(name, *, amounts, summary="", indicators="", review_sheet="", division=""):
    """One programme, with its amounts of 2012 and 2013."""
    first, second = amounts
    return (
        f"name: |-\n{indent(name, '  ')}\nbudget: {{2012: '{first}', 2013: '{second}'}}\n"
        f"summary: '{summary}'\nindicators: '{indicators}'\n"
        f"review_sheet: '{review_sheet}'\ndivision: '{division}'"
    )


def reference(
    *measures, heads="{2012: 24年度補正後予算額（千円）, 2013: 25年度当初予算額（千円）}"
):
    """The reference table with these programmes."""
    return f"reference:\n  table: {{budget: {heads}}}\n" + indent(
        entries("measures", *measures), "  "
    )


def budget(**lines):
    """The budget; each line maps item to year to amount, as YAML."""
    return "budget:\n" + "".join(f"  {name}: {value}\n" for name, value in lines.items())
