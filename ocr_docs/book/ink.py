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
