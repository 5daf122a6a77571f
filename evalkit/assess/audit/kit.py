"""What a check is: what it walks over, what it says, and what to do about it; the table of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from typing import Literal, NamedTuple, Protocol, TypeVar, runtime_checkable

from evalkit.assess.audit import checks
from evalkit.assess.audit.form import Form
from evalkit.sheet.bilingual import Bilingual
from evalkit.sheet.paths import KeyPath

Severity = Literal["error", "warning", "info"]
SEVERITY_NAMES: Mapping[Severity, Bilingual] = {
    "error": Bilingual("誤りの疑い", "Error"),
    "warning": Bilingual("要確認", "Warning"),
    "info": Bilingual("参考", "Note"),
}
SEVERITIES: tuple[Severity, ...] = tuple(SEVERITY_NAMES)
"""The gravest first."""

Part = TypeVar("Part")  # of a form: what a check walks over
Said = str | int | Bilingual
Sentences = Bilingual | Mapping[str, Bilingual]  # by case, where one sentence is not enough


@runtime_checkable
class Place(Protocol):
    """Something printed in the form, and where."""

    @property
    def path(self) -> KeyPath:
        """Path of the cell in the sheet file; years as text: ("actuals", "2008-2010")."""

    @property
    def printed(self) -> str:
        """What stands there."""


class Spot(NamedTuple):
    """A place of which something else is to be shown than what the form prints there."""

    path: KeyPath
    printed: str


@dataclass(frozen=True, kw_only=True)
class Hit:
    """Where a check found something, and what fills the gaps of its sentences."""

    at: Place | KeyPath
    case: str = ""
    severity: Severity | None = None  # where it differs from the check's own
    related: tuple[Place | KeyPath, ...] = ()  # the other cells that the computation used
    cause: str = ""  # what several checks may find at once; only the gravest is reported
    values: Mapping[str, Said] = field(default_factory=dict)

    def said(self, sentences: Mapping[str, Bilingual]) -> Bilingual:
        """The sentence of its case, filled; where one alone serves every case, that one."""
        sentence = sentences.get(self.case) or sentences[""]
        return sentence.format(**self.values)


def hit(
    at: Place | KeyPath,
    case: str = "",
    *,
    severity: Severity | None = None,
    related: Iterable[Place | KeyPath] = (),
    cause: str = "",
    **values: Said,
) -> Hit:
    """Say that a check found something.

    Parameters
    ----------
    at : Place or KeyPath
        The cell. What the form prints at a path is looked up.
    case : str
        Which of the check's sentences says it, where it has several.
    severity : str
        Where it differs from the check's own.
    related : iterable of Place or KeyPath
        The other cells that the computation used.
    cause : str
        What several checks may find at once; only the gravest finding of a cause is reported.
    **values : str, int or Bilingual
        What fills the gaps of the sentences.
    """
    return Hit(
        at=at, case=case, severity=severity, related=tuple(related), cause=cause, values=values
    )


Decide = Callable[[Part], Iterable[Hit]]


@dataclass(frozen=True, kw_only=True)
class Check:
    """A check: its name, how grave a finding is, what it looks for, and why that matters."""

    id: str
    severity: Severity
    title: Bilingual
    why: Bilingual
    says: Mapping[str, Bilingual]  # by case
    do: Mapping[str, Bilingual]
    module: str  # that holds it
    hits: Callable[[Form], Iterable[Hit]] = field(repr=False)  # in the parts that it walks over


_CHECKS: dict[str, Check] = {}


def check(
    id_: str,
    severity: Severity,
    *,
    over: Callable[[Form], Iterable[Part]],
    title: Bilingual,
    why: Bilingual,
    says: Sentences,
    do: Sentences,
) -> Callable[[Decide[Part]], Decide[Part]]:
    """Register a function as the check `id_`: it decides, for one part of the form.

    Parameters
    ----------
    id_ : str
        What `audit.off` and `audit.accept` call it.
    severity : str
        How grave a finding is, unless a hit says otherwise.
    over : callable
        What of the form it walks over: a function of :mod:`evalkit.assess.audit.form`.
    title, why : Bilingual
        What it looks for, and why that matters to a reader.
    says, do : Bilingual, or such by case
        The computation, and what to do about it; with gaps that a hit fills.

    Raises
    ------
    ValueError
        If another check has that name already.
    """

    def register(decide: Decide[Part]) -> Decide[Part]:
        _add(
            Check(
                id=id_,
                severity=severity,
                title=title,
                why=why,
                says=_by_case(says),
                do=_by_case(do),
                module=decide.__module__,
                hits=lambda form: (each for part in over(form) for each in decide(part)),
            )
        )
        return decide

    return register


def _add(each: Check) -> None:
    if each.id in _CHECKS:
        raise ValueError(f"two checks are called {each.id}")
    _CHECKS[each.id] = each


def _by_case(sentences: Sentences) -> Mapping[str, Bilingual]:
    return {"": sentences} if isinstance(sentences, Bilingual) else sentences


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check, in the order of their files in :mod:`evalkit.assess.audit.checks`."""
    for module in walk_packages(checks.__path__, f"{checks.__name__}."):
        import_module(module.name)
    return tuple(sorted(_CHECKS.values(), key=lambda each: each.module))
