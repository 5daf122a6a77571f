"""Commands, help and exit codes; no logic."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evalkit import __version__, terminal
from evalkit.produce.engine.signals import Interrupted, exit_code_of_signal, stoppable
from evalkit.produce.project.overwriting import Kind, check_overwrite
from evalkit.produce.publication.disk import WriteError
from evalkit.sheet.bilingual import LANGUAGES, Bilingual, BilingualError, Language
from evalkit.sheet.problems import SheetProblems
from evalkit.sheet.system import system_reason
from evalkit.usage import mistake_lines

if TYPE_CHECKING:
    from evalkit.produce.books import BookOutcome


class _Commands(click.Group):
    """Commands whose users' mistakes are lines on stderr and exit code 2, never a traceback."""

    def main(self, *arguments: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        run: Any = super().main
        if not standalone_mode:
            return run(*arguments, standalone_mode=False, **extra)
        terminal.open_terminal()
        given = next(iter(arguments), None) or sys.argv[1:]
        try:
            with stoppable():
                code = run(*arguments, standalone_mode=False, **extra)
        except Interrupted as stopped:
            code = exit_code_of_signal(stopped.number)
        except click.ClickException as error:
            for line in mistake_lines(error, _language(given)):
                terminal.tell(line)
            code = error.exit_code
        except click.Abort:
            code = 130
        except terminal.OutputError as error:
            terminal.tell(f"stdout: {system_reason(error).in_(_language(given))}")
            code = 2
        raise SystemExit(code or 0)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SheetProblems as problems:
            for problem in problems.problems:
                terminal.tell(problem.text(ctx.find_root().obj or "ja"))
        except BilingualError as error:
            terminal.tell(error.text(ctx.find_root().obj or "ja"))
        except OSError as error:
            if not error.filename:
                raise
            named = WriteError(error.errno, error.strerror, error.filename)
            terminal.tell(named.text(ctx.find_root().obj or "ja"))
        return ctx.exit(2)


def _language(arguments: Sequence[str]) -> Language:
    """Language that a call asks for, though it may not be readable to its end."""
    asked = re.search(r"--lang[= ](en|ja)\b", " ".join(arguments))
    return "en" if (asked[1] if asked else os.environ.get("EVALKIT_LANG")) == "en" else "ja"


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """From a policy goal's evaluation sheet to its published monitoring report.

    \b
    Exit codes: 0 done, 1 findings or a report that could not be made,
    2 a sheet or a call that cannot be read, an output that cannot be written.
    """


def _remember(ctx: click.Context, _: click.Parameter, lang: str) -> str:
    ctx.find_root().obj = lang
    return lang


_LANG = click.option(
    "--lang", type=click.Choice(LANGUAGES), default="ja", show_default=True,
    envvar="EVALKIT_LANG", callback=_remember, is_eager=True, help="Language of what is printed.",
)  # fmt: skip
_SHEET = click.argument("sheet", type=click.Path(path_type=Path))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--year", type=click.IntRange(1900, 2199), metavar="YEAR",
              help="Fiscal year of its first round; of the example 2012.")  # fmt: skip
@click.option("--example", is_flag=True, help="Put goal 7-2 of FY2012 in.")
@click.option("--update", is_flag=True, help="Bring an older project's own copies up to date.")
@_LANG
def init(folder: Path, year: int | None, example: bool, update: bool, lang: Language) -> None:
    """Begin a project in FOLDER: notebooks, parameters, schema, recipes for schedulers, README.

    With --update, what the project has not changed is brought up to date; of what it has
    changed, the difference is told.

    \b
    Examples:
      evalkit init evaluation --year 2024
      evalkit init evaluation --example
      evalkit init --update evaluation
    Exit codes: 0 done, 1 the new version differs in files that were changed here, 2 nothing done.
    """
    from evalkit.produce.new_project import FATES, start_project, update_project

    if not (year or example or update):
        raise click.UsageError("Missing option '--year'.")
    if not update:
        for path in start_project(folder, year or 2012, example=example):
            terminal.say(path)
        return
    changes = update_project(folder)
    for each in changes:
        terminal.say(f"{folder / each.path}  {FATES[each.fate].in_(lang)}")
        for line in each.difference:
            terminal.say(f"  {line}")
    raise SystemExit(int(any(each.fate == "kept" for each in changes)))


