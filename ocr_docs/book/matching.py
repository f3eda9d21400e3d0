"""Printed words looked for in lines that were read, within a few misreadings. Pure.

A word is found as a part of a line: labels and the values beside them often come as one
line. The search is Sellers' approximate matching (J. Algorithms 1, 1980), a row of the
table at a time over all lines together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.engines import Character, TextLine
from core.engines.strips import part
from core.geometry import Quad
from ocr_docs.book.spelling import cost, glyphs, weight

MISREADINGS = 0.25
"""One letter in four may be misread."""

_APART = 100.0
"""What reaching over the end of a line costs: more than any word is long."""


class Sighting(NamedTuple):
    """A word seen in a line: the characters ``start`` to ``end`` of it, and where they are."""

    line: int
    start: int
    end: int
    quad: Quad
    misread: float


class Text:
    """The characters of lines, joined for searching."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        self._characters = [characters_of(line) for line in lines]
        self._letters = np.array(["\n", *self._joined()])
        steps = [_APART if letter == "\n" else cost(letter) for letter in self._letters]
        self._reach = np.cumsum(steps)
        self._where = [(-1, 0)] + [
            (line, place)
            for line, characters in enumerate(self._characters)
            for place in range(len(characters) + 1)
        ]

    def _joined(self) -> list[str]:
        return [c for line in self._characters for c in ([ch.text for ch in line] + ["\n"])]

    def find(self, word: str) -> list[Sighting]:
        """Where ``word`` stands, misread by a quarter at most; the best of overlapping places."""
        wanted = glyphs(word)
        limit = weight(wanted) * MISREADINGS
        ends = _search(self._letters, self._reach, wanted)
        found = [
            (float(ends[end]), self._start(int(end), wanted), int(end) + 1)
            for end in np.flatnonzero(ends <= limit)
        ]
        chosen: list[tuple[float, int, int]] = []
        for misread, start, end in sorted(found, key=lambda f: (f[0], f[1] - f[2])):
            if all(end <= other[1] or other[2] <= start for other in chosen):
                chosen.append((misread, start, end))
        return [self._sighting(*one) for one in chosen]

    def _start(self, end: int, wanted: str) -> int:
        """Where the best match that ends at ``end`` starts: the same search, backwards."""
        first = max(0, end + 1 - 2 * len(wanted))
        letters = self._letters[first : end + 1][::-1]
        costs = np.array([_APART if c == "\n" else cost(c) for c in letters])
        row = np.concatenate([[0.0], np.cumsum(costs)])
        row = _rows(row, letters, row.copy(), costs, wanted[::-1])
        return end + 1 - int(row.argmin())

    def _sighting(self, misread: float, start: int, end: int) -> Sighting:
        line, place = self._where[start]
        characters = self._characters[line][place : place + end - start]
        first, last = characters[0].quad, characters[-1].quad
        return Sighting(
            line, place, place + end - start, (first[0], last[1], last[2], first[3]), misread
        )


def characters_of(line: TextLine) -> tuple[Character, ...]:
    """The line's characters without blanks, spelt as ``glyphs`` spells them."""
    known = [c for c in line.characters if c.text.strip()] or _spread(line)
    wanted = glyphs("".join(c.text for c in known))
    if len(wanted) == sum(len(c.text) for c in known) == len(known):
        pairs = zip(wanted, known, strict=True)
        return tuple(Character(letter, c.quad, c.confidence) for letter, c in pairs)
    # Two signs made one: places keep their share of the line.
    return tuple(
        Character(letter, known[place].quad, known[place].confidence)
        for letter, place in zip(
            wanted, np.linspace(0, len(known) - 1, len(wanted)).round().astype(int), strict=True
        )
    )


def _spread(line: TextLine) -> list[Character]:
    letters = "".join(line.text.split())
    count = max(len(letters), 1)
    return [
        Character(letter, part(line.quad, i / count, (i + 1) / count), line.confidence)
        for i, letter in enumerate(letters)
    ]


def _search(
    letters: NDArray[np.str_], reach: NDArray[np.float64], wanted: str
) -> NDArray[np.float64]:
    """For each place of ``letters``, the cost of the best match of ``wanted`` ending there."""
    costs = np.diff(reach, prepend=0.0)
    table = np.concatenate([[0.0], reach])
    return _rows(np.zeros(len(letters) + 1), letters, table, costs, wanted)[1:]


def _rows(
    row: NDArray[np.float64],
    letters: NDArray[np.str_],
    reach: NDArray[np.float64],
    costs: NDArray[np.float64],
    wanted: str,
) -> NDArray[np.float64]:
    """The last row of the edit table of ``wanted`` against ``letters``, from its first ``row``."""
    for letter in wanted:
        own = cost(letter)
        swap = np.where(letters == letter, 0.0, np.maximum(costs, own))
        new = np.empty_like(row)
        new[0] = row[0] + own
        new[1:] = np.minimum(row[1:] + own, row[:-1] + swap)
        row = np.minimum.accumulate(new - reach) + reach
    return row
