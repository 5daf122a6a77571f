"""Numbers that name things: of goals and indicators, of review sheets, in captions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from evalkit.assess.audit.form import Form, GoalPart, goals, indicators, whole
from evalkit.assess.audit.indicators import IndicatorRow, by_table
from evalkit.assess.audit.kit import Hit, Spot, check, hit
from evalkit.assess.audit.passages import says_nothing
from evalkit.assess.audit.programmes import ProgrammeRow, key
from evalkit.assess.audit.wording import listed_numbers, named
from evalkit.sheet.bilingual import NOTHING, Bilingual
from evalkit.sheet.cells import Quantity
from evalkit.sheet.indicator import Indicator
from evalkit.sheet.model import AchievementGoal
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.references import CIRCLED, circled, parse_references
from evalkit.sheet.terms import TERMS
from evalkit.sheet.text import fold

# Review sheets -----------------------------------------------------------------------------------

_HABIT = 2  # numbers alike before a third can be out of line with them: our choice
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
    def printed(self) -> str:
        return self.row.measure.review_sheet

    @property
    def as_digits(self) -> str:
        return self.number.translate(_LETTERS)


def _review_sheets(form: Form) -> Iterator[_ReviewSheet]:
    for row in form.programmes:
        text = re.sub(r"\s+(?=\()", "", fold(row.measure.review_sheet))
        for found in _REVIEW_SHEETS.finditer(text):
            if not says_nothing(found["number"]):
                yield _ReviewSheet(row=row, number=found["number"], of=found["of"] or "")


@check(
    "review-sheet-twice",
    "warning",
    over=whole,
    title=Bilingual(
        "異なる事業に同じレビューシート番号", "One review sheet number for two programmes"
    ),
    why=Bilingual(
        "番号が誤っていると、読み手は別の事業のレビューシートにたどり着く。",
        "A wrong number leads its reader to the review sheet of another programme.",
    ),
    says=Bilingual(
        "{names}がいずれも{number}である。", "Programmes of the number {number}: {names}."
    ),
    do=Bilingual(
        "それぞれの行政事業レビューシートの番号を確認する。",
        "Look the number of each review sheet up.",
    ),
)
def repeated_review_sheets(form: Form) -> Iterator[Hit]:
    """One number at several programmes that are not parts of one vote."""
    uses: dict[tuple[str, str], list[_ReviewSheet]] = defaultdict(list)
    for sheet in _review_sheets(form):
        uses[sheet.number, sheet.of].append(sheet)
    several = {number: sheets for (number, _), sheets in uses.items() if len(sheets) > 1}
    groups = form.programme_groups if several else ()
    programme = {row.path: n for n, group in enumerate(groups) for row in group}
    for number, sheets in several.items():
        *others, last = {programme[sheet.row.path]: sheet for sheet in sheets}.values()
        if others and not _one_vote([*others, last]):
            names = named([sheet.row.core for sheet in (*others, last)])
            yield hit(last, related=others, names=names, number=number)


def _one_vote(sheets: Sequence[_ReviewSheet]) -> bool:
    """Whether the programmes are lines of one vote, which has one review sheet."""
    funders = {sheet.row.funder for sheet in sheets}
    return len(funders) == 1 and funders != {""}


@check(
    "review-sheet-form",
    "warning",
    over=whole,
    title=Bilingual("他と形の違うレビューシート番号", "A review sheet number unlike the others"),
    why=Bilingual(
        "桁の過不足や英字の混入があると、番号でレビューシートを引けない。",
        "With a digit or letter too many the review sheet cannot be looked up.",
    ),
    says={
        "letters": Bilingual(
            "「{number}」の{letters}は数字でない。", "In {number}, {letters} is no digit."
        ),
        "length": Bilingual(
            "{number}は{digits}桁で、他の番号は{habit}桁である。",
            "{number} has {digits} digits, the other numbers have {habit}.",
        ),
        "of-another": Bilingual(
            "{number}（{ministry}の番号）は{digits}桁で、他の番号は{habit}桁である。",
            "{number} ({ministry}) has {digits} digits, the other numbers have {habit}.",
        ),
    },
    do={
        "letters": Bilingual("{meant}の誤りでないか確認する。", "See whether {meant} is meant."),
        "length": Bilingual("桁の過不足がないか確認する。", "Look the number up."),
        "of-another": Bilingual(
            "番号を確認する。府省により桁数が異なるなら、そのままでよい。",
            "Look the number up; another ministry's may differ.",
        ),
    },
)
def odd_review_sheets(form: Form) -> Iterator[Hit]:
    """Numbers unlike the habit of the column: with a letter for a digit, too short, too long."""
    sheets = list(_review_sheets(form))
    habit = _habit(sheets)
    for sheet in sheets:
        number, digits = sheet.number, len(sheet.number)
        if not number.isdecimal():
            if digits == habit and sheet.as_digits.isdecimal():
                letters = "・".join(char for char in number if not char.isdecimal())
                yield hit(sheet, "letters", number=number, letters=letters, meant=sheet.as_digits)
        elif habit and digits != habit:
            case = "of-another" if sheet.of else "length"
            yield hit(
                sheet,
                case,
                severity="info" if sheet.of else None,
                number=number,
                ministry=sheet.of,
                digits=digits,
                habit=habit,
            )


def _habit(sheets: Iterable[_ReviewSheet]) -> int:
    """Digits that the numbers of the sheet's own ministry have; 0 where there is no habit."""
    own = {sheet.number for sheet in sheets if sheet.number.isdecimal() and not sheet.of}
    lengths = Counter(map(len, own)).most_common(1)
    digits, count = lengths[0] if lengths else (0, 0)
    return digits if count >= _HABIT and 2 * count > len(own) else 0


