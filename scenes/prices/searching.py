"""The search of a photo for print that may be prices, which needs nothing but its pixels. Pure.

So it can go on beside the search for facings: see ``Search.begin``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from core.engines import Pixels, TextEngine
from core.geometry import Quad
from scenes.prices.belonging import tags_among
from scenes.prices.candidates import Candidate, candidate_of
from scenes.prices.cents import joined
from scenes.prices.packs import without_packs_print
from scenes.prices.prints import (
    Print,
    lines_found,
    may_be_price,
    read_prints,
    search_scale,
    tiled,
)
from scenes.prices.settling import settled, without_doubles
from scenes.prices.wholes import with_wholes
from scenes.realogram import Facing, ShelfLine

_WHOLE = 0.95
"""A photo searched at this scale or larger needs no second search in tiles."""

_SMALL_PRINT = 8.0
"""Digits lower than this, pixels in the picture that is searched, are often missed."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What may be prices, read, and where lines are that were not read: they are too long."""

    prints: tuple[Print, ...]
    unread: tuple[Quad, ...]


class Search:
    """The print of one photo, each part found and read when it is first asked for."""

    def __init__(self, pixels: Pixels, text: TextEngine) -> None:
        self.pixels, self.text = pixels, text
        self.scale = search_scale(*pixels.shape[:2])
        self._known: dict[Print, Candidate | None] = {}

    def begin(self) -> Search:
        """Do all that will probably be needed. Raises EngineFailed."""
        if self.is_too_coarse(self.tags(self.whole.prints)):
            _ = self.tiles
        return self

    @cached_property
    def whole(self) -> Lines:
        """What the whole photo shows, made smaller where it is large. Raises EngineFailed."""
        return self._read(lines_found(self.pixels, self.text))

    @cached_property
    def tiles(self) -> Lines:
        """What its quarters show besides. Raises EngineFailed."""
        known = [line.quad for line in self.whole.prints]
        return self._read(tiled(self.pixels, self.text, known=known))

    def is_too_coarse(self, tags: Sequence[Candidate]) -> bool:
        """Are the photo's quarters to be searched too, where the whole of it led to ``tags``?"""
        usual = median([tag.main.height for tag in tags if tag.main] or [0.0])
        return self.scale < _WHOLE and (len(tags) < 2 or usual * self.scale < _SMALL_PRINT)

    def tags(
        self,
        prints: Sequence[Print],
        facings: Sequence[Facing] = (),
        shelves: Sequence[ShelfLine] = (),
    ) -> list[Candidate]:
        """Which of ``prints`` stand on tags, and where those end."""
        lines = without_packs_print(prints, facings)
        found = [one for line in lines if (one := self._candidate(line)) is not None]
        every = settled(found, *self.pixels.shape[:2])
        return without_doubles(tags_among(every, facings, shelves))

    def said_at(self, quads: Sequence[Quad]) -> list[Print]:
        """What may be prices at ``quads``, raised cents behind their whole numbers."""
        lines = joined(read_prints(self.pixels, quads, self.text))
        return with_wholes(self.pixels, lines, self.text)

    def _read(self, quads: Sequence[Quad]) -> Lines:
        """Read the lines that may be prices, keep the others for later."""
        short = [quad for quad in quads if may_be_price(quad)]
        unread = tuple(quad for quad in quads if not may_be_price(quad))
        return Lines(tuple(self.said_at(short)), unread)

    def _candidate(self, line: Print) -> Candidate | None:
        # Its outline takes milliseconds, and it is asked for with each further find.
        if line not in self._known:
            self._known[line] = candidate_of(self.pixels, line)
        return self._known[line]
