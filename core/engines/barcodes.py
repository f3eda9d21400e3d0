"""Barcodes by zxing-cpp. The only module that knows it.

Payloads are taken in plain text mode: the default one adds parentheses to GS1
strings and replaces control characters, and both would have to be guessed back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
import zxingcpp

from core.engines import Barcode, Pixels
from core.engines.failing import failing_as
from core.geometry import box_of, moved, quad_of

_LARGE = 4_000_000
"""Above this many pixels the second look is at half size: bars are then many pixels wide."""

_SMALL = 1_000_000
"""Below this many pixels the picture is looked at once more, enlarged."""


class ZxingCpp:
    """A ``BarcodeEngine``: all symbologies, any direction.

    Each photo is searched as it is and with local contrast evened out, which
    reads shadowed and faded codes (measured: 63 and 60 of the same 119 photos,
    66 together). Small ones are searched once more enlarged and sharpened.
    """

    def read(self, pixels: Pixels) -> list[Barcode]:
        """Every barcode found, each once, with its quad in ``pixels``. Raises EngineFailed."""
        found: list[Barcode] = []
        with failing_as("barcode_engine"):
            for picture, scale in _looks(pixels):
                for result in zxingcpp.read_barcodes(picture, text_mode=zxingcpp.TextMode.Plain):
                    barcode = _barcode(result, 1 / scale)
                    if barcode.text and not any(_same(barcode, other) for other in found):
                        found.append(barcode)
        return found


def _looks(pixels: Pixels) -> Iterator[tuple[Pixels, float]]:
    """The pictures to search, each with its scale relative to ``pixels``."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    yield np.asarray(grey, np.uint8), 1.0
    even = cv2.createCLAHE(clipLimit=3, tileGridSize=(8, 8))
    if grey.size > _LARGE:
        half = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        yield np.asarray(even.apply(half), np.uint8), 0.5
        return
    yield np.asarray(even.apply(grey), np.uint8), 1.0
    if grey.size < _SMALL:
        twice = cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
        sharp = cv2.addWeighted(twice, 2.5, cv2.GaussianBlur(twice, (0, 0), 3), -1.5, 0)
        yield np.asarray(sharp, np.uint8), 2.0


def _barcode(result: Any, scale: float) -> Barcode:
    place = result.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    quad = moved(quad_of((point.x, point.y) for point in corners), scale=scale)
    return Barcode(result.text, result.format.name, result.symbology_identifier, quad)


def _same(one: Barcode, other: Barcode) -> bool:
    """The same payload at the same place: two labels with one number count as two."""
    if (one.text, one.format) != (other.text, other.format):
        return False
    a, b = box_of(one.quad), box_of(other.quad)
    return a.left <= b.right and b.left <= a.right and a.top <= b.bottom and b.top <= a.bottom
