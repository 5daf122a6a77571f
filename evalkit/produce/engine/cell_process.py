"""The forked child: runs cells in an IPython shell and sends what a kernel would send.

Messages have the form of Jupyter's, and are encoded as by a kernel, so that the parent handles them
with nbclient's own code and the outputs in the notebook come out as from a kernel.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import warnings
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from io import TextIOBase
from multiprocessing.connection import Connection
from typing import IO, Any, ClassVar

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.pylabtools import activate_matplotlib
from jupyter_client.session import json_packer
from traitlets import Any as AnyTrait
from traitlets import Dict, Type
from traitlets.config import Config

INLINE = "module://matplotlib_inline.backend_inline"
_BUFFER = 8192  # characters of a stream that wait before they are sent


class Outbox:
    """Sends messages to the parent in the order in which things happened.

    As in a kernel, each of the two streams gathers its text until something else is sent.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        os.register_at_fork(after_in_child=self._part)
        self._waiting: dict[str, list[str]] = {"stdout": [], "stderr": []}
        self._size = 0

    def write(self, stream: str, text: str) -> None:
        """Queue `text` of a stream."""
        self._waiting[stream].append(text)
        self._size += len(text)
        if self._size > _BUFFER:
            self.flush()

    def flush(self) -> None:
        """Send what waits."""
        for name, texts in self._waiting.items():
            if text := "".join(texts):
                texts.clear()
                self._send("stream", {"name": name, "text": text})
        self._size = 0

    def send(self, kind: str, content: Mapping[str, Any]) -> None:
        """Send a message, after the streams."""
        self.flush()
        self._send(kind, content)

    def _part(self) -> None:
        """Leave the parent to the process that it knows: a fork of it only prints."""
        self._connection.close()
        for texts in self._waiting.values():
            texts.clear()

    def _send(self, kind: str, content: Mapping[str, Any]) -> None:
        if self._connection.closed:
            os.write(1, str(content.get("text", "")).encode("utf-8", "replace"))
            return
        header = {"msg_type": kind}
        message = {"msg_type": kind, "header": header, "parent_header": {}, "content": content}
        self._connection.send_bytes(json_packer(message))


class _Stream(TextIOBase):
    """``sys.stdout`` or ``sys.stderr`` of the notebook."""

    encoding = "utf-8"

    def __init__(self, name: str, outbox: Outbox) -> None:
        self._name = name
        self._outbox = outbox

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return False

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self._outbox.write(self._name, text)
        return len(text)

    def flush(self) -> None:
        self._outbox.flush()


class _Hook(DisplayHook):
    """Sends the value of a cell's last expression."""

    outbox: ClassVar[Outbox]

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(
        self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None
    ) -> None:
        if not format_dict:
            return
        content = {
            "data": format_dict,
            "metadata": md_dict or {},
            "execution_count": self.prompt_count,
        }
        self.outbox.send("execute_result", content)

    def finish_displayhook(self) -> None:
        self._is_active = False


class _Publisher(DisplayPublisher):
    """Sends what a cell displays."""

    outbox: ClassVar[Outbox]

    def publish(  # type: ignore[override]
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        *,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **_: object,
    ) -> None:
        kind = "update_display_data" if update else "display_data"
        content = {"data": data, "metadata": metadata or {}, "transient": transient or {}}
        self.outbox.send(kind, content)

    def clear_output(self, wait: bool = False) -> None:
        self.outbox.send("clear_output", {"wait": wait})


class Shell(InteractiveShell):
    """IPython as a kernel runs it, without the kernel."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)
    outbox = AnyTrait()
    error = Dict()  # what the last cell's traceback said

    def init_environment(self) -> None:
        os.environ.update(PAGER="cat", GIT_PAGER="cat", MPLBACKEND=INLINE)

    def ask_exit(self) -> None:
        raise SystemExit("exit()")  # or the cells after it would not be missed

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.error = {"ename": etype.__name__, "evalue": str(evalue), "traceback": stb}
        self.outbox.send("error", self.error)

    def run(self, source: str) -> dict[str, Any]:
        """Run a cell and return the content of a kernel's reply."""
        self.error = {}
        result = self.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
        reply: dict[str, Any] = {"status": "ok", "execution_count": self.execution_count - 1}
        failure = result.error_before_exec or result.error_in_exec
        if failure is not None:
            told = {"ename": type(failure).__name__, "evalue": str(failure), "traceback": []}
            reply |= {"status": "error"} | (self.error or told)
        return reply


def serve(connection: Connection) -> None:
    """Run the cells that the parent sends, until it closes the connection.

    For each cell: its messages, then ``execute_reply``. A child that dies sends nothing more.
    """
    outbox = Outbox(connection)
    with tempfile.TemporaryFile() as caught:
        _settle(caught)
        shell = _shell()
        shell.outbox = _Hook.outbox = _Publisher.outbox = outbox
        _inline_figures(shell)
        sys.stdout, sys.stderr = _Stream("stdout", outbox), _Stream("stderr", outbox)
        while not connection.closed:
            try:
                source = connection.recv()
            except EOFError:
                break
            reply = shell.run(source)
            _send_caught(caught, outbox)
            outbox.send("execute_reply", reply)
    os._exit(0)


def prepare() -> None:
    """Load once, before any fork, what each child would load for itself."""
    if "matplotlib" in sys.modules:
        sys.modules["matplotlib"].use(INLINE)
    if not InteractiveShell.initialized():  # else it is one that a person types into
        _shell()


def _settle(caught: IO[bytes]) -> None:
    """Part from the parent: own random numbers, own streams below Python's, own warnings."""
    random.seed()
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()
    for descriptor in (1, 2):
        os.dup2(caught.fileno(), descriptor)
    warnings.resetwarnings()
    for kind in (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning):
        warnings.simplefilter("ignore", kind)  # as Python starts
    warnings.filterwarnings("default", category=DeprecationWarning, module="__main__")


def _inline_figures(shell: Shell) -> None:
    """Let figures go to this shell, whatever the parent's matplotlib had been set to."""
    sys.modules.pop("matplotlib_inline.backend_inline", None)  # it binds to a shell when imported
    if "matplotlib.pyplot" in sys.modules:
        activate_matplotlib(INLINE)
        import_module("matplotlib_inline.backend_inline").configure_inline_support(shell, INLINE)
    elif "matplotlib" in sys.modules:
        sys.modules["matplotlib"].use(INLINE)


@cache
def _shell() -> Shell:
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "neutral"
    Shell.clear_instance()
    shell = Shell.instance(config=config)
    InteractiveShell._instance = shell  # type: ignore[assignment]
    return shell


def _send_caught(caught: IO[bytes], outbox: Outbox) -> None:
    """Send what subprocesses and C code wrote past Python's streams."""
    caught.seek(0)
    text = caught.read().decode("utf-8", "replace")
    caught.seek(0)
    caught.truncate()
    if text:
        outbox.write("stdout", text)
