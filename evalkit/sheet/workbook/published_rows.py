"""公表された結果 in the workbook: rows under each indicator, and the texts of an evaluation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evalkit.sheet.paths import KeyPath
from evalkit.sheet.plain_data import Value
from evalkit.sheet.published import EVALUATION_TEXTS, RESULT_ROWS
from evalkit.sheet.terms import TERMS
from evalkit.sheet.workbook.codecs import LINES, OPTIONAL, RANGES
from evalkit.sheet.workbook.layout import FIRST, Row, Slot, gap, heading, label, labelled, shows


def has_published(tree: Value) -> bool:
    """Whether a sheet has published results of its indicators, or says how they are graded."""
    goals = tree["achievement_goals"]
    return bool(tree["grading"]) or any(
        indicator["published"] for goal in goals for indicator in goal["indicators"]
    )


def result_role(name: str) -> str:
    """Role of a row by the words in front of it; '' where they are none of ours.

    Examples
    --------
    >>> result_role("公表された達成率"), result_role("論文数")
    ('published-rate', '')
    """
    return next((f"published-{key}" for key, words in RESULT_ROWS.items() if name == words), "")


def result_slots(indicator: Mapping[str, Value], key: str, first: int, years: range) -> list[Slot]:
    """Cells of one kind of result, a column a year."""
    return [
        shows(
            indicator, "published", str(year), key,
            codec=OPTIONAL, column=first + place, look="figure",
        )
        for place, year in enumerate(years)
    ]  # fmt: skip


def grading_rows(tree: Value, last: int) -> Iterator[Row]:
    """The scale of the indicators' grades, one grade a line, and the rates that each is for."""
    if not tree["grading"]:
        return
    words = {
        "scale": ("判定の区分（良い順に1行ずつ）", LINES),
        "ranges": ("区分ごとの達成率の範囲", RANGES),
    }
    for key, (said, codec) in words.items():
        yield Row(role=key, record=("grading",), slots=(
            label(said, column=FIRST, width=2, look="label"),
            shows(tree["grading"], key, codec=codec, column=FIRST + 2, width=last - FIRST - 1),
        ))  # fmt: skip
    yield gap("grading")


def evaluation_rows(path: KeyPath, evaluation: Value, last: int) -> Iterator[Row]:
    """Every text of an evaluation with its term in front."""
    if not evaluation:
        return
    yield heading("評価結果", "evaluation", last)
    for key in EVALUATION_TEXTS:
        yield labelled(evaluation, key, TERMS[key].ja, last, path)
    yield Row(role="scale", record=path, slots=(
        label("測定結果の区分（良い順に1行ずつ）", column=FIRST, width=2, look="label"),
        shows(evaluation, "scale", codec=LINES, column=FIRST + 2, width=last - FIRST - 1),
    ))  # fmt: skip
    yield gap("evaluation")
