"""Which way is better: evidence of the sheet, or a question to its author; never a convention.

Asked in this order, the first that answers decides: what is declared, the comparators of the
targets, rank as a unit, sure words, targets that rise from year to year, a target above its
baseline, a target at a natural bound, words for what is put up or carried out. Targets that fall
say nothing by themselves: a programme that ends and a harm that is fought are planned alike.
Evidence that contradicts itself decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

from evalkit.assess.judge.bounds import find_bounds, is_share
from evalkit.assess.judge.methods import WAYS
from evalkit.assess.judge.target_rules import parse_rule
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.cells import AnyCell, Narrative, Quantity
from evalkit.sheet.characters import shortened
from evalkit.sheet.indicator import Direction, Indicator
from evalkit.sheet.model import AchievementGoal, Sheet
from evalkit.sheet.text import Compact, fold, in_one_line

Basis = Literal[
    "declared",
    "comparator",
    "rank",
    "words",
    "yearly_targets",
    "baseline",
    "bound",
    "contradicting",
    "undetermined",
]

BASES: Mapping[str, Bilingual] = {
    "declared": Bilingual("評価書の指定", "declared in the sheet"),
    "comparator": Bilingual("目標の比較の語", "comparator of the target"),
    "rank": Bilingual("順位", "a rank"),
    "words": Bilingual("文言", "words"),
    "yearly_targets": Bilingual("年度ごとの目標値", "yearly targets"),
    "baseline": Bilingual("基準値と目標値", "baseline and target"),
    "bound": Bilingual("限度の値を求める目標", "a target at its natural bound"),
    "contradicting": Bilingual("記載の矛盾", "the sheet contradicts itself"),
    "undetermined": Bilingual("根拠の記載なし", "nothing says so"),
}
"""What says which way is better."""

DIRECTIONS: Mapping[Direction | None, Bilingual] = {
    "up": Bilingual("増加", "higher"),
    "down": Bilingual("減少", "lower"),
    None: Bilingual("判断できない", "not known"),
}
"""What each direction is called; None: it is not known."""


@dataclass(frozen=True, kw_only=True)
class GoodDirection:
    """Which way is better, and what says so."""

    direction: Direction | None
    basis: Basis
    evidence: str = ""  # the printed texts on which it rests: 13機関 → 23機関


def find_good_direction(
    goal: AchievementGoal, indicator: Indicator, sheet: Sheet | None = None
) -> GoodDirection:
    """Find which way is better for `indicator`, one of those of `goal`.

    What is declared for its table, the sheet or the form holds where the indicator itself says
    nothing, and decides nothing where rank or words say the contrary.

    Examples
    --------
    >>> from evalkit.sheet.cells import parse_cell
    >>> indicator = Indicator(
    ...     no="1", kind="outcome", name="相談件数",
    ...     baseline=parse_cell("90件"), target=parse_cell("120件"),
    ... )
    >>> goal = AchievementGoal(no="1", name="例", indicators=(indicator,))
    >>> find_good_direction(goal, indicator)
    GoodDirection(direction='up', basis='baseline', evidence='90件 → 120件')
    """
    targets = tuple(_targets(indicator))
    said = [*_declared(indicator), *_compared(targets)]
    if said:
        return _agreed(said, contrary=())
    moves = tuple(_moves(indicator, _plan(indicator)))
    said = [*_ranked(targets), *_worded(goal, indicator, moves)]
    if shared := _shared(goal, indicator, sheet):
        return _agreed([shared, *said], contrary=())
    if said:
        return _agreed(said, contrary=moves)
    rising = [move.evidence for move in moves if move.sign > 0]
    said = [*rising, *_bounded(indicator, targets)]
    if targets and not said and not moves:
        said = [*_of_outputs(indicator)]
    return _agreed(said, contrary=moves)


class _Evidence(NamedTuple):
    direction: Direction
    basis: Basis
    text: str


class _Move(NamedTuple):
    """A plan that leads up (1) or down (-1) from one printed figure to another."""

    sign: int
    basis: Basis
    text: str

    @property
    def evidence(self) -> _Evidence:
        return _Evidence(_DIRECTIONS[self.sign], self.basis, self.text)


_DIRECTIONS: dict[int, Direction] = {1: "up", -1: "down"}


def _agreed(said: Sequence[_Evidence], contrary: Sequence[_Move]) -> GoodDirection:
    """The first of the evidence, unless other evidence or the plan itself says the contrary."""
    if not said:
        return GoodDirection(direction=None, basis="undetermined", evidence=_listed(contrary))
    first = said[0]
    others = [*said[1:], *(move.evidence for move in contrary)]
    against = [each for each in others if each.direction != first.direction]
    if against:
        return GoodDirection(
            direction=None, basis="contradicting", evidence=_listed((first, against[0]))
        )
    return GoodDirection(direction=first.direction, basis=first.basis, evidence=first.text)


def _listed(said: Sequence[_Evidence | _Move]) -> str:
    return "、".join(dict.fromkeys(each.text for each in said))


def _declared(indicator: Indicator) -> Iterator[_Evidence]:
    if indicator.direction:
        yield _Evidence(indicator.direction, "declared", f"direction: {indicator.direction}")


def _shared(goal: AchievementGoal, indicator: Indicator, sheet: Sheet | None) -> _Evidence | None:
    """What is declared for all indicators of the table, the sheet or its form; the nearest."""
    own = goal.table(indicator).direction
    way = own or (sheet and (sheet.direction or sheet.profile.direction))
    return _Evidence(way, "declared", f"direction: {way}") if way else None


def _targets(indicator: Indicator) -> Iterator[Quantity]:
    """Targets that are figures: those of the years in their order, then the final one last."""
    spans = sorted(indicator.annual_targets.spans(), key=lambda each: each[0])
    for cell in (*(cell for _, cell in spans), *indicator.target_cells()):
        if isinstance(cell, Quantity):
            yield cell


def _plan(indicator: Indicator) -> Sequence[Quantity]:
    """Targets in the order of their years: a revision of one is no step of a plan."""
    steps = indicator.annual_targets.root or any(each.since for each in indicator.targets)
    alone = indicator.model_copy(update={"targets": ()}) if steps else indicator
    return tuple(_targets(alone))


def _compared(targets: Sequence[Quantity]) -> Iterator[_Evidence]:
    for cell in targets:
        if way := WAYS.get(cell.comparator):
            yield _Evidence(way, "comparator", _text(cell))


def _ranked(targets: Sequence[Quantity]) -> Iterator[_Evidence]:
    """Of ranks the lower is better: 8位."""
    for cell in targets:
        if cell.plain_unit == "位":
            yield _Evidence("down", "rank", _text(cell))


# Plans that lead somewhere ------------------------------------------------------------------------


def _moves(indicator: Indicator, targets: Sequence[Quantity]) -> Iterator[_Move]:
    points = [cell for cell in targets if cell.comparator != "range"]
    if len(points) > 1 and _alike(indicator, *points) and (sign := _trend(points)):
        ends = points[0], next(c for c in reversed(points) if c.value != points[0].value)
        yield _Move(sign, "yearly_targets", _way_text(*ends))
    start = indicator.baseline
    if not points or not isinstance(start, Quantity) or not _alike(indicator, start, points[-1]):
        return
    if sign := _sign(points[-1].value - start.value):
        yield _Move(sign, "baseline", _way_text(start, points[-1]))


def _trend(points: Sequence[Quantity]) -> int:
    """1 where no target is lower than the one before, -1 where none is higher; else 0."""
    steps = {_sign(after.value - before.value) for before, after in pairwise(points)} - {0}
    return steps.pop() if len(steps) == 1 else 0


def _sign(value: Decimal) -> int:
    return (value > 0) - (value < 0)


def _alike(indicator: Indicator, *cells: Quantity) -> bool:
    return len({indicator.unit_of(cell) for cell in cells}) == 1


def _text(cell: AnyCell) -> str:
    """Print a cell in one line, without the remark that may follow its figure."""
    return in_one_line(cell.printed.partition("※")[0])


def _way_text(start: Quantity, end: Quantity) -> str:
    return f"{_text(start)} → {_text(end)}"


# Words --------------------------------------------------------------------------------------------

_LESS = "減少|削減|低減|縮減|短縮|抑制|解消"
_MORE = "増加|拡大|向上|増大"
_IN_NAME: tuple[tuple[Direction, re.Pattern[str]], ...] = (
    ("down", re.compile("(?:以下|未満|以内)(?:とする|にする|に(?:抑|おさ)える|に抑制する)$")),
    ("up", re.compile("以上(?:とする|にする|を確保する|を維持する)$")),
    ("up", re.compile("(?:削減|低減|縮減|短縮)(?:率|量|額|幅|割合)$")),
    ("up", re.compile("満足度|満足(?:して|した|と)|の向上$")),
    ("up", re.compile("(?:以上の|(?<![A-Za-z])[Ss]の?)評価を(?:受け|得)")),
)
"""Words in a name that leave no doubt. 減少 alone is none of them: a name may be that of a rate."""
_DONE = (
    "実施|開催|設置|整備|受け?入れ?|育成|養成|締結|策定|普及|導入|配置"
    "|参加|受講|修了|採択|支援|植栽|受診|接種|合格|就職|耐震化|自給|来場|来館|来訪"
    "|(?:育児休業|育休|有給休暇|年休|資格|免許|学位|特許)の?取得"
)
"""What is done for its own sake. 認定 is not (労災, 要介護), nor 認知, 公開, 利用, 登録 or 相談."""
_OUTPUT = re.compile(
    rf"(?:{_DONE})(?:した|された|済み?)?の?"
    r"(?:[かカヵヶケ箇]所|件|回|校|者|人|団体|機関|企業|市町村|自治体|地域|拠点|課題|面積|台|戸|棟)?(?:の?数|率|枠|割合)?$"
)
"""Names of what is put up or carried out: more of it is what it is done for."""
_HARM = re.compile(
    "事故|災害|被害|犯罪|再犯|死亡|死者|負傷|苦情|待機|滞納|廃止|閉鎖|撤去|休止|中止|中断|規制|処分|処罰|訴訟|喫煙|飲酒|薬物|"
    "違法|離職|失業|倒産|欠席|不登校|虐待|暴力|いじめ|遅延|漏えい|流出|感染|患者|罹患|自殺|密漁|不法|無断|濫用|乱用|"
    "生活保護|非正規|空き|ごみ|廃棄|排出|農薬|放置|停電|渋滞|超過|負担|入院|救急|通報|検挙|逮捕|拘束|収容|"
    "要支援|要介護|要保護|要援護|被災|仮設|応急|避難(?!訓練)|差押|差し押さえ|督促|勧告|命令|措置|代執行|強制|詐欺|刑法犯|盗難|火災|"
    "中毒|破産|解雇|取消|取り消し|辞退|退学|中退|休学|休職|再就職|孤立|孤独|貧困|困窮|ホームレス|認知症|疾病|疾患|手術|中絶|故障|"
    "クレーム|トラブル|赤字|債務|延滞|誤|漏水|断水|鳥獣|有害|有料|増税|値上げ|延期|抗議|デモ|紛争|戦[争没災]|難民|随意契約|失踪|行方不明"
)
"""What nobody wants more of: a name with it is no evidence, whatever is carried out."""
_ARROWS: tuple[tuple[Direction, re.Pattern[str]], ...] = (
    ("up", re.compile("[⇧↑]")),
    ("down", re.compile("[⇩↓]")),
)
"""A published arrow, be it in the brackets behind a name."""
_DENIED = re.compile("ない|なかった|[不未否非]|違反|欠|危険|リスク|警戒|汚染")
_FOUGHT = re.compile(f"の(?:{_LESS})$|^(?:Reduc|Decreas|Lower)", re.IGNORECASE)
"""Ends of a name that mean less of it, if the plan falls; else the figure may be the reduction."""
_OF_TARGET: tuple[tuple[Direction, re.Pattern[str]], ...] = (
    ("down", re.compile(r"(?:^|\()(?:上限|以下|未満|[⇩↓])(?:\)|$)")),
    ("up", re.compile(r"(?:^|\()(?:下限|以上|[⇧↑])(?:\)|$)")),
)
"""Words that stand alone in a bracket, over targets or beside one."""
_IN_WORDS: tuple[tuple[Direction, re.Pattern[str]], ...] = (
    ("down", re.compile(f"(?:以下|未満|を下回る|(?:{_LESS})(?:する|させる|を目指す|傾向)?)。?$")),
    ("up", re.compile(f"(?:以上|を上回る|(?:{_MORE})(?:する|させる|を目指す|傾向)?)。?$")),
)
"""Targets that are words: 前年度以下, 減少を目指す."""
_BETWEEN = r"\s、。・はがをの"
_OF_GOAL = re.compile(
    rf"(?=(?<![^{_BETWEEN}])(?P<said>(?P<what>[^{_BETWEEN}]{{2,}})(?:の数)?(?:の|を)"
    rf"[^、。]{{0,15}}?(?:以下|未満|{_LESS})))"
)


def _worded(
    goal: AchievementGoal, indicator: Indicator, moves: Sequence[_Move]
) -> Iterator[_Evidence]:
    printed, falls = _core(indicator.name), any(move.sign < 0 for move in moves)
    name = fold(printed)
    yield from _found(_ARROWS, Compact.of(indicator.name).raw)
    if not _DENIED.search(name):
        yield from _found(_IN_NAME, printed)
    if falls and (found := _FOUGHT.search(name)):
        yield _Evidence("down", "words", _passage(printed, found.start()))
    yield from _of_targets(goal, indicator)
    if falls:
        yield from _of_goal(goal, name)


def _of_outputs(indicator: Indicator) -> Iterator[_Evidence]:
    """A name that says by itself that more is better, where nothing stronger says either."""
    printed = _core(indicator.name)
    name = fold(printed)
    found = _OUTPUT.search(name)
    if found and not _DENIED.search(name) and not _HARM.search(name):
        yield _Evidence("up", "words", _passage(printed, found.start()))


def _of_targets(goal: AchievementGoal, indicator: Indicator) -> Iterator[_Evidence]:
    cells = (*indicator.target_cells(), *indicator.annual_targets.cells())
    notes = (note for cell in _targets(indicator) for note in re.split(r"[※\s].*", cell.note)[:1])
    for text in (indicator.annual_targets_label, goal.table(indicator).target, *notes):
        yield from _found(_OF_TARGET, text)
    for cell in cells:
        if isinstance(cell, Narrative):
            yield from _found(_IN_WORDS, Compact.of(cell.printed).raw)
            rule = parse_rule(cell.printed)
            if rule and rule.direction:
                yield _Evidence(rule.direction, "words", _text(cell))


def _found(words: Sequence[tuple[Direction, re.Pattern[str]]], printed: str) -> Iterator[_Evidence]:
    for way, pattern in words:
        if found := pattern.search(fold(printed)):
            yield _Evidence(way, "words", _passage(printed, found.start()))


def _passage(printed: str, start: int) -> str:
    """The clause in which a word stands, as printed, without what precedes its comma."""
    return shortened(printed[printed.rfind("、", 0, start) + 1 :])


def _of_goal(goal: AchievementGoal, name: str) -> Iterator[_Evidence]:
    """A goal that fights what the indicator counts: 死者数を235人以下とする."""
    printed = Compact.of(goal.name)
    for found in _OF_GOAL.finditer(printed.text):
        if name.removesuffix("数").endswith(found["what"].removesuffix("数")):
            yield _Evidence("down", "words", printed.raw[slice(*found.span("said"))])


def _core(name: str) -> str:
    """A printed name without white space and the brackets behind it."""
    printed = Compact.of(name).raw
    return printed[: len(re.sub(r"(?:\([^()]*\))+$", "", fold(printed)))]


# Natural bounds -----------------------------------------------------------------------------------


def _bounded(indicator: Indicator, targets: Sequence[Quantity]) -> Iterator[_Evidence]:
    """A target beyond which nothing lies: none of something counted, all of a share."""
    points = [cell for cell in targets if cell.comparator == "="]
    for cell in points:
        if cell.value == 0 and find_bounds(indicator).lower == 0:
            yield _Evidence("down", "bound", _text(cell))
        elif cell.value == 100 and is_share(indicator):
            yield _Evidence("up", "bound", _text(cell))
