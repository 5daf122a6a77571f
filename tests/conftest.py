"""What several tests need: a small sheet, the real one's path, and how many examples."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]

SLOW = {
    "browser", "commands", "fuzz", "produce", "test_recipes.py", "test_story.py",
    "assess/audit/test_growth.py", "sheet/test_any_input.py", "sheet/workbook/test_fuzz.py",
}  # fmt: skip
"""What of tests/ runs whole commands, notebooks, Typst or a browser, or reads many books or whole sheets."""

settings.register_profile("usual", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=25)


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile("usual")


def examples(number: int, **options) -> settings:
    """Try a property on so many examples; in `make quick` on no more than 25."""
    quick = settings.get_current_profile_name() == "quick"
    return settings(max_examples=min(number, 25) if quick else number, **options)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    slow = {ROOT / "tests" / name for name in SLOW}
    for item in items:
        if not slow.isdisjoint((item.path, *item.path.parents)):
            item.add_marker("slow")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Half as many again as there are cores for ``-n auto``: many slow tests wait, no quick one."""
    quick = config.getoption("markexpr") == "not slow"
    return None if quick else (os.cpu_count() or 1) * 3 // 2


def made_once(
    tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]
) -> Path:
    """Folder that `make` fills for whoever is first to need it among all the workers of a run.

    It is for tests that only look at what is there.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    folder /= name
    ready = folder.with_suffix(".ready")
    try:
        folder.mkdir()
    except FileExistsError:
        until = time.monotonic() + 60
        while not ready.exists():
            assert time.monotonic() < until, f"the worker that makes {name} does not come to an end"
            time.sleep(0.05)
    else:
        make(folder)
        ready.touch()
    return folder


def sections_of(notebook: str) -> list[str]:
    """Sections that a notebook of ours shows, by the names of the methods that its cells call."""
    cells = json.loads((ROOT / "notebooks" / notebook).read_text("utf-8"))["cells"]
    last = [
        "".join(cell["source"]).splitlines()[-1] for cell in cells if cell["cell_type"] == "code"
    ]
    return re.findall(r"^(?:report|portfolio)\.(\w+)\(\)$", "\n".join(last), re.MULTILINE)


SMALL = """\
ministry: 文部科学省
fiscal_year: 2012
policy_goal: {number: 7-2, name: 例}
achievement_goals:
  - no: 1
    name: 例
    indicators:
      - no: 1
        name: 共同研究の実施件数
        kind: outcome
        actuals:
          2011: 16,302件
          2012: 調査中（10月頃調査結果が出る予定）
        target: 540機関
"""


@pytest.fixture
def goal_7_2() -> Path:
    return ROOT / "params/fy2012/7-2.yaml"


@pytest.fixture
def small() -> str:
    return SMALL
