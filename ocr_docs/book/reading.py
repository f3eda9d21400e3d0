"""What one reader saw of a value. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader saw: ``score`` is its own opinion, the mean of its characters' (0-1).

    ``scores`` are those of the characters of ``text`` but blanks, empty where not known.
    """

    text: str
    score: float
    lowest: float = 1.0
    scores: tuple[float, ...] = ()


def reading_of(text: str, scores: Sequence[float]) -> Reading:
    """A reading of ``text`` with the scores of its characters but blanks."""
    known = list(scores) or [0.0]
    fit = len(scores) == len("".join(text.split()))
    return Reading(text, sum(known) / len(known), min(known), tuple(scores) if fit else ())


def without_head(reading: Reading, count: int) -> Reading:
    """``reading`` without the first ``count`` characters of its text."""
    lost = len("".join(reading.text[:count].split()))
    return Reading(reading.text[count:], reading.score, reading.lowest, reading.scores[lost:])
