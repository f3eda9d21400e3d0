"""How sure a reading is. Pure."""

from __future__ import annotations

import numpy as np

from ocr_docs.register.strip_reading import Row


def certainty(row: Row, first: Row) -> float:
    """Probability that every digit of ``row`` is there and right; ``first`` is the look before."""
    if len(row.digits) < 2:
        return 0.0
    weight, offset = _WEIGHTS, _OFFSET
    return float(1 / (1 + np.exp(-(evidence(row, first) @ weight + offset))))


def evidence(row: Row, first: Row) -> np.ndarray:
    """What tells a right reading from a wrong one, larger for worse, shape (6,)."""
    chances = np.array([digit.chances.max() for digit in row.digits])
    presence = np.array([digit.presence for digit in row.digits])
    same = [d.digit for d in row.digits] == [d.digit for d in first.digits]
    return np.array([
        -np.log(np.clip(chances, 1e-4, 1)).sum(),
        1 - chances.min(),
        -np.log(np.clip(presence, 1e-4, 1)).sum(),
        row.faint,
        row.uneven + row.missing,
        float(not same),
    ])  # fmt: skip


_WEIGHTS = -np.array([2.0, 2.0, 1.5, 2.0, 2.0, 1.0])
_OFFSET = 3.5
