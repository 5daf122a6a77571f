"""A text of a file as a sheet can hold it."""

from __future__ import annotations

import re

from evalkit.intake.doubtful import doubt
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.characters import unfit_characters

_OWN_CHARACTER = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")  # what no other machine shows


def fit(text: str) -> tuple[str, tuple[Bilingual, ...]]:
    r"""Text without what no sheet may hold and without blank lines at its ends; and what to doubt.

    Examples
    --------
    >>> fit("47\u202e機関 \n\n")[0]
    '47機関'
    """
    doubts = []
    unfit = {each.at for each in unfit_characters(text)}
    if unfit:
        seen = "".join(text[at] for at in sorted(unfit))
        doubts.append(doubt("unfit", seen=seen))
        text = "".join(letter for at, letter in enumerate(text) if at not in unfit)
    own = dict.fromkeys(_OWN_CHARACTER.findall(text))
    if own:
        seen = " ".join(f"U+{ord(each):04X}" for each in own)
        doubts.append(doubt("own_character", seen=seen))
    lines = [line.rstrip() for line in text.split("\n")]
    return "\n".join(lines).strip("\n"), tuple(doubts)
