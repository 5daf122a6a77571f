"""複数の目標値: the targets of an indicator for several years, and those that were revised."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import (
    Field,
    ModelWrapValidatorHandler,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from evalkit.sheet.cells import AnyCell
from evalkit.sheet.fields import SheetCell, Text, Year
from evalkit.sheet.record import Record


class DatedTarget(Record):
    """One of several targets of an indicator, with the year since which it holds if it is revised.

    ``{text: （2025年度）60％, since: 2021, reason: 計画の改定}``
    """

    text: SheetCell = Field(
        description="目標値を、印刷のとおり目標年度とともに（（2025年度）60％）。"
        " The target as printed, with its year."
    )
    since: Year | None = Field(
        default=None,
        description="改定された目標値が適用される最初の年度。同じ年度の前の目標値（なければ、それまでの"
        "目標値）に代わる。"
        " First year in which a revised target holds. It replaces the one before it of the same"
        " year; without such, all before it that are still to come.",
    )
    reason: Text = Field(default="", description="改定の理由。 Why it was revised.")


DatedTargets = Annotated[
    tuple[DatedTarget, ...],
    Field(
        description="複数の目標値（中間・最終、改定前・改定後）を、年度の早い順に。最後のものが最終の目標値"
        "であり、target には書かない。"
        " Several targets, mid-term and final, or before and after a revision, the earliest first;"
        " the last is the final one, instead of `target`."
    ),
]


class Aims(Record):
    """A record whose final target is the last of several, where it has several.

    Its `target` is then that of the last, and the file states it once.
    """

    if TYPE_CHECKING:
        target: SheetCell
        targets: tuple[DatedTarget, ...]

    @model_validator(mode="wrap")
    @classmethod
    def _read(cls, data: Any, read: ModelWrapValidatorHandler[Self]) -> Self:
        record = read(data)
        if not record.targets or record.target.printed:
            return record
        return record.model_copy(update={"target": record.targets[-1].text})

    @model_serializer(mode="wrap")
    def _as_typed(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = write(self)
        if self.targets:
            written.pop("target", None)
        return written

    def dated_targets(self) -> tuple[DatedTarget, ...]:
        """Every target in the order of the form, the final one last."""
        last = self.targets[-1] if self.targets else DatedTarget(text=self.target)
        return (*self.targets[:-1], last.model_copy(update={"text": self.target}))

    def target_cells(self) -> tuple[AnyCell, ...]:
        """Cell of every target, the final one last.

        Examples
        --------
        >>> from evalkit.sheet.indicator import Indicator
        >>> indicator = Indicator.model_validate({
        ...     "no": "1", "name": "率", "kind": "outcome",
        ...     "targets": [{"text": "（2020年度）50％"}, {"text": "（2025年度）60％"}]})
        >>> [cell.printed for cell in indicator.target_cells()], indicator.target.printed
        (['（2020年度）50％', '（2025年度）60％'], '（2025年度）60％')
        """
        return tuple(each.text for each in self.dated_targets())

    def with_targets(self, change: Callable[[AnyCell], AnyCell]) -> dict[str, Any]:
        """Its fields of targets with each cell changed."""
        changed = (each.model_copy(update={"text": change(each.text)}) for each in self.targets)
        return {"target": change(self.target), "targets": tuple(changed)}
