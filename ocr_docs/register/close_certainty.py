"""How sure a close reading is. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ocr_docs.register.strip_answers import Candidate
from ocr_docs.register.strip_reading import Row

_WEIGHTS = np.array([1.0, 2.5, 0.63, 2.4, 0.5, 1.0, 1.5])
_OFFSET = 3.8
"""Logistic regression on rendered scenes, ``evidence`` to right or wrong. Marks beside the
register weigh less, and the offset is larger, than there: photos have more marks, and are
less worn."""

_MISSING = 0.3
"""Share of the certainty left by each drum that was seen but not read."""

_FEWEST = 4
_TOO_SHORT = 0.25
"""Registers have four drums and more."""


def close_certainty(row: Row, looks: Sequence[Sequence[Candidate]], doubt: float) -> float:
    """Probability that every digit of ``row`` is there and right.

    ``looks`` are what it was read from, ``doubt`` what its ends left (see ``ends``).
    """
    if len(row.digits) < 2:
        return 0.0
    short = _TOO_SHORT ** max(0, _FEWEST - len(row.digits))
    logit = _OFFSET - float(evidence(row, looks, doubt) @ _WEIGHTS)
    return float(short * _MISSING**row.missing / (1 + np.exp(-logit)))


def evidence(row: Row, looks: Sequence[Sequence[Candidate]], doubt: float) -> NDArray[np.float64]:
    """What tells a right reading from a wrong one, larger for worse, shape (7,)."""
    chances = np.array([digit.chances.max() for digit in row.digits])
    presence = np.array([digit.presence for digit in row.digits])
    agreed = np.mean([all(_seen(digit, look) for digit in row.digits) for look in looks])
    signs = [
        -np.log(np.clip(chances, 1e-4, 1)).sum(),
        1 - chances.min(),
        -np.log(np.clip(presence, 1e-4, 1)).sum(),
        row.faint,
        row.uneven,
        1 - agreed,
        doubt,
    ]
    return np.array(signs, np.float64)


def _seen(digit: Candidate, look: Sequence[Candidate]) -> bool:
    """Whether ``look`` alone sees that digit in that place."""
    reach = 0.5 * digit.box.width
    near = [each for each in look if abs(each.middle - digit.middle) < reach]
    return bool(near) and max(near, key=lambda each: each.presence).digit == digit.digit
