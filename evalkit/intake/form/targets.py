"""Several targets in one cell, each behind its year, and since when a revised one holds."""

from __future__ import annotations

import re
from typing import NamedTuple

from evalkit.intake.form.years import years_of

_DATED = re.compile(r"（(?P<year>[^（）]*年度?[^（）]*)）.+")
_SINCE = re.compile(r"（(?P<year>[^（）：]*)から適用(?:：(?P<reason>.*))?）")


class ReadTarget(NamedTuple):
    """One of several targets."""

    text: str
    since: str = ""
    reason: str = ""


def read_targets(text: str, *, near: int) -> list[ReadTarget]:
    r"""Targets of a cell, each on a line behind its year; none where it holds one alone.

    Examples
    --------
    >>> read_targets("（令和4年度）50％\n（令和7年度）60％\n（5年度から適用：改定）", near=2024)[1]
    ReadTarget(text='（令和7年度）60％', since='2023', reason='改定')
    >>> read_targets("（令和7年度）\n30％以上\n※事後評価を受けた課題が対象", near=2024)
    []
    """
    found: list[ReadTarget] = []
    for line in text.split("\n"):
        since = _SINCE.fullmatch(line)
        years = years_of(since["year"], near=near) if since else None
        if since and years and found:
            reason = since["reason"] or ""
            found[-1] = found[-1]._replace(since=str(years[0]), reason=reason)
        elif _DATED.fullmatch(line):
            found.append(ReadTarget(line))
        else:
            return []
    return found if len(found) > 1 or any(each.since for each in found) else []
