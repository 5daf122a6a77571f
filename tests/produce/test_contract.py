"""What a notebook must be before it is run, and must have done before it is published."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from evalkit.assess.parameters import Parameters
from evalkit.produce.exporters import MonitoringHTMLExporter
from evalkit.produce.notebook.contract import (
    OF_REPORT,
    NotebookError,
    check_executed,
    check_run,
    check_source,
    demand,
)
from evalkit.produce.project.fingerprint import cells_of
from tests.produce.conftest import ROOT

GIVEN = new_code_cell("sheet: str = 'a.yaml'\nas_of = ''", metadata={"tags": ["parameters"]})


def ran(source, count, *outputs, tags=()):
    return new_code_cell(
        source, execution_count=count, outputs=list(outputs), metadata={"tags": list(tags)}
    )


def test_the_parameters_of_a_report_are_those_of_its_round_and_the_sheet():
    assert ("sheet", *Parameters().model_dump()) == OF_REPORT


def test_the_notebooks_of_this_project_keep_the_contract():
    demand(cells_of(ROOT / "notebooks/monitoring.ipynb"), OF_REPORT)
    demand(cells_of(ROOT / "notebooks/portfolio.ipynb"), ("reports", "language"))


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ([], "no code cell has the tag"),
        ([new_code_cell("sheet = ''", metadata={"tags": ["Parameters"]})], "no code cell has the tag"),
        ([new_markdown_cell("sheet", metadata={"tags": ["parameters"]}), GIVEN],
         "no code cell has the tag"),
        ([new_code_cell("# sheet = ''", metadata={"tags": ["parameters"]})], "no parameter sheet"),
        ([GIVEN, new_code_cell("def f():\n    sheet = 1"), new_code_cell("sheet = 'b.yaml'")],
         r"In \[4\]: a later cell sets the parameter sheet again"),
        ([new_code_cell("1"), GIVEN, new_code_cell("%matplotlib inline\nfor sheet in 'ab': pass")],
         r"In \[4\]: a later cell sets the parameter sheet again"),
        ([GIVEN, new_code_cell("def f():\n    global sheet\n    sheet = 'b'")],
         r"In \[3\]: a later cell sets the parameter sheet again"),
        ([GIVEN, new_code_cell("import other as sheet")], "a later cell sets"),
        ([GIVEN, new_code_cell("with open('x') as (as_of, sheet): pass")], "parameter as_of, sheet again"),
        ([GIVEN, new_code_cell("print(sheet := 'b')")], "a later cell sets"),
        ([GIVEN, GIVEN], "a later cell sets"),
    ],
    ids=["none", "case", "markdown", "comment", "later", "loop", "global", "import", "with", "walrus",
         "twice"],
)  # fmt: skip
def test_a_parameter_that_would_be_lost_is_named(cells, told):
    with pytest.raises(NotebookError, match=told):
        demand(cells, ["sheet", "as_of"])


@pytest.mark.parametrize(
    "source",
    ["[sheet for sheet in 'ab']", "def f(sheet): return sheet", "sheet.upper()", "!ls {sheet}", "(",
     "path = f'{sheet}'; other = sheet", "class A:\n    sheet = 1", "sheet == 'b'"],
)  # fmt: skip
def test_a_cell_that_only_uses_a_parameter_is_fine(source):
    demand([GIVEN, new_code_cell("sheet = 'b'", metadata={"tags": ["injected-parameters"]}),
            new_code_cell(source)], ["sheet"])  # fmt: skip


def test_a_cell_of_parameters_may_hold_more_than_is_given():
    demand([GIVEN], ["sheet"])
    demand([GIVEN], ["sheet", "limits"])  # of the round's file; no notebook takes it


ERROR = new_output("error", ename="KeyError", evalue="'x'\nand more", traceback=[])
EXIT = new_output("error", ename="SystemExit", evalue="0", traceback=[])


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ([], "there is no code cell, or none has been run"),
        ([new_markdown_cell("x"), new_code_cell("")], "there is no code cell, or none has been run"),
        ([ran("1", None), ran("2", None)], "there is no code cell, or none has been run"),
        ([ran("1", 1), ran("2", None)], r"In \[2\]: the code cell has not been run"),
        ([ran("1", 1), ran("2", 7, ERROR), ran("3", None)], r"In \[7\]: KeyError: 'x' and more$"),
        ([ran("1", 1), ran("2", None, EXIT)], r"In \[2\]: the cell ended the run by SystemExit: 0"),
    ],
    ids=["empty", "no-code", "never", "half", "error", "exit"],
)  # fmt: skip
def test_what_has_not_run_to_its_end_is_named(cells, told):
    with pytest.raises(NotebookError, match=told):
        check_run(cells)


def test_what_a_person_has_declared_is_no_fault():
    check_run([
        ran("1 / 0", 1, ERROR, tags=["raises-exception"]), ran("2", None, tags=["skip-execution"]),
        new_code_cell("  \n"), ran("3", 2),
    ])  # fmt: skip


def section(file="fy2023/3-1.yaml", sheet="a" * 64, parameters='{"preset": "annual"}'):
    about = {"file": file, "sheet": sheet, "previous": "", "parameters": parameters, "title": "例"}
    return new_output(
        "execute_result", data={"text/html": "<h1>例</h1>"}, metadata={"evalkit": about}
    )


EXPECTED = dict(section().metadata.evalkit)
del EXPECTED["title"]


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (section(sheet="b" * 64), "an input was edited while .*sheet bbbbbbbbbbbb ≠ aaaaaaaaaaaa"),
        (section(file="fy2023/3-2.yaml"), "inputs that are not this report's .file fy2023/3-2.y"),
        (section(parameters='{"preset": "maff"}'), "this report's .preset 'maff' ≠ 'annual'"),
    ],
)
def test_a_section_of_other_inputs_is_named(other, told):
    check_source([ran("1", 1, section())], EXPECTED)
    with pytest.raises(NotebookError, match=told):
        check_source([ran("1", 1, section()), ran("2", 2, other)], EXPECTED)


def executed(*cells, given=None, **about):
    papermill = {"parameters": given, **about} if given is not None else about
    return new_notebook(cells=[GIVEN, *cells], metadata={"papermill": papermill})


@pytest.mark.parametrize(
    ("notebook", "told"),
    [
        (executed(ran("1", 1), exception=True), "the notebook has failed: see its last output"),
        (executed(ran("1", 2), given={"as_off": "2013-07-31"}), "has no parameter as_off"),
        (executed(ran("1", 2, section()), given={"sheet": "../params/fy2022/3-1.yaml"}),
         "fy2023/3-1.yaml ≠ ../params/fy2022/3-1.yaml"),
        (executed(ran("1", 2, section()), ran("2", 3, section(sheet="b" * 64))),
         "cells are made from different inputs"),
    ],
    ids=["failed", "unknown", "other-year", "mixed"],
)  # fmt: skip
def test_the_exporters_refuse_what_they_can_see(notebook, told):
    notebook.cells[0] = ran(GIVEN.source, 1, tags=["parameters"])
    with pytest.raises(NotebookError, match=told):
        check_executed(notebook)
    from nbconvert.utils.exceptions import ConversionException

    with pytest.raises(ConversionException, match=told):
        MonitoringHTMLExporter().from_notebook_node(notebook)


@pytest.mark.parametrize(
    "given", [None, {"sheet": "3-1.yaml", "limits": {}}, {"sheet": "/p/fy2023/3-1.yaml"}]
)
def test_and_take_what_a_person_has_run_from_the_top(given):
    notebook = executed(ran("1", 2, section()), ran("2", 3, section()), given=given)
    notebook.cells[0] = ran(GIVEN.source, 1, tags=["parameters"])
    html, _ = MonitoringHTMLExporter().from_notebook_node(notebook)
    assert html.count("<h1>") == 2
