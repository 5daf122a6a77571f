"""The base of every record of a sheet."""

from __future__ import annotations

from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """Base of every record: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def record_of(annotation: Any) -> type[Record] | None:
    """Record that a field's annotation asks for, be it optional; None where it asks for none."""
    options = (
        get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    )
    kinds = (each for each in options if isinstance(each, type))
    return next((each for each in kinds if issubclass(each, Record)), None)
