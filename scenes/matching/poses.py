"""Poses: maps from a pack shot's pixels to the photo's, (3, 3), and where they lead."""

from __future__ import annotations

from math import hypot, sqrt

import cv2
import numpy as np
from numpy.typing import NDArray

from scenes.matching.features import HEIGHT
from scenes.matching.keypoints import Floats

Matrix = NDArray[np.float64]

_FEWEST_FOR_AFFINE = 8
# Fronts stand in photos with at most so much shear and stretch.
_MOST_STRETCH, _MOST_TAPER, _MOST_SHEAR = 1.9, 1.6, 0.55
# Points on one line tell no affine map: the determinant of their spread, of its square.
_LINE = 1e-9


def corners_at(pose: Matrix, width: float) -> Matrix:
    """Where the corners of a pack shot lie in the photo, (4, 2), clockwise from its top left."""
    corners = np.array([[[0, 0]], [[width, 0]], [[width, HEIGHT]], [[0, HEIGHT]]], np.float64)
    return np.asarray(cv2.perspectiveTransform(corners, pose)[:, 0], np.float64)


def plausible(pose: Matrix, width: float) -> bool:
    """Whether a front seen in a photo can lie so: convex, not mirrored, little sheared."""
    # Asked for each round of each hypothesis: plain numbers are five times as fast as arrays.
    quad = _quad_at(pose, width)
    sides = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(quad, quad[1:] + quad[:1], strict=True)]
    corners = list(zip(sides, sides[1:] + sides[:1], strict=True))
    if any(one[0] * other[1] - one[1] * other[0] <= 0 for one, other in corners):
        return False
    top, right, bottom, left = lengths = [hypot(*side) for side in sides]
    if min(lengths) < 4:
        return False
    across, down = (top + bottom) / width, (right + left) / HEIGHT
    stretch = max(across / down, down / across)
    taper = max(top / bottom, bottom / top, right / left, left / right)
    cosine = max(
        abs(one[0] * other[0] + one[1] * other[1]) / (hypot(*one) * hypot(*other))
        for one, other in corners
    )
    return stretch < _MOST_STRETCH and taper < _MOST_TAPER and cosine < _MOST_SHEAR


def _quad_at(pose: Matrix, width: float) -> list[tuple[float, float]]:
    """As :func:`corners_at`."""
    (a, b, c), (d, e, f), (g, h, i) = pose.tolist()
    quad = []
    for x, y in ((0.0, 0.0), (width, 0.0), (width, float(HEIGHT)), (0.0, float(HEIGHT))):
        depth = g * x + h * y + i or 1e-12
        quad.append(((a * x + b * y + c) / depth, (d * x + e * y + f) / depth))
    return quad


def affine(linear: Matrix, known: Matrix | Floats, seen: Matrix) -> Matrix:
    """The pose that turns and scales as ``linear`` and brings the point ``known`` to ``seen``."""
    (a, b), (c, d) = linear.tolist()
    (x, y), (u, v) = known.tolist(), seen.tolist()
    return np.array([[a, b, u - a * x - b * y], [c, d, v - c * x - d * y], [0.0, 0.0, 1.0]])


def errors(pose: Matrix, known: Floats, seen: Floats) -> Matrix:
    """How far an affine ``pose`` brings each of ``known`` (n, 2) from ``seen`` (n, 2), (n,)."""
    off = known @ pose[:2, :2].T + pose[:2, 2] - seen
    return np.asarray(np.hypot(off[:, 0], off[:, 1]), np.float64)


def height_of(pose: Matrix) -> float:
    """Of a pack shot in the photo, pixels."""
    (a, b, _), (c, d, _), _ = pose.tolist()
    return HEIGHT * sqrt(abs(a * d - b * c))


def fitted(known: Floats, seen: Floats, pull: NDArray[np.float64]) -> Matrix:
    """The similarity of few matches, the affine map of many, by weighted least squares."""
    share = pull / pull.sum()
    middle, goal = share @ known, share @ seen
    x, y = known - middle, seen - goal
    weighed = (x * share[:, None]).T
    (a, b), (_, d) = (weighed @ x).tolist()
    (p, q), (r, s) = (weighed @ y).tolist()
    spread = a * d - b * b
    if len(known) >= _FEWEST_FOR_AFFINE and spread > _LINE * (a + d) ** 2:
        # Cramer's rule: for two unknowns a solver takes ten times as long.
        linear = [
            [(p * d - b * r) / spread, (a * r - b * p) / spread],
            [(q * d - b * s) / spread, (a * s - b * q) / spread],
        ]
    else:
        size = max(a + d, 1e-12)
        cos, sin = (p + s) / size, (q - r) / size
        linear = [[cos, -sin], [sin, cos]]
    return affine(np.array(linear), middle, goal)
