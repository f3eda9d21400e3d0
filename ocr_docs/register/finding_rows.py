"""Rows of drums: one line, equal steps, equal heights. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.geometry import Point, Quad
from ocr_docs.register.finding_drums import Drum

_FEWEST = 3
_MOST = 12
_OFF = 0.38
"""A drum may stand this share of a step away from where the row expects it."""

_LIKE = 1.5
"""Heights and steps within a row differ by less than this factor."""

_ALONG = 0.75
"""Cosine of the largest angle that two drums of a row differ by."""


@dataclass(frozen=True, slots=True)
class Row:
    """Drums in reading order or just the other way round.

    ``score`` grows with their number and sureness.
    """

    drums: tuple[Drum, ...]

    @property
    def score(self) -> float:
        return sum(drum.score for drum in self.drums)

    @property
    def height(self) -> float:
        return float(np.median([drum.height for drum in self.drums]))

    @property
    def pitch(self) -> float:
        first, last = self.drums[0].centre, self.drums[-1].centre
        return math.dist(first, last) / (len(self.drums) - 1)

    @property
    def step(self) -> Point:
        first, last, steps = self.drums[0].centre, self.drums[-1].centre, len(self.drums) - 1
        return Point((last.x - first.x) / steps, (last.y - first.y) / steps)

    def quad(self, *, before: float, after: float, slack: float) -> Quad:
        """The corners of the row along its direction.

        It begins ``before`` steps ahead of the first centre and ends ``after`` steps
        behind the last; ``slack`` is the room above and below, in heights.
        """
        (ax, ay), (bx, by) = self._axis()
        step, half = self.step, self.height * (0.5 + slack)
        across = Point(-step.y / self.pitch * half, step.x / self.pitch * half)
        left = Point(ax - before * step.x, ay - before * step.y)
        right = Point(bx + after * step.x, by + after * step.y)
        return (
            Point(left.x - across.x, left.y - across.y),
            Point(right.x - across.x, right.y - across.y),
            Point(right.x + across.x, right.y + across.y),
            Point(left.x + across.x, left.y + across.y),
        )

    def _axis(self) -> tuple[Point, Point]:
        """The straight line through the centres, from the first to the last."""
        places = np.arange(len(self.drums))
        (slope_x, start_x), (slope_y, start_y) = (
            np.polyfit(places, [drum.centre[axis] for drum in self.drums], 1) for axis in (0, 1)
        )
        last = len(self.drums) - 1
        return (
            Point(float(start_x), float(start_y)),
            Point(float(start_x + last * slope_x), float(start_y + last * slope_y)),
        )


def rows_of(drums: Sequence[Drum], *, surest: float = 0.3) -> list[Row]:
    """Rows from the best on. Every drum is in one at most; each has one of ``surest`` or more."""
    left = sorted(drums, key=lambda drum: -drum.score)
    rows = []
    while left and left[0].score >= surest:
        row = _grown(left[0], left)
        left = [drum for drum in left if all(drum is not member for member in row)]
        if len(row) >= _FEWEST:
            rows.append(Row(tuple(row)))
    return sorted(rows, key=lambda row: -row.score)


def _grown(seed: Drum, drums: Sequence[Drum]) -> list[Drum]:
    row = [seed]
    for forward in (True, False):
        while len(row) < _MOST:
            more = _next(row, seed, drums, forward=forward)
            if not more:
                break
            row = [*row, *more] if forward else [*more[::-1], *row]
    return row


def _next(row: Sequence[Drum], seed: Drum, drums: Sequence[Drum], *, forward: bool) -> list[Drum]:
    """The next drum, or the one after a drum that was not seen, with that one filled in."""
    end, step, sign = (row[-1] if forward else row[0]), _step(row), 1 if forward else -1
    for steps in (1, 2):
        way = Point(sign * steps * step.x, sign * steps * step.y)
        place = Point(end.centre.x + way.x, end.centre.y + way.y)
        found = _nearest(place, seed, drums, math.hypot(*step))
        if found is not None and all(found is not member for member in row):
            return [found] if steps == 1 else [_between(end, found), found]
    return []


def _between(one: Drum, other: Drum) -> Drum:
    middle = Point((one.centre.x + other.centre.x) / 2, (one.centre.y + other.centre.y) / 2)
    return Drum(middle, one.step, one.height, 0.0)


def _step(row: Sequence[Drum]) -> Point:
    """What the drum says, until the row itself can tell."""
    if len(row) == 1:
        return row[0].step
    first, last, steps = row[0].centre, row[-1].centre, len(row) - 1
    return Point((last.x - first.x) / steps, (last.y - first.y) / steps)


def _nearest(place: Point, seed: Drum, drums: Sequence[Drum], pitch: float) -> Drum | None:
    near = [
        drum
        for drum in drums
        if math.dist(drum.centre, place) < _OFF * pitch and _alike(drum, seed)
    ]
    return min(near, key=lambda drum: math.dist(drum.centre, place), default=None)


def _alike(one: Drum, other: Drum) -> bool:
    ratio = max(one.height / other.height, other.height / one.height)
    return ratio < _LIKE and one.along(other) > _ALONG
