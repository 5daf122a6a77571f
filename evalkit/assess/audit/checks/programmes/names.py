"""Names of programmes and indicators that ought to be the same, or to tell two things apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from evalkit.assess.audit.form import Form
from evalkit.assess.audit.indicators import IndicatorRow as Indicator
from evalkit.assess.audit.indicators import rows as indicators
from evalkit.assess.audit.kit import Found, Severity
from evalkit.assess.audit.kit import plain_check as check
from evalkit.assess.audit.programmes import (
    SAME_NAME,
    ProgrammeRow,
    key,
    loose,
    programmes,
    rows,
    similarity,
    without_brackets,
)
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.references import Reference
from evalkit.sheet.text import fold, unified

SHORTEST_NAME = 8  # a shorter name of a programme may be an ordinary phrase
SHORTEST_STEM = 5  # the same without the word プログラム or 事業 at its end
_NOUN = re.compile("プログラム|プロジェクト|事業|補助金|交付金|計画|基金|制度|イニシアティブ")


# Names of programmes ------------------------------------------------------------------------------


@check(
    "programme-names",
    "info",
    title=Bilingual("同じ事業の名称の不一致", "One programme under two names"),
    why=Bilingual(
        "名称が揃わないと、検索や突合で同じ事業と分からない。",
        "Nobody who searches or matches will know that both are one programme.",
    ),
)
def find_programmes_under_two_names(form: Form) -> Iterator[Found]:
    """Programmes whose names differ between tables."""
    for group in programmes(form.sheet):
        for row in group[1:]:
            first, second = _compared(group[0], row)
            if first != second:
                yield _two_names(group[0], row, first, second)


def _compared(one: ProgrammeRow, other: ProgrammeRow) -> tuple[str, str]:
    """Names as far as both tables print them: with the vote, or of the programme alone."""
    whole = ["".join(row.measure.name.split()) for row in (one, other)]
    if key(whole[0]) == key(whole[1]) and whole[0] != whole[1]:
        return whole[0], whole[1]
    return "".join(one.core.split()), "".join(other.core.split())


def _two_names(one: ProgrammeRow, other: ProgrammeRow, first: str, second: str) -> Found:
    severity, what = _difference(first, second)
    return Found(
        path=(*other.path, "name"),
        printed=other.measure.name,
        severity=severity,
        evidence=Bilingual(
            f"{one.table.ja}では「{one.core}」、{other.table.ja}では「{other.core}」である"
            f"（{what.ja}）。",
            f"“{one.core}” in {one.table.en}, “{other.core}” in {other.table.en} ({what.en}).",
        ),
        suggestion=Bilingual("正式名称に揃える。", "Use the official name in both."),
        related=((*one.path, "name"),),
    )


def _difference(one: str, other: str) -> tuple[Severity, Bilingual]:
    if unified(one) == unified(other):
        return "info", Bilingual("全角・半角の違い", "width")
    if key(one) == key(other):
        return "info", Bilingual("記号・長音の違い", "signs, dashes or long vowels")
    if loose(one) == loose(other):
        return "info", Bilingual("助詞等の違い", "small words")
    return "warning", Bilingual("名称の違い", "other words")


@check(
    "programme-misnamed",
    "warning",
    title=Bilingual("指標名と達成手段の表とで異なる事業名", "A programme misnamed by an indicator"),
    why=Bilingual(
        "事業名が違えば、指標がどの事業のものか分からない。",
        "With another name nobody can be sure which programme the indicator measures.",
    ),
)
def find_misnamed_programmes(form: Form) -> Iterator[Found]:
    """Indicators that name the programme behind them nearly, but not quite, as the table does."""
    every = rows(form.sheet)
    for indicator in indicators(form):
        reference = Reference(indicator.goal.no, indicator.indicator.no)
        behind = [row for row in every if reference in (row.references or ())]
        if not any(_names(indicator, row) for row in every):
            yield from _misnamed(indicator, behind)


def _names(indicator: Indicator, row: ProgrammeRow) -> bool:
    """Whether an indicator's name holds that of a programme."""
    name = key(indicator.indicator.name)
    return any(len(core) >= SHORTEST_NAME and core in name for core in row.cores)


def _misnamed(indicator: Indicator, behind: Sequence[ProgrammeRow]) -> Iterator[Found]:
    name = "".join(indicator.indicator.name.split())
    for row in behind:
        core = without_brackets(row.core)
        spelt = _spelling(core, name)
        if spelt and key(spelt) not in key(core):  # a part of a name is a short form
            yield _other_spelling(indicator, row, spelt)
            return


