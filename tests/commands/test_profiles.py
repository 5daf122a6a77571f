"""Sheets on forms that are not 24-7-2: their words, their parts, their further sections."""

from __future__ import annotations

import re
import zipfile

import openpyxl
import pytest

from evalkit.present.words import Words, word
from evalkit.sheet.forms import shipped_forms
from evalkit.sheet.load import read_sheet
from evalkit.sheet.terms import TERMS
from tests.commands.kit import sheet
from tests.conftest import ROOT
from tests.sheet.workbook.test_workbook import insert_row

FORMS = ("jisseki", "jizen", "kpi", "city", "review", "table")
OF_24_7_2 = (
    "有識者会議での指摘事項",
    "関係課",
    "指標に用いたデータ・資料等",
    "データ・資料の記載なし",
)
"""What our own form says; the forms whose profile has no such part say nothing of it."""


def put(project, form, year=None):
    text = (ROOT / f"tests/forms/{form}.yaml").read_text("utf-8")
    year = re.search(r"^fiscal_year: (\d+)", text, re.MULTILINE)[1]
    return project.write(text, f"params/fy{year}/{form}.yaml")


def page(project, path):
    return (project.root / "reports" / path.parent.name / f"{path.stem}.html").read_text("utf-8")


def test_every_shipped_form_has_a_sheet_here():
    assert {*shipped_forms()} | {"city"} == {"monitoring", *FORMS}


@pytest.mark.parametrize("form", FORMS)
def test_a_faultless_sheet_of_a_shipped_form_has_no_finding(project, form):
    ran = project.run("check", put(project, form))
    assert ran.code == 0
    assert not re.findall("要確認|誤りの疑い", ran.out)


@pytest.mark.parametrize("form", FORMS)
def test_it_comes_back_from_excel_rolls_and_compares(project, form):
    path = put(project, form)
    before = (project.root / path).read_bytes()
    assert project.run("workbook", "write", path, "book.xlsx").code == 0
    read = project.run("workbook", "read", "book.xlsx", path)
    assert (read.code, read.out) == (0, f"{path}  0 行を更新\n")
    assert (project.root / path).read_bytes() == before
    assert project.run("roll", path, "-o", "next.yaml").code == 0
    assert project.run("compare", path, "next.yaml").code == 0


@pytest.mark.parametrize("form", FORMS)
def test_its_page_speaks_of_no_section_that_the_form_does_not_have(project, form):
    path = put(project, form)
    formats = "html,pdf,data" if form in ("jisseki", "table") else "html"
    ran = project.run("build", path, "--formats", formats)
    assert (ran.code, ran.err) == (0, ran.err)
    made = page(project, path)
    sources = shipped_forms()["kpi" if form == "city" else form].has("data_sources")
    assert not [words for words in OF_24_7_2[: 2 if sources else None] if words in made]
    assert "（記載なし）" not in made


def test_a_form_words_places_and_headings_in_its_own_way(project):
    path = put(project, "kpi")
    text = (project.root / path).read_text("utf-8").replace("1,310人", "13l0人")
    (project.root / path).write_text(text, "utf-8")
    assert "KPI①" in project.run("roll", put(project, "kpi"), "-o", "x.yaml").out
    project.run("build", path, "--formats", "html")
    made = page(project, path)
    assert "団体名" in made
    assert "府省名" not in made
    assert "KPI3件のうち、最終目標に到達0、順調1、遅れ2、判断材料不足0。" in made
    assert "年度ごとの目標値" not in made


def test_a_form_of_plans_speaks_of_targets_and_of_no_results(project):
    path = put(project, "jizen")
    project.run("build", path, "--formats", "html")
    made = page(project, path)
    assert "測定指標2件の目標を定めています。" in made
    assert not [word for word in ("実績値", "未達成", "判定不能", "見通し") if word in made]
    targets = re.search('<table[^>]*id="g1-measure".*?</table>', made, re.DOTALL)[0]
    assert re.findall('<th[^>]*scope="colgroup"[^>]*>([^<]*)', targets) == ["年度ごとの目標値"]


