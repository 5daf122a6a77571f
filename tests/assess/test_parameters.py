"""The day of a report may be written as people write days; what is no day is refused."""

from __future__ import annotations

from datetime import date

import pytest

from evalkit.assess.parameters import parse_parameters
from evalkit.sheet.problems import SheetProblems


@pytest.mark.parametrize(
    "text",
    ["2013-07-31", "2013-7-31", "2013/07/31", "2013.7.31", "2013年7月31日", "平成25年7月31日", "H25.7.31",
     "平成２５年７月３１日", " 2013-07-31 ", date(2013, 7, 31)],
)  # fmt: skip
def test_a_day_is_read_in_every_way_that_has_one_meaning(text):
    assert parse_parameters({"as_of": text}).as_of == date(2013, 7, 31)


@pytest.mark.parametrize(
    "text",
    [0, "0", 1.5, True, "7/31/2013", "31.7.2013", 20130731, "20130731", "2013-02-30", "平成25年7月",
     "25年7月31日", "平成0年7月31日", "9999-12-31", "2013-07-31T00:00", [], ["2013-07-31"]],
)  # fmt: skip
def test_what_may_be_another_day_or_none_is_refused_with_an_example(text):
    with pytest.raises(SheetProblems, match=r"^-p:1:1") as caught:
        parse_parameters({"as_of": text})
    assert str(caught.value) == (
        f"-p:1:1  「as_of」: パラメータ as_of の値「{text}」は日付として読めません。"
        "例: 2013-07-31、平成25年7月31日"
    )


@pytest.mark.parametrize(
    ("preset", "options", "ja", "en"),
    [
        ("commerce", {"direction": "up"},
         "「direction」は判定方式 commerce の設定にありません。使えるもの: －",
         '"direction" is no option of the preset commerce; allowed: －'),
        ("maff", {"actual": "5"}, "「actual」は判定方式 maff の設定にありません。使えるもの: －",
         '"actual" is no option of the preset maff; allowed: －'),
        ("bands", {"bands": [{"grade": "A"}], "target": 5},
         "「target」は判定方式 bands の設定にありません。使えるもの: bands, function",
         '"target" is no option of the preset bands; allowed: bands, function'),
        ("bands", {"bands": [{"grade": "A", "at_least": "nan"}]},
         "判定方式の設定を読めません: band 1: at_least は有限の数値で書いてください（「nan」）",
         "the preset's options: band 1: at_least must be a finite number, not 'nan'"),
        ("bands", {"bands": [{"grade": "A", "at_least": "1E+999999999"}]},
         "判定方式の設定を読めません: band 1: at_least は有限の数値で書いてください（「1E+999999999」）",
         "the preset's options: band 1: at_least must be a finite number, not '1E+999999999'"),
        ("bands", {"bands": ["A"]},
         "判定方式の設定を読めません: 区分表の1行目: {grade: A, at_least: 1.0} のように書いてください",
         "the preset's options: band 1: write {grade: A, at_least: 1.0}"),
        ("bands", {"bands": [{"grade": "A"}, {"grade": "B", "at_least": 1}]},
         "判定方式の設定を読めません: 区分表の1行目: しきい値のない行は最後に置いてください",
         "the preset's options: band 1: a row without a threshold must be the last one"),
        ("five_step", {"close_pace": True},
         "判定方式の設定を読めません: 書き方が正しくありません",
         "the preset's options: close_pace must be a number, not True"),
    ],
)  # fmt: skip
def test_options_of_a_preset_are_its_own_and_malformed_ones_are_told_in_both_languages(
    preset, options, ja, en
):
    with pytest.raises(SheetProblems) as caught:
        parse_parameters({"preset": preset, "preset_options": options})
    (problem,) = caught.value.problems
    assert (problem.what("ja"), problem.what("en")) == (ja, en)


@pytest.mark.parametrize("bands", [5, "A", {"grade": "A"}])
def test_bands_that_are_no_list_are_refused(bands):
    with pytest.raises(
        SheetProblems, match=r"^-p:1:1  「preset_options」: 判定方式の設定を読めません: "
    ):
        parse_parameters({"preset": "bands", "preset_options": {"bands": bands}})
