"""The index over a round, as a reviewer reads it."""

from __future__ import annotations

import json
import re
from datetime import date
from itertools import pairwise

import pytest

from evalkit.assess.goal_summary import summarise
from evalkit.assess.parameters import Parameters
from evalkit.assess.report_data import gather
from evalkit.present.index.words import IndexWords
from evalkit.present.index.years import Years
from evalkit.present.portfolio import open_portfolio
from evalkit.present.round_files import round_sum
from evalkit.present.round_summary import Totals, read_round
from evalkit.present.sections import open_report
from evalkit.present.words import Words
from evalkit.sheet.load import read_sheet
from evalkit.sheet.problems import SheetProblems
from tests.conftest import ROOT, sections_of

WHY = (
    "params/fy2012/7-3.yaml:80:17  達成目標1 指標③ 実績値 24年度: 「36l機関」は数値として読めません"
)


@pytest.fixture(scope="module")
def plain():
    sheet = read_sheet(ROOT / "params/fy2012/7-2.yaml")
    return json.loads(
        summarise(gather(sheet, Parameters(as_of=date(2013, 9, 15)))).model_dump_json()
    )


@pytest.fixture
def round_of(tmp_path, plain):
    """Leave the state of some goals, as `evalkit build` does."""

    def leave(*numbers, failed=(), kept=(), **changes):
        state, reports = tmp_path / ".evalkit/fy2012", tmp_path / "fy2012"
        state.mkdir(parents=True, exist_ok=True)
        reports.mkdir(exist_ok=True)
        for number in (*numbers, *kept):
            (state / f"{number}.digest.json").write_text(
                json.dumps(plain | changes | {"number": number}), "utf-8"
            )
            for ending in (".html", ".pdf"):
                (reports / f"{number}{ending}").touch()
        for number in (*failed, *kept):
            (state / f"{number}.failed.json").write_text(json.dumps({"why": [WHY]}), "utf-8")
        return reports

    return leave


def whole(reports, **options):
    portfolio = open_portfolio(str(reports), **options)
    return "".join(getattr(portfolio, part)().html for part in sections_of("portfolio.ipynb"))


def rows(html, table):
    [body] = re.findall(rf'<table id="{table}".*?<tbody>(.*?)</tbody>', html, re.DOTALL)
    return re.findall(r"<tr.*?</tr>", body, re.DOTALL)


