"""How sure a reading is. Pure."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ocr_docs.register.strip_reading import Row

_WEIGHTS = np.array([0.58, 2.6, 0.64, 2.32, 0.78, 1.37])
_OFFSET = 3.57
"""Logistic regression on rendered strips kept aside: ``evidence`` to right or wrong."""

_MARGIN = 0.9
"""Taken off the regression's logit: photos are not the strips that it was fitted on."""

_MISSING = 0.3
"""Share of the certainty left by each drum that was seen but not read."""


_FEWEST = 4
_TOO_SHORT = 0.25
"""Registers have four drums and more: what looks like fewer is mostly one upside down."""


def certainty(row: Row, first: Row) -> float:
    """Probability that every digit of ``row`` is there and right; ``first`` is the look before."""
    if len(row.digits) < 2:
        return 0.0
    short = _TOO_SHORT ** max(0, _FEWEST - len(row.digits))
    logit = _OFFSET - _MARGIN - float(evidence(row, first) @ _WEIGHTS)
    return float(short * _MISSING**row.missing / (1 + np.exp(-logit)))


def evidence(row: Row, first: Row) -> NDArray[np.float64]:
    """What tells a right reading from a wrong one, larger for worse, shape (6,)."""
    chances = np.array([digit.chances.max() for digit in row.digits])
    presence = np.array([digit.presence for digit in row.digits])
    same = [d.digit for d in row.digits] == [d.digit for d in first.digits]
    signs = [
        -np.log(np.clip(chances, 1e-4, 1)).sum(),
        1 - chances.min(),
        -np.log(np.clip(presence, 1e-4, 1)).sum(),
        row.faint,
        row.uneven,
        float(not same),
    ]
    return np.array(signs, np.float64)
