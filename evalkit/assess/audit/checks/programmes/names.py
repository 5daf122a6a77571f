"""Names of programmes and indicators that ought to be the same, or to tell two things apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from evalkit.assess.audit.form import Form, repeated_programmes, whole
from evalkit.assess.audit.indicators import IndicatorRow
from evalkit.assess.audit.kit import Hit, Said, Severity, check, hit
from evalkit.assess.audit.programmes import (
    SAME_NAME,
    ProgrammeRow,
    key,
    loose,
    similarity,
    without_brackets,
)
from evalkit.assess.audit.word_lists import WordLists, any_of
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.references import Reference
from evalkit.sheet.text import fold, unified

_SHORTEST_NAME = 8  # our choice: a shorter name of a programme may be an ordinary phrase
_SHORTEST_STEM = 5  # our choice: the same without the word プログラム or 事業 at its end

# Names of programmes ------------------------------------------------------------------------------


@check(
    "programme-names",
    "info",
    over=repeated_programmes,
    title=Bilingual("同じ事業の名称の不一致", "One programme under two names"),
    why=Bilingual(
        "名称が揃わないと、検索や突合で同じ事業と分からない。",
        "Nobody who searches or matches will know that both are one programme.",
    ),
    says=Bilingual(
        "{table}では「{name}」、{other_table}では「{other_name}」である（{what}）。",
        "“{name}” in {table}, “{other_name}” in {other_table} ({what}).",
    ),
    do=Bilingual("正式名称に揃える。", "Use the official name in both."),
)
def names_of_one_programme(group: Sequence[ProgrammeRow]) -> Iterator[Hit]:
    """Programmes whose names differ between tables."""
    one, *others = group
    for other in others:
        names = _compared(one, other)
        if names[0] != names[1]:
            severity, what = _difference(*names, one.words)
            yield hit(
                (*other.path, "name"),
                severity=severity,
                related=[(*one.path, "name")],
                table=one.table,
                name=one.core,
                other_table=other.table,
                other_name=other.core,
                what=what,
            )


def _compared(one: ProgrammeRow, other: ProgrammeRow) -> tuple[str, str]:
    """Names as far as both tables print them: with the vote, or of the programme alone."""
    whole = ["".join(row.measure.name.split()) for row in (one, other)]
    if key(whole[0]) == key(whole[1]) and whole[0] != whole[1]:
        return whole[0], whole[1]
    return "".join(one.core.split()), "".join(other.core.split())


def _difference(one: str, other: str, words: WordLists) -> tuple[Severity, Bilingual]:
    if unified(one) == unified(other):
        return "info", Bilingual("全角・半角の違い", "width")
    if key(one) == key(other):
        return "info", Bilingual("記号・長音の違い", "signs, dashes or long vowels")
    if loose(one, words) == loose(other, words):
        return "info", Bilingual("助詞等の違い", "small words")
    return "warning", Bilingual("名称の違い", "other words")


@check(
    "programme-misnamed",
    "warning",
    over=whole,
    title=Bilingual("指標名と達成手段の表とで異なる事業名", "A programme misnamed by an indicator"),
    why=Bilingual(
        "事業名が違えば、指標がどの事業のものか分からない。",
        "With another name nobody can be sure which programme the indicator measures.",
    ),
    says=Bilingual(
        "指標名では「{spelt}」、{table}では「{name}」である。",
        "“{spelt}” in the indicator's name, “{name}” in {table}.",
    ),
    do=Bilingual("事業の正式名称に揃える。", "Use the programme's official name."),
)
def misnamed_programmes(form: Form) -> Iterator[Hit]:
    """Indicators that name the programme behind them nearly, but not quite, as the table does."""
    for indicator in form.indicators:
        if any(_names(indicator, row) for row in form.programmes):
            continue
        reference = Reference(indicator.goal.no, indicator.indicator.no)
        behind = (row for row in form.programmes if reference in (row.references or ()))
        spellings = ((row, _misspelling(indicator, row)) for row in behind)
        if found := next(((row, spelt) for row, spelt in spellings if spelt), None):
            row, spelt = found
            yield hit(
                (*indicator.path, "name"),
                severity=_severity(spelt, without_brackets(row.core), form.words),
                related=[(*row.path, "name")],
                spelt=spelt,
                table=row.table,
                name=row.core,
            )


def _names(indicator: IndicatorRow, row: ProgrammeRow) -> bool:
    """Whether an indicator's name holds that of a programme."""
    name = key(indicator.indicator.name)
    return any(len(core) >= _SHORTEST_NAME and core in name for core in row.cores)


