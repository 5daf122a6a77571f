"""Charts: what is drawn where, what is said without seeing, and the same bytes each time."""

from __future__ import annotations

import multiprocessing
import re
import sys
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import combinations
from unicodedata import east_asian_width
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.assess.assessment import assess_sheet
from evalkit.assess.audit import audit
from evalkit.present.charts import svg
from evalkit.present.charts.breakdowns import breakdown_figure, lowest
from evalkit.present.charts.chart_data import Drawing, Mark, Panel, Panels, floor_of
from evalkit.present.charts.figures import figure, picture_of
from evalkit.present.charts.indicator import draw
from evalkit.present.charts.labels import wrapped
from evalkit.present.charts.panels import draw_panels
from evalkit.present.charts.svg import text_width
from evalkit.present.charts.texts import Point
from evalkit.present.edition import Edition
from evalkit.present.marks import Marks
from evalkit.present.words import Words
from evalkit.sheet.load import parse_sheet, read_sheet
from tests.commands.kit import sheet
from tests.conftest import ROOT, SMALL, examples

SHEET = read_sheet(ROOT / "params/fy2012/7-2.yaml")
RESULTS = {result.label: result for result in assess_sheet(SHEET).results}
UNMARKED = Marks((), Words("ja"))


def chart(label, language="ja"):
    return figure(Edition(SHEET, Words(language)), RESULTS[label])


def message(html):
    return re.search(r"<figcaption><strong>(.*?)</strong>", html)[1]


# What it says


def test_goal_7_2_has_a_chart_for_each_indicator_with_an_actual_and_another_figure():
    edition = Edition(SHEET, Words("ja"))
    without = {label for label, result in RESULTS.items() if not picture_of(edition, result)}
    assert without == {"1-⑦", "1-⑧", "2-②", "2-③", "3-①", "3-②", "3-④"}


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("1-①", "16,302件（23年度）、24年度の目標17,000件の95.9％、24年度は調査中"),
        ("1-⑤", "7％、目標10％の70.0％（24年度）"),
        ("1-⑬", "7件（24年度）"),  # 7件程度: not decided, so no rate
        ("1-⑫", "12拠点（24年度）"),  # a plan that falls and does not say which way is better
    ],
)
def test_the_title_of_a_chart_is_its_message(label, said):
    assert message(chart(label)) == said


def test_a_message_in_english_has_no_japanese_but_the_sheets_own_units():
    said = message(chart("1-①", "en"))
    assert said == "16,302件 (FY2011), 95.9% of the target of 17,000件 for FY2012; FY2012 pending"


def test_where_less_is_better_the_message_says_met_or_missed_instead_of_a_rate():
    text = SMALL.replace("16,302件", "92日").replace("540機関", "90日以下")
    text = text.replace("target:", "annual_targets: {2011: 90日以下}\n        target:")
    sheet = parse_sheet(text, name="small.yaml")
    (result,) = assess_sheet(sheet).results
    said = message(figure(Edition(sheet, Words("ja")), result))
    assert said == "92日、目標90日以下に対し未達成（23年度）、24年度は調査中"


def test_a_chart_says_its_figures_to_who_cannot_see_it():
    html = chart("1-①")
    assert '<svg role="img" aria-labelledby="g1-i1-chart-title g1-i1-chart-desc"' in html
    description = re.search(r'<desc id="g1-i1-chart-desc">(.*?)</desc>', html)[1]
    assert description == (
        "実績値: 20年度 14,974件、21年度 14,779件、22年度 15,544件、23年度 16,302件。"
        "年度ごとの目標値: 24年度 17,000件。基準値: 15年度 7,248件"
    )


def test_a_chart_says_in_words_which_way_its_dotted_line_shows():
    assert "点線は基準値（15年度）と24年度の目標値を結ぶ直線です。" in chart("1-①")


def test_what_is_still_needed_without_a_baseline_is_named_and_has_a_dash_of_its_own():
    planned, needed = chart("1-①"), chart("1-⑤")
    assert "一点鎖線は最新の実績値（24年度）から25年度の目標値までに必要な変化です。" in needed
    assert [">目標までに必要" in html for html in (planned, needed)] == [False, True]
    dashes = "stroke-dasharray: 7,2,1.2,2"
    assert [dashes in html for html in (planned, needed)] == [False, True]


