"""A line of print without what is no print: bars of a barcode found together with a price. Pure."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.engines import Pixels, TextLine
from core.geometry import Point, Quad, moved

_BARE = 0.8
"""Without print at an end for so long, in heights of the strip, a strip is cut there."""

_EDGE = 0.25


def trimmed(quad: Quad, strip: Pixels, line: TextLine) -> tuple[Quad, Pixels, TextLine]:
    """``quad`` on the photo, its ``strip`` and what was read there, cut to the characters."""
    height, width = strip.shape[:2]
    if not line.characters:
        return quad, strip, line
    sides = [(c.quad[0].x, c.quad[1].x) for c in line.characters if c.text.strip()]
    if not sides:
        return quad, strip, line
    left, right = min(side[0] for side in sides), max(side[1] for side in sides)
    start = left - _EDGE * height if left > _BARE * height else 0.0
    end = right + _EDGE * height if width - right > _BARE * height else float(width)
    if end - start >= width - 1:
        return quad, strip, line
    first, last = int(start), min(int(end) + 1, width)
    kept = tuple(replace(c, quad=moved(c.quad, dx=-first)) for c in line.characters)
    piece = np.ascontiguousarray(strip[:, first:last])
    whole = moved(line.quad, dx=-first)
    return (
        _part(quad, first / width, last / width),
        piece,
        replace(line, quad=whole, characters=kept),
    )


def _part(quad: Quad, start: float, end: float) -> Quad:
    """``quad`` from share ``start`` of its length to share ``end``."""
    a, b, c, d = quad
    return _between(a, b, start), _between(a, b, end), _between(d, c, end), _between(d, c, start)


def _between(one: Point, other: Point, share: float) -> Point:
    return Point(one.x + share * (other.x - one.x), one.y + share * (other.y - one.y))
