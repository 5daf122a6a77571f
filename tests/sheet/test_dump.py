"""From sheets to the text of their files, new or mended."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from evalkit.sheet.dump import SCHEMA_LINE, dump_sheet, update_text
from evalkit.sheet.load import parse_sheet, read_sheet
from evalkit.sheet.problems import SheetProblems
from evalkit.sheet.yaml.edit import mend
from tests.conftest import examples

few = examples(40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def parsed(text):
    return parse_sheet(text, allow_open=True)


@pytest.mark.slow
@few
@given(data=st.data())
def test_a_dumped_sheet_reads_as_the_same_sheet(any_sheet, data):
    sheet = data.draw(any_sheet)
    assert parsed(dump_sheet(sheet)) == sheet


@pytest.mark.slow
@few
@given(data=st.data())
def test_any_text_can_become_any_sheet(any_sheet, data):
    before, after = data.draw(any_sheet), data.draw(any_sheet)
    assert parsed(update_text(dump_sheet(before), after)) == after


def test_a_text_that_says_it_already_stays_as_it_is(goal_7_2):
    text = goal_7_2.read_text("utf-8")
    assert update_text(text, read_sheet(goal_7_2)) == text


def test_the_dump_of_the_goal_is_in_the_style_of_its_file(goal_7_2):
    own = {line.split("  #")[0].strip() for line in goal_7_2.read_text("utf-8").splitlines()}
    dumped = {line.strip() for line in dump_sheet(read_sheet(goal_7_2)).splitlines()}
    differs = (
        "name:",
        "- text:",
        "budget:",
        "2012: 24年度",
        "2013: 25年度",
        "supplementary:",
        "carry_over:",
        "achievement_goal:",
    )
    # The file writes an indicator's kind before its name, a source's goal before its text, the heads
    # of some tables in one line, and quotes <0>.
    assert {line for line in dumped - own if not line.startswith(differs)} == {
        "labels: {initial: 当初予算, supplementary: 補正予算, carry_over: 繰越し等, total: 合計, executed: 執行額（千円）}"
    } - own


def test_the_schema_line_comes_first_and_the_header_after_it(small):
    head = dump_sheet(parse_sheet(small), header="24年度から\n\n作成").splitlines()[:5]
    assert head == [SCHEMA_LINE, "# 24年度から", "#", "# 作成", "ministry: 文部科学省"]


# Mending --------------------------------------------------------------------------------------

TEXT = """\
# 一行目の注
fiscal_year:   2012      # 年度
ministry: '文部科学省'   # 引用符

policy_goal: {number: 7-2,   name: "例"}   # 一行で
achievement_goals:
- no: 1        # 字下げしない並び
  name: 例
  indicators:
  - kind: outcome   # 順が違う
    no: 1
    name: 件数
    actuals: {2011: "1,000件", 平成24年度: 調査中}   # 年度の書き方
    target: >-
      折り返した
      文
    baseline: |-   # 二行
        （23年度）
        338機関

  # 二つ目の前の注
  - no: 2
    name: 割合
    kind: outcome
    actuals:
      2011: 10％
      # 最後の年度
      2012: 20％
    target:

  - no: 3
    name: 地域
    kind: output
    actuals: {2012: 3地域}
