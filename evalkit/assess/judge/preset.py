"""A named rule by which grades are given: each lies in a file of its own in `presets`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from evalkit.assess.judge.grades import Band, Grade
from evalkit.assess.judge.latest import Latest
from evalkit.assess.judge.verdict import Verdict
from evalkit.sheet.bilingual import Bilingual

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")  # the record of what a rule takes
Options = Mapping[str, Any]  # what a parameters file sets, by the names in `Preset.options`


@dataclass(frozen=True, kw_only=True, slots=True)
class Preset(Generic[T]):
    """What a rule is called, what it says and where it comes from; its grades, numbers and code."""

    name: str  # that of its file
    label: Bilingual
    rule: Bilingual
    source: str
    grades: tuple[Grade, ...]
    undecided: str  # the grade where something needed does not exist
    inputs: type[T]
    judge: Callable[[Preset[T], T], Verdict]  # raises NotComputable where it cannot say
    given: Callable[[Latest, Options], T] | None = None  # of an indicator's latest figure
    options: tuple[str, ...] = ()  # what a parameters file may set; all else is the sheet's to say
    tables: Mapping[str, tuple[Band, ...]] = field(default_factory=dict)
    parameters: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def of_latest(self) -> bool:
        """Whether it judges an indicator's latest figure, and neither each year nor the sheet."""
        return self.given is not None
