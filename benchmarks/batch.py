"""How fast a round is built, against the loops that a user would write; ratios from one run.

    python benchmarks/batch.py                  # half an hour on two cores
    python benchmarks/batch.py --sizes 1 10 50  # a quarter

Alternating in one run: two loops over a sample of the goals, one command after the other, and
`evalkit build` on all of them. The stock loop is what one writes today: papermill, nbconvert to HTML,
nbconvert to PDF through a browser. The other one has evalkit's exporters, but each as a command.
The floor is the same sections drawn and exported in two warm processes without any notebook. Rounds
of more than 50 goals are only built. Without Chromium and playwright there is no stock loop.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.commands import BIN, Cost, browser, run
from benchmarks.goals import make_project

TOOLS = ("papermill", "nbconvert", "matplotlib", "typst", "ipykernel")
HEADS = (
    "goals", "stock loop, s a goal", "exporters' loop, s a goal", "build, s a goal",
    "stock ÷ build", "exporters' ÷ build", "floor, s a goal", "build ÷ floor",
    "no change, s", "one changed, s", "largest process, MiB",
)  # fmt: skip
_CHANGE = ("科学技術イノベーションを創出し", "科学技術イノベーションを生み出し")


@dataclass
class Times:
    """Seconds a goal, and the whole commands that are timed once."""

    stock: list[float] = field(default_factory=list)
    exporters: list[float] = field(default_factory=list)
    build: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    unchanged: list[float] = field(default_factory=list)
    one_changed: list[float] = field(default_factory=list)
    mebibytes: float = 0


class Project:
    """A round of synthetic goals in a folder of its own."""

    def __init__(self, folder: Path, size: int) -> None:
        self.folder = folder
        self.size = size
        make_project(folder, size)
        self.browser = browser(folder)

    def loop(self, number: int, *exporters: str) -> float:
        """Seconds of one goal: papermill, then nbconvert once for each exporter."""
        out = self.folder / "loop" / f"{number:03}.ipynb"
        out.parent.mkdir(exist_ok=True)
        sheet = self.folder / f"params/fy2012/{number:03}.yaml"
        executed = self._run(
            BIN / "papermill", "notebooks/monitoring.ipynb", out, "-p", "sheet", sheet,
            "-f", "params/fy2012.yaml",
        )  # fmt: skip
        converted = (self._convert(name, out) for name in exporters)
        return executed.seconds + sum(each.seconds for each in converted)

    def _convert(self, exporter: str, notebook: Path) -> Cost:
        options = ("--disable-chromium-sandbox",) if exporter == "webpdf" else ()
        return self._run(BIN / "jupyter", "nbconvert", "--to", exporter, *options, notebook)

    def build(self, *options: str) -> Cost:
        """Run `evalkit build` on the whole round."""
        return self._run(BIN / "evalkit", "build", "params", "--formats", "html,pdf", *options)

    def floor(self) -> float:
        """Seconds a goal takes without a notebook, over two warm processes."""
        return self._run(sys.executable, Path(__file__).with_name("floor.py")).seconds / self.size

    def change_one(self) -> None:
        """Edit one sheet as a person would."""
        sheet = self.folder / "params/fy2012/001.yaml"
        sheet.write_text(sheet.read_text("utf-8").replace(*_CHANGE), "utf-8")

    def _run(self, *command: object) -> Cost:
        return run(*command, cwd=self.folder, **self.browser)


def measure(project: Project, turns: int) -> Times:
    """Time the loops and the build in turns, then what an unchanged round costs."""
    times = Times()
    for turn in range(turns):
        _turn(project, times, turn % project.size + 1)
    if not turns:
        _build(project, times)
    times.unchanged += [project.build().seconds for _ in range(3)]
    project.change_one()
    times.one_changed.append(project.build().seconds)
    return times


def _turn(project: Project, times: Times, number: int) -> None:
    if project.browser:
        times.stock.append(project.loop(number, "html", "webpdf"))
    times.exporters.append(project.loop(number, "evalkit", "evalkit-pdf"))
    _build(project, times)
    times.floor.append(project.floor())


def _build(project: Project, times: Times) -> None:
    built = project.build("--force")
    times.build.append(built.seconds / project.size)
    times.mebibytes = max(times.mebibytes, built.mebibytes)


def row(size: int, times: Times) -> str:
    """One row of the table: medians, with the extremes where there are several."""
    build = statistics.median(times.build)
    cells = (
        str(size), _spread(times.stock), _spread(times.exporters), _spread(times.build),
        _ratio(times.stock, build), _ratio(times.exporters, build), _spread(times.floor),
        _ratio([build], statistics.median(times.floor)) if times.floor else "–",
        _spread(times.unchanged),
        _spread(times.one_changed), f"{times.mebibytes:.0f}",
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _spread(values: list[float]) -> str:
    if len(values) < 2:
        return f"{values[0]:.2f}" if values else "–"
    return f"{statistics.median(values):.2f} ({min(values):.2f}-{max(values):.2f})"


def _ratio(loop: list[float], build: float) -> str:
    return f"{statistics.median(loop) / build:.2f}" if loop else "–"


def report(sizes: list[int], most_turns: int) -> Iterator[str]:
    """Lines of the report, as they become known."""
    tools = ", ".join(f"{name} {version(name)}" for name in TOOLS)
    yield f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores; {tools}\n"
    yield f"| {' | '.join(HEADS)} |\n|{'---|' * len(HEADS)}"
    for size in sizes:
        folder = Path(tempfile.mkdtemp(prefix="evalkit-bench-"))
        yield row(size, measure(Project(folder, size), most_turns if size <= 50 else 0))
        shutil.rmtree(folder)


def main() -> None:
    """Print the machine, the versions and the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 10, 50, 200, 500])
    parser.add_argument(
        "--turns", type=int, default=3, help="of sizes up to 50; larger ones are built once"
    )
    given = parser.parse_args()
    for line in report(given.sizes, given.turns):
        print(line, flush=True)


if __name__ == "__main__":
    main()
