"""A comparison on the page, in a terminal and as JSON."""

from __future__ import annotations

import json
import re
from functools import cache

import pytest
from click.testing import CliRunner

from evalkit.assess.compare import compare
from evalkit.assess.report_data import gather
from evalkit.cli import main
from evalkit.present.comparison import Changes, shown_texts
from evalkit.present.read_report import Opened
from evalkit.present.sections import Report
from evalkit.present.words import Words
from evalkit.sheet.load import parse_sheet, read_document, read_sheet
from tests.conftest import ROOT

PATH = ROOT / "params/fy2012/7-2.yaml"
TEXT = PATH.read_text("utf-8")
EDITS = (
    ("2012: 23地域", "2012: 24地域"),  # 1-⑪, whose target is 24地域
    ("2009: 77.6％", "2009: 78.6％"),
    ("target: 540機関", "target: 500機関"),
    ("name: 産学官連携本部等支援機関数", "name: 産学官連携本部等の支援機関数"),
    ('2013: "2,660,000"', '2013: "2,800,000"'),
)
NEW = TEXT
for _old, _new in EDITS:
    assert NEW.count(_old) == 1
    NEW = NEW.replace(_old, _new)


@cache
def comparison():
    return compare(read_sheet(PATH), parse_sheet(NEW))


def changes(language="ja"):
    return Changes(comparison(), Words(language))


def row(html, place):
    """The row of a table that begins with `place`."""
    (found,) = [each for each in re.findall(r"<tr>.*?</tr>", html) if f">{place}<" in each]
    return found


def test_one_sentence_counts_what_changed_and_leaves_out_what_did_not():
    assert (
        changes()
        .sentence()
        .startswith(
            "平成24年度（旧版）の評価書からの変更: 過去の値の修正2件（うち判定・見通しが変わるもの1件）、"
            "目標の変更1件、指標・事業等の異動1件、予算の変更1件、監査所見の変化"
        )
    )
    assert (
        changes("en")
        .sentence()
        .startswith(
            "Changes since the sheet of FY2012, an earlier version: Past values restated 2 (1 of which"
            " turn a judgement or an outlook), Targets 1, "
        )
    )


def test_nothing_changed_is_said_in_one_sentence_and_no_table():
    sheet = read_sheet(PATH)
    html = Changes(compare(sheet, sheet), Words("ja")).whole()
    assert html == '<p class="headline">変更点はありません。</p>'


def test_a_restated_value_shows_both_values_the_difference_and_both_judgements():
    assert row(changes().whole(), "達成目標1 指標⑪ 実績値 24年度") == (
        '<tr><th scope="row">達成目標1 指標⑪ 実績値 24年度</th><td>23地域</td><td>24地域</td>'
        "<td>+1地域（+4.3％）<br/>"
        '<span class="status status-missed">× 未達成</span> → '
        '<span class="status status-met">○ 達成</span></td></tr>'
    )


def test_a_percentage_moves_by_points():
    assert "+1ポイント" in row(changes().whole(), "達成目標2 指標⑩ 実績値 21年度")
    english = changes("en").whole()
    assert "+1 points" in row(english, "achievement goal 2 indicator ⑩ actual FY2009")


def test_an_eased_target_says_so_in_word_and_colour():
    shown = row(changes().whole(), "達成目標1 指標③ 目標値")
    assert '<span class="status status-pending">緩和</span>' in shown
    assert "△40機関（△7.4％）" in shown


def test_an_english_page_marks_the_sheets_own_words_as_japanese():
    shown = row(changes("en").whole(), "achievement goal 1 indicator ⑪ actual FY2012")
    assert '<td lang="ja">23地域</td><td lang="ja">24地域</td>' in shown
    assert "× Missed" in shown


def test_every_table_has_a_heading_that_names_it_and_rows_with_heads():
    html = changes().whole()
    for group in ("restated", "targets", "structure", "budget", "findings"):
        assert f'<h2 id="changes-{group}">' in html
        assert f'<table id="changes-{group}-table" class="data changes" aria-labelledby' in html
    assert 'id="changes-entered"' not in html
    assert html.count("<tr><th scope=") == html.count("<tr>")


def test_the_gravest_stand_first():
    places = re.findall(r'<th scope="row">([^<]*)', changes().whole())
    assert places[:2] == ["達成目標1 指標⑪ 実績値 24年度", "達成目標2 指標⑩ 実績値 21年度"]


