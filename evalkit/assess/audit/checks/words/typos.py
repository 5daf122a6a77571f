"""Likely slips of the pen: texts that differ in a character or two, and impossible sequences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from evalkit.assess.audit.form import Form, whole
from evalkit.assess.audit.kit import Hit, Spot, check, hit
from evalkit.assess.audit.near_duplicates import (
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
from evalkit.assess.audit.word_lists import WordLists, any_of
from evalkit.assess.audit.wording import places
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.printing import counted

_AROUND = 8  # characters shown on either side of a difference
_MOST_NAMED = 3  # places of each of two forms, which make a long sentence already
_SHORTEST_SENTENCE = 6  # characters, our choice: a shorter text is a mark or a figure
_SHORTEST_DIVISION = 6  # 企画課 and 計画課 are two divisions

_PROSE = frozenset(["name", "note", "summary", "text", "heading", "expert_comments"])
_PROSE |= {"baseline", "actuals", "annual_targets", "target"}
_NOT_PROSE = frozenset(["tables", "table", "breakdown", "budget", "cabinet_policies"])

_DOUBLED = re.compile(r"(?P<word>[一-鿿]{2}|[^\W\d_]{3,12}?)(?P=word)(?!院)")
_MEANT = re.compile("一.*|五分|[ぁ-ゖ]{3}|[ァ-ヶー]{3,4}")  # 一人一人, オーライオーライ


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
    over=whole,
    title=Bilingual("一か所だけ違う文言", "Texts that differ in one place"),
    why=Bilingual(
        "同じはずの文言が一か所だけ違うときは、一方が書き誤りであることが多い。",
        "Where two texts ought to be one, a difference in one place is often a slip.",
    ),
    says=Bilingual(
        "「{odd}」（{odd_places}）と「{usual}」（{usual_places}）は{difference}。",
        '"{odd}" ({odd_places}) and "{usual}" ({usual_places}): {difference}.',
    ),
    do={
        "slip": Bilingual("「{usual}」に直す。", 'Write "{usual}".'),
        "doubtful": Bilingual(
            "意図した違いか確認し、同じ意味なら統一する。",
            "If they mean the same, write them the same.",
        ),
    },
)
def texts_nearly_the_same(form: Form) -> Iterator[Hit]:
    """Clauses, and long compounds, that differ from another of the sheet in one place."""
    prose = _prose(form)
    names = {text.record: text.text for text in form.texts if text.field == "name"}
    pairs = [pair for pair in near_clauses(clauses(prose), names, form.words) if not _copies(pair)]
    lone = [
        each
        for each in near_terms(terms(prose), form.words)
        if not any(_within(each, p) for p in pairs)
    ]
    for pair in (*pairs, *lone):
        slip = _particle_slip(pair, form.words)
        odd, usual = _in_context(pair)
        yield hit(
            pair.odd[0].passage,
            "slip" if slip else "doubtful",
            severity="warning" if slip else None,
            related=[use.passage for use in (*pair.odd[1:], *_doubtful(pair, sure=slip))],
            cause=_cause(pair, slip=slip),
            odd=odd,
            odd_places=_places(form, pair.odd),
            usual=usual,
            usual_places=_places(form, pair.usual),
            difference=_said(pair.difference),
        )


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


def _doubtful(pair: Pair, *, sure: bool) -> tuple[Clause, ...]:
    """Uses of the usual form, where it may as well be the slip: one that is no more usual."""
    return () if sure or len(pair.usual) > len(pair.odd) else pair.usual


def _cause(pair: Pair, *, slip: bool) -> str:
    """Shared with impossible-sequence, and for names of indicators with indicator-names."""
    odd = pair.odd[0].passage
    if slip:
        return f"particle:{odd.path}"
    names = all(use.passage.field == "name" for use in pair.odd + pair.usual)
    return f"near:{odd.path}" if names else ""


def _particle_slip(pair: Pair, words: WordLists) -> bool:
    odd, usual = (words.impossible_sequences.search(use[0].form) for use in (pair.odd, pair.usual))
    return bool(odd and not usual)


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


def _said(difference: Difference) -> Bilingual:
    one, other = difference.one, difference.other
    if one and other:
        both = Bilingual("「{one}」と「{other}」だけが異なる", 'only "{one}" and "{other}" differ')
        return both.format(one=one, other=other)
    only = Bilingual("「{more}」の有無だけが異なる", 'only one of them has "{more}"')
    return only.format(more=one or other)


def _places(form: Form, uses: Sequence[Clause]) -> Bilingual:
    return places(form.sheet, [use.passage.whereabouts for use in uses], most=_MOST_NAMED)


@check(
    "division-nearly-the-same",
    "warning",
    over=whole,
    title=Bilingual("1字だけ違う課名", "Divisions whose names differ in a character"),
    why=Bilingual(
        "課名の誤りは、問い合わせ先の誤りになる。",
        "A wrong name sends a question to a division that does not exist.",
    ),
    says=Bilingual(
        "担当課「{division}」は、他の{times}事業の「{usual}」と{difference}。",
        '"{division}" and "{usual}" ({times}): {difference}.',
    ),
    do=Bilingual("課名を確認する。", "See which name is right."),
)
def divisions_nearly_the_same(form: Form) -> Iterator[Hit]:
    """Divisions of programmes that differ from a more frequent one in one character."""
    divisions = [
        Spot((*row.path, "division"), "".join(row.measure.division.split()))
        for row in form.programmes
    ]
    counts = Counter(division.printed for division in divisions)
    for division in divisions:
        name = division.printed
        for usual, times in counts.items():
            parts = difference(name, usual)
            slight = max(len(parts.one), len(parts.other)) == 1 and parts.before and parts.after
            if slight and counts[name] < times and len(name) >= _SHORTEST_DIVISION:
                yield hit(
                    division,
                    cause=f"division:{division.path[:-1]}",
                    division=name,
                    usual=usual,
                    times=times,
                    difference=_said(parts),
                )


# Impossible sequences ----------------------------------------------------------------------------


@check(
    "impossible-sequence",
    "warning",
    over=whole,
    title=Bilingual(
        "助詞・句読点・語の重なり", "Particles, marks or words that cannot follow each other"
    ),
    why=Bilingual(
        "書き誤りは、そのまま公表されると資料全体の信頼を損なう。",
        "Slips that are published cost the whole document its readers' trust.",
    ),
    says=Bilingual(
        "「{line}」の「{slip}」は書き誤りである可能性が高い。",
        '"{slip}" in "{line}" is very likely a slip.',
    ),
    do=Bilingual("文を確認して直す。", "Read the sentence again and mend it."),
)
def impossible_sequences(form: Form) -> Iterator[Hit]:
    """お before a verb of two kanji, particles and marks in pairs, words written twice."""
    lines = (
        (text, line)
        for text in form.texts
        if len(text.text) >= _SHORTEST_SENTENCE
        for line in text.text.split("\n")
    )
    for text, line in lines:
        # Doubled words are sought with the spaces left in: 東京都 東京都立大学 is a list.
        found = form.words.impossible_sequences.search("".join(line.split()))
        if found := found or _doubled(line):
            start, end = max(0, found.start() - _AROUND), found.end() + _AROUND
            yield hit(
                text,
                severity="info" if text.quoted else None,
                cause=f"particle:{text.path}",
                line=found.string[start:end],
                slip=found[0],
            )


def _doubled(line: str) -> re.Match[str] | None:
    """A word written twice, but for those that are meant to be."""
    twice = _DOUBLED.finditer(line)
    return next((each for each in twice if not _MEANT.fullmatch(each["word"])), None)


@check(
    "known-slip",
    "warning",
    over=whole,
    title=Bilingual("誤りやすい表記", "A spelling that is known to be wrong"),
    why=Bilingual(
        "変換誤りは、読み手に資料の確認が足りないと思わせる。",
        "A wrong conversion tells its reader that nobody read the text again.",
    ),
    says=Bilingual(
        "「{wrong}」が{places}にある。通常は「{right}」と書く。",
        '"{wrong}" stands in {places}; "{right}" is usual.',
    ),
    do=Bilingual("「{right}」に直す。", 'Write "{right}".'),
)
def known_slips(form: Form) -> Iterator[Hit]:
    """Wrong conversions that occur in official texts; one finding for each spelling."""
    words, uses = form.words, dict[str, list[Passage]]()
    known = re.compile(any_of(words.slips))
    for text in form.texts:
        for wrong in dict.fromkeys(known.findall(text.compact)):
            uses.setdefault(wrong, []).append(text)
    for wrong, (first, *others) in uses.items():
        count = 1 + len(others)
        yield hit(
            first,
            severity="info" if wrong in words.doubtful_slips or first.quoted else None,
            related=others,
            wrong=wrong,
            right=words.slips[wrong],
            places=Bilingual(f"{count}か所", counted(count, "place", "places")),
        )
