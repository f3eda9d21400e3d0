"""Dark photos made lighter, for what was trained on light ones. Pure."""

from __future__ import annotations

import math

import cv2
import numpy as np

from core.engines import Pixels

_DARK = 0.4
_MIDDLE = 0.5
_DARKEST = 0.02


def brightened(pixels: Pixels) -> Pixels | None:
    """``pixels`` with half of them lighter than middle grey; None where they are light enough."""
    median = float(np.median(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY))) / 255
    if median >= _DARK:
        return None
    gamma = math.log(_MIDDLE) / math.log(max(median, _DARKEST))
    curve = 255 * (np.arange(256) / 255) ** gamma
    return np.asarray(cv2.LUT(pixels, curve.astype(np.uint8)), np.uint8)
