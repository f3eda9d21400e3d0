"""Blanks between the characters of a code, measured in its picture. Pure.

Readers leave out blanks and see some beside narrow letters; the paper between two
characters shows whether there is one. Where it is neither wide nor narrow the reader is right.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels, TextLine
from core.geometry import box_of

_INK, _LEAST_INK = 0.35, 2
"""Ink is darker than the paper by this share of the contrast, in so many rows of a column."""

_WIDE, _NARROW = 0.38, 0.1
"""A gap so much wider than usual is a blank, one so little wider is none; in heights of ink."""

_FEWEST = 4
"""Fewer characters do not tell what gap is usual."""


def spaced(line: TextLine, strip: Pixels) -> TextLine:
    """``line``, read in ``strip``, with the blanks that are seen there."""
    letters = "".join(line.text.split())
    if len(letters) < _FEWEST or len(letters) != len(line.characters):
        return line
    boxes = [box_of(character.quad) for character in line.characters]
    middles = [(box.left + box.right) / 2 for box in boxes]
    gaps = _gaps(strip, middles)
    usual, high = float(np.median(gaps)), float(strip.shape[0])
    read = _blanks(line.text)
    text = letters[0]
    for place, gap in enumerate(gaps, 1):
        more = (gap - usual) / high
        blank = more > _WIDE or (place in read and more > _NARROW)
        text += (" " if blank else "") + letters[place]
    return replace(line, text=text)


def _gaps(strip: Pixels, middles: list[float]) -> list[float]:
    """The widest paper between the middles of any two characters side by side, in pixels."""
    grey = strip.min(axis=2).astype(np.float32)
    paper, darkest = np.percentile(grey, (80, 1))
    inked = (grey < paper - _INK * (paper - darkest)).sum(0) >= _LEAST_INK
    return [
        _longest(~inked[max(round(one), 0) : max(round(other), 0)])
        for one, other in pairwise(middles)
    ]


def _longest(paper: NDArray[np.bool_]) -> float:
    edges = np.flatnonzero(np.diff(np.r_[False, paper, False].astype(np.int8)))
    return float((edges[1::2] - edges[::2]).max(initial=0))


def _blanks(text: str) -> set[int]:
    """Before which of the characters of ``text`` blanks stand."""
    words = [len(word) for word in text.split()]
    return {int(place) for place in np.cumsum(words)[:-1]}
