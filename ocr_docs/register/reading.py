"""From a photo to what its register shows: find places, read each, read the best closely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.engines import Pixels, TextEngine, TextLine
from ocr_docs.findings import Digit, MeterReading
from ocr_docs.register import StripReading
from ocr_docs.register.candidates import Place, on_photo, on_strip, shown, strip_of
from ocr_docs.register.candidates_places import found_places, printed_places
from ocr_docs.register.candidates_ranking import closer_cut, likeness
from ocr_docs.register.candidates_upright import upright_support
from ocr_docs.register.close_reading import read_closely
from ocr_docs.register.drums import read_strips
from ocr_docs.register.geometry import corners, upright_box
from ocr_docs.register.lighting import brightened

_CONVINCING = 0.7
_FAIR, _UNLIKE, _UNREADABLE = 0.5, 0.9, 0.2
_CUT_AGAIN = 2
"""The best attempts that are cut close about their digits and read again."""

_ROOM_ENDS, _ROOM_TALL = 1.35, 3.0
"""What the close reading is given: steps beyond the outer digits, heights of a digit."""

_ROUNDS = 3
_SEARCH_SIDE = 960
_UPRIGHT = 0.7
"""How much print that reads along the register, or against it, counts in a choice."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A place, its strip and what was read on it."""

    place: Place
    strip: Pixels
    reading: StripReading

    @property
    def confidence(self) -> float:
        """The chance that the whole reading is right.

        The strip's own chance, less where its place looks little like drums, where drums
        were seen that were not read (or the other way round), or could not be read.
        """
        read = len(self.reading.digits)
        unlike = abs(read - self.place.drums) if self.place.drums else 0
        place = min(1.0, _FAIR + self.place.score)
        missed = _UNLIKE ** min(unlike, 2) * _UNREADABLE**self.reading.unreadable
        return float(self.reading.confidence * place * missed)

    @property
    def rank(self) -> float:
        """What the best of several attempts has most of."""
        # Of one register read in part and in whole, the part is often the surer reading.
        whole = (0.4 + 0.6 * self.place.score) * len(self.reading.digits)
        return likeness(self.reading) * (0.5 + self.reading.confidence) * whole


def read_register(pixels: Pixels, text: TextEngine) -> MeterReading | None:
    """The reading of the register on the upright photo, or None. Raises EngineFailed."""
    best: Attempt | None = None
    close: Attempt | None = None
    for made, lines in _searches(pixels, text):
        before, best = best, best_attempt(made, lines)
        if best is not before:
            close = closely_read(pixels, best) if best else None
        if close and close.confidence >= _CONVINCING:
            break
    return meter_reading(close) if close else None


def _searches(
    pixels: Pixels, text: TextEngine
) -> Iterator[tuple[list[Attempt], Sequence[TextLine]]]:
    """All attempts so far, and the lines of print once they are read: each search costs more."""
    made = attempts(pixels, found_places(pixels))
    yield made, ()
    if (lighter := brightened(pixels)) is not None:
        made += attempts(pixels, found_places(lighter))
        yield made, ()
    lines = text.read(pixels, characters=True, search_side=_SEARCH_SIDE)
    made += attempts(pixels, printed_places(lines))
    yield made, lines


def attempts(pixels: Pixels, places: Sequence[Place]) -> list[Attempt]:
    """Each place read, both ways up; the best of them cut again and read once more."""
    both = [way for place in places for way in (place, place.over())]
    made = sorted(_read(pixels, both), key=lambda attempt: -attempt.rank)
    again = [_closer(attempt) for attempt in made[:_CUT_AGAIN] if attempt.rank > 0]
    return [*made, *_read(pixels, again)]


def closely_read(pixels: Pixels, attempt: Attempt, *, rounds: int = _ROUNDS) -> Attempt:
    """The attempt's register cut out with room about it and read with many looks.

    Where that shows one more drum, there may be others behind it: it is cut and read again.
    """
    wide = closer_cut(attempt.reading, tall=_ROOM_TALL, ends=_ROOM_ENDS)
    quad = on_photo(attempt.place, attempt.strip, wide)
    place = Place(quad, 0, attempt.place.score)
    strip = strip_of(pixels, place)
    seen = [
        on_photo(attempt.place, attempt.strip, corners(digit.box))
        for digit in attempt.reading.digits
    ]
    digits = [upright_box(on_strip(place, strip, quad)) for quad in seen]
    close = Attempt(place, strip, read_closely(strip, digits, shown(pixels, place, strip)))
    if rounds > 1 and len(close.reading.digits) > len(attempt.reading.digits):
        return closely_read(pixels, close, rounds=rounds - 1)
    return close if close.reading.digits else attempt


def best_attempt(made: Sequence[Attempt], lines: Sequence[TextLine] = ()) -> Attempt | None:
    """The one most like a register, if any is like one; ``lines`` tell which way is up."""

    def rank(attempt: Attempt) -> float:
        return attempt.rank * (1 + _UPRIGHT * upright_support(lines, attempt.place.angle))

    best = max(made, key=rank, default=None)
    return best if best and best.rank > 0 else None


def _read(pixels: Pixels, places: Sequence[Place]) -> list[Attempt]:
    if not places:
        return []
    strips = [strip_of(pixels, place) for place in places]
    readings = read_strips(strips)
    return [Attempt(*made) for made in zip(places, strips, readings, strict=True)]


def _closer(attempt: Attempt) -> Place:
    quad = on_photo(attempt.place, attempt.strip, closer_cut(attempt.reading))
    return replace(attempt.place, quad=quad)


def meter_reading(attempt: Attempt) -> MeterReading:
    """The attempt in photo pixels."""
    digits = tuple(
        Digit(
            digit.text,
            upright_box(on_photo(attempt.place, attempt.strip, corners(digit.box))),
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
