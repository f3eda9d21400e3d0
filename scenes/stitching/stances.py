"""Whether products that lie on each other also stand alike: as far forward, as crooked. Pure.

No hand puts up ten equal products evenly. Seen from two places a thing shifts along the way
between them, by its depth; across that way it stays where the plane has it, whatever its depth
(epipolar geometry). What one product off lays on each other is further across, and turned.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenes.stitching.fitting import inverted, mapped
from scenes.stitching.goods import Goods
from scenes.stitching.pairs import Candidates, Floats, View

_SHOWN = 0.5
"""How much of its width and of its height both photos show of a front that tells."""

_PARALLAX = 0.015
_FEWEST = 12
_AGREE = 4.0
_REACHES = (5.0, 3.5, 2.5, 2.0)
_CALM = np.diag([0.0, 30.0, 30.0])
"""Few features close to each other say nothing of a lean."""

_FINE = 0.3
"""How exactly (pixels) a feature lies."""

# How far fronts are off: of one product, and of another one, beside what varies evenly over the
# photo. Pixels across the way, radians along it and across.
_SAME = (0.5, math.radians(0.12), math.radians(0.2))
_ANOTHER = (1.5, math.radians(0.5), math.radians(0.3))
# What the homography leaves open: pixels, by the photo's longer side, by its square.
_OPEN = (8.0, 40.0, 40.0, 40.0, 40.0, 40.0)
_ALONG = 0.12
"""The way from camera to camera is told as exactly as this by one of these (2, 2): cameras turn,
too, and then photos lie another way from each other."""

_TURNS = [
    np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    for turn in np.radians([0, 22.5, -22.5, 45, -45])
]
_FEWEST_FRONTS, _MOST_FRONTS = 2, 12
# One front in so many may be measured wrongly, at a price in log-odds.
_OTHERS_EACH, _LEFT_OUT = 5, 4.0
_ENOUGH = 6.0


@dataclass(frozen=True, slots=True)
class _Front:
    """A front that both photos show: the ``middle`` (2,) of its features in the second one, their
    ``shift`` (2,) against the homography, and how that changes over the front: ``lean`` (2, 2), by
    x and y; ``doubt`` (3, 3) is the variance of the shift, and of its change by x and by y."""

    middle: Floats
    shift: Floats
    lean: Floats
    doubt: Floats


def stance(one: View, other: View, found: Candidates, homography: Floats, goods: Goods) -> float:
    """The log-odds that the fronts of ``goods`` (in ``other``) are those very products that
    ``homography`` lays on them, and not others like them. About 0 where few fronts tell."""
    fronts = _fronts(one, other, found, homography, goods)
    if len(fronts) < _FEWEST_FRONTS:
        return 0.0
    ways = [turn @ _way(one, other, homography) for turn in _TURNS]
    return max(_without_worst(fronts, way, max(other.width, other.height)) for way in ways)


def _without_worst(fronts: list[_Front], way: Floats, side: int) -> float:
    """The odds of as many of the fronts as agree best, at a price for each left out."""
    best, worst = _odds(fronts, way, side)
    for count in range(1, len(fronts) // _OTHERS_EACH + 1):
        if best >= _ENOUGH:
            break
        fronts = fronts[:worst] + fronts[worst + 1 :]
        odds, worst = _odds(fronts, way, side)
        best = max(best, odds - _LEFT_OUT * count)
    return best


def _fronts(
    one: View, other: View, found: Candidates, homography: Floats, goods: Goods
) -> list[_Front]:
    before = mapped(inverted(homography), goods.middles)
    low, high = goods.middles - goods.sizes / 2, goods.middles + goods.sizes / 2
    shown = (goods.names >= 0) & _shown(goods.middles, goods.sizes, other)
    shown &= _shown(before, goods.sizes, one)
    there = other.keypoints.points[found.second].astype(np.float64)
    off = there - mapped(homography, one.keypoints.points[found.first])
    near = np.abs(off).max(axis=1) < _PARALLAX * max(other.width, other.height)
    there, off = there[near], off[near]
    fronts = []
    for n in np.flatnonzero(shown):
        inside = ((there > low[n]) & (there < high[n])).all(axis=1)
        front = _front(there[inside], off[inside])
        if front is not None:
            fronts.append(front)
    return sorted(fronts, key=lambda front: np.trace(front.doubt))[:_MOST_FRONTS]


def _shown(middles: Floats, sizes: Floats, view: View) -> NDArray[np.bool_]:
    """(n,): what of it ``view`` shows nearly all."""
    seen = np.minimum(middles + sizes / 2, (view.width, view.height))
    seen = seen - np.maximum(middles - sizes / 2, 0)
    return np.asarray((seen > _SHOWN * sizes).all(axis=1), dtype=np.bool_)


def _front(places: Floats, off: Floats) -> _Front | None:
    """The front whose features (at ``places``) are ``off``; None where few of them agree."""
    if len(off) < _FEWEST:
        return None
    alike = np.abs(off[:, None] - off[None]).max(axis=2) < _AGREE
    shift, lean = off[int(np.argmax(alike.sum(axis=1)))], np.zeros((2, 2))
    middle, doubt = places.mean(axis=0), np.zeros((3, 3))
    for reach in _REACHES:
        left = off - shift - (places - middle) @ lean.T
        close = np.abs(left).max(axis=1) < reach
        if close.sum() < _FEWEST:
            return None
        middle = places[close].mean(axis=0)
        rows = np.column_stack([np.ones(len(off)), places - middle])[close]
        doubt = np.linalg.inv(rows.T @ rows + _CALM)
        fitted = doubt @ rows.T @ off[close]
        shift, lean = fitted[0], fitted[1:].T
    return _Front(middle, shift, lean, _FINE**2 * doubt)


def _way(one: View, other: View, homography: Floats) -> Floats:
    """(2,) of length 1: about the way between the cameras, where the middles of both photos lie
    from each other."""
    middle = np.array([[one.width, one.height]]) / 2
    way = np.array([other.width, other.height]) / 2 - mapped(homography, middle)[0]
    return np.asarray(way / max(float(np.hypot(*way)), 1e-6))


def _odds(fronts: list[_Front], along: Floats, side: int) -> tuple[float, int]:
    """How much likelier the fronts' offs are for the same products than for others: each a
    Gaussian about what varies evenly over the photo. And which front speaks most against it."""
    middles = np.array([front.middle for front in fronts])
    across = np.array([-along[1], along[0]])
    shifts = np.array([front.shift for front in fronts])
    turns = across @ np.array([front.lean for front in fronts])
    seen = np.concatenate([shifts @ across, turns @ along, turns @ across])
    even = _even((middles - middles.mean(axis=0)) / side @ np.column_stack([along, across]), side)
    parallax = np.zeros(len(seen))
    parallax[: len(fronts)] = shifts @ along - (shifts @ along).mean()
    spread = even @ even.T + _ALONG**2 * np.outer(parallax, parallax)
    doubts = np.array([front.doubt for front in fronts])
    leans = doubts[:, 1:, 1:]
    fine = [doubts[:, 0, 0], along @ leans @ along, across @ leans @ across]
    same = np.repeat(np.square(_SAME), len(fronts)) + np.concatenate(fine)
    another = same + np.repeat(np.square(_ANOTHER), len(fronts))
    likely, pull = _likely(seen, spread + np.diag(same))
    unlikely, _ = _likely(seen, spread + np.diag(another))
    return likely - unlikely, int(np.argmax(pull.reshape(3, -1).sum(axis=0)))


def _even(places: Floats, side: int) -> Floats:
    """(3n, 6): what the shift across, its change along the way and its change across it are for
    each term of a shift that varies evenly, at ``places`` (n, 2) by the photo's side."""
    x, y = places.T
    one, none = np.ones(len(x)), np.zeros(len(x))
    shift = np.column_stack([one, x, y, x * x, x * y, y * y])
    by_x = np.column_stack([none, one, none, 2 * x, y, none]) / side
    by_y = np.column_stack([none, none, one, none, x, 2 * y]) / side
    return np.asarray(np.vstack([shift, by_x, by_y]) * np.array(_OPEN))


def _likely(seen: Floats, spread: Floats) -> tuple[float, Floats]:
    """The log-likelihood of a Gaussian about nought, but for a constant; what each takes of it."""
    pull = seen * np.linalg.solve(spread, seen)
    return float(-0.5 * (pull.sum() + np.linalg.slogdet(spread)[1])), pull
