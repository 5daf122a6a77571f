"""An executed notebook as one HTML page or one PDF: ``jupyter nbconvert --to evalkit X.ipynb``.

The only importer of nbconvert's exporters, which take half a second to import: a build makes its
pages without them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbconvert.exporters import Exporter
from nbconvert.utils.exceptions import ConversionException

from evalkit.assess.installed import NotInstalledError
from evalkit.produce.notebook.contract import NotebookError, check_executed
from evalkit.produce.notebook.output_limits import within_limits
from evalkit.produce.pages.links import There, lies_in, with_living_links
from evalkit.produce.pages.page import Page, read_page
from evalkit.produce.pages.rendering import render_html, render_page_pdf
from evalkit.sheet.bilingual import Language

if TYPE_CHECKING:
    from nbformat import NotebookNode


class _PageExporter(Exporter):
    """Common part: nbconvert's preprocessors, then our page."""

    def _page(self, nb: NotebookNode, resources: Any, **kw: Any) -> tuple[Page, Any]:
        try:
            check_executed(nb)
        except NotebookError as error:
            raise _refused(error) from None
        prepared, resources = super().from_notebook_node(nb, resources, **kw)
        page = read_page(within_limits(prepared))
        return with_living_links(page, _there(resources)), resources


def _refused(error: NotebookError | NotInstalledError) -> ConversionException:
    both: tuple[Language, Language] = ("ja", "en")
    return ConversionException(" / ".join(map(error.text, both)))


def _there(resources: Any) -> There:
    """Whether a file lies beside the notebook; nothing does where it is no file."""
    folder = (resources or {}).get("metadata", {}).get("path")
    return lies_in(Path(folder)) if folder is not None else lambda _: False


class MonitoringHTMLExporter(_PageExporter):
    """``--to evalkit``: one HTML file, no network, no script."""

    export_from_notebook = "evalkit HTML"
    output_mimetype = "text/html"
    file_extension = ".html"

    def from_notebook_node(  # type: ignore[override]
        self,
        nb: NotebookNode,
        resources: Any = None,
        **kw: Any,
    ) -> tuple[str, Any]:
        """Return the page's HTML and nbconvert's resources."""
        page, resources = self._page(nb, resources, **kw)
        return render_html(page), resources


class MonitoringPDFExporter(_PageExporter):
    """``--to evalkit-pdf``: the same page, typeset as a tagged PDF."""

    export_from_notebook = "evalkit PDF"
    output_mimetype = "application/pdf"
    file_extension = ".pdf"

    def from_notebook_node(  # type: ignore[override]
        self,
        nb: NotebookNode,
        resources: Any = None,
        **kw: Any,
    ) -> tuple[bytes, Any]:
        """Return the PDF's bytes and nbconvert's resources."""
        page, resources = self._page(nb, resources, **kw)
        try:
            return render_page_pdf(page), resources
        except NotInstalledError as error:
            raise _refused(error) from None