@main.command()
@click.option("--ministry", required=True, help="Such as 文部科学省.")
@click.option("--number", required=True, help="Of the policy goal, such as 7-2.")
@click.option("--year", type=click.IntRange(1900, 2199), metavar="YEAR", required=True,
              help="Fiscal year that the sheet evaluates, such as 2024.")  # fmt: skip
@click.option("--goals", type=click.IntRange(1, 20), default=1, show_default=True,
              help="How many achievement goals it has.")  # fmt: skip
@click.option("--form", default="", metavar="NAME",
              help="Its form, such as 実績評価書.  [default: that of its round]")  # fmt: skip
@click.option("--from-rs", "rs", type=click.Path(path_type=Path), metavar="DIR",
              help="Folder of the CSVs of RSシステム: they fill in the programmes.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE",
              help="New file.  [default: params/fy2024/7-2.yaml]")  # fmt: skip
@click.option("--workbook", "book", type=click.Path(path_type=Path), metavar="BOOK",
              help="Write it as an Excel workbook too.")  # fmt: skip
@click.option("--force", is_flag=True, help="Overwrite the new files if they exist.")
@_LANG
def new(
    ministry: str, number: str, year: int, goals: int, form: str, rs: Path | None,
    output: Path | None, book: Path | None, force: bool, lang: Language,
) -> None:  # fmt: skip
    """Begin the sheet of a policy goal: every entry that people must make is marked 【要記入】.

    \b
    Examples:
      evalkit new --ministry 文部科学省 --number 7-2 --year 2024 --workbook 7-2.xlsx
      evalkit new --ministry 文部科学省 --number 7-2 --year 2024 --from-rs rs-2024
      evalkit new --ministry 環境省 --number 3-1 --year 2024 --form 実績評価書
    """
    from evalkit.intake.new_sheet import marks, new_sheet
    from evalkit.intake.rs.programmes import find_policy
    from evalkit.intake.rs.tables import RsFolder
    from evalkit.present.words import Words
    from evalkit.produce.project.names import name_fault
    from evalkit.produce.publication.publish import publish
    from evalkit.sheet.dump import dump_sheet
    from evalkit.sheet.forms import named_form, own_forms
    from evalkit.sheet.workbook import write_workbook

    if not output and (why := name_fault(number, lang)):
        raise click.UsageError(_NO_NAME.in_(lang).format(number=number, why=why))
    path = output or Path("params", f"fy{year}", f"{number}.yaml")
    targets: tuple[tuple[Path | None, Kind], ...] = ((path, "sheet"), (book, "book"))
    for target, kind in targets:
        if target:
            check_overwrite(target, kind, inputs=())
        if target and target.exists() and not force:
            raise click.UsageError(Words(lang)("rolled_exists", file=target))
    policy = find_policy(RsFolder.of(rs, year), ministry, number) if rs else None
    profile = named_form(form, own_forms(path.parent), path.as_posix())
    made = new_sheet(ministry, number, year, goals=goals, form=form, profile=profile, policy=policy)
    files = {path: dump_sheet(made).encode()}
    if book:
        files[book] = write_workbook(made, name=book.as_posix())
    publish(files)
    for target in files:
        terminal.say(target)
    for mark, count in marks(made).items():
        if count:
            terminal.say(_MARKED.in_(lang).format(mark=mark, count=count))


_NO_NAME = Bilingual(
    "番号「{number}」はファイル名に使えません（{why}）。-o でファイル名を指定してください",
    'the number "{number}" cannot be a file name ({why}); give one by -o',
)
_MARKED = Bilingual("{mark} {count}か所", "{mark}: {count}")


@main.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE",
              help="New sheet, such as params/fy2024/7-2.yaml.")  # fmt: skip
@click.option("--form", default="", metavar="NAME", help="Its form.  [default: as its title says]")
@click.option("--report", type=click.Path(path_type=Path), metavar="FILE",
              help="Write what is to be done as JSON too.")  # fmt: skip
