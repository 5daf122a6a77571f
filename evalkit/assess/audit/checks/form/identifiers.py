"""Numbers that name things: of goals and indicators, of review sheets, in captions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from evalkit.assess.audit.form import Form
from evalkit.assess.audit.kit import Found
from evalkit.assess.audit.kit import plain_check as check
from evalkit.assess.audit.passages import says_nothing
from evalkit.assess.audit.programmes import ProgrammeRow, key, programme_rows
from evalkit.assess.audit.wording import listed_numbers as listed
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import Quantity
from evalkit.sheet.model import AchievementGoal, Indicator, Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.printing import counted
from evalkit.sheet.references import CIRCLED, circled, parse_references
from evalkit.sheet.terms import TERMS
from evalkit.sheet.text import fold

_HABIT = 2  # numbers alike before a third can be out of line with them


def _goals(sheet: Sheet) -> Iterator[tuple[KeyPath, AchievementGoal]]:
    for place, goal in enumerate(sheet.achievement_goals):
        yield ("achievement_goals", place), goal


def _indicators(sheet: Sheet) -> Iterator[tuple[KeyPath, AchievementGoal, Indicator]]:
    for path, goal in _goals(sheet):
        for place, indicator in enumerate(goal.indicators):
            yield (*path, "indicators", place), goal, indicator


# Review sheets -----------------------------------------------------------------------------------

_REVIEW_SHEETS = re.compile(r"(?P<number>[^()、,;\s]+)(?:\((?P<of>[^()]*)\))?")
_LETTERS = str.maketrans("OoQ〇○IlｌSBZ", "00000111582")


class _ReviewSheet(NamedTuple):
    row: ProgrammeRow
    number: str
    of: str  # the ministry in brackets: 042（復興庁）

    @property
    def path(self) -> KeyPath:
        return (*self.row.path, "review_sheet")

    @property
    def as_digits(self) -> str:
        return self.number.translate(_LETTERS)


def _review_sheets(sheet: Sheet) -> Iterator[_ReviewSheet]:
    for row in programme_rows(sheet):
        text = re.sub(r"\s+(?=\()", "", fold(row.measure.review_sheet))
        for found in _REVIEW_SHEETS.finditer(text):
            if not says_nothing(found["number"]):
                yield _ReviewSheet(row=row, number=found["number"], of=found["of"] or "")


@check(
    "review-sheet-twice",
    "warning",
    title=Bilingual(
        "異なる事業に同じレビューシート番号", "One review sheet number for two programmes"
    ),
    why=Bilingual(
        "番号が誤っていると、読み手は別の事業のレビューシートにたどり着く。",
        "A wrong number leads its reader to the review sheet of another programme.",
    ),
)
def find_review_sheet_twice(form: Form) -> Iterator[Found]:
    """One number at several programmes that are not parts of one vote."""
    uses: dict[tuple[str, str], list[_ReviewSheet]] = defaultdict(list)
    for sheet in _review_sheets(form.sheet):
        uses[sheet.number, sheet.of].append(sheet)
    several = {number: sheets for (number, _), sheets in uses.items() if len(sheets) > 1}
    groups = form.programme_groups if several else ()
    programme = {row.path: n for n, group in enumerate(groups) for row in group}
    for number, sheets in several.items():
        one_each = list({programme[sheet.row.path]: sheet for sheet in sheets}.values())
        if len(one_each) > 1 and not _one_vote(one_each):
            yield _twice(number, one_each)


def _one_vote(sheets: Sequence[_ReviewSheet]) -> bool:
    """Whether the programmes are lines of one vote, which has one review sheet."""
    funders = {sheet.row.funder for sheet in sheets}
    return len(funders) == 1 and funders != {""}


def _twice(number: str, sheets: Sequence[_ReviewSheet]) -> Found:
    names = "、".join(f"「{sheet.row.core}」" for sheet in sheets)
    return Found(
        path=sheets[-1].path,
        printed=sheets[-1].row.measure.review_sheet,
        related=tuple(sheet.path for sheet in sheets[:-1]),
        evidence=Bilingual(
            f"{names}がいずれも{number}である。", f"{names} all have the number {number}."
        ),
        suggestion=Bilingual(
            "それぞれの行政事業レビューシートの番号を確認する。",
            "Look the number of each review sheet up.",
        ),
    )


@check(
    "review-sheet-form",
    "warning",
    title=Bilingual("他と形の違うレビューシート番号", "A review sheet number unlike the others"),
    why=Bilingual(
        "桁の過不足や英字の混入があると、番号でレビューシートを引けない。",
        "With a digit or letter too many the review sheet cannot be looked up.",
    ),
)
def find_review_sheet_form(form: Form) -> Iterator[Found]:
    """Numbers unlike the habit of the column: with a letter for a digit, too short, too long."""
    sheets = list(_review_sheets(form.sheet))
    habit = _habit(sheets)
    for sheet in sheets:
        letters = not sheet.number.isdecimal() and sheet.as_digits.isdecimal()
        if letters and len(sheet.number) == habit:
            yield _letters(sheet)
        elif habit and sheet.number.isdecimal() and len(sheet.number) != habit:
            yield _other_length(sheet, habit)


def _habit(sheets: Iterable[_ReviewSheet]) -> int:
    """Digits that the numbers of the sheet's own ministry have; 0 where there is no habit."""
    own = {sheet.number for sheet in sheets if sheet.number.isdecimal() and not sheet.of}
    lengths = Counter(map(len, own)).most_common(1)
    digits, count = lengths[0] if lengths else (0, 0)
    return digits if count >= _HABIT and 2 * count > len(own) else 0


