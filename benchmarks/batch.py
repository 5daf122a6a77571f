"""How fast a round is built, against the loop that a user would write; ratios from one run.

    python benchmarks/batch.py [--sample 4] [--sizes 1 10 50]

The user's loop (papermill, then nbconvert twice, as commands) runs on a sample, alternating with
`evalkit build` on all goals; printed are medians with their spread, and the ratio per goal. The
floor is the same sections drawn and exported in warm processes without any notebook.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.goals import make_project

BIN = Path(sys.executable).parent


def timed(*command: object, cwd: Path) -> float:
    """Seconds of a command that succeeds."""
    start = time.perf_counter()
    subprocess.run([str(part) for part in command], cwd=cwd, check=True, capture_output=True)
    return time.perf_counter() - start


def users_loop(folder: Path, number: int) -> float:
    """Seconds of one goal in the loop that a user would write."""
    out = folder / "loop" / f"{number:03}.ipynb"
    out.parent.mkdir(exist_ok=True)
    sheet = folder / f"params/fy2012/{number:03}.yaml"
    run = (BIN / "papermill", "notebooks/monitoring.ipynb", out, "-p", "sheet", sheet)
    seconds = timed(*run, "-f", "params/fy2012.yaml", cwd=folder)
    for exporter in ("evalkit", "evalkit-pdf"):
        seconds += timed(BIN / "jupyter", "nbconvert", "--to", exporter, out, cwd=folder)
    return seconds


def build(folder: Path, *options: str) -> float:
    """Seconds of `evalkit build` on the whole project."""
    return timed(BIN / "evalkit", "build", "params", *options, cwd=folder)


def floor(folder: Path, count: int) -> float:
    """Seconds a goal takes without a notebook, over two warm processes on two cores."""
    return timed(sys.executable, Path(__file__).with_name("floor.py"), count, cwd=folder) / count


def peak_memory() -> float:
    """Largest child so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def spread(values: list[float]) -> str:
    """Median with the extremes."""
    return f"{statistics.median(values):.2f} ({min(values):.2f}-{max(values):.2f})"


def measure(sizes: list[int], sample: int) -> None:
    """Measure every size and print one row each."""
    print(
        "| goals | loop, s a goal | build, s a goal | loop ÷ build | floor, s | build ÷ floor | no change, s | one changed, s | peak MiB |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="evalkit-bench-") as name:
            print(row(Path(name), size, sample), flush=True)


def row(folder: Path, size: int, sample: int) -> str:
    """One row of the table."""
    make_project(folder, size)
    loops: list[float] = []
    builds: list[float] = []
    for turn in range(min(sample, 3)):
        loops.append(users_loop(folder, turn % size + 1))
        builds.append(build(folder, "--force") / size)
    lowest = floor(folder, size)
    unchanged = build(folder)
    sheet = folder / "params/fy2012/001.yaml"
    sheet.write_text(
        sheet.read_text("utf-8").replace("施策目標", "施策目標") + "# changed\n", "utf-8"
    )
    one = build(folder)
    ratio = statistics.median(loops) / statistics.median(builds)
    over = statistics.median(builds) / lowest
    return (
        f"| {size} | {spread(loops)} | {spread(builds)} | {ratio:.1f} | {lowest:.2f} | {over:.2f} "
        f"| {unchanged:.2f} | {one:.2f} | {peak_memory():.0f} |"
    )


def main() -> None:
    """Print the machine, the versions and the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 10, 50])
    parser.add_argument("--sample", type=int, default=3)
    given = parser.parse_args()
    names = ("papermill", "nbconvert", "matplotlib", "typst", "ipykernel")
    tools = ", ".join(f"{name} {version(name)}" for name in names)
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores; {tools}\n"
    )
    measure(given.sizes, given.sample)


if __name__ == "__main__":
    main()
