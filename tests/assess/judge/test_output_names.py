"""Names that say by themselves that more is better, and names that only seem to."""

import pytest

from evalkit.assess.judge.direction import find_good_direction
from evalkit.sheet.cells import parse_cell
from evalkit.sheet.indicator import Indicator
from evalkit.sheet.model import AchievementGoal

MORE = [
    "実施か所数",
    "講習会の実施回数",
    "説明会の開催件数",
    "相談窓口の設置数",
    "保健所の設置か所数",
    "緑地の整備面積",
    "受入枠",
    "留学生の受け入れ枠",
    "専門人材の育成数",
    "研修の修了者数",
    "協定の締結件数",
    "計画の策定率",
    "計画を策定した市町村の数",
    "電子申請の普及率",
    "省エネ機器の導入台数",
    "学校司書の配置率",
    "体験教室の参加者数",
    "講座の受講者数",
    "課題の採択件数",
    "起業の支援件数",
    "苗木の植栽面積",
    "防災マップの策定済市町村数",
    "学習支援の実施率",
    "遊歩道の整備率",
    "子ども食堂の設置箇所数",
    "がん検診の受診率",
    "予防接種の接種率",
    "男性職員の育児休業取得率",
    "国家資格の取得者数",
    "新規高卒者の就職率",
    "住宅の耐震化率",
    "食料自給率",
    "博物館の来館者数",
    "避難訓練の実施回数",
    "地域戦略の策定件数",
]
UNKNOWN = [
    "要支援者数",
    "被災者の支援件数",
    "避難所の設置数",
    "応急仮設住宅の設置戸数",
    "差押えの実施件数",
    "措置入院の実施件数",
    "随意契約の締結件数",
    "刑法犯認知件数",
    "非公開の決定件数",
    "個人情報の公開件数",
    "幹部職員の再就職者数",
    "未就職者数",
    "不参加者数",
    "病気休暇の取得率",
    "中絶の実施件数",
    "非常勤職員の配置人数",
    "運転免許の取消件数",
    "軌道の敷設数",
    "計画の未実施件数",
    "施設の未整備率",
    "不法投棄の件数",
    "事故対策の実施件数",
    "行政処分の実施件数",
    "待機児童の受入数",
    "生活保護の実施件数",
    "喫煙室の設置数",
    "空き家の数",
    "自動車の利用率",
    "労災の認定件数",
    "苦情の受付件数",
    "学校の数",
    "世帯数",
    "平均年齢",
    "救急の受入件数",
    "入院患者の受入数",
    "廃棄物の受入量",
    "いじめの発生件数",
    "規制の導入件数",
    "農薬の導入量",
    "有料化の検討",
    "人口",
    "出荷額",
    "移動時間",
]


def direction(name, **cells):
    parsed = {key: parse_cell(text) for key, text in cells.items()}
    indicator = Indicator(no="1", kind="outcome", name=name, **parsed)
    goal = AchievementGoal(no="1", name="例", indicators=(indicator,))
    return find_good_direction(goal, indicator)


@pytest.mark.parametrize("name", MORE)
def test_what_is_put_up_or_carried_out_is_better_the_more_it_is(name):
    found = direction(name, target="100件")
    assert (found.direction, found.basis) == ("up", "words")
    assert found.evidence in name


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_name_that_only_seems_to_say_so_stays_a_question(name):
    assert direction(name, target="100件").direction is None


@pytest.mark.parametrize("name", MORE[:6])
def test_a_plan_that_falls_leaves_the_question_open(name):
    assert direction(name, baseline="200件", target="100件").direction is None


def test_stronger_evidence_is_named_first():
    assert direction("講習会の実施回数", baseline="50回", target="100回").basis == "baseline"
