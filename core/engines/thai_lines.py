"""Lines of print out of several searches of one page. Pure.

A detector made for other scripts finds Thai lines whole only where they are small on
the picture it searches: larger ones fall apart into letters and marks, or are lost
between their neighbours. So a page is searched coarsely and finely, and each place is
taken from the finest search in which its print is not yet too large.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from core.engines.strips import extent, turned_over
from core.geometry import Box, Point, Quad, box_of, quad_of

_LARGE_PRINT = 32.0
"""Lines higher than this, in pixels of the picture searched, fall apart (measured on pages
of nine fonts: none of 160 lines was lost at 15-30 pixels, one in ten at 35)."""

_COVERED = 0.7
_OVERLAP = 0.5
_ONE_LINE = 0.6
_NARROW_GAP = 0.5
_MARKS_REACH = 0.35
_SHORT_LINE = 10.0
_STRAY_DEGREES = 6.0
_SINGLE = 1.7


@dataclass(frozen=True, slots=True)
class Search:
    """The quads, on the photo, that one search found; ``scale``: searched size / photo size."""

    quads: Sequence[Quad]
    scale: float


def agreed(searches: Sequence[Search]) -> list[Quad]:
    """One quad for each line, from searches in the order coarse to fine."""
    angle = direction([quad for search in searches for quad in search.quads])
    kept: list[Quad] = []
    for search in searches:
        kept = _refined(kept, search, angle)
    kept = _without_marks(_joined(kept, angle), angle)
    return [_straight(_lying(quad, kept), angle) for quad in kept]


def direction(quads: Iterable[Quad]) -> float:
    """The angle of most print, in radians clockwise from +x, within a quarter turn about 0."""
    turns, weights = [], []
    for quad in quads:
        width, height = extent(quad)
        if width > 2 * height:
            turns.append((_angle(quad) + math.pi / 4) % (math.pi / 2) - math.pi / 4)
            weights.append(width)
    if not turns:
        return 0.0
    order = np.argsort(turns)
    half = np.cumsum(np.array(weights)[order])
    return float(np.array(turns)[order][np.searchsorted(half, half[-1] / 2)])


def turned(quad: Quad, angle: float) -> Quad:
    """``quad`` turned about the origin by ``angle`` (radians, clockwise on screen)."""
    cos, sin = math.cos(angle), math.sin(angle)
    return quad_of((p.x * cos - p.y * sin, p.x * sin + p.y * cos) for p in quad)


def _refined(kept: list[Quad], search: Search, angle: float) -> list[Quad]:
    """``kept`` with what a finer search knows better, and what only it has found."""
    fine = [(quad, box_of(turned(quad, -angle))) for quad in search.quads]
    left: list[Quad] = []
    taken: set[int] = set()
    dropped: set[int] = set()
    for quad in kept:
        box = box_of(turned(quad, -angle))
        inside = {i for i, (_, other) in enumerate(fine) if _share(other, box) > _OVERLAP}
        limit = max(_LARGE_PRINT / search.scale, _thickness(quad))
        whole = {i for i in inside if _thickness(fine[i][0]) <= limit}
        if _covers([fine[i][1] for i in whole], box):
            taken |= whole
            dropped |= inside - whole
        else:
            left.append(quad)
            dropped |= inside
            dropped |= {i for i, (_, other) in enumerate(fine) if _share(box, other) > _COVERED}
    return left + [quad for i, (quad, _) in enumerate(fine) if i in taken or i not in dropped]


def _covers(boxes: Sequence[Box], whole: Box) -> bool:
    """Do whole lines among ``boxes`` cover most of ``whole`` along its longer side?"""
    upright = whole.height > whole.width
    spans = [(b.top, b.bottom) if upright else (b.left, b.right) for b in boxes]
    start, end = (whole.top, whole.bottom) if upright else (whole.left, whole.right)
    reached, covered = start, 0.0
    for low, high in sorted(spans):
        covered += max(0.0, min(high, end) - max(low, reached))
        reached = max(reached, high)
    return covered > _COVERED * (end - start)


def _share(one: Box, other: Box) -> float:
    """The share of ``one`` that lies in ``other``."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    area = max(one.width * one.height, 1e-6)
    return max(width, 0.0) * max(height, 0.0) / area


