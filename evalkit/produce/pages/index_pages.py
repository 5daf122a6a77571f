"""The pages of the indexes; imported only when one of them is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nbformat.v4 import new_code_cell, new_notebook, new_output

from evalkit.assess.parameters import Limits
from evalkit.present.index.years import Years
from evalkit.present.round_files import round_sum
from evalkit.present.round_summary import Totals, read_round
from evalkit.produce.notebook.contract import check_source, naming, sections_of
from evalkit.produce.notebook.run import run_notebook
from evalkit.produce.pages.links import lies_in, with_living_links
from evalkit.produce.pages.page import read_page
from evalkit.produce.pages.rendering import render_html
from evalkit.produce.project.layout import INDEX


def draw_round(
    folder: Path, notebook: Path, engine: str, limits: Mapping[str, int]
) -> tuple[bytes, Mapping[str, Any]]:
    """Page of the round whose reports lie in `folder`, and its counts.

    Raises
    ------
    NotebookError
        If the notebook of a user cannot be run, or fails.
    """
    executed = run_notebook(notebook, {"reports": str(folder)}, engine, Limits(**limits))
    with naming(notebook):
        check_source(executed.cells, {"round": round_sum(folder)})
    carried = next((a["totals"] for a in sections_of(executed.cells) if "totals" in a), "")
    totals = Totals.model_validate_json(carried) if carried else read_round(folder).totals()
    page = with_living_links(read_page(executed), lambda path: _there(folder, path))
    return render_html(page).encode(), totals.model_dump(mode="json")


def _there(folder: Path, path: str) -> bool:
    """Whether a file is there, or the index over the years, which comes after this one."""
    return path == f"../{INDEX}" or lies_in(folder)(path)


def draw_years(totals: Sequence[Mapping[str, Any]]) -> bytes:
    """Page over the years, from the counts of each round."""
    shown = Years([Totals.model_validate(each) for each in totals]).whole()
    data, about = shown._repr_mimebundle_()
    output = new_output("display_data", data=data, metadata=about)
    page = read_page(new_notebook(cells=[new_code_cell(outputs=[output])]))
    return render_html(page).encode()
