"""The engine gives what a kernel gives, leaks nothing, and survives whatever a notebook does."""

from __future__ import annotations

import os
import re

import nbformat
import papermill
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell, new_notebook
from papermill.exceptions import PapermillExecutionError

from evalkit.assess.parameters import Limits
from evalkit.produce.engine.kernel import kernel_config
from tests.commands.kit import run_module


def notebook(tmp_path, *sources):
    cells = [new_code_cell(source) for source in sources]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    made = new_notebook(
        cells=cells,
        metadata={
            "kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}
        },
    )
    path = tmp_path / "in.ipynb"
    nbformat.write(made, path)
    return path


def run(tmp_path, *sources, engine="evalkit", **options):
    path = notebook(tmp_path, *sources)
    if engine is None:
        options["config"] = kernel_config()
    return papermill.execute_notebook(
        str(path), str(tmp_path / "out.ipynb"), engine_name=engine, progress_bar=False, **options
    )


def outputs(executed):
    return [
        [_plain(output) for output in cell.outputs]
        for cell in executed.cells
        if cell.cell_type == "code"
    ]


def _plain(output):
    """Drop what differs between any two runs: colours and the addresses in tracebacks."""
    plain = dict(output)
    if "traceback" in plain:
        lines = "\n".join(plain["traceback"])
        plain["traceback"] = re.sub(r"\x1b\[[0-9;]*m", "", lines)
    return plain


EVERYTHING = (
    "1 + 1",
    "x = 3; print('a'); print('b', end='')\nx",
    "import sys; print('out'); print('err', file=sys.stderr); print('out again')",
    "from IPython.display import HTML, display, clear_output, update_display\ndisplay(HTML('<b>x</b>'), metadata={'evalkit': {'k': 'v'}})",
    "class R:\n    def _repr_mimebundle_(self, **_):\n        return {'text/html': '<i>y</i>', 'text/plain': 'y'}, {'evalkit': {'title': 't'}}\nR()",
    "handle = display('first', display_id='one'); print('between')",
    "handle.update('second')",
    "print('gone'); clear_output(); print('kept')",
    "print('gone'); clear_output(wait=True); print('kept')",
    "import matplotlib.pyplot as plt\nfig, ax = plt.subplots(figsize=(1, 1)); ax.plot([1, 2]); plt.show()",
    "fig, ax = plt.subplots(figsize=(1, 1)); ax.plot([2, 1]);",
    "display({'text/plain': 'raw', 'application/json': {'a': [1, 2]}}, raw=True)",
    "import numpy as np\ndisplay({'application/json': {'a': (1, np.int64(2)), 3: np.float64(0.5)}}, raw=True)",
    "class P:\n    def _repr_png_(self):\n        return b'\\x89PNG\\r\\n\\x1a\\n'\n    __repr__ = lambda _: 'p'\nP()",
    "import asyncio\nawait asyncio.sleep(0); 'awaited'",
    "_, Out[1], In[1]",
    "None",
)


def test_every_kind_of_output_comes_out_as_from_a_kernel(tmp_path):
    ours = run(tmp_path, *EVERYTHING)
    theirs = run(tmp_path, *EVERYTHING, engine=None)
    for source, one, other in zip(EVERYTHING, outputs(ours), outputs(theirs), strict=True):
        assert one == other, source
    assert [cell.execution_count for cell in ours.cells] == [
        cell.execution_count for cell in theirs.cells
    ]
    assert ours.metadata.language_info == theirs.metadata.language_info


def test_what_a_subprocess_prints_is_not_lost(tmp_path):
    done = run(tmp_path, "import subprocess; _ = subprocess.run(['echo', 'from below'])")
    assert done.cells[0].outputs[0].text == "from below\n"


def test_an_error_is_papermills_error_and_is_written_up_to_its_cell(tmp_path):
    with pytest.raises(PapermillExecutionError, match="ZeroDivisionError: division by zero"):
        run(tmp_path, "print('before')", "1 / 0", "print('never')")
    written = nbformat.read(tmp_path / "out.ipynb", 4)
    cells = {cell.id: cell for cell in written.cells}
    assert cells["cell-0"].outputs[0].text == "before\n"
    assert cells["cell-1"].outputs[0].ename == "ZeroDivisionError"
    assert cells["cell-2"].outputs == []


def test_an_error_has_the_traceback_of_a_kernel(tmp_path):
    sources = ("def f():\n    raise KeyError('x')", "f()")
    found = []
    for engine in ("evalkit", None):
        with pytest.raises(PapermillExecutionError, match="KeyError"):
            run(tmp_path, *sources, engine=engine)
        written = nbformat.read(tmp_path / "out.ipynb", 4)
        found.append([output for cell in outputs(written) for output in cell])
    assert found[0] == found[1]


@pytest.mark.parametrize(
    "death", ["import os; os._exit(3)", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
              "import ctypes; ctypes.string_at(0)"], ids=["exit", "kill", "segfault"],
)  # fmt: skip
def test_a_child_that_dies_is_a_dead_kernel_and_its_output_is_kept(tmp_path, death):
    with pytest.raises(DeadKernelError, match="Kernel died"):
        run(tmp_path, "print('alive', flush=True)", death)
    written = nbformat.read(tmp_path / "out.ipynb", 4)
    assert written.cells[0].outputs[0].text == "alive\n"


def test_a_dead_child_has_papermills_exit_code(tmp_path):
    path = notebook(tmp_path, "import os; os._exit(3)")
    out = tmp_path / "out.ipynb"
    codes = [
        run_module("papermill", *engine, path, out, cwd=tmp_path).code
        for engine in ([], ["--engine", "evalkit"])
    ]
    assert codes == [138, 138]


