"""Photos laid in one plane so that all their overlaps agree, not only those of one way. Pure.

Each overlap leaves its perspective a little open, and through several photos that becomes half
a product. Overlaps that close a ring say what it is (least squares, shelf-scenes 9.3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from scenes.stitching.fitting import Size, mapped
from scenes.stitching.pairs import Floats
from scenes.stitching.steadying import LIKELY, TOLD, TOLERANCE, centred

_ROUNDS = 4
_POINTS = 7
_FEWEST = 4

Pair = tuple[int, int]


def balanced(
    places: Mapping[int, Floats], overlaps: Mapping[Pair, Floats], sizes: Sequence[Size]
) -> dict[int, Floats]:
    """``places`` (homographies to the plane of the photo that lies in it as it is), moved to
    where they differ least from all ``overlaps`` (homographies from photo to photo). ``sizes``:
    width and height of each photo."""
    middle = next(index for index, place in places.items() if np.array_equal(place, np.eye(3)))
    moving = [index for index in places if index != middle]
    known = {p: way for p, way in overlaps.items() if p[0] in places and p[1] in places}
    if len(known) <= len(moving):
        return dict(places)
    units = {index: centred(sizes[index]) for index in places}
    ground = np.linalg.inv(units[middle])
    laid = {n: _one(ground @ places[n] @ units[n]) for n in places}
    points = {
        (a, b): _shared(_one(np.linalg.inv(units[b]) @ way @ units[a]), units[a], units[b])
        for (a, b), way in known.items()
    }
    for _ in range(_ROUNDS):
        step = _step(laid, points, moving)
        for place, index in enumerate(moving):
            laid[index] = laid[index] + np.append(step[_eight(place)], 0).reshape(3, 3)
    back = {n: units[middle] @ laid[n] @ np.linalg.inv(units[n]) for n in moving}
    return {n: _one(back[n]) if n in back else places[n] for n in places}


def _one(homography: Floats) -> Floats:
    return np.asarray(homography / homography[2, 2], dtype=np.float64)


def _shared(way: Floats, unit: Floats, other: Floats) -> tuple[Floats, Floats]:
    """Points (n, 2) of the overlap in units of the first photo, and the same in the second's."""
    ends = [_halves(unit), _halves(other)]
    xs, ys = (np.linspace(-end, end, 3 * _POINTS) for end in ends[0])
    here = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    there = mapped(way, here)
    inside = np.flatnonzero((np.abs(there) <= ends[1]).all(axis=1))
    chosen = inside[np.linspace(0, len(inside) - 1, _POINTS**2).astype(int)] if len(inside) else []
    return here[chosen], there[chosen]


def _halves(unit: Floats) -> Floats:
    """Half a photo's width and height in its own units."""
    return np.asarray(unit[:2, 2] / unit[0, 0], dtype=np.float64)


def _step(
    laid: Mapping[int, Floats], points: Mapping[Pair, tuple[Floats, Floats]], moving: list[int]
) -> Floats:
    """The change of all moving photos' eight numbers that lessens the misfit most (Gauss-Newton,
    with photos' likely shapes as in :func:`steadied`)."""
    rank = {index: place for place, index in enumerate(moving)}
    matrix, side = np.zeros((8 * len(moving), 8 * len(moving))), np.zeros(8 * len(moving))
    for (a, b), (here, there) in points.items():
        if len(here) < _FEWEST:
            continue
        weight = TOLD / (TOLERANCE**2 * len(here))
        seen, slope = _at(laid[a], here)
        wanted, other = _at(laid[b], there)
        blocks = [(rank[n], s) for n, s in ((a, slope), (b, -other)) if n in rank]
        for place, one in blocks:
            side[_eight(place)] -= weight * one.T @ (seen - wanted)
            for across, two in blocks:
                rows, columns = _eight(place), _eight(across)
                matrix[rows, columns] += weight * one.T @ two
    for place, index in enumerate(moving):
        own = _eight(place)
        matrix[own, own] += LIKELY.T @ LIKELY
        side[own] -= LIKELY.T @ LIKELY @ laid[index].ravel()[:8]
    return np.asarray(np.linalg.solve(matrix + 1e-9 * np.eye(len(matrix)), side))


def _eight(place: int) -> slice:
    """Where the numbers of the photo at ``place`` stand among all."""
    return slice(8 * place, 8 * place + 8)


def _at(homography: Floats, points: Floats) -> tuple[Floats, Floats]:
    """Where ``points`` (n, 2) come to lie (2n,), and how that changes with the homography's first
    eight numbers (2n, 8)."""
    one = np.column_stack([points, np.ones(len(points))])
    depth = one @ homography[2]
    u, v = (one @ homography[:2].T / depth[:, None]).T
    near, none = one / depth[:, None], np.zeros_like(one)
    across = np.hstack([near, none, -u[:, None] * near[:, :2]])
    down = np.hstack([none, near, -v[:, None] * near[:, :2]])
    return np.concatenate([u, v]), np.vstack([across, down])
