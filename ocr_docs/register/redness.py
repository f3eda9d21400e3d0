"""Which digits of a register are red: on red drums, in red ink or in red frames. Pure.

Red is judged against the other digits of the same register, so that warm light, which
reddens them all, reddens none.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels
from core.geometry import Box

_WIDTH = 320
_AROUND = 0.25
_REDDEST = 85
"""Percentile: red ink covers about a fifth of a digit's place."""

_FAIR_CHROMA = 20.0

_LIGHT, _MOST_GAIN = 200.0, 4.0
"""Lightness that a strip's light parts are brought to at least: in the dark colours fade."""


def redness(strip: Pixels, boxes: Sequence[Box]) -> list[float]:
    """How much redder each digit's place is than the least red one's, about 0 to 4.

    1 is as red as a faded red drum (CIE 1976 a* larger by 20).
    """
    if not boxes:
        return []
    scale = min(1.0, _WIDTH / strip.shape[1])
    size = max(1, round(strip.shape[1] * scale)), max(1, round(strip.shape[0] * scale))
    small = np.asarray(cv2.resize(strip, size, interpolation=cv2.INTER_AREA), np.uint8)
    red = _red_axis(small)
    levels = [_level(red, Box(*(side * scale for side in box))) for box in boxes]
    least = float(np.percentile(levels, 20))
    return [max(0.0, (level - least) / _FAIR_CHROMA) for level in levels]


def _red_axis(strip: Pixels) -> NDArray[np.float32]:
    """CIE 1976 a* (green to red), averaged over small spots, less yellow-brown than red."""
    light = float(np.percentile(strip.max(axis=2), 95))
    gain = min(max(1.0, _LIGHT / max(light, 1.0)), _MOST_GAIN)
    lit = np.minimum(strip.astype(np.float32) * (gain / 255), 1.0)
    lab = cv2.cvtColor(lit, cv2.COLOR_RGB2LAB)
    red = lab[..., 1] - 0.3 * np.maximum(lab[..., 2] - lab[..., 1], 0)
    return np.asarray(cv2.blur(red, (3, 3)), np.float32)


def _level(red: NDArray[np.float32], box: Box) -> float:
    room = _AROUND * box.width
    rows = slice(max(0, int(box.top)), max(1, int(np.ceil(box.bottom))))
    cols = slice(max(0, int(box.left - room)), max(1, int(np.ceil(box.right + room))))
    place = red[rows, cols]
    return float(np.percentile(place, _REDDEST)) if place.size else 0.0
