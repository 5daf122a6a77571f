"""Sheets of the cases: what a case writes, with what every sheet must have."""

from __future__ import annotations

from copy import deepcopy

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode

SHEET = "{ministry: 文部科学省, fiscal_year: 2012, policy_goal: {number: 7-2, name: 例}}"
HEADS = "{baseline: 20年度, target: 25年度}"
TABLES = "{measures: {budget: {2012: 24年度補正後予算額（千円）, 2013: 25年度当初予算額（千円）}}}"
INDICATOR = "{name: 例, actuals: {2012: 5件}}"


def text_of(sheet: Node) -> str:
    """YAML of a whole sheet, from that of a case.

    ``text`` is a whole sheet as it stands. ``indicators`` are those of the one achievement goal, and
    ``heads`` the heads of its tables; ``goals`` are achievement goals, with their own indicators and
    programmes. What no case needs to say is filled in: numbers, names, kinds, heads, an indicator.
    Every other key is the sheet's own.
    """
    given = entries(sheet)
    if "text" in given:
        return str(given["text"].value)
    if "indicators" in given:
        heads = given.pop("heads", node(HEADS))
        tables = {"outcome": heads, "output": deepcopy(heads)}
        goal = {
            "name": node("例"),
            "tables": mapping(tables),
            "indicators": given.pop("indicators"),
        }
        given["achievement_goals"] = sequence([_goal(1, goal)])
    if "goals" in given:
        goals = enumerate(given.pop("goals").value, start=1)
        given["achievement_goals"] = sequence([_goal(n, entries(each)) for n, each in goals])
    return yaml.serialize(
        mapping(entries(node(SHEET)) | given), Dumper=yaml.CSafeDumper, allow_unicode=True
    )


def _goal(number: int, given: dict[str, Node]) -> Node:
    own = {"no": node(str(number)), "name": node(f"目標{number}"), "tables": node(TABLES)}
    listed = given.pop("indicators", sequence([node(INDICATOR)]))
    numbered = [_indicator(n, entries(each)) for n, each in enumerate(listed.value, start=1)]
    measures = {"measures": given.pop("measures")} if "measures" in given else {}
    return mapping(own | given | {"indicators": sequence(numbered)} | measures)


def _indicator(number: int, given: dict[str, Node]) -> Node:
    own = {"no": node(str(number)), "name": node(f"例{number}"), "kind": node("outcome")}
    return mapping(own | given)


def node(text: str) -> Node:
    """Node of a YAML text."""
    return yaml.compose(text, Loader=yaml.CSafeLoader)


def entries(of: Node) -> dict[str, Node]:
    """Values of a mapping by key."""
    return {key.value: value for key, value in of.value}


def mapping(values: dict[str, Node]) -> MappingNode:
    """Mapping of these values."""
    keys = [ScalarNode("tag:yaml.org,2002:str", key) for key in values]
    return MappingNode("tag:yaml.org,2002:map", list(zip(keys, values.values(), strict=True)))


def sequence(values: list[Node]) -> SequenceNode:
    """List of these values."""
    return SequenceNode("tag:yaml.org,2002:seq", values)
