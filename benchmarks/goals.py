"""Synthetic goals of the real one's shape: N sheets, seeded, each with its own figures."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[1]
_ACTUAL = re.compile(r"^( {10}20\d\d: )([\d,]+)(件|機関|拠点|地域)$", re.MULTILINE)


def make_project(folder: Path, count: int, seed: int = 2012) -> Path:
    """Write a project of `count` goals into `folder`, and return its folder of sheets."""
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    sheets = folder / "params/fy2012"
    sheets.mkdir(parents=True)
    shutil.copy(ROOT / "params/fy2012.yaml", folder / "params")
    model = (ROOT / "params/fy2012/7-2.yaml").read_text("utf-8")
    for number in range(1, count + 1):
        (sheets / f"{number:03}.yaml").write_text(_goal(model, number, seed), "utf-8")
    return folder / "params"


def _goal(model: str, number: int, seed: int) -> str:
    chance = random.Random(seed * 10_000 + number)

    def moved(cell: re.Match[str]) -> str:
        value = int(cell[2].replace(",", ""))
        return f"{cell[1]}{max(1, round(value * chance.uniform(0.9, 1.1))):,}{cell[3]}"

    text = _ACTUAL.sub(moved, model)
    text = text.replace("number: 7-2", f"number: 9-{number}", 1)
    return text.replace("document: 24-7-2", f"document: 24-9-{number}", 1)
