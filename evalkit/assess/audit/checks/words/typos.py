"""Likely slips of the pen: texts that differ in a character or two, and impossible sequences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from evalkit.assess.audit.form import Form
from evalkit.assess.audit.kit import Found
from evalkit.assess.audit.kit import plain_check as check
from evalkit.assess.audit.near_duplicates import (
    PARTICLES,
    Clause,
    Difference,
    Pair,
    clauses,
    difference,
    near_clauses,
    near_terms,
    terms,
)
from evalkit.assess.audit.passages import Passage
from evalkit.assess.audit.programmes import similarity
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.places import form_place
from evalkit.sheet.printing import counted

_AROUND = 8  # characters shown on either side of a difference
_PLACES = 3  # places named before the rest is counted
_SHORTEST_SENTENCE = 6
_SHORTEST_DIVISION = 6  # 企画課 and 計画課 are two divisions

_PROSE = frozenset(["name", "note", "summary", "text", "heading", "expert_comments"])
_PROSE |= {"baseline", "actuals", "annual_targets", "target"}
_NOT_PROSE = frozenset(["tables", "table", "breakdown", "budget", "cabinet_policies"])

_DOUBLED = re.compile(r"([一-鿿ァ-ヶー]{2})\1(?!院)|([^\W\d_]{3,12}?)\2")
_SLIPS = {
    "派遺": "派遣",
    "遣伝": "遺伝",
    "責献": "貢献",
    "撤底": "徹底",
    "除々に": "徐々に",
    "完壁": "完璧",
    "価値感": "価値観",
    "一諸に": "一緒に",
    "進歩状況": "進捗状況",
    "荷重平均": "加重平均",
    "基ずく": "基づく",
    "基ずき": "基づき",
    "シュミレーション": "シミュレーション",
    "コミニュケーション": "コミュニケーション",
    "コミニケーション": "コミュニケーション",
    "の基で": "の下で",
}
"""Spellings that are never right, or that official texts spell otherwise, and the right ones."""

_KNOWN = re.compile("|".join(_SLIPS))
_DOUBTFUL = ("の基で",)


def _prose(form: Form) -> list[Passage]:
    """Texts written for the sheet: not heads, quotations, or names of programmes."""
    return [
        text
        for text in form.texts
        if text.field in _PROSE
        and not _NOT_PROSE & set(text.path)
        and not (text.field == "name" and (text.of_programme or "indicators" not in text.path))
    ]


# Nearly the same ---------------------------------------------------------------------------------


@check(
    "nearly-the-same",
    "info",
    title=Bilingual("一か所だけ違う文言", "Texts that differ in one place"),
    why=Bilingual(
        "同じはずの文言が一か所だけ違うときは、一方が書き誤りであることが多い。",
        "Where two texts ought to be one, a difference in one place is often a slip.",
    ),
)
def find_nearly_the_same(form: Form) -> Iterator[Found]:
    """Clauses, and long compounds, that differ from another of the sheet in one place."""
    prose = _prose(form)
    names = {text.record: text.text for text in form.texts if text.field == "name"}
    pairs = [pair for pair in near_clauses(clauses(prose), names) if not _copies(pair)]
    for pair in pairs:
        yield _near(form, pair)
    for term in near_terms(terms(prose)):
        if not any(_within(term, pair) for pair in pairs):
            yield _near(form, term)


def _copies(pair: Pair) -> bool:
    """Whether both stand in two copies of one programme's summary, which are compared elsewhere."""
    fields = {use.passage.field for use in pair.odd + pair.usual}
    whole = [pair.odd[0].passage, pair.usual[0].passage]
    return (
        fields == {"summary"}
        and whole[0].path[0] != whole[1].path[0]
        and similarity(whole[0].text, whole[1].text) > 0
    )


def _within(term: Pair, pair: Pair) -> bool:
    sides = ((term.odd, pair.odd), (term.usual, pair.usual))
    return all(short[0].form in long[0].form for short, long in sides)


def _near(form: Form, pair: Pair) -> Found:
    odd = pair.odd[0].passage
    slip = _particle_slip(pair)
    shown = _in_context(pair)
    ja = [
        f"「{text}」（{_places(form, uses)}）"
        for text, uses in zip(shown, (pair.odd, pair.usual), strict=True)
    ]
    return Found(
        path=odd.path,
        printed=odd.text,
        related=tuple(use.passage.path for use in (*pair.odd[1:], *_doubtful(pair))),
        severity="warning" if slip else "info",
        evidence=Bilingual(
            f"{ja[0]}と{ja[1]}は{_said(pair.difference)}。",
            f'"{shown[0]}" ({len(pair.odd)}) and "{shown[1]}" ({len(pair.usual)}) differ only '
            "there.",
        ),
        suggestion=Bilingual(
            f"「{shown[1]}」に直す。" if slip else "意図した違いか確認し、同じ意味なら統一する。",
            f'Write "{shown[1]}".' if slip else "If they mean the same, write them the same.",
        ),
        cause=_cause(pair),
    )


def _doubtful(pair: Pair) -> tuple[Clause, ...]:
    """Uses of the usual form, where it may as well be the slip: one that is no more usual."""
    sure = _particle_slip(pair) or len(pair.usual) > len(pair.odd)
    return () if sure else pair.usual


def _cause(pair: Pair) -> str:
    """Shared with impossible-sequence, and for names of indicators with indicator-names."""
    odd = pair.odd[0].passage
    if _particle_slip(pair):
        return f"particle:{odd.path}"
    names = all(use.passage.field == "name" for use in pair.odd + pair.usual)
    return f"near:{odd.path}" if names else ""


