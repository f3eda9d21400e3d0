"""The large digits before lone raised cents, which finding lines often leaves out. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

import cv2
import numpy as np

from core.engines import Pixels, TextEngine, TextLine
from core.geometry import Box, Point
from scenes.prices.cents import with_cents
from scenes.prices.money import plain
from scenes.prices.prints import Print, strips_read

_TALLER = (1.35, 3.4)
"""Heights of the large digits, in heights of the cents."""

_LEVEL = 0.35
"""Both begin at one height, up to so many heights of the cents."""

_NEAR = 0.9
"""The gap between them, in heights of the cents."""

_EVEN, _APART = 0.15, 0.4
"""Large digits differ by so little in place, and stand so close, in their heights."""

_WIDE = 0.85
"""The width of a digit in its heights; what is wider hangs together with other print."""


@dataclass(frozen=True, slots=True)
class _Tall:
    """Where large digits stand before ``cents``; both boxes hold ink alone, photo's pixels."""

    digit: Box
    cents: Box


def with_wholes(pixels: Pixels, prints: Sequence[Print], text: TextEngine) -> list[Print]:
    """``prints`` with the digit before each lone raised pair of digits, read once more.

    A pair beside which something taller stands that cannot be read is partial.
    Raises EngineFailed.
    """
    beside = [_tall_beside(pixels, line) if _is_pair(line) else None for line in prints]
    places = [tall for tall in beside if tall is not None]
    if not places:
        return list(prints)
    strips = [_cut(pixels, tall.digit, 0.18 * tall.digit.height) for tall in places]
    strips += [_cut(pixels, _both(tall), 0.1 * tall.digit.height) for tall in places]
    lines = strips_read(strips, text)
    read = iter(zip(lines[: len(places)], lines[len(places) :], strict=True))
    return [
        line if tall is None else _told(line, tall, *next(read))
        for line, tall in zip(prints, beside, strict=True)
    ]


def _is_pair(line: Print) -> bool:
    return len(line.text) == 2 and line.text.isdigit() and not line.bare


def _told(line: Print, tall: _Tall, alone: TextLine, both: TextLine) -> Print:
    """``line`` with the digits that both readings name, or the one that names any."""
    one = re.fullmatch(r"\D?(\d{1,3})[.,]?", plain(alone.text))
    other = re.fullmatch(rf"\D?(\d{{1,3}})[.,]?{line.text}", plain(both.text))
    named = {found[1] for found in (one, other) if found}
    if len(named) != 1:
        return replace(line, partial=True)
    surety = max(alone.confidence if one else 0.0, both.confidence if other else 0.0)
    surety *= 1.0 if one and other else 0.85
    left, top, right, bottom = tall.digit
    quad = Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom)
    return with_cents(Print(named.pop(), quad, surety, tall.digit.height), line)


def _both(tall: _Tall) -> Box:
    one, other = tall.digit, tall.cents
    return Box(one.left, min(one.top, other.top), other.right, one.bottom)


def _tall_beside(pixels: Pixels, line: Print) -> _Tall | None:
    """The print before ``line`` that begins as high as it and ends much lower."""
    box, high = line.box, line.height
    rows, cols = pixels.shape[:2]
    left, top = int(max(box.left - 4 * high, 0)), int(max(box.top - high, 0))
    right, bottom = int(min(box.right + 0.3 * high, cols)), int(min(box.top + 4.2 * high, rows))
    inner = Box(box.left - left, box.top - top, box.right - left, box.bottom - top)
    shapes = _shapes(pixels[top:bottom, left:right], inner)
    pair = [one for one in shapes if _middle_in(one, inner) and one.height > 0.6 * high]
    if not pair:
        return None
    cents = Box(
        min(one.left for one in pair),
        median(one.top for one in pair),
        max(one.right for one in pair),
        median(one.bottom for one in pair),
    )
    tall = [one for one in shapes if one not in pair and _is_tall(one, cents)]
    if not tall:
        return None
    digit = max(tall, key=lambda one: one.right)
    digit = digit._replace(left=max(digit.left, digit.right - _WIDE * digit.height))
    return _Tall(_moved(_with_those_before(digit, shapes), left, top), _moved(cents, left, top))


def _with_those_before(digit: Box, shapes: Sequence[Box]) -> Box:
    """``digit`` and the further ones of its height that stand close before it."""
    high, whole = digit.height, digit
    for shape in sorted(shapes, key=lambda one: one.right, reverse=True):
        level = max(abs(shape.top - whole.top), abs(shape.bottom - whole.bottom)) < _EVEN * high
        close = -0.1 * high < whole.left - shape.right < _APART * high
        if level and close and shape.width <= _WIDE * high:
            whole = Box(shape.left, *whole[1:])
    return whole


def _is_tall(shape: Box, cents: Box) -> bool:
    low, high = _TALLER
    gap = cents.left - shape.right
    return (
        low <= shape.height / cents.height <= high
        and abs(shape.top - cents.top) <= _LEVEL * cents.height
        and -0.1 * cents.height <= gap <= _NEAR * cents.height
        and shape.width >= 0.2 * shape.height
    )


def _shapes(crop: Pixels, line: Box) -> list[Box]:
    """What hangs together in the colour of the ink of ``line``; thresholds are its own."""
    grey = cv2.cvtColor(np.ascontiguousarray(crop), cv2.COLOR_RGB2GRAY)
    top, bottom = max(int(line.top), 0), max(int(line.bottom), 1)
    left, right = max(int(line.left), 0), max(int(line.right), 1)
    own = np.ascontiguousarray(grey[top:bottom, left:right])
    if own.size < 64:
        return []
    limit, _ = cv2.threshold(own, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    rim = np.concatenate([own[0], own[-1], own[:, 0], own[:, -1]])
    ink = grey <= limit if float(np.median(rim)) > limit else grey > limit
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=4)
    return [Box(x, y, x + width, y + height) for x, y, width, height, _ in stats[1:].tolist()]


def _cut(pixels: Pixels, box: Box, room: float) -> Pixels:
    rows, cols = pixels.shape[:2]
    left, top = int(max(box.left - room, 0)), int(max(box.top - room, 0))
    right, bottom = int(min(box.right + room, cols)) + 1, int(min(box.bottom + room, rows)) + 1
    return np.ascontiguousarray(pixels[top:bottom, left:right])


def _middle_in(shape: Box, box: Box) -> bool:
    x, y = (shape.left + shape.right) / 2, (shape.top + shape.bottom) / 2
    return box.left <= x <= box.right and box.top <= y <= box.bottom


def _moved(box: Box, x: float, y: float) -> Box:
    return Box(box.left + x, box.top + y, box.right + x, box.bottom + y)
