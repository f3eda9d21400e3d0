"""Thai and Latin print together: this project's Thai reader, another engine's search and Latin."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from core.engines import Pixels, TextEngine, TextLine
from core.engines.ctc import THAI_LINES, CtcReader
from core.engines.ctc_lines import Reading
from core.engines.strips import search_size, turned_over, upside_down, whole
from core.engines.thai_choice import latin_runs, settled
from core.engines.thai_lines import Search, agreed
from core.engines.thai_readings import characters_in, reading_of, score_of, spelt
from core.engines.thai_strips import Strip, dark_on_light, strips_of
from core.geometry import Quad, turned_back

_COARSE = 0.5
"""The coarse search's picture is this large, next to the fine one's."""

_TELLING = 5
_SURELY_READ = 0.7
_CLEAR_GAIN = 0.25


class LatinEngine(TextEngine, Protocol):
    """A text engine that also tells where lines are without reading them."""

    def find(self, pixels: Pixels, *, search_side: int = 1280) -> list[Quad]: ...


class LineReader(Protocol):
    def read(self, strips: Sequence[Pixels]) -> list[Reading]: ...


class ThaiOcr:
    """A ``TextEngine`` for pages of Thai and Latin. Built over ``latin``, an engine in use.

    Lines are found by ``latin``, each read by the Thai reader, and their Latin words and
    numbers by ``latin`` once more (see ``thai_choice``). ``model`` names the Thai
    reader's network, ``threads`` bounds its threads, ``lowest_score`` drops lines whose
    mean character score is below it. Raises EngineUnavailable without the network.
    """

    def __init__(
        self,
        latin: LatinEngine,
        *,
        model: Path = THAI_LINES,
        threads: int = 2,
        lowest_score: float = 0.5,
        reader: LineReader | None = None,
    ) -> None:
        self._latin = latin
        self._reader = reader or CtcReader(model, threads=threads)
        self._lowest_score = lowest_score

    def read(
        self, pixels: Pixels, *, characters: bool = False, search_side: int = 1280
    ) -> list[TextLine]:
        """Lines of text, from the top downwards. Turned and upside-down pages are read too.

        Lines are looked for on two pictures, ``search_side`` and half of it at their
        longer sides; neither is enlarged. Raises EngineFailed.
        """
        strips = self._strips(pixels, search_side)
        turns = self._turns(strips)
        if turns:
            # Print is found best upright: upside down its marks are taken for lines.
            upright = np.ascontiguousarray(np.rot90(pixels, turns))
            strips = [
                Strip(strip.pixels, turned_back(strip.quad, turns, pixels.shape[:2]))
                for strip in self._strips(upright, search_side)
            ]
        found = self._read_upright(strips)
        readings = self._with_latin([strip.pixels for strip, _ in found], [r for _, r in found])
        lines = [
            _line(reading, strip.quad, characters)
            for (strip, _), reading in zip(found, readings, strict=True)
            if reading.text
        ]
        return [line for line in lines if line.confidence >= self._lowest_score]

    def read_strips(self, strips: Sequence[Pixels], *, characters: bool = False) -> list[TextLine]:
        """Read pictures that show one upright line each, in their order; nothing is dropped.

        A line's quad is in the pixels of its own strip. Raises EngineFailed.
        """
        dark = [dark_on_light(strip) for strip in strips]
        readings = self._with_latin(dark, self._reader.read(dark))
        return [
            _line(reading, whole(strip), characters)
            for reading, strip in zip(readings, strips, strict=True)
        ]

    def _strips(self, pixels: Pixels, search_side: int) -> list[Strip]:
        rows, cols = pixels.shape[:2]
        sides = [round(_COARSE * search_side), search_side]
        if max(rows, cols) <= sides[0]:
            sides = sides[1:]
        searches = [
            Search(
                self._latin.find(pixels, search_side=side), search_size(rows, cols, side)[0] / rows
            )
            for side in sides
        ]
        strips = [strip for quad in agreed(searches) for strip in strips_of(pixels, quad)]
        return sorted(strips, key=lambda strip: (strip.quad[0].y, strip.quad[0].x))

    def _turns(self, strips: list[Strip]) -> int:
        """Quarter turns to the left that put most of the print upright."""
        standing = [strip for strip in strips if _stands(strip)]
        lying = [strip for strip in strips if not _stands(strip)]
        most = max(lying, standing, key=lambda alike: sum(_length(strip) for strip in alike))
        if not most:
            return 0
        over = self._reads_better_over(most)
        return (3 if over else 1) if most is standing else (2 if over else 0)

    def _reads_better_over(self, strips: list[Strip]) -> bool:
        """Do the longest of ``strips`` read better upside down?"""
        telling = sorted(strips, key=_length, reverse=True)[:_TELLING]
        ways = (telling, [_over(strip) for strip in telling])
        upright, over = (self._reader.read([strip.pixels for strip in way]) for way in ways)
        return sum(map(score_of, over)) > sum(map(score_of, upright))

    def _read_upright(self, strips: list[Strip]) -> list[tuple[Strip, Reading]]:
        """Read all strips; those that stand, the way most of them read best."""
        standing = [strip for strip in strips if _stands(strip)]
        if standing and self._reads_better_over(standing):
            strips = [_over(strip) if _stands(strip) else strip for strip in strips]
        readings = self._reader.read([strip.pixels for strip in strips]) if strips else []
        return [self._surer_way(s, r) for s, r in zip(strips, readings, strict=True)]

    def _surer_way(self, strip: Strip, reading: Reading) -> tuple[Strip, Reading]:
        """A line that reads badly is read upside down too: labels stick to pages either way."""
        if score_of(reading) >= _SURELY_READ:
            return strip, reading
        over = _over(strip)
        (other,) = self._reader.read([over.pixels])
        return (
            (over, other) if score_of(other) > score_of(reading) + _CLEAR_GAIN else (strip, reading)
        )

    def _with_latin(self, strips: Sequence[Pixels], readings: Sequence[Reading]) -> list[Reading]:
        """``readings`` with their Latin words read again, all in one call."""
        runs = [latin_runs(reading) for reading in readings]
        pieces = [
            _piece(strip, run.left, run.right)
            for strip, own in zip(strips, runs, strict=True)
            for run in own
        ]
        answers = iter(
            reading_of(line, piece.shape[1])
            for line, piece in zip(
                self._latin.read_strips(pieces, characters=True) if pieces else [],
                pieces,
                strict=True,
            )
        )
        return [
            spelt(settled(reading, own, [next(answers) for _ in own]))
            for reading, own in zip(readings, runs, strict=True)
        ]


def _stands(strip: Strip) -> bool:
    return abs(strip.quad[1].y - strip.quad[0].y) > abs(strip.quad[1].x - strip.quad[0].x)


def _length(strip: Strip) -> float:
    height, width = strip.pixels.shape[:2]
    return float(width / height)


def _over(strip: Strip) -> Strip:
    return Strip(upside_down(strip.pixels), turned_over(strip.quad))


def _piece(strip: Pixels, left: float, right: float) -> Pixels:
    width = strip.shape[1]
    start = min(int(left * width), width - 1)
    return np.ascontiguousarray(strip[:, start : max(round(right * width), start + 1)])


def _line(reading: Reading, quad: Quad, characters: bool) -> TextLine:
    placed = characters_in(reading, quad) if characters else ()
    return TextLine(reading.text, quad, score_of(reading), placed)
