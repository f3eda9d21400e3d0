"""The places between the tags of a row, where tags of another kind may hang. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from core.geometry import Box

_ABOVE = 0.45
"""A gap reaches this far above and below the tags beside it, in heights of a tag."""


def gaps_of(tags: Sequence[Box], cols: int, longest: float) -> list[Box]:
    """What lies between neighbours of a row and up to the photo's sides, in pieces.

    ``cols`` is the photo's width; no piece is longer than ``longest``; ends are shared a
    little, so that nothing is cut in every piece. Pixels.
    """
    return [
        piece
        for row in rows_of(tags)
        for left, right in _neighbours(row, cols)
        for piece in _pieces(left, right, row, longest)
    ]


def rows_of(tags: Sequence[Box]) -> list[list[Box]]:
    """Tags that hang side by side, each row from left to right."""
    rows: list[list[Box]] = []
    for tag in sorted(tags, key=lambda box: box.left):
        mates = [row for row in rows if _level(row[-1], tag)]
        if mates:
            min(mates, key=lambda row: abs(row[-1].top - tag.top)).append(tag)
        else:
            rows.append([tag])
    return rows


def _level(one: Box, other: Box) -> bool:
    height = max(one.height, other.height)
    # A shelf may rise by a tenth of its length across the photo.
    slack = 0.5 * height + 0.1 * max(other.left - one.right, 0.0)
    return abs(one.top + one.bottom - other.top - other.bottom) / 2 < min(slack, 1.2 * height)


def _neighbours(row: Sequence[Box], cols: int) -> Iterator[tuple[Box, Box]]:
    """Pairs of neighbours; the photo's sides stand beside the first and the last."""
    first, last = row[0], row[-1]
    ends = [first._replace(left=0.0, right=0.0), *row, last._replace(left=cols, right=cols)]
    yield from pairwise(ends)


def _pieces(left: Box, right: Box, row: Sequence[Box], longest: float) -> Iterator[Box]:
    width = sorted(box.width for box in row)[len(row) // 2]
    rise = _ABOVE * max(left.height, right.height)
    top, bottom = min(left.top, right.top) - rise, max(left.bottom, right.bottom) + rise
    start = left.right
    while right.left - start >= 0.5 * width:
        end = min(start + longest, right.left)
        yield Box(start, max(top, 0.0), end, bottom)
        start = end if end == right.left else end - width
