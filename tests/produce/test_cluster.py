"""A round on a real Dask cluster of two workers, and on other executors."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from threading import Event, Thread

import nbformat
import psutil
import pytest
from click.testing import CliRunner
from distributed import LocalCluster
from nbformat.v4 import new_code_cell

from evalkit.cli import main
from evalkit.produce.batch.job import Result
from evalkit.produce.batch.options import Options
from evalkit.produce.build import plan_build
from evalkit.produce.cluster.run import run_on
from evalkit.produce.cluster.task import TaskResult
from evalkit.produce.cluster.worker_process import make
from evalkit.produce.engine.signals import Interrupted
from tests.conftest import ROOT, SMALL
from tests.produce.test_build import small_project


def build(*arguments):
    return CliRunner().invoke(main, ["build", *map(str, arguments)])


@pytest.fixture(scope="module")
def cluster():
    with LocalCluster(
        n_workers=2,
        processes=True,
        threads_per_worker=1,
        dashboard_address=None,
        scheduler_kwargs={"dashboard_address": ":0"},  # two test workers may have one each
    ) as cluster:
        yield cluster


@pytest.fixture(autouse=True)
def _whole(cluster):
    """Wait until the cluster has put a worker in the place of the one that a test has killed."""
    until = time.monotonic() + 60
    while len(cluster.scheduler.workers) < 2:
        assert time.monotonic() < until, "the cluster does not come back"
        time.sleep(0.1)


@pytest.fixture
def round_of_three(tmp_path):
    return small_project(ROOT, tmp_path)


def with_cell(params, source):
    """Let the notebook run `source` after its parameters; ``here`` is the project's own folder."""
    path = params.parent / "notebooks/monitoring.ipynb"
    notebook = nbformat.read(path, 4)
    code = f"import os, pathlib, time\nhere = pathlib.Path({str(params.parent)!r})\n{source}"
    notebook.cells.insert(1, new_code_cell(code))
    nbformat.write(notebook, path)


def worker_processes(cluster):
    """Every process below the workers: their own one, and what it has forked."""
    workers = [worker.pid for worker in cluster.workers.values()]
    return [
        process
        for worker in map(psutil.Process, workers)
        for process in worker.children(recursive=True)
        if any("evalkit" in word for word in process.cmdline())
    ]


def assert_gone(processes):
    _, alive = psutil.wait_procs(processes, timeout=10)
    assert not alive


@pytest.fixture(scope="module")
def on_both(cluster, tmp_path_factory):
    """One round with a bad sheet, built by the cluster and on this machine."""
    folder = tmp_path_factory.mktemp("round")
    for name in ("notebooks", "params"):
        shutil.copytree(ROOT / name, folder / name)
    sheets = folder / "params/fy2012"
    (sheets / "7-3.yaml").write_text(SMALL.replace("7-2", "7-3"), "utf-8")
    (sheets / "7-4.yaml").write_text(SMALL.replace("540機関", "54O機関"), "utf-8")
    last_year = SMALL.replace("7-2", "7-3").replace("2012", "2010").replace("16,302", "15,544")
    (folder / "params/fy2011").mkdir()
    (folder / "params/fy2011/7-3.yaml").write_text(last_year.replace("2010", "2011", 1), "utf-8")
    shared = ("--formats", "html,pdf,data")
    remote = build(sheets, *shared, "--dask", cluster.scheduler_address)
    local = build(sheets, *shared, "-j2", "-o", folder / "local")
    return folder, remote, local


def test_a_cluster_makes_the_same_bytes_as_this_machine(on_both):
    folder, _, _ = on_both
    local = {
        path.relative_to(folder / "local"): path.read_bytes()
        for path in (folder / "local/fy2012").rglob("*")
        if path.is_file() and path.suffix != ".ipynb"  # which tells how long each cell took
    }
    assert {Path("fy2012/7-2.pdf"), Path("fy2012/7-3.html")} <= set(local)
    remote = {name: (folder / "reports" / name).read_bytes() for name in local}
    assert remote == local


def test_the_executed_notebook_names_no_path_of_a_worker(on_both):
    folder, _, _ = on_both
    told = nbformat.read(folder / "reports/fy2012/7-2.ipynb", 4).metadata.papermill
    assert told.parameters.sheet == "../params/fy2012/7-2.yaml"
    assert told.input_path == "notebooks/monitoring.ipynb"


