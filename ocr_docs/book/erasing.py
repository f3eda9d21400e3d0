"""The line to write on taken out of a picture, the writing on it left. Pure.

Pictures are level: the line is in the rows ``rule``.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels
from ocr_docs.book.ink import Darkness
from ocr_docs.book.pieces import DOT, Mask, Written

_RUN = 0.15
_MOST_RUNS = 0.05
"""Longer than dots are, in ems; a line of which more is so long is not of dots."""


_FOOT = 0.4
"""So much of the line's height, from above, may be the feet of letters: below are its dots."""

_DARKER = 1.15
"""What is so much darker than the line where nothing else is, in the same row, is no part of it."""

_SOFTER = 0.7
"""Ink that goes on in the line is as much lighter as faint strokes are."""

_STOP, _LARGER = 0.4, 1.6
"""A full stop with the dots it touches is at most so wide, in ems, and so much larger than one."""

_SIGN, _HIGHER = 0.8, 1.3
"""A vowel sign with its dots is at most so wide, in ems, and so much higher than a dot."""

_PAPER = 15
"""Dots and lines are thinner than this many pixels: paper is what is lightest so near."""


def erased(
    pixels: Pixels, shade: Darkness, found: Written, rule: slice, em: float, limit: float
) -> Pixels:
    """``pixels`` with the paper's colour where the line to write on is, but not in the writing."""
    gone = cv2.dilate(found.dots, np.ones((5, 5), np.uint8))
    gone[cv2.dilate(found.mask, np.ones((3, 3), np.uint8)) > 0] = 0
    if gone[rule].size:
        gone[rule] = np.where(_strokes(shade, found.mask, rule, em, limit), 0, 255)
    paper = cv2.morphologyEx(pixels, cv2.MORPH_CLOSE, np.ones((_PAPER, _PAPER), np.uint8))
    return np.asarray(np.where((gone > 0)[..., None], paper, pixels), np.uint8)


def _strokes(shade: Darkness, mask: Mask, rule: slice, em: float, limit: float) -> Mask:
    """Where in the rows ``rule`` letters go on from above it or below it, (rows, width)."""
    above = mask[max(rule.start - 2, 0) : rule.start].max(0, initial=0) > 0
    below = mask[rule.stop : rule.stop + 2].max(0, initial=0) > 0
    inside = shade[rule] > _SOFTER * limit
    runs = _runs(inside, ~(above | below), em)
    beside = runs & _beside(above, em)[None]
    high = _high(mask, em)[: rule.start] > 0
    foot = round(_FOOT * len(inside))
    feet = np.pad(_hanging(inside[:foot], above), ((0, len(inside) - foot), (0, 0)))
    feet |= _hanging(inside & _darker(shade[rule], ~(above | below)), above)
    over, close = (np.asarray(part.any(0), np.bool_) for part in (high, high[-2:]))
    stops = _stops(shade[rule] > limit, over, em)
    signs = _signs(shade[rule] > limit, close, em)
    kept = feet | below[None] | beside | stops | signs
    return np.asarray(kept, np.uint8)


def _darker(shade: Darkness, clear: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where the rule's rows are darker than it is itself in those rows, in ``clear`` columns."""
    if not clear.any():
        return np.zeros(shade.shape, np.bool_)
    usual = np.percentile(shade[:, clear], 80, axis=1)
    return np.asarray(shade > _DARKER * usual[:, None], np.bool_)


def _high(mask: Mask, em: float) -> Mask:
    """``mask`` without pieces that are no higher than a full stop."""
    _, labels, *measured = cv2.connectedComponentsWithStats(mask, connectivity=8)
    high = np.asarray(measured[0], np.int32)[:, 3] > DOT * em
    high[0] = False
    return np.where(high[labels], np.uint8(255), np.uint8(0))


def _stops(inside: NDArray[np.bool_], letters: NDArray[np.bool_], em: float) -> NDArray[np.bool_]:
    """Full stops between letters: larger than the dots of the line are."""
    _, labels, *measured = cv2.connectedComponentsWithStats(inside.astype(np.uint8))
    stats = np.asarray(measured[0], np.int32)
    small = stats[:, 2:4].max(1) < _STOP * em
    small[0] = False
    if not small.any():
        return np.zeros_like(inside)
    large = small & (stats[:, 4] > _LARGER * np.median(stats[small, 4]))
    under = np.unique(labels[:, letters])
    large[under] = False
    return np.asarray(large[labels], np.bool_)


def _signs(inside: NDArray[np.bool_], feet: NDArray[np.bool_], em: float) -> NDArray[np.bool_]:
    """Vowel signs under letters: larger and higher than the dots, and no feet of letters."""
    _, labels, *measured = cv2.connectedComponentsWithStats(inside.astype(np.uint8))
    stats = np.asarray(measured[0], np.int32)
    dots = stats[:, 2:4].max(1) < _STOP * em
    dots[0] = False
    if not dots.any():
        return np.zeros_like(inside)
    usual = np.median(stats[dots], axis=0)
    found = (stats[:, 4] > _LARGER * usual[4]) & (stats[:, 3] >= _HIGHER * usual[3])
    found &= stats[:, 2] < _SIGN * em
    found[[0, *np.unique(labels[:, feet])]] = False
    return np.asarray(found[labels], np.bool_)


def _hanging(inside: NDArray[np.bool_], above: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Ink that goes on from the columns ``above``, row by row downwards."""
    near = np.ones((1, 3), np.uint8)
    found = np.zeros_like(inside)
    for row, ink in enumerate(inside):
        above = ink & (cv2.dilate(above[None].astype(np.uint8), near)[0] > 0)
        found[row] = above
    return found


def _runs(inside: NDArray[np.bool_], blank: NDArray[np.bool_], em: float) -> NDArray[np.bool_]:
    """Ink that goes on along the rule longer than a dot: none where the rule itself does."""
    along = np.ones((1, round(_RUN * em)), np.uint8)
    runs = cv2.morphologyEx(inside.astype(np.uint8), cv2.MORPH_OPEN, along) > 0
    if blank.any() and runs[:, blank].mean() > _MOST_RUNS:
        return np.zeros_like(inside)
    return np.asarray(runs, np.bool_)


def _beside(columns: NDArray[np.bool_], em: float) -> NDArray[np.bool_]:
    near = np.ones((1, round(DOT * em) | 1), np.uint8)
    return np.asarray(cv2.dilate(columns[None].astype(np.uint8), near)[0] > 0, np.bool_)
