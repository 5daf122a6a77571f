"""Whatever a file holds, it is read, or refused by lines that a person can read; never more."""

from __future__ import annotations

import random
import re
import time
from collections import Counter

import pytest

from evalkit.assess.audit import audit
from evalkit.assess.compare import compare
from evalkit.assess.parameters import check_parameters
from evalkit.assess.roll import roll
from evalkit.sheet.files import decode
from evalkit.sheet.load import parse_sheet
from evalkit.sheet.problems import SheetProblems
from evalkit.sheet.yaml.tree import parse_source
from tests.commands.kit import sheet

SHEET = sheet(
    "actuals: {2022: 4件, 2023: 5件}\ntarget: 10件以上\nannual_targets: {2023: 6件}\n"
    "baseline: （30年度）3件",
    "unit: ''\nactuals: {2021-2022: '1,234', 2023: '3'}\ndecisions: {2023: met}\ntolerance: 0.5",
    rest="""\
    measures:
      - {name: 事業, budget: {2022: "1,200", 2023: "900"}, indicators: ①～②, review_sheet: "0208"}
    examples: [{heading: 例, text: 文, pictures: [甲, 乙]}]
reference: {measures: [{name: 法人, indicators: １－①, budget: {2023: "5"}}]}
budget:
  columns: {2023: 5年度}
  single: {initial: {2022: "10", 2023: "20"}, total: {2023: "20"}, executed: {2022: "5"}}
cabinet_policies: [{name: 計画, date: 平成23年8月19日, excerpt: 抜粋}]
data_sources: [{text: 統計, achievement_goal: 1, indicators: ①}]
audit: {off: [running-total], accept: [{check: no-target, place: 達成目標1 指標①, reason: 理由}]}
""",
)
PARAMETERS = """\
language: ja
as_of: "2013-07-31"
preset: annual
"""
WORDS = (
    "① 1～99 1～9999999 － △5 1e30件 2012 平成24年度 令和元年度 FY2012 0 ∞ nan inf 1,30,000 54O件 {a:b} [a] "
    '[] {} "" "\\u202e" null true -x #1 @ % ` “a” ： 　 \u200b \u00ad 𠮷 か\u3099 ﾎﾟｲﾝﾄ 10～20件 5％未満 '
    "前年度以上 調査中（99月頃） 平成99年度 2199 1868 0000 9999 〃 1/0件 -0 0/0 48/91 13月 《 1.5.6 千万億兆 "
    "毎年度 \ud800 \ufffe <<<<<<< *x &x !x |5 >5"
)
LONG = ["9" * 6000, "（" * 400, "あ" * 9000, "12 " * 900, "①" * 900, "- " * 60, "[" * 60, " #1"]
ODD = [*WORDS.split(" "), *LONG]


def mutated(text, chance):
    """`text` with one to four slips in its lines: moved, lost, doubled, indented, or odd in a value."""
    lines = text.split("\n")
    for _ in range(chance.choice([1, 1, 1, 2, 4])):
        at, other = (chance.randrange(len(lines)) for _ in range(2))
        line = lines[at]
        key, colon, _ = line.partition(":")
        match chance.choice(
            ["value"] * 4 + ["figure"] * 5 + ["key", "swap", "lose", "indent", "cut", "put"]
        ):
            case "value" if colon:
                lines[at] = f"{key}: {chance.choice(ODD)}"
            case "figure" if figures := re.findall(r"[0-9][^\s,}\]]*", line):
                lines[at] = line.replace(chance.choice(figures), chance.choice(ODD), 1)
            case "key" if colon:
                lines[at] = lines[other].partition(":")[0] + line[len(key) :]
            case "swap":
                lines[at], lines[other] = lines[other], lines[at]
            case "lose":
                lines[at] = ""
            case "indent":
                lines[at] = " " * chance.randrange(4) + line[chance.randrange(3) :]
            case "cut":
                lines[at] = line[: chance.randrange(len(line) + 1)]
            case _:
                place = chance.randrange(len(line) + 1)
                lines[at] = line[:place] + chance.choice(ODD) + line[place:]
    return "\n".join(lines)


def with_other_bytes(text, chance):
    """`text` with bytes changed, cut out and put in, as far as it is text then."""
    content = bytearray(text.encode())
    for _ in range(chance.choice([1, 2, 9])):
        at = chance.randrange(len(content) + 1)
        content[at : at + chance.choice([0, 1, 1, 40])] = chance.randbytes(chance.choice([0, 1, 3]))
    return decode(bytes(content), "s.yaml")


def read_and_ask(text):
    """All that is asked of a sheet before a report is made of it."""
    read = parse_sheet(text, name="s.yaml")
    audit(read)
    compare(read, roll(read, read.fiscal_year + 1).sheet)


def outcome(ask, text, chance):
    """Whether a slip in `text` is read or refused; whatever else happens is a failure."""
    begun = time.monotonic()
    try:
        alter = chance.choice([mutated, mutated, mutated, mutated, with_other_bytes])
        ask(alter(text, chance))
    except SheetProblems as refused:
        for problem in refused.problems:
            for language in ("ja", "en"):
                line = problem.text(language)
                assert line == " ".join(line.split("\n"))
                assert len(line) < 1000
        return "refused"
    finally:
        assert time.monotonic() - begun < 10
    return "read"


@pytest.mark.parametrize("seed", range(4))
def test_any_sheet_is_read_or_refused_in_lines_and_soon(seed, goal_7_2):
    texts = [SHEET] * 9 + [goal_7_2.read_text("utf-8")]
    chance = random.Random(seed)
    outcomes = Counter(outcome(read_and_ask, chance.choice(texts), chance) for _ in range(120))
    assert outcomes["read"] >= 5
    assert outcomes["refused"] >= 10


def test_any_parameters_are_read_or_refused_in_lines_and_soon():
    def ask(text):
        check_parameters(parse_source(text, "fy2012.yaml"))

    chance = random.Random(5)
    outcomes = Counter(outcome(ask, PARAMETERS, chance) for _ in range(300))
    assert outcomes["read"] >= 5
    assert outcomes["refused"] >= 10