@pytest.mark.parametrize("label", ["1-⑫", "2-⑥", "3-③"])
def test_no_way_is_drawn_to_a_target_that_is_reached(label):
    assert RESULTS[label].outlook == "reached"
    assert picture_of(Edition(SHEET, Words("ja")), RESULTS[label]).way is None


def test_counts_start_at_zero_and_so_does_a_percentage_whose_sisters_are_low():
    for label in ("1-⑨", "1-①", "2-④", "2-⑥"):
        html = chart(label)
        assert ">0</text>" in html, label
        assert "縦軸は0からではなく" not in html, label


def high_shares(*latest):
    """Sheet of percentages that all lie high, one indicator for each figure."""
    head, _, one = SMALL.partition("      - no: 1\n        name: 共同")
    each = "      - no: {no}\n        name: 共同" + one.replace("16,302件", "95.0％").replace(
        "調査中（10月頃調査結果が出る予定）", "{value}"
    ).replace("540機関", "99％")
    rows = (each.format(no=no, value=value) for no, value in enumerate(latest, 1))
    sheet = parse_sheet(head + "".join(rows), name="small.yaml")
    return sheet, assess_sheet(sheet).results


def test_percentages_of_a_goal_that_all_lie_high_share_a_cut_axis_which_is_said():
    sheet, results = high_shares("97.5％", "62.0％")
    for result in results:
        assert "縦軸は0からではなく60％から始まります" in figure(
            Edition(sheet, Words("ja")), result
        )


def test_one_low_percentage_keeps_the_axes_of_its_sisters_whole():
    sheet, results = high_shares("97.5％", "12.0％")
    for result in results:
        assert "縦軸は0からではなく" not in figure(Edition(sheet, Words("ja")), result)


@given(shares=st.lists(st.integers(0, 100), min_size=1))
def test_an_axis_of_percentages_shows_twenty_points_at_least_and_all_of_them(shares):
    floor = floor_of(shares)
    assert floor <= min(shares)
    assert 100 - floor >= 20


@pytest.mark.parametrize(("language", "label"), [("ja", "△12.5"), ("en", "−12.5")])
def test_a_negative_figure_has_the_minus_of_the_page_on_the_chart_and_its_axis(language, label):
    text = SMALL.replace("16,302件", "△12.5％").replace("540機関", "40％")
    sheet = parse_sheet(text, name="small.yaml")
    html = figure(Edition(sheet, Words(language)), assess_sheet(sheet).results[0])
    assert f">{label}</text>" in html
    assert not re.search(r">-[\d.]+</text>", html)


def test_every_point_has_its_figure_or_only_the_first_and_the_last():
    for label, result in RESULTS.items():
        picture = picture_of(Edition(SHEET, Words("ja")), result)
        if picture is None:
            continue
        own = [f"{each.value:,}" for _, each in sorted(picture.actual.items())]
        blue = re.findall(rf"fill: {svg.ACTUAL}[^>]*>([\d,.]+)</text>", chart(label))
        assert sorted(blue) in (sorted(own), sorted({own[0], own[-1]})), label


def test_a_breakdown_has_a_panel_for_each_row_and_its_mean():
    goal = RESULTS["2-⑤"].goal
    html = breakdown_figure(Edition(SHEET, Words("ja")), UNMARKED, goal, RESULTS["2-⑤"].indicator)
    said = "24年度は新技術説明会・聴講者の71％が最も低い（23年度から△9ポイント）"
    assert message(html) == said
    assert "破線は指標の目標値（80％以上）です。" in html
    assert "縦軸は0からではなく60％から始まります" in html
    names = ["新技術説明会・聴講者", "新技術説明会・連携機関", "新技術説明会・説明者",
             "大学見本市・来場者", "大学見本市・出展者", "人材育成・受講者", "平均"]  # fmt: skip
    assert [name for name in names if f">{name}</text>" in html] == names
    assert "平均: 20年度 86％、21年度 84％、22年度 84％、23年度 90％、24年度 91％" in html