def _misspelling(indicator: IndicatorRow, row: ProgrammeRow) -> str:
    """How an indicator's name spells a programme, where that is not a short form of its name."""
    core = without_brackets(row.core)
    spelt = _spelling(core, "".join(indicator.indicator.name.split()), row.words)
    return "" if key(spelt) in key(core) else spelt


def _spelling(core: str, name: str, words: WordLists) -> str:
    """The part of `name` that is nearly `core`; '' if there is none."""
    stem, folded = _stem(core, words), fold(name)
    if len(key(stem)) < _SHORTEST_STEM:
        return ""
    for noun in re.finditer(any_of(words.programme_nouns), folded):
        start = _start(stem, folded[: noun.start()])
        if similarity(key(stem), key(folded[start : noun.start()])) >= SAME_NAME:
            return name[start : noun.end()]
    return ""


def _stem(core: str, words: WordLists) -> str:
    """Name of a programme without the word that says what it is: プログラム, 事業."""
    noun = next((noun for noun in words.programme_nouns if core.endswith(noun)), core)
    return core.removesuffix(noun)


def _start(core: str, text: str) -> int:
    """Where in `text` a spelling of `core` begins that goes on to the end of `text`."""
    blocks = SequenceMatcher(None, core, text, autojunk=False).get_matching_blocks()
    first = next((block for block in blocks if block.size > 1), None)
    return max(0, first.b - first.a) if first else len(text)


def _severity(spelt: str, core: str, words: WordLists) -> Severity:
    """Info for the same name with a word in which a programme's parts are counted."""
    parts = spelt.endswith(("プロジェクト", "事業"))
    same = key(_stem(spelt, words)) == key(_stem(core, words))
    return "info" if parts and same else "warning"


@check(
    "programme-of-other-goal",
    "info",
    over=whole,
    title=Bilingual(
        "他の達成目標の事業を掲げる指標", "An indicator that names another goal's programme"
    ),
    why=Bilingual(
        "指標名の事業が達成手段の表になければ、その指標の手段と予算が分からない。",
        "If the programme is not in the goal's table, its means and money cannot be seen.",
    ),
    says=Bilingual(
        "達成目標{goal}の指標{numbers}は「{name}」を掲げるが、この事業は{table}にだけあり、達成目標"
        "{goal}の表にない。",
        "{numbers} of goal {goal} name “{name}”, which stands in {table} only, not in that of goal"
        " {goal}.",
    ),
    do=Bilingual(
        "達成目標{goal}の達成手段に加えるか、表の事業との関係を注記する。",
        "Add it to the table of goal {goal}, or note how it belongs to what is listed there.",
    ),
)
def programmes_of_other_goals(form: Form) -> Iterator[Hit]:
    """Indicators that name a programme which only another goal's table lists."""
    served = {row.goal for row in form.programmes}
    found: dict[tuple[str, str], list[tuple[IndicatorRow, ProgrammeRow]]] = defaultdict(list)
    for indicator in form.indicators:
        goal = indicator.goal.no
        named = [row for row in form.programmes if _names(indicator, row)]
        if named and goal in served and not any(goal in _goals(row) for row in named):
            longest = max(named, key=lambda row: len(row.core))
            found[goal, longest.core].append((indicator, longest))
    for (goal, name), pairs in found.items():
        row = pairs[0][1]
        yield _at_names(
            [indicator for indicator, _ in pairs], row, goal=goal, name=name, table=row.table
        )


