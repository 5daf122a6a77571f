"""Which of the tools that only tests use are here, and how to get the others: ``make doctor``.

Nothing that evalkit does needs them; where one is missing, its tests are skipped, and say so.
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Tool:
    """A program under one of its names, or at one of the places where it is installed."""

    name: str
    use: str
    programs: tuple[str, ...]
    places: tuple[str, ...]
    packages: dict[str, str]  # by the command that installs them

    def find(self) -> str | None:
        """Path of the program; None where it is not installed."""
        found = (shutil.which(os.path.expandvars(each)) for each in (*self.programs, *self.places))
        return next(filter(None, found), None)


CHROMIUM = Tool(
    name="Chromium",
    use="tests of the pages in a browser (tests/browser), benchmarks/paint.py",
    programs=("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    places=(
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "$PROGRAMFILES/Google/Chrome/Application/chrome.exe",
    ),
    packages={
        "sudo apt-get install": "chromium (on Ubuntu, google-chrome-stable from Google)",
        "brew install --cask": "google-chrome",
        "winget install": "Google.Chrome",
    },
)  # fmt: skip
LIBREOFFICE = Tool(
    name="LibreOffice",
    use="tests that open a workbook (tests/sheet/workbook/test_form.py, tests/intake/test_reading.py)",
    programs=("soffice", "libreoffice"),
    places=(
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        "$PROGRAMFILES/LibreOffice/program/soffice.exe",
    ),
    packages={
        "sudo apt-get install": "libreoffice-calc", "brew install --cask": "libreoffice",
        "winget install": "TheDocumentFoundation.LibreOffice",
    },
)  # fmt: skip
POPPLER = Tool(
    name="Poppler",
    use="looking at the pages of a PDF as pictures",
    programs=("pdftoppm",),
    places=(),
    packages={
        "sudo apt-get install": "poppler-utils", "brew install": "poppler",
        "winget install": "oschwartz10612.Poppler",
    },
)  # fmt: skip
_SYSTEMS = {"linux": "apt-get", "darwin": "brew", "win32": "winget"}


def report(tool: Tool) -> str:
    """Line that says where a tool is, or how to get it here."""
    found = tool.find()
    if found:
        return f"{tool.name}: {found}"
    system = _SYSTEMS.get(sys.platform, "apt-get")
    ways = [f"{way} {package}" for way, package in tool.packages.items() if system in way]
    return f"{tool.name}: missing, for {tool.use}. To get it: {ways[0]}"


if __name__ == "__main__":
    for each in (CHROMIUM, LIBREOFFICE, POPPLER):
        print(report(each))  # noqa: T201
