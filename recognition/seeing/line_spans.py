"""Stretches of text lines and how they lie to one another. Pure geometry.

Quads start at the first character's top-left corner, whatever way the line runs (see
``core.engines.strips``); distances along and across a line are in thicknesses of that line.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from core.geometry import Point, Quad, quad_of


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line that shows ``size`` characters, not all of them read in ``text``.

    ``lost`` characters may stand before it and ``missing`` ones behind it that were not seen.
    """

    text: str
    quad: Quad
    size: int
    lost: int = 0
    missing: int = 0

    @property
    def runs_down(self) -> bool:
        """Upright characters one below the other, or a line turned to the right."""
        along = direction(self.quad)
        return along.y > abs(along.x)

    @property
    def runs_up_or_down(self) -> bool:
        along = direction(self.quad)
        return abs(along.y) > abs(along.x)

    @property
    def length(self) -> float:
        return math.dist(self.quad[0], self.quad[1])

    @property
    def thickness(self) -> float:
        return max(math.dist(self.quad[0], self.quad[3]), 1.0)

    @property
    def pitch(self) -> float:
        return self.length / max(self.size, 1)

    def widened(self, margin: float) -> Quad:
        """The quad with room for what was not seen, and ``margin`` thicknesses at every side."""
        room = margin * self.thickness
        before, after = (room + _room(count) * self.pitch for count in (self.lost, self.missing))
        return stretched(self.quad, before, after, room)


def _room(count: int) -> float:
    """Room for ``count`` unseen characters, a gap or frame included, in pitches of seen ones."""
    return count * 1.15 + 0.9 if count else 0.0


def joined(chain: Sequence[Span]) -> Span:
    """One span from the beginning of the first to the end of the last."""
    first, last = chain[0].quad, chain[-1].quad
    text = "".join(span.text for span in chain)
    return Span(text, (first[0], last[1], last[2], first[3]), sum(span.size for span in chain))


def comes_after(one: Span, other: Span) -> bool:
    """Whether ``other`` goes on where ``one`` ends, a gap for a door bar allowed."""
    along, across = _offset(one, end(one.quad), start(other.quad))
    return _alike(one, other) and -0.6 < along < 4.0 and abs(across) < 0.7


def stands_below(one: Span, other: Span) -> bool:
    """Whether ``other`` is the next line under ``one`` and begins where ``one`` does."""
    along, across = _offset(one, start(one.quad), start(other.quad))
    return _alike(one, other) and abs(along) < 1.2 and 0.5 < across < 2.2


def _alike(one: Span, other: Span) -> bool:
    near = 0.55 < other.thickness / one.thickness < 1.8
    a, b = direction(one.quad), direction(other.quad)
    return near and a.x * b.x + a.y * b.y > 0.9


def _offset(line: Span, origin: Point, point: Point) -> tuple[float, float]:
    along = direction(line.quad)
    dx, dy = (point.x - origin.x) / line.thickness, (point.y - origin.y) / line.thickness
    return dx * along.x + dy * along.y, dy * along.x - dx * along.y


def direction(quad: Quad) -> Point:
    """Unit vector from the beginning of a line to its end."""
    first, last = start(quad), end(quad)
    length = max(math.dist(first, last), 1e-6)
    return Point((last.x - first.x) / length, (last.y - first.y) / length)


def start(quad: Quad) -> Point:
    """Middle of the edge where a line begins."""
    return Point((quad[0].x + quad[3].x) / 2, (quad[0].y + quad[3].y) / 2)


def end(quad: Quad) -> Point:
    """Middle of the edge where a line ends."""
    return Point((quad[1].x + quad[2].x) / 2, (quad[1].y + quad[2].y) / 2)


def stretched(quad: Quad, before: float, after: float, aside: float) -> Quad:
    """``quad`` with so many pixels more before its beginning, behind its end, at either side."""
    return _shifted(quad, ((-before, -aside), (after, -aside), (after, aside), (-before, aside)))


def lifted(quad: Quad, height: float) -> Quad:
    """``quad`` moved ``height`` pixels towards the heads of its characters."""
    return _shifted(quad, ((0.0, -height),) * 4)


def around(spans: Sequence[Span]) -> Quad:
    """The smallest rectangle around ``spans`` along the direction of the first."""
    quad = spans[0].quad
    ux, uy = direction(quad)
    corners = [corner for span in spans for corner in span.quad]
    along = [p.x * ux + p.y * uy for p in corners]
    across = [p.y * ux - p.x * uy for p in corners]
    left, right, top, bottom = min(along), max(along), min(across), max(across)
    found = [(left, top), (right, top), (right, bottom), (left, bottom)]
    return quad_of((a * ux - c * uy, a * uy + c * ux) for a, c in found)


def _shifted(quad: Quad, shifts: Sequence[tuple[float, float]]) -> Quad:
    """Move each corner so many pixels along the line and across it."""
    ux, uy = direction(quad)
    return quad_of(
        (p.x + a * ux - c * uy, p.y + a * uy + c * ux)
        for p, (a, c) in zip(quad, shifts, strict=True)
    )
