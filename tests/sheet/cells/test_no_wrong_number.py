"""No text gives a number that a reader of the printed cell would not see.

The reader here knows nothing of the grammar of cells. It looks at the characters that can be seen,
puts aside remarks and what stands in brackets behind the figure, and asks whether one number is left
and nothing that makes another thing of it. A cell need not be read; but what is read, it must see too.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import NamedTuple

from hypothesis import event, given
from hypothesis import strategies as st

from evalkit.sheet.cells import Quantity, parse_cell
from evalkit.sheet.load import parse_sheet
from evalkit.sheet.model import Sheet
from evalkit.sheet.problems import SheetProblems
from tests.conftest import examples

# The reader ---------------------------------------------------------------------------------------

_WITHOUT_SHAPE = {"Cf", "Mn", "Cc"}
_FISCAL = "(?:(?:明治|大正|昭和|平成|令和|[MTSHR])?(?:元|[0-9]{1,2}|[0-9]{4})年度末?|[毎各]年度?)"
_YEAR = f"(?:{_FISCAL}|[MTSHR昭平令]?[和成]?[0-9元]{{1,4}}(?:年(?:[0-9]{{1,2}}月末?)?)?)"
_STATE = "速報|暫定|推計|概算|予測|実績|確定|確報|試算|改定|改訂|参考|見込み?|予定|仮置き"
_SCOPE = f"全国|世界|国内|県内|延べ|のべ|累積|(?:年|期間)?平均|累計|合計|計|単年度|(?:{_STATE})値?"
_OF = (
    "[0-9一十百千万億人口]{0,8}[^0-9()]{0,8}(?:当たり|あたり)|人口10万対|毎?[週日]間?|毎?月間?|年間?"
    "|男[性子]?|女[性子]?|[小中高]3:?"
)
_BEFORE = re.compile(  # what may stand before a number and leave it what it is
    rf"(?:\((?:{_YEAR}(?:現在|時点|まで|中)?[、・]?|{_SCOPE}|{_OF}|注1)+\)|{_FISCAL}[:、]?|{_SCOPE}|{_OF})*"
    "(?:(?P<about>約|およそ|概ね|おおむね|ほぼ|≈|about)|(?P<sign>[<>]=?|[≥≧≤≦]|atleast|lessthan))?"
)
_SIGNS = {"≥": ">=", "≧": ">=", "≤": "<=", "≦": "<=", "atleast": ">=", "lessthan": "<"}
_NUMBER = "[-+△▲]?[0-9][0-9,.]*(?:[兆億万千百]+(?:[0-9][0-9,.]*)?)*"
_FORMED = re.compile(r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*|0)(?:\.[0-9]+)?")
_LATIN = re.compile(
    "(?:[kMGTmcd]?(?:Wh|W|m[23²³]?|g|L|l|B|Hz|t)|ha|h|min|pt|ppm|dB|FTE|J|people)"
    "(?:-?CO[2₂]|-TEQ)?(?![A-Za-z])"
)
_OTHER_THING = re.compile("[増減比第〃々半]|位台|上昇|低下|改善|アップ|ダウン|(?<!人)月|番目|回目")
_LIMITS = {
    "以上": ">=", "以下": "<=", "以内": "<=", "未満": "<", "超": ">", "程度": "about",
    "前後": "about", "余り": "about", "余": "about", "弱": "about", "強": "about",
    "を上回る": ">", "を超える": ">", "を下回る": "<", "を超えない": "<=", "を下回らない": ">=", "ormore": ">=",
}  # fmt: skip
_ANY_LIMIT = "|".join(sorted(_LIMITS, key=len, reverse=True))
_REMARK = r"(?:※|(?<!\()注 *[0-9]* *\)|\*(?! *[0-9])).*"
_FOOTNOTE = (
    r"(?:(?<=[^0-9²³ 注])(?<![A-Za-z])|(?=注)|(?<=[A-Za-z])(?= *\*)) *"
    r"(?:(?:\*[0-9]{1,2}(?:,[0-9]{1,2})*(?![0-9])|[¹²³]{1,2}⁾?|[1-9]\)(?!.*\()|注[0-9]{1,2}(?! *[0-9)])) *)+"
)
_RANK = r"(?<=[0-9])([^0-9]*?)(?: *全国[0-9]+位(?: *\([^()]*\))*)+ *$"
_BIG = {"万": 10**4, "億": 10**8, "兆": 10**12}
_SMALL = {"百": 100, "千": 1000}


class Seen(NamedTuple):
    """What a cell states for a reader of its print."""

    value: Fraction
    second: Fraction | None
    comparator: str


def visible(text: str) -> str:
    """Characters that are seen, wide and narrow ones alike; white space is seen as one gap."""
    wide = ("FULLWIDTH", "HALFWIDTH")
    shapes = [
        " "
        if char.isspace()
        else unicodedata.normalize("NFKC", char)
        if unicodedata.name(char, "").startswith(wide)
        else char
        for char in text
        if char.isspace()
        or unicodedata.category(char) not in _WITHOUT_SHAPE
        or char in "\u3099\u309a"
    ]
    seen = unicodedata.normalize("NFC", "".join(shapes))
    return seen.translate(str.maketrans("−–‐‑〜〔［【〕］】〈〉《》", "----~((()))<><>"))


def without_gaps(seen: str) -> str | None:
    """Cell without its gaps; None where a gap may make one number two."""
    if re.search("- +[0-9]", seen):
        return None
    for run in re.findall("[0-9,.]+(?: +[0-9,.]+)+", seen):
        if all(map(_FORMED.fullmatch, run.split())):
            return None
    return seen.replace(" ", "")


def value_of(number: str) -> Fraction | None:
    """Value of a number in digits, with or without 万 and its like; None where it is malformed."""
    sign = -1 if number[0] in "-△▲" else 1
    total = section = pending = Fraction(0)
    for token in re.findall("[0-9,.]+|[兆億万千百]", number):
        if token in _BIG:
            total, section = total + (section + pending) * _BIG[token], Fraction(0)
            pending = Fraction(0)
        elif token in _SMALL:
            section, pending = section + pending * _SMALL[token], Fraction(0)
        elif _FORMED.fullmatch(token):
            pending = Fraction(token.replace(",", ""))
        else:
            return None
    return sign * (total + section + pending)


def read_by_eye(text: str) -> Seen | None:
    """What the cell states, if it states one number or a range, and nothing else."""
    seen = re.sub("(?<=[小中高]3) +(?=[0-9])", ":", visible(text).strip(" "))
    seen = re.sub(r"^(?:\( *注 *1 *\) *)+", "", seen).strip(" ")
    if corrected := re.fullmatch(r"([^→]*)→([^→]*)\( *訂正 *\)", seen):
        old, new = map(read_by_eye, corrected.groups())
        return new if old else None
    if whole := re.fullmatch(r"\(((?:[^()]|\([^()]*\))*)\)。?", seen):
        alone = re.sub(r"\([^()]*\)", "", whole[1])
        return read_by_eye(whole[1]) if re.search("[^0-9.,△▲+ -]", alone) else None
    unmarked = re.sub(_FOOTNOTE, "", re.sub(_REMARK, "", seen))
    bodies = map(without_gaps, (re.sub(_RANK, r"\1", unmarked), re.sub("(?<=位) .*", "", unmarked)))
    return next(filter(None, (_read_plain(body) for body in bodies if body)), None)


def _read_plain(body: str) -> Seen | None:
    for first in re.finditer(_NUMBER, body):
        before = _BEFORE.fullmatch(body[: first.start()])
        if not before or (seen := _figure(first[0], body[first.end() :])) is None:
            continue
        if before["about"]:
            return seen._replace(comparator="about")
        lined = before["sign"] == "<" and ">" in body[first.end() :]
        sign = before["sign"] and not lined and _SIGNS.get(before["sign"], before["sign"])
        return seen._replace(comparator=sign) if sign else seen
    return None


def _figure(number: str, after: str) -> Seen | None:
    for inside in re.findall(r"\(([^()]*)\)", after):
        if re.fullmatch("[千百万億兆]+円?|[%‰]", inside) or re.search("[増減比]", inside):
            return None
    bare = re.sub(r"\([^()]*\)", "", re.sub(r"\([^()]*\)", "", after))
    bare = re.sub("(?:とする|に抑える)。?$", "", bare)
    value = value_of(number)
    if value is None:
        return None
    if scaled := re.match("million", bare):
        value, bare = value * 10**6, bare[scaled.end() :]
    if time := re.fullmatch(rf"余?時間(?:([0-9]+)(?=分))?分?((?:{_ANY_LIMIT})?[。>]?)", bare):
        minutes = int(time[1] or 0)
        value, bare = value * 60 + (-minutes if value < 0 else minutes), "分" + time[2]
    elif ends := re.fullmatch(rf"([^0-9]*?)(?:~|以上[、,]?)({_NUMBER})([^0-9]*)", bare):
        upper = value_of(ends[2])
        return Seen(value, upper, "range") if upper is not None and _is_unit(ends[3]) else None
    if not _is_unit(bare) or (
        bare.startswith("年") and not re.match("年[間以未超]", bare) and "." not in number
    ):
        return None
    unit = re.sub(_ANY_LIMIT, "", bare).strip("。>")
    limits = [_LIMITS[word] for word in re.findall(_ANY_LIMIT, bare)]
    return Seen(value, _second(after, unit), limits[0] if limits else "=")


def _second(after: str, unit: str) -> Fraction | None:
    """Figure in brackets behind another of its unit: 7件（27件）."""
    for number, own in re.findall(r"\(([0-9][0-9,.]*[千百万億兆]*)([^()0-9]*)\)", after):
        if own == unit:
            return value_of(number)
    return None


def _is_unit(text: str) -> bool:
    """Whether what stands behind a number says what it counts, and how it is meant."""
    if text.startswith("ormore"):
        return text == "ormore"
    if text[:1].isascii() and text[:1].isalpha():
        return bool(_LATIN.match(text.removesuffix("ormore")))
    strange = re.search(r"[^\w%‰/・℃ℓ㌀-㍗㎀-㏟。>\-]", text)
    counted = any(unicodedata.numeric(char, None) is not None for char in text.replace("億", ""))
    return not (strange or counted or _OTHER_THING.search(text))


# The texts ----------------------------------------------------------------------------------------

PLAIN = ["5", "361", "0", "12.5", "0.63", "1,234", "14,974", "3.610", "100", "1982194", "15万2千",
         "6,666億83百万", "3千5百万", "2時間30", "9" * 18]  # fmt: skip
ODD = ["1,30,000", ",123", "1,,234", "1.2.3", "12・5", ".5", "042", "0,5", "12、345", "1億20,000万",
       "9" * 30, "1e30", "54O", "l5", "1O,0OO", "二百", "①", "10²", "٣", "𝟑", "½", "1/2", "∞", "nan",
       "12 15", "1,982,1 94", "14 974", "1_000", "1'000", "5%3"]  # fmt: skip
SIGNS = ["", "", "", "△", "▲", "-", "－", "−", "+", "± ", "△ ", "- "]
BEFORE = ["", "", "", "", "約", "（23年度）", "（平成24年度）", "24年度", "H24 ", "全国", "延べ", "（見込み）", "毎年度",
          "前年度比", "第", "¥", "$", "<", ">=", "調査中 ", "〃", "R5.", "#", "A", "うち", "最大", "（千円）",
          "（338機関）", "年", "3,", "-5件 ", "週", "週平均", "高3 ", "高3", "1日当たり", "年間", "年間約", "男 ", "（男性）", "≥ ",
          "≦", "at least ", "about ", "人口10万対", "※1 ", "（注1）", "月", "less than "]  # fmt: skip
UNITS = ["", "件", "機関", "％", "%", "人/日", "か所", "ヶ所", "か\u3099", "ﾎﾟｲﾝﾄ", "百万円", "千円", "円", "位", "人",
         "km2", "t-CO2", "日間", "時間", "分", "倍", "割", "年", "回", "台", "ｱｯﾌﾟ", "L", "O", "㎡", "m²",
         "g-TEQ/年", "円/kWh", "kg/人・日", "t-CO2/年", "世帯数", "人日", " million", " million people"]  # fmt: skip
AFTER = ["", "", "", "以上", "以下", "未満", "超", "程度", "余", "増", "減", "（27件）", "（27）", "（平均）", "（千円）",
         "（前年度比）", "※別表参照", "注1）", "*", "*3", "～20件", "以上20件以下", "、30件", "及び30件", "/100", "÷2", "のうち5件",
         "件中", "×2", "+5", "-5", "\n30件", "→35", "²", "③", "目", "台", "（うち新規5件）", "（△5％）", "。", "%",
         "半", ".5", ",5", "5", "O", "（23年度）", ">", "アップ", "年度", "月",
         "を上回る", "を下回る", "を超えない", "を下回らない", "とする", "以下とする", "以下に抑える", "削減", "*1", "注2", "¹⁾", "1)", "（全国3位）",
         " 全国3位", "→35件（訂正）", "→35件", " 510 240", "／3.4", " or more", "を維持"]  # fmt: skip
BETWEEN = ["", "", "", "", "", " ", "\u3000", "\n", "\u200b", "\u00ad", "\u00a0"]


def wide(text: str) -> str:
    return text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})


@st.composite
def cells(draw: st.DrawFn) -> str:
    """A figure as people print it, with one or two things before, behind or within it."""
    odd = draw(
        st.sets(
            st.sampled_from(["before", "figure", "within", "after", "after 2", "gaps"]), max_size=2
        )
    )
    figure = draw(st.sampled_from(ODD if "figure" in odd else PLAIN))
    if "within" in odd:
        at = draw(st.integers(0, len(figure)))
        figure = figure[:at] + draw(st.sampled_from([*BETWEEN, "O", ",", ".", "/"])) + figure[at:]
    pieces = [
        draw(st.sampled_from(BEFORE)) if "before" in odd else "",
        draw(st.sampled_from(SIGNS)) + figure,
        draw(st.sampled_from(UNITS)),
        *(draw(st.sampled_from(AFTER)) for each in ("after", "after 2") if each in odd),
    ]
    between = st.sampled_from(BETWEEN) if "gaps" in odd else st.just("")
    text = "".join(piece + draw(between) for piece in pieces)
    text = f"（{text}）" if draw(st.integers(0, 5)) == 0 else text
    return wide(text) if draw(st.integers(0, 4)) == 0 else text


SOUP = st.lists(st.sampled_from([*PLAIN, *ODD, *BEFORE, *UNITS, *AFTER]), max_size=6).map("".join)


@given(st.one_of(cells(), cells(), SOUP))
@examples(1500)
def test_what_is_read_is_what_a_reader_sees(text):
    cell = parse_cell(text)
    event(cell.status)
    if isinstance(cell, Quantity):
        second = None if cell.second is None else Fraction(cell.second)
        assert Seen(Fraction(cell.value), second, cell.comparator) == read_by_eye(text)


# In a sheet ---------------------------------------------------------------------------------------

_SHEET = """\
ministry: 省
fiscal_year: 2012
policy_goal: {{number: 1-1, name: 施策}}
achievement_goals:
  - no: 1
    name: 目標
    indicators: [{{no: 1, name: 指標, kind: outcome, unit: "", actuals: {{2012: {indicator}}}}}]
    measures: [{{name: 事業, budget: {{2012: {measure}}}}}]
