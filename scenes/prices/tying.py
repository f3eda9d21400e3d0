"""Which facings a tag stands for. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from core.geometry import Box, Quad, box_of
from scenes.realogram import UNKNOWN, Facing, ShelfLine

_NEAR = 2.5
"""A tag hangs at most this far from its shelf's edge, in heights of a tag."""


def facings_of(
    tag: Quad, facings: Sequence[Facing], shelves: Sequence[ShelfLine], *, tags_below: bool = True
) -> tuple[int, ...]:
    """The ids of the facings that ``tag`` stands for, from left to right.

    Those are the neighbours of one SKU on the row above the tag (below it, where
    ``tags_below`` is False) that it overlaps most, or comes nearest to.
    """
    box = box_of(tag)
    row = _row(box, facings, shelves, tags_below)
    if not row:
        return ()
    ordered = sorted(row, key=lambda facing: _span(facing)[0])
    at = min(range(len(ordered)), key=lambda i: _distance(box, _span(ordered[i])))
    first = last = at
    while first > 0 and _same(ordered[first - 1], ordered[at], box):
        first -= 1
    while last + 1 < len(ordered) and _same(ordered[last + 1], ordered[at], box):
        last += 1
    return tuple(facing.id for facing in ordered[first : last + 1])


def shelf_of(box: Box, shelves: Sequence[ShelfLine]) -> int | None:
    """The shelf on whose edge a tag hangs, None where none is near."""
    middle = (box.top + box.bottom) / 2
    away = [abs(height_at(line, (box.left + box.right) / 2) - middle) for line in shelves]
    if not away or min(away) > _NEAR * box.height:
        return None
    return away.index(min(away))


def height_at(line: ShelfLine, x: float) -> float:
    """The shelf edge's y at ``x``."""
    run = line.end.x - line.start.x
    share = (x - line.start.x) / run if run else 0.0
    return line.start.y + share * (line.end.y - line.start.y)


def _row(
    box: Box, facings: Sequence[Facing], shelves: Sequence[ShelfLine], tags_below: bool
) -> list[Facing]:
    shelf = shelf_of(box, shelves)
    if shelf is not None:
        wanted = shelf if tags_below else shelf + 1
        standing = [facing for facing in facings if facing.shelf == wanted]
        if standing:
            return standing
    return _nearest_row(box, facings, tags_below)


def _nearest_row(box: Box, facings: Sequence[Facing], tags_below: bool) -> list[Facing]:
    """The row that ends nearest to the tag on its side, without knowing of shelves."""
    middle = (box.top + box.bottom) / 2
    ends = {facing.id: _end(facing, tags_below) for facing in facings}
    side = 1 if tags_below else -1
    near = [
        facing
        for facing in facings
        if -box.height <= side * (middle - ends[facing.id]) <= 4 * box.height
        and _distance(box, _span(facing)) <= box.width
    ]
    if not near:
        return []
    best = min(near, key=lambda facing: abs(middle - ends[facing.id]))
    reach = 0.3 * box_of(best.quad).height
    return [f for f in facings if abs(ends[f.id] - ends[best.id]) <= reach]


def _end(facing: Facing, tags_below: bool) -> float:
    box = box_of(facing.quad)
    return box.bottom if tags_below else box.top


def _span(facing: Facing) -> tuple[float, float]:
    box = box_of(facing.quad)
    return box.left, box.right


def _distance(box: Box, span: tuple[float, float]) -> float:
    """Less than 0 by as much as both overlap, else the gap between them."""
    return max(span[0] - box.right, box.left - span[1])


def _same(one: Facing, other: Facing, box: Box) -> bool:
    """Products nobody named may all differ: only those over the tag belong to it."""
    if one.sku != other.sku:
        return False
    return one.sku != UNKNOWN or _distance(box, _span(one)) < 0
