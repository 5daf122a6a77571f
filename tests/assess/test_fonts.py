"""The fonts of the PDF: which characters they have, and that the template asks for the same."""

from __future__ import annotations

import re
import sys
import unicodedata

from fontTools.ttLib import TTFont

from evalkit.assess.fonts import _ALSO_USUAL, FONTS, JAPANESE, TEXT_FONTS, without_glyph
from tests.conftest import ROOT

TEMPLATE = (ROOT / "evalkit/produce/pdf/templates/report.typ").read_text("utf-8")


def covered():
    characters = set()
    for font in TEXT_FONTS:
        with TTFont(font.path(), lazy=True) as file:
            characters |= set(map(chr, file.getBestCmap()))
    return characters


def test_what_passes_without_a_look_into_the_fonts_is_in_them():
    fonts = covered()
    encodable = {
        chr(point).encode("cp932", "ignore").decode("cp932") for point in range(sys.maxunicode)
    }
    plain = {each for each in encodable if each and unicodedata.category(each)[0] not in "CZ"}
    assert len(plain) > 7000
    assert plain | set(_ALSO_USUAL) <= fonts


def test_a_character_of_another_script_is_named_once():
    assert without_glyph(["ก䨺", "葛\U000e0100 か\u309a e\u030a\u3000"]) == {"ก", "䨺"} - covered()
    assert without_glyph(["𠮷𠮷", "𠮷"]) == {"𠮷"}


def test_the_template_asks_for_these_fonts_in_this_order():
    named = re.findall(r'"([^"]+)"', re.search(r"#let sans = \((.*)\)", TEMPLATE)[1])
    families = []
    for font in TEXT_FONTS:
        with TTFont(font.path(), lazy=True) as file:
            families.append(file["name"].getDebugName(1))
    assert named == families


def test_without_a_font_nothing_is_said_of_characters(monkeypatch):
    monkeypatch.setattr("evalkit.assess.fonts.find_spec", lambda _: None)
    assert without_glyph(["𠮷"]) == set()
    assert (JAPANESE.find(), len(FONTS)) == (None, 5)
