"""Which data files go into the PDF."""

from __future__ import annotations

from collections.abc import Mapping

from evalkit.present.frames import TABLES
from evalkit.present.words import Words
from evalkit.produce.opendata.datapackage import NAME
from evalkit.produce.opendata.files import Format
from evalkit.produce.pdf.typeset import Attachment
from evalkit.sheet.bilingual import Language

ATTACHED: tuple[Format, ...] = ("package",)
"""The tables as CSV, which any spreadsheet opens, and what describes them."""


def attachments_of(files: Mapping[str, bytes], language: Language = "ja") -> list[Attachment]:
    """Attachments of a report's PDF, each with the title of its table.

    Parameters
    ----------
    files : mapping of str to bytes
        As `data_files` makes them; those that are not `ATTACHED` stay out.
    language : {"ja", "en"}
        Language of the titles.
    """
    words = Words(language)
    titles = {f"{name}.csv": words.said(table.title) for name, table in TABLES.items()}
    titles[NAME] = words("data_package")
    return [
        Attachment(name=name, data=files[name], media_type=_media_type(name), description=title)
        for name, title in titles.items()
        if name in files
    ]


def _media_type(name: str) -> str:
    return "application/json" if name == NAME else "text/csv"
