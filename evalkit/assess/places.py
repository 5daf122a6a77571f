"""Where a path into the sheet file lies in the printed form: ``達成目標2 別表 平均 24年度``."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from evalkit.sheet.fiscal import Calendar, NotAFiscalYear, parse_year_span, print_fiscal_year
from evalkit.sheet.model import Record, Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.references import circled

_WORDS: dict[str, tuple[str, str]] = {
    "achievement_goals": ("達成目標", "achievement goal "),
    "indicators": ("指標", "indicator "),
    "baseline": ("基準値", "baseline"),
    "actuals": ("実績値", "actual"),
    "annual_targets": ("年度ごとの目標値", "annual target"),
    "target": ("目標値", "target"),
    "breakdown": ("別表", "breakdown"),
    "mean": ("平均", "mean"),
    "measures": ("達成手段", "measure "),
    "reference": ("参考（独立行政法人の事業）", "reference table"),
    "budget": ("予算額", "budget"),
    "summary": ("概要", "summary"),
    "review_sheet": ("行政事業レビューシート番号", "review sheet no."),
    "division": ("担当課", "division"),
    "name": ("名称", "name"),
    "note": ("注記", "note"),
    "single": ("上段", "upper line"),
    "single_reconstruction": ("上段 復興庁一括計上分", "upper line, Reconstruction Agency"),
    "shared": ("下段", "lower line"),
    "shared_reconstruction": ("下段 復興庁一括計上分", "lower line, Reconstruction Agency"),
    "initial": ("当初予算", "initial"),
    "supplementary": ("補正予算", "supplementary"),
    "carry_over": ("繰越し等", "carry-over"),
    "total": ("合計", "total"),
    "executed": ("執行額", "executed"),
    "cabinet_policies": ("内閣の重要政策", "Cabinet policy "),
    "excerpt": ("関係部分抜粋", "excerpt"),
    "data_sources": ("データ・資料等", "data source "),
    "expert_comments": ("有識者会議での指摘事項", "expert comments"),
    "lead_division": ("主管課", "lead division"),
    "related_divisions": ("関係課", "related divisions"),
    "policy_goal": ("施策目標", "policy goal"),
    "tables": ("見出し", "heading"),
    "examples": ("取組例", "example "),
    "figures": ("図", "figure "),
    "pictures": ("写真", "picture "),
    "heading": ("見出し", "heading"),
    "caption": ("見出し", "caption"),
    "title": ("表題", "title"),
    "text": ("本文", "text"),
    "date": ("年月日", "date"),
    "columns": ("年度の見出し", "column"),
    "labels": ("見出し", "label"),
    "line_labels": ("見出し", "label"),
    "status_label": ("見出し", "label"),
    "annual_targets_label": ("年度ごとの目標値の見出し", "label of the annual targets"),
    "outcome": ("成果指標", "outcome"),
    "output": ("活動指標", "output"),
    "measure": ("測定指標", "measure"),
    "fiscal_year": ("年度", "fiscal year"),
    "ministry": ("府省", "ministry"),
    "achievement_goal": ("達成目標", "achievement goal"),
    "document": ("文書番号", "document"),
    "audit": ("点検", "audit"),
    "off": ("行わない項目", "off "),
    "accept": ("確認済みの指摘", "accepted finding "),
    "check": ("項目", "check"),
}


def form_place(sheet: Sheet, path: KeyPath) -> tuple[str, str]:
    """Place of `path` in the form, in Japanese and English.

    Examples
    --------
    A path is that of the sheet file: ``("achievement_goals", 1, "indicators", 4, "breakdown",
    "mean", "actuals", "2012")`` is 達成目標2 指標⑤ 別表 平均 24年度.
    """
    japanese: list[str] = []
    english: list[str] = []
    here: Any = sheet
    for number, step in enumerate(path):
        below = _below(here, step)
        if isinstance(step, int):
            _numbered(below, step, japanese, english)
        elif not _silent(path, number):
            ja, en = _word(step, sheet.calendar)
            japanese.append(ja)
            english.append(en)
        here = below
    return " ".join(filter(None, japanese)), " ".join(filter(None, english))


def _numbered(entry: Any, step: int, japanese: list[str], english: list[str]) -> None:
    """Name an entry of a list by its own number, or its name, behind the word of the list."""
    number = getattr(entry, "no", None)
    shown = circled(number) if number and japanese and japanese[-1] == "指標" else number
    name = " ".join(filter(None, (getattr(entry, "group", ""), getattr(entry, "name", ""))))
    if shown is None and name:
        japanese.append(f"「{_short(name)}」")
        english.append(f'"{_short(name)}"')
        return
    shown = shown or str(step + 1)
    if japanese:
        japanese[-1] += shown
        english[-1] += shown


def _short(name: str) -> str:
    """Last line of a programme's name, which tells it from its sisters."""
    last = name.split("\n")[-1]
    return last if len(last) <= 40 else last[:39] + "…"


def _silent(path: KeyPath, number: int) -> bool:
    """True for a key that the form shows by its place alone: the rows and years of a 別表."""
    step = path[number]
    within = "breakdown" in path[:number]
    return step in ("rows", "table") or (within and step == "actuals")


@lru_cache(maxsize=1024)
def _word(step: str, document: Calendar) -> tuple[str, str]:
    if step in _WORDS:
        return _WORDS[step]
    try:
        first, last = parse_year_span(step)
    except NotAFiscalYear:
        return step, step
    ja, en = (
        [print_fiscal_year(year, style, document) for year in dict.fromkeys((first, last))]
        for style in ("bare", "western")
    )
    return "～".join(ja), "-".join(en)


def _below(here: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return here[step] if isinstance(here, tuple) and step < len(here) else None
    return getattr(here, step, None) if isinstance(here, Record) else None


def form_order(sheet: Sheet, path: KeyPath) -> tuple[int, ...]:
    """Sort key that puts paths in the order of the form."""
    return tuple(_rank(step) for step in path)


def _rank(step: str | int) -> int:
    if isinstance(step, int):
        return step
    digits = step.split("-")[0]
    return int(digits) if digits.isdecimal() else _field_ranks().get(step, 0)


@cache
def _field_ranks() -> dict[str, int]:
    """Place of every field's name among the fields of its record."""
    names = [name for record in Record.__subclasses__() for name in record.model_fields]
    return {name: rank for rank, name in enumerate(dict.fromkeys(names))}
