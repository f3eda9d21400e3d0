"""Where lines are cut out of a page, and what of their neighbours is cut out with them."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from ocr_docs.training.damage import chance
from ocr_docs.training.thai_drawing import Drawing, Ink


def window_of(
    ink: Ink, drawing: Drawing, random: Generator, *, loose: float = 0.0
) -> tuple[slice, slice] | None:
    """Where a line finder would cut: about the ink or the font's line, seldom into letters.

    The share ``loose`` has up to as much paper again above and below. None without ink.
    """
    rows, cols = (np.flatnonzero(ink.max(axis) > 0.4) for axis in (1, 0))
    if len(rows) < 3:
        return None
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    if chance(random, 0.6):
        top, bottom = min(top, drawing.top), max(bottom, drawing.bottom)
    height = bottom - top
    above, below = (height * random.uniform(-0.04, 0.2) for _ in range(2))
    if chance(random, loose):
        above, below = (height * random.uniform(0, 0.6) for _ in range(2))
    before, after = (height * random.uniform(0, 0.12) for _ in range(2))
    if chance(random, 0.25):
        before, after = (height * random.uniform(-0.03, 0.7) for _ in range(2))
    return (
        slice(max(0, round(top - above)), round(bottom + below)),
        slice(max(0, round(cols[0] - before)), round(cols[-1] + 1 + after)),
    )


def add_neighbour(ink: Ink, height: int, random: Generator) -> None:
    """The feet of the line above or the heads of the line below, cut off."""
    pitch = int(height * random.uniform(0.9, 1.15))
    other = np.roll(ink, int(random.integers(ink.shape[1])), axis=1)
    if pitch >= len(ink):
        return
    if chance(random, 0.5):
        np.maximum(ink[pitch:], other[:-pitch], out=ink[pitch:])
    else:
        np.maximum(ink[:-pitch], other[pitch:], out=ink[:-pitch])
