"""How soon a page is seen: from the call for it, from disk, to its first words on the screen.

    python benchmarks/paint.py            # goal 7-2, and indexes of 20 and of 500 goals
    python benchmarks/paint.py FILE ...   # these pages

Each page is loaded again in a window of its own, with nothing kept from before; what the browser
itself gives as first contentful paint is printed as median and range.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import QUIET
from tests.browser.pages import SHEET, goal_page, index_page, leave_round
from tests.doctor import CHROMIUM, report

_PAINTED = """() => new Promise((tell) => new PerformanceObserver((list) => {
  for (const each of list.getEntriesByName("first-contentful-paint")) tell(each.startTime);
}).observe({ type: "paint", buffered: true }))"""


def first_paint(browser: Browser, page: Path) -> float:
    """Milliseconds until something of `page` is seen."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    tab = context.new_page()
    tab.goto(page.resolve().as_uri())
    milliseconds = tab.evaluate(_PAINTED)
    context.close()
    return float(milliseconds)


def sample_pages(folder: Path) -> list[Path]:
    """Write the pages that are measured where none are given."""
    pages = [folder / "7-2.html"]
    pages[0].write_text(goal_page(SHEET, "ja"), "utf-8")
    for goals in (20, 500):
        reports = folder / str(goals) / "fy2012"
        leave_round(reports, [f"8-{number}" for number in range(goals - 1)], language="ja")
        pages.append(reports.parent / f"index-{goals}.html")
        pages[-1].write_text(index_page(reports), "utf-8")
    return pages


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--loads", type=int, default=9)
    given = parser.parse_args()
    chromium = CHROMIUM.find()
    if chromium is None:
        raise SystemExit(report(CHROMIUM))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=chromium, args=QUIET)
        for page in given.files or sample_pages(Path(folder)):
            loads = [first_paint(browser, page) for _ in range(given.loads)]
            middle, least, most = statistics.median(loads), min(loads), max(loads)
            size = page.stat().st_size / 1000
            print(f"{page.name}: {middle:.0f} ms ({least:.0f}-{most:.0f}), {size:.0f} kB")


if __name__ == "__main__":
    main()
