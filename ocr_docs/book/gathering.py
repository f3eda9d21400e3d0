"""Which pieces of ink belong together. Pure.

Pieces are rows of ``stats`` (n, 5: left, top, width, height, area) as OpenCV measures them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_Stats = NDArray[np.int32]
_Flags = NDArray[np.bool_]

_FAR, _FAR_DIGITS = 2.5, 1.2
"""Words of one value are nearer to one another, digits of one number even more so."""

_EDGE, _AT_EDGE = 0.3, 0.5
"""What begins so near to where a label was cut off may be the rest of it: it counts for less."""


def together(stats: _Stats, kept: _Flags, em: float, *, digits: bool = False) -> _Flags:
    """Of pieces that stand far apart those together that have most ink.

    A label was cut off at the left of the picture: of ``digits`` what is left of its last
    letter is no part.
    """
    order = np.flatnonzero(kept)
    order = order[np.argsort(stats[order, 0], kind="stable")]
    if not len(order):
        return kept
    ends = np.maximum.accumulate(stats[order, 0] + stats[order, 2])
    far = stats[order[1:], 0] - ends[:-1] > (_FAR_DIGITS if digits else _FAR) * em
    cluster = np.r_[0, np.cumsum(far)]
    ink = np.bincount(cluster, stats[order, 4])
    if digits and stats[order[0], 0] < _EDGE * em:
        ink[0] *= _AT_EDGE
    most = ink.argmax()
    found = np.zeros_like(kept)
    found[order[cluster == most]] = True
    return found


def strays(stats: _Stats, kept: _Flags, em: float) -> _Flags:
    """Small pieces with nothing of a letter's size near them."""
    stray = np.zeros_like(kept)
    if not kept.any():
        return stray
    high = stats[:, 3]
    letters = kept & (high > 0.22 * em)
    if not letters.any():
        letters = kept & (high >= 0.8 * high[kept].max())
    starts, ends = stats[letters, 0], stats[letters, 0] + stats[letters, 2]
    for piece in np.flatnonzero(kept & ~letters):
        left, right = stats[piece, 0], stats[piece, 0] + stats[piece, 2]
        gap = np.maximum(starts - right, left - ends).min()
        stray[piece] = gap > 0.6 * em
    return stray