@check(
    "review-sheet-missing",
    "warning",
    over=whole,
    title=Bilingual("レビューシート番号のない事業", "A programme without a review sheet number"),
    why=Bilingual(
        "府省の予算事業には行政事業レビューシートがある。番号がないと中身を確かめられない。",
        "Every programme in a ministry's budget has a review sheet, which tells what it did.",
    ),
    says=Bilingual(
        "府省の事業{all}件のうち{numbered}件に番号があり、「{name}」（予算額{amount}）にはない。",
        "A number is given for {numbered} of the ministry's {all} programmes; “{name}” (budget"
        " {amount}) has none.",
    ),
    do=Bilingual("行政事業レビューシート番号を記す。", "Give the number of its review sheet."),
)
def missing_review_sheets(form: Form) -> Iterator[Hit]:
    """Programmes of the ministry with money in the sheet's year, but without a number."""
    own = [row for row in form.programmes if row.goal and not row.of_agency]
    without = [row for row in own if says_nothing(row.measure.review_sheet)]
    for row in without if 2 * len(without) < len(own) else ():
        amount = row.cell(form.sheet.fiscal_year)
        if isinstance(amount, Quantity) and amount.value:
            yield hit(
                (*row.path, "review_sheet"),
                all=len(own),
                numbered=len(own) - len(without),
                name=row.core,
                amount=amount.printed,
            )


# Numbering ---------------------------------------------------------------------------------------

_INDICATORS = Bilingual("達成目標{goal}の指標", "the indicators of goal {goal}")


