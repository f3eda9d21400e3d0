"""The strip of a flat page that a slot lies in, levelled along the line to write on. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels
from core.geometry import Box
from ocr_docs.book.dotting import bare, painted
from ocr_docs.book.ink import Darkness, ink_limit, shade, without_frames
from ocr_docs.book.rectifying import Flat
from ocr_docs.book.ruling import Rule, followed, goes_on
from ocr_docs.book.slots import EM, Slot, Spot

Floats = NDArray[np.floating[Any]]

_ABOVE, _BELOW, _WRAPPED_BELOW = 1.15, 1.0, 1.35
"""How far around a row's middle its writing may reach, in ems; where it may be two lines."""

_LOOKED = 1.6
"""How far around a row's middle the line to write on is looked for."""

_SOFT = 0.5
"""The soft edge of a line to write on, in pixels."""

_LEVEL = 0.75
"""A line that rises and falls by fewer pixels is level."""


@dataclass(frozen=True, slots=True)
class Inked:
    """A flat page, its darkness, and that without frames."""

    flat: Flat
    shade: Darkness
    dark: Darkness


@dataclass(frozen=True, slots=True)
class Band:
    """A slot's strip: ``left`` is its first column on the page, ``tops`` its first row at each.

    ``middle`` is the height of the slot's row, ``rule`` the rows of the line to write on,
    ``limit`` how dark ink is. A line of dots is taken out: it was in the rows ``dotted``, and
    still is in ``ruled``, which is as the page has it.
    """

    pixels: Pixels
    ruled: Pixels
    shade: Darkness
    dark: Darkness
    left: int
    tops: Floats
    middle: float
    rule: slice
    limit: float
    dotted: slice | None = None

    def on_page(self, box: Box) -> Box:
        first, last = int(max(box.left, 0)), int(min(box.right, len(self.tops) - 1))
        top = float(self.tops[first : last + 1].mean())
        return Box(box.left + self.left, box.top + top, box.right + self.left, box.bottom + top)


def inked(flat: Flat) -> Inked:
    shaded = shade(flat.pixels, EM)
    return Inked(flat, shaded, without_frames(shaded, EM))


def band(page: Inked, slot: Slot) -> Band | None:
    """The strip around ``slot``, an em longer at both ends; None where it lies off the page."""
    height, width = page.dark.shape
    first, last = (round(x) for x in (max(slot.left - EM, 0), min(slot.right + EM, width)))
    inside = slice(max(round(slot.left), 0), min(round(slot.right), width))
    if not EM / 2 < slot.middle < height - EM / 2 or inside.stop <= inside.start:
        return None
    if last - first < 2 * EM:
        return None
    limit = ink_limit(page.dark[_rows(slot.middle, 0.4 * EM, height)])
    rule, row = _rule(page, slot, inside, limit)
    home = _home(rule, ended=slot.before is not None)
    tops = np.full(last - first, round(slot.middle - _ABOVE * EM), np.float64)
    if rule and np.abs(rule.path - home).max() > _LEVEL:
        tops += np.interp(np.arange(first, last) - inside.start, _columns(rule), rule.path - home)
    rows = round((_ABOVE + (_WRAPPED_BELOW if slot.wraps else _BELOW)) * EM)
    pixels, shaded, dark = (
        _level(one, first, tops, rows) for one in (page.flat.pixels, page.shade, page.dark)
    )
    middle = slot.middle - round(slot.middle - _ABOVE * EM)
    ruled = _ruled(rule, middle + home - row) if rule else slice(0, 0)
    plain = bare(shaded, ruled, EM, limit)
    if plain is None:
        span = slice(inside.start - first, inside.stop - first)
        if not goes_on(shaded[ruled, span], EM, limit):
            ruled = slice(0, 0)
        return Band(pixels, pixels, shaded, dark, first, tops, middle, ruled, limit)
    clean, dark = painted(pixels, shaded, plain), np.minimum(dark, plain)
    return Band(clean, pixels, plain, dark, first, tops, middle, slice(0, 0), limit, ruled)


def _rule(page: Inked, slot: Slot, inside: slice, limit: float) -> tuple[Rule | None, float]:
    """The line to write on, and the height of the slot's row, in the same picture."""
    high = _rows(slot.middle, _LOOKED * EM, len(page.shade))
    row = slot.middle - high.start
    sure = _is_sure(slot.after), _is_sure(slot.before)
    return followed(page.shade[high, inside], EM, limit, row, sure), row


def _is_sure(label: Spot | None) -> bool:
    return label is not None and label.seen


def _rows(middle: float, reach: float, height: int) -> slice:
    return slice(max(round(middle - reach), 0), min(round(middle + reach), height))


def _home(rule: Rule | None, *, ended: bool) -> float:
    """The height that the line has where labels stand: there the row's middle is known."""
    if rule is None:
        return 0.0
    return float(rule.path[0] + rule.path[-1]) / 2 if ended else float(rule.path[0])


def _columns(rule: Rule) -> Floats:
    return np.arange(len(rule.path), dtype=np.float64)


def _ruled(rule: Rule, height: float) -> slice:
    half = rule.half + _SOFT
    return slice(max(math.floor(height - half), 0), math.ceil(height + half) + 1)


def _level(picture: NDArray[Any], first: int, tops: Floats, rows: int) -> NDArray[Any]:
    """So many ``rows`` of ``picture`` below ``tops``, a height for each column from ``first``."""
    top = int(tops[0])
    if 0 <= top <= len(picture) - rows and not np.ptp(tops):
        return picture[top : top + rows, first : first + len(tops)]
    cols = np.arange(first, first + len(tops), dtype=np.float32)
    across, down = np.meshgrid(cols, np.arange(rows, dtype=np.float32))
    down += tops.astype(np.float32)
    way = cv2.INTER_CUBIC if picture.ndim == 3 else cv2.INTER_LINEAR
    return cv2.remap(picture, across, down, way, borderMode=cv2.BORDER_REPLICATE)
