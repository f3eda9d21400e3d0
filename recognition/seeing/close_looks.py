"""Looking closer at parts of a photo, and again at what matters. Pure but for the engine."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from core.engines import Pixels, TextEngine, TextLine
from core.engines.strips import cut, extent
from core.geometry import Point, Quad, box_of, quad_of
from recognition.seeing.turning import line_mapped

_PART = (1280, 960)
"""Width and height, in pixels, of the parts that are searched at full resolution."""

_MOST_PARTS = 3
_LARGEST = 5
"""Photos wider than this many parts get larger parts."""

_READABLE = 32.0
"""Letters lower than this many pixels are enlarged to it before lines are looked for."""

_MARGINS = ((0.15, 0.12), (0.1, -0.06))
"""Room added along and across a line, in line heights, when it is read again."""


def enlarged(pixels: Pixels, text: TextEngine) -> list[TextLine]:
    """What is read at twice the size: detection misses letters of a few pixels."""
    height, width = pixels.shape[:2]
    twice = cv2.resize(pixels, (2 * width, 2 * height), interpolation=cv2.INTER_CUBIC)
    found = text.read(np.asarray(twice, np.uint8), characters=True)
    return [line_mapped(line, np.diag([0.5, 0.5, 1.0])) for line in found]


def finest_parts(pixels: Pixels, text: TextEngine) -> list[TextLine]:
    """What is read in the parts with the most fine detail, at full resolution.

    Print 30 pixels high on 16 megapixels was in the best two parts on 15 of 15 trial
    photos; searching whole photos 2400 pixels high found it on 11.
    """
    found: list[TextLine] = []
    for left, top, width, height in _parts(pixels)[:_MOST_PARTS]:
        part = np.ascontiguousarray(pixels[top : top + height, left : left + width])
        shift = np.array([[1.0, 0, left], [0, 1, top], [0, 0, 1]])
        found += [line_mapped(line, shift) for line in text.read(part, characters=True)]
    return found


def beside(pixels: Pixels, label: Quad, text: TextEngine) -> list[TextLine]:
    """What is read on the right of and below ``label``, where its value should be."""
    height, width = pixels.shape[:2]
    letters = extent(label)[1]
    before, behind, below = 3 * letters, extent(label)[0] + 16 * letters, 5 * letters
    corners = [_offset(label, -before, -below / 2), _offset(label, behind, below)]
    box = box_of([*corners, *label])
    left, top = max(int(box.left), 0), max(int(box.top), 0)
    part = pixels[top : min(int(box.bottom), height), left : min(int(box.right), width)]
    if min(part.shape[:2]) < 8:
        return []
    scale = max(1.0, _READABLE / letters)
    larger = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    back = np.array([[1 / scale, 0, left], [0, 1 / scale, top], [0, 0, 1]])
    found = text.read(np.asarray(larger, np.uint8), characters=True)
    return [line_mapped(line, back) for line in found]


def read_again(pixels: Pixels, lines: Sequence[TextLine], text: TextEngine) -> list[TextLine]:
    """Each of ``lines`` read once more for each margin around it."""
    places = [_widened(line.quad, *margins) for line in lines for margins in _MARGINS]
    strips = [cut(pixels, quad) for quad in places]
    found = text.read_strips(strips, characters=True) if strips else []
    return [
        _put_back(line, strip, quad)
        for line, strip, quad in zip(found, strips, places, strict=True)
    ]


def _offset(label: Quad, along: float, across: float) -> Point:
    """The point so many pixels from the label's upper left corner, along and across its text."""
    start, end = label[0], label[1]
    width = extent(label)[0] or 1.0
    dx, dy = (end.x - start.x) / width, (end.y - start.y) / width
    return Point(start.x + dx * along - dy * across, start.y + dy * along + dx * across)


def _parts(pixels: Pixels) -> list[tuple[int, int, int, int]]:
    """Overlapping parts (left, top, width, height), the one with the most fine detail first."""
    rows, cols = pixels.shape[:2]
    scale = max(1.0, max(rows, cols) / (_LARGEST * _PART[0]))
    width, height = (int(size * scale) for size in _PART)
    detail = _fine_detail(pixels)
    ranked = [
        (-float(detail[y // 2 : (y + height) // 2, x // 2 : (x + width) // 2].mean()), x, y)
        for y in _starts(rows, height)
        for x in _starts(cols, width)
    ]
    return [(x, y, width, height) for _, x, y in sorted(ranked)]


def _starts(length: int, side: int) -> list[int]:
    """Where parts begin along one direction: a quarter overlaps, the last one ends flush."""
    last = max(length - side, 0)
    return sorted({min(start, last) for start in range(0, length, side * 3 // 4)})


def _fine_detail(pixels: Pixels) -> Pixels:
    """At half size, 1 where a pixel differs strongly from its neighbourhood, as thin strokes do."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    half = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.absdiff(half, cv2.medianBlur(half, 7)) > 30, np.uint8)


def _widened(quad: Quad, along: float, across: float) -> Quad:
    """``quad`` with that many line heights more (or less) on each side."""
    width, height = extent(quad)
    along *= height / max(width, 1.0)
    top_left, top_right, bottom_right, bottom_left = (np.array(p) for p in quad)
    right, down = (top_right - top_left) * along, (bottom_left - top_left) * across
    return quad_of(
        [
            top_left - right - down,
            top_right + right - down,
            bottom_right + right + down,
            bottom_left - right + down,
        ]
    )


def _put_back(line: TextLine, strip: Pixels, quad: Quad) -> TextLine:
    """A line read from ``strip``, at its place ``quad`` on the photo."""
    height, width = strip.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    back = cv2.getPerspectiveTransform(corners, np.array(quad, np.float32))
    return line_mapped(line, np.asarray(back, np.float64))