def test_last_years_sheet_goes_along(on_both):
    folder, _, _ = on_both
    page = (folder / "reports/fy2012/7-3.html").read_text("utf-8")
    assert "前年度からの変更点" in page


def test_one_bad_sheet_fails_alone_with_the_line_that_this_machine_gives(on_both):
    folder, remote, local = on_both
    line = "fy2012/7-4  params/fy2012/7-4.yaml:14:17  達成目標1 指標① 目標値"
    for result in (remote, local):
        assert result.exit_code == 1
        assert "作成 2件、変更なし 0件、失敗 1件" in result.stderr
        assert line in result.stderr
    assert not (folder / "reports/fy2012/7-4.html").exists()


def test_a_round_made_by_a_cluster_is_known_to_be_up_to_date(on_both):
    folder, _, _ = on_both
    sheet = folder / "params/fy2012/7-2.yaml"
    result = build(sheet, "--formats", "html,pdf,data")
    assert "作成 0件、変更なし 1件、失敗 0件" in result.stderr


class Killer(Thread):
    """Kills, as the kernel would, the worker above the notebook that leaves its pid in `marker`."""

    def __init__(self, cluster, marker):
        super().__init__()
        self.cluster = cluster
        self.marker = marker
        self.start()

    def run(self):
        while not (self.marker.exists() and self.marker.read_text()):
            time.sleep(0.05)
        notebook = psutil.Process(int(self.marker.read_text()))
        chain = [notebook, *notebook.parents()]
        workers = {worker.pid for worker in self.cluster.workers.values()}
        place = next(i for i, process in enumerate(chain) if process.pid in workers)
        self.orphans = chain[:place]
        chain[place].kill()


def test_the_report_of_a_worker_that_is_killed_is_made_by_another(cluster, round_of_three):
    with_cell(round_of_three, """\
marker = here / "started"
if "7-3" in sheet and not marker.exists():
    marker.write_text(str(os.getpid()))
    time.sleep(60)""")  # fmt: skip
    killer = Killer(cluster, round_of_three.parent / "started")
    result = build(round_of_three, "--formats", "html", "--dask", cluster.scheduler_address)
    killer.join()
    assert result.exit_code == 0
    assert "作成 3件、変更なし 0件、失敗 0件" in result.stderr
    assert len(killer.orphans) == 3  # worker process, report, notebook
    assert_gone(killer.orphans)


def test_a_report_that_loses_every_worker_has_failed(cluster, round_of_three, monkeypatch):
    monkeypatch.setattr(cluster.scheduler, "allowed_failures", 0)
    with_cell(round_of_three, "(here / 'started').write_text(str(os.getpid()))\ntime.sleep(60)")
    killer = Killer(cluster, round_of_three.parent / "started")
    sheet = round_of_three / "fy2012/7-3.yaml"
    result = build(sheet, "--formats", "html", "--dask", cluster.scheduler_address)
    killer.join()
    assert result.exit_code == 1
    assert "fy2012/7-3  ワーカーから結果が戻りませんでした（KilledWorker: " in result.stderr


@pytest.mark.parametrize("generations", [1, 2], ids=["its process", "the worker process"])
def test_a_process_that_dies_fails_its_report_and_no_other(cluster, round_of_three, generations):
    above = f"psutil.Process().parents()[{generations - 1}]"
    with_cell(round_of_three, f"import psutil\nif '7-3' in sheet: {above}.kill()")
    result = build(round_of_three, "--formats", "html", "--dask", cluster.scheduler_address)
    assert result.exit_code == 1
    assert "fy2012/7-3  process died: SIGKILL" in result.stderr
    assert "作成 2件、変更なし 0件、失敗 1件" in result.stderr


