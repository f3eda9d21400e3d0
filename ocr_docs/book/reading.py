"""What one reader saw of a value. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

_POSTCODE = 5
_DOUBTFUL = 0.8
_LEADING = frozenset("เแโใไ")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader saw: ``score`` is its own opinion, the mean of its characters' (0-1).

    ``scores`` are those of the characters of ``text`` but blanks, empty where not known;
    ``measured`` tells whether its blanks were measured on the paper.
    """

    text: str
    score: float
    lowest: float = 1.0
    scores: tuple[float, ...] = ()
    measured: bool = False


def reading_of(text: str, scores: Sequence[float]) -> Reading:
    """A reading of ``text`` with the scores of its characters but blanks."""
    known = list(scores) or [0.0]
    fit = len(scores) == len("".join(text.split()))
    return Reading(text, sum(known) / len(known), min(known), tuple(scores) if fit else ())


def joined(lines: Sequence[Reading]) -> Reading:
    """The lines of one value as one reading of it."""
    if len(lines) == 1:
        return lines[0]
    scores = [score for line in lines for score in line.scores]
    return reading_of(" ".join(line.text for line in lines if line.text), scores)


def without_head(reading: Reading, count: int) -> Reading:
    """``reading`` without the first ``count`` characters of its text."""
    lost = len("".join(reading.text[:count].split()))
    return replace(reading, text=reading.text[count:], scores=reading.scores[lost:])


def without_strays(reading: Reading) -> Reading:
    """``reading`` of words without what stands after them and is none, and was hardly read.

    Stamps and specks behind a name or an address are read as a digit or a sign or two.
    """
    words = reading.text.split()
    scores = list(reading.scores)
    while len(words) > 1 and scores and _is_stray(words[-1], scores[-len(words[-1]) :]):
        del scores[-len(words.pop()) :]
    if len(scores) == len(reading.scores):
        return reading
    return reading_of(" ".join(words), scores)


def _is_stray(word: str, scores: Sequence[float]) -> bool:
    """Whether ``word`` is doubtful, and no word: a postcode of five digits is one.

    A vowel that stands before its letter is none by itself, however surely it was read.
    """
    if word in _LEADING:
        return True
    is_word = any("ก" <= letter <= "ฮ" for letter in word) and len(word) > 1
    postcode = word.isdigit() and len(word) == _POSTCODE
    return not is_word and not postcode and sum(scores) / len(scores) < _DOUBTFUL