def test_of_a_long_text_only_the_surroundings_of_the_difference_are_shown():
    made = compare(read_sheet(PATH), parse_sheet(TEXT.replace("減少傾向にある", "増加傾向にある")))
    (change,) = made.group("texts")
    old, new = shown_texts(change)
    assert len(old) <= 162
    assert (old[31:37], new[31:37]) == ("減少傾向にあ", "増加傾向にあ")
    assert old.startswith("…")


# In the report -----------------------------------------------------------------------------------


def report(previous, path=PATH):
    document = read_document(path)
    return Report(Opened(document, None, gather(document.sheet, previous=previous)))


def test_a_report_with_last_years_sheet_has_the_section_and_links_to_its_own_cards():
    html = str(report(parse_sheet(NEW)).changes().html)
    assert html.startswith('<h2 id="changes">前年度からの変更点</h2>')
    assert '<h3 id="changes-restated">' in html
    assert '<a href="#g1-i11">達成目標1 指標⑪ 実績値 24年度</a>' in html


def test_a_report_without_one_has_no_section():
    assert str(report(None).changes().html) == ""


def test_every_link_of_the_section_leads_somewhere_in_the_report():
    made = report(parse_sheet(NEW))
    page = "".join(str(part().html) for part in (made.overview, made.changes,
                                                 made.achievement_goals, made.budget))  # fmt: skip
    links = set(re.findall(r'href="#([^"]+)"', str(made.changes().html)))
    assert links
    assert links <= set(re.findall(r'id="([^"]+)"', page))


def test_an_execution_that_is_not_known_yet_does_not_stop_the_report(tmp_path):
    path = tmp_path / "7-2.yaml"
    path.write_text(TEXT.replace('{2011: "20,539,898"', "{2011: 調査中"), "utf-8")
    html = str(report(None, path).budget().html)
    assert re.search(r'<td class="num">－</td><td class="num">20,754,867</td>', html)


# The command -------------------------------------------------------------------------------------


@pytest.fixture
def pair(tmp_path):
    new = tmp_path / "new.yaml"
    new.write_text(NEW, "utf-8")
    return str(PATH), str(new)


def run(*arguments):
    return CliRunner().invoke(main, ["compare", *arguments])


def test_the_terminal_gets_a_line_for_each_change(pair):
    result = run(*pair)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[2:5] == [
        "過去の値の修正: 2",
        "  [修正] 達成目標1 指標⑪ 実績値 24年度: 23地域 → 24地域  +1地域（+4.3％）  × 未達成 → ○ 達成",
        "  [修正] 達成目標2 指標⑩ 実績値 21年度: 77.6％ → 78.6％  +1ポイント  × 未達成",
    ]


def test_json_has_the_counts_and_every_change_with_exact_figures(pair):
    record = json.loads(run(*pair, "--json").stdout)
    assert (record["counts"]["restated"], record["flips"]) == (2, 1)
    first = record["changes"][0]
    assert (first["kind"], first["difference"]) == ("restated", "1")
    assert first["rate"].startswith("0.0434782608")
    assert (first["judgement_before"], first["judgement_after"]) == ("missed", "met")
    assert first["path"] == "achievement_goals/0/indicators/10/actuals/2012"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_stands_alone(pair, tmp_path, language):
    page = tmp_path / "out" / "changes.html"
    assert run(*pair, "--html", str(page), "--lang", language).exit_code == 0
    html = page.read_text("utf-8")
    assert f'<html lang="{language}"' in html
    assert "Content-Security-Policy" in html
    assert html.count("<h1") == 1
    assert 'href="#g1' not in html


def test_a_sheet_that_cannot_be_read_is_told_and_nothing_is_written(pair, tmp_path):
    page = tmp_path / "changes.html"
    result = run(pair[0], str(tmp_path / "none.yaml"), "--html", str(page))
    assert result.exit_code == 2
    assert "none.yaml:1:1  ファイルがありません" in result.stderr
    assert not page.exists()


def test_a_page_that_cannot_be_written_is_named(pair, tmp_path):
    (tmp_path / "folder").mkdir()
    result = run(*pair, "--html", str(tmp_path / "folder"))
    assert result.exit_code == 2
    assert result.stderr == f"{tmp_path / 'folder'}: 書き込めません（フォルダです）\n"
