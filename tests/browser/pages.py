"""The pages that evalkit publishes, drawn by its own functions, each in Japanese and in English.

python -m tests.browser.pages FOLDER    # the same files, for a look or for another checker
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from nbformat.v4 import new_code_cell, new_notebook, new_output

from evalkit.assess.compare import compare
from evalkit.assess.goal_summary import summarise
from evalkit.assess.parameters import Parameters
from evalkit.assess.report_data import gather
from evalkit.present.comparison import Changes
from evalkit.present.index.years import Years
from evalkit.present.portfolio import open_portfolio
from evalkit.present.round_summary import Failure, read_round
from evalkit.present.section import Section
from evalkit.present.sections import open_report
from evalkit.present.words import Words
from evalkit.produce.pages.comparison_page import comparison_page
from evalkit.produce.pages.page import read_page
from evalkit.produce.pages.rendering import render_html
from evalkit.sheet.bilingual import Language
from evalkit.sheet.load import read_sheet
from evalkit.sheet.record import Record
from tests.conftest import ROOT, sections_of

SHEET = ROOT / "params/fy2012/7-2.yaml"
PAGES = {
    "goal": "reports/fy2012/7-2.html",
    "index": "reports/fy2012/index.html",
    "years": "reports/index.html",
    "compare": "compare.html",
}
NAMES = tuple(PAGES)
LANGUAGES: tuple[Language, ...] = ("ja", "en")
DAY = date(2013, 9, 15)  # on which some results are overdue, and some are not
EARLIER = (
    ("2012: 23地域", "2012: 24地域"),
    ("2009: 77.6％", "2009: 78.6％"),
    ("target: 540機関", "target: 500機関"),
    ("name: 産学官連携本部等支援機関数", "name: 産学官連携本部等の支援機関数"),
    ('2013: "2,660,000"', '2013: "2,800,000"'),
)  # how the sheet reads now, and how it read before
WHY = "params/fy2012/7-20.yaml:80:17  達成目標1 指標③ 実績値 24年度: 「36l機関」は数値として読めません"


def page_paths(folder: Path) -> dict[str, Path]:
    """Where in `folder` each page lies in each language, by name: goal-ja, index-en."""
    return {
        f"{name}-{language}": folder / language / path
        for language in LANGUAGES
        for name, path in PAGES.items()
    }


def write_pages(folder: Path) -> None:
    """Write every page in each language."""
    for language in LANGUAGES:
        _write_in_one(folder / language, language)


def _write_in_one(folder: Path, language: Language) -> None:
    """Write the pages of one language; the English report also says what has changed."""
    earlier = _write(folder / "params/fy2011/7-2.yaml", _earlier_text())
    sheet = _copy(SHEET, folder / "params/fy2012/7-2.yaml") if language == "en" else SHEET
    changes = Changes(compare(read_sheet(earlier), read_sheet(SHEET)), Words(language))
    reports = folder / "reports/fy2012"
    leave_round(reports, [f"7-{number}" for number in range(1, 5)], language=language)
    years = Years([read_round(reports).totals()] * 2).whole()
    _write(folder / PAGES["goal"], goal_page(sheet, language))
    _write(folder / PAGES["index"], index_page(reports))
    _write(folder / PAGES["years"], _page([years]))
    _write(folder / PAGES["compare"], comparison_page(changes))


def _earlier_text() -> str:
    text = SHEET.read_text("utf-8")
    for now, before in EARLIER:
        assert text.count(now) == 1, now
        text = text.replace(now, before)
    return text


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def _copy(path: Path, to: Path) -> Path:
    to.parent.mkdir(parents=True)
    return shutil.copy(path, to)


def goal_page(sheet: Path, language: Language) -> str:
    """Report of a sheet, with what has changed where an earlier one lies beside it."""
    report = open_report(str(sheet), language=language, as_of=str(DAY))
    return _page(getattr(report, name)() for name in sections_of("monitoring.ipynb"))


def index_page(reports: Path) -> str:
    """Index over the round whose reports lie in `reports`."""
    portfolio = open_portfolio(str(reports))
    return _page(getattr(portfolio, name)() for name in sections_of("portfolio.ipynb"))


def leave_round(reports: Path, numbers: Iterable[str], *, language: Language) -> None:
    """Leave in `reports` what a round leaves, with one report that could not be made."""
    summary = summarise(gather(read_sheet(SHEET), Parameters(language=language, as_of=DAY)))
    for number in numbers:
        _leave(reports, f"{number}.digest.json", summary.model_copy(update={"number": number}))
        for ending in (".html", ".pdf"):
            _write(reports / f"{number}{ending}", "")
    failure = Failure(why=(WHY,), language="ja", number="7-20", name="例")
    _leave(reports, "7-20.failed.json", failure)


def _leave(reports: Path, name: str, record: Record) -> None:
    _write(reports.parent / ".evalkit" / reports.name / name, record.model_dump_json())


def _page(sections: Iterable[Section]) -> str:
    """Page of sections, by way of a notebook as papermill leaves it."""
    bundles = (section._repr_mimebundle_() for section in sections)
    outputs = [new_output("display_data", data=data, metadata=about) for data, about in bundles]
    return render_html(read_page(new_notebook(cells=[new_code_cell(outputs=outputs)])))


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
