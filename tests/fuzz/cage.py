"""A forked child for each input: what breaks in it breaks nothing else, and its cost is known."""

from __future__ import annotations

import os
import pickle
import resource
import select
import signal
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

PROCESSOR_SECONDS = (
    30  # that an input may take; a shared machine makes those of the clock no measure
)
CLOCK_SECONDS = 150  # after which a child that only waits is ended
MOST_MEMORY = 768 << 20  # bytes, beside those of the loaded packages: 1 GiB in all
_MOST_DATA = 3 << 30  # beyond which the child gets no memory at all

EVALKIT = f"{Path(__file__).parents[2] / 'evalkit'}{os.sep}"


class Broken(AssertionError):  # noqa: N818  (it says what is so)
    """A promise that did not hold; its text begins with the promise, then a colon."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one input."""

    said: str = ""  # what the probe calls it: read, refused, text
    fault: str = ""  # one line, the same for the same fault; empty where nothing broke
    trace: str = ""
    seconds: float = 0.0  # of the processor
    memory: int = 0  # bytes at the most, beside what the parent held


def caged(probe: Callable[[], str]) -> Outcome:
    """Run `probe` in a child of its own, within time and memory."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads, which no child uses
        child = os.fork()
    if child == 0:
        os.close(reading)
        _live(probe, writing)
    os.close(writing)
    content = _received(reading, child)
    _, status, usage = os.wait4(child, 0)
    outcome = pickle.loads(content) if content else Outcome(fault=_death(status))
    seconds, memory = usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 - outcome.memory
    if not outcome.fault and memory > MOST_MEMORY:
        outcome = replace(outcome, fault=f"memory: over {MOST_MEMORY >> 20} MiB")
    return replace(outcome, seconds=seconds, memory=memory)


def _live(probe: Callable[[], str], writing: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_DATA, (_MOST_DATA, _MOST_DATA))
    os.setsid()  # so that what the child starts ends with it
    inherited = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    try:
        outcome = Outcome(said=probe(), memory=inherited)
    except BaseException as error:
        fault, trace = signature(error), traceback.format_exc()
        outcome = Outcome(fault=fault, trace=trace, memory=inherited)
    with os.fdopen(writing, "wb") as pipe:
        pickle.dump(outcome, pipe)
    os._exit(0)


def _received(reading: int, child: int) -> bytes:
    """What the child sends before it closes its end; nothing if it never does."""
    with os.fdopen(reading, "rb") as pipe:
        ready, _, _ = select.select([pipe], [], [], CLOCK_SECONDS)
        if not ready:
            with suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
        return pipe.read()


def _death(status: int) -> str:
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    hung = number in (signal.SIGXCPU, signal.SIGKILL)
    return f"hang: over {PROCESSOR_SECONDS} s" if hung else f"death: status {status}"


def signature(error: BaseException) -> str:
    """Name a fault by its exception and the innermost place of evalkit: one line a fault."""
    if isinstance(error, Broken):
        return str(error).splitlines()[0][:200]
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(EVALKIT)] or frames
    place = f"{ours[-1].filename.removeprefix(EVALKIT)}:{ours[-1].name}"
    return f"traceback: {type(error).__name__} in {place}"
