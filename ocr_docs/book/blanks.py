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
from core.runs import runs

_INK, _LEAST_INK = 0.35, 2
"""Ink is darker than the paper by this share of the contrast, in so many rows of a column."""

_BODY = 0.4
"""Rows with so much of the most ink: a row above cut along has less."""

_WIDE, _NARROW = 0.4, 0.1
"""A gap so much wider than usual is a blank, one so little wider is none; in heights of ink."""

_SLIM = frozenset("1Il.-/")
_STEP = 1.2
"""Beside a slim character there is paper without a blank: with one it also stands so much
farther off than characters usually do, middle to middle."""

_FEWEST = 4
"""Fewer characters do not tell what gap is usual."""


def spaced(line: TextLine, strip: Pixels) -> TextLine:
    """``line``, read in ``strip``, with the blanks that are seen there."""
    letters = "".join(line.text.split())
    if len(letters) < _FEWEST or len(letters) != len(line.characters):
        return line
    boxes = [box_of(character.quad) for character in line.characters]
    ink = _ink(strip)
    middles = [(box.left + box.right) / 2 for box in boxes]
    gaps, steps = _gaps(ink, middles), np.diff(middles)
    step = float(np.median(steps))
    usual, high = float(np.median(gaps)), float(len(ink))
    if not usual:
        return line
    read = _blanks(line.text)
    text = letters[0]
    for place, gap in enumerate(gaps, 1):
        more = (gap - usual) / high
        blank = more > _WIDE or (place in read and more > _NARROW)
        if _SLIM & {letters[place - 1], letters[place]}:
            blank &= steps[place - 1] > _STEP * step
        text += (" " if blank else "") + letters[place]
    return replace(line, text=text)


def _ink(strip: Pixels) -> NDArray[np.bool_]:
    """Where ink is in the rows that the characters' bodies stand in."""
    grey = strip.min(axis=2).astype(np.float32)
    paper, darkest = np.percentile(grey, (80, 1))
    ink = grey < paper - _INK * (paper - darkest)
    rows = ink.sum(1)
    body = np.flatnonzero(rows > _BODY * rows.max(initial=0))
    return np.asarray(ink[body[0] : body[-1] + 1] if len(body) else ink, np.bool_)


def _gaps(ink: NDArray[np.bool_], middles: list[float]) -> list[float]:
    """The widest paper between the middles of any two characters side by side, in pixels."""
    paper = ink.sum(0) < _LEAST_INK
    return [
        _longest(paper[max(round(one), 0) : max(round(other), 0)])
        for one, other in pairwise(middles)
    ]


def _longest(paper: NDArray[np.bool_]) -> float:
    return float(np.diff(runs(paper), axis=1).max(initial=0))


def _blanks(text: str) -> set[int]:
    """Before which of the characters of ``text`` blanks stand."""
    words = [len(word) for word in text.split()]
    return {int(place) for place in np.cumsum(words)[:-1]}
