"""A photo made fit to be compared with pack shots: a dark one lightened, a blurred one sharpened.

Print is told from grain by how far its lightness varies, and matched by its edges; both are
lost in the dark and out of focus, and come back where the camera has but lessened them.
"""

from __future__ import annotations

import cv2
import numpy as np

from core.engines import Pixels

# What is nearly the lightest of a photo (of 255) that is dark, and what it should be; beyond so
# much gain there is only grain.
_DARK, _LIGHT = 165.0, 200.0
_NEARLY_ALL = 98
_MOST_GAIN = 4.0
_STEP = 4
"""Every so many pixels tell how light a photo is."""

_SIDE = 1024
"""Focus is measured at this length of the longer side, at most."""

_SOFT = 3.0
"""How many times as large edges (the variance of the Laplacian) are as after a blur of one pixel:
up to so many where there was one before, 6 to 20 in focus, whatever the photo shows."""

_REACH, _MORE = 1.2, 1.5


def developed(pixels: Pixels) -> Pixels:
    """``pixels`` (h, w, 3) RGB, or the same as they would be in a better light and focus."""
    lit = _lightened(pixels)
    return _sharpened(lit) if _edges_left(lit) < _SOFT else lit


def _lightened(pixels: Pixels) -> Pixels:
    lightest = float(np.percentile(pixels[::_STEP, ::_STEP].max(axis=2), _NEARLY_ALL))
    if lightest >= _DARK:
        return pixels
    gain = min(_LIGHT / max(lightest, 1.0), _MOST_GAIN)
    return np.asarray(cv2.convertScaleAbs(pixels, alpha=gain), np.uint8)


def _edges_left(pixels: Pixels) -> float:
    """How many times as large edges are as after a further blur."""
    scale = min(1.0, _SIDE / max(pixels.shape[:2]))
    size = (max(8, round(pixels.shape[1] * scale)), max(8, round(pixels.shape[0] * scale)))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY).astype(np.float32)
    here, softer = (
        float(cv2.Laplacian(one, cv2.CV_32F).var())
        for one in (grey, cv2.GaussianBlur(grey, (0, 0), 1.0))
    )
    return here / max(softer, 1e-6)


def _sharpened(pixels: Pixels) -> Pixels:
    soft = cv2.GaussianBlur(pixels, (0, 0), _REACH)
    return np.asarray(cv2.addWeighted(pixels, 1 + _MORE, soft, -_MORE, 0), np.uint8)
