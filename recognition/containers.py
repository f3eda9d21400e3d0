"""Shipping-container numbers (ISO 6346) read from a photo and weighed. Pure but for the engine.

Every place is read several ways: as the engine saw it, cut again from the full pixels, and with
its characters laid side by side. Readings vote. The check digit chooses among readings that were
made; it never supplies a character that nobody read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

from core.engines import Pixels, TextEngine, TextLine
from core.engines.strips import cut
from core.geometry import Quad
from recognition.character_cells import character_cells, in_a_row
from recognition.container_places import (
    Place,
    Span,
    as_number,
    as_owner,
    container_places,
    spelled,
)
from recognition.evidence import Candidate, Kind, Source

_MARGINS = (0.1, 0.25, 0.0)
"""Room around a line, in thicknesses: each try shows the recogniser other pixels."""

_AGREED = 2
"""So many readings of owner and number, with a passing check digit, end the search."""


def find_containers(
    pixels: Pixels, lines: Iterable[TextLine], text: TextEngine
) -> tuple[Candidate, ...]:
    """Container numbers on the upright photo ``pixels``, the surest first.

    ``lines`` are all lines seen on the photo. Costs nothing but a look at them when none is
    like an owner code. Raises EngineFailed.
    """
    found: list[Candidate] = []
    places = container_places(lines)
    for place in places:
        candidate = _read_place(pixels, place, text)
        if candidate is None:
            continue
        found.append(candidate)
        if candidate.confidence > 0.9:
            break
    return tuple(sorted(found, key=lambda candidate: -candidate.confidence))


@dataclass(slots=True)
class _Ballot:
    """How often each owner code and each number was read at one place."""

    owners: Counter[str] = field(default_factory=Counter)
    numbers: Counter[str] = field(default_factory=Counter)

    def cast(self, size: int, text: str) -> None:
        """Count a reading of a stretch of ``size`` characters: 11, 4 or 7."""
        if size != 7 and (owner := as_owner(text[:4])):
            self.owners[owner] += 1
        digits = text[4:11] if size == 11 else text[:7]
        if size != 4 and (number := as_number(digits)):
            self.numbers[number] += 1

    def values(self) -> list[tuple[bool, int, str]]:
        """(check digit passes, votes, value) of every pairing, the best first."""
        pairs = product(self.owners.items(), self.numbers.items())
        ranked = [
            (check_digit_passes(owner + number), min(a, b), owner + number)
            for (owner, a), (number, b) in pairs
        ]
        return sorted(ranked, reverse=True)

    @property
    def settled(self) -> bool:
        ranked = self.values()
        return bool(ranked) and ranked[0][0] and ranked[0][1] >= _AGREED


def _read_place(pixels: Pixels, place: Place, text: TextEngine) -> Candidate | None:
    ballot = _Ballot()
    sizes = (11,) if len(place.spans) == 1 else (4, 7)
    for size, span in zip(sizes, place.spans, strict=True):
        ballot.cast(size, span.text)
    for margin in _MARGINS:
        strips = [
            strip
            for size, span in zip(sizes, place.spans, strict=True)
            for strip in _strips(pixels, span, size, margin)
        ]
        readings = text.read_strips([strip for _, strip in strips])
        for (size, _), line in zip(strips, readings, strict=True):
            ballot.cast(size, spelled(line.text))
        if ballot.settled:
            break
    return _candidate(ballot, place)


def _strips(pixels: Pixels, span: Span, size: int, margin: float) -> Iterator[tuple[int, Pixels]]:
    """Pictures to read for one stretch, each with the number of characters it should show."""
    strip = cut(pixels, span.widened(margin))
    yield size, strip
    cells = character_cells(strip, stacked=span.stacked)
    if size == 11 and len(cells) >= 11:
        yield 4, in_a_row(cells[:4])
        yield 7, in_a_row(cells[4:11])
    elif size != 11 and len(cells) >= size:
        yield size, in_a_row(cells[:size])


def _candidate(ballot: _Ballot, place: Place) -> Candidate | None:
    ranked = ballot.values()
    if not ranked:
        return None
    passes, _, value = ranked[0]
    return Candidate(
        value=value,
        kind=Kind.CONTAINER,
        sources=(Source.TEXT,),
        confidence=_confidence(ranked),
        quad=_quad(place),
        checks={"iso_6346": passes},
    )


def _confidence(ranked: list[tuple[bool, int, str]]) -> float:
    """A check digit lets one wrong reading in eleven pass, two agreeing wrong ones hardly any."""
    passes, votes, _ = ranked[0]
    rivals = [other for other in ranked[1:] if other[0] and other[1] == votes]
    if not passes:
        return 0.3
    if rivals:
        return 0.5
    return 0.97 if votes >= _AGREED else 0.85


def _quad(place: Place) -> Quad:
    first, last = place.spans[0].quad, place.spans[-1].quad
    return first[0], last[1], last[2], first[3]


def check_digit_passes(value: str) -> bool:
    """ISO 6346: letters count 10-38 without multiples of 11, weights 2**i, modulo 11, then 10."""
    alphabet = [number for number in range(10, 39) if number % 11]
    worth = [int(c) if c.isdigit() else alphabet[ord(c) - ord("A")] for c in value]
    total = sum(number << place for place, number in enumerate(worth[:10]))
    return total % 11 % 10 == worth[10]
