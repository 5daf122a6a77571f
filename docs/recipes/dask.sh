#!/bin/sh
# A round on a Dask cluster. Every machine has the same lock file installed; none needs a shared disk:
# a worker gets the sheet, and sends the report's files back to where `build` runs.
#
#   sh dask.sh scheduler            on one machine
#   sh dask.sh worker               on each machine that is to work, as many times as it has cores
#   sh dask.sh build                where the sheets lie
set -eu
cd /srv/evalkit
scheduler=${DASK_SCHEDULER:-tcp://scheduler.example.go.jp:8786}
case $1 in
scheduler) exec .venv/bin/dask scheduler --port "${scheduler##*:}" --no-dashboard ;;
worker) exec .venv/bin/dask worker "$scheduler" --nthreads 1 --no-dashboard ;;
build) exec .venv/bin/evalkit build params --formats html,pdf,data --dask "$scheduler" ;;
esac
