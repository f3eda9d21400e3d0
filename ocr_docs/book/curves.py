"""A smooth curve through places that were seen along a picture, some of them wrongly. Pure."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.polynomial.chebyshev import chebvander
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]

_STEPS, _STIFF = 8, 1e-3


def curve(at: Floats, seen: Floats, sure: Floats, width: int, degree: int, *, off: float) -> Floats:
    """A curve near most of what was ``seen`` in the columns ``at``, in each of ``width`` columns.

    ``sure`` tells how much each counts, and what is more than ``off`` beside the curve counts
    ever less. Beyond the outermost places the curve goes on level.
    """
    terms = chebvander(2 * at / width - 1, degree)
    hold = np.diag([0.0, *np.full(degree, _STIFF)])
    trust: Floats = sure
    amounts: Floats = np.zeros(degree + 1)
    for _ in range(_STEPS):
        weighed = terms * trust[:, None]
        amounts = np.linalg.solve(terms.T @ weighed + hold, weighed.T @ seen)
        trust = sure / (1 + ((seen - terms @ amounts) / off) ** 2) ** 2
    columns = np.clip(np.arange(width), at.min(), at.max())
    return np.asarray(chebvander(2 * columns / width - 1, degree) @ amounts)
