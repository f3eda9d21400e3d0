"""Places on a photo that may be registers, cut out straight as strips. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.engines import Pixels
from core.engines.strips import extent, turned_over
from core.geometry import Point, Quad, quad_of
from ocr_docs.register.geometry import direction

STRIP_HEIGHT = 96
"""Pixels that a strip is high at most: twice what its reader looks at."""

_WIDEST = 14.0
"""A strip is no more than this many times wider than high."""


@dataclass(frozen=True, slots=True)
class Place:
    """A quad along the reading direction, in photo pixels, and what speaks for it.

    ``drums`` is how many drums were seen there; ``score`` the mean chance (0-1) of each.
    """

    quad: Quad
    drums: int
    score: float

    @property
    def angle(self) -> float:
        """Reading direction, degrees clockwise on screen, in (-180, 180]."""
        first, second, third, fourth = self.quad
        return direction(_middle(first, fourth), _middle(second, third))

    def over(self) -> Place:
        """The same place, read upside down."""
        return Place(turned_over(self.quad), self.drums, self.score)


def strip_of(pixels: Pixels, place: Place) -> Pixels:
    """The picture under ``place``, straightened, ``STRIP_HEIGHT`` pixels high at most."""
    width, height = extent(place.quad)
    rows = max(8, min(STRIP_HEIGHT, math.ceil(height)))
    cols = max(8, round(min(width / max(height, 1e-6), _WIDEST) * rows))
    shrink = min(1.0, 2 * rows / max(height, 1.0))
    area, x, y = _around(pixels, place.quad)
    if shrink < 1:
        # The neighbourhood is averaged first: plain interpolation would drop thin strokes.
        size = max(1, round(area.shape[1] * shrink)), max(1, round(area.shape[0] * shrink))
        area = np.asarray(cv2.resize(area, size, interpolation=cv2.INTER_AREA), np.uint8)
    source = (np.array(place.quad) - [x, y]) * shrink
    warp = cv2.getPerspectiveTransform(source.astype(np.float32), _corners(cols, rows))
    flat = cv2.warpPerspective(
        area, warp, (cols, rows), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(flat, np.uint8)


def on_photo(place: Place, strip: Pixels, quad: Quad) -> Quad:
    """Where ``quad`` of the place's strip lies on the photo."""
    return quad_of(_mapped(quad, _outline(strip), place.quad))


def on_strip(place: Place, strip: Pixels, quad: Quad) -> Quad:
    """Where ``quad`` of the photo lies on the place's strip."""
    return quad_of(_mapped(quad, place.quad, _outline(strip)))


def shown(pixels: Pixels, place: Place, strip: Pixels) -> tuple[int, int]:
    """The first and last column of the place's strip whose middle the photo shows."""
    rows, cols = strip.shape[:2]
    middles = [(col + 0.5, rows / 2) for col in range(cols)]
    points = _mapped(middles, _outline(strip), place.quad)
    inside = (points >= 0).all(1) & (points < [pixels.shape[1], pixels.shape[0]]).all(1)
    columns = np.flatnonzero(inside)
    return (int(columns[0]), int(columns[-1])) if columns.size else (0, 0)


def _around(pixels: Pixels, quad: Quad) -> tuple[Pixels, int, int]:
    """The part of the photo about ``quad`` and its left and top; one pixel at least."""
    rows, cols = pixels.shape[:2]
    points = np.array(quad)
    left, top = np.clip(np.floor(points.min(0)).astype(int) - 2, 0, [cols - 1, rows - 1]).tolist()
    right, low = np.ceil(points.max(0)).astype(int).tolist()
    right, low = max(left + 1, min(right + 3, cols)), max(top + 1, min(low + 3, rows))
    return pixels[top:low, left:right], left, top


def _mapped(points: ArrayLike, corners: ArrayLike, to: ArrayLike) -> NDArray[np.float64]:
    """``points`` (n, 2) under the perspective that brings four ``corners`` where ``to`` says."""
    warp = cv2.getPerspectiveTransform(np.array(corners, np.float32), np.array(to, np.float32))
    moved = cv2.perspectiveTransform(np.array([points], np.float64), warp)
    return np.asarray(moved[0], np.float64)


def _outline(strip: Pixels) -> NDArray[np.float32]:
    return _corners(strip.shape[1], strip.shape[0])


def _corners(cols: int, rows: int) -> NDArray[np.float32]:
    return np.array([[0, 0], [cols, 0], [cols, rows], [0, rows]], np.float32)


def _middle(one: Point, other: Point) -> Point:
    return Point((one.x + other.x) / 2, (one.y + other.y) / 2)
