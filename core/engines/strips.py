"""Lines of text as strips of pixels: cutting, turning, and finding characters again. Pure.

A strip is the picture of one line, ``STRIP_HEIGHT`` pixels high, reading from
left to right. Its quad (see ``core.geometry``) starts at the first character's
top-left corner, whatever way the text runs on the photo.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np

from core.engines import Character, Pixels
from core.geometry import Point, Quad, quad_of

STRIP_HEIGHT = 48
"""What PP-OCR recognition models take."""

_STEP = 160
"""Sides are padded to multiples of this: the inference engine keeps memory for every shape."""

_MAX_WIDTH = 40 * STRIP_HEIGHT
_NEUTRAL_GREY = 128
_UPRIGHT_LIMIT = 1.5
"""A quad this much higher than wide holds text turned by a quarter (PP-OCR's own rule)."""


def reading_quad(corners: Sequence[Sequence[float]]) -> Quad:
    """Order detected ``corners`` (clockwise from the top-left) along the text.

    Tall quads are taken to run downwards; ``turned_over`` corrects the rest.
    """
    quad = quad_of(corners)
    width, height = extent(quad)
    return quad if height < _UPRIGHT_LIMIT * width else (quad[1], quad[2], quad[3], quad[0])


def turned_over(quad: Quad) -> Quad:
    """The same place, read upside down."""
    return quad[2], quad[3], quad[0], quad[1]


def extent(quad: Quad) -> tuple[float, float]:
    """Width along the text and height across it, in pixels: the longer of each pair of sides."""
    top_left, top_right, bottom_right, bottom_left = quad
    return (
        max(math.dist(top_left, top_right), math.dist(bottom_left, bottom_right)),
        max(math.dist(top_left, bottom_left), math.dist(top_right, bottom_right)),
    )


def cut(pixels: Pixels, quad: Quad) -> Pixels:
    """The strip under ``quad``, straightened; no wider than forty times its height.

    The neighbourhood is averaged first where the strip is much smaller than its
    place on the photo: plain interpolation would drop thin strokes.
    """
    return level(straightened(pixels, quad))


def straightened(pixels: Pixels, quad: Quad, *, least: int = 1) -> Pixels:
    """What lies under ``quad`` in its own size, no side shorter than ``least`` pixels."""
    width, height = extent(quad)
    rows, cols = (max(least, math.ceil(size)) for size in (height, width))
    corners = np.array([[0, 0], [cols, 0], [cols, rows], [0, rows]], np.float32)
    warp = cv2.getPerspectiveTransform(np.array(quad, np.float32), corners)
    flat = cv2.warpPerspective(
        pixels, warp, (cols, rows), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(flat, np.uint8)


def upside_down(strip: Pixels) -> Pixels:
    return np.ascontiguousarray(strip[::-1, ::-1])


def whole(strip: Pixels) -> Quad:
    """The quad of all of ``strip``, in its own pixels."""
    height, width = strip.shape[:2]
    return quad_of([(0, 0), (width, 0), (width, height), (0, height)])


def level(strip: Pixels) -> Pixels:
    """``strip`` brought to ``STRIP_HEIGHT``, keeping its proportions."""
    rows, cols = strip.shape[:2]
    width = min(max(round(cols * STRIP_HEIGHT / rows), 8), _MAX_WIDTH)
    how = cv2.INTER_AREA if rows > STRIP_HEIGHT else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(strip, (width, STRIP_HEIGHT), interpolation=how), np.uint8)


def padded(strip: Pixels, step: int = _STEP) -> Pixels:
    """``strip`` with neutral grey at its right end, up to the next width in use: multiples of
    ``step``."""
    missing = max(-(-strip.shape[1] // step) * step, _STEP) - strip.shape[1]
    return np.pad(strip, ((0, 0), (0, missing), (0, 0)), constant_values=_NEUTRAL_GREY)


def canvas(picture: Pixels) -> Pixels:
    """``picture`` with its last row and column repeated, up to the next size in use."""
    height, width = picture.shape[:2]
    missing = ((0, _padded(height) - height), (0, _padded(width) - width), (0, 0))
    return np.pad(picture, missing, mode="edge")


def search_size(rows: int, cols: int, longest: int) -> tuple[int, int]:
    """Height and width in which to look for lines: never enlarged, ``longest`` at most.

    Its canvas covers no more than that of a 4:3 photo: the inference engine keeps
    as much memory as the largest picture has needed.
    """
    scale = min(1.0, longest / max(rows, cols))
    while _padded(rows * scale) * _padded(cols * scale) > 0.75 * longest * longest + _STEP:
        scale *= 0.97
    return max(32, round(rows * scale)), max(32, round(cols * scale))


def _padded(size: float) -> int:
    return -(-round(size) // _STEP) * _STEP


def characters_of(
    text: str, scores: Sequence[float], centres: Sequence[float], quad: Quad
) -> tuple[Character, ...]:
    """Place the characters of ``text`` on the photo.

    ``centres`` are fractions (0-1) along the quad, one for each character. A
    character reaches half-way to its neighbours, but no further than half the
    usual step: beside a gap it does not swallow the gap.
    """
    if not centres:
        return ()
    steps = np.diff(centres)
    usual = float(np.median(steps)) if len(steps) else extent(quad)[1] / max(extent(quad)[0], 1.0)
    found = []
    for index, (letter, score, centre) in enumerate(zip(text, scores, centres, strict=True)):
        before = steps[index - 1] if index else usual
        after = steps[index] if index < len(steps) else usual
        left = max(centre - min(before, usual) / 2, 0.0)
        right = min(centre + min(after, usual) / 2, 1.0)
        found.append(Character(letter, part(quad, left, right), float(score)))
    return tuple(found)


def part(quad: Quad, left: float, right: float) -> Quad:
    """The piece of ``quad`` between two fractions (0-1) of its length along the text."""
    top_left, top_right, bottom_right, bottom_left = quad
    return (
        _between(top_left, top_right, left),
        _between(top_left, top_right, right),
        _between(bottom_left, bottom_right, right),
        _between(bottom_left, bottom_right, left),
    )


def _between(start: Point, end: Point, share: float) -> Point:
    return Point(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share)
