"""Ink on paper: how dark, where the lines to write on are, and where the writing is. Pure.

Darkness is the share of the paper's light that is taken away, 0-1, so shadows and tints do
not count. Places are pixels of the picture given.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels
from core.geometry import Box

Darkness = NDArray[np.float32]
Mask = NDArray[np.uint8]

_FAINTEST = 0.10
_SHARE_OF_INK = 0.42
_FRAME, _LONG = 0.2, 1.5
_DOT, _DOTS_IN_A_ROW = 0.17, 4
_RULED, _THICKEST = 0.2, 0.22
"""How dark a written-on line is all along, against the ink, where it is blurred along itself."""


class Written(NamedTuple):
    """Writing in a picture: its box, its mask and that of dotted lines (255 is ink)."""

    box: Box
    mask: Mask
    dots: Mask


def darkness(pixels: Pixels, em: float) -> Darkness:
    """How much darker than the paper around it each pixel is, (height, width)."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    side = round(em) | 1
    paper = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    paper = cv2.blur(paper, (side, side)).astype(np.float32)
    dark = np.clip(1 - grey.astype(np.float32) / np.maximum(paper, 1), 0, 1)
    return _without_frames(np.asarray(dark, np.float32), em)


def _without_frames(dark: Darkness, em: float) -> Darkness:
    """``dark`` without drawn lines much longer than any stroke of a letter."""
    mask = (dark > _FRAME).astype(np.uint8)
    upright = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((round(_LONG * em), 1), np.uint8))
    lying = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, round(2 * _LONG * em)), np.uint8))
    lines = np.maximum(
        cv2.dilate(upright, np.ones((1, 7), np.uint8)), cv2.dilate(lying, np.ones((3, 1), np.uint8))
    )
    return np.where(lines > 0, np.float32(0), dark)


def ink_limit(row: Darkness) -> float:
    """How dark a pixel must be to be ink, judged by the darkest fiftieth of a printed row."""
    level = float(np.percentile(row, 98)) if row.size else 0.0
    return max(_FAINTEST, _SHARE_OF_INK * level)


def rule_rows(dark: Darkness, em: float, limit: float, least: float) -> slice:
    """The rows of the dotted or drawn line to write on: empty where there is none.

    Such a line is dark nearly everywhere along ``dark``, writing is not. It runs below
    the row ``least``.
    """
    along = cv2.blur(dark, (round(0.8 * em) | 1, 1))[:, :: max(1, round(em / 8))]
    ruled = np.percentile(along, 15, axis=1) > _RULED * limit
    ruled[: max(round(least), 0)] = False
    rows = np.flatnonzero(ruled & ~_tall(ruled, _THICKEST * em))
    if not len(rows) or rows[-1] - rows[0] > _THICKEST * em:
        return slice(0, 0)
    return slice(max(int(rows[0]) - 1, 0), int(rows[-1]) + 2)


def erased(pixels: Pixels, dark: Darkness, found: Written, rule: slice) -> Pixels:
    """``pixels`` with the paper's colour where the line to write on is, but not in the writing."""
    gone = cv2.dilate(found.dots, np.ones((5, 5), np.uint8))
    gone[rule] = 255
    high = 2 * (rule.stop - rule.start) + 3
    gone[cv2.dilate(found.mask, np.ones((high, 3), np.uint8)) > 0] = 0
    paper = pixels.astype(np.float32) / np.maximum(1 - dark, 0.05)[..., None]
    cleaned = np.where((gone > 0)[..., None], np.minimum(paper, 255), pixels)
    return np.asarray(cleaned, np.uint8)


def _tall(rows: NDArray[np.bool_], most: float) -> NDArray[np.bool_]:
    """Runs of ``rows`` that are higher than a line to write on can be."""
    tall = np.zeros_like(rows)
    edges = np.flatnonzero(np.diff(np.r_[False, rows, False].astype(np.int8)))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        tall[start:end] = end - start > most
    return tall


def written(dark: Darkness, em: float, limit: float, top: float, bottom: float) -> Written | None:
    """The writing whose pieces have their middles between the rows ``top`` and ``bottom``.

    None where there is none.
    """
    mask = (dark > limit).astype(np.uint8)
    count, labels, *measured = cv2.connectedComponentsWithStats(mask, connectivity=8)
    stats, centres = np.asarray(measured[0], np.int32), np.asarray(measured[1], np.float64)
    kept = np.zeros(count, bool)
    for piece in range(1, count):
        wide, high, area = stats[piece, 2:5]
        inside = top <= centres[piece][1] <= bottom and high < 1.6 * em
        kept[piece] = inside and area >= (0.05 * em) ** 2 and max(wide, high) > 0.08 * em
    dotted = _dotted(stats, centres, em)
    kept &= ~dotted
    if not kept.any():
        return None
    kept &= ~_strays(stats, kept, em)
    chosen, dots = (np.where(some[labels], np.uint8(255), np.uint8(0)) for some in (kept, dotted))
    spots = np.flatnonzero(kept)
    left, upper = stats[spots, 0].min(), stats[spots, 1].min()
    right = (stats[spots, 0] + stats[spots, 2]).max()
    lower = (stats[spots, 1] + stats[spots, 3]).max()
    return Written(Box(float(left), float(upper), float(right), float(lower)), chosen, dots)


def _dotted(stats: NDArray[np.int32], centres: NDArray[np.float64], em: float) -> NDArray[np.bool_]:
    """Dots with others beside them at the same height: a dotted line."""
    dots = stats[:, 2:4].max(1) < _DOT * em
    across = np.abs(centres[:, None, 0] - centres[None, :, 0]) < 1.2 * em
    level = np.abs(centres[:, None, 1] - centres[None, :, 1]) < 0.07 * em
    return np.asarray(dots & ((across & level & dots).sum(1) > _DOTS_IN_A_ROW), np.bool_)


def _strays(stats: NDArray[np.int32], kept: NDArray[np.bool_], em: float) -> NDArray[np.bool_]:
    """Small pieces with nothing of a letter's size near them."""
    high = stats[:, 3]
    letters = kept & (high > 0.3 * em)
    if not letters.any():
        letters = kept & (high >= 0.8 * high[kept].max())
    starts, ends = stats[letters, 0], stats[letters, 0] + stats[letters, 2]
    stray = np.zeros_like(kept)
    for piece in np.flatnonzero(kept & ~letters):
        left, right = stats[piece, 0], stats[piece, 0] + stats[piece, 2]
        gap = np.maximum(starts - right, left - ends).min()
        stray[piece] = gap > 0.6 * em
    return stray
