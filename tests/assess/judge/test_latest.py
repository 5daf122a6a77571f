"""Every preset sees what the annual rule sees: units, both ends, strictness, the year's target."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.assess.assessment import assess_sheet
from evalkit.assess.judge.presets import PRESETS
from evalkit.sheet.load import parse_sheet
from tests.commands.kit import sheet
from tests.conftest import examples

D = Decimal
RED, YELLOW = "Red (Did not meet target)", "Yellow (Slightly below target)"
GREEN, BLUE = "Green (Met target)", "Blue (Exceeded target)"
BANDS = [{"grade": "A", "at_least": "1.0"}, {"grade": "B", "at_least": "0.8"}, {"grade": "C"}]
UNDECIDED = {
    "maff": "not_decidable", "maff_abc": "not_decidable", "commerce": "not_decidable",
    "bands": "not_decidable", "kenko21": "E", "open_sdg": "not_available",
    "eustat": "not_available", "destatis": "no_assessment",
}  # fmt: skip


def judged(text: str, preset: str, **options):
    """Judgement of the one indicator of a sheet, its heads read as of FY2023."""
    (result,) = assess_sheet(parse_sheet(text)).results
    return result.judged(preset, **({"bands": BANDS, **options} if preset == "bands" else options))


def headed(row: str, head: str) -> str:
    heads = f"tables: {{outcome: {{baseline: 平成30年度, target: {head}}}}}\n    indicators:"
    return sheet(row).replace("indicators:", heads, 1)


@pytest.mark.parametrize("preset", UNDECIDED)
@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("baseline: 100件\nactuals: {2018: 100件, 2023: 338件}\nannual_targets: {2023: 20％}\n"
         "target: （2025年度）20％", "実績値の単位（件）と目標値の単位（％）が異なるため、比べられない。"),
        ("actuals: {2023: 82％}\nannual_targets: {2023: 8点以上}\ntarget: （2025年度）8点以上",
         "実績値の単位（％）と目標値の単位（点）が異なるため、比べられない。"),
        ("unit: 人\nactuals: {2023: '41'}\ntarget: （2023年度）30件以下",
         "実績値の単位（人）と目標値の単位（件）が異なるため、比べられない。"),
        ("name: 死者の数\nactuals: {2022: 3694人, 2023: 3532人}\nannual_targets: {2023: 2500人}\n"
         "target: （2025年度）2500人",
         "上がるのと下がるのとどちらが良いかが示されていないため判定できない。"),
        ("name: 喫煙率\nactuals: {2022: 18％, 2023: 17％}\nannual_targets: {2022: 18％, 2023: 17.5％}\n"
         "target: （2025年度）12％",
         "上がるのと下がるのとどちらが良いかが示されていないため判定できない。"),
        ("actuals: {2022: 週9回, 2023: 週10回}\nannual_targets: {2023: 月9回以上}\n"
         "target: （2025年度）月9回以上",
         "実績値「週10回」と目標値「月9回以上」は対象が異なるため、比べられない。"),
        ("actuals: {2022: 男性 9％, 2023: 男性 10％}\nannual_targets: {2023: 女性9％以上}\n"
         "target: （2025年度）女性9％以上",
         "実績値「男性 10％」と目標値「女性9％以上」は対象が異なるため、比べられない。"),
        ("actuals: {2022: 3件, 2023: 5件未満}\nannual_targets: {2023: 4件以上}\n"
         "target: （2025年度）4件以上",
         "実績値「5件未満」は上限か下限であり、目標値のどちらの側にあるか決まらない。"),
    ],
    ids=["number and percent", "percent and points", "declared unit", "no evidence", "falling",
         "of other times", "of others", "a limit as result"],
)  # fmt: skip
def test_what_cannot_be_compared_is_undecided_under_every_preset(preset, row, reason):
    made = judged(sheet(row), preset)
    said = made.reasoning.ja.replace("（2025年度）", "")  # some judge by the final target
    assert (made.grade, made.decided, said) == (UNDECIDED[preset], False, reason)


@pytest.mark.parametrize("preset", ["maff", "commerce", "bands"])
def test_a_direction_that_a_comparator_contradicts_decides_nothing(preset):
    row = "direction: up\nactuals: {2023: 7件}\nannual_targets: {2023: 6件}\ntarget: 5件以下"
    made = judged(sheet(row), preset)
    assert (made.grade, made.reasoning.ja) == (
        UNDECIDED[preset],
        "上がるのと下がるのとどちらが良いかについて、評価書の記載が矛盾するため判定できない。",
    )


ROWS = {
    "a range, beyond": "actuals: {2023: 40日間}\nannual_targets: {2023: 10～20日間}",
    "a range, inside": "actuals: {2023: 15日間}\nannual_targets: {2023: 10～20日間}",
    "about, beyond": "tolerance: 2\nactuals: {2023: 40件}\nannual_targets: {2023: 10件程度}",
    "about, inside": "tolerance: 2\nactuals: {2023: 9件}\nannual_targets: {2023: 10件程度}",
    "strict, at it": "actuals: {2023: 10％}\nannual_targets: {2023: 10％未満}",
    "negative": "direction: up\nactuals: {2023: △4億円}\nannual_targets: {2023: △3億円}",
    "own year": "actuals: {2023: 140件}\nannual_targets: {2023: 130件}\ntarget: （2028年度）300件",
    "no target": "actuals: {2023: 140件}\nannual_targets: {2023: －}\ntarget: （2028年度）300件以上",
    "text, met": "decisions: {2023: met}\nactuals: {2023: 3件}\nannual_targets: {2023: 法案の提出}",
}


@pytest.mark.parametrize(
    ("row", "annual", "maff", "commerce", "kenko21"),
    [
        ("a range, beyond", "missed", "not_decidable", RED, "E"),
        ("a range, inside", "met", "not_decidable", GREEN, "A"),
        ("about, beyond", "missed", "not_decidable", RED, "E"),
        ("about, inside", "met", "not_decidable", GREEN, "A"),
        ("strict, at it", "missed", "A", YELLOW, "E"),
        ("negative", "missed", "not_decidable", RED, "E"),
        ("own year", "met", "A", GREEN, "E"),
        ("no target", "no_target", "not_decidable", "not_decidable", "E"),
        ("text, met", "met", "not_decidable", GREEN, "E"),
    ],
)
def test_ends_strictness_sign_and_the_years_own_target_count(row, annual, maff, commerce, kenko21):
    text = sheet(ROWS[row])
    presets = ("annual", "maff", "commerce", "kenko21")
    made = [judged(text, preset).grade for preset in presets]
    assert made == [annual, maff, commerce, kenko21]


def test_a_range_has_no_rate_and_no_outlook_and_is_left_by_its_nearer_end():
    row = "baseline: （2018年度）5日間\nactuals: {2018: 5日間, 2023: 40日間}\ntarget: （2028年度）10～20日間"
    (result,) = assess_sheet(parse_sheet(sheet(row))).results
    latest = result.latest
    assert (result.outlook, result.level) == ("unknown", None)
    assert latest.figure("required_change").value == -4
    assert [latest.figure(n).code for n in ("progress", "pace", "on_line")] == ["two_sided"] * 3


def test_bands_take_the_final_target_where_the_year_has_none_and_say_so():
    made = judged(sheet("actuals: {2023: 270件}\ntarget: （2028年度）300件以上"), "bands")
    assert (made.grade, made.reasoning.ja) == (
        "B",
        "水準の達成率（level_rate）は0.9で、条件「≥ 0.8」に当たる。最終目標（（2028年度）300件以上）に対する値である。",
    )


@pytest.mark.parametrize(
    ("function", "grade"),
    [("level_rate", "A"), ("progress", "C"), ("pace", "C"), ("change", "A"), ("change_rate", "C"),
     ("cagr", "C"), ("cagr_ratio", "C"), ("required_change", "A"), ("level_rate_mirror",
     "not_decidable"), ("execution_rate", "not_decidable")],
)  # fmt: skip
def test_bands_lie_over_each_function_they_know(function, grade):
    row = (
        "baseline: （2018年度）100件\nactuals: {2018: 100件, 2022: 130件, 2023: 140件}\n"
        "annual_targets: {2023: 130件}\ntarget: （2028年度）300件"
    )
    assert judged(sheet(row), "bands", function=function).grade == grade


@pytest.mark.parametrize(
    ("head", "grade", "reason"),
    [
        ("令和7年", "limited_progress", "2025年に目標値160に"),
        ("令和7年度（2025年度）", "limited_progress", "2025年に目標値160に"),
        ("7年度まで", "limited_progress", "2025年に目標値160に"),
        ("FY25", "limited_progress", "2025年に目標値160に"),
        ("各年度", "not_available", "毎年度の目標であり、目標年度がないため"),
        ("年度ごと", "not_available", "毎年度の目標であり、目標年度がないため"),
        ("計画期間末", "not_available", "目標年度がないため計算できない。"),
        ("令和6～10年度", "not_available", "目標年度がないため計算できない。"),
    ],
)
def test_a_head_is_read_or_there_is_no_year(head, grade, reason):
    row = "baseline: 100件\nactuals: {2018: 100件, 2023: 110件}\ntarget: 160件以上"
    made = judged(headed(row, head), "open_sdg")
    assert made.grade == grade
    assert reason in made.reasoning.ja


def test_a_target_of_every_year_leaves_no_line_to_its_year_for_kenko21():
    row = "unit: 点\nbaseline: 2点\ntarget: 5点\nactuals: {2023: 3点}"
    made = judged(headed(row, "毎年度"), "kenko21")
    told = "毎年度の目標値で、目標年度がないため、BかB*かを決められない。"
    assert (made.grade, made.reasoning.ja) == ("E", told)


@pytest.mark.parametrize("head", ["毎年度", "各年度", "各年", "毎年", "年度ごと", "Every year"])
def test_a_target_of_every_year_is_that_of_each_year(head):
    (result,) = assess_sheet(
        parse_sheet(headed("actuals: {2022: 5件}\ntarget: 6件以上", head))
    ).results
    assert result.year(2022).judgement.grade == "missed"
    assert result.year(2019).target.printed == "6件以上"


def test_a_natural_limit_of_the_sheet_shrinks_the_thresholds():
    row = "direction: up\nbaseline: （2018年度）97.4％\nactuals: {2023: 99.0％}"
    assert judged(sheet(row), "open_sdg").grade == "limited_progress"
    assert judged(sheet(f"{row}\nlimit: 100"), "open_sdg").grade == "substantial_progress"


# --- properties -----------------------------------------------------------------------------------

values = st.sampled_from(["0", "1", "5", "9.9", "10", "10.1", "20", "40", "100", "△3", "△10"])
units = st.sampled_from(["件", "％", "割", "億円", "位", ""])
targets = st.one_of(
    st.builds("{}{}{}".format, values, units,
              st.sampled_from(["", "", "以上", "以下", "未満", "超", "程度"])),
    st.sampled_from(["10～20件", "5～10％", "－", "調査中", "前年度以上", "法案の提出"]),
)  # fmt: skip
cells = st.one_of(
    st.builds("{}{}".format, values, units), st.sampled_from(["－", "調査中", "実績なし"])
)
better = {
    "maff": {"A'"}, "maff_abc": set(), "commerce": {GREEN, BLUE}, "kenko21": {"A"},
    "open_sdg": {"target_achieved"}, "eustat": set(), "destatis": set(), "bands": {"A"},
}  # fmt: skip


@st.composite
def rows(draw):
    unit = draw(units)
    same = st.builds("{}{}".format, values, st.just(unit))
    given = {
        "direction": draw(st.sampled_from(["", "up", "down"])),
        "tolerance": draw(st.sampled_from(["", "2"])),
        "unit": draw(st.sampled_from(["点"])),
        "baseline": draw(st.one_of(same, cells)),
        "target": draw(targets),
    }
    target = draw(targets)
    years = {year: draw(st.one_of(same, cells)) for year in range(2018, 2024)}
    lines = [f"{key}: '{value}'" for key, value in given.items() if value]
    actuals = ", ".join(f"{year}: '{cell}'" for year, cell in years.items())
    return "\n".join([*lines, f"actuals: {{{actuals}}}", f"annual_targets: {{2023: '{target}'}}"])


@examples(150)
@given(rows(), st.sampled_from(["7年度", "毎年度", "計画期間", ""]))
def test_no_preset_raises_or_says_more_than_the_annual_rule(row, head):
    (result,) = assess_sheet(parse_sheet(headed(row, head or '""'))).results
    latest = result.latest
    if latest is None:
        return
    final = result.final_target
    for preset in sorted(set(PRESETS) - {"annual", "five_step"}):
        made = judged(headed(row, head or '""'), preset)
        yearly = "decision" in PRESETS[preset].inputs.__dataclass_fields__
        own = yearly and (preset != "bands" or result.at_latest.own)
        met = (
            latest.judgement.grade
            if own
            else final and result.criteria.met(latest.cell, final.cell).value
        )
        if met in ("missed", False):
            assert made.grade not in better.get(preset, ()), (preset, made)
        if own and latest.judgement.grade in ("not_decidable", "no_target"):
            assert not made.decided, (preset, made)
