"""What there is to build, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from glob import escape

from evalkit.present.round_files import stems_left
from evalkit.produce.batch.options import Options
from evalkit.produce.project.fingerprint import (
    DRAWING,
    Fingerprint,
    changed_inputs,
    changed_paths,
    fingerprint_of,
)
from evalkit.produce.project.layout import Layout
from evalkit.produce.publication.manifest import Manifest, damaged, read_manifest
from evalkit.sheet.bilingual import COMMA, NOTHING, Bilingual, Language
from evalkit.sheet.problems import SheetProblems
from evalkit.sheet.yaml.tree import parse_source, read_source

_MOST_PLACES = 3

_REASONS: dict[str, Bilingual] = {
    "forced": Bilingual("--force の指定", "--force was given"),
    "new": Bilingual("初めての作成", "not built before"),
    "sheet": Bilingual("評価書の変更: {what}", "the sheet changed: {what}"),
    "previous": Bilingual("前年度の評価書の変更", "last year's sheet changed"),
    "parameters": Bilingual("年度の共通設定の変更", "the round's parameters changed"),
    "words": Bilingual("用語の一覧の変更", "the lists of words changed"),
    "pictures": Bilingual("図・写真の変更", "pictures changed"),
    "notebook": Bilingual("ノートブックの変更", "the notebook changed"),
    "formats": Bilingual("出力形式の変更: {what}", "the formats changed: {what}"),
    "date": Bilingual("SOURCE_DATE_EPOCH の変更: {what}", "SOURCE_DATE_EPOCH changed: {what}"),
    "evalkit": Bilingual("evalkit またはテンプレートの変更", "evalkit or its template changed"),
    "font": Bilingual("書体の変更", "the font changed"),
    "version": Bilingual("{what}", "{what}"),
    "damaged": Bilingual("公表済みファイルの欠落・改変: {what}", "missing or edited: {what}"),
}


@dataclass(frozen=True)
class Reason:
    """Why a report is to be made."""

    code: str
    what: Bilingual = NOTHING

    def text(self, language: Language) -> str:
        """Sentence in `language`."""
        return _REASONS[self.code].format(what=self.what).in_(language)


@dataclass(frozen=True)
class Job:
    """One report, and why it is to be made; without a reason it is as it should be."""

    layout: Layout
    inputs: Fingerprint
    formats: tuple[str, ...]
    reasons: tuple[Reason, ...]
    seconds: float  # that it took last time; 0 where that is not known


def orphans(jobs: Iterable[Job]) -> list[Layout]:
    """Reports of the same rounds that have left something, and whose sheet is there no more."""
    rounds = {job.layout.sheet.parent.name: job.layout for job in jobs}
    return [
        replace(layout, sheet=layout.sheet.with_name(f"{stem}.yaml"))
        for name, layout in rounds.items()
        for stem in stems_left(layout.reports / name)
        if not _has_sheet(layout, f"{name}/{stem}.yaml")
    ]


def _has_sheet(layout: Layout, name: str) -> bool:
    """Whether there is a sheet of this name: each ministry may have its own folder of rounds."""
    beside = layout.sheet.parent.parent / name
    return beside.exists() or any((layout.root / "params").rglob(escape(name)))


def plan_job(layout: Layout, options: Options) -> Job:
    """Plan the report of `layout`: what it is made from today, and why it is to be made again."""
    if layout.refusal("en"):
        return Job(layout, {}, options.formats, (Reason("new"),), 0)
    inputs = fingerprint_of(layout, options.formats)
    manifest = read_manifest(layout)
    reasons = (Reason("forced"),) if options.force else tuple(_reasons(layout, inputs, manifest))
    return Job(layout, inputs, options.formats, reasons, manifest.seconds if manifest else 0)


def _reasons(layout: Layout, inputs: Fingerprint, manifest: Manifest | None) -> Iterator[Reason]:
    if manifest is None:
        yield Reason("new")
        return
    for name in changed_inputs(manifest.inputs, inputs):
        yield _reason(layout, name, manifest.inputs.get(name, ""), inputs[name], manifest)
    missing = damaged(layout, manifest)
    if missing:
        yield Reason("damaged", Bilingual.alike(", ".join(missing)))


def _reason(layout: Layout, name: str, old: str, new: str, manifest: Manifest) -> Reason:
    if name in DRAWING:
        return Reason("version", Bilingual.alike(f"{name} {old or '?'} → {new}"))
    if name == "sheet":
        return Reason("sheet", _changed_places(layout, manifest))
    told = name in ("formats", "date")
    change = Bilingual.alike(f"{old or '－'} → {new or '－'}")
    return Reason(name, change if told else NOTHING)


def _changed_places(layout: Layout, manifest: Manifest) -> Bilingual:
    """Places in the form at which the sheet differs from the one that was built."""
    try:
        old, new = parse_source(manifest.sheet, ""), read_source(layout.sheet)
    except SheetProblems:
        return Bilingual.alike(layout.sheet.name)
    paths = list(changed_paths(old.tree, new.tree))
    if not paths:
        return Bilingual.alike("# …")
    shown = (new.form_place(path) for path in paths[:_MOST_PLACES])
    more = f" +{len(paths) - _MOST_PLACES}" if len(paths) > _MOST_PLACES else ""
    places = Bilingual.join(shown, COMMA)
    return Bilingual(places.ja + more, places.en + more)
