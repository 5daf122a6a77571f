"""What a notebook must be before it is run, and must have done before it is published.

Before: one cell has the tag ``parameters`` and every parameter that will be given, and no later
cell gives one of them another value; else papermill's values are lost, and each report shows the
sheet that happens to be the default. After: every code cell has run to its end, and every section
was made from the inputs that the report is published for.
"""

from __future__ import annotations

import json
import symtable
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath
from typing import Any

from evalkit.sheet.bilingual import Bilingual, Language
from evalkit.sheet.text import in_one_line

Cell = Mapping[str, Any]

PARAMETERS = "parameters"
"""Tag by which papermill knows the cell after which it puts what it is given."""

INJECTED = "injected-parameters"
"""Tag of the cell that papermill puts in."""

_SKIPPED, _MAY_FAIL = "skip-execution", "raises-exception"
SOURCE = ("file", "sheet", "previous", PARAMETERS)
"""What a section of a report says of its inputs."""

OF_REPORT = ("sheet", "language", "as_of", "preset", "preset_options")
"""Parameters that the notebook of a report is given."""

OF_INDEX = ("reports",)
"""Parameters that the notebook of an index is given."""

_ROUND_ONLY = frozenset({"form", "limits"})
"""Keys of a round's parameters file that no notebook takes; ``papermill -f`` passes them along."""

_TEXTS: dict[str, Bilingual] = {
    "no_parameters": Bilingual(
        "タグ parameters の付いたコードセルがありません。パラメータのセルに付けてください",
        "no code cell has the tag parameters; give it to the cell of the parameters",
    ),
    "no_parameter": Bilingual(
        "タグ parameters の付いたセルにパラメータ {what} がありません",
        "the cell with the tag parameters has no parameter {what}",
    ),
    "set_again": Bilingual(
        "パラメータ {what} に後のセルで値を入れ直しているため、与えた値が使われません",
        "a later cell sets the parameter {what} again, so that the value given is lost",
    ),
    "nothing_ran": Bilingual(
        "コードセルがないか、一つも実行されていません",
        "there is no code cell, or none has been run",
    ),
    "not_run": Bilingual(
        "コードセルが最後まで実行されていません。公表するには最初から実行し直してください",
        "the code cell has not been run to its end; run the notebook from the top to publish",
    ),
    "has_failed": Bilingual(
        "ノートブックの実行に失敗しています（最後の出力を参照）。何も書き出しません",
        "the notebook has failed: see its last output; nothing is written",
    ),
    "failed": Bilingual("{what}", "{what}"),
    "left": Bilingual(
        "セルが {what} で実行を打ち切ったため、残りのセルが実行されていません",
        "the cell ended the run by {what}, so that the cells after it have not been run",
    ),
    "cell_seconds": Bilingual(
        "セルの実行時間が上限の{most:,}秒を超えました（--cell-seconds）",
        "the cell took longer than the {most:,} s allowed (--cell-seconds)",
    ),
    "notebook_seconds": Bilingual(
        "ノートブックの実行時間が上限の{most:,}秒を超えました（--notebook-seconds）",
        "the notebook took longer than the {most:,} s allowed (--notebook-seconds)",
    ),
    "memory_mib": Bilingual(
        "使用メモリが上限の{most:,} MiB を超えました（--memory-mib）",
        "more memory was needed than the {most:,} MiB allowed (--memory-mib)",
    ),
    "output": Bilingual(
        "出力が上限の{most:,} MB を超えました", "more output was made than the {most:,} MB allowed"
    ),
    "died": Bilingual(
        "ノートブックを実行していたプロセスが終了しました（{what}）",
        "the process that ran the notebook has ended ({what})",
    ),
    "no_section": Bilingual(
        "どのセルも報告書の内容を表示していません", "no cell shows a section of the report"
    ),
    "several_sources": Bilingual(
        "セルにより作成元が異なります（{what}）。最初から実行し直してください",
        "cells are made from different inputs ({what}); run the notebook from the top",
    ),
    "other_source": Bilingual(
        "ページがこの報告書のものではない入力から作られています（{what}）",
        "the page is made from inputs that are not this report's ({what})",
    ),
    "changed": Bilingual(
        "作成中に入力が書き換えられました（{what}）。もう一度作成してください",
        "an input was edited while the report was being made ({what}); build it again",
    ),
}