def test_workers_with_another_evalkit_are_refused_in_one_line_before_anything(
    cluster, round_of_three, tmp_path
):
    shutil.copytree(ROOT / "evalkit", tmp_path / "evalkit")
    with (tmp_path / "evalkit/__init__.py").open("a") as module:
        module.write("# another version\n")
    ran = subprocess.run(
        [sys.executable, "-m", "evalkit", "build", "params", "--dask", cluster.scheduler_address],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 2
    [_, line] = ran.stderr.splitlines()  # after the number of reports
    assert line.startswith("ワーカー tcp://127.0.0.1:")
    assert line.endswith(" の版が手元と異なります（evalkit）。同じ部品を入れてください")
    assert not (tmp_path / "reports/fy2012").exists()


@pytest.mark.parametrize(
    ("address", "why"),
    [("tcp://127.0.0.1:9", "Timed out"), ("localhost", "missing port number")],
)
def test_a_scheduler_that_cannot_be_reached_is_one_line(round_of_three, address, why, monkeypatch):
    monkeypatch.setattr("evalkit.produce.cluster.run._PATIENCE", 1)
    result = build(round_of_three / "fy2012/7-2.yaml", "--dask", address)
    assert result.exit_code == 2
    [line] = result.stderr.splitlines()
    assert line.startswith(f"Dask のスケジューラ {address} に接続できません（{why}")


def test_without_the_extra_the_line_names_it(round_of_three, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = build(round_of_three / "fy2012/7-2.yaml", "--dask", "tcp://127.0.0.1:9")
    assert result.exit_code == 2
    [line] = result.stderr.splitlines()
    assert "[dask]" in line


def test_jobs_and_dask_exclude_each_other(round_of_three):
    result = build(round_of_three, "-j2", "--dask", "tcp://127.0.0.1:9")
    assert result.exit_code == 2
    assert "--dask では並列数をクラスタが決めるため、--jobs と同時に指定できません" in result.stderr


def jobs_of(params):
    return plan_build([params], Options(formats=("html",)))


def test_any_executor_will_do(round_of_three):
    with ThreadPoolExecutor(1) as executor:
        results = list(run_on(executor, jobs_of(round_of_three), make))
    assert {result.name for result in results} == {"fy2012/7-1", "fy2012/7-2", "fy2012/7-3"}
    assert {result.status for result in results} == {"built"}
    assert all(path.is_file() for result in results for path in result.files)


def test_a_report_that_cannot_be_published_has_failed(round_of_three):
    reports = round_of_three.parent / "reports"
    reports.mkdir()
    (reports / "fy2012").touch()

    def made(task):
        page = task.job.layout.report(".html")
        return TaskResult(Result(name=task.job.layout.name, status="built"), {page: b"page"})

    with ThreadPoolExecutor(1) as executor:
        results = list(run_on(executor, jobs_of(round_of_three), made))
    assert [result.status for result in results] == ["failed"] * 3
    assert all("書き込めません" in result.why[0] for result in results)


def leave(_):
    os._exit(1)


@pytest.mark.parametrize("when", ["at work", "before"])
def test_an_executor_that_breaks_is_failed_reports_and_no_exception(round_of_three, when):
    with ProcessPoolExecutor(1) as executor:
        if when == "before":
            assert isinstance(executor.submit(os._exit, 3).exception(), BrokenProcessPool)
        results = list(run_on(executor, jobs_of(round_of_three), leave))
    assert {result.status for result in results} == {"failed"}
    assert all("BrokenProcessPool" in result.why[0] for result in results)


def test_where_nobody_is_left_the_rest_has_failed(round_of_three, monkeypatch):
    monkeypatch.setattr("evalkit.produce.cluster.run._LOOK", 0.05)
    never = Event()
    with ThreadPoolExecutor(1) as executor:
        jobs = jobs_of(round_of_three)
        results = list(run_on(executor, jobs, lambda _: never.wait(), alive=lambda: False))
        never.set()
    assert [result.why for result in results] == [("クラスタにワーカーがなくなりました",)] * 3


def test_a_signal_cancels_what_is_pending(round_of_three):
    begun, enough = [], Event()

    def interrupted(task):
        begun.append(task)
        os.kill(os.getpid(), signal.SIGTERM)
        enough.wait()

    with ThreadPoolExecutor(1) as executor:
        with pytest.raises(Interrupted, match=str(int(signal.SIGTERM))):
            list(run_on(executor, jobs_of(round_of_three), interrupted))
        enough.set()
    assert len(begun) == 1


def test_no_child_is_left_when_the_cluster_closes(cluster, round_of_three):
    build(round_of_three, "--formats", "html", "--dask", cluster.scheduler_address)
    left = worker_processes(cluster)
    assert left
    cluster.close()
    assert_gone(left)
