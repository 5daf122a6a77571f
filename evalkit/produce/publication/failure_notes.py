"""What a report leaves for the index of its round: its summary, or why it could not be made."""

from __future__ import annotations

from pathlib import Path

from evalkit.assess.goal_summary import summarise
from evalkit.assess.report_data import ReportData
from evalkit.present.round_files import FAILED, RETIRED
from evalkit.present.round_summary import Failure
from evalkit.produce.project.layout import Layout
from evalkit.produce.publication.publish import publish, withdraw
from evalkit.produce.publication.result import Result
from evalkit.sheet.bilingual import Language
from evalkit.sheet.problems import SheetProblems
from evalkit.sheet.yaml.tree import read_source


def summary_bytes(facts: ReportData) -> bytes:
    """What an index needs to know of a report, as it is kept."""
    return summarise(facts).model_dump_json().encode()


def note_result(layout: Layout, result: Result, language: Language) -> None:
    """Note for the index that a report could not be made, or that it could.

    A failure leaves the summary of the report before: the index shows that that one still stands.

    Raises
    ------
    WriteError
        If the note cannot be written or removed.
    """
    if result.status == "failed":
        failure = Failure(why=result.why, language=language, **_identity(layout.sheet))
        publish({layout.left(FAILED): failure.model_dump_json().encode()})
    else:
        withdraw(layout.left(FAILED))


def note_retired(layout: Layout) -> None:
    """Note for the index that the sheet of a report which still stands is gone."""
    withdraw(layout.left(FAILED))
    if layout.report(".html").is_file() and not layout.left(RETIRED).exists():
        publish({layout.left(RETIRED): b"{}"})


def _identity(sheet: Path) -> dict[str, str]:
    """Number, name and ministry of a sheet that need not be right."""
    try:
        tree = read_source(sheet).tree
    except SheetProblems:
        return {}
    goal = tree.get("policy_goal") if isinstance(tree, dict) else None
    given = {**goal, "ministry": tree.get("ministry")} if isinstance(goal, dict) else {}
    known = {name: given.get(name) for name in ("number", "name", "ministry")}
    return {name: text for name, text in known.items() if isinstance(text, str)}
