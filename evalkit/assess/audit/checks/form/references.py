"""References between indicators, programmes, achievement goals and data sources."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from evalkit.assess.audit.form import Form, GoalPart, goals, programmes, whole
from evalkit.assess.audit.kit import Hit, Place, Spot, check, hit
from evalkit.assess.audit.passages import says_nothing
from evalkit.assess.audit.programmes import ProgrammeRow, read_references
from evalkit.assess.audit.wording import listed, listed_numbers, named
from evalkit.sheet.bilingual import COMMA, NOTHING, Bilingual
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.references import CIRCLED, Reference, circled
from evalkit.sheet.text import fold

_MANY = 0.5  # of a goal's indicators, our choice: the column is badly kept, which is one finding
_ALL = re.compile("(?:全て|すべて|全)(?:の)?(?:指標)?")
_RANGE = re.compile(rf"([{CIRCLED}])[～~〜]([{CIRCLED}])")


def _with_goals(references: Iterable[Reference]) -> str:
    """References as the reference table prints them: ２－①⑦."""
    numbers: dict[str, list[str]] = defaultdict(list)
    for reference in references:
        numbers[reference.goal].append(reference.indicator)
    return "、".join(f"{goal}－{listed_numbers(own)}" for goal, own in numbers.items())


# Indicators and programmes -----------------------------------------------------------------------


@check(
    "indicator-without-measure",
    "warning",
    over=goals,
    title=Bilingual("どの達成手段も挙げていない指標", "An indicator that no programme refers to"),
    why=Bilingual(
        "達成手段と結び付かない指標は、何によって動くのかが読み手に分からない。",
        "Nobody can tell what is meant to move an indicator that no programme refers to.",
    ),
    says=Bilingual(
        "達成手段の「関連する指標」に現れる達成目標{goal}の指標は{used}であり、{missing}を挙げる事業はない。",
        "The programmes refer to {used} of goal {goal}; none refers to {missing}.",
    ),
    do=Bilingual(
        "{missing}に関連する事業の「関連する指標」に{missing}を加える。",
        "Add {missing} to the references of the programmes that serve it.",
    ),
)
def indicators_without_programme(part: GoalPart) -> Iterator[Hit]:
    """Indicators missing from every 関連する指標, where that column is in use and readable."""
    goal, every = part.goal, part.form.programmes
    referred = {
        each.indicator for row in every for each in row.references or () if each.goal == goal.no
    }
    rows = part.indicators
    used = [row for row in rows if row.indicator.no in referred]
    missing = [row for row in rows if row not in used]
    if not used or any(row.goal == goal.no and row.references is None for row in every):
        return
    many = len(missing) > max(1, _MANY * len(rows))
    for group in [missing] if many else [[row] for row in missing]:
        first, *others = group
        yield hit(first, related=others, goal=goal.no, used=listed(used), missing=listed(group))


@check(
    "measure-without-indicator",
    "info",
    over=whole,
    title=Bilingual("どの指標も挙げていない達成手段", "A programme that refers to no indicator"),
    why=Bilingual(
        "どの指標に寄与する事業か分からないと、予算と成果の対応が読めない。",
        "Without references nobody can set the money beside what it achieved.",
    ),
    says=Bilingual(
        "「{name}」の「関連する指標」は空欄又は「－」である。", "“{name}” refers to no indicator."
    ),
    do=Bilingual(
        "関連する指標の番号を記すか、なければその理由を事業概要に記す。",
        "Refer to the indicators that it serves, or say in its summary why to none.",
    ),
)
def programmes_without_indicator(form: Form) -> Iterator[Hit]:
    """Programmes with an empty 関連する指標, where others of the sheet have one."""
    in_use = any(row.references for row in form.programmes)
    for row in form.programmes:
        if in_use and says_nothing(row.measure.indicators):
            yield hit((*row.path, "indicators"), name=row.core)


@check(
    "unreadable-reference",
    "warning",
    over=programmes,
    title=Bilingual("読み取れない「関連する指標」", "A reference that cannot be read"),
    why=Bilingual(
        "番号として読めない参照は、指標と事業を結び付けない。",
        "A reference that is no list of numbers connects nothing.",
    ),
    says={
        "backwards": Bilingual(
            "「{seen}」は範囲の前後が逆で、どの指標を指すか決まらない。", "{seen} runs backwards."
        ),
        "words": Bilingual(
            "「{seen}」は番号の並びでなく、どの指標を指すか決まらない。",
            "“{seen}” is no list of numbers.",
        ),
    },
    do=Bilingual(
        "「①②」「④～⑥⑩」「２－①」のように番号で記す。",
        "Write numbers, such as ①②, ④～⑥⑩ or ２－①.",
    ),
)
def unreadable_reference(row: ProgrammeRow) -> Iterator[Hit]:
    """References that are no list of numbers, or hold a range that runs backwards."""
    text, at, cause = row.measure.indicators, (*row.path, "indicators"), f"reference:{row.path}"
    backwards = next((range_[0] for range_ in _RANGE.finditer(text) if range_[1] >= range_[2]), "")
    if backwards:
        yield hit(at, "backwards", cause=cause, seen=backwards)
    elif row.references is None and not _ALL.fullmatch(text.strip()):
        yield hit(at, "words", cause=cause, seen=text)


@check(
    "repeated-reference",
    "warning",
    over=programmes,
    title=Bilingual("同じ指標を2回挙げる参照", "A reference that names one indicator twice"),
    why=Bilingual(
        "重複の一方は、別の番号の書き誤りであることが多い。",
        "One of the two is often a slip for another number.",
    ),
    says=Bilingual("「{seen}」は{numbers}を2回挙げる。", "“{seen}” names {numbers} twice."),
    do=Bilingual(
        "一方が別の番号の誤りでないか確認し、重複を除く。",
        "See whether one of them was meant for another number; name each once.",
    ),
)
def repeated_reference(row: ProgrammeRow) -> Iterator[Hit]:
    """One indicator twice in one 関連する指標."""
    counts = Counter(row.references or ())
    numbers = "".join(circled(each.indicator) for each, count in counts.items() if count > 1)
    if numbers:
        yield hit(
            (*row.path, "indicators"),
            cause=f"reference:{row.path}",
            seen=row.measure.indicators,
            numbers=numbers,
        )


@check(
    "reference-into-other-goal",
    "info",
    over=programmes,
    title=Bilingual("他の達成目標の指標への参照", "A reference into another achievement goal"),
    why=Bilingual(
        "達成目標の表の事業が他の目標の指標だけを挙げるなら、置き場所か番号が誤っている。",
        "A programme listed under one goal usually serves that goal's indicators.",
    ),
    says=Bilingual(
        "達成目標{goal}の事業が{others}を挙げる。", "A programme of goal {goal} refers to {others}."
    ),
    do=Bilingual(
        "番号の誤りでないか確認する。両方の目標に関わる事業なら、そのままでよい。",
        "See whether the number is right; it may stand if the programme serves both.",
    ),
)
def reference_into_other_goal(row: ProgrammeRow) -> Iterator[Hit]:
    """Programmes under one goal that refer to an indicator of another."""
    others = [each for each in row.references or () if row.goal and each.goal != row.goal]
    if others:
        yield hit((*row.path, "indicators"), goal=row.goal, others=_with_goals(others))


# Tables that disagree ----------------------------------------------------------------------------


@check(
    "measure-in-one-table-only",
    "info",
    over=whole,
    title=Bilingual("一方の表にしかない達成手段", "A programme that only one of the tables lists"),
    why=Bilingual(
        "同じ指標に関わる事業が表によって違うと、誰が指標を担うのか分からない。",
        "Where tables list different programmes for an indicator, nobody knows who serves it.",
    ),
    says={
        "reference": Bilingual(
            "参考の表の事業のうち{shared}件は達成目標の表にもあるが、「{name}」"
            "（関連する指標 {references}）はない{others}。",
            "Programmes of the reference table that stand in a goal's table too: {shared};"
            " “{name}” ({references}) does not{others}.",
        ),
        "goal": Bilingual(
            "独立行政法人の事業のうち{shared}件は参考の表にもあるが、「{name}」はない。",
            "Programmes of agencies that stand in the reference table too: {shared}; “{name}”"
            " does not.",
        ),
    },
    do={
        "reference": Bilingual(
            "達成目標の達成手段の表にも載せるか、載せない理由を注記する。",
            "List it in the table of its goal too, or say why not.",
        ),
        "goal": Bilingual(
            "参考の表にも載せるか、載せない理由を注記する。",
            "List it in the reference table too, or say why not.",
        ),
    },
)
def programmes_in_one_table_only(form: Form) -> Iterator[Hit]:
    """Programmes of agencies in one kind of table alone, where others stand in both."""
    groups = form.programme_groups
    shared = [group for group in groups if len({bool(row.goal) for row in group}) > 1]
    for group in groups if shared else ():
        row = group[0]
        at = Spot(row.path, row.core)
        if not any(each.goal for each in group):
            yield hit(
                at,
                "reference",
                shared=len(shared),
                name=row.core,
                references=_with_goals(row.references or ()) or "－",
                others=_serving(form, row.references or ()),
            )
        elif group not in shared and row.of_agency:
            yield hit(at, "goal", shared=len(shared), name=row.core)


def _serving(form: Form, references: Iterable[Reference]) -> Bilingual:
    """Say which programmes of the goals' tables name one of these indicators, if any does."""
    serving = [
        row for row in form.programmes if row.goal and set(references) & set(row.references or ())
    ]
    names = named(list(dict.fromkeys(row.core for row in serving)))
    said = Bilingual(
        "。達成目標の表でこれらを挙げるのは{names}である",
        "; in the goals' tables these indicators are named by {names}",
    )
    return said.format(names=names) if serving else NOTHING