@check(
    "numbering",
    "warning",
    over=whole,
    title=Bilingual("番号の欠け・逆順", "A gap in the numbering, or a number out of order"),
    why=Bilingual(
        "番号が欠けると、指標が落ちたのか番号が誤っているのか分からない。",
        "A gap leaves open whether an entry was lost or a number is wrong.",
    ),
    says={
        "first": Bilingual(
            "{what}の番号は{numbers}で、{number}から始まる。",
            "The numbers of {what} are {numbers}: they begin with {number}.",
        ),
        "next": Bilingual(
            "{what}の番号は{numbers}で、{before}の次が{number}である。",
            "The numbers of {what} are {numbers}: after {before} comes {number}.",
        ),
    },
    do=Bilingual(
        "欠けた項目がないか確認し、番号を付け直す。",
        "See whether an entry is missing, and number anew.",
    ),
)
def broken_numbering(form: Form) -> Iterator[Hit]:
    """Numbers of goals, and of the indicators within one, that do not follow each other.

    A number in parts (4-2-1, 15⑤, A-1) is that of a plan, of which a sheet may hold any part; a
    gap is a note. So is that of a goal alone, and of a sheet that does not begin with goal 1.
    """
    parts = [part for part in goals(form) if part.goal.indicators]
    numbers = [_number_parts(part.goal.no) for part in parts]
    if all(len(number) == 1 for number in numbers):
        entries = [((*part.path, "no"), part.goal.no) for part in parts]
        excerpt = len(parts) <= 1 or _number_parts(parts[0].goal.indicators[0].no) != (1,)
        yield from _out_of_order(entries, Bilingual("達成目標", "the goals"), any_first=excerpt)
    before: _Number = ()
    for part in parts:
        entries = [((*row.path, "no"), row.number) for row in part.indicators]
        first, last = (_number_parts(entries[n][1]) for n in (0, -1))
        continues = _follows(before, first) if before else numbers[0] != (1,)
        what = _INDICATORS.format(goal=part.goal.no)
        yield from _out_of_order(entries, what, any_first=continues)
        before = last


_Number = tuple[int | str, ...]  # 15⑤ is (15, 5), A-1 is ("A", 1)
_NUMBER_PART = re.compile(rf"[0-9]+|[{CIRCLED}]|[^\W\d_{CIRCLED}]+")


def _number_parts(number: str) -> _Number:
    """Parts of a number; none where it holds no digit.

    Examples
    --------
    >>> _number_parts("4-2-1"), _number_parts("15⑤"), _number_parts("A-1"), _number_parts("A")
    ((4, 2, 1), (15, 5), ('A', 1), ())
    """
    found = _NUMBER_PART.findall(fold(number))
    parts = tuple(_part(each) for each in found)
    return parts if any(isinstance(each, int) for each in parts) else ()


def _part(text: str) -> int | str:
    if text.isdecimal():
        return int(text)
    return CIRCLED.index(text) + 1 if text in CIRCLED else text


def _follows(before: _Number, number: _Number) -> bool:
    """Whether a number may stand after another: 2 after 1 and 1-2, 1-2 after 1-1, 3-1 after 2-4."""
    pairs = enumerate(zip(before, number, strict=False))
    at, one, other = next(((n, *pair) for n, pair in pairs if pair[0] != pair[1]), (-1, 0, 0))
    if at < 0 or not (isinstance(one, int) and isinstance(other, int)):
        return True
    return other == one + 1 or (other > one and at < len(number) - 1)


def _out_of_order(
    entries: Sequence[tuple[KeyPath, str]], what: Bilingual, *, any_first: bool
) -> Iterator[Hit]:
    """Find numbers out of order; unless any may be the first, that is 1 or has several parts."""
    parts = [_number_parts(number) for _, number in entries]
    if not (parts and all(parts)):
        return
    signs = [number for _, number in entries]
    together = "" if set("".join(signs)) <= set(CIRCLED) else "、"
    numbers = Bilingual(together.join(signs), (together and ", ").join(signs))
    path, number = entries[0]
    if not any_first and len(parts[0]) == 1 and parts[0] != (1,):
        yield hit(path, "first", what=what, numbers=numbers, number=_plain(number))
    pairs = zip(pairwise(entries), pairwise(parts), strict=True)
    for ((_, before), (path, number)), (one, other) in pairs:
        if not _follows(one, other):
            yield hit(
                path,
                "next",
                severity="info" if len(other) > 1 else None,
                what=what,
                numbers=numbers,
                before=_plain(before),
                number=_plain(number),
            )


def _plain(number: str) -> str:
    """Number in digits, as a sentence compares it: 4 for ④."""
    return str(CIRCLED.index(number) + 1) if number in CIRCLED else number


