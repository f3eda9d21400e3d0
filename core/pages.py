"""A document's pages, from the bytes of a PDF, a TIFF of several pages or any photo.

Everything is judged before it is decoded: bytes, format, number of pages, size of
each page. A page is upright RGB; its coordinate frame is pixels with the origin at
its top left. Pages of a PDF are drawn with 200 dots per inch.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from threading import Lock

import numpy as np
import pypdfium2

from core import photos
from core.decoding import RgbPixels, decode, page_frames
from core.errors import ImageTooLarge, TooManyPages, UnsupportedImage
from core.image_formats import MEDIA_TYPES, READABLE, sniff

PDF = "application/pdf"
# What pdf2image draws with unless told otherwise; so boxes mean the same pixels here.
DOTS_PER_INCH = 200
_SCALE = DOTS_PER_INCH / 72
# The reader of PDF looks for its mark here, after whatever a mail program put in front.
_PDF_MARK, _MARK_WITHIN = b"%PDF-", 1024
_PASSWORD_ERRORS = {pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY}
# PDFium is not made for threads: one call at a time, from opening to closing.
_PDFIUM = Lock()


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
            ImageTooLarge: a picture on the page of a PDF has too many pixels.
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
    sizes = tuple(size for _, size in frames)
    numbers = [number for number, _ in frames]
    return Document(
        MEDIA_TYPES["TIFF"], sizes, lambda index: decode(data, "TIFF", frame=numbers[index])
    )


def _open_pdf(data: bytes, max_pages: int, max_pixels: int) -> Document:
    with _opened(data) as pdf:
        if len(pdf) > max_pages:
            raise TooManyPages(f"The document has more than {max_pages:,} pages.")
        sizes = tuple(_pixel_size(*pdf.get_page_size(index)) for index in range(len(pdf)))
    if not sizes:
        raise UnsupportedImage("The PDF has no pages.")
    if any(width * height > max_pixels for width, height in sizes):
        raise ImageTooLarge(
            f"A page has more than {max_pixels / 1e6:g} megapixels.", detail=f"{sizes}"
        )
    return Document(PDF, sizes, partial(_draw, data, max_pixels))


@contextmanager
def _opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The PDF, for this thread alone. Raises UnsupportedImage, also for what is done with it."""
    with _PDFIUM:
        try:
            with pypdfium2.PdfDocument(data) as pdf:
                yield pdf
        except pypdfium2.PdfiumError as error:
            locked = getattr(error, "err_code", None) in _PASSWORD_ERRORS
            raise UnsupportedImage(
                "The PDF is protected with a password." if locked else "The PDF is broken.",
                detail=str(error),
            ) from error


def _pixel_size(width: float, height: float) -> tuple[int, int]:
    """Pixels of a page in points, rounded up as pdftoppm (behind pdf2image) and PDFium do."""
    return math.ceil(width * _SCALE), math.ceil(height * _SCALE)


def _draw(data: bytes, max_pixels: int, index: int) -> RgbPixels:
    with _opened(data) as pdf:
        page = pdf[index]
        for picture in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
            if math.prod(picture.get_px_size()) > max_pixels:
                raise ImageTooLarge(
                    f"A picture on a page has more than {max_pixels / 1e6:g} megapixels."
                )
        bitmap = page.render(scale=_SCALE, rev_byteorder=True)
        pixels: RgbPixels = np.array(bitmap.to_numpy())
        bitmap.close()
    pixels.setflags(write=False)
    return pixels
