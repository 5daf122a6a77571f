"""Every sentence stands in both languages, and each has the same gaps to fill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import walk_packages
from string import Formatter
from typing import Any

import evalkit

APART = {"['yaml']"}  # the parser's own reason is English, and is told in English alone


def tables() -> Iterator[tuple[str, Mapping[Any, Any]]]:
    """Tables of sentences that stand in the modules of the package."""
    for module in walk_packages(evalkit.__path__, "evalkit."):
        if not module.name.endswith("__main__"):
            for name, value in vars(import_module(module.name)).items():
                if isinstance(value, Mapping) and not name.startswith("__"):
                    yield f"{module.name}.{name}", value


def pair(value: Any) -> tuple[str, str] | None:
    """Japanese and English, if that is what stands there."""
    if isinstance(value, Mapping) and set(value) == {"ja", "en"}:
        value = (value["ja"], value["en"])
    match value:
        case (str() as japanese, str() as english):
            return japanese, english
    return None


def sentences() -> dict[str, tuple[str, str]]:
    return {
        f"{table}[{key!r}]": both
        for table, values in tables()
        for key, value in values.items()
        if (both := pair(value)) and any("{" in text for text in both)
    }


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_of_a_sentence_have_the_same_gaps():
    found = sentences()
    assert len(found) > 300
    unlike = {name for name, (ja, en) in found.items() if gaps(ja) != gaps(en)}
    assert {name for name in unlike if not name.endswith(tuple(APART))} == set()