def test_results_in_a_form_of_plans_are_shown_and_judged_all_the_same(project):
    path = put(project, "jizen")
    text = (
        (project.root / path)
        .read_text("utf-8")
        .replace(
            'annual_targets: {2024: "1,400戸"',
            'actuals: {2024: "1,500戸"}\n        annual_targets: {2024: "1,400戸"',
        )
    )
    (project.root / path).write_text(text, "utf-8")
    project.run("build", path, "--formats", "html")
    assert "6年度の目標を達成1、未達成0、調査中0、判定不能1。" in page(project, path)


def test_a_form_of_latest_values_has_one_column_of_them(project):
    path = put(project, "kpi")
    project.run("build", path, "--formats", "html")
    table = re.search('<table[^>]*id="g1-measure".*?</table>', page(project, path), re.DOTALL)[0]
    heads = [
        re.sub("<[^>]+>", "", each) for each in re.findall('<th [^>]*scope="col".*?</th>', table)
    ]
    assert heads == ["KPI", "基準値", "最新値", "目標値"]
    assert "1,310人" in table
    assert "（5年度）" in table
    named = {*re.findall(' id="([^"]+)"', page(project, path))}
    used = {each for headers in re.findall('headers="([^"]+)"', table) for each in headers.split()}
    assert used
    assert used <= named


def test_a_city_plan_is_judged_by_its_arrows_and_its_rates_are_reproduced(project):
    path = put(project, "city")
    told = project.run("assess", path, "--json").out
    assert re.findall('"grade": "(met|missed)"', told)[3::4] == ["met", "missed", "missed"]
    project.run("build", path, "--formats", "html")
    made = page(project, path)
    assert "望ましい方向: 減少（文言「不法投棄の件数（⇩）」）" in made
    assert "2－55件÷50件＝90.0％" in made
    assert "成果指標" in made


def test_a_form_that_the_ministry_grades_is_headed_by_its_grades(project):
    path = put(project, "jisseki")
    project.run("build", path, "--formats", "html")
    made = page(project, path)
    assert "測定指標2件のうち、5年度について府省等が判定したもの1（②目標達成1）。" in made
    assert "達成すべき目標1" not in made  # the form does not number its goals


def test_a_form_in_english_has_compound_numbers_and_western_calendar_years(project):
    path = put(project, "table")
    project.run("build", path, "--formats", "html")
    made = page(project, path)
    assert "11-6-1 Municipal waste" in made
    assert not [word for word in ("11.6-11", "平成", "令和12") if word in made]
    assert re.findall(".?年度", made) == ["5年度"]  # of the link to the round
    assert "2016年" in made
    project.write("language: en\n", f"params/{path.parent.name}.yaml")
    project.run("build", path, "--formats", "html")
    assert "FY" not in re.sub(
        "All goals of FY2023|<(style|script).*?</\\1>",
        "",
        page(project, path),
        flags=re.DOTALL,
    )


def test_the_parts_stand_in_the_order_of_the_form(project):
    path = put(project, "jisseki")
    project.run("build", path, "--formats", "html")
    headings = re.findall("<h2[^>]*>(.*?)</h2>", page(project, path))
    assert [re.sub("<[^>]+>", "", each) for each in headings] == [
        "全体の状況", "施策の予算額・執行額等",
        "施策に関係する内閣の重要政策（施政方針演説等のうち主なもの）", "地域の足を守る",
        "監査所見", "この報告書の作成元",
    ]  # fmt: skip


def test_a_form_that_switches_off_what_no_check_is_called_is_told(project):
    project.write("checks: {off: [empty_cell]}\n", "params/forms/海山.yaml")
    path = project.write("form: 海山\n" + sheet("actuals: {2023: 5件}\ntarget: 6件以上"))
    told = project.run("check", path).out
    assert (
        "様式「海山」: 存在しない点検項目の指定\n    「empty_cell」という点検項目はない。" in told
    )


