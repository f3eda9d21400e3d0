"""What was already read at a place: the first reading of the whole photo as a witness. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from core.engines import Character, TextLine
from core.geometry import Box
from ocr_docs.book.reading import Reading, reading_of
from ocr_docs.book.rectifying import Flat
from ocr_docs.book.slots import EM

_ROOM = 0.3 * EM


class _Seen(NamedTuple):
    letter: str
    blank_before: bool
    line: int
    x: float
    y: float
    score: float


class Witness:
    """Every character of the first reading, placed on one flat page."""

    def __init__(self, lines: Sequence[TextLine], flat: Flat) -> None:
        self._seen: list[_Seen] = []
        middles, marks = [], []
        for number, line in enumerate(lines):
            for blank, character in _with_blanks(line):
                middles.append(np.mean(np.array(character.quad, np.float64), axis=0))
                marks.append((character, blank, number))
        if not middles:
            return
        for (x, y), (character, blank, number) in zip(
            flat.from_photo(np.array(middles)), marks, strict=True
        ):
            self._seen.append(
                _Seen(character.text, blank, number, float(x), float(y), character.confidence)
            )

    def at(self, boxes: Sequence[Box]) -> list[Reading | None]:
        """What was read in each of ``boxes`` (lines of one value, flat pixels), None for nothing.

        Boxes of lines overlap where signs reach far: a letter is of the line it is nearest to.
        """
        parts: list[list[_Seen]] = [[] for _ in boxes]
        for seen in self._seen:
            around = [box for box in boxes if _is_in(box, seen)]
            if around:
                nearest = min(around, key=lambda box: abs(box.top + box.bottom - 2 * seen.y))
                parts[boxes.index(nearest)].append(seen)
        return [
            reading_of(_joined(part), [seen.score for seen in part]) if part else None
            for part in parts
        ]


def _is_in(box: Box, seen: _Seen) -> bool:
    return box.left - _ROOM < seen.x < box.right + _ROOM and box.top < seen.y < box.bottom


def _joined(part: list[_Seen]) -> str:
    text = ""
    for place, seen in enumerate(part):
        apart = seen.blank_before or (place and part[place - 1].line != seen.line)
        text += (" " if apart and place else "") + seen.letter
    return text


def _with_blanks(line: TextLine) -> list[tuple[bool, Character]]:
    """The line's characters, each with whether a blank stands before it."""
    found, characters, blank = [], iter(line.characters), False
    for letter in line.text:
        if letter.isspace():
            blank = True
            continue
        character = next(characters, None)
        if character is None:
            break
        found.append((blank, character))
        blank = False
    return found
