"""Ink beside a line of writing that was left out of it: the line may be cut off. Pure.

Thin or worn print falls to pieces, and pieces far from those that hold together are taken for
specks. Blurred, the strokes of a letter are one again. Places are pixels of the picture given.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from core.geometry import Box
from core.runs import runs
from ocr_docs.book.ink import Darkness

_BLUR, _FAINT, _FAINTEST = 1.5, 0.3, 0.08
"""Ink blurred by so many pixels is so much of its limit dark, so dark at least."""

_OVER_PAPER, _PAPER = 1.5, 95.0
"""It is so much darker than all but so little of the paper farther off."""

_NEAR, _EDGE = 1.2, 0.1
"""Between so far beside a line, in ems, the next letter of it begins and ends."""

_HIGH, _AREA = 0.5, 0.065
"""A letter is in so many of the line's rows, and has so much ink, in squares as high as it."""


def is_cut(line: Box, dark: Darkness, em: float, limit: float) -> bool:
    """Whether in ``dark`` something as high as a letter stands beside ``line``."""
    rows = slice(max(round(line.top), 0), round(line.bottom) + 1)
    soft = cv2.GaussianBlur(np.ascontiguousarray(dark[rows]), (0, 0), _BLUR)
    first, last, near, edge = (round(x) for x in (line.left, line.right, _NEAR * em, _EDGE * em))
    start, end = max(first - near, 0), last + near
    paper = np.delete(soft, np.s_[start:end], axis=1)
    noise = float(np.percentile(paper, _PAPER)) if paper.size else 0.0
    ink = np.asarray(soft > max(_FAINTEST, _FAINT * limit, _OVER_PAPER * noise), np.bool_)
    sides = ink[:, start : max(first - edge, 0)], ink[:, last + edge : end]
    return any(map(_has_letter, sides))


def _has_letter(ink: NDArray[np.bool_]) -> bool:
    """Whether columns side by side have the ink of a letter."""
    letters = (ink[:, start:end] for start, end in runs(np.asarray(ink.any(0))))
    return any(
        letter.any(1).mean() >= _HIGH and letter.sum() >= _AREA * len(ink) ** 2
        for letter in letters
    )
