"""Every published figure is the same in HTML, PDF, CSV, XLSX and JSON, read without our own code."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

import openpyxl
import pypdf
import pytest
from bs4 import BeautifulSoup

MALFORMED = {"1,30,000": Decimal(1300000)}  # printed so; the sheet's author says how it is read
FIGURE = re.compile(r"(-?[\d,]+(?:\.\d+)?)[^\d()]{0,6}(?:\(([\d,.]+)[^\d]*\))?")


def figures_in(printed: str) -> tuple[Decimal | None, Decimal | None]:
    """First and second figure of a printed cell, as a reader would take them."""
    if printed in MALFORMED:
        return MALFORMED[printed], None
    plain = "".join(unicodedata.normalize("NFKC", printed).split()).split("※")[0]
    plain = re.sub(r"\((?:\d+年度|毎年度|平均)\)|[<>]", "", plain).replace("△", "-")
    found = FIGURE.fullmatch(plain)
    if not found:
        return None, None
    first, second = (number and Decimal(number.replace(",", "")) for number in found.groups())
    return first, second


def years_of(span: str) -> range:
    first, _, last = span.partition("-")
    return range(int(first), int(last or first) + 1)


# Each kind of file, read as anybody could: {table: {key: (value, second value)}} ------------------


@pytest.fixture(scope="module")
def page(published):
    tree = BeautifulSoup(published.html, "html.parser")
    for aside in tree.select("sup.mark, .for-readers"):
        aside.extract()
    return tree


PLACES = {
    "observations": re.compile(
        r"(g\d+-i\d+)-(actuals|annual-targets|baseline|target)(?:-([\d-]+))?"
    ),
    "breakdowns": re.compile(r"(g\d+-i\d+)-breakdown-(r\d+|mean)-actuals-([\d-]+)"),
    "measure_budgets": re.compile(r"(.+-m\d+)-budget-(\d+)"),
    "budget": re.compile(r"budget-(single|shared)(-reconstruction)?-([a-z-]+)-(\d+)"),
}
SERIES = {"actuals": "actual", "annual-targets": "annual_target"}


@pytest.fixture(scope="module")
def html(page):
    found = {table: {} for table in PLACES}
    for cell in page.select("table.form td[id]"):
        figures = figures_in(cell.get_text())
        for table, pattern in PLACES.items():
            place = pattern.fullmatch(cell["id"])
            if place:
                found[table] |= dict.fromkeys(keys_of(table, place), figures)
    found["execution_rates"] = dict(executions(page))
    return {table: published_only(cells) for table, cells in found.items()}


def keys_of(table, place):
    if table == "observations":
        indicator, series, span = place.groups()
        name = "/".join((indicator, SERIES.get(series, series)))
        return [f"{name}/{year}" for year in years_of(span)] if span else [name]
    if table == "breakdowns":
        indicator, row, span = place.groups()
        return [
            (indicator, "7" if row == "mean" else row[1:], str(year)) for year in years_of(span)
        ]
    if table == "budget":
        line, beside, item, year = place.groups()
        return [(line + ("_reconstruction" if beside else ""), item.replace("-", "_"), year)]
    return [place.groups()]


LINES = {
    "上段：単独施策": "single",
    "上段：復興庁一括計上分": "single_reconstruction",
    "下段：複数施策": "shared",
    "下段：復興庁一括計上分": "shared_reconstruction",
}


def executions(page):
    for row in page.select("#execution tbody tr"):
        line, year, executed, total, _ = (cell.get_text() for cell in row.find_all(["th", "td"]))
        key = (LINES[line], str(int(year.removesuffix("年度")) + 1988))
        yield key, (figures_in(executed)[0], figures_in(total)[0])


KEYS = {
    "observations": ("observation",),
    "breakdowns": ("indicator", "row", "fiscal_year"),
    "measure_budgets": ("measure", "fiscal_year"),
    "budget": ("line", "item", "fiscal_year"),
    "execution_rates": ("line", "fiscal_year"),
}
VALUES = {"observations": ("value", "second_value"), "execution_rates": ("executed", "total")}


def table_of(name, rows, number):
    """Figures of one table by its key; `rows` are mappings."""
    found = {}
    for row in rows:
        key = tuple(str(row[part]) for part in KEYS[name])
        values = [number(row[column]) for column in VALUES.get(name, ("value",))]
        found[key if len(key) > 1 else key[0]] = (*values, None)[:2]
    return published_only(found)


def published_only(cells):
    return {key: figures for key, figures in cells.items() if figures != (None, None)}


@pytest.fixture(scope="module")
def csv_(published):
    def rows(name):
        text = published.data[f"{name}.csv"].decode("utf-8-sig")
        return csv.DictReader(io.StringIO(text, newline=""))

    return {
        name: table_of(name, rows(name), lambda text: Decimal(text) if text else None)
        for name in KEYS
    }


@pytest.fixture(scope="module")
def json_(published):
    tables = json.loads(published.data["tables.json"], parse_float=Decimal)["tables"]
    return {
        name: table_of(name, tables[name], lambda value: None if value is None else Decimal(value))
        for name in KEYS
    }


TITLES = {
    "observations": "指標の値", "breakdowns": "別表", "measure_budgets": "達成手段の予算額",
    "budget": "施策の予算額・執行額", "execution_rates": "執行率",
}  # fmt: skip
HEADS = {
    "値の番号": "observation", "指標": "indicator", "行": "row", "年度（西暦）": "fiscal_year",
    "達成手段の番号": "measure", "予算の別": "line", "区分": "item", "値": "value",
    "第二の値": "second_value", "執行額": "executed", "合計": "total",
}  # fmt: skip
ITEMS = {
    "当初予算": "initial", "補正予算": "supplementary", "繰越し等": "carry_over", "合計": "total",
    "執行額": "executed",
}  # fmt: skip


@pytest.fixture(scope="module")
def xlsx(published):
    book = openpyxl.load_workbook(io.BytesIO(published.data["tables.xlsx"]))

    def rows(name):
        head, *body = book[TITLES[name]].values
        for row in body:
            named = {HEADS.get(title, title): value for title, value in zip(head, row, strict=True)}
            named["line"] = LINES.get(named.get("line"))
            named["item"] = ITEMS.get(named.get("item"))
            yield named

    def number(value):
        assert value is None or isinstance(value, int | float), f"{value!r} is text"
        return None if value is None else Decimal(repr(value))

    return {name: table_of(name, rows(name), number) for name in KEYS}


# They agree ---------------------------------------------------------------------------------------

COUNTS = {
    "observations": 139, "breakdowns": 35, "measure_budgets": 27, "budget": 38, "execution_rates": 6,
}  # fmt: skip


@pytest.mark.parametrize("table", KEYS)
@pytest.mark.parametrize("kind", ["csv_", "json_", "xlsx"])
def test_the_page_and_the_data_hold_the_same_figures(request, html, kind, table):
    data = request.getfixturevalue(kind)[table]
    assert len(data) == COUNTS[table]
    assert data == html[table]


@pytest.fixture(scope="module")
def printed(published):
    reader = pypdf.PdfReader(io.BytesIO(published.pdf))
    return squeezed("".join(page.extract_text() for page in reader.pages))


def test_the_pdf_prints_every_row_of_figures_as_the_page_does(published, printed):
    tree = BeautifulSoup(published.html, "html.parser")
    notes = "sup.mark.not-in-pdf, sup.mark .not-in-pdf"
    for aside in tree.select(f'.for-readers, th[scope="rowgroup"], {notes}'):
        aside.extract()
    rows = tree.select("table.form tbody tr, table.form tfoot tr, #execution tbody tr")
    assert len(rows) > 100
    lost = [row.get_text() for row in rows if squeezed(row.get_text()) not in printed]
    assert lost == []


def test_the_pdf_counts_the_notes_that_it_leaves_to_the_page(published, printed):
    tree = BeautifulSoup(published.html, "html.parser")
    notes = tree.select("#findings-notes-table tbody tr")
    assert len(notes) == 85
    assert "参考となる所見85件は" in printed
    assert squeezed(notes[0].get_text()) not in printed


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_a_calculated_figure_is_printed_on_the_page_as_the_data_round(published, page):
    text = published.data["results.csv"].decode("utf-8-sig")
    results = {}
    for row in csv.DictReader(io.StringIO(text, newline="")):
        results[row["indicator"], row["method"]] = row  # the latest year stays
    compared = 0
    for table in page.select("table.methods"):
        for row in table.select("tbody tr"):
            result = results[table["id"].removesuffix("-methods"), row.code.get_text()]
            shown = row.find_all("td")[-1].get_text()
            if result["answer"]:
                assert shown == {"true": "はい", "false": "いいえ"}[result["answer"]]
            elif result["value"]:
                assert number_shown(shown) == as_shown(result["value"], shown), (table["id"], shown)
            compared += 1
    assert compared > 100


def number_shown(text: str) -> Decimal:
    plain = re.sub(r"^\d+年度に", "", text).replace("△", "-").replace(",", "")
    return Decimal(re.match(r"[+-]?[\d.]+", plain)[0])


def as_shown(value: str, shown: str) -> Decimal:
    """Figure rounded half up to the decimals shown; a ratio as percentage."""
    decimals = (
        len(shown.partition(".")[2].rstrip("％ポイント／年件機関地域拠点")) if "." in shown else 0
    )
    exact = Decimal(value) * (100 if shown.endswith("％") else 1)
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
