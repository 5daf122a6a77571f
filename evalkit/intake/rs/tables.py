"""The CSV files of RSシステム, zipped or not, as a folder of them was downloaded."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from evalkit.sheet.bilingual import Bilingual, BilingualError
from evalkit.sheet.package import DAMAGE

Row = Mapping[str, str]

_NAME = re.compile(r"(\d-\d)_RS_(\d{4})_.*\.(zip|csv)", re.IGNORECASE)
_LARGEST = 1 << 30  # bytes of one table; the largest published has half of it
_TABLES: Mapping[str, Bilingual] = {
    "1-1": Bilingual("1-1 基本情報_組織情報", "1-1, organisations"),
    "1-2": Bilingual("1-2 基本情報_事業概要等", "1-2, outlines of projects"),
    "1-3": Bilingual("1-3 基本情報_政策・施策、法令等", "1-3, policies"),
    "3-1": Bilingual("3-1 効果発現経路_目標・実績", "3-1, targets and results"),
    "2-1": Bilingual("2-1 予算・執行_サマリ", "2-1, budgets and executions"),
}
_TEXTS: Mapping[str, Bilingual] = {
    "folder": Bilingual(
        "{path}: RSシステムの CSV（1-3_RS_2024_….zip など）がありません。"
        "ダウンロードしたファイルを、名前を変えずに一つのフォルダに置いてください",
        "{path}: no CSV of RSシステム (1-3_RS_2024_….zip and the like); put the files that you"
        " downloaded into one folder, under their own names",
    ),
    "table": Bilingual(
        "{path}: 「{table}」の CSV（{year}年度）がありません",
        "{path}: the CSV {table} of {year} is missing",
    ),
    "column": Bilingual(
        "{path}: 列「{column}」がありません。RSシステムの「{table}」でないか、様式が変わっています",
        '{path}: no column "{column}"; not {table} of RSシステム, or its form has changed',
    ),
    "unread": Bilingual(
        "{path}: RSシステムの CSV として読めません。ダウンロードし直してください",
        "{path}: cannot be read as a CSV of RSシステム; download it again",
    ),
    "large": Bilingual(
        "{path}: 中身が大きすぎます（1GiB まで）", "{path}: too large inside (1 GiB at most)"
    ),
}


class RsError(BilingualError):
    """A folder of official tables cannot be read, or does not say what is asked."""


@dataclass(frozen=True)
class RsFolder:
    """The tables of one fiscal year of the review."""

    path: Path
    year: int
    files: Mapping[str, Path]  # by number of the table: 1-3

    @classmethod
    def of(cls, path: Path, near: int) -> RsFolder:
        """Tables of the year `near` in a folder, or else of the latest year there.

        Raises
        ------
        RsError
            If no file there is called as RSシステム calls its tables.
        OSError
            If the folder cannot be read.
        """
        years: dict[int, dict[str, Path]] = {}
        for each in sorted(path.iterdir()):
            if found := _NAME.fullmatch(unicodedata.normalize("NFC", each.name)):
                years.setdefault(int(found[2]), {})[found[1]] = each
        if not years:
            raise RsError(_TEXTS["folder"].format(path=path.as_posix()))
        year = near if near in years else max(years)
        return cls(path, year, years[year])

    def rows(self, table: str, *columns: str) -> Iterator[Row]:
        """Rows of a table, by column; cells without the white space around them.

        Parameters
        ----------
        table : str
            Number of the table, such as ``1-3``.
        columns : str
            Columns that it must have.

        Raises
        ------
        RsError
            If the table is missing, damaged, too large, or has not those columns.
        """
        file = self.files.get(table)
        if file is None:
            raise self._fault("table", self.path, table)
        try:
            with _opened(file) as stream:
                reader = csv.DictReader(stream)
                for column in columns:
                    if column not in (reader.fieldnames or ()):
                        raise self._fault("column", file, table, column)
                for row in reader:
                    yield {key: (value or "").strip() for key, value in row.items() if key}
        except (csv.Error, *DAMAGE):
            raise self._fault("unread", file, table) from None

    def _fault(self, code: str, path: Path, table: str, column: str = "") -> RsError:
        text = _TEXTS[code].format(
            path=path.as_posix(), table=_TABLES.get(table, table), year=self.year, column=column
        )
        return RsError(text)


@contextmanager
def _opened(file: Path) -> Iterator[io.TextIOWrapper]:
    """Text of a CSV file, or of the one CSV in a zip; it is read as it is needed."""
    if file.suffix.lower() == ".csv":
        with file.open("rb") as raw:
            yield io.TextIOWrapper(raw, "utf-8-sig", newline="")
        return
    with zipfile.ZipFile(file) as archive:
        inside = [each for each in archive.infolist() if each.filename.lower().endswith(".csv")]
        if len(inside) != 1:
            raise zipfile.BadZipFile
        if inside[0].file_size > _LARGEST:
            raise RsError(_TEXTS["large"].format(path=file.as_posix()))
        with archive.open(inside[0]) as raw:
            yield io.TextIOWrapper(raw, "utf-8-sig", newline="")
