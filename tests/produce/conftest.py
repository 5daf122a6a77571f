"""Goal 7-2 as it is published: its page, and its data as they lie beside it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner

from evalkit.assess.parameters import check_parameters
from evalkit.assess.report_data import gather
from evalkit.cli import main
from evalkit.produce.opendata.files import data_files
from evalkit.produce.pages.page import Page, read_page
from evalkit.sheet.load import read_sheet
from evalkit.sheet.yaml.tree import read_source
from tests.conftest import made_once

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
def built(tmp_path_factory) -> list[list[Path]]:
    """The report of goal 7-2, built twice in two folders: what a build says that it has made."""
    folders = [made_once(tmp_path_factory, name, _build) for name in ("one", "another")]
    return [[Path(line) for line in (folder / "told").read_text().split()] for folder in folders]


def _build(folder: Path) -> None:
    for name in ("notebooks", "params"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(".ipynb*"))
    result = CliRunner().invoke(main, ["build", str(folder / "params/fy2012/7-2.yaml")])
    assert result.exit_code == 0, result.output
    (folder / "told").write_text(result.stdout)


@pytest.fixture(scope="session")
def published(built) -> Published:
    round_ = built[0][0].parent
    page = read_page(nbformat.read(round_ / "7-2.ipynb", as_version=4))
    data = {path.name: path.read_bytes() for path in (round_ / "7-2/data").iterdir()}
    return Published(
        page, (round_ / "7-2.html").read_text(), (round_ / "7-2.pdf").read_bytes(), data
    )