def _goals(row: ProgrammeRow) -> set[str]:
    """Goals to which a programme belongs, by its table or its references."""
    return {row.goal, *(each.goal for each in row.references or ())}


def _at_names(
    indicators: Sequence[IndicatorRow],
    than: IndicatorRow | ProgrammeRow,
    **values: Said,
) -> Hit:
    """Hit at the names of indicators of one goal, against that of something else."""
    first, *others = [(*each.path, "name") for each in (*indicators, than)]
    numbers = "".join(each.number for each in indicators)
    return Hit(at=first, related=tuple(others), values={"numbers": numbers, **values})


# Names of indicators ------------------------------------------------------------------------------


@check(
    "indicator-names",
    "info",
    over=whole,
    title=Bilingual("同じ内容を異なる言葉で表す指標名", "Names that say one thing in two ways"),
    why=Bilingual(
        "同じものを数える指標なら、言葉を揃えないと別のものと読まれる。",
        "Where the same is counted, other words make a reader look for a difference.",
    ),
    says=Bilingual(
        "指標{label}「{name}」と用語だけが異なる（{words}）。",
        "It differs from {label} “{name}” in words alone: {words}.",
    ),
    do=Bilingual(
        "同じものを数えるなら用語を揃え、異なるなら違いを名称に示す。",
        "Use the same words if the same is counted; if not, let the names say what differs.",
    ),
)
def names_in_two_ways(form: Form) -> Iterator[Hit]:
    """Indicators whose names differ in small words, or in words that mean the same."""
    first: dict[str, IndicatorRow] = {}
    for other in form.indicators:
        one = first.setdefault(loose(other.indicator.name, form.words), other)
        if key(one.indicator.name) == key(other.indicator.name):
            continue
        words = _words_apart(unified(one.indicator.name), unified(other.indicator.name))
        path = (*other.path, "name")
        yield hit(
            path,
            related=[(*one.path, "name")],
            cause=f"near:{path}",
            label=one.result.label,
            name=one.indicator.name,
            words=Bilingual.join(words, Bilingual("、", "; ")),
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
    over=whole,
    title=Bilingual("事業名のない指標名", "An indicator that does not say which programme"),
    why=Bilingual(
        "同じ形の他の指標には事業名があり、ないものはどの事業か分からない。",
        "Its sisters say which programme they mean; of this one nobody can tell.",
    ),
    says=Bilingual(
        "達成目標{goal}の指標{numbers}は、同じ形の指標{sisters}と異なり、どの事業についてのものか名称に"
        "示されていない。",
        "{numbers} of goal {goal} do not say which programme they mean, as their sisters {sisters}"
        " do.",
    ),
    do=Bilingual("事業名を名称に加える。", "Add the programme's name."),
)
def unnamed_programmes(form: Form) -> Iterator[Hit]:
    """Indicators that are named as others are, but without the programme in brackets."""
    known = _named_in_brackets(form)
    found: dict[str, list[tuple[IndicatorRow, IndicatorRow]]] = defaultdict(list)
    for indicator in form.indicators:
        sister = known.get(key(without_brackets(indicator.indicator.name)))
        if sister and not any(_names(indicator, row) for row in form.programmes):
            found[indicator.goal.no].append((indicator, sister))
    for goal, pairs in found.items():
        sisters = "・".join(dict.fromkeys(sister.result.label for _, sister in pairs))
        yield _at_names(
            [indicator for indicator, _ in pairs], pairs[0][1], goal=goal, sisters=sisters
        )


def _named_in_brackets(form: Form) -> dict[str, IndicatorRow]:
    """Indicators that name a programme in brackets, by the rest of their names."""
    found: dict[str, IndicatorRow] = {}
    cores = {key(without_brackets(row.core)) for row in form.programmes}
    long = [core for core in cores if len(core) >= _SHORTEST_NAME]
    for indicator in form.indicators:
        name = indicator.indicator.name
        bare = key(without_brackets(name))
        if any(core in key(name) and core not in bare for core in long):
            found.setdefault(bare, indicator)
    return found
