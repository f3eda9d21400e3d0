"""A document's pages, from the bytes of a PDF, a TIFF of several pages or any photo.

Everything is judged before it is decoded: bytes, format, number of pages, size of
each page. A page is upright RGB; its coordinate frame is pixels with the origin at
its top left. Pages of a PDF (what their CropBox shows) have 200 pixels per inch.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from core import photos
from core.decoding import RgbPixels, decode, page_frames
from core.errors import ImageTooLarge, RecognitionError, TooManyPages, UnsupportedImage
from core.image_formats import MEDIA_TYPES, READABLE, sniff

PDF = "application/pdf"
# Readers of PDF look for its mark here, behind whatever a mail program put in front.
_PDF_MARK, _MARK_WITHIN = b"%PDF-", 1024
_PDF_READER = Path(__file__).with_name("pdf_reader.py")
# Processor time for one page; a dense one takes two seconds. A busy machine may take
# three times as long.
PDF_SECONDS = 20
_TOO_MUCH = (-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGABRT)


@dataclass(frozen=True)
class Document:
    """Pages that have passed every check that needs no decoding, numbered from 0.

    ``sizes`` are (width, height) in pixels of the upright pages.
    """

    media_type: str
    sizes: tuple[tuple[int, int], ...]
    _decode: Callable[[int], RgbPixels] = field(repr=False)

    @property
    def page_count(self) -> int:
        return len(self.sizes)

    def page_size(self, index: int) -> tuple[int, int]:
        """Width and height of a page in pixels. Raises IndexError."""
        return self.sizes[index]

    def page(self, index: int) -> RgbPixels:
        """Decode one page, and only that: RGB, ``(height, width, 3)``, read-only.

        Raises:
            UnsupportedImage: the page is cut off or broken.
            ImageTooLarge: drawing the page of a PDF takes too much time or memory, or a
                picture on it has too many pixels.
            IndexError: there is no such page.
        """
        return self._decode(range(self.page_count)[index])


def open_document(data: bytes, *, max_bytes: int, max_pages: int, max_pixels: int) -> Document:
    """Check ``data`` and find its pages, without decoding one.

    Raises:
        ImageTooLarge: more than ``max_bytes``, or a page of more than ``max_pixels``.
        TooManyPages: more than ``max_pages``.
        UnsupportedImage: empty, no format that we read, broken, or a PDF with a password.
    """
    if len(data) > max_bytes:
        raise ImageTooLarge(f"The document has more than {max_bytes:,} bytes.")
    if _is_pdf(data):
        return _open_pdf(data, max_pages, max_pixels)
    if sniff(data) == "TIFF":
        return _open_tiff(data, max_pages, max_pixels)
    photo = photos.from_bytes(data, max_bytes=max_bytes, max_pixels=max_pixels)
    return Document(photo.media_type, ((photo.width, photo.height),), lambda _: photo.pixels())


def _is_pdf(data: bytes) -> bool:
    """True for a PDF; False for a photo. Raises UnsupportedImage for anything else."""
    try:
        sniff(data)
    except UnsupportedImage as error:
        if _PDF_MARK in data[:_MARK_WITHIN]:
            return True
        if not data:
            raise
        raise UnsupportedImage(
            f"The file is no document that can be read. Readable are PDF, {READABLE}.",
            detail=error.detail,
        ) from error
    return False


def _open_tiff(data: bytes, max_pages: int, max_pixels: int) -> Document:
    frames = page_frames(data, max_pages=max_pages, max_pixels=max_pixels)
    numbers, sizes = zip(*frames, strict=True)
    return Document(
        MEDIA_TYPES["TIFF"], sizes, lambda index: decode(data, "TIFF", frame=numbers[index])
    )


def _open_pdf(data: bytes, max_pages: int, max_pixels: int) -> Document:
    answer, _ = _read_pdf(data, "sizes", max_pages)
    if answer["pages"] > max_pages:
        raise TooManyPages(f"The document has more than {max_pages:,} pages.")
    sizes = tuple((width, height) for width, height in answer["sizes"])
    if not sizes:
        raise UnsupportedImage("The PDF has no pages.")
    if any(width * height > max_pixels for width, height in sizes):
        raise ImageTooLarge("A page of the PDF is too large.", detail=f"{sizes}")
    return Document(PDF, sizes, partial(_drawn, data, max_pixels))


def _drawn(data: bytes, max_pixels: int, index: int) -> RgbPixels:
    answer, output = _read_pdf(data, "draw", index, max_pixels)
    width, height = answer["size"]
    start = len(output) - height * width * 3
    return np.frombuffer(output, np.uint8, offset=start).reshape(height, width, 3)


def _read_pdf(data: bytes, task: str, *numbers: int) -> tuple[dict[str, Any], bytes]:
    """The reader's answer, and all its output. Raises what its ``error`` stands for."""
    command = [sys.executable, "-I", str(_PDF_READER), str(PDF_SECONDS), task]
    command += map(str, numbers)
    try:
        reader = subprocess.run(  # noqa: S603 - our own file, and numbers
            command, input=data, capture_output=True, timeout=3 * PDF_SECONDS, env={}
        )
    except subprocess.TimeoutExpired as error:
        raise _failure("too_much", detail=str(error)) from error
    if reader.returncode:
        word = "too_much" if reader.returncode in _TOO_MUCH else "crash"
        said = reader.stderr[-500:].decode(errors="replace")
        raise _failure(word, detail=f"{reader.returncode}: {said}")
    answer = json.loads(reader.stdout[: reader.stdout.index(b"\n")])
    if "error" in answer:
        raise _failure(answer["error"], detail=answer.get("detail", ""))
    return answer, reader.stdout


def _failure(word: str, *, detail: str) -> RecognitionError:
    kind, message = {
        "locked": (UnsupportedImage, "The PDF is protected with a password."),
        "broken": (UnsupportedImage, "The PDF is broken."),
        "crash": (UnsupportedImage, "The PDF cannot be read."),
        "picture_too_large": (ImageTooLarge, "A picture in the PDF is too large."),
        "too_much": (ImageTooLarge, "The PDF takes too much time or memory to read."),
    }[word]
    return kind(message, detail=detail)
