"""Runs of true values side by side. Pure."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def runs(mask: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The first index of each run of ``mask`` (n,) and the one behind its last, shape (runs, 2)."""
    edges = np.diff(np.r_[False, mask, False].astype(np.int8))
    return np.flatnonzero(edges).reshape(-1, 2)