def test_who_answers_for_a_sheet_and_when_it_was_evaluated_go_through_the_house(project):
    path = put(project, "jisseki")
    assert project.run("build", path).code == 0
    head = page(project, path).partition("</header>")[0]
    told = [re.sub("<[^>]+>", "", each) for each in re.findall("<dt>.*?</dd>", head)]
    assert told[-3:] == [
        "担当部局名交通局交通課", "作成責任者名交通課長 山田 太郎", "政策評価実施時期令和6年8月",
    ]  # fmt: skip
    rows = (project.root / "reports/fy2023/jisseki/data/evaluations.csv").read_text("utf-8-sig")
    assert '"policy","","0","evaluation_date","令和6年8月"' in rows
    assert '"policy","","0","prepared_by","交通課長 山田 太郎"' in rows
    assert project.run("export", path, "--to", "docx", "-o", "out").code == 0
    [made] = (project.root / "out").rglob("*.docx")
    with zipfile.ZipFile(made) as file:
        printed = re.findall("<w:t[^>]*>([^<]*)", file.read("word/document.xml").decode())
    assert [*filter(None, printed)][-4:] == [
        "作成責任者名", "交通課長 山田 太郎", "政策評価実施時期", "令和6年8月",
    ]  # fmt: skip
    assert project.run("import", made, "--form", "jisseki", "-o", "again.yaml").code == 0
    again = (project.root / "again.yaml").read_text("utf-8")
    assert "evaluation_date: 令和6年8月" in again
    assert "prepared_by: 交通課長 山田 太郎" in again


def test_the_next_sheet_asks_for_the_time_of_its_own_evaluation(project):
    path = put(project, "jisseki")
    project.run("roll", path, "-o", "params/fy2024/jisseki.yaml")
    rolled = (project.root / "params/fy2024/jisseki.yaml").read_text("utf-8")
    assert "evaluation_date: 【要記入】" in rolled
    assert "prepared_by: 【要確認】交通課長 山田 太郎" in rolled
    text = (project.root / path).read_text("utf-8").replace("令和6年8月", "令和6年9月")
    project.write(text, "other.yaml")
    assert "政策評価実施時期" in project.run("compare", path, "other.yaml").out


def test_the_book_takes_both_and_an_empty_one_is_told(project):
    path = put(project, "jizen")
    assert project.run("workbook", "write", path, "book.xlsx").code == 0
    book = openpyxl.load_workbook(project.root / "book.xlsx")
    [label] = [
        cell for row in book.worksheets[0] for cell in row if cell.value == "政策評価実施予定時期"
    ]
    beside = book.worksheets[0].cell(label.row, 4)
    assert beside.value == "令和9年8月"
    beside.value = ""
    book.save(project.root / "book.xlsx")
    assert project.run("workbook", "read", "book.xlsx", path).out.endswith("1 行を更新\n")
    text = (project.root / path).read_text("utf-8")
    assert "evaluation_date" not in text
    (project.root / path).write_text(text + 'evaluation_date: ""\n', "utf-8")
    assert "「政策評価実施予定時期」が空欄である。" in project.run("check", path).out


def test_a_project_has_a_form_of_its_own(project):
    project.write(
        "title: {ja: 海山市 施策評価シート}\nparts: [indicators]\n"
        "words: {ministry: {ja: 自治体, en: municipality}}\nchecks: {off: [no-data-source]}\n",
        "params/forms/海山.yaml",
    )
    text = sheet("actuals: {2023: 5件}\ntarget: 6件以上")
    path = project.write("form: 海山\n" + text)
    assert "no-data-source" not in project.run("check", path).out
    assert project.run("build", path, "--formats", "html").code == 0
    assert "自治体" in page(project, path)
    again = project.run("build", path, "--formats", "html", "--dry-run", "--json")
    assert '"build": false' in again.out
    own = project.root / "params/forms/海山.yaml"
    own.write_text(own.read_text("utf-8").replace("自治体", "市町村"), "utf-8")
    project.run("build", path, "--formats", "html")
    assert "市町村" in page(project, path)
    assert project.run("workbook", "write", path, "b.xlsx").code == 0
    assert project.run("workbook", "read", "b.xlsx", path).out.endswith("0 行を更新\n")


