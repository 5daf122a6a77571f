"""What others may call: reading, assessing, auditing, comparing, rolling, frames, building.

All but `frames` and `build` are pure functions over records, which have no files and no clock. A
mistake in a file that a person wrote is always a `SheetProblems`, with every problem found.
(`assess_sheet` is not called ``assess``, because a room of the package is.)

Examples
--------
>>> import evalkit
>>> sheet = evalkit.parse_sheet('''
... ministry: 文部科学省
... fiscal_year: 2012
... policy_goal: {number: 7-2, name: 例}
... achievement_goals:
...   - no: 1
...     name: 例
...     indicators:
...       - {no: 1, name: 例, kind: outcome, baseline: （23年度）93％,
...          actuals: {2011: 92％, 2012: 88％}, target: 90％以上}
...     tables: {outcome: {target: 毎年度}}
... ''')
>>> [result.year(2012).judgement.grade for result in evalkit.assess_sheet(sheet).results]
['missed']
>>> evalkit.audit(sheet)[0].title.en
'A baseline other than the actual of its year'
>>> [entry.place.ja for entry in evalkit.roll(sheet, 2013).todo]
['達成目標1 指標① 実績値 25年度']
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from evalkit.assess.assessment import assess_sheet as assess_sheet
from evalkit.assess.audit import audit as audit
from evalkit.assess.compare import compare as compare
from evalkit.assess.roll import roll as roll
from evalkit.sheet.load import parse_sheet as parse_sheet
from evalkit.sheet.load import read_sheet as read_sheet
from evalkit.sheet.model import Sheet as Sheet
from evalkit.sheet.problems import SheetProblems as SheetProblems

if TYPE_CHECKING:
    import pandas as pd

    from evalkit.produce.publication.result import Result


def frames(sheet: str | Path) -> dict[str, pd.DataFrame]:
    """Tidy tables of a sheet file as pandas frames: the figures of its published data.

    Parameters
    ----------
    sheet : str or Path
        File of the sheet. Last year's, and the parameters of the round (language, as-of date,
        preset), are found beside it as for its report.

    Returns
    -------
    dict of str to DataFrame
        By name of the table: ``observations``, ``results``, ``findings`` and so on. Years are
        Int64, figures unrounded Decimals with their unit in a column of its own, the rest is text;
        the columns are those of the CSV files, which ``datapackage.json`` describes.

    Raises
    ------
    SheetProblems
        If the sheet, last year's or the parameters cannot be read.

    Examples
    --------
    >>> observations = frames("params/fy2012/7-2.yaml")["observations"]
    >>> found = observations.query("indicator == 'g2-i10' and series == 'actual'")
    >>> [str(value) for value in found["value"]]
    ['92.0', '77.6', '88.7', '88.9', '90.9']
    """
    from evalkit.present.frames import TABLES, frame
    from evalkit.present.read_report import open_in_round

    data = open_in_round(Path(sheet)).facts
    return {name: frame(name, data) for name in TABLES}


def build(
    paths: Sequence[str | Path],
    *,
    formats: Sequence[str] = ("html", "pdf", "data"),
    year: int | None = None,
    reports: str | Path | None = None,
    jobs: int | None = None,
    force: bool = False,
) -> tuple[Result, ...]:
    """Render the reports of some sheets as ``evalkit build`` does; only those that are due.

    Parameters
    ----------
    paths : sequence of str or Path
        Sheets, or folders of sheets, of one project: a notebook lies in ``notebooks/`` above them.
    formats : sequence of str
        Of ``html``, ``pdf`` and ``data``.
    year : int
        Only the sheets of this fiscal year.
    reports : str or Path
        Folder of the reports; by default ``reports/`` beside ``notebooks/``.
    jobs : int
        Reports at once; by default as many as the machine has cores.
    force : bool
        Make unchanged reports again.

    Returns
    -------
    tuple of Result
        One for each report that was due: its `name`, `status` (``built`` or ``failed``), `files`,
        and of a failure `why`. One bad sheet never stops the others.

    Raises
    ------
    ValueError
        If a format is unknown.
    LayoutError
        If the paths lead to no report.
    NotebookError
        If a notebook would lose the parameters that it is given.
    HeldError
        If another run is at work on the same folder.
    NotInstalledError
        If what reports are made with is not installed.
    WriteError
        If the folder of the reports cannot be held.

    Examples
    --------
    >>> build(["params/fy2012/7-2.yaml"], year=1999)
    Traceback (most recent call last):
    evalkit.produce.project.layout.LayoutError: ...
    """
    from evalkit.produce.batch.options import FORMATS, Options
    from evalkit.produce.batch.plan import orphans
    from evalkit.produce.build import plan_build, run_build

    if unknown := set(formats) - set(FORMATS):
        raise ValueError(f"unknown format {min(unknown)!r}; known: {', '.join(FORMATS)}")
    options = Options(
        formats=tuple(formats),
        year=year,
        reports=Path(reports) if reports else None,
        force=force,
        jobs=jobs or os.cpu_count() or 1,
    )
    planned = plan_build([Path(path) for path in paths], options)
    return tuple(run_build(planned, orphans(planned), options, lambda _: None))
