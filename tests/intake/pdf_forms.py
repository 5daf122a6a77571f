"""What a Word file prints, printed again as a PDF by Typst or Chromium; and what is read of it."""

import subprocess
from collections import Counter
from dataclasses import dataclass
from html import escape
from itertools import groupby

import typst

from evalkit.assess.fonts import JAPANESE
from evalkit.intake.reading import read_printed
from tests.doctor import CHROMIUM


def _blocks(printed):
    for table, rows in groupby(printed.rows, key=lambda row: row.table):
        yield table, [*rows]


def _spans(cell):
    box = cell.box
    return int(box.right - box.left), int(box.bottom - box.top)


def typst_of(printed, *, page, size):
    """The form as Typst; the first two columns are the widest."""
    parts = [f'#set page({page})\n#set text(font: "IPAexGothic", size: {size})']
    for table, rows in _blocks(printed):
        if not table:
            parts += [_typst_text(row.cells[0].text) + "\n" for row in rows]
            continue
        columns = int(max(cell.box.right for row in rows for cell in row.cells))
        widths = ", ".join(["1.6fr"] + ["1fr"] * (columns - 1))
        cells = "".join(
            "table.cell(x: {}, y: {}, colspan: {}, rowspan: {})[{}],\n".format(
                int(cell.box.left), int(cell.box.top), *_spans(cell), _typst_text(cell.text)
            )
            for row in rows
            for cell in row.cells
        )
        parts.append(f"#table(columns: ({widths}), stroke: 0.5pt,\n{cells})\n")
    return "\n".join(parts)


def _typst_text(text):
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').split("\n")
    return "#linebreak()".join(f'#"{line}"' for line in quoted)


def html_of(printed, *, page, size):
    """The form as HTML."""
    style = (
        f"@page {{ size: {page}; margin: 12mm }} body {{ font: {size} 'Noto Serif CJK JP' }} "
        "table { border-collapse: collapse; width: 100%; table-layout: fixed; margin: 2mm 0 } "
        "td { border: 0.5pt solid; padding: 1mm; vertical-align: top } td:first-child { width: 20% }"
    )
    parts = [f"<!doctype html><html lang=ja><meta charset=utf-8><style>{style}</style>"]
    for table, rows in _blocks(printed):
        if not table:
            parts += [f"<p>{_html_text(row.cells[0].text)}" for row in rows]
            continue
        parts.append("<table>")
        for row in rows:
            cells = (
                "<td colspan={} rowspan={}>{}</td>".format(*_spans(cell), _html_text(cell.text))
                for cell in row.cells
            )
            parts.append(f"<tr>{''.join(cells)}</tr>")
        parts.append("</table>")
    return "".join(parts)


def _html_text(text):
    return "<br>".join(escape(line) for line in text.split("\n"))


def print_by_typst(printed, path, *, page, size, tags=True):
    """Write a PDF, with tags or without."""
    source = typst_of(printed, page=page, size=size).encode()
    fonts = [str(JAPANESE.path().parent)]
    path.write_bytes(typst.compile(source, font_paths=fonts, pdf_tags=tags))


def print_by_chromium(printed, path, *, page, size, tags=True):
    """Write a PDF as a browser prints it."""
    web = path.with_suffix(".html")
    web.write_text(html_of(printed, page=page, size=size), encoding="utf-8")
    subprocess.run(
        [
            CHROMIUM.find(), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            *([] if tags else ["--disable-pdf-tagging"]),
            f"--print-to-pdf={path}", web.as_uri(),
        ],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip


@dataclass
class Score:
    """Cells of a PDF against the cells that were printed; white space does not count."""

    cells: int
    right: int
    doubted: int  # right, with a doubt
    wrong: list  # texts, without a doubt
    wrong_doubted: int
    missing: list  # texts that are nowhere, not in pieces either

    def __str__(self):
        return (
            f"{self.cells:5} {self.right:5} {self.doubted:5} {self.wrong_doubted:5} "
            f"{len(self.wrong):5} {len(self.missing):5}"
        )


HEADS = "cells right +doubt wrong+doubt wrong missing"


def score(path, truth):
    """Read a PDF and count."""
    printed = read_printed(path)
    left = Counter(_folded(cell.text) for cell in truth.cells())
    left.pop("", None)
    right, rest = [], []
    cells = [cell for cell in printed.cells() if cell.text.strip()]
    for cell in sorted(cells, key=lambda cell: bool(cell.doubts)):
        text = _folded(cell.text)
        (right if left[text] > 0 else rest).append(cell)
        left[text] -= 1
    said = "".join(_folded(cell.text) for cell in (*rest, *printed.furniture))
    return Score(
        cells=len(cells),
        right=sum(not cell.doubts for cell in right),
        doubted=sum(bool(cell.doubts) for cell in right),
        wrong=[cell.text for cell in rest if not cell.doubts],
        wrong_doubted=sum(bool(cell.doubts) for cell in rest),
        missing=[text for text in (+left) if text not in said],
    )


def _folded(text):
    return "".join(text.split())
