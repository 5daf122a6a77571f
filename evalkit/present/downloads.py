"""Links from a chart or a table to the data file that holds its figures.

They are relative, for the folder ``7-2/data/`` lies beside ``7-2.html``: they work from a disk and
on any server. Each link says the name of its file, so that a page mailed alone still says where its
data are; its own tables hold the same figures. The PDF has no such links, for it carries the data.
"""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import Markup

from evalkit.present.frames import TABLES
from evalkit.present.markup import element
from evalkit.present.words import Words

WHOLE = {
    "tables.xlsx": "data_xlsx",
    "tables.json": "data_json",
    "datapackage.json": "data_package",
}
"""The files that hold, or describe, every table, with the words for them."""


class Downloads:
    """The data files of one report, called `name` as its page is: 7-2 for ``7-2.html``."""

    def __init__(self, name: str, words: Words) -> None:
        self.folder = f"{name}/data"
        self.words = words

    def link(self, table: str) -> Markup:
        """Line with the link to the CSV file of `table`, a name in `TABLES`.

        Examples
        --------
        >>> print(Downloads("7-2", Words("en")).link("budget"))
        <p class="data-link not-in-pdf"><a href="7-2/data/budget.csv">\
Data (CSV): 7-2/data/budget.csv</a></p>
        """
        return element("p", self.anchor(table), class_="data-link not-in-pdf")

    def anchor(self, table: str) -> Markup:
        """Link to the CSV file of `table`, for a line that says more."""
        return self._anchor(f"{TABLES[table].name}.csv", "data_csv")

    def whole(self) -> Markup:
        """List of every data file for the page; for the PDF a word on what is attached."""
        said = {file: self.words(word) for file, word in WHOLE.items()}
        said |= {f"{name}.csv": self.words.either(*each.title) for name, each in TABLES.items()}
        items = (
            element("li", self._anchor(file, "data_file"), f" {title}")
            for file, title in said.items()
        )
        attached = element("p", self.words("data_attached"), class_="pdf-only attached")
        note = element("p", self.words("data_note"), class_="note not-in-pdf")
        return note + element("ul", *items, class_="data-files not-in-pdf") + attached

    def _anchor(self, file: str, word: str) -> Markup:
        path = f"{self.folder}/{file}"
        return element("a", self.words(word, file=path), href=quote(path))