@click.option("--against", type=click.Path(path_type=Path), metavar="SHEET",
              help="Write nothing; only say where SHEET differs from the file.")  # fmt: skip
@click.option("--force", is_flag=True, help="Overwrite the new file if it exists.")
@_LANG
def import_(
    files: tuple[Path, ...], output: Path | None, form: str, report: Path | None,
    against: Path | None, force: bool, lang: Language,
) -> None:  # fmt: skip
    """Make a sheet of the Word, Excel or PDF file in which its form exists.

    Every printed text stands in the sheet or in the list at its end. What is doubtful is marked
    【要確認】, with its place in the file; nothing is guessed. Several FILES are parts of one form.

    \b
    Examples:
      evalkit import 7-2.docx -o params/fy2012/7-2.yaml
      evalkit import 7-2.docx --against params/fy2012/7-2.yaml
    Exit codes: 0 done, 1 marks or unplaced texts (or differences), 2 nothing read.
    """
    from evalkit.intake.against import compare_with_files
    from evalkit.intake.take_in import take_in
    from evalkit.present.words import Words
    from evalkit.produce.publication.publish import publish

    if against:
        differences = compare_with_files(against, files)
        for difference in differences:
            terminal.say(difference.line(lang))
        raise SystemExit(int(bool(differences)))
    if not output:
        raise click.UsageError("Missing option '-o' / '--output'.")
    check_overwrite(output, "sheet", inputs=files)
    if output.exists() and not force:
        raise click.UsageError(Words(lang)("rolled_exists", file=output))
    made = take_in(files, output, form=form)
    made_files = {output.with_name(name): content for name, content in made.pictures.items()}
    made_files[output] = made.text.encode()
    if report:
        made_files[report] = terminal.json_text(made.record(lang), "utf-8").encode()
    publish(made_files)
    for path in made_files:
        terminal.say(path)
    for line in made.lines(lang):
        terminal.tell(line)
    raise SystemExit(int(not made.is_clean))


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--year", type=int, help="Only the sheets of this fiscal year.")
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="Reports at once.  [default: cores]")
@click.option("--dask", metavar="ADDRESS", help="Make them on a Dask cluster: tcp://host:8786.")
@click.option("--formats", default="html,pdf,data", show_default=True, help="Of html, pdf, data.")
@click.option("--force", is_flag=True, help="Make unchanged reports again.")
@click.option("--dry-run", is_flag=True, help="Only say what would be built, and why.")
@click.option("--explain", is_flag=True, help="Say why each report is built.")
@click.option("--json", "as_json", is_flag=True, help="Results as JSON, for schedulers.")
@click.option("--keep-going/--fail-fast", default=True, help="Go on after a failure.")
@click.option(
    "--engine",
    type=click.Choice(["evalkit", "nbclient"]),
    default="evalkit",
    show_default=True,
    help="Engine that runs the notebooks.",
)
@click.option(
    "--cell-seconds",
    type=click.IntRange(min=1),
    help="Time that a cell of a notebook may take.  [default: 120]",
)
@click.option(
    "--notebook-seconds",
    type=click.IntRange(min=1),
    help="Time that a notebook may take.  [default: 600]",
)
@click.option(
    "--memory-mib",
    type=click.IntRange(min=64),
    help="Memory that a notebook may take, on Linux.  [default: 1024]",
)
@click.option("-o", "--output", type=click.Path(path_type=Path),
              help="Folder of the reports.  [default: reports/ beside notebooks/]")  # fmt: skip
