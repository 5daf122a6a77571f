"""A sheet that does not exist yet: its skeleton, with what RSシステム knows of its programmes."""

from __future__ import annotations

import pytest

from evalkit.sheet.load import read_sheet
from tests.intake.rs_files import content, tables, write_tables

CALL = ("new", "--ministry", "環境庁", "--number", "2-1", "--year", 2024)
SHEET = "params/fy2024/2-1.yaml"


def test_a_new_sheet_has_every_entry_marked_and_goes_through_excel(project):
    made = project.run(*CALL, "--goals", 2, "--workbook", "2-1.xlsx")
    assert (made.code, made.out.splitlines()[:2]) == (0, [SHEET, "2-1.xlsx"])
    sheet = read_sheet(project.root / SHEET, allow_open=True)
    assert [goal.no for goal in sheet.achievement_goals] == ["1", "2"]
    check = project.run("check", SHEET)
    open_entries = [
        line for line in check.out.splitlines() if "「【要記入】」が残っています" in line
    ]
    assert check.code == 2
    assert made.out.splitlines()[2:] == [f"【要記入】 {len(open_entries)}か所"]
    before = (project.root / SHEET).read_bytes()
    assert project.run("workbook", "read", "2-1.xlsx", SHEET).out == f"{SHEET}  0 行を更新\n"
    assert (project.root / SHEET).read_bytes() == before


def test_once_every_mark_is_filled_in_the_new_sheet_is_built(project):
    project.run(*CALL)
    path = project.root / SHEET
    text = path.read_text("utf-8").replace("年度: 【要記入】", "年度: 5")
    path.write_text(text.replace("【要記入】", "－"), "utf-8")
    assert project.run("build", SHEET, "--formats", "html").code == 0
    assert "環境庁" in (project.root / "reports/fy2024/2-1.html").read_text("utf-8")


@pytest.mark.parametrize("zipped", [True, False])
def test_rs_fills_in_the_programmes_in_thousands_of_yen(project, zipped):
    write_tables(project.root / "rs", zipped=zipped)
    made = project.run(*CALL, "--from-rs", "rs")
    assert made.code == 0
    sheet = read_sheet(project.root / SHEET, allow_open=True)
    assert sheet.policy_goal.name == "水辺と森の再生"
    river, forest = sheet.achievement_goals[0].measures
    assert (river.name, river.review_sheet, river.division) == ("水辺の再生", "0101", "川課")
    assert river.summary == "川を、もとに戻す。"
    assert {year: cell.printed for year, cell in river.budget.items()} == {
        2023: "1,200,000", 2024: "1,300,000",
    }  # fmt: skip
    assert sheet.achievement_goals[0].tables.measures.budget == {
        2023: "令和5年度補正後予算額（千円）", 2024: "令和6年度当初予算額（千円）",
    }  # fmt: skip
    assert (forest.division, forest.summary) == ("森局", "【要記入】")
    assert {year: cell.printed for year, cell in forest.budget.items()} == {
        2023: "【要確認】79,399.999",  # no whole thousands
        2024: "【要確認】90,000",  # its parts do not add up
    }
    assert "【要確認】 2か所" in made.out


@pytest.mark.parametrize(
    ("changed", "asked", "said"),
    [
        ({}, {"--ministry": "環境省"}, "府省「環境省」の施策がありません。あるのは: 環境庁、総務院"),
        ({}, {"--number": "9-9"}, "環境庁 に番号「9-9」の施策がありません。あるのは: ２ 自然との共生"),
        (
            {},
            {"--ministry": "総務院", "--number": "2"},
            "番号「2」に当たる施策が二つ以上あります。政策の番号から書いてください: "
            "Ⅰ 行政改革 / ２ 窓口（相談）の改善、Ⅱ 情報通信 / ２ 通信の整備",
        ),
        ({"t13": None}, {}, "rs: 「1-3 基本情報_政策・施策、法令等」の CSV（2024年度）がありません"),
        ({"t21": b"\xff\xfe\x00"}, {}, "2-1_RS_2024_予算・執行_サマリ.zip: RSシステムの CSV として"),
        ({"t12": content([("予算事業ID",)])}, {}, "列「事業の概要」がありません"),
    ],
)  # fmt: skip
def test_what_rs_does_not_say_is_told_and_nothing_is_written(project, changed, asked, said):
    write_tables(project.root / "rs", **changed)
    before = project.files()
    call = [asked.get(previous, word) for previous, word in zip(("", *CALL), CALL, strict=False)]
    ran = project.run(*call, "--from-rs", "rs")
    assert ran.code == 2
    assert len(ran.lines) == 1
    assert said in ran.lines[0]
    assert project.files() == before