@pytest.mark.parametrize(
    ("profile", "said"),
    [
        (
            None,
            "様式: 「海山」は使えません。使える値: monitoring、jisseki、jizen、kpi、review、table",
        ),
        ("part: [indicators]\n", "項目「part」はありません。「parts」の誤りではありませんか"),
        ("parts: [indicator]\n", "「indicator」は使えません。使える値: summary, "),
        (
            "words: {minister: {ja: 市}}\n",
            "項目「minister」はありません。「ministry」の誤りではありませんか",
        ),
        ("words: {ministry: {jp: 市}}\n", "項目「jp」はありません。使える項目: ja, en, also"),
        ("title: [海山]\n", "「項目: 値」の組が必要です"),
    ],
)
def test_a_form_that_is_none_is_told_with_its_place(project, profile, said):
    if profile:
        project.write(profile, "params/forms/海山.yaml")
    path = project.write("form: 海山\n" + sheet("actuals: {2023: 5件}"))
    ran = project.run("check", path)
    assert ran.code == 2
    file = "params/forms/海山.yaml" if profile else path.as_posix()
    assert any(line.startswith(f"{file}:1:") and said in line for line in ran.out.splitlines())


def test_a_round_names_the_form_of_its_sheets_and_a_sheet_its_own(project):
    project.write(
        "title: {ja: 海山市 施策評価シート}\nwords: {ministry: {ja: 自治体}}\n",
        "params/forms/umi.yaml",
    )
    body = sheet("actuals: {2023: 5件}\ntarget: 6件以上")
    path = project.write(body, "params/fy2023/3-1.yaml")
    project.write("form: 海山市 施策評価シート\n", "params/fy2023.yaml")
    project.run("build", path, "--formats", "html")
    assert "自治体" in page(project, path)
    assert project.run("workbook", "write", path, "b.xlsx").code == 0
    assert project.run("workbook", "read", "b.xlsx", path).out.endswith("0 行を更新\n")
    project.write("form: monitoring\n" + body, "params/fy2023/3-1.yaml")
    project.run("build", path, "--formats", "html")
    assert "府省名" in page(project, path)


def test_a_round_that_names_no_form_is_told_in_its_own_file(project):
    path = project.write(sheet("actuals: {2023: 5件}"), "params/fy2023/3-1.yaml")
    project.write("language: ja\nform: 海山\n", "params/fy2023.yaml")
    ran = project.run("check", path)
    assert ran.code == 2
    assert ran.out.splitlines()[0].startswith(
        "params/fy2023.yaml:2:7  様式: 「海山」は使えません。"
    )


def test_a_file_is_searched_for_every_heading_of_an_entry():
    ours, kpi = (shipped_forms()[name] for name in ("monitoring", "kpi"))
    assert ours.labels("ministry") == ("府省名", "府省")
    assert kpi.labels("baseline") == ("基準値", "baseline", "策定時", "策定時の値", "現状")
    names = ours.labels("measures.name")
    assert (names[:2], names[-1]) == (("事業名", "独立行政法人の事業名"), "名称")


SECTIONS = """\
sections:
  - {heading: 背景・課題, text: 令和4年度から人口が減っている。, after: policy_goal}
  - heading: 人口の推移
    table:
      - [区分, 2022年, "2023年|暫定"]
      - [総人口, "50,210人", "49,980人\\n（速報）"]
"""