budget:
  columns: {{2012: 24年度}}
  single: {{executed: {{2012: {executed}}}}}
"""


def read_in_a_sheet(**cells: str) -> Sheet | None:
    """Sheet with these cells, typed as YAML reads any text; None where it is refused."""
    nothing = dict.fromkeys(("indicator", "measure", "executed"), "－")
    typed = {
        name: '"' + "".join(f"\\U{ord(char):08x}" for char in text) + '"'
        for name, text in (nothing | cells).items()
    }
    try:
        return parse_sheet(_SHEET.format(**typed))
    except SheetProblems:
        return None


@given(cells())
@examples(300)
def test_a_value_in_the_column_of_a_year_is_that_year_s(text):
    sheet = read_in_a_sheet(indicator=text)
    cell = sheet and sheet.achievement_goals[0].indicators[0].actuals[2012]
    event(cell.status if cell else "refused")
    if isinstance(cell, Quantity):
        years = re.findall("([0-9]+)年度", re.sub(f" |{_REMARK}", "", visible(text)))
        assert set(years) <= {"24"}
        assert read_by_eye(text)


@given(cells())
@examples(300)
def test_a_value_in_a_table_of_thousand_yen_is_in_thousand_yen(text):
    sheet = read_in_a_sheet(measure=text, executed=text)
    if sheet is None:
        event("refused")
        return
    cells = sheet.budget.single.executed[2012], sheet.achievement_goals[0].measures[0].budget[2012]
    event(" ".join(cell.status for cell in cells))
    for cell in cells:
        if isinstance(cell, Quantity):
            seen = read_by_eye(text)
            unit = re.sub(r"\([^()]*\)|※.*", "", visible(text))
            assert Fraction(cell.value) == seen.value / (1000 if "円" in unit else 1)
            assert seen.comparator == "="
