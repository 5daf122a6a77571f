"""A task for each sheet: plain papermill runs the notebook, plain nbconvert publishes it.

Copy it into the folder of DAGs. It needs the providers papermill and standard (Airflow 3; for
Airflow 2, import DAG from ``airflow``). evalkit stays in its own environment, and the papermill of
Airflow starts its kernel there. Once, as the user who runs Airflow's workers:

    mkdir -p /srv/evalkit/build
    /srv/evalkit/.venv/bin/python -m ipykernel install --user --name evalkit

A sheet that cannot be read fails its task, with the list of problems in the log; its old report
stays.
"""

from __future__ import annotations

from pathlib import Path

import pendulum
import yaml
from airflow.providers.papermill.operators.papermill import PapermillOperator
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

PROJECT = Path("/srv/evalkit")
WORK = PROJECT / "build"

# papermill writes its notebook cell by cell; so it works beside the reports, and whole files move.
PUBLISH = """\
set -eu
jupyter={project}/.venv/bin/jupyter
$jupyter nbconvert --to evalkit {work}.ipynb
$jupyter nbconvert --to evalkit-pdf {work}.ipynb
mkdir -p $(dirname {report})
for kind in pdf ipynb html; do mv -f {work}.$kind {report}.$kind; done
"""


def parameters_of(sheet: Path) -> dict[str, object]:
    """Parameters of a sheet: its path, and what its round shares (``papermill -f``)."""
    shared = sheet.parent.with_suffix(".yaml")
    given = yaml.safe_load(shared.read_text("utf-8")) if shared.exists() else None
    return {"sheet": str(sheet), **(given or {})}


with DAG(
    "evalkit",
    description="Monitoring reports of every policy goal",
    schedule="0 2 * * 1-5",
    start_date=pendulum.datetime(2013, 4, 1, tz="Asia/Tokyo"),
    catchup=False,
    max_active_runs=1,
    max_active_tasks=2,
) as dag:
    for sheet in sorted(PROJECT.glob("params/fy*/*.yaml")):
        name = f"{sheet.parent.name}-{sheet.stem}"
        run = PapermillOperator(
            task_id=f"run-{name}",
            input_nb=str(PROJECT / "notebooks/monitoring.ipynb"),
            output_nb=str(WORK / f"{name}.ipynb"),
            parameters=parameters_of(sheet),
            kernel_name="evalkit",
        )
        publish = BashOperator(
            task_id=f"publish-{name}",
            bash_command=PUBLISH.format(
                project=PROJECT,
                work=WORK / name,
                report=PROJECT / "reports" / sheet.parent.name / sheet.stem,
            ),
        )
        run >> publish