def text(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_headline_counts_every_indicator_of_the_round(round_of):
    html = whole(round_of("7-2", "7-3"))
    assert (
        "2施策目標の56指標のうち、平成24年度の目標を達成20、未達成8、調査中10、判定不能2。" in html
    )


def test_a_goal_has_one_row_in_the_order_of_the_numbers(round_of):
    listed = rows(whole(round_of("7-10", "7-2", "10-1")), "goals-table")
    assert [re.search(r'id="([^"]+)"', row)[1] for row in listed] == [
        "goal-7-2",
        "goal-7-10",
        "goal-10-1",
    ]


def test_the_row_of_a_goal_says_what_its_report_says(round_of):
    [row] = rows(whole(round_of("7-2")), "goals-table")
    assert text(row) == (
        "7-2 イノベーション創出に向けた産業連携の推進及び地域科学技術の振興 文部科学省 "
        "科学技術・学術政策局産業連携・地域支援課 PDF ○ 達成10 × 未達成4 … 調査中5 － 目標なし8 ？ 判定不能1 "
        "4 1-⑤ 1-⑥ 1-⑪ 2-⑧ 5 ！ 期限超過3 × 誤りの疑い4 ▲ 要確認14 ・ 参考84 24年度 上段 99.0％ 18,507,806／18,698,636 上段復興 93.3％ 1,067,120／1,144,024 "
        "下段 88.0％ 148,087,831／168,255,631 下段復興 100.0％ 4,383,269／4,383,269 前年度の評価書なし ○ 作成済み"
    )
    assert 'href="7-2.html"' in row
    assert 'href="7-2.html#missed-list"' in row


def test_every_missed_indicator_leads_to_its_card_the_furthest_from_its_target_first(round_of):
    listed = rows(whole(round_of("7-2")), "missed-table")
    assert [re.search(r'href="(7-2[^"]+)"', row)[1] for row in listed] == [
        "7-2.html#g1-i5", "7-2.html#g2-i8", "7-2.html#g1-i6", "7-2.html#g1-i11",
    ]  # fmt: skip
    assert text(listed[1]).endswith(
        "24年度 63％ 70％以上 90.0％ ▲ 要確認 データ・資料等のない達成目標・指標"
    )
    assert text(listed[0]).endswith("24年度 7％ 10％ 70.0％ 数値への重い所見なし 参考3件")
    assert "status-met" not in listed[0]  # that nothing was found is no proof


def test_a_missed_row_says_whether_its_figure_can_be_trusted(round_of, plain):
    indicators = [
        each | {"findings": [1, 6]} if each["missed"] else each for each in plain["indicators"]
    ]
    first = rows(whole(round_of("7-2", indicators=indicators)), "missed-table")[0]
    assert 'href="7-2.html#finding-1"' in first
    assert text(first).endswith("× 誤りの疑い 既に達していた水準の年度目標 ほか1件")


def test_overdue_results_stand_apart_from_those_still_to_come(round_of):
    html = whole(round_of("7-2"))
    late, early = rows(html, "overdue-table"), rows(html, "awaited-table")
    assert [text(row).split()[1] for row in late] == ["1-③", "1-④", "3-①"]
    said = "24年度 230機関 338機関（23年度） 8月頃 （8月末として判定） ！ 期限超過 × 誤りの疑い "
    assert said in text(late[0])
    assert "基準日（平成25年9月15日）で判定しました。" in html
    assert [text(row).split()[1] for row in early] == ["1-①", "1-②"]


def test_without_a_day_nothing_is_called_overdue(round_of):
    html = whole(round_of("7-2", as_of=None))
    assert "overdue-table" not in html
    assert "基準日の指定がないため、判明時期を過ぎたかどうかは判定していません。" in html


def test_indicators_that_cannot_be_decided_are_listed_with_the_reason(round_of):
    [row] = rows(whole(round_of("7-2")), "undecided-table")
    assert 'href="7-2.html#g1-i13"' in row
    assert "7件（27件）（24年度） 「程度」の許容幅が示されていないため判定できない。" in text(row)


def test_a_finding_is_listed_with_what_is_printed_there(round_of):
    listed = rows(whole(round_of("7-2")), "findings-table")
    assert text(listed[0]).endswith(
        "達成目標1 指標③ 年度ごとの目標値 24年度 230機関 既に達していた水準の年度目標"
    )


def test_errors_come_before_warnings_and_lead_to_the_reports_list(round_of):
    listed = rows(whole(round_of("7-2", "7-3")), "findings-table")
    assert len(listed) == 36
    assert ["誤りの疑い" in row for row in listed] == [True] * 8 + [False] * 28
    assert 'href="7-2.html#finding-1"' in listed[0]


def test_a_failed_report_is_named_with_its_reason_and_its_kept_predecessor(round_of):
    html = whole(round_of("7-2", kept=["7-3"]))
    [failed] = rows(html, "failures-table")
    assert "36l機関" in text(failed)
    assert '<a href="7-3.html">前回の報告書</a>' in failed
    assert "1施策目標は、今回の報告書を作成できませんでした。" in html
    assert text(rows(html, "goals-table")[1]).endswith("× 作成失敗・前回版を掲載")


def test_a_report_that_never_was_made_is_in_the_index_all_the_same(round_of):
    html = whole(round_of("7-2", failed=["7-3"]))
    [failed] = rows(html, "failures-table")
    assert text(failed).endswith("なし")
    assert "7-3.html" not in html
    assert "作成できた1施策目標（ほかに作成できなかった1施策目標は含まない）の28指標のうち" in html
    assert "<strong>1／2</strong> <span>施策目標</span>" in html


def test_a_summary_of_a_report_that_was_taken_away_is_not_shown(round_of):
    reports = round_of("7-2", "7-3")
    for file in reports.glob("7-3.*"):
        file.unlink()
    assert "goal-7-3" not in whole(reports)


def test_a_summary_of_another_version_is_as_good_as_none(round_of):
    reports = round_of("7-2", kept=["7-3"])
    (reports.parent / ".evalkit/fy2012/7-3.digest.json").write_text('{"number": "7-3"}')
    assert [each.summary is None for each in read_round(reports).entries] == [False, True]


def test_what_does_not_fit_is_counted_and_never_silently_left_out(round_of, plain):
    many = [plain["indicators"][4] | {"no": str(number)} for number in range(1, 2001)]
    html = whole(round_of("7-2", indicators=many))
    shown = len(rows(html, "missed-table"))
    assert f"ほかに{2000 - shown:,}件あります" in html
    assert 100 < shown < 2000
    assert "平成24年度の目標を達成していない指標（2,000件）" in html


def test_without_digests_the_sheets_themselves_are_assessed(tmp_path, goal_7_2):
    sheets = tmp_path / "params/fy2012"
    sheets.mkdir(parents=True)
    (sheets / "7-2.yaml").write_bytes(goal_7_2.read_bytes())
    (sheets / "7-3.yaml").write_text("ministry: 文部科学省\n", "utf-8")
    (tmp_path / "params/fy2012.yaml").write_text("as_of: '2013-09-15'\n", "utf-8")
    html = whole(tmp_path / "reports/fy2012")
    assert len(rows(html, "overdue-table")) == 3
    assert "7-3.yaml" in text(rows(html, "failures-table")[0])


def test_a_round_of_nothing_says_so(tmp_path):
    html = whole(tmp_path / "reports/fy2031")
    assert "この年度の報告書も評価書も、まだありません。" in html
    assert "<table" in html  # what it was made from


def test_an_english_index_keeps_the_sheets_own_words_in_japanese(round_of):
    html = whole(round_of("7-2"), language="en")
    assert "1 policy goal: of 28 indicators, 10 met the target of FY2012, 4 missed it" in html
    assert "<strong>1</strong> <span>policy goal</span>" in html
    assert (
        '<span lang="ja">イノベーション創出に向けた産業連携の推進及び地域科学技術の振興</span>'
        in html
    )
    html = re.sub(r'<table id="findings-table".*?</table>', "", html)  # names programmes
    outside = re.sub(r'<(span|td)[^>]* lang="ja"[^>]*>.*?</\1>', "", html)
    assert re.findall(r"[ぁ-んァ-ヶ]", outside) == []


def test_an_unknown_language_is_refused(round_of):
    with pytest.raises(SheetProblems, match="language"):
        open_portfolio(str(round_of("7-2")), language="fr")


def test_the_index_has_one_h1_no_jump_of_headings_and_a_scope_on_every_head(round_of):
    html = whole(round_of("7-2", kept=["7-3"]))
    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert not re.findall(r"<th(?![^>]*scope=)(?=[ >])", html)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_every_link_into_a_report_finds_its_place_there(round_of, goal_7_2):
    parts = (
        "head", "overview", "changes", "achievement_goals", "reference", "budget", "background", "findings",
    )  # fmt: skip
    report = open_report(str(goal_7_2), as_of="2013-09-15")
    ids = set(
        re.findall(r'\bid="([^"]+)"', "".join(getattr(report, part)().html for part in parts))
    )
    linked = re.findall(r'href="7-2.html#([^"]+)"', whole(round_of("7-2")))
    assert len(linked) > 30
    assert set(linked) <= ids


def test_the_index_of_a_round_leads_to_the_one_over_the_years(round_of):
    assert (
        '<p class="back" data-beside="../index.html"><a href="../index.html">年度別の一覧</a></p>'
        in whole(round_of("7-2"))
    )


def test_rates_are_never_averaged_over_goals(round_of):
    assert "％" not in text(open_portfolio(str(round_of("7-2", "7-3"))).overview().html)


def test_the_sum_of_a_round_changes_with_a_summary_and_with_what_is_published(round_of):
    reports = round_of("7-2")
    sums = [round_sum(reports)]
    (reports / "7-2.pdf").unlink()
    sums.append(round_sum(reports))
    round_of("7-2", as_of="2013-10-01")
    sums.append(round_sum(reports))
    assert len(set(sums)) == 3


def totals(year, **changes):
    counts = {
        "met": 1,
        "missed": 2,
        "pending": 3,
        "not_started": 0,
        "no_target": 0,
        "not_decidable": 0,
    }
    given = {
        "name": f"fy{year}", "fiscal_year": year, "language": "ja", "goals": 1, "graded": 1, "grades": counts,
        "severities": {"error": 0, "warning": 0, "info": 0}, "awaited": 3, "overdue": 1, "failed": 0,
    }  # fmt: skip
    return Totals(**given | changes)


def test_the_years_stand_one_below_the_other_with_what_has_changed():
    page = Years([totals(2013, awaited=1, goals=2), totals(2012)]).whole()
    later, earlier = rows(page.html, "years-table")
    assert (
        text(later)
        == "平成25年度 ○ 達成1 × 未達成2 … 調査中3 2 (+1) 6 (±0) 2 (±0) 1 (△2) 1 (±0) 0 (±0) 0 (±0) 0 (±0)"
    )
    assert text(earlier) == "平成24年度 ○ 達成1 × 未達成2 … 調査中3 1 6 2 3 1 0 0 0"
    assert 'href="fy2012/index.html"' in earlier


def test_an_index_says_everything_that_a_report_says_in_the_same_words():
    shared = {name: IndexWords.TABLE[name] for name in Words.TABLE}
    assert shared == Words.TABLE
    assert len(IndexWords.TABLE) > len(shared)
