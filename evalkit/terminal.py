"""The one door to the terminal: what passes fits its encoding, and no character of it acts.

A title, a file's name or an exception may hold anything: what would colour a terminal, turn the
order of its letters or begin a line that nobody wrote is shown as its escape.
"""

from __future__ import annotations

import codecs
import io
import json
import re
import sys
import unicodedata
from typing import Any, TextIO

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_ACTING = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029{_BIDI}\ud800-\udfff]")
_NEAREST = "evalkit.nearest"
_ALIKE = {
    "—": ("―", "-"), "―": ("-",), "–": ("-",), "−": ("－", "-"), "△": ("-",), "▲": ("-",),
    "〜": ("～", "~"), "→": ("->",), "≤": ("≦", "<="), "≥": ("≧", ">="), "¥": ("￥",), "•": ("・",),
}  # fmt: skip


class OutputError(OSError):
    """What was to be said could not be written: its disk is full, for instance."""


def open_terminal() -> None:
    """Let the streams of this process hold any text, and a reader leave when he has seen enough.

    What the encoding cannot hold is written as what comes nearest. After a pipe was closed at its
    other end, the work goes on unheard, so that the exit code speaks of the work.
    """
    codecs.register_error(_NEAREST, _nearest)
    if sys.stdout is sys.__stdout__:
        sys.stdout = _forgiving(sys.stdout)
    if sys.stderr is sys.__stderr__:
        sys.stderr = _forgiving(sys.stderr)


def say(text: object) -> None:
    """Write one line for whom the command was run: a path, a result, a finding."""
    _write(sys.stdout, visible(str(text)))


def tell(text: object) -> None:
    """Write one line about the run: a problem, a warning, how it goes."""
    _write(sys.stderr, visible(str(text)))


def say_json(record: object) -> None:
    """Write a record as JSON, which is JSON in any encoding."""
    _write(sys.stdout, json_text(record, getattr(sys.stdout, "encoding", None) or "utf-8"))


def visible(text: str) -> str:
    r"""Show what would act on a terminal instead of letting it act.

    Examples
    --------
    >>> visible("道路\x1b[31m\n0 failed\u202e"), visible("①～③ “7-2”")
    ('道路\\x1b[31m\\n0 failed\\u202e', '①～③ “7-2”')
    """
    return _ACTING.sub(_escape, text)


def json_text(record: object, encoding: str) -> str:
    r"""Write a record as JSON, in ASCII where `encoding` cannot hold its characters.

    Examples
    --------
    >>> print(json_text({"name": "指標㉑ \x1b"}, "utf-8"))
    {
     "name": "指標㉑ \u001b"
    }
    >>> print(json_text({"name": "指標㉑"}, "cp932"))
    {
     "name": "\u6307\u6a19\u3251"
    }
    """
    text = json.dumps(record, ensure_ascii=False, indent=1, default=str)
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return json.dumps(record, indent=1, default=str)
    return _ACTING.sub(lambda found: found[0] if found[0] == "\n" else _json_escape(found), text)


def _json_escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _escape(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")


def _write(stream: TextIO | None, text: str) -> None:
    if stream is not None:  # it is None where the caller has closed it
        stream.write(f"{text}\n")
        stream.flush()


def _forgiving(stream: TextIO | None) -> TextIO | None:
    """Same stream, which takes any character; a pipe or file of it may be closed or full."""
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    if stream.isatty():
        stream.reconfigure(errors=_NEAREST)
        return stream
    raw = io.BufferedWriter(_Raw(stream.fileno(), "wb", closefd=False))
    return io.TextIOWrapper(raw, stream.encoding, _NEAREST, line_buffering=stream.line_buffering)


class _Raw(io.FileIO):
    """File whose reader may have left, which is no error; any other fault is told once."""

    _lost = False

    def write(self, data: Any, /) -> int:
        """Write, or drop what nobody can read any more."""
        if self._lost:
            return len(data)
        try:
            return super().write(data)
        except BrokenPipeError:
            self._lost = True
            return len(data)
        except OSError as error:
            self._lost = True
            raise OutputError(error.errno, error.strerror) from error


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """Replace what an encoding does not have: ㉑ by (21), — by ―, 𠮷 by its escape."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(_like(character, error.encoding) for character in missing), error.end


def _like(character: str, encoding: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    circled = unicodedata.decomposition(character).startswith("<circle>")
    for other in (*_ALIKE.get(character, ()), f"({plain})" if circled else plain):
        try:
            other.encode(encoding)
        except UnicodeEncodeError:
            continue
        return other
    return character.encode("unicode_escape").decode("ascii")
