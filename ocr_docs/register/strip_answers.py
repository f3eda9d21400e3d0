"""What the strip network answers, column by column, as digits. Pure.

Answers have shape (CHANNELS, steps): logits of the ten digits, then one row each for the
names below. Pixels here are the canvas's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.geometry import Box

STEP = 2
"""Pixels of the canvas's width for each answer."""

DIGIT = 10
CENTRE, BETWEEN, DECIMAL, ASIDE, BROAD, MIDDLE, TALL = range(DIGIT, DIGIT + 7)
CHANNELS = DIGIT + 7
BOX_UNIT = 16.0
"""Pixels that a box's numbers are counted in."""

_FAINTEST = 0.12
_OVERLAP = 0.55

Answers = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A place where a digit seems to be.

    ``chances`` of the ten digits add up to 1; ``presence`` is that a digit is here at all,
    ``decimal`` that it is one behind the point; ``between`` as in ``StripDigit``.
    """

    chances: NDArray[np.float64]
    presence: float
    between: float
    decimal: float
    box: Box

    @property
    def digit(self) -> int:
        return int(self.chances.argmax())

    @property
    def middle(self) -> float:
        return (self.box.left + self.box.right) / 2


def candidates(answers: Answers) -> list[Candidate]:
    """Digits from left to right, doubles left out, faint ones kept."""
    presence = _sigmoid(answers[CENTRE])
    beside = np.pad(presence, 2)
    highest = np.max([beside[shift : shift + len(presence)] for shift in range(5)], axis=0)
    peaks = np.flatnonzero((presence >= highest) & (presence > _FAINTEST))
    found = [_candidate(answers, presence, int(peak)) for peak in peaks]
    return without_doubles(found)


def without_doubles(found: list[Candidate]) -> list[Candidate]:
    """``found`` from left to right; of two in one place, the one more surely there."""
    kept: list[Candidate] = []
    for candidate in sorted(found, key=lambda each: -each.presence):
        if all(not _same_place(candidate, other) for other in kept):
            kept.append(candidate)
    return sorted(kept, key=lambda each: each.middle)


def _same_place(one: Candidate, other: Candidate) -> bool:
    reach = _OVERLAP * max(one.box.width, other.box.width, 0.4 * one.box.height)
    return abs(one.middle - other.middle) < reach


def _candidate(answers: Answers, presence: NDArray[np.float64], peak: int) -> Candidate:
    """Answers about the peak's column and its neighbours, averaged by their presence."""
    around = slice(max(peak - 1, 0), peak + 2)
    weights = presence[around] / presence[around].sum()
    answer = answers[:, around].astype(np.float64)
    columns = (np.arange(answers.shape[1])[around] + 0.5) * STEP
    mean = answer @ weights
    middle = float(((columns + answer[ASIDE] * BOX_UNIT) * weights).sum())
    broad, tall = (max(float(mean[row]) * BOX_UNIT, 2.0) for row in (BROAD, TALL))
    height = float(mean[MIDDLE]) * BOX_UNIT
    box = Box(middle - broad / 2, height - tall / 2, middle + broad / 2, height + tall / 2)
    chances = np.exp(mean[:DIGIT] - mean[:DIGIT].max())
    between, decimal = _sigmoid(mean[[BETWEEN, DECIMAL]])
    return Candidate(
        chances / chances.sum(), float(presence[peak]), float(between), float(decimal), box
    )


def _sigmoid(logits: NDArray[np.floating]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-np.asarray(logits, np.float64))), np.float64)
