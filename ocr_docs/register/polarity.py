"""Which way round a digit is printed: light on dark or dark on light. Pure.

Some registers tell their decimals by a last drum printed the other way round.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels
from core.geometry import Box

_BESIDE = 0.3
_CLEARLY = 15.0
_FAR_APART = 80.0
_FAINTER = 0.4


def odd_last(strip: Pixels, boxes: Sequence[Box]) -> bool:
    """Whether the last digit alone is printed the other way round, on another ground."""
    if len(boxes) < 3:
        return False
    grey = np.asarray(cv2.cvtColor(strip, cv2.COLOR_RGB2GRAY), np.uint8)
    grounds, inks = np.array([_ground_and_ink(grey, box) for box in boxes]).T
    way = 1.0 if np.median(inks[:-1]) > 0 else -1.0
    others_agree = bool((way * inks[:-1] > _CLEARLY).all())
    return bool(
        others_agree
        and way * inks[-1] < _FAINTER * np.median(way * inks[:-1])
        and way * (grounds[-1] - np.median(grounds[:-1])) > _FAR_APART
    )


def _ground_and_ink(grey: NDArray[np.uint8], box: Box) -> tuple[float, float]:
    """Lightness beside the digit, and how much its ink is lighter (darker when negative)."""
    left, top, right, bottom = (max(0, int(side)) for side in box)
    beside = max(1, round(_BESIDE * box.width))
    rows = grey[top : bottom + 1]
    sides = np.concatenate(
        [
            rows[:, max(0, left - beside) : max(1, left)].ravel(),
            rows[:, right : right + beside].ravel(),
        ]
    )
    digit = rows[:, left : right + 1]
    if not sides.size or not digit.size:
        return 0.0, 0.0
    ground = float(np.median(sides))
    dark, light = np.percentile(digit, (5, 95))
    return ground, float((light - ground) - (ground - dark))
