"""Two readings of the same writing, cut out in two ways, put together. Pure.

Heavy ink fills the loops of Thai letters, and small marks fade: what one reading is in
doubt about the other may have seen, for each was made from a picture of another size.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple

from ocr_docs.book.reading import Reading

_ALIKE = 0.7
"""Readings less alike (0-1) are not of the same writing."""

_LOST, _PUT_IN = 0.35, 0.9
"""A letter that one reading alone has is left out below this score; a mark is put in above this.

Marks above and below letters are small and get lost; whole letters that one reading alone has
are mostly one letter seen twice."""


class _Letter(NamedTuple):
    text: str
    blank_before: bool
    score: float


def together(first: Reading, other: Reading) -> Reading:
    """``first`` with those letters that ``other`` is surer of, as sure as ``first`` is.

    What only ``other`` has at the ends is left out: it may be of other writing. Readings
    that are not alike, or without scores, leave ``first`` as it is.
    """
    one, two = _letters(first), _letters(other)
    match = SequenceMatcher(None, [a.text for a in one], [b.text for b in two], autojunk=False)
    if not one or not two or match.ratio() < _ALIKE:
        return first
    steps = match.get_opcodes()
    found: list[_Letter] = []
    for place, (what, start, end, low, high) in enumerate(steps):
        mine, theirs = one[start:end], two[low:high]
        inside = 0 < place < len(steps) - 1 or len(mine) == len(theirs)
        found += _surer(mine, theirs) if inside and what != "equal" else mine
    text = "".join(" " * letter.blank_before + letter.text for letter in found)
    return replace(first, text=text.strip(), scores=tuple(letter.score for letter in found))


def _surer(mine: list[_Letter], theirs: list[_Letter]) -> list[_Letter]:
    """Which of two readings of one place: nothing, where the only one is in doubt."""
    if not mine:
        return theirs if _mean(theirs) > _PUT_IN and all(map(_is_mark, theirs)) else []
    if not theirs:
        return mine if _mean(mine) > _LOST else []
    return theirs if _mean(theirs) > _mean(mine) else mine


def _is_mark(letter: _Letter) -> bool:
    return unicodedata.category(letter.text) == "Mn"


def _mean(letters: list[_Letter]) -> float:
    return sum(letter.score for letter in letters) / len(letters)


def _letters(reading: Reading) -> list[_Letter]:
    """The characters but blanks; none where their scores are not known."""
    if len("".join(reading.text.split())) != len(reading.scores):
        return []
    found, blank, scores = [], False, iter(reading.scores)
    for letter in reading.text:
        if not letter.isspace():
            found.append(_Letter(letter, blank, next(scores)))
        blank = letter.isspace()
    return found
