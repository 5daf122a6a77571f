"""Slips that leave a figure looking like a figure: each must be told, or read as it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from tests.fuzz import mutators, seeds
from tests.fuzz.cage import Broken
from tests.fuzz.desk import SHEET, command, desk

Place = tuple[Any, ...]

_INDICATOR = ("achievement_goals", 0, "indicators", 0)
ACTUAL: Place = (*_INDICATOR, "actuals", "2022")
GOAL: Place = (*_INDICATOR, "annual_targets", "2023")
SHARE: Place = ("achievement_goals", 0, "indicators", 1, "actuals", "2022")
PROGRAMME: Place = ("achievement_goals", 0, "measures", 0, "budget", "2023")
EXECUTED: Place = ("budget", "single", "executed", "2022")
TOTAL: Place = ("budget", "single", "total", "2022")
ROW: Place = ("achievement_goals", 0, "indicators", 2, "breakdown", "rows", 0, "actuals", "2022")

SLIPS: dict[Place, tuple[str, ...]] = {
    ACTUAL: (
        "14.388人", "14,388件", "14,388％", "14,388千人", "143,88人", "14,388", "1,4388人", "（3年度）14,388人", "14,388人（令和3年度実績）",
        "14,388人（平成30年度）", "<14,388人>", "〃", "同上", "N/A", "NA", "n.d.", "TBD", "$14.4M", "14.4K", "1.4388e4人", "約14,388人超",
        "1４,３８８入", "一万四千人", "14,388,000人", "-14,388人", "△14,388人", "14̶,̶3̶8̶8̶人", "14,388人14,401人", "14,401人 14,388人", "14,388人→14,401人",
        "14,388人3", "14,3883人", "令和3年度14,388人", "1人", "＃＃＃＃", "#REF!", "#DIV/0!", "########", "14,388人前後以上", "14,3ⅹ8人",
        "14 388人", "14'388人", "14·388人", "14,388人／日", "2022人", "2022", "不明", "?", "x", "人14,388", "14,38B人", "14,З88人", "14,388人増",
        "100.7％（14,388人）", "①14,388人", "*14,388人", "14,388\u202e人",
    ),
    GOAL: ("14.500人", "14,500件", "（2年度）14,500人", "14,500人以下", "14,500％", "1450人", "14,500", "〃", "N/A", "14,500千人"),
    SHARE: ("101％", "1.01％", "0.101", "10.1", "10.1人", "1010％", "10,1％", "10・1％", "10.1‰", "-10.1％", "（3年度）10.1％", "10.1割", "1割", "〃", "N/A"),
    PROGRAMME: (
        "1,982.194", "1.982.194", "¥1,982,194人", "〃", "同上", "NA", "N/A", "1,982,194円", "1,982百万円", "1,982,194人", "1,982,194％", "1982千円余",
        "<1,982,194>", "1,982,194,000", "19.8億円", "△1,982,194", "$1,982", "1,982,194ドル", "1,98O,194", "1 982 194", "1982,194", "1,982,194（4年度）",
        "（4年度）1,982,194", "1,982,194*3", "1,9821,94",
    ),
    EXECUTED: (
        "17,850,321円", "17,850", "17,850.321", "17.850.321", "〃", "NA", "17,850,321人", "99.2％", "<17,850,321>", "17,850,321件", "17,850,321,000",
        "178503210", "1,785,032", "△17,850,321",
    ),
    TOTAL: ("18,000", "<18,000,000>", "18.000.000", "18,000,000円", "18,000,000人", "〃", "同上", "1,800,000", "18,000,00"),
    ROW: ("7.0件", "70人", "〃", "（3年度）70件", "70千件", "70％", "N/A", "7O件", "70件（2021年度）", "<70件>", "－70件"),
}  # fmt: skip
"""What is typed in place of a figure, by its place: a problem, or a finding."""

SAME: dict[Place, tuple[str, ...]] = {
    ACTUAL: ("１４，３８８人", "14，388人。", "14,388 人", "14,388\u00a0人", "14,\u00ad388人", "1\u200b4,388人", "14,388人※速報", "（4年度）14,388人", "1万4,388人", "14,388人（令和4年度）",
        "14,388人³", "14,388人 *1", "14,388人 注2"),
    GOAL: ("（5年度）14,500人", "14,500人（5年度）"),
    SHARE: ("10.1%", "１０．１％", "10.1％（速報値）"),
    PROGRAMME: ("１，９８２，１９４", "1，982，194", "1,982,194千円", "1982194"),
    EXECUTED: ("17,850,321千円", "17850321", "17,850,321（見込）"),
    TOTAL: ("18,000,000千円", "18,000百万円", "180億円", "18000000"),
    ROW: ("７０件", "70 件"),
}  # fmt: skip
"""What is typed otherwise, and means the same: the figures stay as they were."""


def cases() -> Iterator[tuple[str, Place, bool]]:
    """Everything typed with its place, and whether it is a slip."""
    for kind in (SLIPS, SAME):
        yield from (
            (typed, place, kind is SLIPS) for place, typings in kind.items() for typed in typings
        )


def probe(typed: str, place: Place, slip: bool) -> str:
    """Type something: a slip is a problem or a finding, anything else leaves the figures as they were."""
    findings, data = before()
    tree = mutators.tree_of(seeds.whole())
    mutators.at(tree, place[:-1])[place[-1]] = typed
    with desk({SHEET: mutators.written(tree)}):
        ran = command("check", SHEET, "--json")
        if ran.exit_code == 2:
            return "refused"
        told = _findings(ran.stdout) - findings
        same = _data() == data
    if told if slip else same:
        return "told" if told else "as before"
    what = "silent" if slip else "another figure"
    raise Broken(f"{what}: {typed!r} at {' '.join(map(str, place[-4:]))}")


@cache
def before() -> tuple[set[tuple[str, str]], list[Decimal | None]]:
    """What is found in the seed as it stands, and its figures."""
    with desk({SHEET: mutators.written(mutators.tree_of(seeds.whole()))}):
        return _findings(command("check", SHEET, "--json").stdout), _data()


def _findings(listed: str) -> set[tuple[str, str]]:
    return {(row["check"], row["place"]) for row in json.loads(listed)}


def _data() -> list[Decimal | None]:
    command("export", SHEET, "--to", "json", "-o", "data")
    with open("data/tables.json", encoding="utf-8") as file:  # noqa: PTH123
        tables = json.load(file, parse_float=Decimal, parse_int=Decimal)["tables"]
    return [
        row["value"]
        for name in ("observations", "budget", "measure_budgets", "breakdowns")
        for row in tables[name]
    ]
