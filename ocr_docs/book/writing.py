"""The writing in each slot of a flat page: where its lines are. Pure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from core.engines import Pixels
from core.geometry import Box
from ocr_docs.book.band import Band, Inked, band
from ocr_docs.book.edges import end_of_label, start_of_label
from ocr_docs.book.erasing import erased
from ocr_docs.book.faint import with_faint_letters
from ocr_docs.book.ink import Darkness, limit_of_value
from ocr_docs.book.kinds import KIND_OF, Kind
from ocr_docs.book.pieces import Room, Written, without_dots, written
from ocr_docs.book.slots import EM, Slot
from ocr_docs.book.unread import is_cut

_MIDDLE_ABOVE, _MIDDLE_BELOW = 0.8, 0.62
_WRAPPED_ABOVE, _WRAPPED_BELOW = 1.0, 1.15
"""Where the middles of a line's pieces may be; of two smaller lines in one slot."""

_RISE = 1.15 * EM
_STRIP_ROOM = 0.08
"""Around a line's ink in its picture, in heights of the ink: as the line reader was taught."""

_NUMBERS = frozenset(key for key, kind in KIND_OF.items() if kind is Kind.NUMBER) - {
    "possessor_phone"
}
"""Values without blanks: telephone numbers may have some."""

_ROOM = 0.04 * EM
"""Left around ink: its soft edge."""

_SIGN_BELOW = 0.2 * EM
"""So far below letters may signs stand that are hidden in the line to write on."""

_THROUGH = 0.25 * EM
"""So far above the line to write on may letters begin that are seen below it."""

_LOWEST = 0.3 * EM
"""Writing is at least so high; a dash where nothing applies is not."""

_TELLING = 1.0 * EM
"""Narrower writing may be a speck or the rest of a label: how dark it is tells nothing."""

_GROWN = 0.4 * EM
"""Faint ink reaches less far above and below the rest of its line."""

_LOST = 1.0 * EM
"""Ink that becomes one with a stamp or a frame is lost: a line is no shorter by so much."""

_LABEL_ABOVE, _LABEL_BELOW = 0.75, 0.4
"""So far around a row's middle labels have ink; beyond are the rows above and below."""


class Line(NamedTuple):
    """A line of writing: the box of its ink on the flat page, and its picture.

    ``strip`` is without the line to write on, ``ruled`` as the page has it: letters that
    touch the line lose some of their feet with it.
    """

    box: Box
    strip: Pixels
    ruled: Pixels


class Writing(NamedTuple):
    """What is written in a slot, from the top downwards; ``cut``: more ink stands beside it."""

    slot: Slot
    lines: tuple[Line, ...]
    cut: bool = False


def replaced(slot: Slot) -> Slot:
    """Where a value is written anew when the one in ``slot`` is struck out: above it."""
    return slot._replace(middle=slot.middle - _RISE)


def writing(page: Inked, slot: Slot) -> Writing | None:
    """The writing in ``slot``, None where it is blank."""
    strip = band(page, slot)
    return writing_in(strip, slot) if strip else None


def writing_in(strip: Band, slot: Slot) -> Writing | None:
    """The writing of ``slot`` in its strip, None where it is blank."""
    bare = strip.dark.copy()
    bare[strip.rule] = _going_on(bare, strip) if slot.wraps else 0
    cols = slice(*_between_labels(bare, slot, strip))
    room = _room(slot, strip.middle)
    found = written(bare[:, cols], EM, strip.limit, room)
    if found is None:
        return None
    limit = strip.limit
    if any(box.width > _TELLING for box in found.lines):
        limit = limit_of_value(bare[:, cols], found.mask, limit)
    if limit < strip.limit:
        found = _alike(found, written(bare[:, cols], EM, limit, room))
    found = with_faint_letters(found, bare[:, cols], EM, limit)
    if slot.wraps:
        found = found._replace(lines=tuple(_through(box, strip) for box in found.lines))
    here, ruled = strip.pixels[:, cols], strip.ruled[:, cols]
    rule = slice(0, 0) if strip.dotted else strip.rule
    cleaned = erased(here, strip.shade[:, cols], found, rule, EM, limit)
    high = [box for box in found.lines if _is_high(box)]
    lines = [_line((cleaned, ruled), box, strip, cols.start, last=box is high[-1]) for box in high]
    cut = any(is_cut(box, bare[:, cols], EM, limit) for box in high)
    return Writing(slot, tuple(lines), cut) if lines else None


