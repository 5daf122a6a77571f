"""A notebook, executed through papermill in a place of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

import nbformat
import papermill

from evalkit.produce.engine import kernel_config


def run_notebook(
    notebook: Path, parameters: Mapping[str, object], engine: str
) -> nbformat.NotebookNode:
    """Execute `notebook`; only what is returned is left of it.

    Raises
    ------
    papermill.exceptions.PapermillExecutionError
        If a cell fails.
    """
    with tempfile.TemporaryDirectory(prefix="evalkit-") as scratch:
        executed: nbformat.NotebookNode = papermill.execute_notebook(
            str(notebook), str(Path(scratch) / "executed.ipynb"), parameters=dict(parameters),
            engine_name=engine, progress_bar=False, cwd=str(notebook.parent),
            config=kernel_config(),
        )  # fmt: skip
    return executed
