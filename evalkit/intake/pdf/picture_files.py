"""Pictures of a PDF as files: JPEG as it was put in, anything else as PNG of its pixels."""

from __future__ import annotations

import ctypes
import struct
import zlib
from typing import Any, Final

from evalkit.sheet.pictures import PictureFile, picture_of

_MOST_PIXELS: Final = 12_000_000  # four bytes each while they are read
_DEPTHS = {1: 1, 2: 3, 3: 4}  # bytes of a pixel, by PDFium's formats: grey, BGR, BGRx
_COLOURS = {1: 0, 3: 2, 4: 2}  # PNG's numbers for grey and for red, green and blue


def picture_file(drawn: Any) -> PictureFile | None:
    """File of an image of a page; None where it has none that shows what the page shows."""
    import pypdfium2.raw as raw

    width, height = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(drawn, width, height)
    if not 0 < width.value * height.value <= _MOST_PIXELS or raw.FPDFPageObj_HasTransparency(drawn):
        return None
    return _jpeg(drawn) or _png(drawn)


def _jpeg(drawn: Any) -> PictureFile | None:
    import pypdfium2.raw as raw

    if raw.FPDFImageObj_GetImageFilterCount(drawn) != 1:
        return None
    name = ctypes.create_string_buffer(32)
    raw.FPDFImageObj_GetImageFilter(drawn, 0, name, 32)
    if name.value != b"DCTDecode":
        return None
    size = raw.FPDFImageObj_GetImageDataRaw(drawn, None, 0)
    content = ctypes.create_string_buffer(size)
    raw.FPDFImageObj_GetImageDataRaw(drawn, content, size)
    return picture_of(content.raw)


def _png(drawn: Any) -> PictureFile | None:
    import pypdfium2.raw as raw

    bitmap = raw.FPDFImageObj_GetBitmap(drawn)
    if not bitmap:
        return None
    try:
        width, height = raw.FPDFBitmap_GetWidth(bitmap), raw.FPDFBitmap_GetHeight(bitmap)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        depth = _DEPTHS.get(raw.FPDFBitmap_GetFormat(bitmap), 0)
        start = ctypes.cast(raw.FPDFBitmap_GetBuffer(bitmap), ctypes.POINTER(ctypes.c_ubyte))
        if not depth or not start:
            return None
        rows = ctypes.string_at(start, stride * height)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    lines = (rows[at * stride : at * stride + width * depth] for at in range(height))
    return picture_of(_packed(width, height, depth, b"".join(_line(each, depth) for each in lines)))


def _line(pixels: bytes, depth: int) -> bytes:
    """Line of a PNG: no filter, and red first where PDFium has blue first."""
    if depth == 1:
        return b"\0" + pixels
    line = bytearray(len(pixels) // depth * 3)
    for to, at in enumerate((2, 1, 0)):
        line[to::3] = pixels[at::depth]
    return b"\0" + bytes(line)


def _packed(width: int, height: int, depth: int, lines: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, _COLOURS[depth], 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
