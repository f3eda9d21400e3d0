"""A second look at a slot whose value was hardly read: its broken strokes are joined. Pure.

Worn ribbons, thin print and scans in black and white leave strokes in pieces, which are taken
for specks or for dots of the line to write on. Ink is blurred to join them; the pictures that
are read are not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import cv2
import numpy as np

from ocr_docs.book.band import Band, Inked, band
from ocr_docs.book.ink import Darkness
from ocr_docs.book.slots import Slot
from ocr_docs.book.writing import Writing, writing_in


class _Look(NamedTuple):
    """Ink blurred by ``blur`` pixels; it is so much of its limit dark then, ``faintest`` at least.

    A stroke two pixels wide keeps such a share of its darkness.
    """

    blur: float
    share: float
    faintest: float


_LOOKS = (_Look(1.5, 0.45, 0.10), _Look(2.0, 0.30, 0.08))


def closer(page: Inked, slot: Slot) -> list[Writing]:
    """What may be written in ``slot`` where strokes are faint or broken, none where it is blank."""
    strip = band(page, slot)
    if strip is None:
        return []
    looks = (writing_in(_joined(strip, look), slot) for look in _LOOKS)
    return [found for found in looks if found is not None]


def parted(page: Inked, slot: Slot) -> list[Writing]:
    """What is written in ``slot``, none of it joined to a stamp across the line to write on.

    Nothing where no dots were taken out of that line: ink is parted there at the first look.
    """
    strip = band(page, slot)
    if strip is None or not strip.dotted:
        return []
    found = writing_in(replace(strip, rule=strip.dotted), slot)
    return [found] if found else []


def _joined(strip: Band, look: _Look) -> Band:
    limit = max(look.faintest, look.share * strip.limit)
    dark, shade = (_blurred(one, look.blur) for one in (strip.dark, strip.shade))
    return replace(strip, dark=dark, shade=shade, limit=limit)


def _blurred(dark: Darkness, blur: float) -> Darkness:
    return np.asarray(cv2.GaussianBlur(np.ascontiguousarray(dark), (0, 0), blur), np.float32)
