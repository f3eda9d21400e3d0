"""How sure a close reading is. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ocr_docs.register.certainty import probability, signs_of
from ocr_docs.register.strip_answers import Candidate
from ocr_docs.register.strip_reading import Row

_WEIGHTS = np.array([1.0, 2.5, 0.63, 2.4, 0.5, 1.0, 1.5])
_OFFSET = 3.8
"""Logistic regression on rendered scenes, ``evidence`` to right or wrong. Marks beside the
register weigh less, and the offset is larger, than there: photos have more marks, and are
less worn."""


def close_certainty(row: Row, looks: Sequence[Sequence[Candidate]], doubt: float) -> float:
    """Probability that every digit of ``row`` is there and right.

    ``looks`` are what it was read from, ``doubt`` what its ends left (see ``ends``).
    """
    if len(row.digits) < 2:
        return 0.0
    return probability(row, _OFFSET - float(evidence(row, looks, doubt) @ _WEIGHTS))


def evidence(row: Row, looks: Sequence[Sequence[Candidate]], doubt: float) -> NDArray[np.float64]:
    """What tells a right reading from a wrong one, larger for worse, shape (7,)."""
    agreed = np.mean([all(_seen(digit, look) for digit in row.digits) for look in looks])
    return np.array([*signs_of(row), 1 - agreed, doubt], np.float64)


def _seen(digit: Candidate, look: Sequence[Candidate]) -> bool:
    """Whether ``look`` alone sees that digit in that place."""
    reach = 0.5 * digit.box.width
    near = [each for each in look if abs(each.middle - digit.middle) < reach]
    return bool(near) and max(near, key=lambda each: each.presence).digit == digit.digit
