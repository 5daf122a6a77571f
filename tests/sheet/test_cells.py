"""The grammar of a printed cell, held against what published sheets print."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from evalkit.sheet.cells import (
    AnyCell,
    Blank,
    Cell,
    Doubt,
    Narrative,
    NotApplicable,
    NotStarted,
    Pending,
    Quantity,
    accept_reading,
    parse_cell,
)
from evalkit.sheet.cells.units import Scale


def quantity(printed, value, unit="", **more):
    """Quantity that a case expects; its second value is given as text, like its value."""
    second = Decimal(more["second"]) if "second" in more else None
    more = dict(more)
    scale = _scale(*more.pop("scale")) if "scale" in more else None
    more |= {"second": second, "scale": scale}
    return Quantity(printed=printed, value=Decimal(value), unit=unit, **more)


def _scale(unit, size, decimals=0):
    return Scale(unit=unit, size=Decimal(size), decimals=decimals)


def each(*rows):
    """Parametrise over the cells of rows such as "－|―|該当なし"."""
    return pytest.mark.parametrize("printed", [text for row in rows for text in row.split("|")])


QUANTITIES = [  # printed, value, unit, and what else differs from a plain quantity
    # numbers
    ("14,974件", "14974", "件", {}),
    ("1504822", "1504822", "", {}),
    ("12.5％", "12.5", "％", {}),
    ("１２，３４５人", "12345", "人", {}),
    ("0.63‰", "0.63", "‰", {}),
    ("-23,940", "-23940", "", {}),
    ("△ 288,349", "-288349", "", {}),
    ("▲5", "-5", "", {}),
    ("−0.63", "-0.63", "", {}),
    ("+3.2％", "3.2", "％", {}),
    ("0", "0", "", {}),
    ("<164,293,723>", "164293723", "", {}),
    ("<△8,849,323>", "-8849323", "", {}),
    ("＜0＞", "0", "", {}),
    ("〈4,383,269〉", "4383269", "", {}),
    ("約300", "300", "", {"comparator": "about"}),
    ("300余", "300", "", {"comparator": "about", "note": "余"}),
    ("300余人", "300", "人", {"comparator": "about", "note": "余"}),
    ("30％弱", "30", "％", {"comparator": "about", "note": "弱"}),
    ("67分", "67", "分", {}),
    ("14.1か月", "14.1", "か月", {}),
    ("全国16位", "16", "位", {"note": "全国"}),
    # numbers with scales stand in the unit itself
    ("15万2千人", "152000", "人", {}),
    ("6,666億83百万円", "666683000000", "円", {}),
    ("8兆9,150億円", "8915000000000", "円", {}),
    ("805万4千円", "8054000", "円", {}),
    ("3千5百万円", "35000000", "円", {}),
    ("20,884,332千円", "20884332000", "円", {"scale": ("千円", 1000)}),
    ("1,234百万円", "1234000000", "円", {"scale": ("百万円", 10**6)}),
    ("1.5億円", "150000000", "円", {"scale": ("億円", 10**8, 1)}),
    ("14.1万人", "141000", "人", {"scale": ("万人", 10**4, 1)}),
    ("120百万kWh", "120000000", "kWh", {"scale": ("百万kWh", 10**6)}),
    ("2時間30分", "150", "分", {}),
    ("2時間", "120", "分", {"scale": ("時間", 60)}),
    ("2時間30分以内", "150", "分", {"comparator": "<="}),
    # limits
    ("30％以上", "30", "％", {"comparator": ">="}),
    ("2％以下", "2", "％", {"comparator": "<="}),
    ("14か月以内", "14", "か月", {"comparator": "<="}),
    ("5年以内", "5", "年", {"comparator": "<="}),
    ("10％未満", "10", "％", {"comparator": "<"}),
    ("100超", "100", "", {"comparator": ">"}),
    ("7件程度", "7", "件", {"comparator": "about"}),
    ("概ね90％", "90", "％", {"comparator": "about"}),
    ("約300人程度", "300", "人", {"comparator": "about"}),
    ("40％以上、60％以下", "40", "％", {"comparator": "range", "second": "60"}),
    ("37.5～50", "37.5", "", {"comparator": "range", "second": "50"}),
    ("100~120", "100", "", {"comparator": "range", "second": "120"}),
    ("10〜20件", "10", "件", {"comparator": "range", "second": "20"}),
    ("2～3時間", "120", "分", {"comparator": "range", "second": "180", "scale": ("時間", 60)}),
    (
        "1万～2万人",
        "10000",
        "人",
        {"comparator": "range", "second": "20000", "scale": ("万人", 10**4)},
    ),
    (
        "24年度：10件以上、20件以下※見込み",
        "10",
        "件",
        {"comparator": "range", "second": "20", "note": "24年度 ※見込み"},
    ),
    (
        "全国10～20件（速報値）",
        "10",
        "件",
        {"comparator": "range", "second": "20", "note": "全国 速報値"},
    ),
    ("80％（平均）", "80", "％", {"note": "平均"}),
    ("80％以上（平均）", "80", "％", {"comparator": ">=", "note": "平均"}),
    ("（毎年度）90％以上", "90", "％", {"comparator": ">=", "note": "毎年度"}),
    ("（23年度）338機関", "338", "機関", {"note": "23年度"}),
    ("24年度 338機関", "338", "機関", {"note": "24年度"}),
    ("（平成25年3月末現在）5件", "5", "件", {"note": "平成25年3月末現在"}),
    # several values in one cell
    ("7件（27件）", "7", "件", {"second": "27"}),
    ("7件程度(16件)", "7", "件", {"comparator": "about", "second": "16"}),
    ("7（27）", "7", "", {"second": "27"}),
    ("83.6％（1,452／1,737）", "83.6", "％", {"note": "1,452／1,737"}),
    ("120人（3.5％）", "120", "人", {"note": "3.5％"}),
    ("5件（△2件）", "5", "件", {"note": "△2件"}),
    ("338件（対前年度比5％増）", "338", "件", {"note": "対前年度比5％増"}),
    ("10人（うち女性3人（30％））", "10", "人", {"note": "うち女性3人（30％）"}),
    # marks and remarks
    ("95.3%※", "95.3", "%", {"note": "※"}),
    ("95.3%＊", "95.3", "%", {"note": "＊"}),
    ("95.3％（速報値）", "95.3", "％", {"note": "速報値"}),
    ("95.3％暫定値", "95.3", "％", {"note": "暫定値"}),
    ("300件見込", "300", "件", {"note": "見込"}),
    ("300件（推計）", "300", "件", {"note": "推計"}),
    ("300件（集計中）", "300", "件", {"note": "集計中"}),
    ("300件（仮置き）", "300", "件", {"note": "仮置き"}),
    ("300件注1）", "300", "件", {"note": "注1）"}),
    ("86%（平均）※別表参照", "86", "%", {"note": "平均 ※別表参照"}),
    ("30％。", "30", "％", {}),
    # marks of footnotes
    ("69.8% *1", "69.8", "%", {"note": "*1"}),
    ("71.7％＊2、3", "71.7", "％", {"note": "＊2、3"}),
    ("12件*3", "12", "件", {"note": "*3"}),
    ("1,234件 注2", "1234", "件", {"note": "注2"}),
    ("75.0注1", "75.0", "", {"note": "注1"}),
    ("1,234件注", "1234", "件", {"note": "注"}),
    ("（注1）1,234件", "1234", "件", {"note": "注1"}),
    ("71.7％²", "71.7", "％", {"note": "²"}),
    ("71.7％¹⁾", "71.7", "％", {"note": "¹⁾"}),
    ("71.7% 1)", "71.7", "%", {"note": "1)"}),
    ("80％以上 *1", "80", "％", {"comparator": ">=", "note": "*1"}),
    ("4km2 *1", "4", "km2", {"note": "*1"}),
    ("12.3% [1]", "12.3", "%", {"note": "[1]"}),
    # qualifiers before the value
    ("週10回", "10", "回", {"note": "週"}),
    ("週平均9回", "9", "回", {"note": "週平均"}),
    ("週11回以上", "11", "回", {"comparator": ">=", "note": "週"}),
    ("月平均30件", "30", "件", {"note": "月平均"}),
    ("年間約300件", "300", "件", {"comparator": "about", "note": "年間"}),
    ("1日当たり500人", "500", "人", {"note": "1日当たり"}),
    ("一人当たり3.5件", "3.5", "件", {"note": "一人当たり"}),
    ("10万人当たり12.3人", "12.3", "人", {"note": "10万人当たり"}),
    ("人口10万対12.3", "12.3", "", {"note": "人口10万対"}),
    ("高3 45.2％", "45.2", "％", {"note": "高3"}),
    ("小学6年生 45.3％", "45.3", "％", {"note": "小学6年生"}),
    ("男性 13％", "13", "％", {"note": "男性"}),
    ("（女性）30％以上", "30", "％", {"comparator": ">=", "note": "女性"}),
    ("累計で45件", "45", "件", {"note": "累計で"}),
    # in brackets alone
    ("( 8,100か所)", "8100", "か所", {}),
    ("（約300件）", "300", "件", {"comparator": "about"}),
    ("（累計 45件）", "45", "件", {"note": "累計"}),
    # limits in words, and verbs of a target
    ("64.5％を上回る", "64.5", "％", {"comparator": ">"}),
    ("30人を下回る", "30", "人", {"comparator": "<"}),
    ("30人を下回らないこと", "30", "人", {"comparator": ">="}),
    ("5％を超えない", "5", "％", {"comparator": "<="}),
    ("235人以下とする", "235", "人", {"comparator": "<="}),
    ("125人以下に抑える", "125", "人", {"comparator": "<="}),
    ("80％以上を目指す", "80", "％", {"comparator": ">="}),
    ("80％とする", "80", "％", {}),
    # composite units
    ("250g-TEQ/年", "250", "g-TEQ/年", {}),
    ("0.05pg-TEQ/m3", "0.05", "pg-TEQ/m3", {}),
    ("12.3tCO2", "12.3", "tCO2", {}),
    ("3.5kg/人・日", "3.5", "kg/人・日", {}),
    ("15㎍/m3", "15", "㎍/m3", {}),
    ("1,000台/12時間", "1000", "台/12時間", {}),
    ("12.3人／人口10万人", "12.3", "人／人口10万人", {}),
    # rank beside a value
    ("12.3％（全国3位）", "12.3", "％", {"note": "全国3位"}),
    ("12.3％ 全国3位", "12.3", "％", {"note": "全国3位"}),
    # corrections that are said to be ones
    ("160件→168件（訂正）", "168", "件", {"note": "160件→ 訂正"}),
    ("（訂正）160件→168件", "168", "件", {"note": "160件→ 訂正"}),
    # Western notations
    ("1,234.5 million", "1234500000", "", {"scale": ("million", 10**6, 1)}),
    ("3.4 thousand tonnes", "3400", "tonnes", {"scale": ("thousand tonnes", 1000, 1)}),
    ("≥ 80%", "80", "%", {"comparator": ">="}),
    ("> 5", "5", "", {"comparator": ">"}),
    ("<5％", "5", "％", {"comparator": "<"}),
    ("~70 %", "70", "%", {"comparator": "about"}),
    ("at least 80%", "80", "%", {"comparator": ">="}),
    ("120 or more", "120", "", {"comparator": ">="}),
    ("45 countries", "45", "countries", {}),
    # units
    ("3本", "3", "本", {}),
    ("7店舗", "7", "店舗", {}),
    ("5か所", "5", "か所", {}),
    ("5ヶ所", "5", "ヶ所", {}),
    ("3箇所", "3", "箇所", {}),
    ("15台", "15", "台", {}),
    ("30中学校", "30", "中学校", {}),
    ("5項目", "5", "項目", {}),
    ("100人/日", "100", "人/日", {}),
    ("0.5人・日", "0.5", "人・日", {}),
    ("3人／10万人", "3", "人／10万人", {}),
    ("12人月", "12", "人月", {}),
    ("5t-CO2", "5", "t-CO2", {}),
    ("3ha", "3", "ha", {}),
    ("4km2", "4", "km2", {}),
    ("5㎡", "5", "㎡", {}),
    ("3MJ/m2", "3", "MJ/m2", {}),
    ("1.2ポイント", "1.2", "ポイント", {}),
    ("1.2％ポイント", "1.2", "％ポイント", {}),
    ("3pt", "3", "pt", {}),
    ("2倍", "2", "倍", {}),
    ("80.5年", "80.5", "年", {}),
    ("5年間", "5", "年間", {}),
    ("30日", "30", "日", {}),
]


@pytest.mark.parametrize(("printed", "value", "unit", "more"), QUANTITIES)
def test_a_cell_that_states_one_number_is_a_quantity(printed, value, unit, more):
    assert parse_cell(printed) == quantity(printed, value, unit, **more)


NARRATIVES = {
    "relative target": "前年度以上|前年度比120％|過去最高値以上|過去5年平均値以下|H9比約5％削減|"
    "基準値より8割減|25％減|20％UP|全国値|法定雇用率以上|毎年度△5％|全国平均＋5％|"
    "120％（前年度比）|（前年度比）120％|5％（増）|30％（H9比）",
    "direction only": "増加|減少を目指す|上昇|維持|90％以上を維持",
    "several values": "44.2％ 34市町村 全国41位|単年（累計）|〈累計〉|男 12％ 女 15％|金9銀12銅8|"
    "7件（27件）（30件）|10～20件（15件）|160件→168件|160件※→168件（速報）|48/91|48件/91件|"
    "4,100 510 240|410 120 350|510 240|12 15件|12.5 34.1％|1.2／3.4|12.5％、34.1％|100、200|"
    "男 5％ 女 7％|男性5％／女性7％|5.0/6.1/7.2|（24年度）12 15件|160件→168人（訂正）",
    "mark alone": "※|＊|速報値|暫定値|仮置き|見込|注1）",
    "several readings": "10-20％|100-120|20位台|20％台|3億円台|約90％以上|△5％以上|1～2万人|20～10|"
    "10件～20人|100～|～100|1億20,000万円|30（％）|30（千円）|（16）|（1,234）|（25％減）|30％以上40％未満|12*3|12²|"
    "約5～7件|5余～7件|5～約7件|5～全国7件|10件～20件以上|10件以上20件|<5余件>|<5件以上>|－\n338|12 15|"
    "0.6ポイントアップ|0.6ﾎﾟｲﾝﾄｱｯﾌﾟ|30第1次",
    "year or date": "24年度|平成24年度|H24|令和元年度|R6|2012年度|平成34年度|34年度|毎年度|－年度|"
    "平成24年（暦年）|平成25年3月末|2005-2007|2005～2007|平成20～24年度の累計|H9（3月のみ）|"
    "5年|10月|10月15日|10時|25.3.31",
    "reference": "①②⑨⑩|④～⑥⑩⑪|２－①⑦|㉑|⑫|0208|042（復興庁）|7-2|042件",
    "name": "NULL|None|NaN|N/A|null|A4|5G|3D|10l|CO2|第3位|21世紀",
    "words": "廃止|事業終了|調査未実施|調査中止|3年が目安|5か所で実施した|20位以降|12回開催|3回目|"
    "高345人|中12,345人|年5|月10日|46％削減|46％削減（2013年度比）|基準値から20％増|〈5件|1日平均の件数|"
    "338機関参加|32百貨店|3千葉|件|数十件|"
    "被災地のニーズを踏まえた全国の大学等のシーズの育成を図る取組を開始。|"
    "引き続き取組を実施している（事業終了後、一定期間が経過した課題なし）",
}


@each("27件。|27件以上|27余件|約27件|△27件|<27件>|計27件|27件（平均）|27人")
def test_only_a_bare_figure_in_brackets_is_a_second_value(printed):
    cell = parse_cell(f"7件（{printed}）")
    assert (cell.value, cell.second, cell.note) == (Decimal(7), None, printed)


@each(*NARRATIVES.values())
def test_a_cell_without_one_clear_number_is_a_narrative_without_doubt(printed):
    assert parse_cell(printed) == Narrative(printed=printed)


@each("－|―|—|–|-|‐|−|ー|（－）|…|……|***|＊＊＊|該当なし|該当無し|なし|該当なし。")
def test_a_dash_or_its_words_mean_not_applicable(printed):
    assert parse_cell(printed) == NotApplicable(printed=printed)


@pytest.mark.parametrize(
    ("printed", "due"),
    [
        ("調査中（10月頃調査結果が出る予定）", "10月頃"),
        ("調査中（８月頃調査結果が出る予定）", "8月頃"),
        ("調査中\n（10 月頃\n調査結果が\n出る予定） ", "10月頃"),
        ("集計中（平成25年10月上旬公表予定）", "平成25年10月上旬"),
        ("未公表（来年度公表予定）", "来年度"),
        ("調査中のため未記載", ""),
        ("調査中", ""),
        ("集計中", ""),
        ("（集計中）", ""),
        ("公表待ち", ""),
        ("未公表", ""),
        ("確認中", ""),
    ],
)
def test_a_result_to_come_is_pending_with_its_due(printed, due):
    assert parse_cell(printed) == Pending(printed=printed, due=due)


@pytest.mark.parametrize(
    "printed",
    [
        "実績なし",
        "実績無し",
        "（実績なし）",
        "実績なし（24年度より開始）",
        "23年度より取組を開始したため、実績なし",
        "24年度より取組を開始するため、実績なし",
        "24年度より取組を実施したため、実績なし。",
        "調査開始が24年度以降であるため、実績なし",
    ],
)
def test_no_result_before_the_start_is_not_started(printed):
    assert parse_cell(printed) == NotStarted(printed=printed)


def test_a_number_whose_remark_says_no_result_is_still_a_number():
    cell = parse_cell("338件（うち海外は実績なし）")
    assert (cell.status, cell.note) == ("value", "うち海外は実績なし")


@pytest.mark.parametrize("printed", ["", " ", "　\n", "\u200b"])
def test_an_empty_cell_is_blank(printed):
    assert parse_cell(printed) == Blank(printed=printed)


# --- every cell of 24-7-2 (MEXT, FY2012), white space as in the text of its PDF

PROGRAMME = "事業終了後、一\n定期間（3 年が\n目安）が経過\nした課題が対\n象"
SEED_PLAIN = {
    "1-①": "7,248 件|14,974 件|14,779 件|15,544 件|16,302 件|17,000 件",
    "1-②": "119 機関|197 機関|216 機関|230 機関|245 機関|250 機関",
    "1-③": "338 機関|540 機関|230 機関",
    "1-④": "1 件|23 件|13 件",
    "1-⑤⑥⑦⑧": "7%|10%|57%|60%|100%",
    "1-⑨⑩": "48 機関|47 機関|49 機関",
    "1-⑪": "13 地域|23 地域|27 地域|24 地域",
    "1-⑫": "21 拠点|16 拠点|12 拠点|15 拠点",
    "2-①": "63％",
    "2-④": "90％|97％|93％|98％|99％|95.3％",
    "2-⑥": "34％",
    "2-⑦⑧⑨": "58％|65％|59％|71％|63％|100％",
    "2-⑩": "80％|92.0％|77.6％|88.7％|88.9％|90.9％",
    "2-⑪": "200 件|174 件|249 件|215 件|221 件|424 件",
    "2-別表 聴講者": "80%|77%|71%",
    "2-別表 連携機関": "98%|100%",
    "2-別表 説明者": "77%|72%|68%|89%|91%",
    "2-別表 来場者": "76%|73%|85%|88%|87%",
    "2-別表 出展者": "89%|82%|79%|88%|93%",
    "2-別表 受講者": "97%|98%|95%|96%",
    "2-別表 平均": "86％|84％|90％|91%",
    "3-①": "40 機関|30 機関",
    "3-③": "4 地域|3 地域",
}


@each(*SEED_PLAIN.values())
def test_the_seed_s_plain_figures_read_as_printed(printed):
    number = printed.rstrip("件機関地域拠点%％ ")
    unit = printed.removeprefix(number).strip()
    assert parse_cell(printed) == quantity(printed, number.replace(",", ""), unit)


@pytest.mark.parametrize(
    ("printed", "value", "unit", "more"),
    [
        ("（23 年度） \n338 機関 ", "338", "機関", {"note": "23年度"}),
        ("（23 年度） \n1 件 ", "1", "件", {"note": "23年度"}),
        ("（20 年度） \n21 拠点", "21", "拠点", {"note": "20年度"}),
        ("１件", "1", "件", {}),
        ("４地域", "4", "地域", {}),
        ("7 件 \n（27 件） ", "7", "件", {"second": "27"}),
        ("11 件 \n（48 件） ", "11", "件", {"second": "48"}),
        ("7 件程度 \n(16 件)", "7", "件", {"comparator": "about", "second": "16"}),
        ("30％以上", "30", "％", {"comparator": ">="}),
        ("50％以上", "50", "％", {"comparator": ">="}),
        ("60％以上", "60", "％", {"comparator": ">="}),
        ("70％以上", "70", "％", {"comparator": ">="}),
        ("80％以上", "80", "％", {"comparator": ">="}),
        ("90％以上", "90", "％", {"comparator": ">="}),
        ("25％以上", "25", "％", {"comparator": ">="}),
        ("200 件以上 ", "200", "件", {"comparator": ">="}),
        ("（25 年度） \n25%以上 ", "25", "%", {"comparator": ">=", "note": "25年度"}),
        ("（毎年度）90％以上", "90", "％", {"comparator": ">=", "note": "毎年度"}),
        ("（毎年度）80％以上", "80", "％", {"comparator": ">=", "note": "毎年度"}),
        ("（毎年度）200 件以上", "200", "件", {"comparator": ">=", "note": "毎年度"}),
        ("（毎年度）80％以上（平均）", "80", "％", {"comparator": ">=", "note": "毎年度 平均"}),
        ("80％以上 \n（平均） ", "80", "％", {"comparator": ">=", "note": "平均"}),
        ("80％ \n（平均） ", "80", "％", {"note": "平均"}),
        ("86% \n（平均） \n※別表参照 ", "86", "%", {"note": "平均 ※別表参照"}),
        ("84% \n（平均） \n※別表参照 ", "84", "%", {"note": "平均 ※別表参照"}),
        ("90% \n（平均） \n※別表参照 ", "90", "%", {"note": "平均 ※別表参照"}),
        ("91% \n（平均） \n※別表参照 ", "91", "%", {"note": "平均 ※別表参照"}),
        (
            "50％ \n※事後評価を\n受けた課題が\n対象 ",
            "50",
            "％",
            {"note": "※事後評価を受けた課題が対象"},
        ),
        (
            "60％ \n※事後評価を\n受けた課題が\n対象 ",
            "60",
            "％",
            {"note": "※事後評価を受けた課題が対象"},
        ),
        (
            "70％ \n※中間評価を\n受けた課題が\n対象 ",
            "70",
            "％",
            {"note": "※中間評価を受けた課題が対象"},
        ),
        (
            "25% \n※特許化支援\n実施後 3 年が\n経過した課題\nが対象 ",
            *("25", "%", {"note": "※特許化支援実施後3年が経過した課題が対象"}),
        ),
        (
            "30％ \n※左記プログ\nラムの成果を\n見るため、" + PROGRAMME,
            *("30", "％"),
            {
                "note": "※左記プログラムの成果を見るため、事業終了後、一定期間（3年が目安）が"
                "経過した課題が対象"
            },
        ),
        (
            "（34 年度） \n30％以上 \n※中期計画に基\nづき、事業終了\n後、プログラムに\n"
            "より定めた期間\nが経過した課題\nに対し定量的な\n評価を行う ",
            *("30", "％"),
            {
                "comparator": ">=",
                "note": "34年度 ※中期計画に基づき、事業終了後、プログラムにより定めた期間が"
                "経過した課題に対し定量的な評価を行う",
            },
        ),
        (
            "（28 年度） \n30％以上 \n\n※中期計画に基\nづき、定量的\nな評価を行う。 ",
            "30",
            "％",
            {"comparator": ">=", "note": "28年度 ※中期計画に基づき、定量的な評価を行う。"},
        ),
        ("（29 年度） \n30％ ", "30", "％", {"note": "29年度"}),
    ],
)
def test_the_seed_s_other_figures_read_with_what_stands_around_them(printed, value, unit, more):
    assert parse_cell(printed) == quantity(printed, value, unit, **more)


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("調査中 \n\n（10 月頃\n調査結果が\n出る予定） \n", Pending),
        ("調査中 \n（8 月頃\n調査結果\nが出る予\n定） \n", Pending),
        ("調査中 \n（8 月頃調\n査結果が出\nる予定） ", Pending),
        ("23 年度より取組を開始したため、実績\nなし ", NotStarted),
        ("23 年度より取組を開始したため、 \n\n実績なし ", NotStarted),
        ("21 年度よ\nり取組を開\n始したた\nめ、実績な\nし ", NotStarted),
        ("24 年度より取組を実施したため、実績なし。 \n", NotStarted),
        ("調査開始が 24 年度以降であるため、実績なし ", NotStarted),
        ("－ ", NotApplicable),
        ("― ", NotApplicable),
        ("", Blank),
        (
            "被災地のニ\nーズを踏ま\nえた全国の\n大学等のシ\nーズの育成\nを図る取組\nを開始。 \n",
            Narrative,
        ),
        ("取組を実施している \n（中間評価課題なし） ", Narrative),
        (
            "事業を開始し、引き続き取組を実施している \n（研究開発終了課題なし） ",
            Narrative,
        ),
    ],
)
def test_the_seed_s_cells_without_a_number_say_why(printed, kind):
    assert type(parse_cell(printed)) is kind


SEED_BUDGETS = {
    "measures": "1,982,1\n94 |7,841,5\n58 |5,420,7\n23 |7,390,1\n50 |6,636,5\n50 |2,032,2\n22 |15,659,\n209 |"
    "14,538,\n900 |1,155,0\n00 |8,155,1\n91 |1,130,0\n00 |1,210,0\n00 |2,805,8\n39 |2,660,0\n00 |"
    "4,595,1\n48 |3,307,8\n54 ",
    "reference": "15,659,209|14,538,900|1,155,000|8,155,191|1,130,000|1,210,000|2,805,839|2,800,000|"
    "3,091,148|1,803,032",
    "single": "20,884,332|18,570,972|15,360,861|17,506,814|0|49,997,770|△129,465|△49,870,106|"
    "20,754,867|18,698,636|20,539,898|18,507,806",
    "its reconstruction": "1,504,000|1,504,822|1504822|△359,976|0|1,144,024|1,067,120",
    "shared": "<164,293,723>|<158,924,159>|<178,749,685>|<210,442,155>|<534,530>|<18,180,795>|"
    "<233,857>|<△8,849,323>|<165,062,110>|<168,255,631>|<165,023,548>|<148,087,831>",
    "its reconstruction, shared": "<4,383,269>|<3,353,753>|<2,625,994>|<0>",
}


@each(*SEED_BUDGETS.values())
def test_the_seed_s_budgets_read_in_any_line_and_column_width(printed):
    digits = "".join(character for character in printed if character.isdecimal())
    assert parse_cell(printed) == quantity(printed, f"-{digits}" if "△" in printed else digits)


@pytest.mark.parametrize("printed", ["1,30,000", "1,30,00\n0 "])
def test_the_seed_s_misprinted_budget_is_not_guessed(printed):
    assert parse_cell(printed) == Narrative(
        printed=printed, doubt=Doubt(kind="separators", position=2)
    )


# --- what stands between the characters


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff", "\ufe0f"])
def test_what_nobody_sees_within_a_number_changes_nothing_but_the_print(unseen):
    printed = f"14,{unseen}97{unseen}4件"
    assert parse_cell(printed) == quantity(printed, "14974", "件")


@pytest.mark.parametrize("white", ["\u00a0", "\u3000", "\u2009", "\u202f", "\t", "\n"])
def test_white_space_of_any_kind_between_digits_is_doubted_as_such(white):
    printed = f"14{white}974件"
    doubt = Doubt(kind="white_space", position=3, suggestion="14,974件")
    assert parse_cell(printed) == Narrative(printed=printed, doubt=doubt)


@pytest.mark.parametrize("mark", ["\u202e", "\u202d", "\u2066", "\u2067", "\u200f", "\x08", "\x1b"])
def test_a_figure_that_a_control_character_may_turn_round_is_no_figure(mark):
    assert parse_cell(f"{mark}361機関").status == "narrative"


def test_kana_in_two_characters_is_the_kana():
    assert parse_cell("5ト\u3099ル") == quantity("5ト\u3099ル", "5", "ドル")
    assert parse_cell("5ﾎﾟｲﾝﾄ").plain_unit == parse_cell("5ポイント").plain_unit
    assert parse_cell("5ｶ所").plain_unit == parse_cell("5か所").plain_unit


# --- malformed figures


@pytest.mark.parametrize(
    ("printed", "kind", "position", "suggestion"),
    [
        ("12,34", "separators", 3, ""),
        (",123", "separators", 1, ""),
        ("1,234,56", "separators", 6, ""),
        ("1234,567", "separators", 5, ""),
        ("１,３０,０００円", "separators", 2, ""),
        ("1,5％", "separators", 2, ""),
        ("1,,234件", "separators", 2, "1,234件"),
        ("1,234,", "separators", 6, "1,234"),
        ("12、345人", "separators", 3, "12,345人"),
        ("14 974件", "white_space", 3, "14,974件"),
        ("2時間3 0分", "white_space", 5, ""),
        ("54O機関", "lookalike", 3, "540機関"),
        ("５４ Ｏ機関", "lookalike", 4, "５４0機関"),
        ("l5件", "lookalike", 1, "15件"),
        ("I5件", "lookalike", 1, "15件"),
        ("1〇件", "lookalike", 2, "10件"),
        ("2O5", "lookalike", 2, "205"),
        ("33B機関", "lookalike", 3, "338機関"),
        ("1S件", "lookalike", 2, "15件"),
        ("7Z％", "lookalike", 2, "72％"),
        ("3O％以上（平均）", "lookalike", 2, "30％以上（平均）"),
        ("1.2.3％", "decimal_point", 4, ""),
        ("1.234.567円", "decimal_point", 6, ""),
        ("12..5％", "decimal_point", 4, "12.5％"),
        ("12・5％", "decimal_point", 3, "12.5％"),
        ("0,5％", "decimal_point", 2, "0.5％"),
        (".5％", "decimal_point", 1, "0.5％"),
        ("12.％", "decimal_point", 3, "12％"),
    ],
)
def test_a_malformed_figure_is_doubted_with_its_place(printed, kind, position, suggestion):
    assert parse_cell(printed) == Narrative(
        printed=printed, doubt=Doubt(kind=kind, position=position, suggestion=suggestion)
    )


@each(
    "２－①⑦|①,②|s,a,c,e|IoT|IoT機器|ISO14001|O157|I型|IL-6|I/O 2件|No.1|〇|○10件|l|1l|10l|5I|CO2",
    "平成2O年度|2O12年度|24.4.1時点|25.3.31現在|平成25.3.31|平成 23 年 8 月\n19 日|03-1234-5678",
    "Ver1.2.3|1.2.3|2.1.3節|1,2|1,2,3|10,11,12|2012,2013|3,4歳児|1、2、3|12 15",
    "Ｓ－イノベ|木村 直人|第 4 期科学技術基本計画|http://www.mext.go.jp/a_menu/1327174.htm",
)
def test_ordinary_text_is_never_doubted(printed):
    assert parse_cell(printed) == Narrative(printed=printed)


# --- accepted readings


def test_an_accepted_reading_gives_the_value_and_keeps_the_printed_text():
    cell = accept_reading("1,30,000", "1,300,000")
    assert cell == Quantity(printed="1,30,000", value=Decimal(1300000), reading="1,300,000")
    assert str(cell) == "1,30,000"


@pytest.mark.parametrize("reading", ["1,30,000", "many", "", "調査中"])
def test_a_reading_that_is_no_number_is_refused(reading):
    with pytest.raises(ValueError, match=f"reading 「{reading}」 of 「1,30,000」 is no number"):
        accept_reading("1,30,000", reading)


# --- records


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("（23年度）338機関", "23年度"),
        ("（２３ 年度）338機関", "２３年度"),
        ("（毎年度）80％以上（平均）", "毎年度"),
        ("（毎年度平均）80％", "毎年度"),
        ("（34年度）30％以上※24年度からの計画に基づく", "34年度"),
        ("（平成32年度まで）100件", "平成32年度"),
        ("（H24）100件", "H24"),
        ("100件（平成25年3月末現在）", "平成25年3月末"),
        ("100件（24年度）", "24年度"),
        ("30％※21年度より実施", ""),
        ("50件（23年度10件）", ""),
        ("86%（平均）", ""),
        ("86%", ""),
    ],
)
def test_the_year_label_is_the_year_for_which_the_value_stands(printed, label):
    assert parse_cell(printed).year_label == label


@pytest.mark.parametrize(
    ("one", "other"), [("86％", "86%"), ("3㎡", "3m2"), ("5ヶ所", "5か所"), ("5箇月", "5カ月")]
)
def test_units_that_differ_in_print_alone_compare_equal(one, other):
    one, other = parse_cell(one), parse_cell(other)
    assert one.unit != other.unit
    assert one.plain_unit == other.plain_unit


def test_trailing_zeros_are_kept():
    assert [str(parse_cell(text).value) for text in ("92.0％", "92％")] == ["92.0", "92"]


@pytest.mark.parametrize("digits", ["123456789012345678", "999,999,999,999,999,999", "0.123456789"])
def test_sums_of_the_longest_numbers_are_exact(digits):
    value = parse_cell(f"△{digits}件").value
    assert f"{value + Decimal('0.000000001'):f}" == f"{add(value, '0.000000001'):f}"
    assert f"{value:,f}".lstrip("-").replace(",", "") == digits.replace(",", "")


def add(value, other):
    with localcontext(prec=100):
        return value + Decimal(other)


@pytest.mark.parametrize("printed", ["1234567890123456789件", "0.1234567890％"])
def test_a_number_with_more_digits_than_a_figure_has_is_never_a_value(printed):
    assert parse_cell(printed).status == "narrative"


def test_cells_are_frozen_and_know_no_further_field():
    with pytest.raises(ValidationError, match="frozen"):
        parse_cell("3件").value = Decimal(4)
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        Blank(printed="", value=0)


@pytest.mark.parametrize("printed", ["7件（27件）", "調査中", "実績なし", "－", "1,30,000", " "])
def test_cells_survive_json(printed):
    adapter = TypeAdapter(AnyCell)
    cell = parse_cell(printed)
    assert adapter.validate_json(adapter.dump_json(cell)) == cell


# --- properties

CELL_LIKE = st.text("0123456789０１.,．，、％%件人円年度（）()〈〉<>※－-△～約以上下程平均OlⅠ①査 \n")
KNOWN = st.sampled_from(
    [row[0] for row in QUANTITIES]
    + [text for row in NARRATIVES.values() for text in row.split("|")]
)
WHITE_SPACE = st.sampled_from([" ", "\n", "　", "\n \n"])


@given(st.text() | CELL_LIKE)
def test_reading_never_fails_and_gives_the_printed_text_back(text):
    cell = parse_cell(text)
    assert isinstance(cell, Cell)
    assert (cell.printed, str(cell), f"{cell}") == (text, text, text)


@given(
    st.decimals(-(10**13), 10**13, places=0) | st.decimals(-1000, 1000, places=2),
    st.sampled_from(["", "件", "％", "か所", "t-CO2"]),
)
def test_any_number_reads_as_itself_with_or_without_separators(number, unit):
    for printed in (f"{number:f}{unit}", f"{number:,f}{unit}", full_width(f"{number:,f}") + unit):
        assert parse_cell(printed) == quantity(printed, number, unit)


@given(st.integers(1, 9999), st.integers(0, 9999), st.integers(0, 9999))
def test_a_number_in_words_of_scale_reads_as_its_sum(oku, man, rest):
    printed = f"{oku:,}億{man:,}万{rest}円"
    assert parse_cell(printed) == quantity(printed, oku * 10**8 + man * 10**4 + rest, "円")


@given(CELL_LIKE)
def test_a_number_has_no_digit_that_is_not_printed_in_a_row(text):
    cell = parse_cell(text)
    digits = half_width(text).translate(dict.fromkeys(map(ord, ", \n")))
    for number in (getattr(cell, "value", None), getattr(cell, "second", None)):
        assert number is None or f"{number:f}".lstrip("-") in digits


@given(KNOWN | CELL_LIKE)
def test_full_width_reads_like_half_width(text):
    assume(
        not half_width(text).lstrip().startswith("~")
    )  # about 70; in full width the sign of a range
    full, half = parse_cell(full_width(text)), parse_cell(half_width(text))
    assert full.status == half.status
    if isinstance(half, Quantity):
        assert without_note(full) == without_note(half)
        assert half_width(full.note).strip("[]") == half_width(half.note).strip("[]")


def without_note(cell):
    return half_width(cell.model_dump_json(exclude={"printed", "note"}))


@given(KNOWN, WHITE_SPACE, st.data())
def test_white_space_changes_only_what_is_printed(text, white_space, data):
    places = [at for at in range(len(text) + 1) if not splits_a_number(text, at)]
    at = data.draw(st.sampled_from(places))
    spaced = parse_cell(text[:at] + white_space + text[at:])
    assert spaced.model_copy(update={"printed": text}) == parse_cell(text)


@given(st.sampled_from(QUANTITIES), WHITE_SPACE, st.data())
def test_white_space_within_a_number_never_makes_another_number(row, white_space, data):
    printed, value = row[0], Decimal(row[1])
    at = data.draw(st.integers(0, len(printed)))
    spaced = parse_cell(printed[:at] + white_space + printed[at:])
    assert spaced.status == "narrative" or spaced.value == value


def splits_a_number(text, at):
    before, after = text[:at].rstrip()[-1:], text[at:].lstrip()[:1]
    return after.isdecimal() and (before.isdecimal() or before in "-－−")


HALF_TO_FULL = {code: code + 0xFEE0 for code in range(0x21, 0x7E)}  # ～70 is not ~70
FULL_TO_HALF = {full: half for half, full in HALF_TO_FULL.items()}


def full_width(text):
    return text.translate(HALF_TO_FULL)


def half_width(text):
    return text.translate(FULL_TO_HALF)
