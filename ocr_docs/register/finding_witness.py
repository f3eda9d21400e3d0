"""What the network that finds registers says of digits that were read."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from core.engines import Pixels
from core.geometry import Box
from ocr_docs.register.finding_network import STRIDE, FindingNetwork, scaled

_DIGITS = (15.0, 19.0)
"""Pixels of a digit's height in the pictures it is asked about: the middle of what it knows."""


def drum_chances(strip: Pixels, digits: Sequence[Box], network: FindingNetwork) -> list[float]:
    """For each of ``digits`` on ``strip`` the chance that a drum is there. Raises EngineFailed."""
    if not digits:
        return []
    height = max(float(np.median([box.height for box in digits])), 1.0)
    seen = [_seen(strip, digits, size / height, network) for size in _DIGITS]
    return [float(chance) for chance in np.mean(seen, axis=0)]


def _seen(
    strip: Pixels, digits: Sequence[Box], scale: float, network: FindingNetwork
) -> list[float]:
    answers = network.answers(scaled(strip, scale))[0]
    chances = cv2.dilate(1 / (1 + np.exp(-answers)), np.ones((3, 3), np.uint8))
    rows, cols = chances.shape
    cell = scale / STRIDE
    return [
        float(
            chances[
                min(max(int((box.top + box.bottom) / 2 * cell), 0), rows - 1),
                min(max(int((box.left + box.right) / 2 * cell), 0), cols - 1),
            ]
        )
        for box in digits
    ]