def points(**years):
    return {int(year[1:]): Point(int(year[1:]), Decimal(v), "％") for year, v in years.items()}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ({"甲": points(y2011=80, y2012=71), "乙": points(y2012=90)},
         "24年度は甲の71％が最も低い（23年度から△9ポイント）"),
        ({"甲": points(y2012=71), "乙": points(y2011=80, y2012=90)}, "24年度は甲の71％が最も低い"),
        ({"甲": points(y2011=71, y2012=71), "乙": points(y2012=90)},
         "24年度は甲の71％が最も低い（23年度と同じ）"),
        ({"甲": points(y2012=71), "乙": points(y2012=71), "丙": points(y2012=90)},
         "24年度は甲、乙の71％が最も低い"),
        ({"甲": points(y2012=71), "乙": points(y2012=71)}, "24年度はいずれも71％"),
        ({"甲": points(y2011=71), "乙": points(y2012=71)}, "別表"),
    ],
)  # fmt: skip
def test_the_message_of_a_breakdown_names_the_lowest_row_and_what_it_was_before(rows, said):
    assert lowest(Edition(SHEET, Words("ja")), rows) == said


def test_the_findings_on_a_mean_are_named_above_its_panel():
    path = ("achievement_goals", 1, "indicators", 4, "breakdown", "mean", "actuals", "2012")
    goal, marked = (
        RESULTS["2-⑤"].goal,
        Marks([replace(audit(SHEET)[0], number=7, path=path)], Words("ja")),
    )
    html = breakdown_figure(Edition(SHEET, Words("ja")), marked, goal, RESULTS["2-⑤"].indicator)
    assert '平均に関する監査所見: <a href="#finding-7"' in html


# The file


def test_the_text_of_a_chart_is_text_and_its_only_ids_are_its_own_name_and_description():
    html = chart("1-①") + chart("1-②")
    assert ">16,302</text>" in html
    ids = re.findall(r' id="([^"]+)"', html)
    own = [f"g1-i{number}-chart" for number in (1, 2)]
    assert ids == [name + part for name in own for part in ("", "-title", "-desc")]
    assert not re.search(r"url\(|<use|<style|<metadata", html)


def test_a_chart_is_well_formed_and_the_same_each_time_and_after_any_other():
    first = chart("2-⑩")
    chart("1-①")
    assert chart("2-⑩") == first
    ElementTree.fromstring(re.search(r"<svg.*?</svg>", first, re.DOTALL)[0])


def test_drawing_changes_no_setting_of_matplotlib():
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    chart("1-①")
    assert dict(mpl.rcParams) == before


def test_the_page_has_a_colour_for_every_colour_of_a_chart():
    css = (ROOT / "evalkit/present/templates/page.css").read_text("utf-8")
    goal = RESULTS["2-⑤"].goal
    drawn = [chart(label) for label in RESULTS]
    drawn.append(
        breakdown_figure(Edition(SHEET, Words("ja")), UNMARKED, goal, RESULTS["2-⑤"].indicator)
    )
    used = set(re.findall(r"(?:fill|stroke): #\w{6}", "".join(drawn)))
    assert {svg.INK, svg.ACTUAL, svg.TARGET} <= {each[-7:] for each in used}
    assert [each for each in used if f'figure svg [style*="{each}"]' not in css] == []


# Nothing covers anything

FIVE = range(2008, 2013)


def drawing(actual, **more):
    years = range(1980, 2040)
    whole = {
        "id": "x", "title": "題", "description": "文", "unit": "件", "unit_label": "（件）",
        "actual": actual, "annual_target": {}, "baseline": None, "target": None, "way": None,
        "labels": {year: f"{value:,}" for year, value in actual.items()},
        "gaps": {}, "window": FIVE, "years": {year: str(year - 1988) for year in years},
        "years_unit": "（年度）",
        "names": {"actual": "実績値", "annual_target": "年度目標\n12件\n（24年度）"},
    }  # fmt: skip
    return Drawing(**(whole | more))


def _em(character):
    wide = east_asian_width(character) in "WFA"
    return 1.0 if wide else 0.6 if character.isdigit() else 0.25 if character in ",." else 0.5


def boxes(svg):
    """Text of a chart with a careful guess at its box: left, bottom, right, top."""
    root = ElementTree.fromstring(svg)
    for text in root.iter("{http://www.w3.org/2000/svg}text"):
        style, content = text.attrib["style"], text.text
        size = float(re.search(r"font-size: ([\d.]+)px", style)[1])
        ems = sum(_em(each) for each in content)
        x, y, wide = float(text.attrib["x"]), float(text.attrib["y"]), ems * size
        anchor = re.search(r"text-anchor: (\w+)", style)[1]
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        if "rotate(-90" in text.attrib.get("transform", ""):
            yield content, (x - 0.75 * size, y - wide, x, y)
        else:
            yield content, (left, y - 0.75 * size, left + wide, y)