related_divisions: ""   # 空のまま
# 終わりの注
"""


def change(sheet, **changes):
    return sheet.model_copy(update=changes)


def tree(text):
    return parse_sheet(text).model_dump(mode="json", exclude_defaults=True)


def mended(edit, text=TEXT):
    """Text after `edit` changed the tree of its sheet."""
    plain = tree(text)
    edit(plain)
    sheet = type(parse_sheet(text)).model_validate(plain)
    after = update_text(text, sheet)
    assert parsed(after) == sheet
    return after


def lines_changed(edit, text=TEXT):
    """Lines that went and lines that came, when `edit` changed the tree of the sheet."""
    before, after = text.splitlines(), mended(edit, text).splitlines()
    diff = [line for line in difflib.ndiff(before, after) if line[0] in "-+"]
    return sorted(diff, key=lambda line: "-+".index(line[0]))


def indicator(plain, number):
    return plain["achievement_goals"][0]["indicators"][number - 1]


@pytest.mark.parametrize(
    ("edit", "lines"),
    [
        pytest.param(
            lambda plain: indicator(plain, 1)["actuals"].update({"2012": "1,200件"}),
            ['-     actuals: {2011: "1,000件", 平成24年度: 調査中}   # 年度の書き方',
             '+     actuals: {2011: "1,000件", 平成24年度: "1,200件"}   # 年度の書き方'],
            id="a value in braces",
        ),
        pytest.param(
            lambda plain: plain.update(ministry="内閣府"),
            ["- ministry: '文部科学省'   # 引用符", "+ ministry: '内閣府'   # 引用符"],
            id="a text keeps its quotes and its comment",
        ),
        pytest.param(
            lambda plain: indicator(plain, 2)["actuals"].update({"2012": "調査中\n（10月頃）"}),
            ["-       2012: 20％", "+       2012: |-", "+         調査中", "+         （10月頃）"],
            id="one line becomes two",
        ),
        pytest.param(
            lambda plain: indicator(plain, 1).update(baseline="（23年度）\n339機関"),
            ["-         338機関", "+         339機関"],
            id="a line of a block keeps its indent",
        ),
        pytest.param(
            lambda plain: indicator(plain, 1).update(baseline="－"),
            ["-     baseline: |-   # 二行", "-         （23年度）", "-         338機関",
             "+     baseline: －   # 二行"],
            id="a block becomes one line",
        ),
        pytest.param(
            lambda plain: indicator(plain, 1).update(target="12件"),
            ["-     target: >-", "-       折り返した", "-       文", "+     target: 12件"],
            id="a folded block becomes one line",
        ),
        pytest.param(
            lambda plain: indicator(plain, 2).update(target="30％"),
            ["-     target:", "+     target: 30％"],
            id="an empty value is filled in",
        ),
        pytest.param(
            lambda plain: plain.update(related_divisions="研究開発局"),
            ['- related_divisions: ""   # 空のまま', '+ related_divisions: "研究開発局"   # 空のまま'],
            id="a default that was written out",
        ),
        pytest.param(
            lambda plain: indicator(plain, 2)["actuals"].update(
                {"2012": {"printed": "1,30,000件", "reading": "1,300,000件"}}
            ),
            ["-       2012: 20％",
             '+       2012: {printed: "1,30,000件", reading: "1,300,000件"}'],
            id="a text becomes a reading",
        ),
        pytest.param(
            lambda plain: indicator(plain, 2)["actuals"].pop("2011"),
            ["-       2011: 10％"],
            id="a year goes",
        ),
        pytest.param(
            lambda plain: indicator(plain, 2)["actuals"].update({"2010": "5％"}),
            ["+       2010: 5％"],
            id="a year comes first",
        ),
        pytest.param(
            lambda plain: indicator(plain, 2).update(note="※速報"),
            ["+     note: ※速報"],
            id="a key comes after the one before it in the model",
        ),
        pytest.param(
            lambda plain: plain["achievement_goals"][0]["indicators"].pop(1),
            ["-   - no: 2", "-     name: 割合", "-     kind: outcome", "-     actuals:",
             "-       2011: 10％", "-       # 最後の年度", "-       2012: 20％", "-     target:"],
            id="an entry goes with what is inside it",
        ),
        pytest.param(
            lambda plain: plain["achievement_goals"][0]["indicators"].insert(
                1, {"no": "9", "name": "新しい", "kind": "output"}
            ),
            ["+   - no: 9", "+     name: 新しい", "+     kind: output", "+ "],
            id="an entry comes between two",
        ),
        pytest.param(
            lambda plain: plain["achievement_goals"][0].update(figures=["甲", "乙"]),
            ["+ ", "+   figures:", "+     - 甲", "+     - 乙"],
            id="a list comes",
        ),
        pytest.param(
            lambda plain: plain["policy_goal"].update(summary="要旨"),
            ['- policy_goal: {number: 7-2,   name: "例"}   # 一行で',
             "+ policy_goal: {number: 7-2, name: 例, summary: 要旨}   # 一行で"],
            id="a key comes into braces",
        ),
        pytest.param(
            lambda plain: plain.update(title="評価書"),
            ["+ title: 評価書"],
            id="a key comes before all others",
        ),
        pytest.param(
            lambda plain: indicator(plain, 3).pop("actuals"),
            ["-     actuals: {2012: 3地域}"],
            id="a mapping goes with its last entry",
        ),
    ],
)  # fmt: skip
def test_only_the_lines_of_what_changed_change(edit, lines):
    assert lines_changed(edit) == lines


def test_the_first_key_of_an_entry_can_go():
    text = TEXT + "data_sources:\n  - achievement_goal: 1  # 一\n    text: 年報\n  - text: 調査\n"
    assert lines_changed(lambda plain: plain["data_sources"][0].pop("achievement_goal"), text) == [
        "-   - achievement_goal: 1  # 一", "-     text: 年報", "+   - text: 年報",
    ]  # fmt: skip


def test_an_entry_can_come_before_the_first():
    text = TEXT + "data_sources:\n  - text: 年報\n"
    assert lines_changed(lambda plain: plain["data_sources"].insert(0, {"text": "白書"}), text) == [
        "+   - text: 白書"
    ]


def test_line_breaks_of_windows_stay():
    after = mended(lambda plain: plain.update(ministry="内\n閣府"), TEXT.replace("\n", "\r\n"))
    assert "ministry: |-   # 引用符\r\n  内\r\n  閣府\r\n" in after
    assert after.count("\r\n") == after.count("\n") == TEXT.count("\n") + 2


def test_a_text_that_cannot_be_mended_in_place_is_written_anew():
    text = TEXT.replace("ministry: '文部科学省'   # 引用符", "? ministry\n: 文部科学省")
    assert parsed(mended(lambda plain: plain.update(ministry="内閣府"), text)).ministry == "内閣府"


def test_an_unreadable_text_is_not_mended(small):
    sheet = parse_sheet(small)
    with pytest.raises(
        SheetProblems, match=r"^old\.yaml:2:1  「taget」: 項目「taget」はありません"
    ):
        update_text(small.replace("fiscal_year", "taget: 1\nfiscal_year"), sheet, name="old.yaml")


# Moved entries --------------------------------------------------------------------------------


def commented(entries, spaced):
    """A list whose entries have a comment above, beside and below them."""
    gap = "\n" if spaced else ""
    return "a: 1\nitems:\n" + "".join(
        f"  # above {entry['name']}\n  - no: {entry['no']}   # beside {entry['name']}\n"
        f"    name: {entry['name']}\n    # below {entry['name']}\n{gap}"
        for entry in entries
    )


@few
@given(st.permutations(range(5)), st.integers(1, 5), st.booleans(), st.booleans())
def test_moved_entries_keep_their_comments(order, kept, spaced, renumbered):
    entries = [{"no": str(place), "name": f"n{place}"} for place in range(5)]
    new = [dict(entries[place]) for place in order[:kept]]
    for place, entry in enumerate(new if renumbered else ()):
        entry["no"] = str(place)
    text = commented(entries, spaced)
    mended = mend(text, {"a": "1", "items": entries}, {"a": "1", "items": new})
    lines = [line for line in mended.splitlines() if line]
    own = [lines.index(f"    name: {entry['name']}") for entry in new]
    assert own == sorted(own)
    for line, entry in zip(own, new, strict=True):
        name = entry["name"]
        assert lines[line - 2 : line] == [
            f"  # above {name}",
            f"  - no: {entry['no']}   # beside {name}",
        ]
        assert lines[line + 1] == f"    # below {name}"
