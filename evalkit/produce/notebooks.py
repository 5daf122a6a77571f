"""A notebook, executed through papermill."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import nbformat
import papermill

from evalkit.produce.dates import pin_times
from evalkit.produce.engine import kernel_config


def run_notebook(
    notebook: Path, parameters: Mapping[str, object], engine: str
) -> nbformat.NotebookNode:
    """Execute `notebook`; papermill writes nothing.

    Raises
    ------
    papermill.exceptions.PapermillExecutionError
        If a cell fails.
    """
    executed: nbformat.NotebookNode = papermill.execute_notebook(
        str(notebook), None, parameters=dict(parameters), engine_name=engine,
        progress_bar=False, cwd=str(notebook.parent), config=kernel_config(),
    )  # fmt: skip
    pin_times(executed)
    return executed
