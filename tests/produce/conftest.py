"""Goal 7-2 as it is published: its page, and its data as they lie beside it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest

from evalkit.assess.parameters import check_parameters
from evalkit.assess.report_data import gather
from evalkit.produce.opendata.files import data_files
from evalkit.produce.pages.page import Page, read_page
from evalkit.sheet.load import read_sheet
from evalkit.sheet.yaml.tree import read_source

ROOT = Path(__file__).parents[2]
SHEET = ROOT / "params/fy2012/7-2.yaml"


@dataclass(frozen=True)
class Published:
    page: Page
    html: str
    pdf: bytes
    data: dict[str, bytes]


@pytest.fixture(scope="session")
def facts_7_2():
    parameters = check_parameters(read_source(ROOT / "params/fy2012.yaml"))
    return gather(read_sheet(SHEET), parameters)


@pytest.fixture(scope="session")
def data_7_2(facts_7_2) -> dict[str, bytes]:
    return data_files(facts_7_2)


@pytest.fixture(scope="session")
def published(tmp_path_factory) -> Published:
    reports = tmp_path_factory.mktemp("reports")
    build = [sys.executable, "-m", "evalkit", "build", str(SHEET), "-o", str(reports)]
    subprocess.run(build, check=True, capture_output=True)
    round_ = reports / "fy2012"
    page = read_page(nbformat.read(round_ / "7-2.ipynb", as_version=4))
    data = {path.name: path.read_bytes() for path in (round_ / "7-2/data").iterdir()}
    return Published(
        page, (round_ / "7-2.html").read_text(), (round_ / "7-2.pdf").read_bytes(), data
    )
