"""Letters of a line that were printed fainter than the rest of it. Pure.

Places are pixels of the picture given, sizes are in ems.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import cv2
import numpy as np

from core.geometry import Box
from ocr_docs.book.ink import Darkness
from ocr_docs.book.pieces import Written

_FAINT, _BLUR = 0.45, 1.2
"""Faint ink is so dark against the rest, after a blur of so many pixels: strokes are broken."""

_STRONG = 0.15
"""So much of a faint piece is as dark as other ink: patterns of the paper are not."""

_HIGH, _WIDE, _GAP = 0.3, 1.0, 1.2
"""So high at least, so wide at most, and so far from the line at most is a letter of it."""

_EDGE = 0.1
"""What reaches less far out of the line is the soft edge of its last letter."""

_OFF, _SPECK = 0.2, 0.004
"""So far above and below the line's ink a letter may reach; pieces of fewer square ems are none."""


class _Letter(NamedTuple):
    box: Box
    pieces: tuple[int, ...]


def with_faint_letters(found: Written, dark: Darkness, em: float, limit: float) -> Written:
    """``found`` in ``dark`` with the faint letters in, before and after each of its lines."""
    weak = cv2.GaussianBlur(dark, (0, 0), _BLUR) > _FAINT * limit
    _, labels, *measured = cv2.connectedComponentsWithStats(weak.astype(np.uint8))
    stats = np.asarray(measured[0], np.int32)
    strong = np.bincount(labels[dark > limit], minlength=len(stats))
    sure = (stats[:, 4] > _SPECK * em * em) & (strong > _STRONG * stats[:, 4])
    boxes = {
        int(number): _box(*map(float, stats[number, :4]))
        for number in np.flatnonzero(sure)
        if number
    }
    lines, taken = [], []
    for line in found.lines:
        grown, pieces = _grown(line, boxes, em)
        lines.append(grown)
        taken += pieces
    mask = np.where(np.isin(labels, taken), np.uint8(255), found.mask)
    return found._replace(mask=mask, lines=tuple(lines))


def _grown(line: Box, boxes: dict[int, Box], em: float) -> tuple[Box, list[int]]:
    """``line`` as far as letters go on beside it, and which pieces they are."""
    room = _OFF * em
    mine = {
        number: box
        for number, box in boxes.items()
        if line.top - room <= box.top and box.bottom <= line.bottom + room
    }
    taken = [number for number, box in mine.items() if line.left <= box.left < line.right]
    for way in (-1, 1):
        letters = sorted(_letters(mine.items()), key=lambda one: way * one.box.left)
        for box, pieces in letters:
            gap = box.left - line.right if way > 0 else line.left - box.right
            beyond = box.right - line.right if way > 0 else line.left - box.left
            sized = box.height >= _HIGH * em and box.width <= _WIDE * em
            if sized and beyond > _EDGE * em and gap < _GAP * em:
                left, right = min(line.left, box.left), max(line.right, box.right)
                line = line._replace(left=left, right=right)
                taken += pieces
    return line, taken


def _letters(pieces: Iterable[tuple[int, Box]]) -> list[_Letter]:
    """The pieces above one another taken together."""
    found: list[_Letter] = []
    for number, box in sorted(pieces, key=lambda piece: piece[1].left):
        if found and box.left <= found[-1].box.right:
            last = found.pop()
            found.append(_Letter(_around(last.box, box), (*last.pieces, number)))
        else:
            found.append(_Letter(box, (number,)))
    return found


def _around(one: Box, other: Box) -> Box:
    return Box(
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )


def _box(left: float, top: float, wide: float, high: float) -> Box:
    return Box(left, top, left + wide, top + high)
