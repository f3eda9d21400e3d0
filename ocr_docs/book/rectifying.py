"""A page of the book cut out of its photo, flat and upright. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels, TextLine
from core.geometry import Box, Quad, quad_of
from ocr_docs.book.bending import Bend, bend
from ocr_docs.book.fitting import Placed
from ocr_docs.book.layout import Page
from ocr_docs.book.planes import Floats, Matrix, mapped

MARGIN = 0.03
"""Shown around the page, in page widths: printings are shifted on their paper."""

_GRID = 16
"""The bend is worked out at every so many pixels."""


@dataclass(frozen=True, slots=True)
class Flat:
    """A page laid flat: ``matrix`` and ``bent`` tell where its points are on the photo."""

    page: Page
    pixels: Pixels
    matrix: Matrix
    bent: Bend

    @property
    def margin(self) -> float:
        return MARGIN * self.page.size[0]

    def box(self, fractions: Box) -> Box:
        """A place of the page, given in fractions, in pixels of ``pixels``."""
        width, height = self.page.size
        return Box(
            fractions.left * width + self.margin,
            fractions.top * height + self.margin,
            fractions.right * width + self.margin,
            fractions.bottom * height + self.margin,
        )

    def to_photo(self, points: Floats) -> Floats:
        """Pixels (n, 2) of ``pixels`` as pixels of the photo."""
        own = points - self.margin
        return mapped(self.matrix, own + np.c_[np.zeros(len(own)), self.bent.down(own)])

    def from_photo(self, points: Floats) -> Floats:
        seen = mapped(np.linalg.inv(self.matrix), points)
        own = seen
        for _ in range(3):
            own = seen - np.c_[np.zeros(len(seen)), self.bent.down(own)]
        return own + self.margin

    def on_photo(self, box: Box) -> Quad:
        left, top, right, bottom = box
        corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
        return quad_of(self.to_photo(corners).tolist())


def flat(pixels: Pixels, placed: Placed) -> Flat:
    """Cut ``placed`` out at the size its page was measured at."""
    width, height = placed.page.size
    margin = MARGIN * width
    size = (round(width + 2 * margin), round(height + 2 * margin))
    bent = bend(placed.page, placed.anchors, placed.matrix)
    empty = Flat(placed.page, np.zeros((0, 0, 3), np.uint8), placed.matrix, bent)
    across, down = _places(empty, size)
    shrunk, zoom = _shrunk(pixels, _photo_pixels_per_own(empty, size))
    cut = cv2.remap(
        shrunk, across * zoom[0], down * zoom[1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return Flat(placed.page, np.asarray(cut, np.uint8), placed.matrix, bent)


def moved_line(line: TextLine, page: Flat) -> TextLine:
    """A line read on ``page`` with its places on the photo."""
    characters = tuple(
        replace(character, quad=_moved(character.quad, page)) for character in line.characters
    )
    return replace(line, quad=_moved(line.quad, page), characters=characters)


def _moved(quad: Quad, page: Flat) -> Quad:
    return quad_of(page.to_photo(np.array(quad, np.float64)).tolist())


def _places(page: Flat, size: tuple[int, int]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Where on the photo every pixel of the flat page is: (height, width) each for x and y."""
    cols, rows = (-(-side // _GRID) + 1 for side in size)
    x, y = np.meshgrid(np.arange(cols) * float(_GRID), np.arange(rows) * float(_GRID))
    spots = page.to_photo(np.c_[x.ravel(), y.ravel()]).reshape(rows, cols, 2)
    # Resizing puts the middle of a cell at its centre: a map of pixels to grid places does not.
    grid = np.meshgrid(
        np.arange(size[0], dtype=np.float32) / _GRID, np.arange(size[1], dtype=np.float32) / _GRID
    )
    fine = cv2.remap(spots.astype(np.float32), *grid, cv2.INTER_LINEAR)
    return np.ascontiguousarray(fine[..., 0]), np.ascontiguousarray(fine[..., 1])


def _photo_pixels_per_own(page: Flat, size: tuple[int, int]) -> float:
    middle = np.array([[size[0] / 2, size[1] / 2], [size[0] / 2 + 1, size[1] / 2]])
    here, there = page.to_photo(middle)
    return float(np.linalg.norm(there - here))


def _shrunk(pixels: Pixels, scale: float) -> tuple[Pixels, tuple[float, float]]:
    """A photo much finer than the page's own size is averaged first: plain sampling drops dots."""
    if scale < 1.3:
        return pixels, (1.0, 1.0)
    rows, cols = pixels.shape[:2]
    size = (round(cols / scale), round(rows / scale))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), (size[0] / cols, size[1] / rows)
