"""The five steps of 目標管理型の政策評価: every step, its edges, what is unknown, and sensitivity."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.assess.judge.judgement import judge
from evalkit.assess.judge.presets.five_step import (
    Inputs,
    Sensitivity,
    Standing,
    find_step,
    read_standings,
    sensitivity,
)

D = Decimal


def indicators(*entries):
    return [
        {"name": f"{place}", "main": main, **known}
        for place, (main, known) in enumerate(entries, start=1)
    ]


WIDE = {"met": True, "progress": "1.2"}
JUST = {"met": True, "progress": "1.199999999999999"}
NEAR = {"met": False, "progress": "0.5", "pace": "0.9"}
FAR = {"met": False, "progress": "0.1", "pace": "0.899999999999999"}
AWAY = {"met": False, "progress": "0", "pace": "0"}
UNKNOWN = {"met": None}

STEPS = [
    ("①", [(True, WIDE), (False, {"met": True})]),
    ("②", [(True, JUST), (False, WIDE)]),
    ("②", [(True, WIDE), (True, JUST)]),
    ("②", [(True, {"met": True}), (False, WIDE)]),
    ("③", [(True, WIDE), (False, AWAY)]),
    ("③", [(True, NEAR), (False, AWAY)]),
    ("③", [(True, {"met": False, "close": True, "pace": 0}), (False, WIDE)]),
    ("③", [(True, WIDE), (False, {"met": False})]),
    ("④", [(True, FAR), (False, WIDE)]),
    ("④", [(True, WIDE), (True, AWAY)]),
    ("④", [(True, NEAR), (True, AWAY)]),
    ("④", [(True, {"met": False, "close": False, "moving_towards": True, "pace": 2})]),
    ("④", [(True, {"met": False, "pace": 0, "moving_towards": True, "progress": -1})]),
    ("⑤", [(True, AWAY), (False, WIDE)]),
    ("⑤", [(True, AWAY), (True, {"met": False, "pace": "-0.1", "progress": "-0.1"})]),
    ("⑤", [(True, {"met": False, "close": False, "moving_towards": False, "progress": 1})]),
    # What is unknown does not matter where the rest decides.
    ("③", [(True, WIDE), (False, AWAY), (False, UNKNOWN)]),
    ("④", [(True, FAR), (True, UNKNOWN)]),
    ("not_decidable", [(True, WIDE), (False, UNKNOWN)]),
    ("not_decidable", [(True, UNKNOWN), (False, WIDE)]),
    ("not_decidable", [(True, AWAY), (True, UNKNOWN)]),
    ("not_decidable", [(True, {"met": False})]),
    ("not_decidable", [(True, {"met": False, "progress": "0.1"})]),
    ("not_decidable", [(True, {"met": False, "pace": "0.1"})]),
    ("main_indicators_not_declared", [(False, WIDE), (None, WIDE)]),
]


@pytest.mark.parametrize(("step", "entries"), STEPS)
def test_the_step_follows_from_the_indicators(step, entries):
    assert judge("five_step", indicators=indicators(*entries)).grade == step


@pytest.mark.parametrize(
    ("entries", "grade", "ja", "en"),
    [
        ([(True, NEAR), (True, WIDE), (False, AWAY), (False, UNKNOWN)], "③",
         "4指標のうち達成1・未達成2・未定1。主要な測定指標2のうち大幅に超過1・達成0・目標に近い1・近くない0・"
         "向かっていない0・未定0。",
         "Of 4 indicators 1 met, 2 missed, 1 unknown; of 2 main ones 1 exceed widely, 0 met, 1 close,"
         " 0 not close, 0 not moving towards the target, 0 unknown."),
        ([(True, FAR), (True, AWAY), (True, JUST), (True, UNKNOWN)], "④",
         "4指標のうち達成1・未達成2・未定1。主要な測定指標4のうち大幅に超過0・達成1・目標に近い0・近くない1・"
         "向かっていない1・未定1。",
         "Of 4 indicators 1 met, 2 missed, 1 unknown; of 4 main ones 0 exceed widely, 1 met, 0 close,"
         " 1 not close, 1 not moving towards the target, 1 unknown."),
        ([(True, {"met": False}), (False, {"met": False}), (False, UNKNOWN)], "not_decidable",
         "未定の指標（1、3）の結果によって⑤から③までのいずれにもなりうる。",
         "Depending on what is still unknown (1、3) it can be anything from ⑤ to ③."),
        ([(False, WIDE)], "main_indicators_not_declared",
         "主要な測定指標がどれであるかが示されていない。",
         "Nobody has declared which are the main indicators."),
        ([], "not_decidable", "測定指標がない。", "There is no indicator."),
    ],
)  # fmt: skip
def test_the_step_says_what_it_was_made_from(entries, grade, ja, en):
    made = judge("five_step", indicators=indicators(*entries))
    assert (made.grade, made.reasoning.ja, made.reasoning.en) == (grade, ja, en)
    assert made.decided is (grade != "not_decidable")
    assert set(made.thresholds) == {"close_pace", "wide_progress"}


def test_close_and_wide_are_printed_parameters():
    entries = indicators((True, {"met": False, "progress": "0.5", "pace": "0.8"}))
    made = judge("five_step", indicators=entries)
    assert made.grade == "④"
    assert made.thresholds == {"close_pace": "≥ 0.9", "wide_progress": "≥ 1.2"}
    made = judge("five_step", indicators=entries, close_pace=0.8, wide_progress="2")
    assert made.grade == "③"
    assert made.thresholds == {"close_pace": "≥ 0.8", "wide_progress": "≥ 2"}
    wide = indicators((True, WIDE))
    assert judge("five_step", indicators=wide).grade == "①"
    assert judge("five_step", indicators=wide, wide_progress=1.3).grade == "②"
    assert judge("five_step", indicators=wide, close_pace=0).thresholds["close_pace"] == "≥ 0"


def test_an_undecided_step_prints_its_parameters_too():
    made = judge("five_step", indicators=indicators((True, UNKNOWN)))
    assert made.thresholds == {"close_pace": "≥ 0.9", "wide_progress": "≥ 1.2"}


def test_records_and_mappings_describe_the_same_indicator():
    record = Standing(name="1", main=True, met=False, progress=D("0.5"), pace=D("0.9"))
    entries = indicators((True, NEAR))
    assert read_standings([record, *entries]) == (record, record)
    assert judge("five_step", indicators=[record]).grade == "③"
    assert read_standings([{"name": "2"}]) == (Standing(name="2"),)


def test_an_unknown_key_of_an_indicator_is_a_mistake():
    with pytest.raises(TypeError) as caught:
        judge("five_step", indicators=[{"name": "1", "mian": True, "z": 1}])
    assert str(caught.value) == (
        "unknown key 'mian' of an indicator; known: close, main, met, moving_towards, name, pace,"
        " progress"
    )


def row(name, step, if_met, narrowly, clearly, *, changes):
    return Sensitivity(
        name=name,
        step=step,
        if_met=if_met,
        if_missed_narrowly=narrowly,
        if_missed_clearly=clearly,
        changes=changes,
    )


def test_sensitivity_names_the_single_indicators_on_which_the_step_hangs():
    entries = indicators((True, WIDE), (False, {"met": False}))
    assert sensitivity(Inputs(indicators=entries)) == (
        row("1", "③", "③", "③", "⑤", changes=True),
        row("2", "③", "①", "③", "③", changes=True),
    )


def test_sensitivity_keeps_what_is_already_exceeded():
    entries = indicators((True, WIDE), (False, JUST))
    assert sensitivity(Inputs(indicators=entries)) == (
        row("1", "①", "①", "③", "⑤", changes=True),
        row("2", "①", "①", "③", "③", changes=True),
    )


def test_levels_and_main_marks_come_in_pairs():
    with pytest.raises(ValueError, match=r"^zip\(\) argument 2 is shorter"):
        find_step([3, 3], [True])


def test_an_indicator_on_which_nothing_hangs_is_listed_without_change():
    entries = indicators((True, FAR), (True, FAR), (False, AWAY))
    assert sensitivity(Inputs(indicators=entries)) == (
        row("1", "④", "④", "④", "④", changes=False),
        row("2", "④", "④", "④", "④", changes=False),
        row("3", "④", "④", "④", "④", changes=False),
    )


def test_sensitivity_shows_how_a_pending_indicator_would_decide():
    entries = indicators((True, JUST), (False, UNKNOWN))
    assert sensitivity(Inputs(indicators=entries)) == (
        row("1", "not_decidable", "not_decidable", "③", "⑤", changes=True),
        row("2", "not_decidable", "②", "③", "③", changes=True),
    )


def test_sensitivity_uses_the_parameters_it_is_given():
    entries = indicators((True, {"met": False, "progress": "0.5", "pace": "0.8"}))
    assert [found.step for found in sensitivity(Inputs(indicators=entries))] == ["④"]
    found = sensitivity(Inputs(indicators=entries, close_pace="0.8"))
    assert found == (row("1", "③", "②", "③", "⑤", changes=True),)
    wide = indicators((True, WIDE))
    assert [found.step for found in sensitivity(Inputs(indicators=wide, wide_progress=2))] == ["②"]


def test_sensitivity_without_main_indicators_says_so_everywhere():
    undeclared = "main_indicators_not_declared"
    assert sensitivity(Inputs(indicators=indicators((False, WIDE)))) == (
        row("1", undeclared, undeclared, undeclared, undeclared, changes=False),
    )


states = st.sampled_from([WIDE, JUST, NEAR, FAR, AWAY])


@given(entries=st.lists(st.tuples(st.booleans(), states), min_size=1, max_size=5), data=st.data())
def test_a_better_indicator_never_makes_the_step_worse(entries, data):
    entries = [(True, entries[0][1]), *entries[1:]]
    place = data.draw(st.integers(0, len(entries) - 1))
    better = [*entries]
    better[place] = (better[place][0], WIDE)
    before, after = (
        judge("five_step", indicators=indicators(*case)).grade for case in (entries, better)
    )
    assert "⑤④③②①".index(before) <= "⑤④③②①".index(after)
