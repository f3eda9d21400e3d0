"""Which label belongs to which value, by where they stand. Pure.

Distances are in heights of the label's letters and in its own frame (along and
across its text), so turned and upside-down labels need no special care.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.engines.strips import extent
from core.geometry import Box, Point, Quad, box_of
from recognition.judging.marks import Sign

_FARTHEST_RIGHT = 24.0
_FARTHEST_BELOW = 4.0


@dataclass(frozen=True, slots=True)
class Tie:
    """A label bound to a value: the sign's and the place's index, and how far apart they are."""

    sign: int
    place: int
    distance: float


def ties(signs: Sequence[Sign], quads: Sequence[Quad], *, lower: float = 1.0) -> list[Tie]:
    """Bind every sign to at most one quad and every quad to at most one sign, the nearest first.

    ``lower`` stretches how far below its label a value may stand: a barcode may
    have its text in between.
    """
    pairs = sorted(
        (
            Tie(s, q, away)
            for s, sign in enumerate(signs)
            for q, quad in enumerate(quads)
            if (away := distance(sign.quad, quad, lower=lower)) is not None
        ),
        key=lambda tie: tie.distance,
    )
    bound: list[Tie] = []
    for tie in pairs:
        if not any(tie.sign == other.sign or tie.place == other.place for other in bound):
            bound.append(tie)
    return bound


def distance(label: Quad, value: Quad, *, lower: float = 1.0) -> float | None:
    """How far ``value`` is from ``label``, in letter heights; None when it cannot belong to it.

    On the same row it begins behind the label; otherwise it stands below and
    overlaps the label's length. A row counts as nearer than a column.
    """
    height = max(extent(label)[1], 0.6 * min(extent(value)[1], 3 * extent(label)[1]), 1.0)
    width = extent(label)[0] / height
    across = [_across(label, corner) / height for corner in value]
    along = [_along(label, corner) / height for corner in value]
    middle = sum(across) / 4
    left, right = min(along), max(along)
    half = (max(across) - min(across)) / 2
    if (
        abs(middle - 0.5) <= max(0.75, 0.8 * half)
        and width - 1.5 <= left <= width + _FARTHEST_RIGHT
    ):
        return max(left - width, 0.0)
    top = min(across)
    if 0.4 <= top <= _FARTHEST_BELOW * lower and _in_column(left, right, width):
        return 3.0 + 2.0 * top
    return None


def _in_column(left: float, right: float, width: float) -> bool:
    """Whether a value from ``left`` to ``right`` stands in the column that a label heads.

    Both begin, or have their middles, near one another.
    """
    return abs(left) <= 2.5 or abs((left + right) / 2 - width / 2) <= max(2.0, width / 2)


def once(signs: Iterable[Sign]) -> list[Sign]:
    """Each sign once, however often it was read."""
    kept: list[Sign] = []
    for sign in signs:
        box = box_of(sign.quad)
        if not any(overlap(box_of(other.quad), box) for other in kept):
            kept.append(sign)
    return kept


def overlap(one: Box, other: Box) -> bool:
    """Whether the boxes share any area."""
    across = min(one.right, other.right) > max(one.left, other.left)
    return across and min(one.bottom, other.bottom) > max(one.top, other.top)


def _along(quad: Quad, point: Point) -> float:
    dx, dy = _direction(quad)
    return (point.x - quad[0].x) * dx + (point.y - quad[0].y) * dy


def _across(quad: Quad, point: Point) -> float:
    dx, dy = _direction(quad)
    return (point.y - quad[0].y) * dx - (point.x - quad[0].x) * dy


def _direction(quad: Quad) -> tuple[float, float]:
    length = math.dist(quad[0], quad[1]) or 1.0
    return (quad[1].x - quad[0].x) / length, (quad[1].y - quad[0].y) / length
