"""Reading ZIP files that somebody sent. Pure."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
)
"""What reading a damaged ZIP raises: positions out of the file, names of no alphabet, methods
that do not exist, passwords where there should be none."""