def test_a_policy_is_found_by_the_number_of_the_policy_above_it(project):
    write_tables(project.root / "rs")
    call = ("new", "--ministry", "総務院", "--number", "Ⅰ-2", "--year", 2024, "-o", "x.yaml")
    assert project.run(*call, "--from-rs", "rs").code == 0
    sheet = read_sheet(project.root / "x.yaml", allow_open=True)
    assert sheet.policy_goal.name == "窓口（相談）の改善"


def test_a_zip_that_is_none_and_one_with_nothing_are_told(project):
    folder = write_tables(project.root / "rs")
    path = next(folder.glob("1-3*"))
    path.write_bytes(content(tables()["1-3"]))
    ran = project.run(*CALL, "--from-rs", "rs", "--lang", "en")
    assert (ran.code, ran.lines) == (
        2, [f"rs/{path.name}: cannot be read as a CSV of RSシステム; download it again"],
    )  # fmt: skip


def test_a_zip_behind_a_password_is_told(project):
    folder = write_tables(project.root / "rs")
    path = next(folder.glob("1-3*"))
    content = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + flags] |= 1
    path.write_bytes(content)
    ran = project.run(*CALL, "--from-rs", "rs", "--lang", "en")
    assert (ran.code, ran.lines) == (
        2, [f"rs/{path.name}: cannot be read as a CSV of RSシステム; download it again"],
    )  # fmt: skip


@pytest.mark.parametrize("target", ["sheet", "book"])
def test_what_is_there_is_kept_unless_told_otherwise(project, target):
    first = project.run(*CALL, "--workbook", "2-1.xlsx")
    assert first.code == 0
    (project.root / (SHEET if target == "book" else "2-1.xlsx")).unlink()
    before = project.files()
    again = project.run(*CALL, "--workbook", "2-1.xlsx")
    assert again.code == 2
    assert again.lines[-1].endswith("はすでにあります。上書きするときは --force を付けてください")
    assert project.files() == before
    assert project.run(*CALL, "--workbook", "2-1.xlsx", "--force").code == 0


def test_a_number_that_is_no_file_name_asks_for_one(project):
    ran = project.run("new", "--ministry", "環境庁", "--number", "2/1", "--year", 2024)
    assert ran.code == 2
    assert ran.lines[-1] == (
        "エラー: 番号「2/1」はファイル名に使えません（「/」は使えません）。-o でファイル名を指定してください"
    )


@pytest.mark.parametrize("form", ["jisseki", "事前分析表", "kpi", "行政事業レビュー", "table"])
def test_a_new_sheet_has_the_places_of_its_form_and_no_other(project, form):
    made = project.run(*CALL, "--form", form, "--workbook", "2-1.xlsx")
    assert (made.code, made.err) == (0, "")
    sheet = read_sheet(project.root / SHEET, allow_open=True)
    assert sheet.form == form
    missing = {"expert_comments", "data_sources", "budget", "evaluation", "prepared_by"}
    there = {part for part in missing if getattr(sheet, part)}
    assert there == {part for part in missing if sheet.profile.has(part)}
    text = (project.root / SHEET).read_text("utf-8").replace("年度: 【要記入】", "年度: 5")
    (project.root / SHEET).write_text(text.replace("【要記入】", "－"), "utf-8")
    assert project.run("build", SHEET, "--formats", "html").code == 0


def test_a_form_that_there_is_not_is_told_with_those_that_there_are(project):
    made = project.run(*CALL, "--form", "様式１")
    assert (made.code, made.lines) == (2, [
        f"{SHEET}:1:1  様式「様式１」はありません。使える様式: monitoring、jisseki、jizen、kpi、review、table"
    ])  # fmt: skip
    assert not (project.root / SHEET).exists()
