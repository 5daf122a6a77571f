"""公表された結果 in the next year's sheet: none is carried, for the next year has its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evalkit.assess.open_entries import printed
from evalkit.assess.roll.draft import Draft
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.published import EVALUATION_TEXTS


def roll_published(draft: Draft) -> None:
    """Take the results of every indicator out, and what the evaluations say; scales stay."""
    for place, goal in enumerate(draft.plain.achievement_goals):
        path: KeyPath = ("achievement_goals", place)
        for number in range(len(goal.indicators)):
            _drop_results(draft, (*path, "indicators", number))
        _drop_evaluation(draft, (*path, "evaluation"))
    _drop_evaluation(draft, ("evaluation",))


def _drop_results(draft: Draft, path: KeyPath) -> None:
    indicator = draft.at(path)
    for year, result in indicator["published"].items():
        for name in ("rate", "grade", "score", "note"):
            draft.drop((*path, "published", str(year), name), result[name], "published")
        _drop_earlier(draft, (*path, "published", str(year)), result)
    indicator["published"] = {}


def _drop_evaluation(draft: Draft, path: KeyPath) -> None:
    evaluation: Mapping[str, Any] | None = draft.at(path)
    if evaluation is None:
        return
    for key in EVALUATION_TEXTS:
        draft.drop((*path, key), evaluation[key], "published")
    _drop_earlier(draft, path, evaluation)
    scale = evaluation["scale"]
    draft.put(path, {"scale": scale} if scale else None)


def _drop_earlier(draft: Draft, path: KeyPath, result: Mapping[str, Any]) -> None:
    for number, each in enumerate(result["earlier"]):
        text = " ".join(filter(None, map(printed, each.values())))
        draft.drop((*path, "earlier", number), text, "published")
