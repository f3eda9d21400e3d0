"""The writing in each slot of a flat page: where its lines are. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from core.engines import Pixels
from core.geometry import Box
from ocr_docs.book.edges import end_of_label, start_of_label
from ocr_docs.book.ink import (
    Darkness,
    Written,
    darkness,
    erased,
    ink_limit,
    rule_rows,
    written,
)
from ocr_docs.book.rectifying import Flat
from ocr_docs.book.slots import EM, Slot

_ABOVE, _BELOW = 1.15, 1.0
"""How far around a row's middle its writing may reach, in ems."""

_MIDDLE_ABOVE, _MIDDLE_BELOW = 0.8, 0.62
_WRAPPED_ABOVE, _WRAPPED_BELOW = 1.0, 0.95
"""Where the middles of a line's pieces may be; of two smaller lines in one slot."""

_TWO_LINES = 1.3
_RULE_BELOW = 0.08
"""A line to write on runs lower than this below a row's middle, in ems."""

_RISE = 1.15 * EM
_STRIP_ROOM = 0.08
"""Around a line's ink in its picture, in heights of the ink: as the line reader was taught."""

_ROOM = 0.04 * EM
"""Left around ink: its soft edge."""


class Line(NamedTuple):
    """A line of writing: the box of its ink on the flat page, and its picture without rules."""

    box: Box
    strip: Pixels


class Writing(NamedTuple):
    """What is written in a slot, from the top downwards."""

    slot: Slot
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Inked:
    """A flat page and its darkness."""

    flat: Flat
    dark: Darkness


def inked(flat: Flat) -> Inked:
    return Inked(flat, darkness(flat.pixels, EM))


def replaced(slot: Slot) -> Slot:
    """Where a value is written anew when the one in ``slot`` is struck out: above it."""
    return slot._replace(middle=slot.middle - _RISE)


def writing(page: Inked, slot: Slot) -> Writing | None:
    """The writing in ``slot``, None where it is blank."""
    height, width = page.dark.shape
    top = round(max(slot.middle - _ABOVE * EM, 0))
    bottom = round(min(slot.middle + _BELOW * EM, height))
    first, last = (round(x) for x in (max(slot.left - EM, 0), min(slot.right + EM, width)))
    if bottom - top < EM or last - first < 2 * EM:
        return None
    limit = ink_limit(page.dark[round(slot.middle - 0.4 * EM) : round(slot.middle + 0.4 * EM)])
    dark = page.dark[top:bottom, first:last]
    inside = dark[:, round(slot.left - first) : round(slot.right - first)]
    rule = rule_rows(inside, EM, limit, slot.middle - top + _RULE_BELOW * EM)
    bare = dark.copy()
    bare[rule] = 0
    left, right = _between_labels(bare, slot, first, limit)
    found = _found(bare[:, left:right], slot, slot.middle - top, limit)
    if found is None:
        return None
    here = page.flat.pixels[top:bottom, first + left : first + right]
    cleaned = erased(here, dark[:, left:right], found, rule)
    boxes = _lines(found) if slot.key.endswith("_adress") else (found.box,)
    return Writing(slot, tuple(_line(cleaned, box, first + left, top) for box in boxes))


def _between_labels(bare: Darkness, slot: Slot, first: int, limit: float) -> tuple[int, int]:
    """From the gap after the label to the gap before the next one, in columns of ``bare``."""
    left, right = slot.left - first, slot.right - first
    if slot.after:
        left = end_of_label(bare, left, EM, limit)
    if slot.before:
        right = start_of_label(bare, right, EM, limit)
    return round(left), max(round(right), round(left) + 1)


def _line(cleaned: Pixels, box: Box, dx: int, dy: int) -> Line:
    room = _STRIP_ROOM * box.height
    rows = slice(max(round(box.top - room), 0), round(box.bottom + room) + 1)
    cols = slice(max(round(box.left - room), 0), round(box.right + room) + 1)
    around = Box(
        box.left + dx - _ROOM, box.top + dy - _ROOM, box.right + dx + _ROOM, box.bottom + dy + _ROOM
    )
    return Line(around, np.ascontiguousarray(cleaned[rows, cols]))


def _found(room: Darkness, slot: Slot, middle: float, limit: float) -> Written | None:
    wrapped = slot.key.endswith("_adress")
    above, below = (_WRAPPED_ABOVE, _WRAPPED_BELOW) if wrapped else (_MIDDLE_ABOVE, _MIDDLE_BELOW)
    return written(room, EM, limit, middle - above * EM, middle + below * EM)


def _lines(found: Written) -> tuple[Box, ...]:
    """The box, or the boxes of two lines one above the other."""
    box = found.box
    if box.height < _TWO_LINES * EM:
        return (box,)
    rows = (found.mask[round(box.top) : round(box.bottom)] > 0).sum(1).astype(np.float64)
    middle = len(rows) // 2
    reach = max(len(rows) // 6, 1)
    cut = middle - reach + int(rows[middle - reach : middle + reach].argmin())
    if rows[cut] > 0.35 * np.percentile(rows, 80):
        return (box,)
    return _around(found, box.top, box.top + cut), _around(found, box.top + cut, box.bottom)


def _around(found: Written, top: float, bottom: float) -> Box:
    part = found.mask[round(top) : round(bottom)]
    across, down = np.flatnonzero(part.max(0)), np.flatnonzero(part.max(1))
    return Box(float(across[0]), top + float(down[0]), across[-1] + 1.0, top + down[-1] + 1.0)
