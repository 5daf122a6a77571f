"""Characters that the report cannot show: no font of the PDF has a glyph for them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from evalkit.assess.audit.form import Form
from evalkit.assess.audit.kit import Found
from evalkit.assess.audit.kit import plain_check as check
from evalkit.assess.audit.wording import say
from evalkit.assess.fonts import without_glyph
from evalkit.assess.open_entries import leaves
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.printing import counted

_MISSING = Bilingual(
    "「{character}」（{code}）は PDF の書体に字形がなく、□と印刷される。{others}",
    "The fonts of the PDF have no glyph for “{character}” ({code}) and print a box.{others}",
)
_PRIVATE = Bilingual(
    "外字（{code}）は作成した環境でしか表示されず、PDF では〓と印刷される。{others}",
    "{code} is a private character: only the machine it was made on shows it; the PDF prints 〓."
    "{others}",
)


@check(
    "no-glyph",
    "warning",
    title=Bilingual("PDF に印刷できない文字", "A character that the PDF cannot print"),
    why=Bilingual(
        "字形のない文字は枠や〓になり、読み手には何が書いてあるか分からない。",
        "A character without a glyph becomes a box, and the reader cannot tell what stands there.",
    ),
)
def find_characters_without_glyph(form: Form) -> Iterator[Found]:
    """Each character that no font of the PDF has, with every place where it stands."""
    texts = [*leaves(form.sheet.model_dump(mode="json", exclude={"audit"}))]
    missing = without_glyph(text for _, text in texts)
    for character in sorted(missing):
        (path, text), *others = (each for each in texts if character in each[1])
        yield Found(
            path=path,
            printed=text,
            evidence=say(
                _PRIVATE if unicodedata.category(character) == "Co" else _MISSING,
                character=character,
                code=f"U+{ord(character):04X}",
                others=_elsewhere(len(others)),
            ),
            suggestion=Bilingual(
                "印刷できる別の文字（通用の字体、かな、記号の読み）に改める。",
                "Write it with another character: the usual form, kana, or the sign in words.",
            ),
            related=tuple(path for path, _ in others),
        )


def _elsewhere(count: int) -> Bilingual:
    if not count:
        return Bilingual("", "")
    return Bilingual(
        f"ほか{count}か所。", f" So in {counted(count, 'other place', 'other places')}."
    )