def _joined(quads: list[Quad], angle: float) -> list[Quad]:
    """Pieces of one line put together: side by side, of one height, hardly a blank between."""
    waiting = sorted(quads, key=lambda quad: box_of(turned(quad, -angle)).left)
    lines: list[Quad] = []
    for quad in waiting:
        for i, line in enumerate(lines):
            if _same_line(line, quad, angle):
                lines[i] = _both(line, quad, angle)
                break
        else:
            lines.append(quad)
    return lines


def _same_line(left: Quad, right: Quad, angle: float) -> bool:
    one, two = (box_of(turned(quad, -angle)) for quad in (left, right))
    if one.height > one.width or two.height > two.width:
        return _share(two, one) > _COVERED
    together = min(one.bottom, two.bottom) - max(one.top, two.top)
    low, high = sorted((one.height, two.height))
    if _share(two, one) > _COVERED:
        return True
    gap = two.left - one.right
    return together > _COVERED * low and low > _ONE_LINE * high and gap < _NARROW_GAP * low


def _both(left: Quad, right: Quad, angle: float) -> Quad:
    one, two = (box_of(turned(quad, -angle)) for quad in (left, right))
    if _share(two, one) > _COVERED:
        return left
    top, bottom = min(one.top, two.top), max(one.bottom, two.bottom)
    ends = max(one.right, two.right)
    corners = [(one.left, top), (ends, top), (ends, bottom), (one.left, bottom)]
    return turned(quad_of(corners), angle)


def _without_marks(quads: list[Quad], angle: float) -> list[Quad]:
    """``quads`` but those around marks above or below a line that is there itself."""
    boxes = [box_of(turned(quad, -angle)) for quad in quads]
    return [
        quad
        for quad, box in zip(quads, boxes, strict=True)
        if not any(
            line.width > max(2 * box.width, 2 * line.height)
            and _share(box, _with_marks(line)) > _COVERED
            for line in boxes
        )
    ]


def _with_marks(line: Box) -> Box:
    reach = _MARKS_REACH * line.height
    return Box(line.left, line.top - reach, line.right, line.bottom + reach)


def _lying(quad: Quad, all_quads: Sequence[Quad]) -> Quad:
    """A single tall character on a page of lying lines is no line that runs downwards."""
    sizes = [extent(other) for other in all_quads if abs(math.cos(_angle(other))) > 0.7]
    if abs(math.cos(_angle(quad))) > 0.7 or len(sizes) <= len(all_quads) / 2:
        return quad
    usual = float(np.median([thick for _, thick in sizes]))
    if extent(quad)[0] > _SINGLE * usual:
        return quad
    back = (quad[3], quad[0], quad[1], quad[2])
    return back if math.cos(_angle(back)) > 0 else turned_over(back)


def _straight(quad: Quad, angle: float) -> Quad:
    """Short quads are turned at random by a detector's pixels: they lie as the page does."""
    width, height = extent(quad)
    off = (_angle(quad) - angle + math.pi / 4) % (math.pi / 2) - math.pi / 4
    if width > _SHORT_LINE * height or abs(math.degrees(off)) > _STRAY_DEGREES:
        return quad
    middle = Point(sum(p.x for p in quad) / 4, sum(p.y for p in quad) / 4)
    about = quad_of((p.x - middle.x, p.y - middle.y) for p in quad)
    return quad_of((p.x + middle.x, p.y + middle.y) for p in turned(about, -off))


def _angle(quad: Quad) -> float:
    left = Point((quad[0].x + quad[3].x) / 2, (quad[0].y + quad[3].y) / 2)
    right = Point((quad[1].x + quad[2].x) / 2, (quad[1].y + quad[2].y) / 2)
    return math.atan2(right.y - left.y, right.x - left.x)


def _thickness(quad: Quad) -> float:
    return min(extent(quad))
