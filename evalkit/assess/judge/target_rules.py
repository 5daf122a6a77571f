"""Targets that state a rule in words: 前年度以上, 基準値から20％増, 46％削減（2013年度比）.

A rule says what a figure is compared with (`Reference`), by how much it is to differ from that
(`Change`) and on which side of the level it meets the target. Which level that is in a year is
answered by :mod:`evalkit.assess.judge.target_levels`. What the grammar does not describe whole is
no rule: it stays a text, on which people decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal, get_args

from evalkit.assess.judge.methods import WAYS, Direction
from evalkit.sheet.cells import Quantity, parse_cell
from evalkit.sheet.cells.quantity_words import YEAR, YEAR_TAIL, Comparator
from evalkit.sheet.text import Compact

Source = Literal["last_year", "last_target", "baseline", "year", "years", "external"]
Pick = Literal["mean", "highest", "lowest"]
Measure = Literal["share", "times", "points", "own"]
Fault = Literal["rule_condition", "rule_nothing_to_compare", "rule_ratio_or_change"]


@dataclass(frozen=True, kw_only=True)
class Reference:
    """What a figure is compared with."""

    source: Source
    name: str = ""  # as printed: 2013年度 of "year", 全国平均 of "external"
    pick: Pick = "mean"  # of the values of several years
    count: int | None = None  # how many years before; None: every earlier one of the sheet
    stated: Quantity | None = None  # its value where the target prints it: 前年度（70％）以上


@dataclass(frozen=True, kw_only=True)
class Change:
    """By how much the level differs from the reference."""

    amount: Decimal  # "share": ±0.2 of it; "times": 1.2 times it; else added to it
    measure: Measure  # "points": of a percentage; "own": in the indicator's unit
    unit: str = ""  # of "own", as printed


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A target in words, as far as it can be calculated with."""

    comparator: Comparator = "="  # "=": which way is better decides
    reference: Reference | None = None
    change: Change | None = None  # None: the level is that of the reference
    way: Direction | None = None  # where the words lead
    strict: bool = False  # 改善: better than the reference, not only as good as it
    fault: Fault | None = None  # why only people can decide

    @property
    def direction(self) -> Direction | None:
        """Which way is better, where the words say so."""
        return WAYS.get(self.comparator) or self.way

    @property
    def yearly(self) -> bool:
        """Whether its level is another one in each year."""
        return self.reference is None or self.reference.source not in ("baseline", "year")

    @property
    def keeps(self) -> bool:
        """Whether it asks to keep the level of the baseline: 維持, 基準値以上."""
        at_baseline = self.reference is not None and self.reference.source == "baseline"
        return at_baseline and self.change is None and self.comparator in ("=", ">=", "<=")


@lru_cache(maxsize=1024)
def parse_rule(printed: str) -> Rule | None:
    """Read a target in words; None where it states no rule that this grammar knows.

    Examples
    --------
    >>> rule = parse_rule("前年度以上")
    >>> rule.reference.source, rule.comparator, rule.direction
    ('last_year', '>=', 'up')
    >>> parse_rule("46％削減（2013年度比）").change
    Change(amount=Decimal('-0.46'), measure='share', unit='')
    >>> parse_rule("減少").fault, parse_rule("法案を提出する")
    ('rule_nothing_to_compare', None)
    """
    text = _LABEL.sub("", Compact.of(printed).text.rstrip("。"))
    if _CONDITION.search(text):
        return Rule(fault="rule_condition") if _COMPARES.search(text) else None
    if found := _IN_BRACKETS.fullmatch(text):
        text = f"{found['against'] or found['by']}比{found['before']}{found['after']}"
    if _KEPT.fullmatch(text):
        return Rule(reference=Reference(source="baseline"))
    if bare := _asked(text, 0):
        return replace(bare, fault=bare.fault or "rule_nothing_to_compare")
    reference = _REFERENCE.match(text)
    return _compared(text, reference) if reference else None


def rule_words(printed: str) -> str:
    """The words of a target without white space and the year beside them.

    Examples
    --------
    >>> rule_words("（2026年度）基準値から 10％増"), rule_words("毎年度、前年度以上")
    ('基準値から10％増', '前年度以上')
    """
    text = Compact.of(printed)
    start, end = 0, len(text.text)
    for found in _LABEL.finditer(text.text):
        start, end = (found.end(), end) if not found.start() else (start, found.start())
    return text.raw[start:end]


def _compared(text: str, found: re.Match[str]) -> Rule | None:
    reference, end = _reference(found), found.end()
    if inside := _BRACKET.match(text, end):
        reference, end = _explained(reference, inside[1]), inside.end()
    if reference is None:
        return None
    way = _WAY_TO.get(reference.pick)
    if end == len(text):  # 過去最高, 全国平均
        return Rule(reference=reference, way=way) if way or _PLACE.match(text) else None
    if reference.source == "external" and not _HELD_AGAINST.match(text, end):  # 出生率の向上
        return None
    rule = _asked(text, end)
    if rule and rule.strict and way:  # 過去最高を更新
        rule = replace(rule, comparator=">" if way == "up" else "<", strict=False)
    return rule and replace(rule, reference=reference)


