"""Every sentence stands in both languages, and each has the same gaps to fill."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

PACKAGE = Path(__file__).parents[1] / "evalkit"
APART = "YAML として読めません"  # the parser's own reason is English, and told in English alone


def sentences() -> Iterator[tuple[str, str, str]]:
    """Place, Japanese and English of every text in two languages that the code writes out."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="Bilingual"),
                    args=[
                        ast.Constant(value=str() as japanese),
                        ast.Constant(value=str() as english),
                    ],
                ):
                    yield f"{path.relative_to(PACKAGE)}:{node.lineno}", japanese, english


def gaps(text: str) -> set[str]:
    """Names of the gaps of a template; one that begins an English sentence has a capital there."""
    return {name.casefold() for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_of_a_sentence_have_the_same_gaps():
    found = [each for each in sentences() if any("{" in text for text in each[1:])]
    assert len(found) > 400
    unlike = [where for where, ja, en in found if gaps(ja) != gaps(en) and APART not in ja]
    assert unlike == []


def test_no_text_in_two_languages_is_empty_in_one_of_them():
    found = list(sentences())
    assert len(found) > 1000
    assert [where for where, ja, en in found if bool(ja) != bool(en)] == []