def overlapping(svg):
    def meet(one, other):
        return (one[0] < other[2] and other[0] < one[2]
                and one[1] < other[3] and other[1] < one[3])  # fmt: skip

    pairs = combinations(boxes(svg), 2)
    return [(one, other) for (one, a), (other, b) in pairs if meet(a, b)]


def outside(svg):
    width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups())
    return [
        text
        for text, (left, top, right, bottom) in boxes(svg)
        if left < 0 or top < 0 or right > width or bottom > height
    ]


PENDING = {2011: "調査中", 2012: "調査中"}
EXTREMES = {
    "equal values": drawing(dict.fromkeys(FIVE, 12.0)),
    "one digit": drawing({year: float(year % 7) for year in FIVE}),
    "twelve digits": drawing({year: 123456789012.0 + year for year in FIVE}),
    "negative": drawing({year: float(2010 - year) * 7 for year in FIVE}),
    "all negative": drawing({year: float(-year) for year in FIVE}),
    "zero": drawing(dict.fromkeys(FIVE, 0.0)),
    "one point": drawing({2012: 7.0}, target=Mark(None, 7.0, "目標値\n7件")),
    "twenty years": drawing({y: (y * 37.0) % 100 for y in range(1993, 2013)},
                            window=range(1993, 2013)),
    "all marks at one value": drawing(
        dict.fromkeys(FIVE, 12.0), annual_target=dict.fromkeys(FIVE, 12.0),
        baseline=Mark(2003, 12.0, "基準値\n123,456,789,012機関\n（15年度）"),
        target=Mark(2020, 12.0, "目標値\n123,456,789,012機関程度\n（32年度）"),
        way=((2003, 12.0), (2020, 12.0)),
    ),
    "shares on a cut axis": drawing({2011: 98.0, 2012: 61.0}, unit="％", floor=60),
    "a way that is still needed": drawing(
        {2012: 4.0}, way=((2012, 4.0), (2013, 9.0)), target=Mark(2013, 9.0, "目標値\n9件\n（25年度）"),
        names={"actual": "実績値", "way": "目標までに必要な変化"},
    ),
    "gaps": drawing({2008: 4.0}, gaps={2009: "未開始", 2010: "調査中", 2011: "未開始", 2012: "調査中"}),
    "gaps in English": drawing({2008: 4.0, 2012: 0.0}, gaps={2010: "not started", 2011: "pending"}),
    "a long unit": drawing({2010: 4.0}, gaps=PENDING, unit_label="（百万円・平成22年価格）"),
}  # fmt: skip


@pytest.mark.parametrize("name", EXTREMES)
def test_no_text_covers_another_or_leaves_the_chart(name):
    svg = draw(EXTREMES[name])
    assert overlapping(svg) == []
    assert outside(svg) == []


VALUES = st.dictionaries(
    st.sampled_from(FIVE), st.integers(-(10**12), 10**12).map(float), min_size=1
)


@examples(60, derandomize=True)
@given(actual=VALUES, targets=VALUES, due=st.integers(2012, 2024), base=st.integers(2000, 2012))
def test_whatever_the_figures_no_text_covers_another(actual, targets, due, base):
    marks = {
        "baseline": Mark(base, actual[max(actual)], "基準値\n12件\n（15年度）"),
        "target": Mark(due, targets[max(targets)], "目標値\n99件以上\n（34年度）"),
    }
    gaps = {year: "調査中" for year in FIVE if year not in actual}
    svg = draw(drawing(actual, annual_target=targets, gaps=gaps, **marks))
    assert overlapping(svg) == []


def test_the_latest_value_always_has_its_figure():
    for name, each in EXTREMES.items():
        latest = each.labels[max(each.actual)]
        assert f">{latest}</text>" in draw(each), name


def test_panels_share_a_scale_and_their_texts_keep_apart():
    panels = [Panel(f"長い名前の区分・その{i}番", {2008: 1e9 * i, 2012: 5.0}, {2008: f"{i},000,000,000", 2012: "5"})
              for i in range(1, 6)]  # fmt: skip
    svg = draw_panels(
        Panels(id="x", title="題", description="文", unit="件", unit_label="（件）", window=FIVE,
               years={year: str(year - 1988) for year in FIVE}, years_unit="（年度）", panels=panels,
               mean=Panel("平均", {2012: 5.0}, {2012: "5"}), target=4e9)
    )  # fmt: skip
    assert overlapping(svg) == []
    assert outside(svg) == []