def _letters(sheet: _ReviewSheet) -> Found:
    letters = "・".join(char for char in sheet.number if not char.isdecimal())
    return Found(
        path=sheet.path,
        printed=sheet.row.measure.review_sheet,
        evidence=Bilingual(
            f"「{sheet.number}」の{letters}は数字でない。",
            f"In {sheet.number}, {letters} is no digit.",
        ),
        suggestion=Bilingual(
            f"{sheet.as_digits}の誤りでないか確認する。",
            f"See whether {sheet.as_digits} is meant.",
        ),
    )


def _other_length(sheet: _ReviewSheet, habit: int) -> Found:
    digits = len(sheet.number)
    whose = f"（{sheet.of}の番号）" if sheet.of else ""
    return Found(
        path=sheet.path,
        printed=sheet.row.measure.review_sheet,
        severity="info" if sheet.of else "warning",
        evidence=Bilingual(
            f"{sheet.number}{whose}は{digits}桁で、他の番号は{habit}桁である。",
            f"{sheet.number} has {digits} digits, the other numbers have {habit}.",
        ),
        suggestion=Bilingual(
            "番号を確認する。府省により桁数が異なるなら、そのままでよい。"
            if sheet.of
            else "桁の過不足がないか確認する。",
            "Look the number up; another ministry's may differ."
            if sheet.of
            else "Look the number up.",
        ),
    )


@check(
    "review-sheet-missing",
    "warning",
    title=Bilingual("レビューシート番号のない事業", "A programme without a review sheet number"),
    why=Bilingual(
        "府省の予算事業には行政事業レビューシートがある。番号がないと中身を確かめられない。",
        "Every programme in a ministry's budget has a review sheet, which tells what it did.",
    ),
)
def find_review_sheet_missing(form: Form) -> Iterator[Found]:
    """Programmes of the ministry with money in the sheet's year, but without a number."""
    own = [row for row in form.programmes if row.goal and not row.of_agency]
    without = [row for row in own if says_nothing(row.measure.review_sheet)]
    with_number = len(own) - len(without)
    for row in without if with_number > len(without) else ():
        amount = row.measure.budget.get(form.sheet.fiscal_year)
        if isinstance(amount, Quantity) and amount.value:
            yield Found(
                path=(*row.path, "review_sheet"),
                printed=row.measure.review_sheet,
                evidence=Bilingual(
                    f"府省の事業{len(own)}件のうち{with_number}件に番号があり、"
                    f"「{row.core}」（予算額{amount.printed}）にはない。",
                    f"A number is given for {with_number} of the ministry's {len(own)} programmes; "
                    f'"{row.core}" (budget {amount.printed}) has none.',
                ),
                suggestion=Bilingual(
                    "行政事業レビューシート番号を記す。", "Give the number of its review sheet."
                ),
            )


