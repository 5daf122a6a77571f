"""How a run makes its reports."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from evalkit.sheet.bilingual import Language

FORMATS = ("html", "pdf", "data")


@dataclass(frozen=True, kw_only=True)
class Options:
    """How to build."""

    formats: tuple[str, ...] = FORMATS
    jobs: int = field(default_factory=lambda: os.cpu_count() or 1)  # at once
    force: bool = False
    year: int | None = None  # only the round of this fiscal year
    reports: Path | None = None  # folder of all reports; else that of the project
    language: Language = "ja"
    engine: str = "evalkit"
    keep_going: bool = True
    limits: Mapping[str, int] = field(default_factory=dict)  # by name, before those of the round
    dask: str = ""  # address of the scheduler of a cluster that makes the reports


USUAL = Options()
