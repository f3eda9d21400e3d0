"""The writing in each slot of a flat page: where its lines are. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from core.geometry import Box
from ocr_docs.book.edges import end_of_label, start_of_label
from ocr_docs.book.ink import Darkness, Written, darkness, ink_limit, without_rules, written
from ocr_docs.book.rectifying import Flat
from ocr_docs.book.slots import EM, Slot

_ABOVE, _BELOW = 1.15, 1.0
"""How far around a row's middle its writing may reach, in ems."""

_MIDDLE_ABOVE, _MIDDLE_BELOW = 0.8, 0.62
_WRAPPED_ABOVE, _WRAPPED_BELOW = 1.0, 0.95
"""Where the middles of a line's pieces may be; of two smaller lines in one slot."""

_TWO_LINES = 1.3
_ROOM = 0.04 * EM
"""Left around ink: its soft edge."""


class Writing(NamedTuple):
    """What is written for ``key``: the box of each line's ink, in pixels of the flat page."""

    key: str
    lines: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Inked:
    """A flat page's darkness."""

    flat: Flat
    dark: Darkness


def inked(flat: Flat) -> Inked:
    return Inked(flat, darkness(flat.pixels, EM))


def writing(page: Inked, slot: Slot) -> Writing | None:
    """The writing in ``slot``, None where it is blank."""
    height, width = page.dark.shape
    top = round(max(slot.middle - _ABOVE * EM, 0))
    bottom = round(min(slot.middle + _BELOW * EM, height))
    first, last = (round(x) for x in (max(slot.left - EM, 0), min(slot.right + EM, width)))
    band = page.dark[top:bottom, first:last]
    if band.shape[0] < EM or band.shape[1] < EM:
        return None
    limit = ink_limit(page.dark[round(slot.middle - 0.4 * EM) : round(slot.middle + 0.4 * EM)])
    band = without_rules(band, EM, limit)
    left = end_of_label(band, slot.left - first, EM, limit) if slot.after else slot.left - first
    right = (
        start_of_label(band, slot.right - first, EM, limit) if slot.before else slot.right - first
    )
    room = band[:, round(left) : round(right)]
    found = _found(room, slot, slot.middle - top, limit)
    if found is None:
        return None
    dx, dy = first + round(left), top
    lines = _lines(found) if slot.key.endswith("_adress") else (found.box,)
    return Writing(
        slot.key,
        tuple(
            Box(
                box.left + dx - _ROOM,
                box.top + dy - _ROOM,
                box.right + dx + _ROOM,
                box.bottom + dy + _ROOM,
            )
            for box in lines
        ),
    )


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