# Numbering ---------------------------------------------------------------------------------------


@check(
    "numbering",
    "warning",
    title=Bilingual("番号の欠け・逆順", "A gap in the numbering, or a number out of order"),
    why=Bilingual(
        "番号が欠けると、指標が落ちたのか番号が誤っているのか分からない。",
        "A gap leaves open whether an entry was lost or a number is wrong.",
    ),
)
def find_numbering(form: Form) -> Iterator[Found]:
    """Numbers of goals, and of the indicators within one, that do not follow each other."""
    goals = list(_goals(form.sheet))
    yield from _misnumbered([(path, goal.no) for path, goal in goals], "達成目標", 1)
    last = 0
    for path, goal in goals:
        entries = [((*path, "indicators", n), each.no) for n, each in enumerate(goal.indicators)]
        yield from _misnumbered(entries, f"達成目標{goal.no}の指標", last + 1)
        last = _main_number(goal.indicators[-1].no) or 0


def _main_number(number: str) -> int | None:
    """Number before the hyphen: 3 of 3-1."""
    found = re.match("[0-9]+", fold(number))
    return int(found[0]) if found else None


def _misnumbered(
    entries: Sequence[tuple[KeyPath, str]], what: str, continues: int
) -> Iterator[Found]:
    """Find numbers out of order; the first is 1, or `continues` the numbers of the goal before."""
    numbers = [_main_number(number) for _, number in entries]
    known = [number for number in numbers if number is not None]
    if len(known) != len(entries):
        return
    if known[0] not in (1, continues):
        yield _misnumbered_at(entries, 0, what, f"{entries[0][1]}から始まる")
    for n, (before, here) in enumerate(pairwise(known), start=1):
        if here not in (before, before + 1):
            yield _misnumbered_at(
                entries, n, what, f"{entries[n - 1][1]}の次が{entries[n][1]}である"
            )


def _misnumbered_at(
    entries: Sequence[tuple[KeyPath, str]], place: int, what: str, how: str
) -> Found:
    path, number = entries[place]
    shown = (
        "".join(circled(n) for _, n in entries)
        if "指標" in what
        else "、".join(n for _, n in entries)
    )
    return Found(
        path=(*path, "no"),
        printed=number,
        evidence=Bilingual(
            f"{what}の番号は{shown}で、{how}。",
            f"The numbers are {shown}: {number} does not follow.",
        ),
        suggestion=Bilingual(
            "欠けた項目がないか確認し、番号を付け直す。",
            "See whether an entry is missing, and number anew.",
        ),
    )


@check(
    "one-name-two-indicators",
    "warning",
    title=Bilingual("同じ名称の指標", "Two indicators of one name"),
    why=Bilingual(
        "同じ名称の指標が2つあると、どちらの数値か読み分けられない。",
        "Figures of two indicators of one name cannot be told apart.",
    ),
)
def find_one_name_two_indicators(form: Form) -> Iterator[Found]:
    """Indicators of one goal and kind whose names are the same but for width and dashes."""
    first: dict[tuple[str, str, str], Indicator] = {}
    for path, goal, indicator in _indicators(form.sheet):
        other = first.setdefault((goal.no, indicator.kind, key(indicator.name)), indicator)
        if other is not indicator:
            yield Found(
                path=(*path, "name"),
                printed=indicator.name,
                evidence=Bilingual(
                    f"指標{circled(other.no)}と指標{circled(indicator.no)}の名称が同じである。",
                    f"Indicators {circled(other.no)} and {circled(indicator.no)} share a name.",
                ),
                suggestion=Bilingual(
                    "名称の写し誤りでないか確認し、違いが分かる名称にする。",
                    "See whether one was copied by mistake; say in the names how they differ.",
                ),
            )


