"""Links from a chart or a table to the data file that holds its figures.

They are relative, for the folder ``7-2/data/`` lies beside ``7-2.html``: they work from a disk and
on any server. Each link says the name of its file, so that a page mailed alone still says where its
data are; its own tables hold the same figures. The PDF has no such links, for it carries the data.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from markupsafe import Markup

from evalkit.present.frames import TABLES
from evalkit.present.html import element
from evalkit.present.tidy.schema import Table
from evalkit.present.words import Words

DESCRIPTION = "datapackage.json"
"""The file without which the others are no data of a report."""

WHOLE = {
    "tables.xlsx": "data_xlsx",
    "tables.json": "data_json",
    DESCRIPTION: "data_package",
}
"""The files that hold, or describe, every table, with the words for them."""


class Downloads:
    """The data files of one report, called `name` as its page is: 7-2 for ``7-2.html``.

    What shows them says so by ``data-beside``, for a page may be published without its data.
    """

    def __init__(self, name: str, words: Words, tables: Mapping[str, Table] = TABLES) -> None:
        self.tables = tables
        self.folder = f"{name}/data"
        self.beside = f"{self.folder}/{DESCRIPTION}"
        self.words = words

    def link(self, table: str) -> Markup:
        """Line with the link to the CSV file of `table`, a name in `TABLES`.

        Examples
        --------
        >>> print(Downloads("7-2", Words("en")).link("budget"))
        <p class="data-link not-in-pdf" data-beside="7-2/data/datapackage.json">\
<a href="7-2/data/budget.csv">Data (CSV): 7-2/data/budget.csv</a></p>
        """
        link = self._of_table(table)
        return element("p", link, class_="data-link not-in-pdf", data_beside=self.beside)

    def after(self, separator: str, table: str) -> Markup:
        """Link to the CSV file of `table`, at the end of a line that says more."""
        return element("span", separator, self._of_table(table), data_beside=self.beside)

    def _of_table(self, table: str) -> Markup:
        return self._anchor(f"{TABLES[table].name}.csv", "data_csv")

    def whole(self) -> Markup:
        """Every data file in a list for the page; for the PDF a word on what is attached."""
        said = {file: self.words(word) for file, word in WHOLE.items()}
        said |= {f"{name}.csv": self.words.said(each.title) for name, each in self.tables.items()}
        items = (
            element("li", self._anchor(file, "data_file"), f" {title}")
            for file, title in said.items()
        )
        attached = element("p", self.words("data_attached"), class_="pdf-only attached")
        heading = element("h3", self.words("data"), id="data", data_beside=self.beside)
        note = element(
            "p", self.words("data_note"), class_="note not-in-pdf", data_beside=self.beside
        )
        files = element("ul", *items, class_="data-files not-in-pdf", data_beside=self.beside)
        return heading + note + files + attached

    def _anchor(self, file: str, word: str) -> Markup:
        path = f"{self.folder}/{file}"
        return element("a", self.words(word, file=path), href=quote(path))
