"""A second line of writing of which the line to write on leaves only the lower parts. Pure."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_BELOW = 0.7
"""So far below the middles of the first line's letters is a second one, in ems."""

_NEAR, _FEWEST, _LEAST_WIDTH = 0.5, 4, 1.5
"""Its pieces stand side by side, so many at least; signs under letters stand alone."""


def hidden_line(
    stats: NDArray[np.int32], middles: NDArray[np.float64], em: float, first: float
) -> float | None:
    """The height of pieces in a row below the line whose letters have their middles at ``first``.

    ``stats`` (n, 5) and ``middles`` (n, 2) of pieces as OpenCV measures them; None without a row.
    """
    low = middles[:, 1] > first + _BELOW * em
    order = np.argsort(stats[low, 0], kind="stable")
    left, wide, heights = stats[low, 0][order], stats[low, 2][order], middles[low, 1][order]
    if len(order) < _FEWEST:
        return None
    right = np.maximum.accumulate(left + wide)
    runs = np.r_[0, np.cumsum(left[1:] - right[:-1] > _NEAR * em)]
    for run in np.unique(runs):
        mine = runs == run
        width = right[mine].max() - left[mine].min()
        if mine.sum() >= _FEWEST and width >= _LEAST_WIDTH * em:
            return float(np.median(heights[mine]))
    return None