# Captions and 別表 -------------------------------------------------------------------------------

_CAPTION = re.compile(
    rf"(?P<kind>成果指標|活動指標|測定指標|アウトカム|アウトプット)[^{CIRCLED}。]{{0,12}}"
    rf"(?P<numbers>[{CIRCLED}](?:[～~〜・、,]?[{CIRCLED}])*)"
)
_KINDS = {
    "outcome": ("成果指標", "アウトカム"),
    "output": ("活動指標", "アウトプット"),
    "measure": ("測定指標",),
}
_KIND_NAMES = {
    "outcome": TERMS["outcome"],
    "output": TERMS["output"],
    "measure": Bilingual("測定指標", "indicator of no kind"),
}


@check(
    "caption-reference",
    "warning",
    title=Bilingual("図表の見出しと指標の不一致", "A caption that names the wrong indicator"),
    why=Bilingual(
        "見出しの番号や種別が違うと、図表が別の指標のものと読まれる。",
        "With a wrong number or kind a figure is read as another indicator's.",
    ),
)
def find_caption_reference(form: Form) -> Iterator[Found]:
    """Captions of figures and breakdowns that name no such indicator, or call it the wrong kind."""
    for path, goal, caption, own in _captions(form.sheet):
        for found in _CAPTION.finditer(fold(caption)):
            wrong = _wrong_caption(goal, found, caption, own)
            if wrong:
                yield Found(
                    path=path,
                    printed=caption,
                    evidence=wrong,
                    suggestion=Bilingual(
                        "見出しの指標番号と種別を、対応する指標に合わせる。",
                        "Give the caption the number and kind of its indicator.",
                    ),
                )


def _captions(sheet: Sheet) -> Iterator[tuple[KeyPath, AchievementGoal, str, Indicator | None]]:
    for path, goal in _goals(sheet):
        for n, caption in enumerate(goal.figures):
            yield (*path, "figures", n), goal, caption, None
    for path, goal, indicator in _indicators(sheet):
        if indicator.breakdown:
            for field in ("heading", "caption"):
                caption = getattr(indicator.breakdown, field)
                yield (*path, "breakdown", field), goal, caption, indicator


def _wrong_caption(
    goal: AchievementGoal, found: re.Match[str], caption: str, own: Indicator | None
) -> Bilingual | None:
    indicators = {each.no: each for each in goal.indicators}
    numbers = [r.indicator for r in parse_references(found["numbers"], goal=goal.no) or ()]
    said = {kind for kind, words in _KINDS.items() for word in words if word in found[0]}
    for number in numbers:
        if number not in indicators:
            return Bilingual(
                f"達成目標{goal.no}に指標{circled(number)}はない（{listed(indicators)}がある）。",
                f"Goal {goal.no} has no indicator {circled(number)}, only {listed(indicators)}.",
            )
        if said != {indicators[number].kind}:
            return _wrong_kind(goal, indicators[number], caption[found.start() : found.end()])
    if own and own.no not in numbers:
        return Bilingual(
            f"指標{circled(own.no)}の別表であるが、見出しは{listed(numbers)}とする。",
            f"It is the breakdown of {circled(own.no)}, but names {listed(numbers)}.",
        )
    return None


def _wrong_kind(goal: AchievementGoal, indicator: Indicator, said: str) -> Bilingual:
    number, kind = circled(indicator.no), _KIND_NAMES[indicator.kind]
    return Bilingual(
        f"見出しは「{said}」とするが、達成目標{goal.no}の指標{number}は{kind.ja}である。",
        f'It says "{said}", but {number} of goal {goal.no} is an {kind.en}.',
    )