def _particle_slip(pair: Pair) -> bool:
    slips = [bool(PARTICLES.search(use.form)) for use in (pair.odd[0], pair.usual[0])]
    return slips == [True, False]


def _in_context(pair: Pair) -> tuple[str, str]:
    """Both forms as printed, with a few characters around the difference."""
    start = len(pair.difference.before)
    lengths = (len(pair.difference.one), len(pair.difference.other))
    sides = zip((pair.odd[0], pair.usual[0]), lengths, strict=True)
    odd, usual = (_excerpt(use, start, length) for use, length in sides)
    return odd, usual


def _excerpt(use: Clause, start: int, length: int) -> str:
    """Part of a clause around a place; ○ for its numbers where they are not in the same place."""
    same = len(use.shown) == len(use.form)
    text = use.shown if same else use.form.replace("0", "○")
    first, last = max(0, start - _AROUND), min(len(text), start + length + _AROUND)
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"


def _said(difference: Difference) -> str:
    one, other = difference.one, difference.other
    if one and other:
        return f"「{one}」と「{other}」だけが異なる"
    return f"「{one or other}」の有無だけが異なる"


def _places(form: Form, uses: Sequence[Clause]) -> str:
    paths = dict.fromkeys(
        use.passage.record if "indicators" in use.passage.path else use.passage.path for use in uses
    )
    names = [form_place(form.sheet, path)[0] for path in paths]
    rest = f"ほか{len(names) - _PLACES}か所" if len(names) > _PLACES else ""
    return "、".join(names[:_PLACES]) + rest


@check(
    "division-nearly-the-same",
    "warning",
    title=Bilingual("1字だけ違う課名", "Divisions whose names differ in a character"),
    why=Bilingual(
        "課名の誤りは、問い合わせ先の誤りになる。",
        "A wrong name sends a question to a division that does not exist.",
    ),
)
def find_division_nearly_the_same(form: Form) -> Iterator[Found]:
    """Divisions of programmes that differ from a more frequent one in one character."""
    divisions = [
        ((*row.path, "division"), "".join(row.measure.division.split())) for row in form.programmes
    ]
    counts = Counter(name for _, name in divisions)
    for path, name in divisions:
        for other, count in counts.items():
            parts = difference(name, other)
            slight = max(len(parts.one), len(parts.other)) == 1 and parts.before and parts.after
            if slight and counts[name] < count and len(name) >= _SHORTEST_DIVISION:
                yield Found(
                    path=path,
                    printed=name,
                    evidence=Bilingual(
                        f"担当課「{name}」は、他の{count}事業の「{other}」と{_said(parts)}。",
                        f'"{name}" differs from "{other}" ({count}) in one character.',
                    ),
                    suggestion=Bilingual("課名を確認する。", "See which name is right."),
                    cause=f"division:{path[:-1]}",
                )


# Impossible sequences ----------------------------------------------------------------------------


@check(
    "impossible-sequence",
    "warning",
    title=Bilingual(
        "助詞・句読点・語の重なり", "Particles, marks or words that cannot follow each other"
    ),
    why=Bilingual(
        "書き誤りは、そのまま公表されると資料全体の信頼を損なう。",
        "Slips that are published cost the whole document its readers' trust.",
    ),
)
def find_impossible_sequence(form: Form) -> Iterator[Found]:
    """お before a verb of two kanji, particles and marks in pairs, words written twice."""
    for text in form.texts:
        for line in text.text.split("\n") if len(text.text) >= _SHORTEST_SENTENCE else ():
            # Doubled words are sought with the spaces left in: 東京都 東京都立大学 is a list.
            found = PARTICLES.search("".join(line.split())) or _DOUBLED.search(line)
            if found:
                yield _impossible(text, found)


def _impossible(text: Passage, found: re.Match[str]) -> Found:
    line = found.string[max(0, found.start() - _AROUND) : found.end() + _AROUND]
    return Found(
        path=text.path,
        printed=text.text,
        severity="info" if text.quoted else "warning",
        evidence=Bilingual(
            f"「{line}」の「{found[0]}」は書き誤りである可能性が高い。",
            f'"{found[0]}" in "{line}" is very likely a slip.',
        ),
        suggestion=Bilingual("文を確認して直す。", "Read the sentence again and mend it."),
        cause=f"particle:{text.path}",
    )


@check(
    "known-slip",
    "warning",
    title=Bilingual("誤りやすい表記", "A spelling that is known to be wrong"),
    why=Bilingual(
        "変換誤りは、読み手に資料の確認が足りないと思わせる。",
        "A wrong conversion tells its reader that nobody read the text again.",
    ),
)
def find_known_slip(form: Form) -> Iterator[Found]:
    """Wrong conversions that occur in official texts; one finding for each spelling."""
    uses: dict[str, list[Passage]] = {}
    for text in form.texts:
        for wrong in dict.fromkeys(_KNOWN.findall(text.compact)):
            uses.setdefault(wrong, []).append(text)
    for wrong, texts in uses.items():
        yield Found(
            path=texts[0].path,
            printed=texts[0].text,
            related=tuple(text.path for text in texts[1:]),
            severity="info" if wrong in _DOUBTFUL or texts[0].quoted else "warning",
            evidence=Bilingual(
                f"「{wrong}」が{len(texts)}か所にある。通常は「{_SLIPS[wrong]}」と書く。",
                f'"{wrong}" stands in {counted(len(texts), "place", "places")}; '
                f'"{_SLIPS[wrong]}" is usual.',
            ),
            suggestion=Bilingual(f"「{_SLIPS[wrong]}」に直す。", f'Write "{_SLIPS[wrong]}".'),
        )
