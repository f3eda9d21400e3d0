"""Ink on paper: how dark it is. Pure.

Darkness is the share of the paper's light that is taken away, 0-1, so shadows and tints do
not count. Places are pixels of the picture given.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels

Darkness = NDArray[np.float32]

_FAINTEST = 0.10
_SHARE_OF_INK = 0.42
_FRAME, _LONG = 0.2, 1.5
_EVEN, _STREAK = 9, 0.05
"""Pixels along a faint upright line that are averaged, as grain breaks it, and how dark it is."""

_NEAR, _NOISE_SHARE, _OVER_NOISE, _LETTER_AREA, _FAINT_LETTERS = 5, 90.0, 2.5, 25, 20.0
"""So near to ink paper is not clean; noise is as dark as but this share of clean paper."""


def shade(pixels: Pixels, em: float) -> Darkness:
    """How much darker than the paper around it each pixel is, (height, width)."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    side = round(em) | 1
    paper = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    paper = cv2.blur(paper, (side, side)).astype(np.float32)
    dark = np.clip(1 - grey.astype(np.float32) / np.maximum(paper, 1), 0, 1)
    return np.asarray(dark, np.float32)


def without_frames(dark: Darkness, em: float) -> Darkness:
    """``dark`` without drawn lines much longer than any stroke of a letter."""
    mask = (dark > _FRAME).astype(np.uint8)
    upright = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((round(_LONG * em), 1), np.uint8))
    lying = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, round(2 * _LONG * em)), np.uint8))
    lines = np.maximum(
        cv2.dilate(upright, np.ones((1, 7), np.uint8)), cv2.dilate(lying, np.ones((3, 1), np.uint8))
    )
    plain = np.where(lines > 0, np.float32(0), dark)
    return np.asarray(np.clip(plain - _streaks(plain, em), 0, 1), np.float32)


def _streaks(dark: Darkness, em: float) -> Darkness:
    """How dark faint upright lines are that dust on a scanner's glass or a fold leaves."""
    even = cv2.blur(dark, (1, _EVEN))
    found = cv2.morphologyEx(even, cv2.MORPH_OPEN, np.ones((round(_LONG * em), 1), np.uint8))
    found = np.where(found > _STREAK, found, 0)
    return np.asarray(cv2.dilate(found, np.ones((1, 3), np.uint8)), np.float32)


def ink_limit(row: Darkness) -> float:
    """How dark a pixel must be to be ink, judged by the darkest fiftieth of a printed row."""
    level = float(np.percentile(row, 98)) if row.size else 0.0
    return max(_FAINTEST, _SHARE_OF_INK * level)


def limit_of_value(dark: Darkness, mask: NDArray[np.uint8], limit: float) -> float:
    """How dark ink of a value is, some of which is in ``mask``, judged by its faintest letters.

    At most ``limit``, what labels and values have in common, and darker than the paper is.
    """
    clean = dark[cv2.dilate(mask, np.ones((_NEAR, _NEAR), np.uint8)) == 0]
    _, labels, *measured = cv2.connectedComponentsWithStats(mask, connectivity=8)
    inked = mask > 0
    levels = np.zeros(len(measured[0]), np.float32)
    np.maximum.at(levels, np.asarray(labels, np.int32)[inked], cv2.blur(dark, (3, 3))[inked])
    letters = levels[1:][np.asarray(measured[0])[1:, 4] >= _LETTER_AREA]
    if not letters.size or not clean.size:
        return limit
    own = _SHARE_OF_INK * float(np.percentile(letters, _FAINT_LETTERS))
    noise = _OVER_NOISE * float(np.percentile(clean, _NOISE_SHARE))
    return min(limit, max(_FAINTEST, own, noise))
