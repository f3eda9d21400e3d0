"""Homographies that hold beyond the overlap they were fitted to. Pure."""

from __future__ import annotations

import numpy as np

from scenes.stitching.pairs import Floats

TOLERANCE = 0.004
"""How exactly (share of a photo's longer side) features lie in the plane of the shelf."""

TOLD = 30.0
"""Features of one product err together: all of them say no more than so many alone."""

_PERSPECTIVE = 0.05
_SHEAR = 0.03
"""How much photos that people take of one shelf differ, beyond shift, size and turn."""

LIKELY = np.zeros((4, 8))
"""What is nought for a shift with a change of size and a turn, in units of how much it varies, by
the homography's first eight numbers (in units of the longer side, about the middle)."""

LIKELY[0, [0, 4]] = 1 / _SHEAR, -1 / _SHEAR
LIKELY[1, [1, 3]] = 1 / _SHEAR
LIKELY[2, 6] = LIKELY[3, 7] = 1 / _PERSPECTIVE


def steadied(a: Floats, b: Floats, size: tuple[int, int], into: tuple[int, int]) -> Floats:
    """The likeliest homography (3, 3) from points ``a`` (n, 2) of a picture of ``size`` (width,
    height) to their partners ``b`` in one of ``into``.

    A narrow overlap leaves the perspective open, and another photo's width away that is a
    product or two: what it leaves open is taken as little (ridge regression).
    """
    before, after = centred(size), centred(into)
    x, y = ((a - before[:2, 2]) / before[0, 0]).T
    u, v = ((b - after[:2, 2]) / after[0, 0]).T
    one, none = np.ones_like(x), np.zeros_like(x)
    rows = np.vstack(
        [
            np.column_stack([x, y, one, none, none, none, -u * x, -u * y]),
            np.column_stack([none, none, none, x, y, one, -v * x, -v * y]),
        ]
    )
    weight = np.sqrt(min(1.0, TOLD / len(a))) / TOLERANCE
    wanted = np.concatenate([weight * u, weight * v, np.zeros(4)])
    found = np.linalg.lstsq(np.vstack([weight * rows, LIKELY]), wanted, rcond=None)[0]
    matrix = after @ np.append(found, 1.0).reshape(3, 3) @ np.linalg.inv(before)
    return np.asarray(matrix / matrix[2, 2], dtype=np.float64)


def centred(size: tuple[int, int]) -> Floats:
    """From coordinates about the middle, in units of the longer side, to pixels."""
    side = float(max(size))
    return np.array([[side, 0, size[0] / 2], [0, side, size[1] / 2], [0, 0, 1.0]])