def test_further_sections_stand_in_their_place_and_go_through_the_house(project):
    path = project.write(sheet("actuals: {2023: 5件}\ntarget: 6件以上") + SECTIONS)
    assert project.run("build", path).code == 0
    made = page(project, path)
    headings = [re.sub("<[^>]+>", "", each) for each in re.findall("<h2.*?</h2>", made)]
    assert headings == [
        "背景・課題", "全体の状況", "達成目標1 事故の防止",
        "人口の推移", "監査所見", "この報告書の作成元",
    ]  # fmt: skip
    assert "49,980人" in made
    rows = (project.root / "reports/fy2023/3-1/data/sections.csv").read_text("utf-8-sig")
    assert '"2","人口の推移","","1","3","2023年|暫定","49,980人（速報）"' in rows.splitlines()
    project.run("workbook", "write", path, "b.xlsx")
    assert project.run("workbook", "read", "b.xlsx", path).out.endswith("0 行を更新\n")
    rolled = project.run("roll", path, "-o", "next.yaml")
    assert "その他の節 「背景・課題」 本文: 年を含む記載です" in rolled.out
    text = (project.root / path).read_text("utf-8").replace("減っている", "増えている")
    project.write(text, "other.yaml")
    assert "増えている" in project.run("compare", path, "other.yaml").out


def test_a_table_whose_rows_are_not_alike_loses_no_cell(project):
    head = "ministry: 地域振興庁\nfiscal_year: 2023\npolicy_goal: {number: 3-1, name: 例}\n"
    rows = "[[区分, 初年], [], [甲, 一, 二], [乙]]"
    path = project.write(f"{head}sections:\n  - {{heading: 表, table: {rows}}}\n")
    assert project.run("build", path).code == 0
    table = page(project, path).partition('id="section-1-table"')[2].partition("</table>")[0]
    lengths = [len(re.findall("<t[hd]", row)) for row in re.findall("<tr.*?</tr>", table)]
    assert lengths == [3, 3, 3]
    assert project.run("export", path, "--to", "docx", "-o", "out").code == 0


def test_further_sections_alone_are_a_sheet(project):
    head = "ministry: 地域振興庁\nfiscal_year: 2023\npolicy_goal: {number: 3-1, name: 例}\n"
    path = project.write(head + SECTIONS)
    assert project.run("build", path, "--formats", "html").code == 0
    assert "この評価書に指標はありません。記載はその他の節です。" in page(project, path)


@pytest.mark.parametrize(
    ("declared", "grade"),
    [
        ("direction: up", "met"),
        ("direction: down", "missed"),
        ("form: 海山", "missed"),
    ],
)
def test_which_way_is_better_is_declared_for_a_whole_sheet_or_form(project, declared, grade):
    project.write("direction: down\n", "params/forms/海山.yaml")
    body = sheet("actuals: {2023: 7件}\nannual_targets: {2023: 6件}")
    path = project.write(f"{declared}\n{body}")
    assert f'"grade": "{grade}"' in project.run("assess", path, "--json").out


def test_what_is_declared_for_all_does_not_stand_over_a_rank(project):
    body = sheet("actuals: {2023: 7位}\nannual_targets: {2023: 9位}")
    path = project.write(f"direction: up\n{body}")
    assert '"grade": "not_decidable"' in project.run("assess", path, "--json").out


COLUMNS = ("baseline", "actuals", "annual_targets", "target", "latest_value")
"""Headings that are renamed in tables alone: a sentence speaks of 実績値 whatever the form does."""


CHOICES = ("施策目標の後", "測定指標")
"""Chosen from a list in a column of ours, of which nothing is printed."""


def renamed(form):
    """Words of ours that a form has others for: those of sentences, and those of headings alone."""
    profile = shipped_forms()["kpi" if form == "city" else form]
    usual = {key: {TERMS[key].ja, word(key).ja} if key in Words.TABLE else {TERMS[key].ja}
             for key in profile.words if key in TERMS and profile.word(key)}  # fmt: skip
    ours = {key: {each for each in words if each not in profile.word(key).ja}
            for key, words in usual.items() if key != "result"}  # fmt: skip
    headings = {each for key in COLUMNS for each in ours.pop(key, ())}
    return set().union(*ours.values()), headings


def stand_in(words, texts):
    return [
        (each, text) for each in words for text in texts
        if re.search(f"(?<![一-龠々]){re.escape(each)}(?![一-龠々])", text)
    ]  # fmt: skip


