"""The recipes for schedulers run as they are written; only the project's folder is another."""

from __future__ import annotations

import configparser
import os
import re
import runpy
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import papermill
import pytest
from papermill.exceptions import PapermillExecutionError
from ruamel.yaml import YAML

from tests.conftest import ROOT
from tests.produce.test_build import small_project

RECIPES = ROOT / "docs/recipes"
README = (RECIPES / "README.md").read_text("utf-8")


@pytest.fixture
def project(tmp_path):
    """What the recipes call /srv/evalkit: two small sheets, and this environment."""
    folder = tmp_path / "evalkit"
    params = small_project(ROOT, folder, goals=("7-1", "7-2"))
    shutil.copy(ROOT / "params/fy2012.yaml", params)
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


def recipe(name, project):
    return (RECIPES / name).read_text("utf-8").replace("/srv/evalkit", str(project))


def pages(project):
    return sorted(path.name for path in project.glob("reports/fy2012/*.html"))


def spoil(project, goal):
    sheet = project / f"params/fy2012/{goal}.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("540機関", "54O機関"), "utf-8")


def test_every_recipe_is_in_the_index_in_both_languages_and_every_link_leads_somewhere():
    files = {path.name for path in RECIPES.iterdir()} - {"README.md"}
    links = re.findall(r"\]\(([^#)]+)\)", README)
    assert {name for name in files if links.count(name) == 2} == files
    assert all((RECIPES / link).exists() for link in links)


def test_the_index_explains_every_exit_code_that_build_can_have():
    shown = subprocess.run(
        [sys.executable, "-m", "evalkit", "build", "--help"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    codes = re.findall(r"(?:codes:|,) (\d) ", shown[shown.index("Exit codes:") :])
    assert codes == ["0", "1", "2", "3"]
    assert all(README.count(f"\n| {code} | ") == 2 for code in codes)


def test_cron_builds_in_silence_and_prints_only_what_failed(project):
    [line] = [line for line in recipe("crontab", project).splitlines() if re.match(r"\d", line)]
    *_, command = line.split(maxsplit=5)
    assert "%" not in command  # cron would cut the line there
    good = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert (good.returncode, good.stdout, good.stderr) == (0, "", "")
    assert pages(project) == ["7-1.html", "7-2.html", "index.html"]
    spoil(project, "7-2")
    bad = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert bad.returncode == 1
    assert "7-2.yaml:14:17" in bad.stdout


def unit(name, project):
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str
    parser.read_string(recipe(name, project))
    return parser


def test_the_systemd_unit_runs_and_knows_which_codes_are_no_failure(project):
    service = unit("evalkit.service", project)["Service"]
    assert service["SuccessExitStatus"].split() == ["3", str(128 + signal.SIGTERM)]
    assert service["ReadWritePaths"] == str(project / "reports")
    command = shlex.split(service["ExecStart"])
    subprocess.run(command, cwd=service["WorkingDirectory"], capture_output=True, check=True)
    assert pages(project) == ["7-1.html", "7-2.html", "index.html"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_systemd_accepts_the_units_and_the_time(project):
    for name in ("evalkit.service", "evalkit.timer"):
        (project / name).write_text(recipe(name, project), "utf-8")
    units = [str(project / name) for name in ("evalkit.service", "evalkit.timer")]
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (verified.returncode, verified.stderr) == (0, "")
    when = unit("evalkit.timer", project)["Timer"]["OnCalendar"]
    normal = subprocess.run(
        ["systemd-analyze", "calendar", when], capture_output=True, text=True, check=True
    )
    assert "Normalized form: Mon..Fri *-*-* 02:00:00" in normal.stdout


def test_the_github_workflow_builds_and_lists_the_findings(project, tmp_path):
    workflow = YAML(typ="safe").load(recipe("github-actions.yml", project))
    assert set(workflow["on"]) == {"schedule", "push", "workflow_dispatch"}
    job = workflow["jobs"]["build"]
    install, *steps = [step["run"] for step in job["steps"] if "run" in step]
    assert all(line in (ROOT / "README.md").read_text("utf-8").replace(".venv\\Scripts\\", "")
               for line in install.splitlines())  # fmt: skip
    summary = tmp_path / "summary.md"
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    env = os.environ | job["env"] | {"PATH": path, "GITHUB_STEP_SUMMARY": str(summary)}
    for step in steps:
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step]
        subprocess.run(shell, cwd=project, env=env, capture_output=True, check=True)
    assert pages(project) == ["7-1.html", "7-2.html", "index.html"]
    rows = YAML(typ="safe").load((project / "results.json").read_text("utf-8"))
    assert [row["status"] for row in rows] == ["built", "built"]
    assert "7-2.yaml" in summary.read_text("utf-8")


class Task:
    """What Airflow's operators have in common."""

    made: list[Task] = []  # noqa: RUF012

    def __init__(self, *, task_id):
        self.task_id = task_id
        self.after = None
        Task.made.append(self)

    def __rshift__(self, other):
        other.after = self


class PapermillOperator(Task):
    """Takes the provider's arguments, and calls papermill as it does."""

    def __init__(
        self, *, input_nb=None, output_nb=None, parameters=None, kernel_name=None,
        language_name=None, kernel_conn_id=None, log_output=False, nbconvert=False,
        nbconvert_args=None, **kwargs,
    ):  # fmt: skip
        super().__init__(**kwargs)
        self.paths = (input_nb, output_nb)
        self.given = {"parameters": parameters, "kernel_name": kernel_name,
                      "language": language_name, "log_output": log_output}  # fmt: skip

    def execute(self):
        papermill.execute_notebook(
            *self.paths, progress_bar=False, report_mode=True, engine_name=None, **self.given
        )


class BashOperator(Task):
    def __init__(self, *, bash_command, **kwargs):
        super().__init__(**kwargs)
        self.command = bash_command

    def execute(self):
        subprocess.run(["bash", "-c", self.command], check=True, capture_output=True)


class DAG:
    def __init__(self, dag_id, *, schedule, start_date, **_):
        assert len(schedule.split()) == 5
        assert start_date[-1] == "Asia/Tokyo"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


def module(monkeypatch, name, **content):
    made = ModuleType(name)
    vars(made).update(content)
    monkeypatch.setitem(sys.modules, name, made)


@pytest.fixture
def airflow(monkeypatch, tmp_path, project):
    """Enough of Airflow to load a DAG, and what the recipe tells to do once."""
    operators = "airflow.providers.{0}.operators.{0}"
    module(monkeypatch, "airflow.sdk", DAG=DAG)
    module(monkeypatch, operators.format("papermill"), PapermillOperator=PapermillOperator)
    module(monkeypatch, "airflow.providers.standard.operators.bash", BashOperator=BashOperator)
    module(monkeypatch, "pendulum", datetime=lambda *day, tz: (*day, tz))
    monkeypatch.setattr(Task, "made", [])
    setup = re.findall(
        r"^    (mkdir .+|.+ ipykernel install .+)$", recipe("airflow_dag.py", project), re.M
    )
    assert len(setup) == 2
    for command in setup:
        words = command.replace("--user", f"--prefix {tmp_path}").split()
        subprocess.run(words, check=True, capture_output=True)
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "share/jupyter"))


