"""Small pictures for tests."""

import struct
import zlib


def png(width=60, height=40, colour=(200, 30, 30)):
    """A PNG of one colour with a corner of another."""
    line = bytes(colour) * width
    first = bytes((30, 30, 200)) * (width // 2) + bytes(colour) * (width - width // 2)
    rows = b"".join(b"\0" + (first if at < height // 2 else line) for at in range(height))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb00430050373c463c32504641465a55505f78c882786e6e78"
    "f5afb991c8ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc000"
    "0b080028003c01011100ffc4001500010100000000000000000000000000000001ffc40014100100000000000000"
    "000000000000000000ffda0008010100003f00800000000000000000003fffd9"
)
"""A grey JPEG, 60 pixels wide and 40 high."""
