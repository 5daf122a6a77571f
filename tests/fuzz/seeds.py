"""Real files to start from."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from random import Random

from evalkit.sheet.load import parse_sheet
from evalkit.sheet.workbook import write_workbook
from tests.commands import kit
from tests.conftest import SMALL

PARAMETERS = (
    b"language: ja\nas_of: 2024-07-31\npreset: annual\n",
    b"preset: bands\npreset_options:\n  function: level_rate\n  bands:\n"
    b'    - {grade: A, at_least: "1.0"}\n    - {grade: B}\n',
    b"language: en\npreset: open_sdg\npreset_options: {}\n",
    b"preset: maff\nas_of: 2024-03-31\n",
)
FIGURES = (
    "14,974件", "１２，３４５人", "0.63‰", "△ 288,349", "▲5", "−0.63", "約300", "300余", "15万2千人", "6,666億83百万円",
    "8兆9,150億円", "2時間30分", "14.1か月", "30％以上", "2％以下", "14か月以内", "10％未満", "100超", "7件程度", "概ね90％",
    "40％以上60％以下", "37.5～50", "80％（平均）", "（毎年度）90％以上", "7件（27件）", "83.6％（1,452／1,737）", "全国16位",
    "<18,507,806>", "1,982,1 94", "（23年度）338機関", "5百万円", "3千5百万円", "1,234.5トン", "24か所", "40時間",
)  # fmt: skip
"""Figures of many forms, as published sheets print them."""


@cache
def sheets() -> tuple[bytes, ...]:
    """Sheets of several forms; the first has something in every part."""
    small = kit.sheet(
        "baseline: （20年度）10件\nactuals: {2021: 6件, 2022: 5件（7件）, 2023: 調査中}\ntarget: 4件以下",
        "no: 7\nunit: 千人\nactuals: {2022: '1,310', 2023: '1,402'}\nannual_targets: {2023: '1,350千人以上'}",
    )
    return (
        whole(),
        small.encode(),
        SMALL.encode(),
        (kit.ROOT / "params/fy2012/7-2.yaml").read_bytes(),
    )


@cache
def whole() -> bytes:
    """The sheet that has something in every part of the form."""
    return Path(__file__).with_name("whole.yaml").read_bytes()


def a_sheet(chance: Random) -> bytes:
    """One of the sheets, the long one of goal 7-2 seldom, for it costs the most."""
    return chance.choices(sheets(), (12, 5, 2, 1))[0]


@cache
def notebook() -> bytes:
    """The notebook of one goal, as it lies in the project."""
    return (kit.ROOT / "notebooks/monitoring.ipynb").read_bytes()


@cache
def executed() -> bytes:
    """The notebook of one goal after a run, as evalkit publishes it."""
    with tempfile.TemporaryDirectory() as folder:
        project = kit.Project(Path(folder) / "project")
        ran = project.run("build", project.write(whole()), "-j", "1", "--formats", "html")
        if ran.code:
            raise RuntimeError(ran.err)
        return (project.root / "reports/fy2023/3-1.ipynb").read_bytes()


@cache
def book() -> bytes:
    """The workbook of the sheet that has something in every part."""
    return write_workbook(parse_sheet(whole().decode()))
