"""From one sheet file to its published report: papermill, then both exporters."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import nbformat
import papermill
from traitlets.config import Config

from evalkit.assess.parameters import Parameters, check_parameters
from evalkit.produce.exporters import MonitoringHTMLExporter, MonitoringPDFExporter
from evalkit.produce.publish import publish
from evalkit.sheet.load import read_document
from evalkit.sheet.source import read_source

NOTEBOOK = Path("notebooks/monitoring.ipynb")
_KERNEL = Config(KernelManager={"transport": "ipc"})  # TCP ports collide when many kernels start


@dataclass(frozen=True)
class Layout:
    """Where a sheet's project keeps what belongs to its report."""

    sheet: Path
    notebook: Path
    parameters: Path  # params/fy2012.yaml beside the folder params/fy2012/; need not exist
    reports: Path


class NoProjectError(Exception):
    """The folders above a sheet hold no notebook."""


def find_layout(sheet: Path) -> Layout:
    """Find the project of `sheet`: the nearest folder above it with ``notebooks/``.

    Raises
    ------
    NoProjectError
        If there is none.
    """
    sheet = sheet.resolve()
    for root in sheet.parents:
        if (root / NOTEBOOK).is_file():
            return Layout(
                sheet=sheet,
                notebook=root / NOTEBOOK,
                parameters=sheet.parent.with_suffix(".yaml"),
                reports=root / "reports",
            )
    raise NoProjectError(f"{sheet.name}: no {NOTEBOOK.as_posix()} in any folder above it")


def build(sheet: Path, reports: Path | None = None) -> list[Path]:
    """Render the report of the sheet file `sheet`, and return the paths of its files.

    Raises
    ------
    SheetProblems
        If the sheet or its round's parameters cannot be read; nothing is written then.
    NoProjectError
        If no notebook is found.
    papermill.PapermillExecutionError
        If a cell of the notebook fails; the old report stays as it is.
    """
    read = read_document(sheet).sheet
    layout = find_layout(sheet)
    known = layout.parameters.is_file()
    parameters = check_parameters(read_source(layout.parameters)) if known else Parameters()
    stem = (reports or layout.reports) / f"fy{read.fiscal_year}" / read.policy_goal.number
    executed = execute(layout, parameters)
    html, _ = MonitoringHTMLExporter().from_notebook_node(executed)
    pdf, _ = MonitoringPDFExporter().from_notebook_node(executed)
    files = {
        stem.with_name(f"{stem.name}.html"): html.encode(),
        stem.with_name(f"{stem.name}.pdf"): pdf,
        stem.with_name(f"{stem.name}.ipynb"): (nbformat.writes(executed) + "\n").encode(),
    }
    publish(files)
    return list(files)


def execute(layout: Layout, parameters: Parameters) -> nbformat.NotebookNode:
    """Run the monitoring notebook over the sheet of `layout`."""
    given = parameters.model_dump(mode="json")
    values = {name: "" if value is None else value for name, value in given.items()}
    with tempfile.TemporaryDirectory(prefix="evalkit-") as scratch:
        output = Path(scratch) / "executed.ipynb"
        executed: nbformat.NotebookNode = papermill.execute_notebook(
            str(layout.notebook), str(output),
            parameters={"sheet": str(layout.sheet), **values},
            progress_bar=False, cwd=str(layout.notebook.parent), config=_KERNEL,
        )  # fmt: skip
    return executed
