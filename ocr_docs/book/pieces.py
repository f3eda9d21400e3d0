"""The writing in a picture, by its connected pieces of ink. Pure.

Places are pixels of the picture given, sizes are in ems.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from core.geometry import Box
from ocr_docs.book.gathering import strays, together
from ocr_docs.book.hidden import hidden_line
from ocr_docs.book.ink import Darkness

Mask = NDArray[np.uint8]
_Stats = NDArray[np.int32]
_Flags = NDArray[np.bool_]

DOT = 0.17
"""Pieces smaller than this may be dots of a line to write on, or specks."""

_DOTS_IN_A_ROW = 4
_TALLEST = 1.6
_LETTER, _LETTER_WIDTH = 0.33, 0.5
_APART, _BLUR, _VALLEY = 0.55, 0.2, 0.3
_LEAST_LETTERS = 2.5
"""Middles of letters so far apart are of two lines, with few between; fewer are no line."""

_MARKS_ABOVE, _MARK = 0.75, 0.65
"""Marks stand so far above their letters at most, and are so much lower."""

_REACHING = 0.75
"""A line's signs reach so far towards the letters of the next one at most."""

_ABOVE, _BELOW = 1.05, 0.95
"""Marks have their middles so far above and below those of their line's letters."""


class Written(NamedTuple):
    """Writing in a picture: its mask and that of dotted lines (255 is ink), a box for each line."""

    mask: Mask
    dots: Mask
    lines: tuple[Box, ...]


class Room(NamedTuple):
    """Rows between which pieces of writing have their middles, and how many lines there may be.

    ``middle`` is where the row is; ``digits`` tells that the writing is one number.
    """

    top: float
    middle: float
    bottom: float
    lines: int = 1
    digits: bool = False


class _Pieces(NamedTuple):
    labels: NDArray[np.int32]
    stats: _Stats
    middles: NDArray[np.float64]


def without_dots(dark: Darkness, em: float, limit: float) -> Darkness:
    """``dark`` without what is as small as a dot, for finding gaps."""
    pieces = _pieces(dark, limit)
    small = pieces.stats[:, 2:4].max(1) < DOT * em
    small[0] = False
    return np.where(small[pieces.labels], np.float32(0), dark)


def written(dark: Darkness, em: float, limit: float, room: Room) -> Written | None:
    """The writing whose pieces have their middles in ``room``, None where there is none."""
    pieces = _pieces(dark, limit)
    stats, middles = pieces.stats, pieces.middles
    wide, high, area = stats[:, 2], stats[:, 3], stats[:, 4]
    kept = (room.top <= middles[:, 1]) & (middles[:, 1] <= room.bottom) & (high < _TALLEST * em)
    kept &= (area >= (0.05 * em) ** 2) & (np.maximum(wide, high) > 0.08 * em)
    kept[0] = False
    dotted = _dotted(stats, middles, em)
    kept &= ~dotted
    if not kept.any():
        return None
    lines = _lines(pieces, kept, em, room)
    mine = sorted(lines[: room.lines])
    groups = [_of_line(pieces, kept, em, line, lines) for line in mine]
    groups = [group & ~strays(stats, group, em) for group in groups]
    groups = [together(stats, group, em, digits=room.digits) for group in groups]
    found = [(line, group) for line, group in zip(mine, groups, strict=True) if group.any()]
    if not found:
        return None
    chosen = np.any([group for _, group in found], axis=0)
    mask, dots = (_painted(pieces, some) for some in (chosen, dotted))
    return Written(mask, dots, tuple(_own(_box(stats, group), line, mine) for line, group in found))


def _pieces(dark: Darkness, limit: float) -> _Pieces:
    mask = (dark > limit).astype(np.uint8)
    _, labels, *measured = cv2.connectedComponentsWithStats(mask, connectivity=8)
    stats, middles = np.asarray(measured[0], np.int32), np.asarray(measured[1], np.float64)
    return _Pieces(np.asarray(labels, np.int32), stats, middles)


def _painted(pieces: _Pieces, some: _Flags) -> Mask:
    return np.where(some[pieces.labels], np.uint8(255), np.uint8(0))


