"""A page of a kept document as a picture for a browser."""

from __future__ import annotations

import io

from PIL import Image

from core.pages import open_document
from ocr_docs.limits import MAX_BYTES, MAX_PIXELS, MOST_PAGES

MAX_SIDE = 2000
"""Pixels: enough to read small print on a screen."""


def page_jpeg(body: bytes, number: int) -> bytes:
    """Page ``number`` (1-based) as a JPEG whose sides are at most 2,000 pixels.

    Raises IndexError when there is no such page, else as ``core.pages`` does.
    """
    document = open_document(body, max_bytes=MAX_BYTES, max_pixels=MAX_PIXELS, max_pages=MOST_PAGES)
    image = Image.fromarray(document.page(number - 1))
    image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.HAMMING)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=85)
    return file.getvalue()
