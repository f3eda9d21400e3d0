"""How sure a value is, from what speaks for it. Pure.

A logistic model; its weights were fitted on rendered specimens (``manage.py
render_specimens``), other ones than those the reader is measured on.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

_SURE = 1e-3


class Evidence(NamedTuple):
    """``score``: the reader's opinion of the line, the mean of its characters'.

    ``agreed``: another reading gave the same value (None: there was none). ``valid``: the
    value is as such values must be (None: nothing is known). ``mended``: the share of it
    that was put right. ``length``: its characters.
    """

    score: float
    agreed: bool | None
    valid: bool | None
    mended: float
    length: int


_WEIGHTS: Mapping[str, float] = {
    "bias": -2.57,
    "score": 0.95,
    "agreed": 2.27,
    "disagreed": -1.06,
    "valid": 1.87,
    "invalid": -3.81,
    "mended": -2.34,
    "length": -0.01,
}


def features(evidence: Evidence) -> dict[str, float]:
    """The terms of the model, by name."""
    return {
        "bias": 1.0,
        "score": _logit(evidence.score),
        "agreed": float(evidence.agreed is True),
        "disagreed": float(evidence.agreed is False),
        "valid": float(evidence.valid is True),
        "invalid": float(evidence.valid is False),
        "mended": evidence.mended,
        "length": float(evidence.length),
    }


def confidence(evidence: Evidence) -> float:
    """The probability (0-1) that the value is exactly right."""
    total = sum(_WEIGHTS[name] * term for name, term in features(evidence).items())
    return 1 / (1 + math.exp(-total))


def _logit(probability: float) -> float:
    bounded = min(max(probability, _SURE), 1 - _SURE)
    return math.log(bounded / (1 - bounded))
