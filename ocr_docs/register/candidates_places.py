"""Which places on a photo are worth reading as a register."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from core.engines import Pixels, TextLine
from core.engines.strips import extent
from core.geometry import Quad, quad_of
from ocr_docs.register.candidates import Place
from ocr_docs.register.candidates_labels import LABEL, labelled_quads
from ocr_docs.register.finding import find_rows
from ocr_docs.register.finding_again import looked_again
from ocr_docs.register.finding_network import finding_network
from ocr_docs.register.finding_rows import Row

_MOST = 8
_FAINT = 0.3
"""Rows with less than this share of the best row's score are not read."""

_FAINT_END = 0.6

_BEFORE, _AFTER, _SLACK = 0.66, 0.66, 0.12
_LONG = 2.6
"""A picture this many times longer than broad may be a register cut out already."""

_PRINTED = 0.5
_MOST_PRINTED = 6


def found_places(pixels: Pixels) -> list[Place]:
    """Rows of drums, best first, each looked at twice; and the picture itself if it is a strip."""
    network = finding_network()
    rows = find_rows(pixels, network)[:_MOST]
    rows = [row for row in rows if row.score >= _FAINT * rows[0].score]
    places = [_place(looked_again(pixels, row, network)) for row in rows]
    return [*places, *_whole(pixels)]


def printed_places(lines: Sequence[TextLine]) -> list[Place]:
    """Beside labels of places; lines that look like a number, the largest first."""
    numbers = sorted((line for line in lines if _numeric(line)), key=lambda line: -_size(line))
    quads = [_widened(line.quad) for line in numbers[:_MOST_PRINTED]]
    return [Place(quad, 0, _PRINTED) for quad in (*labelled_quads(lines), *quads)]


def _place(row: Row) -> Place:
    quad = row.quad(before=_BEFORE, after=_AFTER, slack=_SLACK)
    return Place(quad, _sure_drums(row), row.score / len(row.drums))


def _sure_drums(row: Row) -> int:
    """How many drums the row has without faint ones at its ends: frames and units."""
    scores = [drum.score for drum in row.drums]
    least = _FAINT_END * float(np.median(scores))
    sure = [index for index, score in enumerate(scores) if score >= least]
    return sure[-1] - sure[0] + 1


def _whole(pixels: Pixels) -> list[Place]:
    rows, cols = pixels.shape[:2]
    corners = [(0, 0), (cols, 0), (cols, rows), (0, rows)]
    if cols > _LONG * rows:
        return [Place(quad_of(corners), 0, _PRINTED)]
    if rows > _LONG * cols:
        return [Place(quad_of(corners[1:] + corners[:1]), 0, _PRINTED)]
    return []


def _numeric(line: TextLine) -> bool:
    """Mostly digits (or what drums are taken for), and long enough for a register."""
    glyphs = "".join(line.text.split())
    digits = sum(glyph.isdigit() for glyph in glyphs)
    likely = 3 <= len(glyphs) <= 12 and digits >= 0.6 * len(glyphs)
    return likely and not LABEL.fullmatch(glyphs)


def _size(line: TextLine) -> float:
    return extent(line.quad)[1]


def _widened(quad: Quad) -> Quad:
    """``quad`` with a height of room at both ends and an eighth above and below."""
    width, height = extent(quad)
    along, across = height / max(width, 1.0), 0.12
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad
    right = (bx - ax + cx - dx) / 2 * along, (by - ay + cy - dy) / 2 * along
    down = (dx - ax + cx - bx) / 2 * across, (dy - ay + cy - by) / 2 * across
    if not math.isfinite(right[0] + down[0]):
        return quad
    return quad_of(
        [
            (ax - right[0] - down[0], ay - right[1] - down[1]),
            (bx + right[0] - down[0], by + right[1] - down[1]),
            (cx + right[0] + down[0], cy + right[1] + down[1]),
            (dx - right[0] + down[0], dy - right[1] + down[1]),
        ]
    )
