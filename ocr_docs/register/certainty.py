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
    return probability(row, _OFFSET - _MARGIN - float(evidence(row, first) @ _WEIGHTS))


def probability(row: Row, logit: float) -> float:
    """What a regression's ``logit`` is worth, with the digits counted that ``row`` lacks."""
    short = _TOO_SHORT ** max(0, _FEWEST - len(row.digits))
    return float(short * _MISSING**row.missing / (1 + np.exp(-logit)))


def evidence(row: Row, first: Row) -> NDArray[np.float64]:
    """What tells a right reading from a wrong one, larger for worse, shape (6,)."""
    same = [d.digit for d in row.digits] == [d.digit for d in first.digits]
    return np.array([*signs_of(row), float(not same)], np.float64)


def signs_of(row: Row) -> list[float]:
    """What one look at ``row`` says against it: five figures, larger for worse."""
    chances = np.array([digit.chances.max() for digit in row.digits])
    presence = np.array([digit.presence for digit in row.digits])
    return [
        -float(np.log(np.clip(chances, 1e-4, 1)).sum()),
        1 - float(chances.min()),
        -float(np.log(np.clip(presence, 1e-4, 1)).sum()),
        row.faint,
        row.uneven,
    ]