class NotebookError(Exception):
    """A notebook that cannot be run, has failed, or must not be published; one line says why.

    `place` is where in the notebook, such as ``In [4]``.
    """

    def __init__(self, code: str, place: str = "", **fill: object) -> None:
        super().__init__(code, place, fill)
        self.code = code
        self.place = place
        self.fill = fill
        self.notebook = ""

    def __str__(self) -> str:
        return self.text("en")

    def text(self, language: Language) -> str:
        """Line in `language`, after the notebook's name and the place in it."""
        named = " ".join(filter(None, (self.notebook, self.place)))
        said = _TEXTS[self.code].in_(language).format(**self.fill)
        return f"{named}: {said}" if named else said


@contextmanager
def naming(notebook: Path) -> Iterator[None]:
    """Let an error of a notebook name its file."""
    try:
        yield
    except NotebookError as error:
        error.notebook = name_of(notebook)
        raise


def name_of(notebook: Path) -> str:
    """Name of a notebook's file in its project, on any machine."""
    return f"{notebook.parent.name}/{notebook.name}"


def code_cells(cells: Iterable[Cell]) -> Iterator[Cell]:
    """Cells that a run executes: with code, and not marked to be skipped."""
    for cell in cells:
        if cell["cell_type"] == "code" and source_of(cell).strip() and _SKIPPED not in _tags(cell):
            yield cell


def source_of(cell: Cell) -> str:
    """Source of a cell, which a file may hold line by line."""
    return "".join(cell["source"])


def _tags(cell: Cell) -> Sequence[str]:
    tags: Sequence[str] = cell["metadata"].get("tags", ())
    return tags


# Before a run -----------------------------------------------------------------------------------


def demand(cells: Sequence[Cell], names: Iterable[str]) -> None:
    """Demand that what papermill is given under `names` will be what every cell sees.

    Raises
    ------
    NotebookError
        If there is no cell of parameters, one of them has no default there, or is set again later.
    """
    tagged = next((n for n, cell in enumerate(cells) if PARAMETERS in _tags(cell)), None)
    if tagged is None or cells[tagged]["cell_type"] != "code":
        raise NotebookError("no_parameters")
    given = [name for name in names if name not in _ROUND_ONLY]
    known = _names_set(source_of(cells[tagged]))
    for name in given:
        if name not in known:
            raise NotebookError("no_parameter", what=name)
    later = [cell for cell in code_cells(cells[tagged + 1 :]) if INJECTED not in _tags(cell)]
    before = sum(INJECTED not in _tags(cell) for cell in code_cells(cells[: tagged + 1]))
    for number, cell in enumerate(later, before + 2):  # papermill's own cell comes between
        if again := _names_set(source_of(cell)).intersection(given):
            raise NotebookError("set_again", f"In [{number}]", what=", ".join(sorted(again)))


def _names_set(source: str) -> frozenset[str]:
    """Names that a cell gives a value at its top level; nothing of what Python cannot read."""
    for read in (str, _without_magics):
        with suppress(SyntaxError, ValueError, RecursionError, MemoryError):
            return frozenset(_names(symtable.symtable(read(source), "cell", "exec")))
    return frozenset()  # the run will say what is wrong


def _names(table: symtable.SymbolTable) -> Iterator[str]:
    for symbol in table.get_symbols():
        here = table.get_type() == "module" or symbol.is_declared_global()
        if here and (symbol.is_assigned() or symbol.is_imported() or symbol.is_annotated()):
            yield symbol.get_name()
    for below in table.get_children():
        yield from _names(below)


def _without_magics(source: str) -> str:
    """Source as IPython reads it."""
    from IPython.core.inputtransformer2 import TransformerManager

    return TransformerManager().transform_cell(source)


# After a run ------------------------------------------------------------------------------------


def check_run(cells: Sequence[Cell]) -> None:
    """Demand that every code cell has run to its end, or to an error that its tag allows.

    Raises
    ------
    NotebookError
        Naming the first that has not.
    """
    run = list(code_cells(cells))
    if all(cell.get("execution_count") is None for cell in run):
        raise NotebookError("nothing_ran")
    for number, cell in enumerate(run, 1):
        place = f"In [{cell.get('execution_count') or number}]"
        if error := _error(cell):
            raise failure(error["ename"], error["evalue"], place)
        if cell.get("execution_count") is None or not _answered(cell):
            raise NotebookError("not_run", place)


def _answered(cell: Cell) -> bool:
    """Whether a kernel that says when it did what says that the cell has come to its end."""
    times = cell["metadata"].get("execution")
    return times is None or "shell.execute_reply" in times


