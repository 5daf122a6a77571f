"""Fonts that the PDF is set in: where they lie, and which characters they have a glyph for.

Packages ship them. Whoever only checks a sheet needs none of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from evalkit.assess.installed import NotInstalledError


class Font(NamedTuple):
    """A font file of a package."""

    package: str
    file: str  # from the package's folder

    def find(self) -> Path | None:
        """Path of the file; None where it is not installed. The package is not imported."""
        spec = find_spec(self.package)
        if spec is None or spec.origin is None:
            return None
        path = Path(spec.origin).parent / self.file
        return path if path.is_file() else None

    def path(self) -> Path:
        """Path of the file.

        Raises
        ------
        NotInstalledError
            If the package, or the file in it, is not installed.
        """
        if path := self.find():
            return path
        raise NotInstalledError(self.package.replace("_", "-"))


JAPANESE = Font("japanize_matplotlib", "fonts/ipaexg.ttf")
"""Its package is never imported: that fails on Python 3.12 and later."""

_MATPLOTLIB = "mpl-data/fonts/ttf"
TEXT_FONTS = (
    JAPANESE,
    Font("matplotlib", f"{_MATPLOTLIB}/DejaVuSans.ttf"),
    Font("matplotlib", f"{_MATPLOTLIB}/STIXGeneral.ttf"),
)
"""In the order in which report.typ asks them for a glyph."""

FONTS = (
    *TEXT_FONTS,
    Font("matplotlib", f"{_MATPLOTLIB}/DejaVuSansMono.ttf"),
    Font("matplotlib", f"{_MATPLOTLIB}/LastResortHE-Regular.ttf"),
)

_SHAPELESS = {"Cc", "Cf", "Mn", "Zs"}
"""Categories of what needs no glyph of its own: white space, joiners, variation selectors."""

_ALSO_USUAL = "–—−•"
"""Characters of ordinary reports that the code page has not."""


def without_glyph(texts: Iterable[str]) -> frozenset[str]:
    """Characters that the PDF shows as a box or as 〓, for want of a glyph.

    Of private characters none is known to be what was meant. Where a font is not installed nothing
    is known, and none is named.

    Examples
    --------
    >>> sorted(without_glyph(["𠮷野家の㎡当たり件数", "☎ é ⓪ 髙﨑 𩸽"]))
    ['𠮷']
    """
    rest = {each for each in set().union(*texts) if not _usual(each)}
    private = {each for each in rest if unicodedata.category(each) == "Co"}
    for font in TEXT_FONTS:
        if rest == private:
            break
        path = font.find()
        if path is None:
            return frozenset()
        rest -= _coverage(path) - private
    return frozenset(rest)


def _usual(character: str) -> bool:
    """Whether it needs no glyph, or stands in Windows' Japanese code page, which the fonts hold."""
    category = unicodedata.category(character)
    if category in _SHAPELESS or character in _ALSO_USUAL:
        return True
    return category != "Co" and character.encode("cp932", "ignore") != b""


@cache
def _coverage(path: Path) -> frozenset[str]:
    from fontTools.ttLib import TTFont  # a tenth of a second, which few sheets need

    with TTFont(path, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))
