"""No run without end, and none that takes the machine: what takes too much is stopped and told."""

from __future__ import annotations

import re
import time

import pytest

from tests.commands.kit import sheet
from tests.commands.test_contract import SHEET, adding, edit

HERE = "fy2023/3-1  notebooks/monitoring.ipynb In [5]: "
SLOW = HERE + "セルの実行時間が上限の1秒を超えました（--cell-seconds）"


def build(project, source, *options, **limits):
    project.write(sheet("actuals: {2023: 5件}"))
    edit(project, adding(source, "overview"))
    given = [part for name, value in limits.items() for part in (f"--{name}", value)]
    return project.run("build", SHEET, "--formats", "html", *options, *given)


def test_an_endless_cell_is_stopped_at_its_limit(project):
    ran = build(project, "while True: pass", **{"cell-seconds": 1})
    assert (ran.code, ran.out, ran.lines) == (1, "", [SLOW])


def test_so_is_a_notebook_of_many_slow_cells_in_a_real_kernel(project):
    source = "import time\nfor _ in range(4): time.sleep(0.4)"
    for place in ("changes", "goals"):
        edit(project, adding(source, place))
    ran = build(project, source, "--engine", "nbclient", **{"notebook-seconds": 4})
    told = r"fy2023/3-1  notebooks/monitoring.ipynb In \[\d\]: ノートブックの実行時間が上限の4秒を超えました（--notebook-seconds）"
    assert ran.code == 1
    assert re.fullmatch(told, ran.lines[0])


def test_the_round_says_the_limits_and_the_command_goes_before_it(project):
    project.write("limits: {cell_seconds: 1}\n", "params/fy2023.yaml")
    source = "import time; time.sleep(1.5)"
    ran = build(project, source)
    assert (ran.code, ran.lines) == (1, [SLOW])
    again = project.run("build", SHEET, "--formats", "html", "--cell-seconds", 30)
    assert (again.code, again.err) == (0, "")


def test_a_limit_that_is_none_is_named_with_its_place(project):
    project.write("as_of: ''\nlimits: {cell_seconds: never, hours: 3}\n", "params/fy2023.yaml")
    ran = build(project, "1", "--lang", "en")
    allowed = "allowed: {cell_seconds: 120, notebook_seconds: 600, memory_mib: 1024}"
    assert (ran.code, [line.split(": ", 1)[1] for line in ran.lines]) == (2, [
        f'parameter limits: "never" is not allowed; {allowed}',
        f'parameter limits: "3" is not allowed; {allowed}',
    ])  # fmt: skip


@pytest.mark.parametrize(
    "source",
    ["kept = {}\nfor n in range(10**9): kept[n] = [n] * 10",
     "import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'x = [b\"1\" * 10**7 for _ in range(10**6)]'])"],
    ids=["its-own", "a-program-that-it-starts"],
)  # fmt: skip
def test_memory_without_end_is_told_as_that(project, source):
    ran = build(project, source, **{"memory-mib": 128})
    told = HERE + "使用メモリが上限の128 MiB を超えました（--memory-mib）"
    assert (ran.code, ran.out, ran.lines) == (1, "", [told])


LEFT_BEHIND = {
    "fork": "import os, time\nif os.fork() == 0: time.sleep(900)",
    "fork-that-goes-on": "import os\nos.fork(); print('x')",
    "fork-of-a-dying": "import os, time\nif os.fork() == 0: time.sleep(900)\nos._exit(3)",
    "daemon": "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0: time.sleep(900)\n    os._exit(0)",
    "thread": "import threading, time; threading.Thread(target=time.sleep, args=[900]).start()",
    "process": "import subprocess; subprocess.Popen(['sleep', '60'], start_new_session=True)",
    "pool": "import multiprocessing as m; p = m.get_context('fork').Pool(1); p.apply_async(__import__('time').sleep, [900])",
}


@pytest.mark.parametrize("name", LEFT_BEHIND)
def test_nobody_whom_a_cell_leaves_behind_keeps_the_run_waiting(project, name):
    start = time.monotonic()
    ran = build(project, LEFT_BEHIND[name])
    assert time.monotonic() - start < 30
    if name == "fork-of-a-dying":
        told = HERE + "ノートブックを実行していたプロセスが終了しました（exit 3）"
        assert (ran.code, ran.out, ran.lines) == (1, "", [told])
    else:
        assert (ran.code, ran.err) == (0, "")


def test_output_without_end_is_stopped(project):
    ran = build(project, "while True: print('x' * 100_000)")
    told = HERE + "出力が上限の50 MB を超えました"
    assert (ran.code, ran.out, ran.lines) == (1, "", [told])


def test_the_index_is_held_to_the_limits_too(project):
    project.write(sheet("actuals: {2023: 5件}"))
    edit(project, adding("while True: pass", "overview"), "portfolio")
    ran = project.run("build", SHEET, "--formats", "html", "--cell-seconds", 2, "--lang", "en")
    told = "index  notebooks/portfolio.ipynb In [5]: the cell took longer than the 2 s allowed (--cell-seconds)"
    assert (ran.code, ran.lines[-2]) == (1, told)
