"""A judgement as word, symbol and colour together, so that none of them is needed alone."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from evalkit.assess.assessment import OUTLOOKS, Outlook
from evalkit.assess.audit import SEVERITY_NAMES, Severity
from evalkit.assess.judge.judgement import Judgement
from evalkit.assess.judge.presets import PRESETS
from evalkit.present.html import element
from evalkit.present.words import Words

_CLASSES: Mapping[str, str] = {
    "met": "status-met",
    "missed": "status-missed",
    "pending": "status-pending",
    "not_started": "status-not-started",
    "no_target": "status-none",
    "not_decidable": "status-undecided",
    "reached": "status-met",
    "on_course": "status-met",
    "behind": "status-missed",
    "unknown": "status-undecided",
}

SEVERITY_GRADES: Mapping[Severity, str] = {
    "error": "missed", "warning": "pending", "info": "no_target",
}  # fmt: skip
"""Grade whose colour a severity has."""
_OUTLOOK_SYMBOLS: Mapping[Outlook, str] = {
    "reached": "◎", "on_course": "○", "behind": "▲", "unknown": "？",
}  # fmt: skip
_SYMBOLS: Mapping[Severity, str] = {"error": "×", "warning": "▲", "info": "・"}


def judged(judgement: Judgement, words: Words) -> Markup:
    """Chip of a judgement."""
    label = words.said(judgement.label)
    return chip(judgement.grade, f"{judgement.symbol} {label}".strip())


def outlook_chip(outlook: Outlook, words: Words) -> Markup:
    """Chip of an outlook."""
    return chip(outlook, f"{_OUTLOOK_SYMBOLS[outlook]} {words.said(OUTLOOKS[outlook])}")


def chip(grade: str, text: str) -> Markup:
    """Chip of any grade; grades that no colour is known for stay neutral."""
    return element("span", text, class_=f"status {_CLASSES.get(grade, 'status-none')}")


def annual_label(grade: str, words: Words) -> str:
    """Symbol and word of a grade of the annual rule: ``× 未達成``."""
    known = next(each for each in PRESETS["annual"].grades if each.grade == grade)
    return f"{known.symbol} {words.said(known.label)}"


def annual_symbol(grade: str) -> str:
    """Symbol of a grade of the annual rule."""
    return next(each.symbol for each in PRESETS["annual"].grades if each.grade == grade)


def severity_label(severity: Severity, words: Words) -> str:
    """Symbol and word of a severity: ``× 誤りの疑い``."""
    return f"{_SYMBOLS[severity]} {words.said(SEVERITY_NAMES[severity])}"


def severity_chip(severity: Severity, words: Words, count: str = "") -> Markup:
    """Chip of a severity, with how many there are: ``× 誤りの疑い2``."""
    return chip(SEVERITY_GRADES[severity], severity_label(severity, words) + count)
