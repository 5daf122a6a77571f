"""Characters that nobody sees: the PDF has no glyph for them, or they have none at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from evalkit.assess.audit.form import Form, texts, whole
from evalkit.assess.audit.kit import Hit, Spot, check, hit
from evalkit.assess.audit.passages import Passage
from evalkit.assess.fonts import without_glyph
from evalkit.assess.open_entries import leaves
from evalkit.sheet.bilingual import NOTHING, Bilingual
from evalkit.sheet.printing import counted


@check(
    "no-glyph",
    "warning",
    over=whole,
    title=Bilingual("PDF に印刷できない文字", "A character that the PDF cannot print"),
    why=Bilingual(
        "字形のない文字は枠や〓になり、読み手には何が書いてあるか分からない。",
        "A character without a glyph becomes a box, and the reader cannot tell what stands there.",
    ),
    says={
        "missing": Bilingual(
            "「{character}」（{code}）は PDF の書体に字形がなく、□と印刷される。{others}",
            "The fonts of the PDF have no glyph for “{character}” ({code}) and print a box."
            "{others}",
        ),
        "private": Bilingual(
            "外字（{code}）は作成した環境でしか表示されず、PDF では〓と印刷される。{others}",
            "{code} is a private character: only the machine it was made on shows it; the PDF"
            " prints 〓.{others}",
        ),
    },
    do=Bilingual(
        "印刷できる別の文字（通用の字体、かな、記号の読み）に改める。",
        "Write it with another character: the usual form, kana, or the sign in words.",
    ),
)
def characters_without_glyph(form: Form) -> Iterator[Hit]:
    """Each character that no font of the PDF has, with every place where it stands."""
    texts = [
        Spot(path, text)
        for path, text in leaves(form.sheet.model_dump(mode="json", exclude={"audit"}))
    ]
    for character in sorted(without_glyph(text.printed for text in texts)):
        first, *others = (text for text in texts if character in text.printed)
        yield hit(
            first,
            "private" if unicodedata.category(character) == "Co" else "missing",
            related=others,
            character=character,
            code=f"U+{ord(character):04X}",
            others=_elsewhere(len(others)),
        )


def _elsewhere(count: int) -> Bilingual:
    if not count:
        return NOTHING
    places = counted(count, "other place", "other places")
    return Bilingual(f"ほか{count}か所。", f" So in {places}.")


_UNSEEN = re.compile("[\u00ad\u115f\u1160\u180e\u200b\u200c\u2060-\u2064\u3164\ufeff\uffa0]")


@check(
    "invisible-character",
    "info",
    over=texts,
    title=Bilingual("見えない文字", "An invisible character"),
    why=Bilingual(
        "見えない文字が入った語は、検索で見つからず、同じ語と一致しない。",
        "A word with an invisible character is not found, nor equal to the same word without it.",
    ),
    says=Bilingual(
        "「{before}」の後に、見えない文字 {code} がある。",
        "The invisible character {code} follows “{before}”.",
    ),
    do=Bilingual("その文字を削除する。", "Delete it."),
)
def invisible_characters(passage: Passage) -> Iterator[Hit]:
    """Texts that hold a soft hyphen, a zero-width space or the like, as Word and web pages do."""
    if unseen := _UNSEEN.search(passage.text):
        before = passage.text[: unseen.start()][-8:]
        yield hit(passage, before=before, code=f"U+{ord(unseen[0]):04X}")
