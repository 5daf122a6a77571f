"""What must hold for an input of each kind, whatever it holds."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator, Mapping, Set
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from evalkit.assess.judge.presets import PRESETS as RULES
from evalkit.sheet.cells import Quantity, parse_cell
from evalkit.sheet.dump import dump_sheet
from evalkit.sheet.load import parse_sheet, read_sheet
from evalkit.sheet.model import Sheet
from evalkit.sheet.problems import SheetProblems
from tests.commands import kit
from tests.fuzz import seeds
from tests.fuzz.cage import Broken
from tests.fuzz.desk import BOOK, PARAMETERS, SHEET, check_lines, command, desk
from tests.fuzz.reader import numbers, seen, size, thousand_yen

PRESETS = sorted(set(RULES) - {"bands"})  # which judges nothing without a table

# Figures --------------------------------------------------------------------------------------


_ONE_CELL = kit.sheet('unit: ""\nactuals: {2023: @}')


def figure(printed: str) -> str:
    """One printed cell in a sheet: a value that a reader sees in it, or no value, or a problem."""
    try:
        read = parse_sheet(_ONE_CELL.replace("@", json.dumps(printed, ensure_ascii=False)))
    except SheetProblems as problems:
        check_lines("parse_sheet", str(problems).replace("<sheet>", "sheet"))
        return "refused"
    cell = read.achievement_goals[0].indicators[0].actuals[2023]
    if cell.printed != printed:
        raise Broken("printed text changed: parse_cell")
    if not isinstance(cell, Quantity):
        return "text"
    _hold(cell, printed)
    return "read"


def _hold(cell: Quantity, printed: str) -> None:
    _seen_in(cell.value, printed, numbers(printed), cell.unit)
    if cell.second is not None:
        _seen_in(cell.second, printed, numbers(printed), cell.unit)
    if _compact(cell.unit) not in _compact(printed) and cell.unit != "分":
        raise Broken(f"silent change: unit {cell.unit!r} of {printed!r}")


def _seen_in(value: Decimal, printed: str, known: Set[Decimal | None], unit: str = "") -> None:
    """A value is one that is seen, or so many of its unit are: 5 百万円 of 5百万円 is 5000000."""
    if value not in known and value * size(unit) not in known:
        raise Broken(f"silent change: {printed!r} read as {value}")


def _compact(text: str) -> str:
    return "".join(seen(text).split())


def exported(tables: Mapping[str, list[dict[str, Any]]], accepted: Mapping[str, Decimal]) -> None:
    """Every figure of the data is one that a reader sees in the cell printed beside it.

    `accepted` are the malformed figures whose author says how they are read.
    """
    for row in tables["observations"]:
        for name in ("value", "second_value"):
            if row[name] is not None:
                known = numbers(row["printed"]) | {accepted.get(row["printed"])}
                _seen_in(row[name], row["printed"], known, row["unit"])
    for row in tables["budget"] + tables["measure_budgets"]:
        if row["value"] is not None and row["unit"] == "千円" and "円" not in row["head"]:
            known = thousand_yen(row["printed"]) | {accepted.get(row["printed"])}
            _seen_in(row["value"], row["printed"], known)


# Sheets ---------------------------------------------------------------------------------------


def sheet(content: bytes, draw: int) -> str:
    """One sheet file through the commands; `draw` chooses the costly ones."""
    with desk({SHEET: content}, notebooks=draw % 40 == 0) as root:
        if command("check", SHEET, *_OPTIONS[draw % len(_OPTIONS)]).exit_code == 2:
            return "refused"
        read = read_sheet(SHEET)
        _same_when_written(read)
        _data(command("export", SHEET, "--to", "json", "-o", "data"), root, read)
        preset = PRESETS[draw % len(PRESETS)]
        json.loads(command("assess", SHEET, "--json", "--preset", preset).stdout)
        for step in (_to_book_and_back, _next_year, _page, _itself):
            if draw % 3 == 0:
                step(root, read)
            draw //= 3
        if (root / "notebooks").exists():
            _built_twice(root)
        return "read"


_OPTIONS = (("--as-of", "2024-07-31"), ("--lang", "en"), ("--json",), ("--strict",), (), ())


def _built_twice(root: Path) -> None:
    pages = []
    for _ in range(2):
        made = command("build", SHEET, "-j", "1", "--formats", "html", "--force")
        if made.exit_code != 0:
            raise Broken(
                f"exit code: build of a sheet that check reads ended with {made.exit_code}"
            )
        pages.append((root / "reports/fy2023/3-1.html").read_bytes())
    if pages[0] != pages[1]:
        raise Broken("not the same: two pages of one sheet")


def _same_when_written(read: Sheet) -> None:
    if parse_sheet(dump_sheet(read)) != read:
        raise Broken("not the same: a sheet written and read again")


def _data(made: Any, root: Path, read: Sheet) -> None:
    if made.exit_code != 0:
        raise Broken(f"exit code: export of a sheet that check reads ended with {made.exit_code}")
    text = (root / "data/tables.json").read_text("utf-8")
    tables = json.loads(text, parse_float=Decimal, parse_int=Decimal)["tables"]
    exported(tables, dict(_accepted(read)))


def _accepted(read: Sheet) -> Iterator[tuple[str, Decimal]]:
    """Malformed figures whose author says how they are read, with their values."""
    for cell in cells(read.model_dump()):
        reading = parse_cell(cell.get("reading") or "")
        if isinstance(reading, Quantity):
            yield cell["printed"], reading.value


def _to_book_and_back(root: Path, read: Sheet) -> None:
    before = (root / SHEET).read_bytes()
    if command("workbook", "write", SHEET, BOOK).exit_code == 2:
        return
    ran = command("workbook", "read", BOOK, SHEET)
    if ran.exit_code != 0:
        raise Broken(
            f"not the same: a book just written is refused: {ran.stderr.splitlines()[0][-60:]}"
        )
    if (root / SHEET).read_bytes() != before:
        raise Broken("not the same: a book written and read again changed the sheet")


def _next_year(root: Path, _: Sheet) -> None:
    if command("roll", SHEET, "-o", "next.yaml").exit_code == 0:
        command("compare", SHEET, "next.yaml", "--html", "changes.html")
        command("workbook", "write", "next.yaml", "next.xlsx")


def _itself(root: Path, read: Sheet) -> None:
    ran = command("compare", SHEET, SHEET, "--json")
    if ran.exit_code != 0:
        raise Broken(f"exit code: compare with itself ended with {ran.exit_code}")


def _page(root: Path, _: Sheet) -> None:
    for html in sections(partial(_report, root)):
        if hidden := re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", html):
            raise Broken(f"control character on the page: {hidden[0]!r}")


def _report(root: Path) -> Any:
    from evalkit.present.read_report import read_parameters
    from evalkit.present.sections import open_report

    given = read_parameters(root / PARAMETERS).model_dump(mode="json")
    return open_report(str(root / SHEET), **{name: value or "" for name, value in given.items()})


def sections(opened: Any) -> Iterator[str]:
    """HTML of every section that the notebook shows."""
    report = opened()
    for name in (
        "head",
        "overview",
        "changes",
        "achievement_goals",
        "reference",
        "budget",
        "background",
        "findings",
    ):
        yield str(getattr(report, name)()._repr_mimebundle_())


# Parameters, books, notebooks -----------------------------------------------------------------


def parameters(content: bytes, sheet_content: bytes, draw: int) -> str:
    """One file of a round's parameters, with a sheet that is as it should be."""
    with desk({SHEET: sheet_content, PARAMETERS: content}) as root:
        made = command("export", SHEET, "--to", "json", "-o", "data")
        if made.exit_code == 2:
            return "refused"
        _data(made, root, read_sheet(SHEET))
        if draw % 4 == 0:
            _page(root, read_sheet(SHEET))
        return "read"


