"""How fit a photo is to be recognised: blur, darkness, glare and tilt. Pure.

Everything is measured on the photo at one size, so that its resolution does not matter.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels
from scenes.realogram import Quality

_SIDE = 1024
"""The longer side of the picture that is measured, pixels; smaller ones are as they are."""

# Of the sharpest tiles: a blurred photo has no sharp part, a sharp one may have plain walls.
_TILE = 64
_SHARPEST = 80
_BLURRED = 60.0
_DARK = 0.22
_GLARE = 0.06
_TILTED = 8.0
# Lines nearer to upright than this say nothing about how shelves lie.
_MOST_TILT = 30.0


def quality_of(pixels: Pixels) -> Quality:
    """The quality of a photo, (h, w, 3) RGB.

    ``sharpness`` is the variance of the Laplacian of lightness (0-255) in the photo's sharpest
    tiles (Pech-Pacheco 2000), ``brightness`` the median lightness, ``glare`` the share of burnt-out
    pixels without colour in patches, ``tilt`` the angle in degrees, clockwise, by which long
    edges lie off the horizontal.
    """
    small = _sized(pixels)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)
    sharpness = _sharpness(grey)
    brightness = float(np.median(grey)) / 255
    glare = _glare(small)
    tilt = tilt_of(grey)
    ratings = (
        ("blurred", _BLURRED / max(sharpness, 1e-3)),
        ("dark", _DARK / max(brightness, 1e-3)),
        ("glare", glare / _GLARE),
        ("tilted", abs(tilt) / _TILTED),
    )
    worst = sorted((rating for rating in ratings if rating[1] > 1), key=lambda rating: -rating[1])
    return Quality(sharpness, brightness, glare, tilt, tuple(name for name, _ in worst))


def tilt_of(grey: NDArray[np.uint8]) -> float:
    """Degrees, clockwise, by which the long edges lie off the horizontal; 0 without any."""
    edges = cv2.Canny(grey, 60, 160)
    shortest = grey.shape[1] // 5
    found = cv2.HoughLinesP(
        edges, 1, np.pi / 720, 60, minLineLength=shortest, maxLineGap=shortest // 12
    )
    if found is None:
        return 0.0
    lines = found.reshape(-1, 4).astype(np.float64)
    along, down = lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]
    angles = np.degrees(np.arctan2(down, along))
    angles = (angles + 90) % 180 - 90
    flat = np.abs(angles) < _MOST_TILT
    if not flat.any():
        return 0.0
    return _weighted_median(angles[flat], np.hypot(along, down)[flat])


def _sized(pixels: Pixels) -> Pixels:
    scale = min(_SIDE / max(pixels.shape[:2]), 1.0)
    size = (max(round(pixels.shape[1] * scale), 1), max(round(pixels.shape[0] * scale), 1))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def _sharpness(grey: NDArray[np.uint8]) -> float:
    edges = cv2.Laplacian(grey, cv2.CV_32F)
    height, width = edges.shape[0] // _TILE * _TILE, edges.shape[1] // _TILE * _TILE
    if not height or not width:
        return float(edges.var())
    tiles = edges[:height, :width].reshape(height // _TILE, _TILE, width // _TILE, _TILE)
    return float(np.percentile(tiles.var(axis=(1, 3)), _SHARPEST))


def _glare(small: Pixels) -> float:
    """White print is thin; a reflection fills a patch."""
    burnt = (small.min(axis=2) >= 250).astype(np.uint8)
    patches = cv2.morphologyEx(burnt, cv2.MORPH_OPEN, np.ones((15, 15), np.uint8))
    return float(patches.mean())


def _weighted_median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    order = np.argsort(values)
    summed = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(summed, summed[-1] / 2)])
