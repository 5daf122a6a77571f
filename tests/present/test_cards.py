"""The card of an indicator and the first page: what they say of goal 7-2."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from evalkit.assess.assessment import assess_sheet
from evalkit.assess.audit import audit
from evalkit.assess.judge.methods import Computed, Forecast
from evalkit.present.cards import Cards
from evalkit.present.charts.figures import picture_of
from evalkit.present.downloads import Downloads
from evalkit.present.edition import Edition
from evalkit.present.marks import Marks
from evalkit.present.summary import Summary
from evalkit.present.words import Words
from evalkit.produce.pdf.to_typst import to_typst
from evalkit.sheet.load import read_sheet
from evalkit.sheet.printing import percent
from tests.conftest import ROOT

SHEET = read_sheet(ROOT / "params/fy2012/7-2.yaml")


FINDINGS = audit(SHEET)


def report(language="ja", preset="annual", findings=FINDINGS):
    edition = Edition(SHEET, words := Words(language))
    made = assess_sheet(SHEET, preset, date(2013, 7, 31))
    return made, Cards(edition, Marks(findings, words), Downloads("7-2", words), preset)


def card(label, language="ja", preset="annual", findings=FINDINGS):
    made, cards = report(language, preset, findings)
    return cards.card(next(result for result in made.results if result.label == label))


def text(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_every_figure_of_a_chart_stands_in_the_table_beside_it():
    made, cards = report()
    for result in made.results:
        picture = picture_of(cards.edition, result)
        if picture is None:
            continue
        table = text(cards.by_year(result)).replace("%", "％")
        for point in (*picture.actual.values(), *picture.annual_target.values()):
            assert str(point) in table


def rows_by_year(label, language="ja"):
    made, cards = report(language)
    result = next(result for result in made.results if result.label == label)
    rows = re.findall(r"<tr>.*?</tr>", cards.by_year(result))
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", re.sub(r"</?span[^>]*>", "", r)) for r in rows]


def test_years_without_a_figure_that_say_the_same_share_a_row():
    assert rows_by_year("1-⑤") == [
        ["年度", "実績値", "年度目標", "判定", "目標水準比"],
        ["20～23年度", "未開始", "－", "□ 未開始", ""],
        ["24年度", "7％", "10％", "× 未達成", "70.0％"],
    ]
    assert [row[0] for row in rows_by_year("1-⑦", "en")] == [
        "Fiscal year", "FY2008–2011", "FY2012",
    ]  # fmt: skip


def test_every_year_with_a_figure_keeps_its_row():
    assert [row[:2] for row in rows_by_year("1-⑩")[1:]] == [
        ["20～22年度", "未開始"], ["23年度", "49機関"], ["24年度", "49機関"],
    ]  # fmt: skip


def test_the_table_by_year_has_a_column_of_rates_only_where_there_is_one():
    assert "目標水準比" not in rows_by_year("1-③")[0]


def test_a_card_says_what_was_missed_and_by_how_much():
    html = card("1-⑤")
    assert '<span class="status status-missed">× 未達成</span>' in html
    assert '<td class="num">70.0％</td>' in html


def test_a_card_shows_where_the_indicator_is_heading():
    shown = text(card("1-①"))
    assert "24年度の目標に対して: 17,000件（24年度）" in shown
    assert "進捗率 92.8％" in shown
    assert "今後1年当たり必要な変化 +698件／年" in shown


def test_the_panel_of_methods_names_every_method_its_formula_and_its_result_or_why_not():
    shown = text(card("2-⑧"))
    assert "単純比 reported_rate 実績÷目標（方向を考えない） 90.0％" in shown
    assert (
        "進捗率 progress （実績－基準）÷（目標－基準） 目標値が基準値と同じ（維持目標）のため"
        in shown
    )


def test_a_card_tells_what_its_figures_hide():
    assert "目標は達成したが、前年度より悪化した（△3.7ポイント）。" in text(card("2-④"))
    assert "目標の212.0％に達している。" in text(card("2-⑪"))
    assert "23年度の実績値による。" in text(card("1-①"))


def test_a_card_in_english_keeps_the_sheets_own_words_marked_as_japanese():
    html = card("1-⑤", "en")
    assert "× Missed" in html
    assert "FY2012" in html
    assert '<h4 lang="ja">⑤大学発新産業創出拠点プロジェクト' in html


def test_the_head_of_a_card_says_how_grave_the_findings_on_it_are():
    assert re.search(r"監査所見: × 誤りの疑い1 （ 監\d+ ）、参考\d+ ", text(card("1-③")))
    assert re.search(r'<span class="trust">監査所見: <span class="status status-missed">× 誤りの疑い1'
                     r'</span>（<a href="#finding-\d+"', card("1-③"))  # fmt: skip


def test_a_card_without_findings_says_so_and_an_accepted_one_does_not_count():
    accepted = [replace(each, accepted="確認済み") for each in FINDINGS]
    assert "監査所見: なし" in text(card("1-③", findings=accepted))


def test_the_lists_of_the_first_page_mark_the_grave_findings_beside_the_indicator():
    made, cards = report()
    pending = text("".join(Summary(cards, made).pending()))
    assert re.search(r"1-③ 地域イノベーション戦略支援プログラム参加機関数 監\d+ 24年度", pending)
    assert re.search(r"1-④ 地域イノベーション戦略支援プログラムによる事業化件数 24年度", pending)


def test_what_is_overdue_is_said_with_the_day_by_which_that_was_decided():
    made, cards = report()
    pending = text("".join(Summary(cards, made).pending()))
    assert "判明時期を過ぎたかどうかは、基準日（平成25年7月31日）で判定しました。" in pending
    assert "8月頃 （8月末として判定） 期限内" in pending


def test_without_an_outlook_the_reason_stands_before_the_indicators():
    made, cards = report()
    shown = text("".join(Summary(cards, made).outlooks()))
    assert re.search(r"結果待ち（調査中）: 3-① ", shown)
    assert re.search(r"実績値がまだない: 1-⑦ 、 1-⑧ 、", shown)


def test_missed_targets_stand_in_the_order_that_is_said():
    made, cards = report()
    before = text("".join(Summary(cards, made).missed())).partition("過去の年度")[2]
    assert "目標水準比の低い順。" in before
    assert before.index("87.0％") < before.index("97.0％")


def test_a_goal_without_data_sources_has_no_link_to_them():
    assert "データ・資料の記載なし" not in text(card("1-①"))
    shown = card("2-①")
    assert "データ・資料の記載なし" in text(shown)
    assert 'href="#data-sources"' not in shown


def test_another_preset_adds_its_own_judgement():
    assert re.search(r"maff <span class=\"status[^>]*>B ", card("1-⑤", preset="maff"))


def test_the_first_page_links_every_indicator_and_counts_them():
    made, cards = report()
    html = Summary(cards, made).whole()
    for goal, indicator in SHEET.indicators():
        assert f'href="#g{goal.no}-i{indicator.no}"' in html
    assert text(Summary(cards, made).headline()).strip() == (
        "28指標のうち、24年度の目標を達成10、未達成4（1-⑤、1-⑥、1-⑪、2-⑧）、調査中5、判定不能1。"
        "24年度の目標がないもの8。"
    )


def test_the_first_page_marks_itself_as_an_aid_with_its_rule_and_source():
    made, cards = report()
    shown = text(Summary(cards, made).rule())
    assert "参考（自動判定）" in shown
    assert "府省による評価ではありません" in shown
    assert "出典: 評価書の様式" in shown


def test_five_step_says_that_nobody_declared_the_main_indicators():
    made, cards = report(preset="five_step")
    shown = text("".join(Summary(cards, made).overall()))
    assert "主要な測定指標の指定なし" in shown


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [
        ("0.9995", "99.95％"),
        ("1", "100.0％"),
        ("0.99949", "99.9％"),
        ("-0.00049", "△0.05％"),
        ("0.99997", "99.997％"),
        ("0.00003", "0.003％"),
        ("0", "0.0％"),
    ],
)
def test_a_percentage_is_rounded_half_up_and_once(ratio, shown):
    assert percent(Decimal(ratio)) == shown


def test_the_pdf_leaves_the_methods_to_the_html_edition_and_says_so():
    made, cards = report()
    result = next(result for result in made.results if result.label == "1-①")
    code = to_typst(str(cards.card(result))).code
    assert "92.8％" in code
    assert "計算方法の比較" not in code
    assert "評価書の記載" not in code


@pytest.mark.parametrize(("language", "shown"), [("ja", "27年度に81％"), ("en", "81% in FY2015")])
def test_a_forecast_of_a_percentage_is_a_percentage_and_its_change_is_in_points(language, shown):
    made, cards = report(language)
    result = next(result for result in made.results if result.label == "2-⑤")
    forecast = Forecast(
        projection=Decimal(81), unbounded=Decimal(81), mean_change=Decimal(-1), miss=None, target_year=2015,
        used=((2011, Decimal("82.5")), (2012, Decimal("82.0"))),
    )  # fmt: skip
    printed = cards.value(result, Computed(function="forecast", inputs={}, value=forecast))
    assert printed == shown
    change = cards.value(result, Computed(function="change", inputs={}, value=Decimal(-3)))
    assert change == ("△3ポイント" if language == "ja" else "−3 points")