@_LANG
def build(
    paths: tuple[Path, ...],
    year: int | None,
    jobs: int | None,
    dask: str | None,
    formats: str,
    output: Path | None,
    lang: Language,
    **flags: Any,
) -> None:
    """Render the reports of PATHS (sheets, or folders of sheets; default params/).

    A report is made again only when something that it is made from has changed. The limits of a
    notebook may stand in the parameters file of a round too: limits: {cell_seconds: 300}.

    \b
    Examples:
      evalkit build params/fy2012/7-2.yaml
      evalkit build params --year 2012 --formats html,pdf,data
    Exit codes: 0 all made, 1 some failed, 2 nothing was made, 3 another run is at work.
    """
    from evalkit.produce.batch.options import FORMATS, Options
    from evalkit.produce.build import LIMITS
    from evalkit.produce.console import build_and_tell
    from evalkit.produce.notebook.contract import NotebookError
    from evalkit.produce.project.layout import LayoutError

    wanted = tuple(dict.fromkeys(formats.split(",")))
    if not set(wanted) <= set(FORMATS):
        unknown = next(each for each in wanted if each not in FORMATS)
        raise click.BadParameter(
            f"{unknown!r} is not one of {', '.join(map(repr, FORMATS))}.", param_hint="--formats"
        )
    if jobs and dask:
        raise click.UsageError("--jobs counts this machine's; with --dask the cluster decides")
    options = Options(
        formats=wanted, jobs=jobs or os.cpu_count() or 1, force=flags["force"], year=year,
        reports=output, language=lang, engine=flags["engine"], keep_going=flags["keep_going"],
        dask=dask or "", limits={name: flags[name] for name in LIMITS if flags[name]},
    )  # fmt: skip
    try:
        code = build_and_tell(
            paths or (Path("params"),), options, dry_run=flags["dry_run"],
            explain=flags["explain"], as_json=flags["as_json"],
            echo=terminal.say, echo_json=terminal.say_json, tell=terminal.tell,
        )  # fmt: skip
    except LayoutError as error:
        if flags["as_json"]:
            terminal.say_json([])
        raise click.UsageError(error.text(lang)) from None
    except NotebookError as error:
        terminal.tell(error.text(lang))
        code = 2
    raise SystemExit(code)


@main.command()
@_SHEET
@click.option("--to", type=click.Choice(["csv", "json", "xlsx", "package", "docx"]), default="csv",
              show_default=True, help="Kind of files.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path(), show_default=True,
              help="Folder of the files.")  # fmt: skip
@_LANG
def export(sheet: Path, to: Any, output: Path, lang: str) -> None:
    """Write SHEET's data for spreadsheets and programs, or its form as a Word document.

    One table each for the indicators and their values, breakdowns, measures, budgets, judgements,
    calculated figures, findings and sources: as CSV, one file a table (csv), with a description of
    every column (package); all in one workbook (xlsx); or all in one file with its JSON Schema
    (json). Language and as-of date are those of the sheet's round (params/fy2012.yaml).
    The form as it prints is a Word document (docx), in Japanese; of a sheet that is not yet
    complete, a draft. Where SHEET is a folder, each of its sheets has a folder of its own.

    \b
    Examples:
      evalkit export params/fy2012/7-2.yaml --to csv -o data
      evalkit export params/fy2012/7-2.yaml --to xlsx -o data
      evalkit export params/fy2012/7-2.yaml --to docx
      evalkit export params/fy2012 --to docx -o word
    """
    from evalkit.produce.publication.publish import publish

    def write(one: Path) -> None:
        made = _document_of(one) if to == "docx" else _data_of(one, to)
        folder = output / one.stem if one != sheet else output
        files = {folder / name: content for name, content in made.items()}
        publish(files)
        for path in files:
            terminal.say(path)

    _each_sheet(sheet, write, lang)


def _document_of(sheet: Path) -> dict[str, bytes]:
    from evalkit.sheet.load import read_sheet
    from evalkit.sheet.sheet_pictures import read_pictures
    from evalkit.sheet.word import write_document

    read = read_sheet(sheet, allow_open=True)
    return {f"{sheet.stem}.docx": write_document(read, read_pictures(read, sheet.parent))}


def _data_of(sheet: Path, to: Any) -> dict[str, bytes]:
    from evalkit.produce.opendata.files import export_files

    return export_files(sheet, to)


