"""Years print as the form prints them, or with the era: a bare one means one year only."""

from __future__ import annotations

import re

from tests.commands.kit import sheet

ROW = "actuals: {2017: 5件, 2018: 調査中（31年10月頃）}\nannual_targets: {2018: 6件以上}\ntarget: （33年度）9件以上"


def test_a_form_of_heisei_is_reported_in_years_of_heisei(project):
    text = sheet(ROW, year=2018)
    heads = "    tables: {measures: {budget: {2019: 31年度当初予算額（千円）}}}\n    indicators:"
    programme = (
        "    measures:\n      - {name: 交通安全事業, budget: {2019: '1,100'}, indicators: ①}\n"
    )
    path = project.write(
        text.replace("    indicators:", heads) + programme, "params/fy2018/3-1.yaml"
    )
    checked = project.run("check", path, "--as-of", "2019-07-31")
    assert (checked.code, checked.err) == (0, "")
    assert not re.search(r"(?<!\d)[1-5元]年度", checked.out)
    assert project.run("build", path, "--formats", "html").code == 0
    page = (project.root / "reports/fy2018/3-1.html").read_text("utf-8")
    shown = re.findall(r"<(?:text|td|title)[^>]*>([^<]*)<", page)
    assert any("33年度の目標9件" in text for text in shown)
    assert not [text for text in shown if re.search(r"(?<![\d.])[1-5元]年度", text)]
    assert "33" in shown
