"""Shipping-container numbers (ISO 6346) read from a photo and weighed. Pure but for the engine.

Every place is read several ways: as the engine saw it, cut again from the full pixels, and with
its characters laid side by side. Readings vote. The check digit chooses among readings that were
made; it never supplies a character that nobody read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from core.engines import Pixels, TextEngine, TextLine
from core.engines.strips import cut
from recognition.evidence import Candidate, Kind, Source
from recognition.judging.identifiers import is_container
from recognition.seeing.character_cells import character_cells, in_a_row, unframed
from recognition.seeing.closer_look import closer_lines
from recognition.seeing.container_codes import (
    LENGTH,
    as_number,
    as_owner,
    spelled,
    split_code,
)
from recognition.seeing.container_places import Part, Place, likely_places, stray_places
from recognition.seeing.line_spans import around

_MARGINS = (0.1, 0.25, 0.0)
"""Room around a line, in thicknesses: each try shows the recogniser other pixels."""

_AGREED = 2
"""So many views with one owner and one number, check digit passing, end the search."""

_SURE, _LIKELY, _DISPUTED, _FAILED = 0.98, 0.88, 0.5, 0.3
"""Agreed; read in one view; two readings pass; check digit fails. A wrong reading passes the
check digit once in eleven times, two wrong readings that agree hardly ever."""

_FAR = 2.5
"""A line so many times thinner than the largest one belongs to another container, further away;
the numbers on the roof and the door of one differ less."""

_View = tuple[Part, list[Pixels]]
"""One way of looking at a part; its pictures share their pixels."""


def find_containers(
    pixels: Pixels, lines: Sequence[TextLine], text: TextEngine
) -> tuple[Candidate, ...]:
    """Container numbers on the upright photo ``pixels``, the surest first.

    ``lines`` are all lines seen on the photo. Costs nothing but a look at them when none is
    like a container's marks. Stops at the first number beyond doubt. Raises EngineFailed.
    """
    found = _read_places(pixels, likely_places(lines), text)
    if not _any_passes(found):
        found += _read_places(pixels, stray_places(lines), text)
    if not _any_passes(found) and (closer := closer_lines(pixels, lines, text)):
        found += _read_places(pixels, [*likely_places(closer), *stray_places(closer)], text)
    surest = {one.value: one for one in sorted(found, key=lambda one: one.confidence)}
    return tuple(sorted(surest.values(), key=lambda one: -one.confidence))


def _any_passes(found: Iterable[Candidate]) -> bool:
    return any(all(candidate.checks.values()) for candidate in found)


def _read_places(pixels: Pixels, places: Iterable[Place], text: TextEngine) -> list[Candidate]:
    found: list[Candidate] = []
    largest = 0.0
    for place in places:
        largest = max(largest, place.thickness)
        found += _candidates(_read(pixels, place, text), place, largest)
        if found and found[-1].confidence == _SURE:
            break
    return found


@dataclass(slots=True)
class _Ballot:
    """In how many views each owner code and each number was read at one place."""

    owners: Counter[str] = field(default_factory=Counter)
    numbers: Counter[str] = field(default_factory=Counter)

    def cast(self, part: Part, texts: set[str]) -> None:
        """Count what was read in one view of ``part``: equal readings of one view count once."""
        halves = [_halves(part, text) for text in texts]
        self.owners.update({owner for text, _ in halves if (owner := as_owner(text))})
        self.numbers.update({number for _, text in halves if (number := as_number(text))})

    def ranked(self) -> list[tuple[bool, int, str]]:
        """(check digit passes, votes, value) of every pairing, the best first."""
        pairs = product(self.owners.items(), self.numbers.items())
        return sorted(
            (
                (is_container(owner + number), min(a, b), owner + number)
                for (owner, a), (number, b) in pairs
            ),
            reverse=True,
        )

    @property
    def settled(self) -> bool:
        return any(passes and votes >= _AGREED for passes, votes, _ in self.ranked())


def _halves(part: Part, text: str) -> tuple[str, str]:
    """Owner code and number in what was read of a part. What else got into the picture stands
    before the owner code or behind the number."""
    if part is Part.OWNER:
        return text[-4:], ""
    if part is Part.NUMBER:
        return "", text[:7]
    return split_code(text)


def _read(pixels: Pixels, place: Place, text: TextEngine) -> _Ballot:
    ballot = _Ballot()
    for part, span in place.parts():
        ballot.cast(part, {span.text})
    for margin in _MARGINS:
        views = [
            view
            for part, span in place.parts()
            for view in _views(cut(pixels, span.widened(margin)), part, stacked=span.runs_down)
        ]
        readings = iter(text.read_strips([picture for _, shown in views for picture in shown]))
        for part, shown in views:
            ballot.cast(part, {spelled(next(readings).text) for _ in shown})
        if ballot.settled:
            break
    return ballot


def _views(strip: Pixels, part: Part, *, stacked: bool) -> Iterator[_View]:
    """The strip itself, then its characters in a row where there are enough of them."""
    yield part, [strip]
    cells = character_cells(strip, stacked=stacked)
    if part is Part.WHOLE and len(cells) > LENGTH:
        yield part, [in_a_row(cells)]
    if part is Part.WHOLE and len(cells) >= LENGTH:
        yield Part.OWNER, [in_a_row(cells[:4])]
        yield Part.NUMBER, _number_rows(cells[4:LENGTH])
    elif part is Part.OWNER and len(cells) >= 4:
        yield Part.OWNER, [in_a_row(cells[-4:])]
    elif part is Part.NUMBER and len(cells) >= 7:
        yield Part.NUMBER, _number_rows(cells[:7])


def _number_rows(cells: list[Pixels]) -> list[Pixels]:
    """The number as it is, and once more without the frame of its check digit, if it has one."""
    bare = unframed(cells[-1])
    rows = [in_a_row(cells)]
    return rows if bare is cells[-1] else [*rows, in_a_row([*cells[:-1], bare])]


def _candidates(ballot: _Ballot, place: Place, largest: float) -> list[Candidate]:
    """The best reading of a place, if any; ``largest`` is the thickness of the largest place."""
    ranked = ballot.ranked()
    if not ranked:
        return []
    far = largest / place.thickness
    candidate = Candidate(
        value=ranked[0][2],
        kind=Kind.CONTAINER,
        sources=(Source.TEXT,),
        confidence=min(_confidence(ranked), 1.0 if far < _FAR else _DISPUTED),
        quad=around(place.spans),
        checks={"iso6346": ranked[0][0]},
    )
    return [candidate]


def _confidence(ranked: Sequence[tuple[bool, int, str]]) -> float:
    passes, votes, _ = ranked[0]
    if not passes:
        return _FAILED
    if any(rival[:2] == (True, votes) for rival in ranked[1:]):
        return _DISPUTED
    return _SURE if votes >= _AGREED else _LIKELY
