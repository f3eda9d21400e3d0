"""The values of writing that was found: read, judged, and in doubt looked at in other ways.

Pure but for the engines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from core.engines import Pixels, TextEngine, TextLine
from ocr_docs.book.band import Inked
from ocr_docs.book.blanks import spaced
from ocr_docs.book.checks import plate
from ocr_docs.book.closer import closer
from ocr_docs.book.kinds import KIND_OF, LATIN, MEASURED, SHORTEST, Kind
from ocr_docs.book.labels import tail, without_label
from ocr_docs.book.reading import Reading, reading_of, without_head
from ocr_docs.book.slots import letters
from ocr_docs.book.spelling import glyphs
from ocr_docs.book.values import judged
from ocr_docs.book.witnesses import Witness
from ocr_docs.book.writing import Writing
from ocr_docs.findings import Field, Fields, Readers

PLATE = "registration_number_car"

DOUBTFUL, _UNSURE = 0.7, 0.99
"""Less sure values are looked at in other ways, and the surest is kept: below the second with
the line to write on, which the first look erases, below the first for faint ink as well."""

_LEAST_CONFIDENCE = 0.05
"""Less sure values are specks and patterns in blanks, or wrong."""

_STARTS, _WHOLE, _SURE = 3, 0.2, 0.95
"""A value of so many characters that another one goes on with, so sure at least, was cut off,
unless it is surely read itself."""

_CODES = (Kind.NUMBER, Kind.CODE, Kind.CHASSIS, Kind.IDENTITY)


class Found(NamedTuple):
    """Writing on a flat page, and what the first reading saw there.

    ``anew`` is a value above one that is struck out: most books have none. A value less sure
    than ``least`` is none. ``ruled``: to be read with the line to write on.
    """

    page: Inked
    witness: Witness
    writing: Writing
    anew: bool = False
    least: float = _LEAST_CONFIDENCE
    ruled: bool = False

    @property
    def seen(self) -> Reading | None:
        return self.witness.at([line.box for line in self.writing.lines])

    @property
    def strips(self) -> list[Pixels]:
        return [line.ruled if self.ruled else line.strip for line in self.writing.lines]


def fields_of(found: Sequence[Found], readers: Readers) -> Fields:
    """What is written, by key. Raises EngineFailed."""
    fields: Fields = {}
    for engine, latin in ((readers.text, True), (readers.thai, False)):
        mine = [one for one in found if (one.writing.slot.key in LATIN) == latin]
        for one, field in zip(mine, _surest(mine, engine), strict=True):
            key = one.writing.slot.key
            if field and (key not in fields or _supersedes(key, field, fields[key])):
                fields[key] = field
    return fields


def _surest(found: Sequence[Found], engine: TextEngine) -> list[Field | None]:
    """The field of each of ``found``, those hardly read looked at in other ways."""
    fields = _read(found, engine)
    again = [
        (which, other)
        for which, one in enumerate(found)
        for other in _other_looks(one, _confidence(fields[which]))
    ]
    others = _read([one for _, one in again], engine)
    for (which, _), field in zip(again, others, strict=True):
        if _is_better(found[which].writing.slot.key, field, fields[which]):
            fields[which] = field
    return fields


def _other_looks(one: Found, confidence: float) -> Iterator[Found]:
    if one.anew or confidence >= _UNSURE:
        return
    ways = [one.writing]
    if confidence < DOUBTFUL:
        ways += closer(one.page, one.writing.slot)
    for number, way in enumerate(ways):
        if number:
            yield one._replace(writing=way)
        yield one._replace(writing=way, ruled=True)


def _read(found: Sequence[Found], engine: TextEngine) -> list[Field | None]:
    strips = [strip for one in found for strip in one.strips]
    lines = iter(engine.read_strips(strips, characters=True) if strips else [])
    return [_field(one, [next(lines) for _ in one.strips]) for one in found]


def _is_better(key: str, field: Field | None, other: Field | None) -> bool:
    """Whether ``field`` is to be believed rather than ``other``: surer, and not cut off."""
    if field and other:
        if KIND_OF[key] in _CODES and _bare(field) == _bare(other):
            # The first look has no dots of the line, and loses no comma among them.
            return False
        if _goes_on(field, other):
            return True
        if _goes_on(other, field):
            return False
    return _confidence(field) > _confidence(other)


def _bare(field: Field) -> str:
    return re.sub("[., ]", "", field.value)


def _goes_on(field: Field, other: Field) -> bool:
    whole, part = glyphs(field.value), glyphs(other.value)
    if not len(whole) > len(part) >= _STARTS or field.confidence <= _WHOLE:
        return False
    if other.confidence > _SURE:
        return False
    # Letters before it may be the rest of a label, the number of a house is not.
    head = whole.removesuffix(part)
    return whole.startswith(part) or (head != whole and any(map(str.isdigit, head)))


def _confidence(field: Field | None) -> float:
    return field.confidence if field else 0.0


def _supersedes(key: str, field: Field, other: Field) -> bool:
    """Whether ``field``, found after ``other``, is to be believed: a new plate always is."""
    return plate(field.value) if key == PLATE else field.confidence > other.confidence


def _field(one: Found, lines: Sequence[TextLine]) -> Field | None:
    """The value from its lines as read, the label's tail taken off where it was cut along."""
    slot = one.writing.slot
    label = slot.after.text if slot.after else ""
    kind = KIND_OF[slot.key]
    measured = kind in MEASURED
    if measured:
        # Paper between characters shows where the line to write on is erased.
        strips = [line.strip for line in one.writing.lines]
        lines = [spaced(line, strip) for line, strip in zip(lines, strips, strict=True)]
    kept, lost = without_label(lines[0], label)
    readings = [replace(_reading([kept, *lines[1:]]), measured=measured)]
    if seen := one.seen:
        readings.append(without_head(seen, tail(seen.text, label)))
    value = judged(slot.key, readings)
    if value is None or value.confidence < one.least:
        return None
    if letters(value.value) < SHORTEST.get(kind, 0):
        return None
    boxes = [line.box for line in one.writing.lines]
    boxes[0] = boxes[0]._replace(left=boxes[0].left + lost)
    quads = tuple(one.page.flat.on_photo(box) for box in boxes)
    return Field(value.value, quads, value.confidence)


def _reading(lines: Sequence[TextLine]) -> Reading:
    scores = [c.confidence for line in lines for c in line.characters]
    return reading_of(" ".join(line.text for line in lines), scores)
