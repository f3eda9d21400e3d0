"""Shipping-container numbers (ISO 6346) read from a photo and weighed. Pure but for the engine.

Every place is read several ways: as the engine saw it, cut again from the full pixels, and with
its characters laid side by side. Readings vote. The check digit chooses among readings that were
made; it never supplies a character that nobody read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from core.engines import Pixels, TextEngine, TextLine
from core.engines.strips import cut
from core.geometry import Quad
from recognition.character_cells import character_cells, in_a_row, unframed
from recognition.container_places import (
    LENGTH,
    Part,
    Place,
    as_number,
    as_owner,
    container_places,
    spelled,
)
from recognition.evidence import Candidate, Kind, Source
from recognition.identifiers import is_container

_MARGINS = (0.1, 0.25, 0.0)
"""Room around a line, in thicknesses: each try shows the recogniser other pixels."""

_AGREED = 2
"""So many readings of owner and number, with a passing check digit, end the search."""


def find_containers(
    pixels: Pixels, lines: Sequence[TextLine], text: TextEngine
) -> tuple[Candidate, ...]:
    """Container numbers on the upright photo ``pixels``, the surest first.

    ``lines`` are all lines seen on the photo. Costs nothing but a look at them when none is
    like an owner code. Raises EngineFailed.
    """
    found: dict[str, Candidate] = {}
    for place in container_places(lines):
        candidate = _read_place(pixels, place, text)
        if candidate is None:
            continue
        known = found.setdefault(candidate.value, candidate)
        found[candidate.value] = max(known, candidate, key=lambda one: one.confidence)
        if candidate.confidence > 0.9:
            break
    return tuple(sorted(found.values(), key=lambda candidate: -candidate.confidence))


_View = tuple[Part, list[Pixels]]
"""One way of looking at a part; its pictures share their pixels."""


@dataclass(slots=True)
class _Ballot:
    """How often each owner code and each number was read at one place."""

    owners: Counter[str] = field(default_factory=Counter)
    numbers: Counter[str] = field(default_factory=Counter)

    def cast(self, part: Part, texts: set[str]) -> None:
        """Count what was read in one view of ``part``: equal readings of one view count once."""
        halves = [_split(part, text) for text in texts]
        self.owners.update({owner for text, _ in halves if (owner := as_owner(text))})
        self.numbers.update({number for _, text in halves if (number := as_number(text))})

    def values(self) -> list[tuple[bool, int, str]]:
        """(check digit passes, votes, value) of every pairing, the best first."""
        pairs = product(self.owners.items(), self.numbers.items())
        ranked = [
            (is_container(owner + number), min(a, b), owner + number)
            for (owner, a), (number, b) in pairs
        ]
        return sorted(ranked, reverse=True)

    @property
    def settled(self) -> bool:
        ranked = self.values()
        return bool(ranked) and ranked[0][0] and ranked[0][1] >= _AGREED


def _read_place(pixels: Pixels, place: Place, text: TextEngine) -> Candidate | None:
    ballot = _Ballot()
    for part, span in place.parts():
        ballot.cast(part, {spelled(span.text)})
    for margin in _MARGINS:
        views = [
            view
            for part, span in place.parts()
            for view in _views(cut(pixels, span.widened(margin)), part, stacked=span.stacked)
        ]
        readings = iter(text.read_strips([picture for _, shown in views for picture in shown]))
        for part, shown in views:
            ballot.cast(part, {spelled(next(readings).text) for _ in shown})
        if ballot.settled:
            break
    return _candidate(ballot, place)


def _split(part: Part, text: str) -> tuple[str, str]:
    """Owner code and number in what was read of a part. More characters may have got in: the
    number stands behind its owner code, so they are before the one and behind the other."""
    if part is Part.OWNER:
        return text[-4:], ""
    if part is Part.NUMBER:
        return "", text[:7]
    starts = (i for i in range(len(text) - LENGTH + 1) if as_owner(text[i : i + 4]))
    start = next((i for i in starts if as_number(text[i + 4 : i + LENGTH])), 0)
    return text[start : start + 4], text[start + 4 : start + LENGTH]


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
        checks={"iso6346": passes},
    )


def _confidence(ranked: list[tuple[bool, int, str]]) -> float:
    """A check digit lets one wrong reading in eleven pass, two agreeing wrong ones hardly any."""
    passes, votes, _ = ranked[0]
    rivals = [other for other in ranked[1:] if other[0] and other[1] == votes]
    if not passes:
        return 0.3
    if rivals:
        return 0.5
    return 0.98 if votes >= _AGREED else 0.88


def _quad(place: Place) -> Quad:
    first, last = place.spans[0].quad, place.spans[-1].quad
    return first[0], last[1], last[2], first[3]
