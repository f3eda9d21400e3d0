"""What other looks at a value saw that the best one is known to miss. Pure.

Nothing is put in that no reading has.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from ocr_docs.book.kinds import KIND_OF, Kind
from ocr_docs.book.reading import Reading
from ocr_docs.book.rules import RULES
from ocr_docs.book.spelling import glyphs

_TAKEN_FOR = frozenset(("Z2", "J1"))
"""The first of these is read as the second, hardly ever the other way round: in codes on 210
drawn books Z was read as 2 in 28 of 269 cases and J as 1 in 7 of 248, but 2 as Z in one of
1032, which was unsure, and 1 as J in none of 860."""

_SURE, _SURE_MARK = 0.7, 0.8
"""So sure must a reading be of a letter or a mark that the best one has not."""

_ROUND = frozenset("OQ")
"""Beside a digit these are zeros that were misread, if another reading has a zero."""

_ALIKE = 0.7
_MOST_MARKS = 2


def put_right(key: str, value: str, best: Reading, others: Sequence[Reading]) -> str:
    """``value``, judged from the reading ``best``, with what ``others`` of its writing tell."""
    kind = KIND_OF[key]
    if kind in (Kind.CODE, Kind.CHASSIS):
        for other in others:
            value = _unlike(value, other)
    if kind is Kind.WORDS:
        marked = best
        for other in others:
            marked = _marked(marked, other)
        judged = RULES[kind](key, marked) if marked.text != best.text else None
        return judged.value if judged else value
    return value


def _unlike(value: str, other: Reading) -> str:
    """``value`` with the letters that ``other``, of as many, is sure of and it has misread."""
    mine = glyphs(value)
    seen = [
        (letter, score)
        for letter, score in zip(_bare(other).upper(), other.scores, strict=False)
        if letter != "."
    ]
    if len(seen) != len(mine):
        return value
    found = iter(
        their if score > _SURE and _is_misread(mine, place, their) else mine[place]
        for place, (their, score) in enumerate(seen)
    )
    return "".join(letter if letter == " " else next(found) for letter in value)


def _is_misread(mine: str, place: int, their: str) -> bool:
    letter = mine[place]
    if letter in _ROUND and their == "0":
        return any(map(str.isdigit, mine[max(place - 1, 0) : place] + mine[place + 1 : place + 2]))
    return their + letter in _TAKEN_FOR


def _marked(best: Reading, other: Reading) -> Reading:
    """``best`` with the marks that ``other`` surely has on the same letters."""
    mine, theirs = _bare(best), _bare(other)
    match = SequenceMatcher(None, mine, theirs, autojunk=False)
    if not mine or not theirs or match.ratio() < _ALIKE:
        return best
    text, scores, start = list(best.text), list(best.scores), _places(best.text)
    for what, place, _, low, high in reversed(match.get_opcodes()):
        sure = [score > _SURE_MARK for score in other.scores[low:high]]
        if what == "insert" and all(sure) and _has_room(mine, place, theirs[low:high]):
            at = start[place - 1] + 1
            text[at:at], scores[place:place] = theirs[low:high], other.scores[low:high]
    return replace(best, text="".join(text), scores=tuple(scores))


def _has_room(letters: str, place: int, marks: str) -> bool:
    """Whether ``marks`` may be put in before the letter at ``place``: a letter has two."""
    before = letters[max(place - _MOST_MARKS, 0) : place]
    return bool(before) and all(map(_is_mark, marks)) and not all(map(_is_mark, before))


def _bare(reading: Reading) -> str:
    """The characters but blanks; none where their scores are not known."""
    letters = "".join(reading.text.split())
    return letters if len(letters) == len(reading.scores) else ""


def _places(text: str) -> list[int]:
    """Where in ``text`` its characters but blanks are."""
    return [place for place, letter in enumerate(text) if not letter.isspace()]


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) == "Mn"
