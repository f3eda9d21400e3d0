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
    """``score`` and ``lowest``: the reader's opinion of the line and of its worst character.

    ``agreed``: another reading gave the same value (None: there was none). ``valid``: the
    value is as such values must be (None: nothing is known). ``mended``: the share of it
    that was put right. ``length``: its characters.
    """

    score: float
    lowest: float
    agreed: bool | None
    valid: bool | None
    mended: float
    length: int


_WEIGHTS: Mapping[str, float] = {
    "bias": -2.88,
    "score": 0.95,
    "lowest": -0.05,
    "agreed": 2.87,
    "disagreed": -0.03,
    "valid": 1.96,
    "invalid": -2.85,
    "mended": -2.4,
    "length": -0.02,
}


def features(evidence: Evidence) -> dict[str, float]:
    """The terms of the model, by name."""
    return {
        "bias": 1.0,
        "score": _logit(evidence.score),
        "lowest": _logit(evidence.lowest),
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