def _spelling(core: str, name: str) -> str:
    """The part of `name` that is nearly `core`; '' if there is none."""
    stem, folded = _stem(core), fold(name)
    if len(key(stem)) < SHORTEST_STEM:
        return ""
    for noun in _NOUN.finditer(folded):
        start = _start(stem, folded[: noun.start()])
        if similarity(key(stem), key(folded[start : noun.start()])) >= SAME_NAME:
            return name[start : noun.end()]
    return ""


def _stem(core: str) -> str:
    """Name of a programme without the word that says what it is: プログラム, 事業."""
    nouns = [noun for noun in _NOUN.finditer(core) if noun.end() == len(core)]
    return core[: nouns[0].start()] if nouns else ""


def _start(core: str, text: str) -> int:
    """Where in `text` a spelling of `core` begins that goes on to the end of `text`."""
    blocks = SequenceMatcher(None, core, text, autojunk=False).get_matching_blocks()
    first = next((block for block in blocks if block.size > 1), None)
    return max(0, first.b - first.a) if first else len(text)


def _other_spelling(indicator: Indicator, row: ProgrammeRow, spelt: str) -> Found:
    return Found(
        path=(*indicator.path, "name"),
        printed=indicator.indicator.name,
        severity=_severity(spelt, without_brackets(row.core)),
        evidence=Bilingual(
            f"指標名では「{spelt}」、{row.table.ja}では「{row.core}」である。",
            f"“{spelt}” in the indicator's name, “{row.core}” in {row.table.en}.",
        ),
        suggestion=Bilingual("事業の正式名称に揃える。", "Use the programme's official name."),
        related=((*row.path, "name"),),
    )


def _severity(spelt: str, core: str) -> Severity:
    """Info for the same name with a word in which a programme's parts are counted."""
    parts = spelt.endswith(("プロジェクト", "事業"))
    return "info" if parts and key(_stem(spelt)) == key(_stem(core)) else "warning"


@check(
    "programme-of-other-goal",
    "info",
    title=Bilingual(
        "他の達成目標の事業を掲げる指標", "An indicator that names another goal's programme"
    ),
    why=Bilingual(
        "指標名の事業が達成手段の表になければ、その指標の手段と予算が分からない。",
        "If the programme is not in the goal's table, its means and money cannot be seen.",
    ),
)
def find_programmes_of_other_goals(form: Form) -> Iterator[Found]:
    """Indicators that name a programme which only another goal's table lists."""
    every = rows(form.sheet)
    served = {row.goal for row in every}
    found: dict[tuple[str, str], list[tuple[Indicator, ProgrammeRow]]] = defaultdict(list)
    for indicator in indicators(form):
        named = [row for row in every if _names(indicator, row)]
        goals = {goal for row in named for goal in _goals(row)}
        if named and indicator.goal.no in served and indicator.goal.no not in goals:
            longest = max(named, key=lambda row: len(row.core))
            found[indicator.goal.no, longest.core].append((indicator, longest))
    for pairs in found.values():
        yield _of_other_goal(pairs)


def _goals(row: ProgrammeRow) -> set[str]:
    """Goals to which a programme belongs, by its table or its references."""
    return {row.goal, *(each.goal for each in row.references or ())}


def _of_other_goal(pairs: Sequence[tuple[Indicator, ProgrammeRow]]) -> Found:
    indicator, row = pairs[0]
    numbers = "".join(each.number for each, _ in pairs)
    goal = indicator.goal.no
    return Found(
        path=(*indicator.path, "name"),
        printed=indicator.indicator.name,
        evidence=Bilingual(
            f"達成目標{goal}の指標{numbers}は「{row.core}」を掲げるが、この事業は{row.table.ja}にだけ"
            f"あり、達成目標{goal}の表にない。",
            f"{numbers} of goal {goal} name “{row.core}”, which stands in {row.table.en} only, "
            f"not in that of goal {goal}.",
        ),
        suggestion=Bilingual(
            f"達成目標{goal}の達成手段に加えるか、表の事業との関係を注記する。",
            f"Add it to the table of goal {goal}, or note how it belongs to what is listed there.",
        ),
        related=(*((*each.path, "name") for each, _ in pairs[1:]), (*row.path, "name")),
    )


# Names of indicators ------------------------------------------------------------------------------


