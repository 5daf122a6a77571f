"""References between indicators, programmes, achievement goals and data sources."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from evalkit.assess.audit.form import Form
from evalkit.assess.audit.kit import Found
from evalkit.assess.audit.kit import plain_check as check
from evalkit.assess.audit.passages import says_nothing
from evalkit.assess.audit.programmes import ProgrammeRow, programme_rows
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.model import AchievementGoal, Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.references import CIRCLED, Reference, circled, parse_references
from evalkit.sheet.text import fold, plain_text

_MANY = 0.5  # of a goal's indicators: then the column is badly kept, which is one finding, not many
_HABIT = 2  # numbers alike before a third can be out of line with them
_RUN = 3  # numbers in a row before they are printed as ①～③


_ALL = re.compile("(?:全て|すべて|全)(?:の)?(?:指標)?")
_WORDS = re.compile(r"(?:成果|活動|測定)?指標(?:\((?:アウトカム|アウトプット)\))?|\(再掲\)")
_OF_GOAL = re.compile(rf"達成目標([0-9]+)の?[-－―]?(?=[{CIRCLED}])")
_RANGE = re.compile(rf"([{CIRCLED}])[～~〜]([{CIRCLED}])")


def readable(text: str) -> str:
    """`text` without the words with which people explain a reference to each other."""
    return _WORDS.sub("", _OF_GOAL.sub(r"\1－", plain_text(text)))


def _read(row: ProgrammeRow) -> tuple[Reference, ...] | None:
    return parse_references(readable(row.measure.indicators), goal=row.goal)


def _names_all(row: ProgrammeRow) -> bool:
    return bool(_ALL.fullmatch(row.measure.indicators.strip()))


def listed(numbers: Iterable[str]) -> str:
    """Numbers as a form prints them: ①～③⑤."""
    runs: list[list[str]] = []
    for number in numbers:
        follows = runs and number.isdecimal() and runs[-1][-1].isdecimal()
        if follows and int(number) == int(runs[-1][-1]) + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "".join(_run(run) for run in runs)


def _run(run: Sequence[str]) -> str:
    if len(run) < _RUN:
        return "".join(map(circled, run))
    return f"{circled(run[0])}～{circled(run[-1])}"


def _with_goals(references: Iterable[Reference]) -> str:
    """References as the reference table prints them: ２－①⑦."""
    goals: dict[str, list[str]] = defaultdict(list)
    for reference in references:
        goals[reference.goal].append(reference.indicator)
    return "、".join(f"{goal}－{listed(numbers)}" for goal, numbers in goals.items())


def _goals(sheet: Sheet) -> Iterator[tuple[KeyPath, AchievementGoal]]:
    for place, goal in enumerate(sheet.achievement_goals):
        yield ("achievement_goals", place), goal


# Indicators and programmes -----------------------------------------------------------------------


@check(
    "indicator-without-measure",
    "warning",
    title=Bilingual("どの達成手段も挙げていない指標", "An indicator that no programme refers to"),
    why=Bilingual(
        "達成手段と結び付かない指標は、何によって動くのかが読み手に分からない。",
        "Nobody can tell what is meant to move an indicator that no programme refers to.",
    ),
)
def find_indicator_without_measure(form: Form) -> Iterator[Found]:
    """Indicators missing from every 関連する指標, where that column is in use and readable."""
    every = form.programmes
    named = {reference for row in every for reference in _read(row) or ()}
    for path, goal in _goals(form.sheet):
        own = [row for row in every if row.goal == goal.no]
        unclear = any(_read(row) is None for row in own)
        used = [each.no for each in goal.indicators if Reference(goal.no, each.no) in named]
        missing = [n for n, each in enumerate(goal.indicators) if each.no not in used]
        if used and missing and not unclear:
            yield from _without_measure(path, goal, missing, used)


def _without_measure(
    path: KeyPath, goal: AchievementGoal, missing: Sequence[int], used: Sequence[str]
) -> Iterator[Found]:
    many = len(missing) > max(1, _MANY * len(goal.indicators))
    for places in [missing] if many else [[place] for place in missing]:
        numbers = listed(goal.indicators[place].no for place in places)
        paths = [(*path, "indicators", place) for place in places]
        yield Found(
            path=paths[0],
            printed=goal.indicators[places[0]].name,
            related=tuple(paths[1:]),
            evidence=Bilingual(
                f"達成手段の「関連する指標」に現れる達成目標{goal.no}の指標は"
                f"{listed(used)}であり、{numbers}を挙げる事業はない。",
                f"The programmes refer to {listed(used)} of goal {goal.no}; none refers to "
                f"{numbers}.",
            ),
            suggestion=Bilingual(
                f"{numbers}に関連する事業の「関連する指標」に{numbers}を加える。",
                f"Add {numbers} to the references of the programmes that serve it.",
            ),
        )


@check(
    "measure-without-indicator",
    "info",
    title=Bilingual("どの指標も挙げていない達成手段", "A programme that refers to no indicator"),
    why=Bilingual(
        "どの指標に寄与する事業か分からないと、予算と成果の対応が読めない。",
        "Without references nobody can set the money beside what it achieved.",
    ),
)
def find_measure_without_indicator(form: Form) -> Iterator[Found]:
    """Programmes with an empty 関連する指標, where others of the sheet have one."""
    every = form.programmes
    in_use = any(_read(row) for row in every)
    for row in every:
        if in_use and says_nothing(row.measure.indicators):
            yield Found(
                path=(*row.path, "indicators"),
                printed=row.measure.indicators,
                evidence=Bilingual(
                    f"「{row.core}」の「関連する指標」は空欄又は「－」である。",
                    f'"{row.core}" refers to no indicator.',
                ),
                suggestion=Bilingual(
                    "関連する指標の番号を記すか、なければその理由を事業概要に記す。",
                    "Refer to the indicators that it serves, or say in its summary why to none.",
                ),
            )


@check(
    "unreadable-reference",
    "warning",
    title=Bilingual("読み取れない「関連する指標」", "A reference that cannot be read"),
    why=Bilingual(
        "番号として読めない参照は、指標と事業を結び付けない。",
        "A reference that is no list of numbers connects nothing.",
    ),
)
def find_unreadable_reference(form: Form) -> Iterator[Found]:
    """References that are no list of numbers, or hold a range that runs backwards."""
    for row in form.programmes:
        text = row.measure.indicators
        backwards = [m[0] for m in _RANGE.finditer(text) if m[1] >= m[2]]
        if not backwards and (_read(row) is not None or _names_all(row)):
            continue
        what = (
            Bilingual(f"「{backwards[0]}」は範囲の前後が逆で", f"{backwards[0]} runs backwards")
            if backwards
            else Bilingual(f"「{text}」は番号の並びでなく", f'"{text}" is no list of numbers')
        )
        yield Found(
            path=(*row.path, "indicators"),
            printed=text,
            evidence=Bilingual(f"{what.ja}、どの指標を指すか決まらない。", f"{what.en}."),
            suggestion=Bilingual(
                "「①②」「④～⑥⑩」「２－①」のように番号で記す。",
                "Write numbers, such as ①②, ④～⑥⑩ or ２－①.",
            ),
            cause=f"reference:{row.path}",
        )


@check(
    "repeated-reference",
    "warning",
    title=Bilingual("同じ指標を2回挙げる参照", "A reference that names one indicator twice"),
    why=Bilingual(
        "重複の一方は、別の番号の書き誤りであることが多い。",
        "One of the two is often a slip for another number.",
    ),
)
def find_repeated_reference(form: Form) -> Iterator[Found]:
    """One indicator twice in one 関連する指標."""
    for row in form.programmes:
        counts = Counter(_read(row) or ())
        twice = [reference for reference, count in counts.items() if count > 1]
        if twice:
            numbers = "".join(circled(reference.indicator) for reference in twice)
            yield Found(
                path=(*row.path, "indicators"),
                printed=row.measure.indicators,
                evidence=Bilingual(
                    f"「{row.measure.indicators}」は{numbers}を2回挙げる。",
                    f'"{row.measure.indicators}" names {numbers} twice.',
                ),
                suggestion=Bilingual(
                    "一方が別の番号の誤りでないか確認し、重複を除く。",
                    "See whether one of them was meant for another number; name each once.",
                ),
                cause=f"reference:{row.path}",
            )


@check(
    "reference-into-other-goal",
    "info",
    title=Bilingual("他の達成目標の指標への参照", "A reference into another achievement goal"),
    why=Bilingual(
        "達成目標の表の事業が他の目標の指標だけを挙げるなら、置き場所か番号が誤っている。",
        "A programme listed under one goal usually serves that goal's indicators.",
    ),
)
def find_reference_into_other_goal(form: Form) -> Iterator[Found]:
    """Programmes under one goal that refer to an indicator of another."""
    for row in form.programmes:
        other = [r for r in _read(row) or () if row.goal and r.goal != row.goal]
        if other:
            named = _with_goals(other)
            yield Found(
                path=(*row.path, "indicators"),
                printed=row.measure.indicators,
                evidence=Bilingual(
                    f"達成目標{row.goal}の事業が{named}を挙げる。",
                    f"A programme of goal {row.goal} refers to {named}.",
                ),
                suggestion=Bilingual(
                    "番号の誤りでないか確認する。両方の目標に関わる事業なら、そのままでよい。",
                    "See whether the number is right; it may stand if the programme serves both.",
                ),
            )


# Tables that disagree ----------------------------------------------------------------------------


@check(
    "measure-in-one-table-only",
    "info",
    title=Bilingual("一方の表にしかない達成手段", "A programme that only one of the tables lists"),
    why=Bilingual(
        "同じ指標に関わる事業が表によって違うと、誰が指標を担うのか分からない。",
        "Where tables list different programmes for an indicator, nobody knows who serves it.",
    ),
)
def find_measure_in_one_table_only(form: Form) -> Iterator[Found]:
    """Programmes of agencies in one kind of table alone, where others stand in both."""
    groups = form.programme_groups
    shared = [g for g in groups if any(r.goal for r in g) and any(not r.goal for r in g)]
    if not shared:
        return
    for group in groups:
        if not any(row.goal for row in group):
            yield _only_in_reference(form.sheet, group[0], len(shared))
        elif group not in shared and group[0].of_agency:
            yield _not_in_reference(group[0], len(shared))


def _only_in_reference(sheet: Sheet, row: ProgrammeRow, shared: int) -> Found:
    served = _read(row) or ()
    others = [
        other.core
        for other in programme_rows(sheet)
        if other.goal and set(served) & set(_read(other) or ())
    ]
    named = _with_goals(served) or "－"
    by = "、".join(f"「{name}」" for name in dict.fromkeys(others))
    rest = f"。達成目標の表でこれらを挙げるのは{by}である" if by else ""
    return Found(
        path=row.path,
        printed=row.core,
        evidence=Bilingual(
            f"参考の表の事業のうち{shared}件は達成目標の表にもあるが、"
            f"「{row.core}」（関連する指標 {named}）はない{rest}。",
            f"{shared} programmes of the reference table stand in a goal's table too; "
            f'"{row.core}" ({named}) does not.',
        ),
        suggestion=Bilingual(
            "達成目標の達成手段の表にも載せるか、載せない理由を注記する。",
            "List it in the table of its goal too, or say why not.",
        ),
    )


def _not_in_reference(row: ProgrammeRow, shared: int) -> Found:
    return Found(
        path=row.path,
        printed=row.core,
        evidence=Bilingual(
            f"独立行政法人の事業のうち{shared}件は参考の表にもあるが、「{row.core}」はない。",
            f'{shared} programmes of agencies stand in the reference table too; "{row.core}" '
            "does not.",
        ),
        suggestion=Bilingual(
            "参考の表にも載せるか、載せない理由を注記する。",
            "List it in the reference table too, or say why not.",
        ),
    )


# Numbers in texts and sources --------------------------------------------------------------------

_GOAL_IN_TEXT = re.compile("達成目標([0-9]+)")


@check(
    "goal-not-there",
    "warning",
    title=Bilingual("存在しない達成目標への言及", "A text that names a goal that is not there"),
    why=Bilingual(
        "番号が誤っていると、資料や説明がどの目標のものか分からない。",
        "With a wrong number a source or a remark belongs to no goal.",
    ),
)
def find_goal_not_there(form: Form) -> Iterator[Found]:
    """Texts and data sources that name an achievement goal which the sheet does not have."""
    known = {goal.no for goal in form.sheet.achievement_goals}
    named: list[tuple[KeyPath, str, str]] = [
        (text.path, text.text, number)
        for text in form.texts
        if "達成目標" in text.text and not text.quoted
        for number in _GOAL_IN_TEXT.findall(fold(text.text))
    ]
    for n, source in enumerate(form.sheet.data_sources):
        if source.achievement_goal:
            path: KeyPath = ("data_sources", n, "achievement_goal")
            named.append((path, source.achievement_goal, fold(source.achievement_goal)))
    for path, text, number in named:
        if number not in known:
            yield Found(
                path=path,
                printed=text,
                evidence=Bilingual(
                    f"達成目標{number}はこの評価書にない（{'、'.join(sorted(known))}がある）。",
                    f"The sheet has no goal {number}, only {', '.join(sorted(known))}.",
                ),
                suggestion=Bilingual("達成目標の番号を確認する。", "Mend the number of the goal."),
            )


@check(
    "source-reference",
    "warning",
    title=Bilingual("資料の指標番号の誤り", "A data source that names no indicator of its goal"),
    why=Bilingual(
        "資料と指標が結び付かなければ、数値の出所をたどれない。",
        "A figure cannot be traced to a source that names another indicator.",
    ),
)
def find_source_reference(form: Form) -> Iterator[Found]:
    """References of data sources that cannot be read, or name an indicator that is not there."""
    known = {Reference(goal.no, each.no) for goal, each in form.sheet.indicators()}
    for n, source in enumerate(form.sheet.data_sources):
        found = parse_references(readable(source.indicators), goal=fold(source.achievement_goal))
        missing = [r for r in found or () if r not in known]
        if found is None or (missing and source.achievement_goal):
            numbers = "".join(circled(r.indicator) for r in missing) or source.indicators
            yield Found(
                path=("data_sources", n, "indicators"),
                printed=source.indicators,
                evidence=Bilingual(
                    f"「{numbers}」に当たる指標が達成目標{source.achievement_goal}にない。",
                    f'Goal {source.achievement_goal} has no indicator "{numbers}".',
                ),
                suggestion=Bilingual("資料の指標番号を確認する。", "Mend the reference."),
            )