@check(
    "same-caption",
    "info",
    title=Bilingual("同じ見出しの図", "Two figures under one caption"),
    why=Bilingual(
        "一方の見出しが、別の指標のものの写し誤りであることが多い。",
        "One of the captions was often copied from the other by mistake.",
    ),
)
def find_same_caption(form: Form) -> Iterator[Found]:
    """A caption that an earlier figure of the goal has too."""
    for path, goal in _goals(form.sheet):
        for n, caption in enumerate(goal.figures):
            if caption in goal.figures[:n]:
                yield Found(
                    path=(*path, "figures", n),
                    printed=caption,
                    evidence=Bilingual(
                        f"達成目標{goal.no}の図に「{caption}」が2つある。",
                        f'Goal {goal.no} has two figures under "{caption}".',
                    ),
                    suggestion=Bilingual(
                        "図がどの指標のものか確認する。", "See whose figure it is."
                    ),
                )


@check(
    "breakdown-not-there",
    "warning",
    title=Bilingual(
        "別表のない「別表参照」", "A cell that points to a breakdown that is not there"
    ),
    why=Bilingual(
        "参照先がなければ、平均の内訳を確かめられない。",
        "Without the breakdown a mean cannot be traced to its rows.",
    ),
)
def find_breakdown_not_there(form: Form) -> Iterator[Found]:
    """Indicators whose cells say 別表 but that have none; a note where a sister has one."""
    for path, goal, indicator in _indicators(form.sheet):
        cells = list(_saying_breakdown(path, indicator))
        if cells and indicator.breakdown is None:
            others = listed(each.no for each in goal.indicators if each.breakdown)
            beside = f"（別表があるのは指標{others}）" if others else ""
            yield Found(
                path=cells[0][0],
                printed=cells[0][1],
                related=tuple(cell for cell, _ in cells[1:]),
                severity="info" if others else "warning",
                evidence=Bilingual(
                    f"指標{circled(indicator.no)}の{len(cells)}つの欄が別表を参照するが、"
                    f"この指標の別表はない{beside}。",
                    f"{circled(indicator.no)} has no breakdown, but points to one in "
                    f"{counted(len(cells), 'cell', 'cells')}.",
                ),
                suggestion=Bilingual(
                    "別表を付けるか、参照を消す。", "Add it, or strike the pointer."
                ),
            )


@check(
    "breakdown-not-mentioned",
    "info",
    title=Bilingual("実績値から参照されていない別表", "A breakdown that its cells do not mention"),
    why=Bilingual(
        "実績値の欄に「別表参照」がないと、読み手は内訳があることに気付かない。",
        "Unless the cells mention it, readers do not know that there is a breakdown.",
    ),
)
def find_breakdown_not_mentioned(form: Form) -> Iterator[Found]:
    """Breakdowns to which no figure of their indicator points, or only some of them."""
    for path, _, indicator in _indicators(form.sheet):
        said = {cell for cell, _ in _saying_breakdown(path, indicator)}
        figures = [
            (*path, "actuals", str(span))
            for span, cell in indicator.actuals.spans()
            if isinstance(cell, Quantity)
        ]
        silent = [cell for cell in figures if cell not in said]
        if indicator.breakdown and silent and not (said and len(silent) == len(figures)):
            yield Found(
                path=silent[0],
                printed=str(indicator.actuals[int(str(silent[0][-1])[:4])]),
                related=tuple(silent[1:]),
                evidence=Bilingual(
                    f"別表のある指標{circled(indicator.no)}の実績値{len(figures)}欄のうち"
                    f"{len(silent)}欄に「別表参照」がない。",
                    f"The breakdown is not named beside {len(silent)} of {len(figures)} figures.",
                ),
                suggestion=Bilingual("「※別表参照」を添える。", "Point to the breakdown."),
            )


def _saying_breakdown(path: KeyPath, indicator: Indicator) -> Iterator[tuple[KeyPath, str]]:
    fields = ("name", "note", "baseline", "target")
    texts: dict[KeyPath, str] = {(field,): str(getattr(indicator, field)) for field in fields}
    texts |= {("actuals", str(span)): str(cell) for span, cell in indicator.actuals.spans()}
    for below, text in texts.items():
        if "別表" in text:
            yield (*path, *below), text
