"""Files as operators send them: tables, and ZIPs of pictures, good ones and bad ones."""

from __future__ import annotations

import csv
import io
import struct
import zipfile

from PIL import Image

from scenes.drawing.packs import draw_pack_shot
from tests.scenes.conftest import picture

TEA = "4006381333931"
SOUP = "96385074"


def table(*rows, columns=("cid", "ean13", "name"), delimiter=",", encoding="utf-8"):
    """The bytes of a CSV: names of columns, then rows."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([columns, *rows])
    return text.getvalue().encode(encoding)


def zipped(files, *, compression=zipfile.ZIP_DEFLATED):
    """The bytes of a ZIP of ``files``: name -> bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def encrypted(data):
    """The ZIP ``data`` with every file marked as encrypted."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            struct.pack_into("<H", changed, at + offset, 1)
            at = changed.find(mark, at + 4)
    return bytes(changed)


def front(seed=1):
    """The bytes of a small pack shot with something on it."""
    file = io.BytesIO()
    pack = Image.fromarray(draw_pack_shot(seed))
    pack.thumbnail((240, 240))
    pack.save(file, "PNG")
    return file.getvalue()


__all__ = ["SOUP", "TEA", "encrypted", "front", "picture", "table", "zipped"]
