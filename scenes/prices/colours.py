"""The colours of a tag by name, as shares of its area. Pure.

Names follow lightness, chroma and hue in CIELAB: what people call a colour depends on these
three, and distances there are alike for the eye.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels
from core.geometry import Quad

_SIZE = (72, 48)
_DULL = 15.0
"""Less chroma than this is white, grey or black: shop light tints them by up to as much."""

_HUES = (
    (20.0, "red"),
    (48.0, "red"),
    (72.0, "orange"),
    (108.0, "yellow"),
    (190.0, "green"),
    (312.0, "blue"),
    (335.0, "purple"),
    (360.0, "pink"),
)
"""Up to which hue angle, in degrees, a colour has a name."""

_SMALLEST = 0.02

Light = NDArray[np.float32]


def light_of(pixels: Pixels) -> Light:
    """The tint of the light on a photo: what to multiply red, green and blue by.

    "Shades of grey" (Finlayson 2004): the sixth-power mean of a photo is taken to be grey.
    """
    small = cv2.resize(pixels, (160, 120), interpolation=cv2.INTER_AREA).reshape(-1, 3)
    whole = small[small.max(axis=1) < 250].astype(np.float64)
    if len(whole) < 100:
        return np.ones(3, np.float32)
    means = np.maximum((whole**6).mean(axis=0) ** (1 / 6), 1.0)
    return np.asarray(np.clip(means.mean() / means, 0.8, 1.25), np.float32)


def colour_shares(pixels: Pixels, quad: Quad, light: Light) -> tuple[tuple[str, float], ...]:
    """Names of the colours under ``quad`` with their shares (0-1), the largest first.

    ``light`` is that of the whole photo (:func:`light_of`).
    """
    flat = flattened(pixels, quad, _SIZE).astype(np.float32) * light
    white = np.asarray(np.clip(flat, 0, 255), np.uint8)
    names, counts = np.unique(_names(white), return_counts=True)
    shares = counts / counts.sum()
    order = np.argsort(-shares)
    return tuple(
        (str(names[i]), round(float(shares[i]), 4)) for i in order if shares[i] >= _SMALLEST
    )


def flattened(pixels: Pixels, quad: Quad, size: tuple[int, int]) -> Pixels:
    """What stands under ``quad`` as a rectangle of ``size`` (width, height)."""
    width, height = size
    goal = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    warp = cv2.getPerspectiveTransform(np.array(quad, np.float32), goal)
    flat = cv2.warpPerspective(
        pixels, warp, size, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(flat, np.uint8)


def _names(picture: Pixels) -> NDArray[np.str_]:
    lab = cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    light, chroma = lab[..., 0], np.hypot(lab[..., 1], lab[..., 2])
    hue = np.degrees(np.arctan2(lab[..., 2], lab[..., 1])) % 360
    limits, named = zip(*_HUES, strict=True)
    colour = np.array(named)[np.searchsorted(np.array(limits), hue, side="right").clip(0, 7)]
    colour = np.where((colour == "red") & (light > 68) & (chroma < 45), "pink", colour)
    colour = np.where((colour == "orange") & (light < 48), "brown", colour)
    grey = np.where(light > 74, "white", np.where(light > 34, "grey", "black"))
    # Bright paper keeps some tint, dark ink shows hardly any colour.
    dull = (chroma < _DULL) | (light < 16)
    return np.asarray(np.where(dull, grey, colour), np.str_)
