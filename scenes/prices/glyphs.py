"""How high the characters of a line stand: raised cents are told by it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels, TextLine

_SMALLER = 0.68
"""Cents are at most this high, in heights of the digits before them."""

_LEVEL = 0.16
"""Raised cents begin as high as the digits before them, up to this share of their height."""

_RAISED = 0.25
"""And end at least so much higher."""


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
    ink = _ink(strip)
    return tuple(
        Glyph(letter.text, *_reach(ink, letter.quad[0].x, letter.quad[1].x))
        for letter in line.characters
    )


def digit_height(glyphs: tuple[Glyph, ...]) -> float:
    """The usual height of the digits, as a share of the strip's; 0 where there is none."""
    heights = [glyph.height for glyph in glyphs if glyph.text.isdigit() and glyph.height > 0]
    return max(median(heights), 0.75 * max(heights)) if heights else 0.0


def with_point(glyphs: tuple[Glyph, ...]) -> str:
    """The line's text, with a decimal point before two small raised digits."""
    text = "".join(glyph.text for glyph in glyphs)
    end = len(text)
    while end and not text[end - 1].isdigit():
        end -= 1
    start = end
    while start and text[start - 1].isdigit():
        start -= 1
    whole, cents = glyphs[start : end - 2], glyphs[end - 2 : end]
    if not 1 <= len(whole) <= 4 or not _are_cents(whole, cents):
        return text
    return f"{text[: end - 2]}.{text[end - 2 :]}"


def _are_cents(whole: tuple[Glyph, ...], cents: tuple[Glyph, ...]) -> bool:
    tall = median(glyph.height for glyph in whole)
    if tall <= 0 or any(not 0.25 < glyph.height / tall <= _SMALLER for glyph in cents):
        return False
    top, bottom = median(g.top for g in whole), median(g.bottom for g in whole)
    alike = abs(cents[0].height - cents[1].height) <= 0.2 * tall
    # Print above the first digits makes them seem higher, but then their tops differ.
    return alike and all(
        abs(glyph.top - top) <= _LEVEL * tall and bottom - glyph.bottom >= _RAISED * tall
        for glyph in cents
    )


def _ink(strip: Pixels) -> NDArray[np.bool_]:
    grey = cv2.cvtColor(strip, cv2.COLOR_RGB2GRAY)
    _, dark = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    ink = dark > 0
    # The paper is what most of the strip's rim shows.
    rim = np.concatenate([ink[0], ink[-1], ink[:, 0], ink[:, -1]])
    return np.logical_not(ink) if rim.mean() > 0.5 else ink


def _reach(ink: NDArray[np.bool_], left: float, right: float) -> tuple[float, float]:
    """First and last inked row between two columns, of the longest run of inked rows."""
    inner = ink[:, max(0, round(left)) : max(round(right), round(left) + 1)]
    rows = np.asarray(inner.any(axis=1))
    edges = np.flatnonzero(np.diff(np.concatenate([[0], rows.astype(np.int8), [0]])))
    if not len(edges):
        return 0.0, 0.0
    starts, ends = edges[::2], edges[1::2]
    longest = int(np.argmax(ends - starts))
    return float(starts[longest] / len(rows)), float(ends[longest] / len(rows))