@main.command()
@_SHEET
@click.option("--preset", default="annual", show_default=True, help="Rule of the judgement.")
@click.option("--as-of", default="", help="Day that decides what is overdue, such as 2013-07-31.")
@click.option("--json", "as_json", is_flag=True, help="Everything computed, as JSON.")
@_LANG
def assess(sheet: Path, preset: str, as_of: str, as_json: bool, lang: Language) -> None:
    """Say what SHEET's figures mean: targets met, missed, unknown; every method's result.

    \b
    Example:
      evalkit assess params/fy2012/7-2.yaml --json
    """
    from evalkit.assess.assessment import assess_sheet
    from evalkit.assess.parameters import parse_parameters
    from evalkit.assess.report_data import ReportData
    from evalkit.present.frames import rows
    from evalkit.present.plain_text import outline
    from evalkit.present.words import Words
    from evalkit.sheet.load import read_sheet

    values = {"language": lang, "preset": preset, "as_of": as_of}
    given = parse_parameters(values, name="--preset/--as-of")
    made = assess_sheet(read_sheet(sheet), given.preset, given.as_of)
    if as_json:
        facts = ReportData(parameters=given, assessment=made, findings=())
        record = {
            "preset": made.preset,
            "distribution": made.distribution(),
            "results": list(rows("results", facts)),
            "judgements": list(rows("judgements", facts)),
        }
        terminal.say_json(record)
        return
    for line in outline(made, Words(lang)):
        terminal.say(line)


@main.command()
@click.argument("sheets", nargs=-1, type=click.Path(path_type=Path))
@click.option("--list", "catalogue", is_flag=True, help="Only list the checks.")
@click.option("--explain", metavar="ID", help="Only say what one check looks for, and why.")
@click.option("--json", "as_json", is_flag=True, help="The list as JSON.")
@click.option("--strict", is_flag=True, help="Exit 1 for notes too, not only warnings and errors.")
@click.option("--as-of", default="", help="Day that decides what is overdue, such as 2013-07-31.")
@click.option("--rs", type=click.Path(path_type=Path), metavar="DIR",
              help="Only say what the CSVs of RSシステム in DIR confirm.")  # fmt: skip
@_LANG
def check(
    sheets: tuple[Path, ...],
    catalogue: bool,
    explain: str | None,
    as_json: bool,
    strict: bool,
    as_of: str,
    rs: Path | None,
    lang: Language,
) -> None:
    """Say whether SHEETS can be read, and whether their figures can be trusted.

    A folder is every sheet in it.

    \b
    Examples:
      evalkit check params/fy2012
      evalkit check params/fy2012/7-2.yaml --as-of 2013-07-31
      evalkit check --explain overdue
      evalkit check params/fy2024/7-2.yaml --rs rs-2024
    Exit codes: 0 nothing at or above a warning, 1 findings, 2 a sheet cannot be read.
    """
    if catalogue or explain:
        _tell_checks(explain, lang)
        return
    if not sheets:
        raise click.UsageError("Missing argument 'SHEETS...'.")
    if rs:
        _tell_evidence(sheets, rs, lang, as_json=as_json)
        return
    from evalkit.present.plain_text import check_sheets
    from evalkit.produce.project.layout import sheets_at

    report = check_sheets(sheets_at(*sheets), as_of=as_of, lang=lang)
    if as_json:
        terminal.say_json(report.rows)
    for line in () if as_json else report.lines:
        terminal.say(line)
    raise SystemExit(report.exit_code(strict=strict))


def _tell_evidence(sheets: Sequence[Path], rs: Path, lang: Language, *, as_json: bool) -> None:
    from evalkit.intake.rs.evidence import compare_with_rs
    from evalkit.sheet.load import read_sheet

    found = compare_with_rs({path: read_sheet(path, allow_open=True) for path in sheets}, rs)
    if as_json:
        rows = [{"file": path, **each.row(lang)} for path in found for each in found[path]]
        terminal.say_json(rows)
    for path in () if as_json else found:
        for each in found[path]:
            terminal.say(f"{path}  {each.line(lang)}")
    outcomes = {each.outcome for path in found for each in found[path]}
    raise SystemExit(int("differs" in outcomes))


def _tell_checks(id_: str | None, lang: Language) -> None:
    from evalkit.present.check_catalogue import UnknownCheckError, explain_lines, list_lines
    from evalkit.present.words import Words

    words = Words(lang)
    try:
        lines = explain_lines(id_, words) if id_ else list_lines(words)
    except UnknownCheckError as unknown:
        hint = words("check_likely", likely=unknown.likely) if unknown.likely else ""
        raise click.UsageError(words("check_unknown", id=unknown) + hint) from None
    for line in lines:
        click.echo(line)