def test_a_cell_that_takes_too_long_is_stopped(tmp_path):
    with pytest.raises(CellTimeoutError, match="after 1 seconds"):
        run(
            tmp_path, "print('start', flush=True)\nimport time; time.sleep(60)", execution_timeout=1
        )
    assert nbformat.read(tmp_path / "out.ipynb", 4).cells[0].outputs[0].text == "start\n"


def test_a_cell_that_prints_without_end_is_stopped(tmp_path):
    with pytest.raises(PapermillExecutionError, match="OutputLimitExceeded"):
        run(tmp_path, "while True: print('x' * 1000)", most_output=100_000)


def test_nothing_leaks_from_one_notebook_to_the_next(tmp_path, monkeypatch):
    monkeypatch.delenv("LEAK", raising=False)
    leak = (
        "import os, sys, json, random, matplotlib as mpl\n"
        "os.environ['LEAK'] = '1'; os.chdir('/'); sys.path.insert(0, '/nowhere')\n"
        "json.leak = True; mpl.rcParams['lines.linewidth'] = 99; leaked = 1"
    )
    look = (
        "import os, sys, json, matplotlib as mpl\n"
        "print('LEAK' in os.environ, os.getcwd() == '/', '/nowhere' in sys.path, hasattr(json, 'leak'),\n"
        "      mpl.rcParams['lines.linewidth'] == 99, 'leaked' in globals())"
    )
    run(tmp_path, leak)
    seen = run(tmp_path, look)
    assert seen.cells[0].outputs[0].text == "False False False False False False\n"
    assert "LEAK" not in os.environ


def test_two_notebooks_do_not_draw_the_same_random_numbers(tmp_path):
    source = "import random; print(random.random())"
    texts = {run(tmp_path, source).cells[0].outputs[0].text for _ in range(2)}
    assert len(texts) == 2


def test_parameters_arrive_and_the_next_notebook_has_its_own_figures(tmp_path):
    source = "import matplotlib.pyplot as plt; plt.plot([1]); plt.show()"
    counts = [
        sum(out.output_type == "display_data" for out in run(tmp_path, source).cells[0].outputs)
        for _ in range(2)
    ]
    assert counts == [1, 1]


def test_an_error_that_a_cell_declares_does_not_stop_the_notebook(tmp_path):
    path = notebook(tmp_path, "1 / 0", "print('after')")
    made = nbformat.read(path, 4)
    made.cells[0].metadata["tags"] = ["raises-exception"]
    nbformat.write(made, path)
    with pytest.raises(PapermillExecutionError, match="ZeroDivisionError"):  # as papermill does
        papermill.execute_notebook(
            str(path), str(tmp_path / "o.ipynb"), engine_name="evalkit", progress_bar=False
        )
    written = {cell.id: cell for cell in nbformat.read(tmp_path / "o.ipynb", 4).cells}
    assert written["cell-1"].outputs[0].text == "after\n"


def test_no_child_is_left_behind(tmp_path):
    import multiprocessing

    with pytest.raises(CellTimeoutError, match="timed out"):
        run(tmp_path, "import time; time.sleep(60)", execution_timeout=1)
    assert multiprocessing.active_children() == []


# In a real kernel, which is what the engine uses where fork is missing ----------------------------


def test_a_real_kernel_is_held_to_the_time_of_a_cell(tmp_path):
    with pytest.raises(CellTimeoutError, match="after 2 seconds") as caught:
        run(tmp_path, "1", "import time; time.sleep(9)", kernel=True, limits=Limits(cell_seconds=2))
    assert (caught.value.kind, caught.value.number) == ("cell_seconds", 2)


def test_a_real_kernel_is_held_to_the_time_of_a_notebook(tmp_path):
    slow = "import time; time.sleep(0.8)"
    limits = Limits(notebook_seconds=2)
    with pytest.raises(CellTimeoutError, match="after 2 seconds") as caught:
        run(tmp_path, *[slow] * 6, kernel=True, limits=limits)
    assert caught.value.kind == "notebook_seconds"


def test_a_real_kernel_is_held_to_its_memory(tmp_path):
    source = "kept = []\nwhile True: kept.append(b'x' * 10**6)"
    with pytest.raises(DeadKernelError, match="Kernel died") as caught:
        run(tmp_path, "1", source, kernel=True, limits=Limits(memory_mib=100))
    assert (caught.value.memory_mib, caught.value.number) == (100, 2)


def test_a_real_kernel_is_held_to_its_output(tmp_path):
    with pytest.raises(PapermillExecutionError, match="OutputLimitExceeded"):
        run(tmp_path, "while True: print('x' * 1000)", kernel=True, most_output=100_000)


def test_a_real_kernel_that_dies_says_how(tmp_path):
    with pytest.raises(DeadKernelError, match="Kernel died") as caught:
        run(tmp_path, "import os; os._exit(3)", kernel=True)
    assert (caught.value.how, caught.value.number) == ("exit 3", 1)


def test_a_cell_that_is_marked_to_be_skipped_is(tmp_path):
    path = notebook(tmp_path, "1 / 0", "print('after')")
    made = nbformat.read(path, 4)
    made.cells[0].metadata["tags"] = ["skip-execution"]
    nbformat.write(made, path)
    done = papermill.execute_notebook(str(path), None, engine_name="evalkit", progress_bar=False)
    assert [cell.execution_count for cell in done.cells] == [None, 1]
