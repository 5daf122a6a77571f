"""What the PDF cannot print is told; what it is made with, and is not there, is told."""

from __future__ import annotations

import json
import os

import pytest

from tests.commands.kit import ROOT, sheet

RARE = """\
name: "𠮷野川の橋 \\uE001"
unit: 件
actuals: {2023: 5件}
annual_targets: {2023: 9件以上}
"""
FALLBACK = "name: „⓪“ 𝛼 ✔ é ―－−—–• 髙﨑𩸽㍻\nactuals: {2023: 5件}"


def glyph_lines(ran):
    lines = ran.out.splitlines()
    return [
        (line.split("  ")[0], lines[number + 1].strip())
        for number, line in enumerate(lines)
        if "PDF に印刷できない文字" in line
    ]


def test_each_character_without_a_glyph_is_found_with_its_places(project):
    path = project.write(sheet(RARE, FALLBACK, rest="lead_division: 𠮷田課（🗾）\n"))
    ran = project.run("check", path)
    assert (ran.code, ran.err) == (1, "")
    assert glyph_lines(ran) == [
        (f"{path}:10:15", "外字（U+E001）は作成した環境でしか表示されず、PDF では〓と印刷される。"),
        (f"{path}:10:15", "「𠮷」（U+20BB7）は PDF の書体に字形がなく、□と印刷される。ほか1か所。"),
        (f"{path}:18:16", "「🗾」（U+1F5FE）は PDF の書体に字形がなく、□と印刷される。"),
    ]


def test_a_build_tells_which_characters_its_pdf_lacks(project):
    path = project.write(sheet(RARE, FALLBACK))
    built = project.run("build", path, "--formats", "pdf")
    assert (built.code, built.lines) == (0, [
        "fy2023/3-1  PDF の書体にない文字が□または〓になっています: \ue001 U+E001、𠮷 U+20BB7"
    ])  # fmt: skip
    page = project.run("build", path, "--formats", "html", "--lang", "en")
    assert (page.code, page.err) == (0, "")


@pytest.mark.parametrize("package", ["typst", "japanize_matplotlib"])
def test_a_package_that_is_not_there_is_named_and_nothing_is_published(project, package):
    shadow = project.root / "shadow" / package
    shadow.mkdir(parents=True)
    (shadow / "__init__.py").write_text("raise ImportError", "utf-8")
    path = project.write(sheet(FALLBACK))
    there = {"PYTHONPATH": os.pathsep.join([str(shadow.parent), str(ROOT)])}
    name = package.replace("_", "-")
    built = project.run("build", path, "--json", **there)
    why = (
        f"報告書の作成に使う {name} がないか、壊れています。"
        f"pip install --force-reinstall {name} で入れ直してください"
    )
    assert (built.code, built.lines) == (2, [why])
    assert [row["why"] for row in json.loads(built.out)] == [[why]]
    assert not [*project.root.glob("reports/**/*.*")]
    checked = project.run("check", path, **there)
    assert (checked.code, checked.err) == (0, "")