@check(
    "indicator-names",
    "info",
    title=Bilingual("同じ内容を異なる言葉で表す指標名", "Names that say one thing in two ways"),
    why=Bilingual(
        "同じものを数える指標なら、言葉を揃えないと別のものと読まれる。",
        "Where the same is counted, other words make a reader look for a difference.",
    ),
)
def find_names_in_two_ways(form: Form) -> Iterator[Found]:
    """Indicators whose names differ in small words, or in words that mean the same."""
    first: dict[str, Indicator] = {}
    for row in indicators(form):
        other = first.setdefault(loose(row.indicator.name), row)
        names = [key(each.indicator.name) for each in (other, row)]
        if names[0] != names[1]:
            yield _two_ways(other, row)


def _two_ways(one: Indicator, other: Indicator) -> Found:
    words = list(_words_apart(unified(one.indicator.name), unified(other.indicator.name)))
    return Found(
        path=(*other.path, "name"),
        printed=other.indicator.name,
        evidence=Bilingual(
            f"指標{one.result.label}「{one.indicator.name}」と用語だけが異なる"
            f"（{'、'.join(each.ja for each in words)}）。",
            f"It differs from {one.result.label} “{one.indicator.name}” in words alone: "
            f"{'; '.join(each.en for each in words)}.",
        ),
        suggestion=Bilingual(
            "同じものを数えるなら用語を揃え、異なるなら違いを名称に示す。",
            "Use the same words if the same is counted; if not, let the names say what differs.",
        ),
        related=((*one.path, "name"),),
        cause=f"near:{(*other.path, 'name')}",
    )


def _words_apart(one: str, other: str) -> Iterator[Bilingual]:
    """The differing parts of two names; with a character around them where both have one."""
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    for kind, i, j, m, n in codes:
        if kind == "replace":
            both = one[max(0, i - 1) : j + 1], other[max(0, m - 1) : n + 1]
            yield Bilingual("「{}」と「{}」".format(*both), "“{}” and “{}”".format(*both))
        elif kind != "equal":
            only = one[i:j] or other[m:n]
            yield Bilingual(f"「{only}」の有無", f"“{only}” in one of them")


@check(
    "programme-unnamed",
    "info",
    title=Bilingual("事業名のない指標名", "An indicator that does not say which programme"),
    why=Bilingual(
        "同じ形の他の指標には事業名があり、ないものはどの事業か分からない。",
        "Its sisters say which programme they mean; of this one nobody can tell.",
    ),
)
def find_unnamed_programmes(form: Form) -> Iterator[Found]:
    """Indicators that are named as others are, but without the programme in brackets."""
    every = rows(form.sheet)
    known = _named_in_brackets(form, every)
    found: dict[str, list[tuple[Indicator, Indicator]]] = defaultdict(list)
    for row in indicators(form):
        bare = key(without_brackets(row.indicator.name))
        sister = known.get(bare)
        if sister and not any(_names(row, programme) for programme in every):
            found[row.goal.no].append((row, sister))
    for pairs in found.values():
        yield _unnamed(pairs)


def _named_in_brackets(form: Form, every: Sequence[ProgrammeRow]) -> dict[str, Indicator]:
    """Indicators that name a programme in brackets, by the rest of their names."""
    found: dict[str, Indicator] = {}
    cores = [key(without_brackets(each.core)) for each in every]
    for row in indicators(form):
        bare = without_brackets(row.indicator.name)
        hidden = [core for core in cores if core in key(row.indicator.name)]
        if any(len(core) >= SHORTEST_NAME and core not in key(bare) for core in hidden):
            found.setdefault(key(bare), row)
    return found


def _unnamed(pairs: Sequence[tuple[Indicator, Indicator]]) -> Found:
    row, sister = pairs[0]
    numbers = "".join(each.number for each, _ in pairs)
    sisters = "・".join(dict.fromkeys(other.result.label for _, other in pairs))
    return Found(
        path=(*row.path, "name"),
        printed=row.indicator.name,
        evidence=Bilingual(
            f"達成目標{row.goal.no}の指標{numbers}は、同じ形の指標{sisters}と異なり、"
            "どの事業についてのものか名称に示されていない。",
            f"{numbers} of goal {row.goal.no} do not say which programme they mean, as their "
            f"sisters {sisters} do.",
        ),
        suggestion=Bilingual("事業名を名称に加える。", "Add the programme's name."),
        related=(*((*each.path, "name") for each, _ in pairs[1:]), (*sister.path, "name")),
    )
