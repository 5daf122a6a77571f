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
from evalkit.sheet.bilingual import LANGUAGES

if TYPE_CHECKING:
    from nbformat import NotebookNode


class _PageExporter(Exporter):
    """Common part: nbconvert's preprocessors, then our page."""

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[str | bytes, Any]:
        """Return the file's content and nbconvert's resources."""
        try:
            check_executed(nb)
            prepared, resources = super().from_notebook_node(nb, resources, **kw)
            page = with_living_links(read_page(within_limits(prepared)), _there(resources))
            return self.render(page), resources
        except (NotebookError, NotInstalledError) as error:
            raise ConversionException(" / ".join(map(error.text, LANGUAGES))) from None

    def render(self, page: Page) -> str | bytes:
        """Content of the file that holds `page`."""
        raise NotImplementedError


def _there(resources: Any) -> There:
    """Whether a file lies beside the notebook; nothing does where it is no file."""
    folder = (resources or {}).get("metadata", {}).get("path")
    return lies_in(Path(folder)) if folder is not None else lambda _: False


class MonitoringHTMLExporter(_PageExporter):
    """``--to evalkit``: one HTML file, no network, no script."""

    export_from_notebook = "evalkit HTML"
    output_mimetype = "text/html"
    file_extension = ".html"

    def render(self, page: Page) -> str:
        """Return the page's HTML."""
        return render_html(page)


class MonitoringPDFExporter(_PageExporter):
    """``--to evalkit-pdf``: the same page, typeset as a tagged PDF."""

    export_from_notebook = "evalkit PDF"
    output_mimetype = "application/pdf"
    file_extension = ".pdf"

    def render(self, page: Page) -> bytes:
        """Return the PDF's bytes."""
        return render_page_pdf(page)