def test_a_baseline_long_before_the_first_year_is_a_line_across_and_no_place_on_the_axis():
    far = drawing({2012: 4.0}, baseline=Mark(1980, 4.0, "基準値"))
    assert list(far.shown_years) == list(FIVE)
    near = replace(far, baseline=Mark(2003, 4.0, "基準値"))
    assert list(near.shown_years) == list(range(2003, 2013))


def test_the_scale_of_shares_ends_at_the_whole():
    svg = draw(drawing({2011: 98.0, 2012: 100.0}, unit="％"))
    assert ">100</text>" in svg
    assert not re.search(r">10[1-9]</text>", svg)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="no fork there")
def test_processes_forked_from_one_that_has_drawn_read_the_font_for_themselves():
    """A shared file offset made one report in ten fail, or its labels overlap."""
    kanji = [chr(code) for code in range(ord("一"), ord("一") + 3000)]
    assert text_width("字", 10) == 10
    with multiprocessing.get_context("fork").Pool(4) as pool:
        widths = pool.map(partial(text_width, size=10), kanji * 4, chunksize=3000)
    assert set(widths) == {10}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Change still needed", ["Change still", "needed"]),
        ("目標までに必要な変化", ["目標までに必要", "な変化"]),
        ("実績値の目標17,000件", ["実績値の目標", "17,000件"]),
        ("Incomprehensibilities abound", ["Incomprehensib", "ilities abound"]),
    ],
)
def test_a_name_is_broken_between_words_or_japanese_characters(text, lines):
    assert list(wrapped(text, text_width, 84)) == lines


# Many rows, many years, long names


def of_rows(count, years=5, name="大学"):
    """Chart of a 別表 of so many rows, each rising from its number by one a year."""
    first = 2024 - years
    rows = "".join(
        f"    - {{name: {name}{n}, actuals: {{{', '.join(f'{year}: {n + year - first}人' for year in range(first, 2024))}}}}}\n"
        for n in range(1, count + 1)
    )
    indicator = f"actuals: {{2023: 9人}}\nbreakdown:\n  rows:\n{rows}"
    made = parse_sheet(
        sheet(indicator).replace("fiscal_year: 2023", f"fiscal_year: 2023\nyears: {first}-2023")
    )
    goal = made.achievement_goals[0]
    return breakdown_figure(Edition(made, Words("ja")), UNMARKED, goal, goal.indicators[0])


def told(html, tag):
    return re.findall(rf"<{tag}[^>]*>(.*?)</{tag}>", html)


def test_a_breakdown_of_many_rows_is_several_drawings_on_one_scale():
    html = of_rows(40)
    assert len(told(html, "title")) == 3
    assert sum(f">大学{n}</text>" in html for n in range(1, 41)) == 40
    descriptions = told(html, "desc")
    assert len(descriptions[0]) < 1000
    assert descriptions[0].startswith("大学1: 令和元年度 1人、")
    scales = [sorted(re.findall(r">(\d+)</text>", svg)[:3]) for svg in html.split("<svg")[1:]]
    assert scales[0] == scales[1] == scales[2]


def test_of_hundreds_of_rows_the_chart_shows_the_ends_and_says_so():
    html = of_rows(500)
    assert told(html, "title") == ["①指標その1: 5年度は大学1の5人が最も低い（4年度から+1人）"]
    shown = [n for n in range(1, 501) if f">大学{n}</text>" in html]
    assert shown == [1, 2, 3, 4, 497, 498, 499, 500]
    assert "500行のうち、最新の値が低い4行と高い4行です。すべての行は表にあります。" in html


def test_no_alternative_text_is_longer_than_a_person_listens():
    html = of_rows(20, years=30)
    assert told(html, "desc") == [
        "420個の値、最小1人、最大43人。すべての値は別表（指標①）の表にあります。",
        "180個の値、最小15人、最大49人。すべての値は別表（指標①）の表にあります。",
    ]
    long = of_rows(2, name="長" * 5000)
    assert max(map(len, told(long, "desc"))) < 1000


def test_of_many_equal_rows_some_are_named():
    points = {f"大学{n}": {2012: Point(2012, Decimal(n > 400), "件")} for n in range(1, 501)}
    assert (
        lowest(Edition(SHEET, Words("ja")), points)
        == "24年度は大学1、大学2、大学3ほか397の0件が最も低い"
    )
