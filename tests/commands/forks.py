"""Commands forked from one process that has imported them already, so that each starts at once.

They are evalkit itself, and papermill and nbconvert where they load what evalkit registers.

A fork has its own arguments, folder, environment, streams, signals and exit code. What is decided
before a program's first line (encodings, where modules are found, what importing costs) it cannot
show, nor the end of an interpreter: a test of that starts one.
"""

from __future__ import annotations

import atexit
import json
import multiprocessing
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
AT_RUN = {"EVALKIT_LANG", "SOURCE_DATE_EPOCH"}
"""Variables that evalkit reads when a command runs: a fork takes them as an interpreter would."""
_MOST = 100_000  # bytes of a call with its environment


class Server:
    """The process from which the commands of these tests are forked, one at a time."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.commands.forks", str(theirs.fileno())],
                pass_fds=[theirs.fileno()], env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            )  # fmt: skip

    def close(self) -> None:
        """End the process: nobody calls any more."""
        self._socket.close()
        self._process.kill()
        self._process.wait()

    def run(self, module, arguments, *, cwd, env, timeout) -> subprocess.CompletedProcess[bytes]:
        """Run ``python -m`` `module` in a fork, as `subprocess.run` would in an interpreter."""
        call = json.dumps([module, list(arguments), str(cwd), env]).encode()
        pipes = [os.pipe() for _ in ("stdout", "stderr")]
        socket.send_fds(self._socket, [call], [write for _, write in pipes])
        for _, write in pipes:
            os.close(write)
        pid = int(self._socket.recv(_MOST))
        try:
            out, err = _read_all([read for read, _ in pipes], time.monotonic() + timeout)
        except TimeoutError:
            os.kill(pid, signal.SIGKILL)
            raise
        finally:
            code = int(self._socket.recv(_MOST))
        return subprocess.CompletedProcess(call, code, out, err)


@cache
def server() -> Server:
    """The one server of this process, started when it is first needed."""
    started = Server()
    atexit.register(started.close)
    return started


def _read_all(pipes: list[int], deadline: float) -> list[bytes]:
    """What comes through the pipes until nobody holds their other ends."""
    texts, open_ = dict.fromkeys(pipes, b""), set(pipes)
    try:
        while open_:
            ready, _, _ = select.select(open_, [], [], max(0, deadline - time.monotonic()))
            if not ready:
                raise TimeoutError
            for pipe in ready:
                part = os.read(pipe, 1 << 16)
                texts[pipe] += part
                if not part:
                    open_.remove(pipe)
    finally:
        for pipe in pipes:
            os.close(pipe)
    return [texts[pipe] for pipe in pipes]


# In the server ------------------------------------------------------------------------------------


def _load() -> None:
    """Import what the commands import."""
    import nbconvert.nbconvertapp  # noqa: F401
    import papermill.cli  # noqa: F401

    from evalkit import cli  # noqa: F401
    from evalkit.present import check_catalogue, comparison, plain_text  # noqa: F401
    from evalkit.produce import console, roll_file  # noqa: F401
    from evalkit.produce.batch import preload
    from evalkit.produce.pages import comparison_page  # noqa: F401
    from evalkit.sheet import workbook  # noqa: F401

    preload.load()


def _serve(calls: socket.socket) -> None:
    """Answer each call by the number of its fork, and then by its exit code, until nobody calls."""
    context = multiprocessing.get_context("fork")
    while True:
        call, streams, _, _ = socket.recv_fds(calls, _MOST, 2)
        if not call:
            return
        fork = context.Process(target=_command, args=(calls, streams, *json.loads(call)))
        fork.start()
        for stream in streams:
            os.close(stream)
        calls.send(b"%d" % fork.pid)
        fork.join()
        calls.send(b"%d" % fork.exitcode)


def _command(calls, streams, module, arguments, cwd, env) -> None:
    """Become what ``python -m`` `module` is after its first line."""
    calls.close()
    for number, stream in enumerate(streams, 1):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    sys.argv[1:] = arguments
    sys.path[0] = cwd
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _load()
    _serve(socket.socket(fileno=int(sys.argv[1])))
