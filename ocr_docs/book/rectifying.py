"""A page of the book cut out of its photo, flat and upright. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from core.engines import Pixels
from core.geometry import Box, Quad, quad_of
from ocr_docs.book.fitting import Floats, Matrix, Placed, mapped, mapped_quad
from ocr_docs.book.layout import Page

MARGIN = 0.03
"""Shown around the page, in page widths: printings are shifted on their paper."""


@dataclass(frozen=True, slots=True)
class Flat:
    """A page laid flat. ``to_photo`` takes pixels of ``pixels`` to those of the photo."""

    page: Page
    pixels: Pixels
    to_photo: Matrix

    def box(self, fractions: Box) -> Box:
        """A place of the page, given in fractions, in pixels of ``pixels``."""
        width, height = self.page.size
        margin = MARGIN * width
        return Box(
            fractions.left * width + margin,
            fractions.top * height + margin,
            fractions.right * width + margin,
            fractions.bottom * height + margin,
        )

    def from_photo(self, points: Floats) -> Floats:
        return mapped(np.linalg.inv(self.to_photo), points)

    def on_photo(self, box: Box) -> Quad:
        left, top, right, bottom = box
        corners = quad_of([(left, top), (right, top), (right, bottom), (left, bottom)])
        return mapped_quad(self.to_photo, corners)


def flat(pixels: Pixels, placed: Placed) -> Flat:
    """Cut ``placed`` out at the size its page was measured at."""
    width, height = placed.page.size
    margin = MARGIN * width
    shift = np.array([[1, 0, -margin], [0, 1, -margin], [0, 0, 1]])
    to_photo = placed.matrix @ shift
    size = (round(width + 2 * margin), round(height + 2 * margin))
    shrunk, zoom = _shrunk(pixels, _photo_pixels_per_own(to_photo, size))
    cut = cv2.warpPerspective(
        shrunk,
        np.diag([zoom[0], zoom[1], 1.0]) @ to_photo,
        size,
        flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return Flat(placed.page, np.asarray(cut, np.uint8), to_photo)


def _photo_pixels_per_own(matrix: Matrix, size: tuple[int, int]) -> float:
    middle = np.array([[size[0] / 2, size[1] / 2], [size[0] / 2 + 1, size[1] / 2]])
    here, there = mapped(matrix, middle)
    return float(np.linalg.norm(there - here))


def _shrunk(pixels: Pixels, scale: float) -> tuple[Pixels, tuple[float, float]]:
    """A photo much finer than the page's own size is averaged first: plain sampling drops dots."""
    if scale < 1.3:
        return pixels, (1.0, 1.0)
    rows, cols = pixels.shape[:2]
    size = (round(cols / scale), round(rows / scale))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), (size[0] / cols, size[1] / rows)
