"""The product's own part of a pack shot: a plain background around it is cut away."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels

# Levels (of 255) by which a background may vary: JPEG noise and soft shadows.
_PLAIN = 14
# The share of the picture's edge that is of one colour when there is a background.
_EDGE = 0.55
# What is left must be a product, not a speck.
_SMALLEST_SHARE = 0.02
# Thin reflections and shadows are no part of a product: a row of it is at least so full.
_FULL = 0.04


def trimmed(pixels: Pixels) -> Pixels:
    """``pixels`` without an evenly coloured margin; all of them where there is none."""
    shown = ~_background(pixels)
    rows, columns = np.flatnonzero(shown.mean(axis=1) > _FULL), None
    if rows.size:
        columns = np.flatnonzero(shown[rows[0] : rows[-1] + 1].mean(axis=0) > _FULL)
    if columns is None or not columns.size or shown.mean() < _SMALLEST_SHARE:
        return pixels
    cut = pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return np.ascontiguousarray(cut) if min(cut.shape[:2]) >= 24 else pixels


def _background(pixels: Pixels) -> NDArray[np.bool_]:
    """Where the even colour of the edges reaches in from them."""
    edge = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]]).astype(np.int16)
    colour = np.median(edge, axis=0)
    if (np.abs(edge - colour).max(axis=1) <= _PLAIN).mean() < _EDGE:
        return np.zeros(pixels.shape[:2], bool)
    alike = np.abs(pixels.astype(np.int16) - colour).max(axis=2) <= _PLAIN
    # One ring more around the picture joins all that touches an edge.
    ringed = np.pad(alike.astype(np.uint8), 1, constant_values=1)
    _, labels = cv2.connectedComponents(ringed, connectivity=4)
    inside: NDArray[np.bool_] = (labels == labels[0, 0])[1:-1, 1:-1]
    return inside