# Numbers in texts and sources --------------------------------------------------------------------

_GOAL_IN_TEXT = re.compile("達成目標([0-9]+(?:[-‐－―—–.ー][0-9]+)*)")


@check(
    "goal-not-there",
    "warning",
    over=whole,
    title=Bilingual("存在しない達成目標への言及", "A text that names a goal that is not there"),
    why=Bilingual(
        "番号が誤っていると、資料や説明がどの目標のものか分からない。",
        "With a wrong number a source or a remark belongs to no goal.",
    ),
    says=Bilingual(
        "達成目標{goal}はこの評価書にない（{known}がある）。",
        "The sheet has no goal {goal}, only {known}.",
    ),
    do=Bilingual("達成目標の番号を確認する。", "Mend the number of the goal."),
)
def absent_goals(form: Form) -> Iterator[Hit]:
    """Texts and data sources that name an achievement goal which the sheet does not have.

    One finding for each goal; 達成目標4 may be any of the goals 4-2-1 and 4-2-2.
    """
    known = sorted(goal.no for goal in form.sheet.achievement_goals)
    absent: dict[str, list[Place | KeyPath]] = {}
    for at, goal in _named_goals(form):
        if not any(_may_be(goal, each) for each in known):
            absent.setdefault(goal, []).append(at)
    for goal, (first, *others) in absent.items():
        yield hit(first, related=others, goal=goal, known=Bilingual.join(known, COMMA))