@main.command()
@_SHEET
@click.option("--to-year", type=click.IntRange(1900, 2199), metavar="YEAR",
              help="Fiscal year of the new sheet, such as 2013.  [default: the next]")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE",
              help="New file.  [default: fy2013/7-2.yaml beside the folder of SHEET]")  # fmt: skip
@click.option("--force", is_flag=True, help="Overwrite the new file if it exists.")
@_LANG
def roll(
    sheet: Path, to_year: int | None, output: Path | None, force: bool, lang: Language
) -> None:
    """Make the sheet of a later year from SHEET, and list what people must enter or confirm.

    Where SHEET is a folder, the sheets of a later year are made from all of its sheets; FILE is a
    folder, too, then.

    \b
    Examples:
      evalkit roll params/fy2012/7-2.yaml --to-year 2013
      evalkit roll params/fy2012
    """
    from evalkit.present.plain_text import dropped_lines, todo_lines
    from evalkit.present.words import Words
    from evalkit.produce.roll_file import SheetExists, roll_file

    words = Words(lang)

    def make(one: Path) -> None:
        target = output / one.name if output and one != sheet else output
        try:
            made = roll_file(one, to_year, target, words, force=force)
        except SheetExists as exists:
            raise click.UsageError(words("rolled_exists", file=exists)) from None
        terminal.say(made.path)
        for line in todo_lines(made.rolled, made.source, words):
            terminal.say(line)
        for line in dropped_lines(made.rolled, one.as_posix(), words):
            terminal.say(line)

    _each_sheet(sheet, make, lang)


def _each_sheet(path: Path, do: Callable[[Path], None], lang: str) -> None:
    """Do something for a sheet; or for each of a folder, where one bad sheet stops no other."""
    from evalkit.produce.project.layout import sheets_at

    sheets = sheets_at(path)
    if sheets == [path]:
        do(path)
        return
    failed = False
    for sheet in sheets:
        try:
            do(sheet)
        except SheetProblems as problems:
            failed = True
            for problem in problems.problems:
                terminal.tell(problem.text("en" if lang == "en" else "ja"))
        except click.UsageError as error:
            failed = True
            terminal.tell(error.format_message())
    raise SystemExit(int(failed))


@main.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE",
              help="Write the comparison as one HTML page.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="The changes as JSON.")
@click.option("--as-of", default="", help="Day that decides what is overdue, such as 2013-07-31.")
@_LANG
def compare(
    old: Path, new: Path, html: Path | None, as_json: bool, as_of: str, lang: Language
) -> None:
    """Say what changed from sheet OLD to sheet NEW: last year's and this year's, or two versions.

    \b
    Example:
      evalkit compare params/fy2012/7-2.yaml params/fy2013/7-2.yaml --html changes.html
    """
    from evalkit.assess.compare import compare as compare_sheets
    from evalkit.assess.parameters import parse_parameters
    from evalkit.present.comparison import Changes
    from evalkit.present.words import Words
    from evalkit.sheet.load import read_sheet

    if html:
        check_overwrite(html, "page", inputs=(old, new))
    day = parse_parameters({"as_of": as_of}, name="--as-of").as_of
    first, second = (read_sheet(path, allow_open=True) for path in (old, new))
    changes = Changes(compare_sheets(first, second, as_of=day), Words(lang))
    if html:
        from evalkit.produce.pages.comparison_page import comparison_page
        from evalkit.produce.publication.publish import publish

        publish({html: comparison_page(changes).encode()})
    if as_json:
        terminal.say_json(changes.record())
    for line in () if as_json else changes.text_lines():
        terminal.say(line)


@main.group()
def workbook() -> None:
    """Fill in a sheet in Excel: write it as a workbook, read the workbook back.

    \b
    Example:
      evalkit workbook write params/fy2012/7-2.yaml 7-2.xlsx
      evalkit workbook read 7-2.xlsx params/fy2012/7-2.yaml
    """


_BOOK = click.argument("book", type=click.Path(path_type=Path))


@workbook.command("write")
@_SHEET
@click.argument("book", type=click.Path(path_type=Path), required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="DIR",
              help="Folder of the books, where SHEET is a folder of sheets.")  # fmt: skip
