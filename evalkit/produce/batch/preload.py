"""Everything that the reports of a run need, imported and loaded once, before the first fork.

What is not here is paid for again in each fork.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from typing import Any

_NEEDED = (
    "evalkit.present.portfolio",
    "evalkit.present.sections",
    "evalkit.produce.engine.cell_process",
    "evalkit.produce.batch.job",
    "IPython.core.application",  # this and what follows: a shell imports it when it is made
    "IPython.core.completerlib",
    "IPython.core.logger",
    "IPython.core.magics",
    "IPython.core.oinspect",
)
_CHARTED = "0123456789,.％%（）年度毎実績基準値目標必要水準平均調査中未開始件社人校機関課題以上"
_FOR_DATA = ("evalkit.produce.opendata.xlsx_file",)
_FOR_MARKDOWN = ("evalkit.produce.pages.sanitize", "nbconvert.filters.markdown_mistune")


def load(*, data: bool = True, markdown: bool = True, pdf: bool = True) -> None:
    """Import and load what reports need.

    Parameters
    ----------
    data : bool
        Whether they have data files.
    markdown : bool
        Whether they have text that a user's notebook says in Markdown.
    pdf : bool
        Whether they are typeset too.

    Raises
    ------
    NotInstalledError
        If what they are made with is not installed whole.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a fork does not carry threads over
    gc.disable()  # an import leaves no garbage: to look for it takes a fifth of the time
    with _requests_when_used():
        for name in (*_NEEDED, *(_FOR_DATA if data else ()), *(_FOR_MARKDOWN if markdown else ())):
            import_module(name)
        _load(pdf=pdf)
    gc.freeze()  # or each fork's collections would go through, and copy, all of this
    gc.enable()


class _Requests:
    """Finds `requests`, to be loaded when something of it is used."""

    @staticmethod
    def find_spec(name: str, *_: Any) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name) if name == "requests" else None
        if spec and spec.loader:
            spec.loader = LazyLoader(spec.loader)
        return spec


@contextmanager
def _requests_when_used() -> Iterator[None]:
    """Do not load `requests` yet, with which papermill reads notebooks from the web."""
    sys.meta_path.insert(0, _Requests)
    try:
        yield
    finally:
        sys.meta_path.remove(_Requests)


def _load(*, pdf: bool) -> None:
    """Load what importing alone does not: the checks, fonts, templates, the notebook's schema."""
    import nbformat

    from evalkit.assess.audit import all_checks
    from evalkit.present.charts.svg import font_family, text_width
    from evalkit.present.sections import tool_versions
    from evalkit.produce.engine import cell_process
    from evalkit.produce.pages import rendering
    from evalkit.produce.pdf import typeset

    all_checks()
    cell_process.prepare()
    font_family()
    text_width(_CHARTED)
    tool_versions()
    if pdf:
        typeset.prepare()
    rendering.page_template()
    nbformat.validate(nbformat.v4.new_notebook())
