"""Shelves: their front edges, which facings stand on which, and the empty places. Pure.

Facings tell where shelves are: their bottoms lie in rows. The picture tells exactly where:
a shelf's front edge is a long, nearly level edge just below them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels
from core.geometry import Box, Point, box_of, quad_of
from scenes.realogram import Facing, Gap, ShelfLine

Rows = NDArray[np.float64]

# Bottoms of one shelf lie within so much of a facing's height of a straight line.
_LEVEL = 0.22
_STEEPEST = 0.25
# A gap is at least so wide, in widths of the facings beside it.
_NARROWEST_GAP = 0.7
# The ground of an empty place: how much plainer than the products it must be.
_PLAINER = 0.55


def shelf_lines(pixels: Pixels, facings: Sequence[Facing]) -> tuple[ShelfLine, ...]:
    """The front edges of the shelves that facings stand on, top to bottom, from the left
    side of the photo to its right; none without facings."""
    height, width = pixels.shape[:2]
    bottoms = [_bottom(facing) for facing in facings]
    heights = [box_of(facing.quad).height for facing in facings]
    lines: list[tuple[float, float]] = []
    left = list(range(len(facings)))
    while left:
        line, members = _longest_row(left, bottoms, heights)
        left = [one for one in left if one not in members]
        if len(members) > 1 or not _on_any(bottoms[members[0]], heights[members[0]], lines):
            lines.append(line)
    lines = [line for line in lines if 0 < line[0] + line[1] * width / 2 < height * 1.05]
    lines.sort(key=lambda line: line[0] + line[1] * width / 2)
    return tuple(
        ShelfLine(Point(0.0, start), Point(float(width), start + slope * width))
        for start, slope in _merged(lines, width, float(np.median(heights)) if heights else 0.0)
    )


def standing(facings: Sequence[Facing], lines: Sequence[ShelfLine]) -> tuple[Facing, ...]:
    """``facings`` with the shelf each stands on: the next line below its middle, where one
    is less than two of its heights away. A product on top of another is on its shelf too."""
    return tuple(replace(facing, shelf=_shelf_of(facing, lines)) for facing in facings)


def gaps_between(
    pixels: Pixels, facings: Sequence[Facing], lines: Sequence[ShelfLine]
) -> tuple[Gap, ...]:
    """Places on a shelf between two facings that are wide enough for another product and
    show no print: the shelf's back, or shadow."""
    gaps: list[Gap] = []
    for shelf in range(len(lines)):
        row = [box_of(facing.quad) for facing in facings if facing.shelf == shelf]
        row.sort(key=lambda box: box.left)
        for left, right in pairwise(row):
            place = _between(left, right)
            if place and _is_plain(pixels, place, left, right):
                gaps.append(Gap(_quad(place), shelf))
    return tuple(gaps)


def _bottom(facing: Facing) -> tuple[float, float]:
    first, second = facing.quad[3], facing.quad[2]
    return (first.x + second.x) / 2, (first.y + second.y) / 2


def _longest_row(
    left: list[int], bottoms: list[tuple[float, float]], heights: list[float]
) -> tuple[tuple[float, float], list[int]]:
    """The line (height at x = 0, slope) on which most bottoms lie, with those."""
    best: tuple[tuple[float, float], list[int]] = ((bottoms[left[0]][1], 0.0), [left[0]])
    for place, one in enumerate(left):
        for other in left[place:]:
            across = bottoms[other][0] - bottoms[one][0]
            slope = (bottoms[other][1] - bottoms[one][1]) / across if abs(across) > 1 else 0.0
            if abs(slope) > _STEEPEST:
                continue
            start = bottoms[one][1] - slope * bottoms[one][0]
            members = [
                third
                for third in left
                if abs(bottoms[third][1] - start - slope * bottoms[third][0])
                < _LEVEL * heights[third]
            ]
            if len(members) > len(best[1]):
                best = ((start, slope), members)
    return _fitted(best, bottoms)


def _fitted(
    row: tuple[tuple[float, float], list[int]], bottoms: list[tuple[float, float]]
) -> tuple[tuple[float, float], list[int]]:
    line, members = row
    if len(members) < 3:
        return row
    x, y = np.array([bottoms[one] for one in members]).T
    if np.ptp(x) < 1:
        return row
    slope, start = np.polyfit(x, y, 1)
    return (float(start), float(slope)) if abs(slope) <= _STEEPEST else line, members


def _on_any(
    bottom: tuple[float, float], height: float, lines: Sequence[tuple[float, float]]
) -> bool:
    """Whether a single facing stands on top of what stands on a line: within two heights."""
    away = (start + slope * bottom[0] - bottom[1] for start, slope in lines)
    return any(-_LEVEL * height < distance < 1.2 * height for distance in away)


def _merged(
    lines: list[tuple[float, float]], width: int, height: float
) -> list[tuple[float, float]]:
    """Lines that meet in the photo, or nearly, are one shelf."""
    kept: list[tuple[float, float]] = []
    for line in lines:
        if kept:
            gaps = [line[0] - kept[-1][0] + (line[1] - kept[-1][1]) * x for x in (0, width)]
            if min(gaps) < 0.3 * height:
                continue
        kept.append(line)
    return kept


def _shelf_of(facing: Facing, lines: Sequence[ShelfLine]) -> int:
    box = box_of(facing.quad)
    across, middle = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    for number, line in enumerate(lines):
        below = _height_at(line, across)
        if middle < below:
            return number if below - middle < 2 * box.height else -1
    return -1


def _height_at(line: ShelfLine, across: float) -> float:
    run = line.end.x - line.start.x
    share = (across - line.start.x) / run if run else 0.0
    return line.start.y + share * (line.end.y - line.start.y)


def _between(left: Box, right: Box) -> Box | None:
    room = right.left - left.right
    if room < _NARROWEST_GAP * min(left.width, right.width):
        return None
    top = max(left.top, right.top)
    bottom = (left.bottom + right.bottom) / 2
    return Box(left.right, top, right.left, bottom) if bottom - top > 4 else None


def _is_plain(pixels: Pixels, place: Box, left: Box, right: Box) -> bool:
    print_beside = max(_print_in(pixels, left), _print_in(pixels, right))
    return _print_in(pixels, place) < _PLAINER * print_beside


def _print_in(pixels: Pixels, box: Box) -> float:
    """Mean step of lightness between pixels, away from the border."""
    inset = 0.08 * min(box.width, box.height)
    rows = slice(max(round(box.top + inset), 0), max(round(box.bottom - inset), 0))
    columns = slice(max(round(box.left + inset), 0), max(round(box.right - inset), 0))
    part = pixels[rows, columns].astype(np.float32).mean(axis=2)
    if min(part.shape) < 4:
        return np.inf
    return float(np.abs(np.diff(part, axis=0)).mean() + np.abs(np.diff(part, axis=1)).mean())


def _quad(box: Box) -> tuple[Point, Point, Point, Point]:
    left, top, right, bottom = box
    return quad_of([(left, top), (right, top), (right, bottom), (left, bottom)])
