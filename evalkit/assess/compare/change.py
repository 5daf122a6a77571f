"""One change between two sheets: of which kind, where, from what to what, and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from evalkit.assess.assessment import Outlook
from evalkit.assess.audit import Finding
from evalkit.assess.judge.judgement import Judgement
from evalkit.sheet.bilingual import NOTHING, Bilingual
from evalkit.sheet.cells import AnyCell, Quantity, in_common_unit
from evalkit.sheet.model import Sheet
from evalkit.sheet.paths import KeyPath
from evalkit.sheet.places import form_place

Kind = Literal[
    "restated",
    "target_easier", "target_harder", "target_changed", "target_set", "target_dropped",
    "entered",
    "pending", "open",
    "added", "dropped", "renamed", "renumbered", "declared",
    "budget_changed", "budget_dropped", "budget_new",
    "finding_new", "finding_solved", "finding_accepted",
    "text",
]  # fmt: skip
Group = Literal[
    "restated", "targets", "entered", "pending", "structure", "budget", "findings", "texts"
]

GROUPS: Mapping[Group, tuple[Kind, ...]] = {
    "restated": ("restated",),
    "targets": (
        "target_easier", "target_changed", "target_dropped", "target_harder", "target_set",
    ),
    "entered": ("entered",),
    "pending": ("open", "pending"),
    "structure": ("dropped", "added", "renumbered", "renamed", "declared"),
    "budget": ("budget_changed", "budget_dropped", "budget_new"),
    "findings": ("finding_new", "finding_accepted", "finding_solved"),
    "texts": ("text",),
}  # fmt: skip
"""Kinds of changes, in groups, the gravest first."""

GROUP_NAMES: Mapping[Group, Bilingual] = {
    "restated": Bilingual("過去の値の修正", "Past values restated"),
    "targets": Bilingual("目標の変更", "Targets"),
    "entered": Bilingual("新たに記入された実績値", "Values entered"),
    "pending": Bilingual("調査中・未記入", "Pending or open"),
    "structure": Bilingual("指標・事業等の異動", "Indicators, programmes and the like"),
    "budget": Bilingual("予算の変更", "Budgets"),
    "findings": Bilingual("監査所見の変化", "Changed audit findings"),
    "texts": Bilingual("記載の変更", "Wording"),
}
KIND_NAMES: Mapping[Kind, Bilingual] = {
    "restated": Bilingual("修正", "restated"),
    "target_easier": Bilingual("緩和", "easier"),
    "target_harder": Bilingual("引上げ", "harder"),
    "target_changed": Bilingual("変更", "changed"),
    "target_set": Bilingual("新設", "set"),
    "target_dropped": Bilingual("取りやめ", "dropped"),
    "entered": Bilingual("記入", "entered"),
    "pending": Bilingual("調査中", "pending"),
    "open": Bilingual("未記入・未確認", "open"),
    "added": Bilingual("追加", "added"),
    "dropped": Bilingual("削除", "dropped"),
    "renamed": Bilingual("名称変更", "renamed"),
    "renumbered": Bilingual("番号変更", "renumbered"),
    "declared": Bilingual("指定の変更", "declared"),
    "budget_changed": Bilingual("変更", "changed"),
    "budget_dropped": Bilingual("取りやめ", "dropped"),
    "budget_new": Bilingual("新規", "new"),
    "finding_new": Bilingual("新規", "new"),
    "finding_solved": Bilingual("解消", "solved"),
    "finding_accepted": Bilingual("承認", "accepted"),
    "text": Bilingual("変更", "changed"),
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """How far a figure moved, unrounded."""

    difference: Decimal  # new less old
    rate: Decimal | None  # the same as a share of the old; None from zero
    unit: str  # as printed


def step(old: AnyCell | None, new: AnyCell | None) -> Step | None:
    """Step between two cells; None if they are not figures in the same unit.

    Examples
    --------
    >>> from evalkit.sheet.cells import parse_cell
    >>> step(parse_cell("20件"), parse_cell("25件"))
    Step(difference=Decimal('5'), rate=Decimal('0.25'), unit='件')
    >>> step(parse_cell("20件"), parse_cell("調査中")) is None
    True
    >>> step(parse_cell("670千人"), parse_cell("68万人"))
    Step(difference=Decimal('1'), rate=Decimal('0.01492537313432835820895522388'), unit='万人')
    """
    if not (isinstance(old, Quantity) and isinstance(new, Quantity)):
        return None
    shared = in_common_unit(new, old)
    if shared is None:
        return None
    after, before = shared
    difference = after.value - before.value
    rate = difference / abs(before.value) if before.value else None
    return Step(difference=difference, rate=rate, unit=after.unit)


@dataclass(frozen=True, kw_only=True)
class Flip:
    """A judgement before and after a change."""

    before: Judgement | None  # None: the sheet does not judge that year
    after: Judgement | None


@dataclass(frozen=True, kw_only=True)
class OutlookTurn:
    """The outlook of an indicator with the old cell and with the new one."""

    before: Outlook
    after: Outlook


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change of meaning between two sheets."""

    kind: Kind
    place: Bilingual
    path: KeyPath  # in the new sheet's file; of what is gone, in the old one's
    old: str = ""  # as printed
    new: str = ""
    note: Bilingual = NOTHING
    judgement: Flip | None = None  # by the annual rule, of the year in question
    outlook: OutlookTurn | None = None  # only where this change alone turns it
    step: Step | None = None
    finding: Finding | None = None

    @property
    def flips(self) -> bool:
        """Whether a judgement, or an outlook, is another because of this change."""
        if self.kind != "restated" and not self.kind.startswith("target"):
            return False
        graded = self.judgement
        other = graded is not None and _grade(graded.before) != _grade(graded.after)
        return other or self.outlook is not None

    @property
    def group(self) -> Group:
        """Group of its kind."""
        return next(group for group, kinds in GROUPS.items() if self.kind in kinds)


def _grade(judgement: Judgement | None) -> str | None:
    return judgement.grade if judgement else None


OneSided = Literal["added", "dropped"]


def one_sided(kind: OneSided, sheet: Sheet, path: KeyPath, text: str) -> Change:
    """Change of something that stands in one of the sheets only: in `sheet`, at `path`."""
    old, new = (text, "") if kind == "dropped" else ("", text)
    return Change(kind=kind, place=form_place(sheet, path), path=path, old=old, new=new)
