"""How high the characters of a line stand: raised cents are told by it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels, TextLine
from core.runs import runs

_SMALLER = 0.68
"""Cents are at most this high, in heights of the digits before them."""

_LEVEL = 0.16
"""Raised cents begin as high as the digits before them, up to this share of their height."""

_RAISED = 0.25
"""And end at least so much higher."""

_LIKE_SIGNS = "58"
"""What a dollar sign is read as at times."""

_STEEPEST = 0.12
"""From digit to digit a line falls or rises by at most so much of their height."""

_THIN = 0.16
"""Of the strip's height; no digit is thinner."""

_LOWEST, _BROADEST = 0.18, 1.1
"""The least height of a digit, of the strip's, and the greatest width, of its height."""

_OWN, _PARTLY = 0.55, 0.3
"""So much of a character's width lies where the engine says that it stands; at least, if
no character has more there."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and where its ink begins and ends, shares (0-1) of the strip's height."""

    text: str
    top: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


def glyphs_of(strip: Pixels, line: TextLine) -> tuple[Glyph, ...]:
    """The characters of ``line``, read from ``strip`` with ``characters=True``."""
    if not line.characters or strip.shape[0] < 8:
        return ()
    ink = _ink(strip, line)
    shapes = _shapes(ink)
    return tuple(
        Glyph(letter.text, *_reach(ink, shapes, letter.quad[0].x, letter.quad[1].x))
        for letter in line.characters
    )


def digit_height(glyphs: tuple[Glyph, ...]) -> float:
    """The usual height of the digits, as a share of the strip's; 0 where there is none."""
    heights = [glyph.height for glyph in glyphs if glyph.text.isdigit() and glyph.height > 0]
    return max(median(heights), 0.75 * max(heights)) if heights else 0.0


def with_point(glyphs: tuple[Glyph, ...]) -> str:
    """The line's text, with a decimal point before two small raised digits.

    A small raised digit before the others is a currency's sign misread; it is left out.
    """
    text = "".join(glyph.text for glyph in glyphs)
    end = len(text)
    while end and not text[end - 1].isdigit():
        end -= 1
    start = end
    while start and text[start - 1].isdigit():
        start -= 1
    if end - start > 3 and _is_sign(*glyphs[start : start + 2]):
        told = with_point(glyphs[:start] + glyphs[start + 1 :])
        return told if "." in told else text
    whole, cents = glyphs[start : end - 2], glyphs[end - 2 : end]
    if not 1 <= len(whole) <= 4 or not _are_cents(whole, cents):
        return text
    return f"{text[: end - 2]}.{text[end - 2 :]}"


def _is_sign(first: Glyph, after: Glyph) -> bool:
    raised = abs(first.top - after.top) <= _LEVEL * after.height
    return first.text in _LIKE_SIGNS and raised and first.height <= _SMALLER * after.height


def ends_raised(glyphs: tuple[Glyph, ...]) -> bool:
    """Do two digits at the end stand higher than those before, be they cents or not?"""
    digits = [glyph for glyph in glyphs if glyph.text.isdigit() and glyph.height > 0]
    if len(digits) < 3:
        return False
    whole, cents = tuple(digits[:-2]), digits[-2:]
    tall = median(glyph.height for glyph in whole)
    fall = _fall(whole, tall)
    return all(
        whole[-1].bottom + step * fall - glyph.bottom >= _RAISED * tall
        for step, glyph in zip((0.8, 1.4), cents, strict=True)
    )


def _are_cents(whole: tuple[Glyph, ...], cents: tuple[Glyph, ...]) -> bool:
    tall = median(glyph.height for glyph in whole)
    if tall <= 0 or any(not 0.25 < glyph.height / tall <= _SMALLER for glyph in cents):
        return False
    alike = abs(cents[0].height - cents[1].height) <= 0.2 * tall
    last, fall = whole[-1], _fall(whole, tall)
    # Print above the first digits makes them seem higher, but then their tops differ.
    return alike and all(
        abs(glyph.top - last.top - step * fall) <= _LEVEL * tall
        and last.bottom + step * fall - glyph.bottom >= _RAISED * tall
        for step, glyph in zip((0.8, 1.4), cents, strict=True)
    )


def _fall(whole: tuple[Glyph, ...], tall: float) -> float:
    """How much lower each digit stands than the one before it: few lines are quite level."""
    first, last = whole[0], whole[-1]
    fall = (last.top - first.top + last.bottom - first.bottom) / 2 / max(len(whole) - 1, 1)
    return min(max(fall, -_STEEPEST * tall), _STEEPEST * tall)


def _ink(strip: Pixels, line: TextLine) -> NDArray[np.bool_]:
    grey = cv2.cvtColor(strip, cv2.COLOR_RGB2GRAY)
    _, dark = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    ink = dark > 0
    # The paper is what is seen most around and between the characters; beyond them a strip
    # may show what lies beside the tag.
    ends = [point.x for letter in line.characters for point in letter.quad[:2]]
    first = min(max(int(min(ends)), 0), ink.shape[1] - 1)
    own = ink[:, first : max(int(max(ends)), first + 1)]
    rim = np.concatenate([own[0], own[-1], own[:, 0], own[:, -1]])
    return _without_edges(np.logical_not(ink) if rim.mean() + own.mean() > 1 else ink)


def _without_edges(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """``ink`` without the tag's own edges and the feet of other print, thin along the rim."""
    rows, cols = ink.shape
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    kept = np.ones(len(stats), np.bool_)
    for number, (left, top, width, height, _) in enumerate(stats[1:].tolist(), 1):
        beside = left <= 1 or left + width >= cols - 1
        above = top <= 1 or top + height >= rows - 1
        thin = (beside and width <= _THIN * rows) or (above and height <= _THIN * rows)
        kept[number] = not thin
    return np.asarray(ink & kept[labels])


def _shapes(ink: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Left, top, width, height and area of what hangs together and is as high as a digit."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=4)
    wide, high = stats[:, 2], stats[:, 3]
    kept = (high >= _LOWEST * len(ink)) & (high < len(ink)) & (wide <= _BROADEST * high)
    kept[0] = False
    return np.asarray(stats[kept], np.int32)


def _reach(
    ink: NDArray[np.bool_], shapes: NDArray[np.int32], left: float, right: float
) -> tuple[float, float]:
    """First and last row of the print between two columns: of its highest shape, if it has one.

    An engine says only roughly where a character begins and ends, so that its columns may hold
    a part of it alone, or one of its neighbour.
    """
    inside = np.minimum(shapes[:, 0] + shapes[:, 2], right) - np.maximum(shapes[:, 0], left)
    share = inside / np.maximum(shapes[:, 2], 1)
    if not (share > _PARTLY).any():
        return _columns_reach(ink, left, right)
    own = np.where(share > _OWN, 1 + shapes[:, 3], share)
    _, top, _, height, _ = shapes[int(np.argmax(own))].tolist()
    return top / len(ink), (top + height) / len(ink)


def _columns_reach(ink: NDArray[np.bool_], left: float, right: float) -> tuple[float, float]:
    """First and last inked row between two columns, of the longest run of inked rows."""
    inner = ink[:, max(0, round(left)) : max(round(right), round(left) + 1)]
    rows = np.asarray(inner.any(axis=1))
    found = runs(rows)
    if not len(found):
        return 0.0, 0.0
    start, end = found[int(np.argmax(np.diff(found, axis=1)))]
    return float(start / len(rows)), float(end / len(rows))