def book(content: bytes, sheet_content: bytes) -> str:
    """One workbook read into the sheet that it was written from."""
    with desk({SHEET: sheet_content, BOOK: content}) as root:
        if command("workbook", "read", BOOK, SHEET).exit_code == 2:
            return "refused"
        if (root / SHEET).read_bytes() == sheet_content:
            return "no change"
        read = read_sheet(SHEET, allow_open=True)
        for cell in cells(read.model_dump()):
            quantity = parse_cell(cell["printed"])
            if isinstance(quantity, Quantity) and not cell.get("reading"):
                _hold(quantity, cell["printed"])
        command("workbook", "write", SHEET, BOOK, "--force")
        if command("workbook", "read", BOOK, SHEET).exit_code != 0:
            raise Broken("not the same: a book written from what was read is refused")
        if read_sheet(SHEET, allow_open=True) != read:
            raise Broken("not the same: read, written and read again")
        return "read"


def cells(tree: Any) -> Iterator[Mapping[str, Any]]:
    """Every cell of a dumped sheet."""
    if isinstance(tree, dict):
        if "printed" in tree:
            yield tree
        for below in tree.values():
            yield from cells(below)
    elif isinstance(tree, list | tuple):
        for below in tree:
            yield from cells(below)


def executed(content: bytes) -> str:
    """One executed notebook, for the exporters: a page, or a refusal in nbconvert's own way."""
    import nbformat
    from nbconvert.utils.exceptions import ConversionException

    from evalkit.produce.exporters import MonitoringHTMLExporter

    warnings.simplefilter("ignore")  # what nbformat says of cells without an id
    try:
        notebook = nbformat.reads(content.decode("utf-8", "surrogatepass"), as_version=4)
        nbformat.validate(notebook)
    except Exception:  # whatever nbformat raises, before evalkit sees anything
        return "no notebook"
    try:
        html, _ = MonitoringHTMLExporter().from_notebook_node(notebook)
    except ConversionException:
        return "refused"
    html.encode()
    if _own(notebook) <= _own(nbformat.reads(seeds.executed().decode(), as_version=4)) and (
        loaded := _ACTIVE.search(html)
    ):
        raise Broken(f"active content on the page: {loaded[0][:40]}")
    return "page"


def _own(notebook: Any) -> set[str]:
    """HTML that evalkit itself has written into a notebook, and which a page shows as it is."""
    outputs = [
        output
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if "evalkit" in output.get("metadata", ())
    ]
    return {str(output.get("data", {}).get("text/html")) for output in outputs}


_ACTIVE = re.compile(r"<script|<[^<>]+(?:src|srcset)=[\"']?https?:|<[^<>]+=[\"']?javascript:")


def source(content: bytes, sheet_content: bytes) -> str:
    """A project whose notebook was edited: the page of its own sheet, or a failure that is told."""
    with desk({SHEET: sheet_content}, notebooks=True) as root:
        (root / "notebooks/monitoring.ipynb").write_bytes(content)
        ran = command("build", SHEET, "-j", "1", "--formats", "html")
        page = root / "reports/fy2023/3-1.html"
        if ran.exit_code == 0 and "道路交通の安全" not in page.read_text("utf-8"):
            raise Broken("wrong report: exit 0, and the page does not name the sheet's goal")
        if ran.exit_code and page.exists():
            raise Broken(f"half a report: exit {ran.exit_code}, and a page was published")
        return "page" if ran.exit_code == 0 else "refused" if ran.exit_code == 2 else "failed"