def _own(box: Box, line: float, lines: list[float]) -> Box:
    """``box`` without the next lines: signs below one may touch those above another."""
    ends = [line + _REACHING * (other - line) for other in lines if other != line]
    top = max([box.top, *(end for end in ends if end < line)])
    bottom = min([box.bottom, *(end for end in ends if end > line)])
    return box._replace(top=top, bottom=bottom)


def _box(stats: _Stats, some: _Flags) -> Box:
    left, top, wide, high = stats[some, :4].T
    return Box(
        float(left.min()), float(top.min()), float((left + wide).max()), float((top + high).max())
    )


def _dotted(stats: _Stats, middles: NDArray[np.float64], em: float) -> _Flags:
    """Dots with others beside them at the same height: a dotted line."""
    dots = np.flatnonzero(stats[:, 2:4].max(1) < DOT * em)
    at = middles[dots]
    across = np.abs(at[:, None, 0] - at[None, :, 0]) < 1.2 * em
    level = np.abs(at[:, None, 1] - at[None, :, 1]) < 0.07 * em
    found = np.zeros(len(stats), np.bool_)
    found[dots] = (across & level).sum(1) > _DOTS_IN_A_ROW
    return found


def _lines(pieces: _Pieces, kept: _Flags, em: float, room: Room) -> list[float]:
    """The heights of the letters' middles of each line, those nearest to the row first."""
    high = pieces.stats[:, 3]
    letters = np.flatnonzero(kept & (high > _LETTER * em))
    if not len(letters):
        return [float(np.median(pieces.middles[kept, 1]))]
    heights = pieces.middles[letters, 1]
    size = np.maximum(pieces.stats[letters, 2] / (_LETTER_WIDTH * em), 1)
    found = _without_marks(_peaks(heights, size, em), heights, high[letters], em)
    if room.lines > 1 and len(found) == 1:
        hidden = hidden_line(pieces.stats[kept], pieces.middles[kept], em, found[0])
        found += [hidden] if hidden else []
    return sorted(found, key=lambda height: abs(height - room.middle))


def _peaks(heights: NDArray[np.float64], size: NDArray[np.float64], em: float) -> list[float]:
    """Heights around which most letters are, the valleys between them deep."""
    rows = np.arange(int(heights.max()) + 2)
    off = np.abs(rows[:, None] - heights[None]) / (_BLUR * em)
    crowd = (size * np.clip(1 - off, 0, 1)).sum(1)
    found: list[int] = []
    for row in np.argsort(-crowd, kind="stable"):
        if crowd[row] < _LEAST_LETTERS / 2 and found:
            break
        if all(_is_apart(crowd, int(row), other, em) for other in found):
            found.append(int(row))
    return [float(row) for row in found]


def _without_marks(
    lines: list[float], heights: NDArray[np.float64], high: NDArray[np.int32], em: float
) -> list[float]:
    """``lines`` without those of large marks: they are lower than the letters just below them."""
    size = {}
    for line in lines:
        near = np.abs(heights - line) < _BLUR * em
        size[line] = float(np.median(high[near])) if near.any() else 0.0
    return [
        line
        for line in lines
        if not any(
            0 < other - line < _MARKS_ABOVE * em and size[line] < _MARK * size[other]
            for other in lines
        )
    ]


def _is_apart(crowd: NDArray[np.float64], one: int, other: int, em: float) -> bool:
    first, last = sorted((one, other))
    valley = crowd[first : last + 1].min()
    return bool(last - first > _APART * em and valley < _VALLEY * min(crowd[one], crowd[other]))


def _of_line(pieces: _Pieces, kept: _Flags, em: float, line: float, lines: list[float]) -> _Flags:
    """The pieces that belong to the letters around the height ``line``."""
    heights = pieces.middles[:, 1]
    nearest = np.abs(heights[:, None] - np.array(lines)[None]).min(1)
    mine = np.abs(heights - line) <= nearest
    near = (heights > line - _ABOVE * em) & (heights < line + _BELOW * em)
    return np.asarray(kept & mine & near, np.bool_)