# What is compared with ----------------------------------------------------------------------------

_WAY_TO: dict[Pick, Direction] = {"highest": "up", "lowest": "down"}
_FEW = "一二三四五六七八九十"
_VALUE = "(?:の?(?:実績値?|数値|値|水準))?"
_REFERENCE = re.compile(
    rf"(?P<last_target>(?:前|昨)年度?の?目標値?)"
    rf"|(?P<last_year>対?(?:前|昨)年度?){_VALUE}"
    rf"|(?P<baseline>対?(?:基準(?:年度?)?|(?:計画)?策定時点?|当初|現状|現況)){_VALUE}"
    rf"|(?P<years>(?:過去|直近|直前|史上)の?"
    rf"(?:(?P<count>[0-9]{{1,2}}|[{_FEW}])[かカヶヵケ箇]?年[度間]?の?)?(?:実績値?の?)?"
    rf"(?:(?P<mean>平均)|(?P<highest>最[高大多])|(?P<lowest>最[低小少]))){_VALUE}"
    rf"|対?(?P<year>(?![毎各]){YEAR}){_VALUE}"
    r"|(?P<external>[^0-9%、。()]{1,20}?(?:平均値?|値|率|水準))"
)
_PLACE = re.compile("全|都|道|府|県|国|市|区|町|類似|世界|OECD|EU")
_BRACKET = re.compile(r"\(([^()]+)\)")
_IN_BRACKETS = re.compile(
    r"(?P<before>[^()]*)\((?:対(?P<against>[^()]+?)比?|(?P<by>[^()]+?)(?:との)?対?比)\)"
    r"(?P<after>[^()]*)"
)


def _reference(found: re.Match[str]) -> Reference | None:
    if found["years"]:
        few = found["count"]
        count = None if not few else _FEW.index(few) + 1 if few in _FEW else int(few)
        pick: Pick = "mean" if found["mean"] else "highest" if found["highest"] else "lowest"
        if pick == "mean" and count is None:
            return None
        return Reference(source="years", pick=pick, count=count)
    for source in get_args(Source):
        if found[source]:
            name = found[source] if source in ("year", "external") else ""
            return Reference(source=source, name=name)
    return None


def _explained(reference: Reference | None, inside: str) -> Reference | None:
    """Reference beside which a bracket prints its year, or its value: 基準年度（2013年度）."""
    cell = parse_cell(inside)
    if reference is None or reference.source == "year":
        return None
    if reference.source == "baseline" and re.fullmatch(YEAR, inside):
        return Reference(source="year", name=inside)
    if isinstance(cell, Quantity) and cell.comparator == "=" and cell.second is None:
        return replace(reference, stated=cell)
    return None


# What is asked ------------------------------------------------------------------------------------

_LIMITS: tuple[tuple[str, Comparator], ...] = (
    ("以上", ">="),
    ("以[下内]", "<="),
    ("未満", "<"),
    ("超|を(?:超え|上回)る", ">"),
    ("を下回る", "<"),
    ("を下回らない", ">="),
    ("を(?:超え|上回ら)ない", "<="),
    ("同程度|並み?|程度", "about"),
    ("(?:を|の)?(?:維持|堅持)|同(?:水準|等|値|数|率)", "="),
)
_LIMIT = f"(?:{'|'.join(pattern for pattern, _ in _LIMITS)})"
_FLIPPED: dict[Comparator, Comparator] = {">=": "<=", "<=": ">=", ">": "<", "<": ">"}

_UP = "増加?|増大|増員|上昇|拡大|アップ|UP|プラス|高[いく]|多[いく]"
_DOWN = "減少?|低下|縮小|削減|低減|縮減|短縮|抑制|ダウン|DOWN|マイナス|低[いく]|少な[いく]"
_WAY = f"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))"
_END = (
    "(?:(?:と|に)?(?:する|させる|なる)(?:こと)?|を目指す|に努める|を確保(?:する)?|を維持(?:する)?"
    "|の?傾向)?"
)
_JOIN = "(?:より(?:も)?|から|に(?:比べ|対し)て?|と比べて?|(?:との)?対?比較?で?|の)?"
_NUMBER = r"[0-9][0-9,]*(?:\.[0-9]+)?(?:[千百]?[万億]|[千百])?"
_BY = rf"(?P<by>(?P<number>{_NUMBER})(?P<unit>[^0-9()、。]{{0,6}}?))"

