"""Which ink around a line of Thai is its own: letters, then the marks nearest to them. Pure.

Rules, specks and pieces of the lines above and below are none of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels

Ink = NDArray[np.bool_]
_Flags = NDArray[np.bool_]
_Numbers = NDArray[np.float64]

_LEAST_CONTRAST = 24.0
_STRONG = 0.45
_SLIGHT = 0.25
_LETTER, _CLOSE = 0.75, 0.2
_GAP_ABOVE, _GAP_BELOW = 0.5, 0.2
"""Of a letter's height: no font sets a mark further off its letter."""


@dataclass(frozen=True, slots=True)
class _Spots:
    """Connected ink, one number for each: bounds (right and bottom excluded) and area."""

    left: _Numbers
    top: _Numbers
    right: _Numbers
    bottom: _Numbers
    area: _Numbers


def ink_of(picture: Pixels) -> Ink:
    """Where ``picture`` (RGB) differs from its background, be it lighter or darker."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32)
    off = np.abs(grey - np.median(grey))
    strong = float(np.percentile(off, 98))
    return np.asarray(off > max(_STRONG * strong, _LEAST_CONTRAST), np.bool_)


def own_ink(ink: Ink, room: float, side: float) -> Ink:
    """The ink of the line in the middle of ``ink``.

    ``room`` and ``side`` say how far, in heights of the line, the picture reaches beyond
    it above and below, and at its ends.
    """
    rows, cols = ink.shape
    height = rows / (1 + 2 * room)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8))
    left, top, width, tall, area = stats.T.astype(np.float64)
    spots = _Spots(left, top, left + width, top + tall, area)
    usable = ~_rules(spots, height) & (spots.right > side * height)
    usable &= (spots.left < cols - side * height) & (area > (0.03 * height) ** 2)
    usable[0] = False  # the background
    letters = usable & _crossing(spots, (room + 0.35) * height, (room + 0.65) * height)
    if not letters.any():
        return np.zeros_like(ink)
    cut = (spots.top <= 0) | (spots.bottom >= rows)
    return np.asarray(_with_marks(spots, letters, usable & ~letters, cut)[labels], np.bool_)


def _rules(spots: _Spots, height: float) -> _Flags:
    """Straight lines longer than strokes, and frames: large for the little ink they are."""
    width, tall = spots.right - spots.left, spots.bottom - spots.top
    lying = (width > 2.5 * height) & (tall < 0.2 * height)
    standing = (tall > 1.05 * height) & (width < 0.2 * height)
    frame = (np.maximum(width, tall) > 1.1 * height) & (spots.area < _SLIGHT * width * tall)
    return np.asarray(lying | standing | frame & (np.minimum(width, tall) > 0.5 * height))


def _crossing(spots: _Spots, top: float, bottom: float) -> _Flags:
    return np.asarray((spots.top < bottom) & (spots.bottom > top), np.bool_)


def _with_marks(spots: _Spots, letters: _Flags, rest: _Flags, cut: _Flags) -> _Flags:
    """``letters``, what stands between them, and the marks that are nearer to them than to
    strangers: to what is ``cut`` off by the picture's edge, or as tall as letters and not
    as close to them as marks that have grown together."""
    heights = (spots.bottom - spots.top)[letters]
    usual = float(np.median(heights[heights >= np.percentile(heights, 30)]))
    middle = (spots.top + spots.bottom) / 2
    first, last = np.percentile(spots.top[letters], 30), np.percentile(spots.bottom[letters], 70)
    between = rest & (middle > first) & (middle < last)
    own = letters | between
    tall = spots.bottom - spots.top > _LETTER * usual
    tall &= np.minimum(*_distances(spots, own)) > _CLOSE * usual
    strange = rest & ~between & (cut | tall)
    rest = rest & ~strange
    # Twice: a tone mark stands on a vowel that stands on a letter.
    for _ in range(2):
        above, below = _distances(spots, own)
        near = (above < _GAP_ABOVE * usual) | (below < _GAP_BELOW * usual)
        nearest = np.minimum(above, below) < np.minimum(*_distances(spots, strange))
        own = own | rest & near & nearest
    return np.asarray(own, np.bool_)


def _distances(spots: _Spots, others: _Flags) -> tuple[_Numbers, _Numbers]:
    """How far above, and how far below, the nearest of ``others`` in its columns each spot is."""
    if not others.any():
        return np.full(len(spots.left), np.inf), np.full(len(spots.left), np.inf)
    beside = np.maximum(
        spots.left[:, None] - spots.right[others], spots.left[others] - spots.right[:, None]
    )
    apart = beside >= 0.3 * (spots.right - spots.left)[:, None]
    above = np.maximum(spots.top[others] - spots.bottom[:, None], 0)
    below = np.maximum(spots.top[:, None] - spots.bottom[others], 0)
    higher = spots.top[:, None] < spots.top[others]
    return (
        np.where(apart | ~higher, np.inf, above).min(1),
        np.where(apart | higher, np.inf, below).min(1),
    )
