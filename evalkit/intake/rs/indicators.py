"""What RSシステム says of the indicators of projects: targets, results and published rates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from evalkit.intake.rs.programmes import PROJECT
from evalkit.intake.rs.tables import RsFolder

_KEYS = ("アクティビティ・アウトプット・アウトカムの番号", "活動指標／成果指標")
_LINE = "目標年度／目標値／実績値／達成率"
_LINES = {"目標値": "targets", "実績値": "actuals", "達成率": "rates"}


@dataclass
class RsIndicator:
    """An indicator of a project (活動指標・成果指標), its cells as the table has them."""

    project: str  # 予算事業ID
    name: str
    unit: str
    targets: dict[int, str] = field(default_factory=dict)
    actuals: dict[int, str] = field(default_factory=dict)
    rates: dict[int, str] = field(default_factory=dict)  # 達成率: result ÷ target


def read_indicators(folder: RsFolder, projects: Iterable[str]) -> list[RsIndicator]:
    """Indicators of the projects with these 予算事業ID, in the order of the table 3-1.

    Raises
    ------
    RsError
        If the table is missing or damaged.
    """
    wanted = frozenset(projects)
    found: dict[tuple[str, ...], RsIndicator] = {}
    for row in folder.rows("3-1", PROJECT, *_KEYS, "単位", _LINE):
        if row[PROJECT] not in wanted or not row["活動指標／成果指標"]:
            continue
        key = (row[PROJECT], *(row[each] for each in _KEYS))
        new = RsIndicator(row[PROJECT], row["活動指標／成果指標"], row["単位"])
        indicator = found.setdefault(key, new)
        if part := _LINES.get(row[_LINE].lstrip("0123456789.．０１２３４５６７８９")):
            getattr(indicator, part).update(_by_year(row))
    return [*found.values()]


def _by_year(row: Mapping[str, str]) -> dict[int, str]:
    years = {int(column): cell for column, cell in row.items() if column.isdecimal()}
    return {year: cell for year, cell in years.items() if cell not in ("", "-")}
