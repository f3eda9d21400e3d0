"""Tags laid out on one sheet, so that one search reads many of them larger. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from core.engines import Pixels
from core.geometry import Box, Point, Quad

SHEET_WIDTH = 1600
_MARGIN = 0.08
_PAPER = 128


@dataclass(frozen=True, slots=True)
class Sheet:
    """``pixels`` with the boxes of a photo on it; ``places`` are (left, top, scale) of each."""

    pixels: Pixels
    boxes: tuple[Box, ...]
    places: tuple[tuple[float, float, float], ...]

    def owner(self, quad: Quad) -> int | None:
        """Which of the boxes a line on the sheet belongs to."""
        x, y = sum(p.x for p in quad) / 4, sum(p.y for p in quad) / 4
        for index, (box, (left, top, scale)) in enumerate(
            zip(self.boxes, self.places, strict=True)
        ):
            if 0 <= x - left <= box.width * scale and 0 <= y - top <= box.height * scale:
                return index
        return None

    def on_photo(self, quad: Quad, index: int) -> Quad:
        """A quad on the sheet, in the photo's pixels."""
        box, (left, top, scale) = self.boxes[index], self.places[index]
        a, b, c, d = (
            Point(box.left + (p.x - left) / scale, box.top + (p.y - top) / scale) for p in quad
        )
        return a, b, c, d


def sheet_of(pixels: Pixels, boxes: Sequence[Box], scale: float) -> Sheet:
    """``boxes`` of the photo, somewhat enlarged, at ``scale`` in rows on one sheet."""
    rows, cols = pixels.shape[:2]
    grown = [_grown(box, rows, cols) for box in boxes]
    places: list[tuple[float, float, float]] = []
    x = y = shelf = 0.0
    for box in grown:
        fitting = min(scale, (SHEET_WIDTH - 8) / box.width)
        width, height = box.width * fitting, box.height * fitting
        if x + width > SHEET_WIDTH:
            x, y, shelf = 0.0, y + shelf + 8, 0.0
        places.append((x, y, fitting))
        x, shelf = x + width + 8, max(shelf, height)
    paper = np.full((int(y + shelf) + 8, SHEET_WIDTH, 3), _PAPER, np.uint8)
    for box, (left, top, fitting) in zip(grown, places, strict=True):
        piece = _scaled(pixels, box, fitting)
        at, down = int(left), int(top)
        paper[down : down + piece.shape[0], at : at + piece.shape[1]] = piece
    return Sheet(
        paper, tuple(grown), tuple((float(int(a)), float(int(b)), s) for a, b, s in places)
    )


def _grown(box: Box, rows: int, cols: int) -> Box:
    dx, dy = _MARGIN * box.width, _MARGIN * box.height
    return Box(
        float(int(max(0, box.left - dx))),
        float(int(max(0, box.top - dy))),
        float(int(min(cols, box.right + dx + 1))),
        float(int(min(rows, box.bottom + dy + 1))),
    )


def _scaled(pixels: Pixels, box: Box, scale: float) -> Pixels:
    piece = pixels[int(box.top) : int(box.bottom), int(box.left) : int(box.right)]
    size = max(1, int(box.width * scale)), max(1, int(box.height * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(piece, size, interpolation=how), np.uint8)
