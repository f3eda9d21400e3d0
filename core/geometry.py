"""Quads, boxes and rotations. Pure.

One coordinate frame everywhere: pixels of the upright photo (EXIF applied),
origin at the top-left corner, x to the right, y down, floats. A quad lists
its corners clockwise from the top-left corner *of the text or object*, so an
upside-down label keeps its reading order.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Point(NamedTuple):
    x: float
    y: float


Quad = tuple[Point, Point, Point, Point]


class Box(NamedTuple):
    """An upright rectangle: ``left <= right``, ``top <= bottom``."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


def quad_of(points: Iterable[Iterable[float]]) -> Quad:
    """Build a quad from four (x, y) pairs, in their order. ValueError if not four."""
    corners = [Point(*(float(value) for value in pair)) for pair in points]
    if len(corners) != 4:
        raise ValueError(f"a quad has four corners, got {len(corners)}")
    return corners[0], corners[1], corners[2], corners[3]


def box_of(points: Iterable[Point]) -> Box:
    """The smallest upright box around ``points``."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def moved(quad: Quad, *, dx: float = 0.0, dy: float = 0.0, scale: float = 1.0) -> Quad:
    """``quad`` scaled about the origin, then shifted: from a crop back to its photo."""
    return quad_of((p.x * scale + dx, p.y * scale + dy) for p in quad)


def turned_back(quad: Quad, turns: int, size: tuple[int, ...]) -> Quad:
    """The place of ``quad`` on a photo, from that photo turned left by quarter ``turns``.

    ``size``: height and width of the photo before it was turned.
    """
    height, width = size
    if turns == 1:
        return quad_of((width - p.y, p.x) for p in quad)
    if turns == 2:
        return quad_of((width - p.x, height - p.y) for p in quad)
    return quad_of((p.y, height - p.x) for p in quad) if turns == 3 else quad