def cells_of_book(project, path):
    assert project.run("workbook", "write", path, "book.xlsx").code == 0
    book = openpyxl.load_workbook(project.root / "book.xlsx")
    for each in book:
        if each.sheet_state == "visible":
            yield each.title
            yield from (str(cell.value) for row in each for cell in row if cell.value)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_calls_a_part_of_the_form_otherwise_than_the_form_does(project, form):
    path = put(project, form)
    text = (project.root / path).read_text("utf-8")
    faulty = text.replace("no: 2\n", "no: 4\n").replace("{no: 2,", "{no: 4,")
    faulty = re.sub(", indicators: [①-③]+", "", faulty)
    (project.root / path).write_text(faulty + "audit: {off: [no_such_check]}\n", "utf-8")
    said = project.run("check", path).out
    assert re.search("要確認|参考", said)
    assert project.run("build", path, "--formats", "html").code == 0
    pages = [page(project, path), page(project, path.parent / "index.yaml")]
    pages = [re.sub("<(style|script).*?</\\1>", "", each, flags=re.DOTALL) for each in pages]
    shown = [text for each in pages for text in re.split("<[^>]*>", each)]
    book = [text for text in cells_of_book(project, path) if text not in CHOICES]
    words, headings = renamed(form)
    assert words
    assert stand_in({each for each in words if each not in faulty}, (said, *shown, *book)) == []
    assert headings & {*shown, *book} == set()


def test_the_documents_of_a_form_have_its_headings(project):
    path = put(project, "jisseki")
    assert project.run("export", path, "--to", "docx", "-o", "out").code == 0
    [made] = (project.root / "out").rglob("*.docx")
    with zipfile.ZipFile(made) as file:
        printed = re.findall("<w:t[^>]*>([^<]*)", file.read("word/document.xml").decode())
    assert "施策の進捗状況（目標）" in printed
    assert "年度ごとの目標値" not in printed


def test_a_new_row_of_the_book_is_one_of_targets_by_the_label_of_the_form(project):
    path = put(project, "jisseki")
    assert project.run("workbook", "write", path, "book.xlsx").code == 0
    book = openpyxl.load_workbook(project.root / "book.xlsx")
    goal = book.worksheets[1]
    [*_, at] = [row for row in range(1, goal.max_row) if goal.cell(row, 3).value == LABEL]
    insert_row(goal, at + 1)
    insert_row(goal, at + 1)
    for row, (number, name, figure) in enumerate(
        (("③", "便数", "9便"), ("", LABEL, "8便以上")), at + 1
    ):
        for column, value in ((2, number), (3, name), (9, figure)):
            goal.cell(row, column).value = value
    book.save(project.root / "book.xlsx")
    ran = project.run("workbook", "read", "book.xlsx", path)
    assert ran.code == 0, ran.out
    third = read_sheet(project.root / path).achievement_goals[0].indicators[2]
    assert [cell.printed for cell in third.actuals.cells()] == ["9便"]
    assert [cell.printed for cell in third.annual_targets.cells()] == ["8便以上"]
    assert LABEL not in (project.root / path).read_text("utf-8")


LABEL = "施策の進捗状況（目標）"


def test_a_key_that_says_mean_goes_through_the_house(project):
    body = "direction: down\nactuals: {2020～2022年度平均: 300km, 2023: 250km}\ntarget: （2023年度）260km"
    path = project.write(sheet(body))
    assert project.run("build", path).code == 0
    made = page(project, path)
    assert re.search(r'300km<span class="note">（[^<]*平均）', made)
    assert "24年度" not in made
    rows = (project.root / "reports/fy2023/3-1/data/observations.csv").read_text("utf-8-sig")
    assert sum('"300km"' in row for row in rows.splitlines()) == 1
    assert project.run("workbook", "write", path, "b.xlsx").code == 0
    assert project.run("workbook", "read", "b.xlsx", path).out.endswith("0 行を更新\n")
    assert project.run("roll", path, "-o", "next.yaml").code == 0
    assert "2020-2022平均: 300km" in (project.root / "next.yaml").read_text("utf-8")
    assert project.run("compare", path, "next.yaml").code == 0
