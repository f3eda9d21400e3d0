"""What a vision model says of a registration book, as far as it stands on the page. Pure.

A model may say what stands in a field, never what stands on the page: a value counts only
where the local engines read the same letters, and is returned with their quads.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from core.engines import Character, TextLine
from core.geometry import Box, Quad, box_of
from ocr_docs.book.lists import KEYS
from ocr_docs.book.matching import characters_of
from ocr_docs.book.spelling import glyphs, normal
from ocr_docs.findings import Field, Fields

_LEAST_LETTERS = 3
"""Shorter values stand somewhere on every page: finding them proves nothing."""

_MOST_LETTERS = 300
_DOT = "."
_DECIMAL = re.compile(r"\d\.\d")

_UNSIGNED = 0.9
"""What is left of a confidence where vowel signs or tone marks were read otherwise."""


def grounded(answer: Mapping[str, Any], page_lines: Sequence[TextLine]) -> Fields:
    """The values of ``answer`` that stand once among ``page_lines``, with the quads of these.

    Letters and digits must be the same; Thai signs above and below them may have been read
    otherwise. Where several keys share a value that stands as often, each has its own place,
    in the order of the book.
    """
    page = [_Line(line) for line in page_lines]
    values = {key: normal(answer[key]) for key in KEYS if isinstance(answer.get(key), str)}
    found: Fields = {}
    for value in dict.fromkeys(values.values()):
        sharing = [key for key in values if values[key] == value]
        places = _places(page, value) or _wrapped(page, value)
        if len(places) == len(sharing):
            found |= {key: _field(value, place) for key, place in zip(sharing, places, strict=True)}
    return found


class _Place(NamedTuple):
    """Where a value stands: its characters, a group for each printed line, and how it was read."""

    lines: tuple[tuple[Character, ...], ...]
    read: str
    bounded: bool

    @property
    def order(self) -> tuple[float, float]:
        return self.box.top, self.box.left

    @property
    def box(self) -> Box:
        return box_of(corner for line in self.lines for c in line for corner in c.quad)

    @property
    def confidence(self) -> float:
        return min(c.confidence for line in self.lines for c in line)


class _Line:
    """A line's letters alone, without blanks, dots and signs above or below, and their places.

    Books have dotted lines to write on: a dot may stand between any two letters.
    """

    def __init__(self, line: TextLine) -> None:
        self._characters = characters_of(line)
        self._bare = [i for i, c in enumerate(self._characters) if not _is_small(c.text)]
        self.letters = "".join(self._characters[i].text for i in self._bare)
        self._word_ends = {*_word_ends(line.text), len(self._characters)}

    def find(self, wanted: str) -> Iterator[_Place]:
        """Every place of the letters ``wanted`` that does not cut a Latin word or a number."""
        start = self.letters.find(wanted)
        while start >= 0:
            end = start + len(wanted)
            if not (self._cuts(start) or self._cuts(end)):
                yield self._place(self._bare[start], self._after(self._bare[end - 1]))
            start = self.letters.find(wanted, start + 1)

    def _place(self, first: int, last: int) -> _Place:
        characters = self._characters[first:last]
        read = "".join(c.text for c in characters)
        letters = tuple(c for c in characters if c.text != _DOT)
        return _Place((letters,), read, self._ends_word(first) and self._ends_word(last))

    def _after(self, place: int) -> int:
        """Where the letter at ``place`` and the signs above and below it end."""
        place += 1
        while place < len(self._characters) and _is_sign(self._characters[place].text):
            place += 1
        return place

    def _ends_word(self, place: int) -> bool:
        beside = self._characters[max(place - 1, 0) : place + 1]
        return place in self._word_ends or any(c.text == _DOT for c in beside)

    def _cuts(self, letter: int) -> bool:
        """Whether a Latin word or a number goes on from the letter before to ``letter``."""
        if not 0 < letter < len(self.letters):
            return False
        before, after = self._bare[letter - 1], self._bare[letter]
        apart = any(place in self._word_ends for place in range(before + 1, after + 1))
        return not apart and all(map(_is_latin, self.letters[letter - 1 : letter + 1]))


def _places(page: Sequence[_Line], value: str) -> list[_Place]:
    """Where ``value`` stands in one line, from the top downwards; whole words go first."""
    wanted = _bare(value)
    if not _LEAST_LETTERS <= len(wanted) <= _MOST_LETTERS:
        return []
    places = [place for line in page for place in line.find(wanted)]
    places = [place for place in places if _has_points(place.read, value)]
    places = [place for place in places if place.bounded] or places
    return sorted(_apart(places), key=lambda place: place.order)


def _apart(places: Sequence[_Place]) -> list[_Place]:
    """Of readings of the same print, by several engines or twice, the surest."""
    kept: list[_Place] = []
    for place in sorted(places, key=lambda place: -place.confidence):
        if not any(_holds(other.box, place.box) for other in kept):
            kept.append(place)
    return kept


def _holds(box: Box, other: Box) -> bool:
    across, down = (other.left + other.right) / 2, (other.top + other.bottom) / 2
    return box.left < across < box.right and box.top < down < box.bottom


def _wrapped(page: Sequence[_Line], value: str) -> list[_Place]:
    """Where ``value`` stands in two lines, the second one lower; only if each part stands once."""
    words = value.split()
    for cut in range(len(words) - 1, 0, -1):
        heads, tails = _places(page, " ".join(words[:cut])), _places(page, " ".join(words[cut:]))
        if len(heads) == len(tails) == 1 and heads[0].order < tails[0].order:
            head, tail = heads[0], tails[0]
            return [_Place(head.lines + tail.lines, head.read + tail.read, bounded=True)]
    return []


def _has_points(read: str, value: str) -> bool:
    """Whether the decimal points of ``value`` were read: other dots may be a line's."""
    if not _DECIMAL.search(value):
        return True
    rest = iter(read)
    return all(letter in rest for letter in glyphs(value))


def _field(value: str, place: _Place) -> Field:
    same = place.read.replace(_DOT, "") == glyphs(value).replace(_DOT, "")
    quads = tuple(_around(line) for line in place.lines)
    return Field(value, quads, place.confidence * (1.0 if same else _UNSIGNED))


def _around(characters: Sequence[Character]) -> Quad:
    first, last = characters[0].quad, characters[-1].quad
    return first[0], last[1], last[2], first[3]


def _word_ends(text: str) -> Iterator[int]:
    """Where words begin and end, counted in characters that are not blanks."""
    end = 0
    yield end
    for word in text.split():
        end += len(glyphs(word))
        yield end


def _bare(text: str) -> str:
    return "".join(letter for letter in glyphs(text) if not _is_small(letter))


def _is_small(letter: str) -> bool:
    return letter == _DOT or _is_sign(letter)


def _is_sign(letter: str) -> bool:
    return unicodedata.category(letter) == "Mn"


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()
