"""What became of one report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Result:
    """What became of one report."""

    name: str
    status: Literal["built", "unchanged", "failed"]
    seconds: float = 0
    files: tuple[Path, ...] = ()
    why: tuple[str, ...] = ()  # lines; of a failure, one for each problem
    unreadable: bool = False  # failed for the sheet or its parameters, before anything ran


def none_readable(results: Sequence[Result]) -> bool:
    """Whether nothing was made, and all for what people have written: then nothing is touched."""
    return all(result.unreadable for result in results)


def failed(name: str, *why: str) -> Result:
    """Report that could not be made, for the reasons `why`."""
    return Result(name=name, status="failed", why=why)
