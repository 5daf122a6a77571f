"""Several figures in one cell: 「4 (21)」 is a year's and what has come together."""

from __future__ import annotations

import re

from evalkit.sheet.text import fold

_YEAR = re.compile(r"(?:平成|令和|[HR])?\d+年度?末?|[毎各]年度?")
_FIGURE = re.compile(r".*\d.*|[-―—–△▲]")
_BETWEEN = re.compile(r"[\s、／/（）()\[\]]+")


def figures_of(printed: str, count: int) -> tuple[str, ...] | None:
    """So many figures of a cell, as printed, in their order; None where it has not so many.

    A year that the cell states belongs to each of them.

    Examples
    --------
    >>> figures_of("4 (21)", 2), figures_of("4,100 510 240", 3), figures_of("7件（27件）", 2)
    (('4', '21'), ('4,100', '510', '240'), ('7件', '27件'))
    >>> figures_of("（2025年度）5品 (20品)", 2)
    ('（2025年度）5品', '（2025年度）20品')
    >>> figures_of("調査中", 2), figures_of("（2020年度）3品", 2)
    (None, None)
    """
    found = [each for each in _BETWEEN.split(printed) if each]
    years = [each for each in found if _YEAR.fullmatch(fold(each))]
    figures = [each for each in found if each not in years]
    if len(figures) != count or not all(_FIGURE.fullmatch(fold(each)) for each in figures):
        return None
    stated = "".join(f"（{year}）" for year in years)
    return tuple(stated + each for each in figures)
