"""From a photo to what its register shows: find places, read each, keep the best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.engines import Pixels, TextEngine
from ocr_docs.documents import Digit, MeterReading
from ocr_docs.register import StripReading
from ocr_docs.register.candidates import Place, on_photo, strip_of
from ocr_docs.register.candidates_places import found_places, printed_places
from ocr_docs.register.drums import read_strips
from ocr_docs.register.geometry import upright_box

FEWEST_DIGITS = 4
"""Registers have four drums and more; shorter numbers are labels and dates."""

_CONVINCING = 0.5


@dataclass(frozen=True, slots=True)
class Attempt:
    """A place, its strip and what was read on it."""

    place: Place
    strip: Pixels
    reading: StripReading

    @property
    def confidence(self) -> float:
        """The chance that the whole reading is right: a register is there and read rightly.

        Drums that were seen but not read, or read but not seen, halve it for each.
        """
        if self.reading.unreadable:
            return 0.2 * self.reading.confidence * self.place.score
        read = len(self.reading.digits)
        unlike = abs(read - self.place.drums) if self.place.drums else 0
        return float(self.reading.confidence * self.place.score * 0.5**unlike)


def read_register(pixels: Pixels, text: TextEngine) -> MeterReading | None:
    """The reading of the register on the upright photo, or None. Raises EngineFailed."""
    best = best_attempt(attempts(pixels, found_places(pixels)))
    if best is None or best.confidence < _CONVINCING:
        others = attempts(pixels, printed_places(pixels, text))
        best = best_attempt([*([best] if best else []), *others])
    return None if best is None else meter_reading(best)


def attempts(pixels: Pixels, places: Sequence[Place]) -> list[Attempt]:
    """Each place read, both ways up."""
    if not places:
        return []
    both = [way for place in places for way in (place, place.over())]
    strips = [strip_of(pixels, place) for place in both]
    readings = read_strips(strips)
    return [
        Attempt(place, strip, reading)
        for place, strip, reading in zip(both, strips, readings, strict=True)
    ]


def best_attempt(made: Sequence[Attempt]) -> Attempt | None:
    """The likeliest of those with enough digits to be a register."""
    enough = [attempt for attempt in made if len(attempt.reading.digits) >= FEWEST_DIGITS]
    return max(enough, key=lambda attempt: attempt.confidence, default=None)


def meter_reading(attempt: Attempt) -> MeterReading:
    """The attempt in photo pixels."""
    digits = tuple(
        Digit(
            digit.text,
            upright_box(on_photo(attempt.place, attempt.strip, digit.box)),
            digit.confidence,
            digit.red,
        )
        for digit in attempt.reading.digits
    )
    return MeterReading(value_of(digits), digits, attempt.place.angle, attempt.confidence)


def value_of(digits: Sequence[Digit]) -> str:
    """The digits with a point before the first red one; a register all red has no point."""
    value = "".join(digit.text for digit in digits)
    reds = [index for index, digit in enumerate(digits) if digit.red]
    return f"{value[: reds[0]]}.{value[reds[0] :]}" if reds and reds[0] else value