def _error(cell: Cell) -> Mapping[str, str] | None:
    """Error that has ended a cell and was not declared."""
    if _MAY_FAIL in _tags(cell):
        return None
    return next((each for each in cell["outputs"] if each["output_type"] == "error"), None)


def failure(name: str, value: str, place: str) -> NotebookError:
    """Error of a cell that has raised, by the name and the text of its exception."""
    code = "left" if name == "SystemExit" else "failed"
    return NotebookError(code, place, what=one_line(f"{name}: {value}".rstrip(": ")))


def one_line(text: str, most: int = 300) -> str:
    """Text of an exception as one line of a log, cut where it is longer than `most` characters."""
    line = in_one_line(text)
    return line if len(line) <= most else f"{line[:most]}…"


def sections_of(cells: Iterable[Cell]) -> Iterator[Mapping[str, str]]:
    """What each section that the cells show says of itself."""
    outputs = (output for cell in cells for output in cell.get("outputs", ()))
    for about in (output.get("metadata", {}).get("evalkit") for output in outputs):
        if about and isinstance(about, Mapping):
            yield {name: str(value) for name, value in about.items()}


def language_of(cells: Iterable[Cell]) -> Language:
    """Language of the first section that the cells show; Japanese where there is none."""
    named = next(sections_of(cells), {}).get("language")
    return "en" if named == "en" else "ja"


def check_source(cells: Iterable[Cell], expected: Mapping[str, str]) -> None:
    """Demand that every section was made from the `expected` inputs.

    Parameters
    ----------
    cells : iterable of cells
    expected : mapping
        For each input what a section says of it: its name, its SHA-256, or its values as JSON.

    Raises
    ------
    NotebookError
        Naming the inputs that differ.
    """
    sections = list(sections_of(cells))
    if not sections:
        raise NotebookError("no_section")
    for about in sections:
        differing = [name for name, value in expected.items() if about.get(name) != value]
        if differing:
            elsewhere = {"file", "parameters"} & set(differing)
            told = ", ".join(_told(name, about, expected) for name in differing)
            raise NotebookError("other_source" if elsewhere else "changed", what=told)


def _told(name: str, about: Mapping[str, str], expected: Mapping[str, str]) -> str:
    if name != PARAMETERS:
        return f"{name} {about.get(name, '–')[:12]} ≠ {expected[name][:12]}"
    theirs, ours = (json.loads(each.get(name, "{}")) for each in (about, expected))
    pairs = ((key, theirs.get(key), ours[key]) for key in ours)
    return ", ".join(f"{key} {one!r} ≠ {two!r}" for key, one, two in pairs if one != two)


# Of a notebook that somebody else has run ---------------------------------------------------------


def check_executed(notebook: Mapping[str, Any]) -> None:
    """Demand of an executed notebook what can be demanded without the files that it was made from.

    Raises
    ------
    NotebookError
        If it has failed, has not been run to its end, was given parameters that it does not take,
        or shows sections of several sheets.
    """
    cells = notebook["cells"]
    about = _mapping(notebook["metadata"].get("papermill"))
    given = _mapping(about.get("parameters"))
    if given:
        demand(cells, given)
    check_run(cells)
    if about.get("exception"):
        raise NotebookError("has_failed")
    _check_one_source(sections_of(cells), str(given.get("sheet", "")))


def _mapping(value: Any) -> Mapping[str, Any]:
    """Value of a notebook's metadata, in which anything may stand."""
    return value if isinstance(value, Mapping) else {}


def _check_one_source(sections: Iterable[Mapping[str, str]], asked: str) -> None:
    """Demand that all sections are made from the same inputs, and from the sheet asked for."""
    sources = [{name: each.get(name, "") for name in SOURCE} for each in sections]
    if any(each != sources[0] for each in sources):
        shown = dict.fromkeys(f"{each['file']} {each['sheet'][:12]}" for each in sources)
        raise NotebookError("several_sources", what=", ".join(shown))
    shown_file = sources[0]["file"] if sources else ""
    if asked and shown_file and not _same_file(shown_file, asked):
        raise NotebookError("other_source", what=f"{shown_file} ≠ {asked}")


def _same_file(one: str, other: str) -> bool:
    """Whether two paths, of which one may be the longer, end alike."""
    pairs = zip(reversed(PurePath(one).parts), reversed(PurePath(other).parts), strict=False)
    return all(a == b for a, b in pairs)
