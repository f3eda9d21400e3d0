"""Homographies between two photos, fitted to the features that agree with a displacement. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from scenes.stitching.pairs import Candidates, Floats, Integers, View
from scenes.stitching.steadying import steadied

_NEAR = 0.05
_GUESSED = 0.03
_LOOSE = 6.0
TIGHT = 3.0
"""How far (pixels of a view) a feature may lie from where the homography puts its partner."""

_FEWEST = 8
# Sides of a photo seen in the other one: how much shorter or longer, how slanted (radians).
_LENGTHS = (0.4, 2.5)
_TILT = 0.5


Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Fit:
    """``homography`` (3, 3) from the first view's pixels to the second's; ``inliers`` are
    indices into the candidates, one to one."""

    homography: Floats
    inliers: Integers


def fit(one: View, other: View, found: Candidates, start: tuple[float, Floats]) -> Fit | None:
    """The homography near the displacement ``start``, or None where too little agrees."""
    scale, shift = start
    a = one.keypoints.points[found.first].astype(np.float64)
    b = other.keypoints.points[found.second].astype(np.float64)
    off = np.linalg.norm(scale * a + shift - b, axis=1)
    near = np.flatnonzero(off < _NEAR * max(other.width, other.height))
    chosen = one_to_one(found, near, -found.alike[near])
    return _fitted(one, other, found, (a, b), chosen)


def fit_near(one: View, other: View, found: Candidates, guess: Floats) -> Fit | None:
    """The homography near the homography ``guess``, which is off by less than half a product."""
    a = one.keypoints.points[found.first].astype(np.float64)
    b = other.keypoints.points[found.second].astype(np.float64)
    off = np.linalg.norm(mapped(guess, a) - b, axis=1)
    near = np.flatnonzero(off < _GUESSED * max(other.width, other.height))
    return _fitted(one, other, found, (a, b), one_to_one(found, near, off[near]))


def _fitted(
    one: View, other: View, found: Candidates, ends: tuple[Floats, Floats], chosen: Integers
) -> Fit | None:
    """Fitted to ``chosen`` candidates, then to all that agree, ever more closely."""
    a, b = ends
    matrix: Floats | None = None
    for reach in (2 * _LOOSE, _LOOSE, TIGHT, TIGHT):
        if len(chosen) < _FEWEST:
            return None
        fitted = _robust(a[chosen], b[chosen], reach)
        if fitted is None or not plausible(fitted, one):
            break
        matrix = fitted
        errors = np.linalg.norm(mapped(matrix, a) - b, axis=1)
        close = np.flatnonzero(errors < reach)
        chosen = one_to_one(found, close, errors[close])
    if matrix is None or len(chosen) < _FEWEST:
        return None
    sizes = (one.width, one.height), (other.width, other.height)
    return Fit(steadied(a[chosen], b[chosen], *sizes), chosen)


def mapped(homography: Floats, points: NDArray[np.floating]) -> Floats:
    """``points`` (n, 2) where ``homography`` takes them."""
    if not len(points):
        return np.zeros((0, 2))
    moved = cv2.perspectiveTransform(points[None].astype(np.float64), homography)
    return np.asarray(moved[0], dtype=np.float64)


def inverted(homography: Floats) -> Floats:
    """The way back."""
    return np.asarray(np.linalg.inv(homography), dtype=np.float64)


def apart(one: Floats, other: Floats, size: Size, into: Size) -> float:
    """How far the homographies ``one`` and ``other``, from a picture of ``size`` to one of
    ``into`` (width, height), put the overlap apart: the median, as a share of the longer side
    of ``into``. Infinite where there is no overlap."""
    xs, ys = np.meshgrid(np.linspace(0, size[0], 9), np.linspace(0, size[1], 9))
    points = np.column_stack([xs.ravel(), ys.ravel()])
    first, second = mapped(one, points), mapped(other, points)
    limits = np.array(into)
    inside = [((seen >= 0) & (seen < limits)).all(axis=1) for seen in (first, second)]
    either = inside[0] | inside[1]
    if not either.any():
        return float("inf")
    off = np.linalg.norm(first[either] - second[either], axis=1)
    return float(np.median(off)) / max(into)


def plausible(homography: Floats, view: View) -> bool:
    """Whether two people before one shelf can have taken photos that differ so."""
    width, height = view.width, view.height
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float64)
    third = homography @ np.vstack([corners.T, np.ones(4)])
    if (third[2] * homography[2, 2] <= 1e-9).any():
        return False
    moved = mapped(homography, corners)
    sides = np.roll(moved, -1, axis=0) - moved
    lengths = np.linalg.norm(sides, axis=1) / np.array([width, height, width, height])
    after = np.roll(sides, -1, axis=0)
    turns = sides[:, 0] * after[:, 1] - sides[:, 1] * after[:, 0]
    upright = sides[:, 0] + 1j * sides[:, 1]
    tilts = np.abs(np.angle(upright * (-1j) ** np.arange(4)))
    sizes = lengths.min() > _LENGTHS[0] and lengths.max() < _LENGTHS[1]
    return bool((turns > 0).all() and sizes and tilts.max() < _TILT)


def _robust(a: Floats, b: Floats, reach: float) -> Floats | None:
    """A homography, or an affine map where the features lie too close together for one."""
    spread = np.ptp(a, axis=0)
    if min(spread) > 150 and len(a) >= 30:
        found, _ = cv2.findHomography(a, b, cv2.USAC_MAGSAC, reach, maxIters=3000)
        return None if found is None else np.asarray(found, dtype=np.float64)
    found, _ = cv2.estimateAffine2D(a, b, method=cv2.RANSAC, ransacReprojThreshold=reach)
    return None if found is None else np.vstack([found, (0, 0, 1)]).astype(np.float64)


def one_to_one(found: Candidates, chosen: Integers, costs: Floats) -> Integers:
    """Of ``chosen`` (indices into ``found``) the cheapest for each feature of either photo."""
    order = chosen[np.argsort(costs, kind="stable")]
    for ends in (found.first, found.second):
        # The first of each feature, kept in the order of cost.
        order = order[np.sort(np.unique(ends[order], return_index=True)[1])]
    return order
