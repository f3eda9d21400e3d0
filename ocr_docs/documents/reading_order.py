"""Lines of a page in the order in which people read them. Pure.

A page is read row by row, but where a blank runs down between two blocks of running
text these are columns, and each is read to its end. Blocks of short entries are tables
or forms, whose rows belong together.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

from core.engines import TextLine
from core.geometry import Box, Quad, box_of, quad_of

_Placed = tuple[Box, TextLine]
_Row = list[_Placed]
_Gap = tuple[float, float]

_LEAST_ROWS = 3
_FULL = 0.6
"""Of a column's width: running text fills more of it with most of its lines."""

_LEAST_WIDTH = 7.0
"""Of a line's height: narrower blocks hold entries, not text."""

_GUTTER = 0.8
_BESIDE = 0.5


def in_rows(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Rows in reading order, each from its first line to its last."""
    angle = _direction(lines)
    placed = [(_upright(line.quad, angle), line) for line in lines]
    return [[line for _, line in row] for row in _read(placed)]


def _direction(lines: Sequence[TextLine]) -> float:
    """The way most print runs, in radians clockwise from +x."""
    x = sum(line.quad[1].x - line.quad[0].x for line in lines)
    y = sum(line.quad[1].y - line.quad[0].y for line in lines)
    return math.atan2(y, x)


def _upright(quad: Quad, angle: float) -> Box:
    cos, sin = math.cos(angle), math.sin(angle)
    return box_of(quad_of((p.x * cos + p.y * sin, p.y * cos - p.x * sin) for p in quad))


def _read(placed: Sequence[_Placed]) -> list[_Row]:
    """Rows of a block, with its columns, wherever it has some, one after the other."""
    rows = _rows(placed)
    read: list[_Row] = []
    while rows:
        count, gutter = _columns(rows)
        if gutter is None:
            read.append(rows[0])
        else:
            block = [item for row in rows[:count] for item in row]
            left, right = _parted(block, gutter)
            read += _read(left) + _read(right)
        rows = rows[count:]
    return read


def _rows(placed: Sequence[_Placed]) -> list[_Row]:
    """Lines side by side belong to one row; rows from the top, lines from the left."""
    rows: list[_Row] = []
    for item in sorted(placed, key=lambda item: item[0].top + item[0].bottom):
        row = next((row for row in reversed(rows) if _joins(item[0], row)), None)
        if row is None:
            rows.append([item])
        else:
            row.append(item)
    for row in rows:
        row.sort(key=lambda item: item[0].left)
    return rows


def _joins(box: Box, row: _Row) -> bool:
    """Beside the nearest line of ``row``, and over none of its lines?"""
    if any(_overlap(box.left, box.right, b.left, b.right) > 0.3 for b, _ in row):
        return False
    near = min((b for b, _ in row), key=lambda b: abs(b.left + b.right - box.left - box.right))
    return _overlap(box.top, box.bottom, near.top, near.bottom) > _BESIDE


def _overlap(start: float, end: float, low: float, high: float) -> float:
    """Of the shorter of two spans."""
    shorter = max(min(end - start, high - low), 1e-6)
    return max(min(end, high) - max(start, low), 0.0) / shorter


def _columns(rows: Sequence[_Row]) -> tuple[int, _Gap | None]:
    """How many of the first rows one gutter parts into columns; 1 and None if none does."""
    height = median(box.height for row in rows for box, _ in row)
    gaps = _gaps(rows[0], height)
    reach: list[tuple[int, _Gap]] = []
    for count, row in enumerate(rows, 1):
        gaps = [gap for old in gaps for gap in _common(old, _gaps(row, height), height)]
        reach += [(count, gap) for gap in gaps]
    for count, gutter in sorted(reach, key=lambda found: (found[0], found[1][1] - found[1][0]))[
        ::-1
    ]:
        block = [item for row in rows[:count] for item in row]
        if all(_is_text(side, height) for side in _parted(block, gutter)):
            return count, gutter
    return 1, None


def _gaps(row: _Row, height: float) -> list[_Gap]:
    """Where a row has nothing, wide enough for a gutter; outwards without end."""
    gaps: list[_Gap] = []
    reached = -math.inf
    for box, _ in row:
        gaps.append((reached, box.left))
        reached = max(reached, box.right)
    gaps.append((reached, math.inf))
    return [(low, high) for low, high in gaps if high - low >= _GUTTER * height]


def _common(gap: _Gap, others: Sequence[_Gap], height: float) -> list[_Gap]:
    shared = [(max(gap[0], low), min(gap[1], high)) for low, high in others]
    return [(low, high) for low, high in shared if high - low >= _GUTTER * height]


def _parted(block: Sequence[_Placed], gutter: _Gap) -> tuple[list[_Placed], list[_Placed]]:
    left = [item for item in block if item[0].right <= gutter[0] + 1e-6]
    return left, [item for item in block if item[0].right > gutter[0] + 1e-6]


def _is_text(side: Sequence[_Placed], height: float) -> bool:
    """Running text: lines that fill a block of some width, one above the other."""
    if len(side) < _LEAST_ROWS:
        return False
    width = max(b.right for b, _ in side) - min(b.left for b, _ in side)
    if width < _LEAST_WIDTH * height:
        return False
    rows = _rows(side)
    filled = [sum(box.width for box, _ in row) for row in rows]
    return len(rows) >= _LEAST_ROWS and median(filled) >= _FULL * width
