"""Registers of meters: what a counter shows, once its place on the photo is known.

A strip is the picture of one register: an RGB array, ``uint8``, shape (height, width, 3),
reading from left to right. Boxes are in pixels of that strip. Confidences are
probabilities (0-1).
"""

from __future__ import annotations

from dataclasses import dataclass

from core.geometry import Box


@dataclass(frozen=True, slots=True)
class StripDigit:
    """One digit: ``text`` is one of 0-9, ``confidence`` is that this digit is right.

    ``red`` tells a decimal: a drum, a digit or a frame in red among others that are not, a
    last drum printed the other way round, a digit behind the point of a display.
    ``between`` is how far a drum has turned: 0 when still, 1 when half-way to the next digit.
    """

    text: str
    box: Box
    confidence: float
    red: bool
    between: float


@dataclass(frozen=True, slots=True)
class StripReading:
    """Digits from left to right.

    ``confidence`` is that every digit is there and right; ``unreadable`` counts the
    places where a drum is but no digit could be read.
    """

    digits: tuple[StripDigit, ...]
    confidence: float
    unreadable: int
