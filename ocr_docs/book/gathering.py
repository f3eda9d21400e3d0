"""Which pieces of ink belong together. Pure.

Pieces are rows of ``stats`` (n, 5: left, top, width, height, area) as OpenCV measures them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_Stats = NDArray[np.int32]
_Flags = NDArray[np.bool_]

_FAR = 2.5
"""Words of one value are nearer to one another."""


def together(stats: _Stats, kept: _Flags, em: float) -> _Flags:
    """Of pieces that stand far apart those together that have most ink."""
    order = np.flatnonzero(kept)
    order = order[np.argsort(stats[order, 0], kind="stable")]
    if not len(order):
        return kept
    ends = np.maximum.accumulate(stats[order, 0] + stats[order, 2])
    far = stats[order[1:], 0] - ends[:-1] > _FAR * em
    cluster = np.r_[0, np.cumsum(far)]
    most = np.bincount(cluster, stats[order, 4]).argmax()
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
