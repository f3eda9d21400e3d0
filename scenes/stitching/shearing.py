"""How far a homography slants what it lays on each other. Pure.

Two rows of unlike products slip each by a product of its own only if upright things lean:
the fronts themselves, which stand upright in both photos, then show by how much. Things before
and behind the plane are shifted, but not slanted.
"""

from __future__ import annotations

import numpy as np

from scenes.stitching.fitting import mapped
from scenes.stitching.pairs import Candidates, Floats, Integers, View

_CELLS = 10
_FEWEST = 6
_AGREE = 3.0
_REACHES = (6.0, 4.0, 3.0, 3.0)
_CALM = 1000.0
"""Features (times pixels squared) that would speak for no slant: few say little."""


def shear(one: View, other: View, found: Candidates, homography: Floats, parallax: float) -> float:
    """By how much (radians) fronts lean in ``other`` against where ``homography`` puts those of
    ``one``. Features may be ``parallax`` (share of the photo's longer side) off."""
    side = max(other.width, other.height)
    there = other.keypoints.points[found.second].astype(np.float64)
    off = there - mapped(homography, one.keypoints.points[found.first])
    near = np.flatnonzero(np.abs(off).max(axis=1) < parallax * side)
    cells = _cells(there, off, near, side / _CELLS)
    if not cells:
        return 0.0
    which = np.concatenate([members for members, _ in cells])
    cell = np.repeat(np.arange(len(cells)), [len(members) for members, _ in cells])
    shifts = np.array([shift for _, shift in cells])
    return float(_slant(there[which], off[which], cell, shifts)[0, 1])


def _cells(
    there: Floats, off: Floats, near: Integers, size: float
) -> list[tuple[Integers, Floats]]:
    """Features that lie together, and the shift most of them have."""
    places = (there[near] // size).astype(np.int64)
    keys = places[:, 0] * 1000 + places[:, 1]
    found = []
    for key in np.unique(keys):
        members = near[keys == key]
        if len(members) >= _FEWEST:
            ways = off[members]
            alike = np.abs(ways[:, None] - ways[None]).max(axis=2) < _AGREE
            found.append((members, ways[int(np.argmax(alike.sum(axis=1)))]))
    return found


def _slant(there: Floats, off: Floats, cell: Integers, shifts: Floats) -> Floats:
    """(2, 2): how shifts change with the place, the same in all cells whatever their own shift."""
    matrix, count = np.zeros((2, 2)), len(shifts)
    middles = _means(there, cell, count)
    for reach in _REACHES:
        left = off - shifts[cell] - (there - middles[cell]) @ matrix.T
        close = np.abs(left).max(axis=1) < reach
        middles, shifts = (_means(ends[close], cell[close], count) for ends in (there, off))
        steps = there[close] - middles[cell[close]]
        moves = off[close] - shifts[cell[close]]
        matrix = np.linalg.solve(steps.T @ steps + _CALM * np.eye(2), steps.T @ moves).T
    return matrix


def _means(values: Floats, cell: Integers, count: int) -> Floats:
    sums = np.zeros((count, 2))
    np.add.at(sums, cell, values)
    return np.asarray(sums / np.maximum(np.bincount(cell, minlength=count), 1)[:, None])
