"""One-to-one assignment at the least cost (Hungarian method). Pure."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Costs = NDArray[np.float64]


def assigned(costs: Costs) -> list[tuple[int, int]]:
    """(row, column) pairs of finite ``costs`` (rows, columns): as many as can be, together as
    cheap as can be. An infinite cost forbids a pair."""
    if not costs.size:
        return []
    allowed = np.isfinite(costs)
    # So dear that no sum of allowed costs reaches it.
    dear = 1 + 2 * float(np.abs(costs[allowed]).sum()) if allowed.any() else 1.0
    filled = np.where(allowed, costs, dear)
    turned = filled.shape[0] > filled.shape[1]
    rows = _rows_of(filled.T if turned else filled)
    pairs = [(row, column) for column, row in enumerate(rows) if row >= 0]
    pairs = [(b, a) for a, b in pairs] if turned else pairs
    return sorted(pair for pair in pairs if allowed[pair])


def _rows_of(costs: Costs) -> list[int]:
    """The row of each column, -1 where none; no more rows than columns (Kuhn 1955, with
    potentials and shortest augmenting paths)."""
    height, width = costs.shape
    up, down = np.zeros(height + 1), np.zeros(width + 1)
    row_of = np.zeros(width + 1, dtype=np.int64)
    for row in range(1, height + 1):
        row_of[0] = row
        least, came = np.full(width + 1, np.inf), np.zeros(width + 1, dtype=np.int64)
        used = np.zeros(width + 1, dtype=bool)
        column = 0
        while row_of[column]:
            used[column] = True
            here = int(row_of[column])
            reduced = costs[here - 1] - up[here] - down[1:]
            better = ~used[1:] & (reduced < least[1:])
            least[1:][better] = reduced[better]
            came[1:][better] = column
            following = int(np.argmin(np.where(used[1:], np.inf, least[1:]))) + 1
            step = least[following]
            up[row_of[used]] += step
            down[used] -= step
            least[~used] -= step
            column = following
        while column:
            before = int(came[column])
            row_of[column] = row_of[before]
            column = before
    return [int(row) - 1 for row in row_of[1:]]