@pytest.mark.usefixtures("airflow")
def test_airflow_runs_papermill_for_each_sheet_and_publishes_what_build_does(project, tmp_path):
    spoil(project, "7-2")
    dag = tmp_path / "airflow_dag.py"
    dag.write_text(recipe("airflow_dag.py", project), "utf-8")
    runpy.run_path(str(dag))
    tasks = {task.task_id: task for task in Task.made}
    assert list(tasks) == [
        "run-fy2012-7-1", "publish-fy2012-7-1", "run-fy2012-7-2", "publish-fy2012-7-2",
    ]  # fmt: skip
    assert tasks["publish-fy2012-7-1"].after is tasks["run-fy2012-7-1"]
    tasks["run-fy2012-7-1"].execute()
    tasks["publish-fy2012-7-1"].execute()
    with pytest.raises(PapermillExecutionError, match=r"7-2\.yaml:14:17"):
        tasks["run-fy2012-7-2"].execute()
    assert pages(project) == ["7-1.html"]
    (
        project / "notebooks/portfolio.ipynb"
    ).unlink()  # a page links an index only where there is one
    build = [sys.executable, "-m", "evalkit", "build", "params/fy2012/7-1.yaml",
             "--formats", "html,pdf", "-o", "other"]  # fmt: skip
    subprocess.run(build, cwd=project, check=True, capture_output=True)
    ours, theirs = (project / f"{folder}/fy2012/7-1.html" for folder in ("reports", "other"))
    assert ours.read_bytes() == theirs.read_bytes()
    assert ours.with_suffix(".pdf").read_bytes().startswith(b"%PDF-1.7")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def answers(port):
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def test_dask_builds_with_a_scheduler_and_a_worker_started_by_the_recipe(project):
    script = project / "dask.sh"
    script.write_text(recipe("dask.sh", project), "utf-8")
    port = free_port()
    env = os.environ | {"DASK_SCHEDULER": f"tcp://127.0.0.1:{port}"}
    part = {"env": env, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    cluster = [subprocess.Popen(["sh", script, name], **part) for name in ("scheduler", "worker")]
    try:
        deadline = time.monotonic() + 60
        while not answers(port) and time.monotonic() < deadline:
            time.sleep(0.1)
        while True:
            built = subprocess.run(["sh", script, "build"], **part, check=False)
            if built.returncode != 2 or time.monotonic() > deadline:
                break
    finally:
        for process in reversed(cluster):
            process.terminate()
            process.communicate(timeout=20)
    assert built.returncode == 0, built.stderr
    assert pages(project) == ["7-1.html", "7-2.html", "index.html"]