def _may_be(named: str, known: str) -> bool:
    """Whether two numbers may be of one goal: one of them may leave out parts of the other."""
    one, other = (re.findall(r"[^\W_]+", fold(number)) for number in (named, known))
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared] or one == other[-len(one) :]


def _named_goals(form: Form) -> Iterator[tuple[Place | KeyPath, str]]:
    for text in form.texts:
        if "達成目標" in text.text and not text.quoted:
            yield from ((text, goal) for goal in _GOAL_IN_TEXT.findall(fold(text.text)))
    for part in form.sources:
        if part.source.achievement_goal:
            yield (*part.path, "achievement_goal"), fold(part.source.achievement_goal)


@check(
    "source-reference",
    "warning",
    over=whole,
    title=Bilingual("資料の指標番号の誤り", "A data source that names no indicator of its goal"),
    why=Bilingual(
        "資料と指標が結び付かなければ、数値の出所をたどれない。",
        "A figure cannot be traced to a source that names another indicator.",
    ),
    says=Bilingual(
        "「{numbers}」に当たる指標が達成目標{goal}にない。",
        "Goal {goal} has no indicator “{numbers}”.",
    ),
    do=Bilingual("資料の指標番号を確認する。", "Mend the reference."),
)
def unknown_indicators_of_sources(form: Form) -> Iterator[Hit]:
    """References of data sources that cannot be read, or name an indicator that is not there."""
    known = {Reference(row.goal.no, row.indicator.no) for row in form.indicators}
    for path, source in form.sources:
        named_there = read_references(source.indicators, goal=fold(source.achievement_goal))
        missing = [each for each in named_there or () if each not in known]
        if named_there is None or (missing and source.achievement_goal):
            yield hit(
                (*path, "indicators"),
                numbers="".join(circled(each.indicator) for each in missing) or source.indicators,
                goal=source.achievement_goal,
            )
