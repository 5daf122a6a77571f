"""Files of pictures: what of PNG and JPEG says how large they are, and what a sheet may show."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

PictureKind = Literal["png", "jpeg"]

MOST_BYTES: Final = 2_000_000  # of a picture; the page carries it, a third longer
MOST_OF_SHEET: Final = 5_000_000  # bytes of all pictures of a sheet

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_SIZED = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # frames of JPEG that say its size
_ALONE = frozenset((0x01, *range(0xD0, 0xD9)))  # marks of JPEG with nothing behind them
_MOST_PIXELS = 40_000_000


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture that every browser, Word and PDF can show."""

    content: bytes
    kind: PictureKind
    width: int  # in pixels
    height: int


def picture_of(content: bytes) -> PictureFile | None:
    r"""Picture of a file's content; None where it is no PNG or JPEG, or has no sound size.

    Examples
    --------
    >>> picture_of(b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0\0\0\x02\0\0\0\x03").height
    3
    >>> picture_of(b"GIF89a")
    """
    if content.startswith(_PNG):
        kind: PictureKind = "png"
        size = struct.unpack(">II", content[16:24]) if content[12:16] == b"IHDR" else None
    elif content.startswith(_JPEG):
        kind, size = "jpeg", next(_jpeg_sizes(content), None)
    else:
        return None
    if not size or not 0 < size[0] * size[1] <= _MOST_PIXELS:
        return None
    return PictureFile(content, kind, *size)


def _jpeg_sizes(content: bytes) -> Iterator[tuple[int, int]]:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        mark = content[at + 1]
        if mark in _SIZED:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            yield width, height
        at += 1 if mark == 0xFF else 2
        if mark not in _ALONE and mark != 0xFF:
            at += struct.unpack(">H", content[at : at + 2])[0]
