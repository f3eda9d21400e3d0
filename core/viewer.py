"""What the picture viewer shows: a picture and shapes drawn over it. Pure.

Coordinates are pixels of the upright picture. ``core/viewer.html`` draws a ``Picture``,
``core/viewer_layers.html`` lets its layers be switched off, ``static/core/viewer.js`` zooms.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.geometry import quad_of


@dataclass(frozen=True, slots=True)
class Words:
    """Text at its place, for a sheet without a photo: ``angle`` in degrees, the rest pixels."""

    text: str
    x: float
    y: float
    angle: float
    length: float
    size: float


@dataclass(frozen=True, slots=True)
class Mark:
    """Shapes that mean one thing, with what is told about it when it is pointed at.

    ``points`` are SVG point lists of closed shapes, ``line`` one of an open line or "".
    ``row`` is the ``data-row`` that lights up together with it. ``tone`` names a colour of
    ``triptych.css``; ``colour`` ("#rrggbb") stands in its place where it is given. ``layer`` is
    the key of a :class:`Layer`, "" for always.
    """

    points: tuple[str, ...]
    name: str
    detail: str = ""
    row: str = ""
    tone: str = "info"
    colour: str = ""
    layer: str = ""
    line: str = ""
    is_dashed: bool = False
    words: Words | None = None

    @property
    def title(self) -> str:
        return f"{self.name}, {self.detail}" if self.detail else self.name


@dataclass(frozen=True, slots=True)
class Layer:
    """A kind of marks: an entry of the legend that switches them on and off."""

    key: str
    title: str
    count: int
    tone: str = "info"
    colour: str = ""
    is_dashed: bool = False
    is_line: bool = False
    is_on: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """``url`` is "" where no picture is kept; then ``gone`` says why, in a sentence or two."""

    url: str
    width: int
    height: int
    label: str
    marks: tuple[Mark, ...] = ()
    gone: str = ""


def points_of(corners: Iterable[Sequence[float]]) -> str:
    """An SVG point list, to a tenth of a pixel."""
    return " ".join(f"{_short(x)},{_short(y)}" for x, y in corners)


def words_in(text: str, corners: Sequence[Sequence[float]]) -> Words:
    """``text`` so that it fills the quad ``corners``, clockwise from its top left."""
    top_left, top_right, _, bottom_left = quad_of(corners)
    height = math.dist(top_left, bottom_left)
    across, down = top_right.x - top_left.x, top_right.y - top_left.y
    return Words(
        text=text,
        x=round(top_left.x + 0.8 * (bottom_left.x - top_left.x), 1),
        y=round(top_left.y + 0.8 * (bottom_left.y - top_left.y), 1),
        angle=round(math.degrees(math.atan2(down, across)), 2),
        length=round(math.hypot(across, down), 1),
        size=round(max(height * 0.85, 1.0), 1),
    )


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
