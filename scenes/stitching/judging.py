"""How much of two photos agrees with a displacement of one against the other. Pure.

Rows of equal products agree with many displacements; only the right one also explains what
is there once: price tags, ends of rows, posts, and every shelf at the same time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenes.stitching.fitting import Fit, fit, inverted, mapped
from scenes.stitching.pairs import Candidates, Floats, Integers, View, candidates, displacements

_CELLS = 16
_BORDER = 6
_PARALLAX = 0.015
"""How far (share of a photo's longer side) things behind the plane may be off it."""

_AGREE = 3.0
_FEWEST_IN_CELL = 4
_ENOUGH = 0.15
_AS_GOOD = 0.03
_CLOSE = 0.005
_SAME_PLACE = 0.02


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A homography between two views, and what speaks for it.

    ``good`` is the share (0-1) of the overlap's cells where the features agree, ``share`` the
    share of its features that do, ``unique`` how many features agree that have no twin.
    """

    homography: Floats
    inliers: int
    good: float
    share: float
    unique: float

    @property
    def strength(self) -> float:
        return self.good * self.share * self.unique


def hypotheses(
    one: View, other: View, more: list[tuple[float, Floats]] | None = None
) -> list[Hypothesis]:
    """Displacements that features agree on, each once, strongest first.

    ``more`` are further (scale, shift) to try, as :func:`displacements` gives them.
    """
    found = candidates(one, other)
    if not len(found):
        return []
    weights = uniqueness(found, len(one.keypoints), len(other.keypoints))
    judged: list[Hypothesis] = []
    for start in displacements(one, other, found) + (more or []):
        fitted = fit(one, other, found, start)
        if fitted is not None:
            judged.append(_judged(one, other, found, weights, fitted))
    judged.sort(key=lambda hypothesis: -hypothesis.strength)
    kept: list[Hypothesis] = []
    for hypothesis in judged:
        if not any(same_place(hypothesis, better, one, other) for better in kept):
            kept.append(hypothesis)
    return kept


def uniqueness(found: Candidates, firsts: int, seconds: int) -> Floats:
    """(n,) weights of candidates: 1 for the only likely partners of each other, next to
    nothing for a print that is seen ten times, 0 where a better partner exists."""
    weights = np.ones(len(found))
    for ends, count in ((found.first, firsts), (found.second, seconds)):
        best = np.zeros(count)
        np.maximum.at(best, ends, found.alike)
        top = found.alike > best[ends] - _AS_GOOD
        twins = np.bincount(ends[top], minlength=count)[ends]
        weights = np.minimum(weights, np.where(top, 1 / np.maximum(twins, 1) ** 2, 0))
    return weights


def same_place(a: Hypothesis, b: Hypothesis, one: View, other: View) -> bool:
    """Whether both put the overlap in the same place, to a fiftieth of the photo."""
    corners = np.array([(0, 0), (one.width, 0), (one.width, one.height), (0, one.height)], float)
    xs, ys = np.meshgrid(np.linspace(0, one.width, 7), np.linspace(0, one.height, 7))
    points = np.vstack([corners, np.column_stack([xs.ravel(), ys.ravel()])])
    first, second = mapped(a.homography, points), mapped(b.homography, points)
    size = np.array([other.width, other.height])
    inside = _within(first, size) | _within(second, size)
    if not inside.any():
        return False
    off = np.linalg.norm(first[inside] - second[inside], axis=1)
    return bool(np.median(off) < _SAME_PLACE * max(other.width, other.height))


def _within(points: Floats, size: Integers) -> NDArray[np.bool_]:
    return np.asarray(((points >= 0) & (points < size)).all(axis=1), dtype=np.bool_)


def _judged(one: View, other: View, found: Candidates, weights: Floats, fitted: Fit) -> Hypothesis:
    side = max(other.width, other.height)
    there = mapped(fitted.homography, one.keypoints.points[found.first])
    off = other.keypoints.points[found.second] - there
    good, share = _agreement(one, other, found, off, fitted)
    unique = float(weights[np.linalg.norm(off, axis=1) < _CLOSE * side].sum())
    return Hypothesis(fitted.homography, len(fitted.inliers), good, share, unique)


def _agreement(
    one: View, other: View, found: Candidates, off: Floats, fitted: Fit
) -> tuple[float, float]:
    """Shares of the overlap's cells and of its features that agree."""
    side = max(other.width, other.height)
    back = mapped(inverted(fitted.homography), other.keypoints.points)
    size = np.array([one.width, one.height])
    inside = ((back > _BORDER) & (back < size - _BORDER)).all(axis=1)
    cells = (other.keypoints.points // (side / _CELLS)).astype(np.int64)
    keys = cells[:, 0] * 1000 + cells[:, 1]
    totals = np.bincount(keys[inside])
    near = np.flatnonzero(np.abs(off).max(axis=1) < _PARALLAX * side)
    held = keys[found.second[near]]
    counted = np.flatnonzero(totals >= _FEWEST_IN_CELL)
    if not len(counted):
        return 0.0, 0.0
    hits = np.array([_together(found.second, off, near[held == key]) for key in counted])
    enough = np.maximum(3, _ENOUGH * totals[counted])
    share = float(np.minimum(hits, totals[counted]).sum() / totals[counted].sum())
    return float((hits >= enough).mean()), share


def _together(second: Integers, off: Floats, which: Integers) -> int:
    """How many features of one cell are off by the same way."""
    if not len(which):
        return 0
    ways = off[which]
    apart = np.abs(ways[:, None] - ways[None]).max(axis=2)
    alike = np.asarray(apart < _AGREE, dtype=np.bool_)
    best = int(np.argmax(alike.sum(axis=1)))
    return len(np.unique(second[which[alike[best]]]))
