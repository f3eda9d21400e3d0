"""How much of two photos agrees with a displacement of one against the other. Pure.

Rows of equal products agree with many displacements; only the right one also explains what
is there once: price tags, ends of rows, posts, and every shelf at the same time.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from scenes.stitching.fitting import Fit, apart, fit, fit_near, inverted, mapped
from scenes.stitching.goods import Goods
from scenes.stitching.looking import looks
from scenes.stitching.pairs import Candidates, Floats, Integers, View, candidates, displacements
from scenes.stitching.shearing import shear
from scenes.stitching.stances import stance

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
_MOST_KEPT = 6

_UPRIGHT = 0.04
"""How far (radians) fronts may lean against each other: hands are not steady."""

_LEANING = 0.1

_WORTH = 0.05
"""Strength below which a displacement is no rival to one that lays photos on each other."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A homography between two views, and what speaks for it.

    ``good`` is the share (0-1) of the overlap's cells where the features agree, ``share`` the
    share of its features that do, ``unique`` how many features agree that have no twin,
    ``looks`` the odds (see :func:`looks`) that what lies on each other looks the same, ``shear``
    how far (radians) fronts would lean, ``span`` the share (0-1) of a photo's width or height,
    whichever is more, along which both lie on each other, ``stance`` the log-odds that products
    which lie on each other also stand alike (see :func:`stance`).
    """

    homography: Floats
    inliers: int
    good: float
    share: float
    unique: float
    looks: float = 1.0
    shear: float = 0.0
    span: float = 1.0
    stance: float = 0.0

    @property
    def strength(self) -> float:
        upright = max(_LEANING, math.exp(-((self.shear / _UPRIGHT) ** 2) / 2))
        # The root: a larger overlap has more of what is unique, right or not.
        return self.good * self.share * self.looks * upright * math.sqrt(self.unique)


class Compared:
    """Two views and the features that they may have in common; ``goods`` are the recognised
    products of the second."""

    def __init__(self, one: View, other: View, goods: Goods | None = None) -> None:
        self._views, self._goods = (one, other), goods
        self._found = candidates(one, other)
        self._weights = uniqueness(self._found, len(one.keypoints), len(other.keypoints))

    def hypotheses(self, more: list[tuple[float, Floats]] | None = None) -> list[Hypothesis]:
        """The few displacements that most features agree on, each once, strongest first.

        ``more`` are further (scale, shift) to try, as :func:`displacements` gives them.
        """
        starts = displacements(*self._views, self._found) + (more or [])
        fits = [fit(*self._views, self._found, start) for start in starts if len(self._found)]
        return self._kept(fits, [])

    def beside(self, known: list[Hypothesis], guesses: Sequence[Floats]) -> list[Hypothesis]:
        """What lies near the homographies ``guesses`` and is none of ``known``."""
        fits = [fit_near(*self._views, self._found, guess) for guess in guesses]
        return self._kept(fits, known)

    def _kept(self, fits: Sequence[Fit | None], known: list[Hypothesis]) -> list[Hypothesis]:
        judged = [_judged(*self._views, self._found, self._weights, one) for one in fits if one]
        kept: list[Hypothesis] = []
        for hypothesis in sorted(judged, key=lambda hypothesis: -hypothesis.strength):
            if len(kept) < _MOST_KEPT and not any(
                same_place(hypothesis, better, *self._views) for better in known + kept
            ):
                kept.append(hypothesis)
        seen = [self._looked_at(hypothesis) for hypothesis in kept]
        return sorted(seen, key=lambda hypothesis: -hypothesis.strength)

    def _looked_at(self, claimed: Hypothesis) -> Hypothesis:
        way = claimed.homography
        lean = shear(*self._views, self._found, way, _PARALLAX)
        seen = replace(claimed, looks=looks(*self._views, way), shear=lean)
        if self._goods is None or seen.strength < _WORTH:
            return seen
        return replace(seen, stance=stance(*self._views, self._found, way, self._goods))


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
    sizes = (one.width, one.height), (other.width, other.height)
    return apart(a.homography, b.homography, *sizes) < _SAME_PLACE


def _judged(one: View, other: View, found: Candidates, weights: Floats, fitted: Fit) -> Hypothesis:
    side = max(other.width, other.height)
    there = mapped(fitted.homography, one.keypoints.points[found.first])
    off = other.keypoints.points[found.second] - there
    good, share = _agreement(one, other, found, off, fitted)
    unique = float(weights[np.linalg.norm(off, axis=1) < _CLOSE * side].sum())
    span = max(_span(one, other, fitted.homography), _span(other, one, inverted(fitted.homography)))
    return Hypothesis(fitted.homography, len(fitted.inliers), good, share, unique, span=span)


def _span(one: View, other: View, homography: Floats) -> float:
    """The share of the width or the height of ``one`` that lies on ``other``."""
    xs, ys = np.meshgrid(np.linspace(0, 1, 21), np.linspace(0, 1, 21))
    points = np.column_stack([xs.ravel(), ys.ravel()])
    there = mapped(homography, points * (one.width, one.height))
    inside = ((there >= 0) & (there <= (other.width, other.height))).all(axis=1)
    return float(np.ptp(points[inside], axis=0).max()) if inside.any() else 0.0


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
