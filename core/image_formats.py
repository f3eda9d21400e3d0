"""What a file is, told from its first bytes alone. Pure.

Content types and file names are claims; these are facts. The format found here
is the only one that the decoder may try, so a file that is two things at once
is decoded as what it begins with or not at all.
"""

from __future__ import annotations

import re

from core.errors import UnsupportedImage

MEDIA_TYPES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "BMP": "image/bmp",
    "TIFF": "image/tiff",
    "HEIF": "image/heif",
}
READABLE = "JPEG, PNG, WebP, GIF, BMP, TIFF and HEIC"

_BEGINNINGS = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
)
# ISO 23008-12: still pictures and image sequences coded with HEVC.
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
# Any marker that is not a stuffed zero, a restart or a fill byte (ITU-T T.81, B.1.1).
_JPEG_MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd8\xff])", re.DOTALL)
_START_OF_SCAN, _END_OF_IMAGE = b"\xda", b"\xd9"


def sniff(data: bytes) -> str:
    """Name the format of ``data``, a key of ``MEDIA_TYPES``.

    Raises:
        UnsupportedImage: empty, or anything else: SVG, PDF, HTML, PSD, video …
    """
    if not data:
        raise UnsupportedImage("The file is empty.")
    for beginning, name in _BEGINNINGS:
        if data.startswith(beginning):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        return "HEIF"
    raise UnsupportedImage(
        f"The file is not an image that can be read. Readable are {READABLE}.",
        detail=f"begins with {data[:16]!r}",
    )


def jpeg_scans(data: bytes) -> int:
    """Count the scans of a JPEG file, up to its end-of-image marker.

    Each scan makes the decoder pass over the whole picture again, so a small
    file with thousands of empty scans costs minutes.
    """
    scans, position = 0, 2
    while marker := _JPEG_MARKER.search(data, position):
        if marker[1] == _END_OF_IMAGE:
            break
        scans += marker[1] == _START_OF_SCAN
        length = int.from_bytes(data[marker.end() : marker.end() + 2], "big")
        position = marker.end() + length
    return scans
