"""What several tests need: a small sheet, and the real one's path."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

SLOW = {"browser", "commands", "fuzz", "produce", "test_recipes.py", "test_story.py"}
"""What of tests/ runs whole commands, notebooks, Typst or a browser."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    tests = ROOT / "tests"
    for item in items:
        if item.path.is_relative_to(tests) and item.path.relative_to(tests).parts[0] in SLOW:
            item.add_marker("slow")


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
