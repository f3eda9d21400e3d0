"""Lines of Thai cut out whole: with their marks, without their neighbours. Pure.

A detector's quad follows the letters; what stands above and below them is often cut.
Each line is cut out with room on all sides and then trimmed to its own ink.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from core.engines import Pixels
from core.engines.strips import extent, part, straightened
from core.engines.thai_ink import Ink, ink_of, own_ink
from core.geometry import Point, Quad, quad_of

_ROOM = 0.6
"""Of a line's height, above and below it: quads around bare letters leave out their marks."""

_SIDE_ROOM = 0.3
_MARGIN = 0.08
"""Of the height of the ink, left around it."""

_COLUMN_GAP = 2.5
"""Times the line's height: wider blanks part columns."""

_HIGHEST = 160


@dataclass(frozen=True, slots=True)
class Strip:
    """One line's picture (RGB, dark on light, reading from left to right) and its place on
    the photo."""

    pixels: Pixels
    quad: Quad


def strips_of(pixels: Pixels, quad: Quad) -> list[Strip]:
    """The line under ``quad``, parted where its blanks are as wide as a gutter.

    Empty where nothing stands out from the background.
    """
    opened = _opened(quad)
    picture = dark_on_light(_flat(pixels, opened))
    ink = own_ink(ink_of(picture), _ROOM, _SIDE_ROOM)
    rows, cols = ink.shape
    found = []
    for start, end in _pieces(ink):
        top, bottom = _reach(np.asarray(ink[:, start:end].any(1)))
        margin = max(1, round(_MARGIN * (bottom - top)))
        box = (
            max(start - margin, 0),
            max(top - margin, 0),
            min(end + margin, cols),
            min(bottom + margin, rows),
        )
        found.append(Strip(_cropped(picture, box), _placed(opened, box, rows, cols)))
    return found


def dark_on_light(picture: Pixels) -> Pixels:
    """``picture`` (RGB) of a line, its colours turned round where the print is lighter."""
    ink = ink_of(picture)
    if not ink.any() or float(picture[ink].mean()) <= float(np.median(picture)):
        return picture
    return np.asarray(255 - picture, np.uint8)


def _opened(quad: Quad) -> Quad:
    """``quad`` with room on all sides, in its own directions."""
    height = extent(quad)[1]
    top_left, top_right, bottom_right, bottom_left = quad
    along = _unit(top_left, top_right, bottom_left, bottom_right)
    across = Point(-along.y, along.x)
    side, room = _SIDE_ROOM * height, _ROOM * height
    moves = ((-side, -room), (side, -room), (side, room), (-side, room))
    return quad_of(
        (p.x + a * along.x + b * across.x, p.y + a * along.y + b * across.y)
        for p, (a, b) in zip(quad, moves, strict=True)
    )


def _unit(one: Point, two: Point, three: Point, four: Point) -> Point:
    x, y = two.x - one.x + four.x - three.x, two.y - one.y + four.y - three.y
    length = max(math.hypot(x, y), 1e-6)
    return Point(x / length, y / length)


def _flat(pixels: Pixels, quad: Quad) -> Pixels:
    """What lies under ``quad``, straightened, at most ``_HIGHEST`` pixels high."""
    flat = straightened(pixels, quad, least=2)
    rows, cols = flat.shape[:2]
    if rows <= _HIGHEST:
        return flat
    size = (max(2, round(cols * _HIGHEST / rows)), _HIGHEST)
    return np.asarray(cv2.resize(flat, size, interpolation=cv2.INTER_AREA), np.uint8)


def _pieces(ink: Ink) -> list[tuple[int, int]]:
    """Runs of columns with ink that no gutter parts."""
    inked = np.flatnonzero(ink.any(0))
    if not len(inked):
        return []
    top, bottom = _reach(np.asarray(ink.any(1)))
    gaps = np.flatnonzero(np.diff(inked) > _COLUMN_GAP * (bottom - top))
    starts = [inked[0], *inked[gaps + 1]]
    ends = [*inked[gaps], inked[-1]]
    return [(int(a), int(b) + 1) for a, b in zip(starts, ends, strict=True)]


def _reach(inked: Ink) -> tuple[int, int]:
    found = np.flatnonzero(inked)
    return int(found[0]), int(found[-1]) + 1


def _cropped(picture: Pixels, box: tuple[int, int, int, int]) -> Pixels:
    left, top, right, bottom = box
    return np.ascontiguousarray(picture[top:bottom, left:right])


def _placed(quad: Quad, box: tuple[int, int, int, int], rows: int, cols: int) -> Quad:
    """The place on the photo of ``box``, given in a picture of ``quad`` of that size."""
    left, top, right, bottom = box
    tall = part(quad, left / cols, right / cols)
    on_side = (tall[3], tall[0], tall[1], tall[2])
    cut = part(on_side, 1 - bottom / rows, 1 - top / rows)
    return cut[1], cut[2], cut[3], cut[0]
