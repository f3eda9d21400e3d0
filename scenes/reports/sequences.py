"""Aligning two sequences so that as much as possible of one is found in the other. Pure."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Worth = npt.NDArray[np.int64]
"""Shape (planned, seen), not negative: what it is worth to pair one with the other."""


def aligned(worth: Worth) -> list[tuple[int, int]]:
    """The pairs (row, column) of ``worth``, both rising, whose sum is greatest.

    Needleman-Wunsch with free gaps; pairs worth nothing are left out. Among equals the pairs
    are the earliest in both sequences.
    """
    best = _best_sums(worth)
    pairs = []
    row, column = worth.shape
    while row and column:
        if best[row, column] == best[row - 1, column]:
            row -= 1
        elif best[row, column] == best[row, column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            pairs.append((row, column))
    return pairs[::-1]


def _best_sums(worth: Worth) -> Worth:
    """The greatest sum for the first so many rows and columns, shape (rows + 1, columns + 1)."""
    rows, columns = worth.shape
    best = np.zeros((rows + 1, columns + 1), dtype=np.int64)
    for row in range(rows):
        paired = best[row, :-1] + worth[row]
        # Gaps cost nothing, so the best so far is carried on to the right.
        np.maximum.accumulate(np.maximum(best[row, 1:], paired), out=best[row + 1, 1:])
    return best
