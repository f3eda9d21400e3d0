"""Photos small enough for a page, in a format that every browser shows."""

from __future__ import annotations

import io

from PIL import Image

from scenes.kept_photos import photo_of
from scenes.models import Upload

SIDES = (160, 2000)
"""Pixels of the longer side: in a list, and to read names and prices on a screen."""


def thumbnail(upload: Upload, side: int) -> bytes:
    """The upright photo as a JPEG. Raises as :func:`scenes.kept_photos.photo_of` does."""
    image = Image.fromarray(photo_of(upload).pixels())
    image.thumbnail((side, side), Image.Resampling.HAMMING)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=85)
    return file.getvalue()
