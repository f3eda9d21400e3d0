"""Doubtful fronts that do not stand as the sure ones of the photo do: products stand upright on
shelves, and a camera that leans makes all of them lean. Cut off by the border, or faint, a match
may be fitted by a front that is torn askew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from scenes.matching.candidates import Candidate
from scenes.matching.choosing import Choice

_SURE, _WHOLE, _FEWEST = 3.0, 0.9, 3
# Degrees by which sides and tops lean otherwise than most do, and how often that at most.
_USUAL, _FARTHEST = 8.0, 3.0

Floats = NDArray[np.float64]


def leaning(choices: Sequence[Choice]) -> list[Choice]:
    """``choices``, those less sure that are doubtful or cut off and lean otherwise than most."""
    sure = [choice for choice in choices if _is_sure(choice.best)]
    if len(sure) < _FEWEST:
        return list(choices)
    most = np.median([_leans(choice.best) for choice in sure], axis=0)
    return [one if _is_sure(one.best) else _weighed(one, most) for one in choices]


def _is_sure(one: Candidate) -> bool:
    return one.logit >= _SURE and one.look.seen >= _WHOLE


def _weighed(choice: Choice, most: Floats) -> Choice:
    best, *rest = (replace(one, logit=one.logit + _likely(one, most)) for one in choice.all)
    margins = (margin for _, margin in choice.rivals)
    return replace(choice, best=best, rivals=tuple(zip(rest, margins, strict=True)))


def _likely(one: Candidate, most: Floats) -> float:
    """The log-likelihood of how it leans."""
    off = np.abs((_leans(one) - most + 180) % 360 - 180).max()
    return -0.5 * min(float(off) / _USUAL, _FARTHEST) ** 2


def _leans(one: Candidate) -> Floats:
    """Degrees by which its top and bottom lean, and by which its sides do."""
    top_left, top_right, bottom_right, bottom_left = one.corners.astype(np.float64)
    across = (top_right + bottom_right) - (top_left + bottom_left)
    down = (bottom_left + bottom_right) - (top_left + top_right)
    leans = [np.arctan2(across[1], across[0]), np.arctan2(-down[0], down[1])]
    return np.asarray(np.degrees(leans), np.float64)
