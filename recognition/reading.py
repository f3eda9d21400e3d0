"""Where to look on a photo, and how often: from coarse to fine. Pure but for the engines.

Lines are searched for at low resolution and read from the full pixels, so that
small print on a large photo costs little. What could be a serial number is read
again, from other cuts of the same place: readings that agree are evidence.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from statistics import median

import cv2
import numpy as np

from core.engines import Barcode, BarcodeEngine, Pixels, TextEngine, TextLine
from core.engines.strips import cut, extent
from core.geometry import Box, Quad, box_of, quad_of
from recognition.container_places import likely_places
from recognition.containers import find_containers
from recognition.evidence import Candidate, Kind, Sightings
from recognition.labels import labels_in
from recognition.marks import marks_in
from recognition.shapes import kind_by_shape, plausibility

_COARSE, _FINE = 1600, 2400
"""Longer sides, in pixels, of the pictures in which lines are looked for.

At 1600 a serial of a twelfth of a per cent of a 16-megapixel photo is found.
"""

_ENOUGH = 900
"""Photos with a longer side below this are searched enlarged as well."""

_MOST_AGAIN = 8
_MARGINS = ((0.15, 0.12), (0.1, -0.06))
"""Room added along and across a line, in line heights, when it is read again."""

_TILTED = 4.0


def read_codes(pixels: Pixels, barcodes: BarcodeEngine) -> tuple[Barcode, ...]:
    """All barcodes on the upright photo. Raises EngineFailed."""
    return tuple(barcodes.read(pixels))


def read_lines(pixels: Pixels, text: TextEngine) -> tuple[TextLine, ...]:
    """All text on the upright photo; promising print several times over. Raises EngineFailed."""
    lines = text.read(pixels, characters=True, search_side=_COARSE)
    found = any(_is_named_serial(line) for line in lines) or likely_places(lines)
    if max(pixels.shape[:2]) > _COARSE and not found:
        lines += text.read(pixels, characters=True, search_side=_FINE)
    elif max(pixels.shape[:2]) < _ENOUGH:
        lines += _enlarged(pixels, text)
    return tuple(lines + _again(pixels, lines, text))


def read_tilted_codes(
    pixels: Pixels, lines: Iterable[TextLine], barcodes: BarcodeEngine
) -> tuple[Barcode, ...]:
    """Barcodes seen only when the photo is turned until its print is level. Raises EngineFailed.

    Bars are scanned along rows and columns; beyond a few degrees they are missed.
    """
    angle = _tilt(lines)
    if abs(angle) < _TILTED:
        return ()
    level, back = _turned(pixels, angle)
    return tuple(
        Barcode(b.text, b.format, b.symbology_identifier, _mapped(b.quad, back))
        for b in barcodes.read(level)
    )


def read_photo(pixels: Pixels, *, text: TextEngine, barcodes: BarcodeEngine) -> Sightings:
    """Everything the engines see on the upright photo. Raises EngineFailed."""
    codes = read_codes(pixels, barcodes)
    lines = read_lines(pixels, text)
    codes = codes or read_tilted_codes(pixels, lines, barcodes)
    return sightings(pixels, codes, lines, find_containers(pixels, lines, text))


def sightings(
    pixels: Pixels,
    codes: tuple[Barcode, ...],
    lines: tuple[TextLine, ...],
    containers: tuple[Candidate, ...] = (),
) -> Sightings:
    height, width = pixels.shape[:2]
    return Sightings(lines, codes, width, height, containers)


def places_to_look(seen: Sightings) -> tuple[Box, ...]:
    """Boxes, in photo pixels, around what may name or be the serial number, the best first."""
    lines = sorted(seen.lines, key=_promise, reverse=True)
    quads = [line.quad for line in lines if _promise(line) > 0]
    return tuple(box_of(quad) for quad in [*quads[:6], *(code.quad for code in seen.barcodes)])


def _promise(line: TextLine) -> float:
    """How worthwhile a second look at ``line`` is."""
    named = any(label.kind is Kind.SERIAL for label in labels_in(line.text))
    values = [m for m in marks_in(line) if kind_by_shape(m.value) not in _DULL]
    return max((plausibility(m.value) for m in values), default=0.0) + 0.5 * named


_DULL = (Kind.RATING, Kind.REGULATORY, Kind.DATE)


def _is_named_serial(line: TextLine) -> bool:
    """Whether the line holds a value that is called a serial number or looks much like one."""
    return any(
        (mark.label is not None and mark.label.kind is Kind.SERIAL)
        or plausibility(mark.value) >= 0.7
        for mark in marks_in(line)
        if kind_by_shape(mark.value) not in _DULL
    )


def _again(pixels: Pixels, lines: Sequence[TextLine], text: TextEngine) -> list[TextLine]:
    """Read the most promising lines once more for each margin."""
    chosen = sorted((line for line in lines if _promise(line) > 0.3), key=_promise, reverse=True)
    places = [
        _widened(line.quad, *margins) for line in chosen[:_MOST_AGAIN] for margins in _MARGINS
    ]
    if not places:
        return []
    strips = [cut(pixels, quad) for quad in places]
    found = text.read_strips(strips, characters=True)
    return [
        _moved(line, strip, quad) for line, strip, quad in zip(found, strips, places, strict=True)
    ]


def _moved(line: TextLine, strip: Pixels, quad: Quad) -> TextLine:
    """A line read from ``strip``, back at its place ``quad`` on the photo."""
    height, width = strip.shape[:2]
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    back = cv2.getPerspectiveTransform(source, np.array(quad, np.float32))
    characters = tuple(
        type(c)(c.text, _mapped(c.quad, back), c.confidence) for c in line.characters
    )
    return TextLine(line.text, quad, line.confidence, characters)


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


def _enlarged(pixels: Pixels, text: TextEngine) -> list[TextLine]:
    """What is read on the photo at twice its size: detection misses letters of a few pixels."""
    height, width = pixels.shape[:2]
    twice = cv2.resize(pixels, (2 * width, 2 * height), interpolation=cv2.INTER_CUBIC)
    back = np.diag([0.5, 0.5, 1.0])
    return [
        TextLine(
            line.text,
            _mapped(line.quad, back),
            line.confidence,
            tuple(type(c)(c.text, _mapped(c.quad, back), c.confidence) for c in line.characters),
        )
        for line in text.read(np.asarray(twice, np.uint8), characters=True)
    ]


def _tilt(lines: Iterable[TextLine]) -> float:
    """How far the print is off the nearest axis, in degrees, clockwise; 0 without print."""
    angles = [
        math.degrees(math.atan2(q[1].y - q[0].y, q[1].x - q[0].x))
        for q in (line.quad for line in lines if len(line.text) >= 5)
    ]
    return float(median((angle + 45) % 90 - 45 for angle in angles)) if angles else 0.0


def _turned(pixels: Pixels, angle: float) -> tuple[Pixels, np.ndarray]:
    """The photo turned by ``angle`` so that its print is level, and the way back."""
    height, width = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    cosine, sine = abs(turn[0, 0]), abs(turn[0, 1])
    new_width, new_height = int(height * sine + width * cosine), int(height * cosine + width * sine)
    turn[:, 2] += [(new_width - width) / 2, (new_height - height) / 2]
    level = cv2.warpAffine(pixels, turn, (new_width, new_height), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(level, np.uint8), np.linalg.inv(np.vstack([turn, [0, 0, 1]]))


def _mapped(quad: Quad, matrix: np.ndarray) -> Quad:
    points = np.array([quad], np.float64)
    return quad_of(cv2.perspectiveTransform(points, np.asarray(matrix, np.float64))[0])