_LEVEL = re.compile(
    rf"(?:と?同(?:程度|水準|等)|の?水準|並み?|と)?(?:(?P<limit>{_LIMIT})|(?P<renewed>[をの]更新)){_END}"
)
_LED = re.compile(rf"{_JOIN}(?:{_WAY}|(?P<better>改善|向上)){_END}")
_MOVED = re.compile(
    rf"{_JOIN}{_BY}(?P<before>{_LIMIT})?[のを]?{_WAY}(?:の?(?P<after>{_LIMIT}))?{_END}"
)
_SIGNED = re.compile(rf"{_JOIN}(?:(?P<up>\+)|(?P<down>[-△▲])){_BY}(?P<after>{_LIMIT})?{_END}")
_TIMES = re.compile(
    rf"{_JOIN}(?:(?P<half>半減)|(?P<double>倍増)|(?P<times>{_NUMBER})倍)(?P<limit>{_LIMIT})?{_END}"
)
_RATIO = re.compile(rf"(?:との)?対?比で?(?P<percent>{_NUMBER})%(?P<limit>{_LIMIT})?{_END}")
_RATIOS = range(80, 151)
"""Percentages that are surely a ratio after 比: 前年度比105％. 前年度比5％ may be a change."""

_KEPT = re.compile(rf"(?:(?:現在|現行|今)の?)?(?:水準)?(?:[をの])?(?:維持|堅持){_END}")
_HELD_AGAINST = re.compile(f"(?:の?水準)?{_LIMIT}|より|から")
_CONDITION = re.compile("又は|または|もしくは|若しくは|いずれか|場合")
_COMPARES = re.compile(f"{_LIMIT}|{_UP}|{_DOWN}")
_LABEL = re.compile(
    rf"^(?:\({YEAR}{YEAR_TAIL}\)|[毎各]年度?[、:,]?|{YEAR}までに[、,]?)+|\([毎各]年度?\)$"
)


def _asked(text: str, start: int) -> Rule | None:
    """What words from `start` to the end ask of a figure beside its reference."""
    if found := _LEVEL.fullmatch(text, start):
        if found["renewed"]:
            return Rule(strict=True)
        return Rule(comparator=_comparator(found["limit"]))
    if found := _LED.fullmatch(text, start):
        if found["better"]:
            return Rule(strict=True)
        return Rule(comparator=">", way="up") if found["up"] else Rule(comparator="<", way="down")
    if found := _MOVED.fullmatch(text, start) or _SIGNED.fullmatch(text, start):
        return _moved(found)
    if found := _TIMES.fullmatch(text, start):
        return _times(found)
    if found := _RATIO.fullmatch(text, start):
        return _ratio(found)
    return None


def _moved(found: re.Match[str]) -> Rule | None:
    """20％増, 5ポイント以上減: at least so much, unless a limit says otherwise."""
    limits = [found.groupdict().get(name) for name in ("before", "after")]
    said = [limit for limit in limits if limit]
    change = _amount(found, sign=1 if found["up"] else -1)
    if change is None or len(said) > 1:
        return None
    comparator = _comparator(said[0]) if said else "="
    if found["down"] in ("-", "△", "▲") and comparator not in ("=", "about") and "以内" not in said:
        return None  # △5％以上 is a fall by 5 or more, or a level of -5 or more
    if found["down"]:
        comparator = _FLIPPED.get(comparator, comparator)
    return Rule(comparator=comparator, change=change, way="up" if found["up"] else "down")


def _amount(found: re.Match[str], *, sign: int) -> Change | None:
    number, unit = parse_cell(found["number"]), found["unit"]
    if not isinstance(number, Quantity):
        return None
    if unit in ("%", "パーセント", "割"):
        share = number.value / (10 if unit == "割" else 100)
        return Change(amount=sign * share, measure="share")
    if unit in ("ポイント", "%ポイント", "%pt", "pt"):
        return Change(amount=sign * number.value, measure="points")
    cell = parse_cell(found["by"])
    if not isinstance(cell, Quantity) or cell.comparator != "=":
        return None
    return Change(amount=sign * cell.value, measure="own", unit=cell.unit)


def _times(found: re.Match[str]) -> Rule | None:
    """半減, 倍増, 1.5倍以上."""
    number = parse_cell(found["times"] or ("0.5" if found["half"] else "2"))
    if not isinstance(number, Quantity):
        return None
    comparator = _comparator(found["limit"]) if found["limit"] else "="
    if found["half"]:
        comparator = _FLIPPED.get(comparator, comparator)
    return Rule(
        comparator=comparator,
        change=Change(amount=number.value, measure="times"),
        way="up" if number.value > 1 else "down",
    )


def _ratio(found: re.Match[str]) -> Rule:
    """前年度比120％."""
    number = parse_cell(found["percent"])
    if not isinstance(number, Quantity) or int(number.value) not in _RATIOS:
        return Rule(fault="rule_ratio_or_change")
    comparator = _comparator(found["limit"]) if found["limit"] else "="
    return Rule(comparator=comparator, change=Change(amount=number.value / 100, measure="times"))


def _comparator(limit: str) -> Comparator:
    return next(sign for pattern, sign in _LIMITS if re.fullmatch(pattern, limit))
