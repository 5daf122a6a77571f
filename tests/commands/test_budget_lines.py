"""Budget tables that have not the four lines of 24-7-2: their own lines, each with its role."""

from __future__ import annotations

HEAD = "ministry: 地域振興庁\nfiscal_year: 2023\npolicy_goal: {number: 3-1, name: 例}\n"
BUDGET = """\
budget:
  heading: 施策の予算額・執行額等
  unit: 百万円
  columns: {2022: 令和4年度, 2023: 令和5年度, 2024: 令和6年度要求額}
  lines:
    - {name: 当初予算（a）, role: initial, 2022: "4,210", 2023: "4,300", 2024: "4,350"}
    - {name: 補正予算（b）, role: supplementary, 2022: "120", 2023: －}
    - {name: 前年度から繰越し（c）, role: carried_from, 2022: "599", 2023: "310"}
    - {name: 翌年度へ繰越し（d）, role: carried_to, 2022: "310", 2023: △20}
    - {name: 合計（a＋b＋c－d）, role: total, 2022: "4,619", 2023: "4,590"}
    - {name: うち復興特別会計, 2022: 内数, 2023: "12"}
    - {name: 執行額, role: executed, 2022: "4,501", 2023: "4,410"}
    - {name: 執行率, role: rate, 2022: 97.4％, 2023: 96.1％}
"""


def lines_of(project, name):
    text = (project.root / f"reports/fy2023/3-1/data/{name}.csv").read_text("utf-8-sig")
    return [line.strip('"').split('","') for line in text.splitlines()[1:]]


def test_its_lines_stand_as_the_form_names_them_and_the_rate_is_that_of_their_roles(project):
    path = project.write(HEAD + BUDGET)
    assert project.run("check", path).out == "監査所見はありません。\n"
    assert project.run("build", path).code == 0
    page = (project.root / "reports/fy2023/3-1.html").read_text("utf-8")
    for printed in ("前年度から繰越し（c）", "令和6年度要求額", "△20", "内数", "97.4％"):
        assert printed in page
    for other in ("復興庁一括計上分", "単独施策", "上段"):
        assert other not in page
    rates = [(row[1], row[3], row[4], row[6][:6]) for row in lines_of(project, "execution_rates")]
    assert rates == [("2022", "4501", "4619", "0.9744"), ("2023", "4410", "4590", "0.9607")]
    amounts = {(row[1], row[3]): (row[2], row[6]) for row in lines_of(project, "budget_lines")}
    assert amounts["翌年度へ繰越し（d）", "2023"] == ("carried_to", "-20")
    assert amounts["うち復興特別会計", "2022"] == ("", "")


def test_it_goes_through_excel_rolls_and_compares(project):
    path = project.write(HEAD + BUDGET)
    project.run("workbook", "write", path, "b.xlsx")
    assert project.run("workbook", "read", "b.xlsx", path).out.endswith("0 行を更新\n")
    assert (project.root / path).read_text("utf-8") == HEAD + BUDGET
    rolled = project.run("roll", path, "-o", "next.yaml").out
    assert "予算額 区分 「執行額」 6年度: 「令和6年度」" in rolled
    assert "予算額 区分 「執行額」 4年度: 「4,501」 様式の年度の欄から外れました" in rolled
    project.write(HEAD + BUDGET.replace('"4,410"', '"4,401"'), "other.yaml")
    compared = project.run("compare", path, "other.yaml").out
    assert "予算額 区分 「執行額」 5年度: 4,410 → 4,401" in compared


def test_a_role_that_is_none_is_told_at_its_line(project):
    path = project.write(
        HEAD + BUDGET.replace("role: reserve", "").replace("carried_to", "carried")
    )
    ran = project.run("check", path)
    assert ran.code == 2
    assert (
        "予算額 区分 「翌年度へ繰越し（d）」 役割: 「carried」は使えません。使える値: initial"
        in ran.out
    )
