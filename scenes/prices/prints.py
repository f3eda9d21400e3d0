"""Finding and reading the print that may be prices. Pure; the engine is handed in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np

from core.engines import Pixels, TextEngine, TextLine
from core.engines.strips import cut, extent, level, search_size
from core.geometry import Box, Quad, box_of, moved
from scenes.prices.covering import Places
from scenes.prices.glyphs import digit_height, ends_raised, glyphs_of, with_point
from scenes.prices.money import Amount, amounts_in, plain
from scenes.prices.trimming import trimmed

SEARCH_SIDE = 1920
"""Digits of 10 to 60 pixels on a picture of this side are found; it costs half a second."""

LARGEST_SEARCH = 1_950_000
"""Pixels: more are not searched at once (see ``core.engines.text``)."""

_NARROWEST, _WIDEST = 0.35, 7.0
"""The width of a price in heights of its line."""

_STEEPEST = 0.45


@runtime_checkable
class LineFinder(Protocol):
    """A text engine that can say where lines are without reading them."""

    def find(self, pixels: Pixels, *, search_side: int = 1280) -> list[Quad]: ...


@runtime_checkable
class ShortReader(Protocol):
    """A text engine that reads short lines faster than others."""

    def read_short(
        self, strips: Sequence[Pixels], *, characters: bool = False
    ) -> list[TextLine]: ...


@dataclass(frozen=True, slots=True)
class Print:
    """A line of print that was read. ``height`` is that of its digits, in the photo's pixels.

    ``bare`` is what it says if the raised digits in ``text`` are no cents; "" where none are.
    ``partial``: its digits look like a part of a price, or like more than its whole units.
    """

    text: str
    quad: Quad
    confidence: float
    height: float
    amounts: tuple[Amount, ...] = ()
    bare: str = ""
    partial: bool = False

    @property
    def box(self) -> Box:
        return box_of(self.quad)


def lines_found(pixels: Pixels, text: TextEngine, *, search_side: int = SEARCH_SIDE) -> list[Quad]:
    """Where lines of print are, that run from left to right. Raises EngineFailed."""
    if isinstance(text, LineFinder):
        quads = text.find(pixels, search_side=search_side)
    else:
        quads = [line.quad for line in text.read(pixels, search_side=search_side)]
    return [quad for quad in quads if _runs_right(quad)]


def tiled(
    pixels: Pixels, text: TextEngine, *, across: int = 2, known: Sequence[Quad] = ()
) -> list[Quad]:
    """As :func:`lines_found`, on ``across`` x ``across`` overlapping tiles: finds smaller print.

    Nothing is said of what is ``known``.
    """
    rows, cols = pixels.shape[:2]
    found: list[Quad] = []
    for tile in _tiles(rows, cols, across):
        piece = np.ascontiguousarray(pixels[tile[1] : tile[3], tile[0] : tile[2]])
        fresh = [moved(quad, dx=tile[0], dy=tile[1]) for quad in lines_found(piece, text)]
        places = Places([*known, *found])
        found += [quad for quad in fresh if not places.hold(quad)]
    return found


def search_scale(rows: int, cols: int) -> float:
    """How much smaller than the photo the picture is in which lines are looked for."""
    side = math.sqrt(LARGEST_SEARCH / (rows * cols)) * max(rows, cols)
    return search_size(rows, cols, int(min(side, SEARCH_SIDE)))[0] / rows


def may_be_price(quad: Quad) -> bool:
    """Has the line the shape of a price?"""
    width, height = extent(quad)
    return _NARROWEST * height <= width <= _WIDEST * height


def read_prints(pixels: Pixels, quads: Iterable[Quad], text: TextEngine) -> list[Print]:
    """What stands at ``quads``, in their order, the empty left out. Raises EngineFailed."""
    places = list(quads)
    if not places:
        return []
    strips = [level(cut(pixels, quad)) for quad in places]
    lines = strips_read(strips, text, characters=True)
    found = []
    for read in zip(places, strips, lines, strict=True):
        quad, strip, line = trimmed(*read)
        if line.text:
            glyphs = glyphs_of(strip, line)
            numeric = bool(glyphs) and _one_number(line.text)
            words = with_point(glyphs) if numeric else line.text
            height = (digit_height(glyphs) or 0.8) * extent(quad)[1]
            found.append(
                Print(
                    plain(words),
                    quad,
                    line.confidence,
                    height,
                    tuple(amounts_in(words)),
                    bare="" if words.count(".") == line.text.count(".") else plain(line.text),
                    partial=numeric and words == line.text and ends_raised(glyphs),
                )
            )
    return found


def strips_read(
    strips: Sequence[Pixels], text: TextEngine, *, characters: bool = False
) -> list[TextLine]:
    """The short lines that ``strips`` show, in their order. Raises EngineFailed."""
    read = text.read_short if isinstance(text, ShortReader) else text.read_strips
    return read(strips, characters=characters)


def _one_number(text: str) -> bool:
    return sum(letter.isdigit() for letter in text) >= 3 and not any(c in ".,:" for c in text)


def _runs_right(quad: Quad) -> bool:
    along = quad[1].x - quad[0].x
    return along > 0 and abs(quad[1].y - quad[0].y) <= _STEEPEST * along


def _tiles(rows: int, cols: int, across: int) -> list[tuple[int, int, int, int]]:
    """Left, top, right, bottom of tiles that share a tenth of their sides."""
    height, width = rows / across, cols / across
    return [
        (
            int(max(0, x * width - 0.1 * width)),
            int(max(0, y * height - 0.1 * height)),
            int(min(cols, (x + 1) * width + 0.1 * width)),
            int(min(rows, (y + 1) * height + 0.1 * height)),
        )
        for y in range(across)
        for x in range(across)
    ]


def middle_in(quad: Quad, box: Box) -> bool:
    """Whether the quad has its middle in ``box``."""
    # Asked for each line and each tag: a sum over corners takes four times as long.
    (a, b), (c, d), (e, f), (g, h) = quad
    x, y = (a + c + e + g) / 4, (b + d + f + h) / 4
    return box.left <= x <= box.right and box.top <= y <= box.bottom