@click.option("--force", is_flag=True, help="Write over entries in BOOK that were not read yet.")
@_LANG
def write_book(
    sheet: Path, book: Path | None, output: Path | None, force: bool, lang: Language
) -> None:
    """Write SHEET as the Excel workbook BOOK, in the form's own layout.

    Yellow cells are still to be filled in. Where SHEET is the folder of a round, the books of all
    its sheets go into a folder, and one bad sheet stops no other.

    \b
    Examples:
      evalkit workbook write params/fy2012/7-2.yaml 7-2.xlsx
      evalkit workbook write params/fy2012 -o books
    """
    from evalkit.produce.publication.publish import publish
    from evalkit.sheet.forms import own_forms
    from evalkit.sheet.load import read_sheet
    from evalkit.sheet.workbook import check_all_read, write_workbook

    target = output or book
    if target is None:
        raise click.UsageError("Missing argument 'BOOK'.")
    if output and sheet.is_dir():
        from evalkit.produce.books import write_books

        _tell_books(write_books(sheet, target, force=force), lang)
    check_overwrite(target, "book", inputs=[sheet])
    made = read_sheet(sheet, allow_open=True)
    if not force:
        check_all_read(target, made, own_forms(sheet.parent))
    publish({target: write_workbook(made, name=target.as_posix())})
    terminal.say(target)


@workbook.command("read")
@_BOOK
@_SHEET
@click.option("--take", type=click.Choice(["theirs", "ours"]),
              help="Of a cell changed on both sides: the book's text, the sheet's.")  # fmt: skip
@click.option("--allow-removals", is_flag=True, help="Delete what was deleted in the book.")
@click.option("--json", "as_json", is_flag=True, help="What became of each book, as JSON.")
@_LANG
def read_book(
    book: Path, sheet: Path, take: Any, allow_removals: bool, as_json: bool, lang: Language
) -> None:
    """Read what was changed in the workbook BOOK, since it was written, into SHEET.

    Only the lines of what changed change there. A cell that the sheet, too, has changed since, to
    another text, and an entry that was deleted in the book are told; then nothing is read.
    Where both are folders, every book goes into the sheet that it says it is of, whatever its
    name; several books of one sheet are merged, and a bad one stops no other.

    \b
    Examples:
      evalkit workbook read 7-2.xlsx params/fy2012/7-2.yaml
      evalkit workbook read inbox params/fy2012
    Exit codes: 0 all read, 1 a book of several was not, 2 the one book was not.
    """
    from evalkit.produce.publication.publish import publish
    from evalkit.sheet.workbook import updated_file

    if book.is_dir():
        from evalkit.produce.books import read_books

        found = read_books(book, sheet, take=take, allow_removals=allow_removals)
        _tell_books(found, lang, as_json=as_json)
    update = updated_file(book, sheet, take=take, allow_removals=allow_removals)
    if update.lines:
        publish({sheet: update.content})
    for note in update.notes:
        terminal.tell(note.text(lang))
    terminal.say(f"{sheet}  {_LINES.in_(lang).format(update.lines)}")


def _tell_books(outcomes: Iterable[BookOutcome], lang: Language, *, as_json: bool = False) -> None:
    """Say what became of each book as soon as it is known, and end the run."""
    told = []
    for outcome in outcomes:
        told.append(outcome)
        for line in () if as_json else outcome.told(lang):
            terminal.tell(line)
        if not as_json:
            terminal.say(outcome.line(lang))
    if as_json:
        terminal.say_json([outcome.record(lang) for outcome in told])
    raise SystemExit(int(any(outcome.problems for outcome in told)))


_LINES = Bilingual("{} 行を更新", "{} lines updated")


@main.command()
@click.option("--form", is_flag=True, help="Of a form's profile (params/forms/*.yaml) instead.")
def schema(form: bool) -> None:
    """Print the JSON Schema of a sheet file, for editors.

    \b
    Examples:
      evalkit schema > params/sheet.schema.json
      evalkit schema --form > params/form.schema.json
    """
    from evalkit.sheet.form_profile import FormProfile
    from evalkit.sheet.model import Sheet

    terminal.say_json(FormProfile.model_json_schema() if form else Sheet.json_schema())