def _alike(found: Written, fainter: Written | None) -> Written:
    """``fainter``, the same writing with its faint ink, or ``found`` if it is other writing."""
    if fainter is None or len(fainter.lines) != len(found.lines):
        return found
    moved = [
        max(abs(one.top - other.top), abs(one.bottom - other.bottom))
        for one, other in zip(found.lines, fainter.lines, strict=True)
    ]
    lost = max(
        max(other.left - one.left, one.right - other.right)
        for one, other in zip(found.lines, fainter.lines, strict=True)
    )
    return fainter if max(moved) < _GROWN and lost < _LOST else found


def _through(box: Box, strip: Band) -> Box:
    """The box of a line whose letters are seen only below the line to write on, with their tops."""
    if strip.rule.stop and box.top >= strip.rule.start - 2 and box.bottom > strip.rule.stop + 2:
        return box._replace(top=max(strip.rule.start - _THROUGH, 0.0))
    return box


def _is_high(box: Box) -> bool:
    return box.height >= _LOWEST


def _between_labels(bare: Darkness, slot: Slot, strip: Band) -> tuple[int, int]:
    """From the gap after the label to the gap before the next one, in columns of ``bare``."""
    left, right = slot.left - strip.left, slot.right - strip.left
    plain = without_dots(bare, EM, strip.limit)[_label_rows(strip)]
    if slot.after:
        left = end_of_label(plain, left, EM, strip.limit)
    if slot.before:
        right = start_of_label(plain, right, EM, strip.limit)
    return round(left), max(round(right), round(left) + 1)


def _going_on(dark: Darkness, strip: Band) -> Darkness:
    """The ink in the rows of the line to write on that goes on below it: a second line's."""
    last = strip.rule.stop
    below = dark[last : last + 2].max(0, initial=0) > strip.limit
    return np.where(below, dark[strip.rule], np.float32(0))


def _label_rows(strip: Band) -> slice:
    below = strip.middle + _LABEL_BELOW * EM
    foot = max(below, float(strip.rule.start)) if strip.rule.stop else below
    return slice(max(round(strip.middle - _LABEL_ABOVE * EM), 0), round(foot))


def _line(seen: tuple[Pixels, Pixels], box: Box, strip: Band, first: int, *, last: bool) -> Line:
    foot = box.bottom
    if last and strip.rule.start - _SIGN_BELOW <= box.bottom <= strip.rule.stop:
        # Letters and signs that reach into the line to write on were measured without it.
        foot = float(strip.rule.stop)
    if strip.rule.start - 2 <= box.bottom:
        box = box._replace(bottom=foot)
    room = _STRIP_ROOM * box.height
    rows = slice(max(round(box.top - room), 0), round(foot + room) + 1)
    cols = slice(max(round(box.left - room), 0), round(box.right + room) + 1)
    around = Box(
        box.left + first - _ROOM, box.top - _ROOM, box.right + first + _ROOM, box.bottom + _ROOM
    )
    cleaned, ruled = (np.ascontiguousarray(pixels[rows, cols]) for pixels in seen)
    return Line(strip.on_page(around), cleaned, ruled)


def _room(slot: Slot, middle: float) -> Room:
    above, below = (_MIDDLE_ABOVE, _MIDDLE_BELOW)
    if slot.wraps:
        above, below = (_WRAPPED_ABOVE, _WRAPPED_BELOW)
    lines, digits = 2 if slot.wraps else 1, slot.key in _NUMBERS
    return Room(middle - above * EM, middle, middle + below * EM, lines, digits)