@check(
    "one-name-two-indicators",
    "warning",
    over=whole,
    title=Bilingual("同じ名称の指標", "Two indicators of one name"),
    why=Bilingual(
        "同じ名称の指標が2つあると、どちらの数値か読み分けられない。",
        "Figures of two indicators of one name cannot be told apart.",
    ),
    says=Bilingual(
        "指標{first}と指標{second}の名称が同じである。",
        "Indicators {first} and {second} share a name.",
    ),
    do=Bilingual(
        "名称の写し誤りでないか確認し、違いが分かる名称にする。",
        "See whether one was copied by mistake; say in the names how they differ.",
    ),
)
def repeated_names(form: Form) -> Iterator[Hit]:
    """Indicators of one goal and kind whose names are the same but for width and dashes."""
    seen: dict[tuple[str, str, str], IndicatorRow] = {}
    for row in form.indicators:
        first = seen.setdefault((*by_table(row), key(row.indicator.name)), row)
        if first is not row:
            yield hit((*row.path, "name"), first=first.number, second=row.number)


# Captions and 別表 -------------------------------------------------------------------------------

_CAPTION = re.compile(
    rf"(?:成果指標|活動指標|測定指標|アウトカム|アウトプット)[^{CIRCLED}。]{{0,12}}"
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
_WITH_BREAKDOWN = Bilingual("（別表があるのは指標{others}）", " (there are breakdowns of {others})")


@check(
    "caption-reference",
    "warning",
    over=goals,
    title=Bilingual("図表の見出しと指標の不一致", "A caption that names the wrong indicator"),
    why=Bilingual(
        "見出しの番号や種別が違うと、図表が別の指標のものと読まれる。",
        "With a wrong number or kind a figure is read as another indicator's.",
    ),
    says={
        "absent": Bilingual(
            "達成目標{goal}に指標{number}はない（{known}がある）。",
            "Goal {goal} has no indicator {number}, only {known}.",
        ),
        "kind": Bilingual(
            "見出しは「{seen}」とするが、達成目標{goal}の指標{number}は{kind}である。",
            "It says “{seen}”, but {number} of goal {goal} is an {kind}.",
        ),
        "breakdown": Bilingual(
            "指標{own}の別表であるが、見出しは{numbers}とする。",
            "It is the breakdown of {own}, but names {numbers}.",
        ),
    },
    do=Bilingual(
        "見出しの指標番号と種別を、対応する指標に合わせる。",
        "Give the caption the number and kind of its indicator.",
    ),
)
def wrong_captions(part: GoalPart) -> Iterator[Hit]:
    """Captions of figures and breakdowns that name no such indicator, or call it the wrong kind."""
    for at, own in _captions(part):
        for found in _CAPTION.finditer(fold(at.printed)):
            wrong = _wrong_caption(part.goal, at, found, own)
            if wrong:
                yield wrong


def _captions(part: GoalPart) -> Iterator[tuple[Spot, Indicator | None]]:
    """Captions of the goal's figures; those of breakdowns with the indicator whose they are."""
    for n, caption in enumerate(part.goal.figures):
        yield Spot((*part.path, "figures", n), caption), None
    for row in part.indicators:
        if own := row.indicator.breakdown:
            yield Spot((*row.path, "breakdown", "heading"), own.heading), row.indicator
            yield Spot((*row.path, "breakdown", "caption"), own.caption), row.indicator


def _wrong_caption(
    goal: AchievementGoal, at: Spot, found: re.Match[str], own: Indicator | None
) -> Hit | None:
    """What is wrong with the indicators that a caption names, if anything."""
    known = {each.no: each for each in goal.indicators}
    numbers = [each.indicator for each in parse_references(found["numbers"], goal=goal.no) or ()]
    said = {kind for kind, words in _KINDS.items() for word in words if word in found[0]}
    for each in numbers:
        number = circled(each)
        if each not in known:
            return hit(at, "absent", goal=goal.no, number=number, known=listed_numbers(known))
        if said != {known[each].kind}:
            seen, kind = at.printed[slice(*found.span())], _KIND_NAMES[known[each].kind]
            return hit(at, "kind", seen=seen, goal=goal.no, number=number, kind=kind)
    if own and own.no not in numbers:
        return hit(at, "breakdown", own=circled(own.no), numbers=listed_numbers(numbers))
    return None


@check(
    "same-caption",
    "info",
    over=goals,
    title=Bilingual("同じ見出しの図", "Two figures under one caption"),
    why=Bilingual(
        "一方の見出しが、別の指標のものの写し誤りであることが多い。",
        "One of the captions was often copied from the other by mistake.",
    ),
    says=Bilingual(
        "達成目標{goal}の図に「{caption}」が2つある。",
        "Goal {goal} has two figures under “{caption}”.",
    ),
    do=Bilingual("図がどの指標のものか確認する。", "See whose figure it is."),
)
def repeated_captions(part: GoalPart) -> Iterator[Hit]:
    """A caption that an earlier figure of the goal has too."""
    figures = part.goal.figures
    for n, caption in enumerate(figures):
        if caption in figures[:n]:
            yield hit((*part.path, "figures", n), goal=part.goal.no, caption=caption)


@check(
    "breakdown-not-there",
    "warning",
    over=indicators,
    title=Bilingual(
        "別表のない「別表参照」", "A cell that points to a breakdown that is not there"
    ),
    why=Bilingual(
        "参照先がなければ、平均の内訳を確かめられない。",
        "Without the breakdown a mean cannot be traced to its rows.",
    ),
    says=Bilingual(
        "指標{number}の{count}つの欄が別表を参照するが、この指標の別表はない{others}。",
        "{number} has no breakdown; cells that point to one: {count}{others}.",
    ),
    do=Bilingual("別表を付けるか、参照を消す。", "Add it, or strike the pointer."),
)
def missing_breakdown(row: IndicatorRow) -> Iterator[Hit]:
    """Indicators whose cells say 別表 but that have none; a note where a sister has one."""
    cells = _pointing(row)
    if not cells or row.indicator.breakdown:
        return
    others = listed_numbers(each.no for each in row.goal.indicators if each.breakdown)
    yield hit(
        cells[0],
        severity="info" if others else None,
        related=cells[1:],
        number=row.number,
        count=len(cells),
        others=_WITH_BREAKDOWN.format(others=others) if others else NOTHING,
    )


@check(
    "breakdown-not-mentioned",
    "info",
    over=indicators,
    title=Bilingual("実績値から参照されていない別表", "A breakdown that its cells do not mention"),
    why=Bilingual(
        "実績値の欄に「別表参照」がないと、読み手は内訳があることに気付かない。",
        "Unless the cells mention it, readers do not know that there is a breakdown.",
    ),
    says=Bilingual(
        "別表のある指標{number}の実績値{all}欄のうち{silent}欄に「別表参照」がない。",
        "Figures of {number}, which has a breakdown, that do not name it: {silent} of {all}.",
    ),
    do=Bilingual("「※別表参照」を添える。", "Point to the breakdown."),
)
def unmentioned_breakdown(row: IndicatorRow) -> Iterator[Hit]:
    """Breakdowns to which no figure of their indicator points, or only some of them."""
    said = _pointing(row)
    silent = [figure for figure in row.actuals if figure.path not in said]
    elsewhere = said and len(silent) == len(row.actuals)  # the name, say, points to it
    if row.indicator.breakdown and silent and not elsewhere:
        first, *others = silent
        yield hit(
            first, related=others, number=row.number, all=len(row.actuals), silent=len(silent)
        )


def _pointing(row: IndicatorRow) -> list[KeyPath]:
    """Places of an indicator that say 別表."""
    indicator = row.indicator
    texts: list[tuple[KeyPath, object]] = [
        ((*row.path, field), getattr(indicator, field))
        for field in ("name", "note", "baseline", "target")
    ]
    spans = indicator.actuals.spans()
    texts += [((*row.path, "actuals", str(span)), cell) for span, cell in spans]
    return [path for path, text in texts if "別表" in str(text)]
