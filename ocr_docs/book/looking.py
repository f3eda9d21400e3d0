"""The values of writing that was found: read, judged, and in doubt looked at in other ways.

Pure but for the engines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from core.engines import Pixels, TextEngine, TextLine
from ocr_docs.book.band import Inked
from ocr_docs.book.blanks import spaced
from ocr_docs.book.choosing import confidence, is_better, supersedes
from ocr_docs.book.closer import closer, parted
from ocr_docs.book.kinds import KIND_OF, LATIN, MEASURED, SHORTEST, Kind
from ocr_docs.book.labels import tail, without_label
from ocr_docs.book.likes import put_right
from ocr_docs.book.reading import Reading, joined, reading_of, without_head
from ocr_docs.book.slots import letters
from ocr_docs.book.values import judged
from ocr_docs.book.witnesses import Witness
from ocr_docs.book.writing import Writing
from ocr_docs.findings import Field, Fields, Readers

DOUBTFUL, _UNSURE = 0.7, 0.99
"""Less sure values are looked at in other ways, and the surest is kept: below the second with
the line to write on, which the first look erases, below the first for faint ink as well."""

_LEAST_CONFIDENCE = 0.05
"""Less sure values are specks and patterns in blanks, or wrong."""

_HARDLY = 0.3
"""A line read less surely than that beside another one shows nothing."""


class _Look(NamedTuple):
    """What one look at writing shows: the value, and the reading it was judged by, of ``all``."""

    field: Field | None
    best: Reading | None
    all: tuple[Reading, ...]


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
    def seen(self) -> list[Reading | None]:
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
            if field and (key not in fields or supersedes(key, field, fields[key])):
                fields[key] = field
    return fields


def _surest(found: Sequence[Found], engine: TextEngine) -> list[Field | None]:
    """The field of each of ``found``, those hardly read looked at in other ways."""
    looks = _read(found, engine)
    again = [
        (which, other)
        for which, one in enumerate(found)
        for other in _other_looks(one, confidence(looks[which].field))
    ]
    others = _read([one for _, one in again], engine)
    taken = [[look] for look in looks]
    for (which, _), look in zip(again, others, strict=True):
        taken[which].append(look)
    return [_best(one.writing, mine) for one, mine in zip(found, taken, strict=True)]


def _best(writing: Writing, looks: Sequence[_Look]) -> Field | None:
    """What the best of ``looks`` shows, with what the others have seen of it."""
    key = writing.slot.key
    best = looks[0]
    for look in looks[1:]:
        if is_better(key, look.field, best.field, cut=writing.cut):
            best = look
    if best.field is None or best.best is None:
        return best.field
    others = [reading for look in looks for reading in look.all]
    return replace(best.field, value=put_right(key, best.field.value, best.best, others))


def _other_looks(one: Found, sure: float) -> Iterator[Found]:
    if one.anew or (sure >= _UNSURE and not one.writing.cut):
        return
    yield one._replace(ruled=True)
    slot = one.writing.slot
    ways: list[Writing] = []
    if sure < DOUBTFUL or one.writing.cut:
        ways += closer(one.page, slot)
    if one.writing.cut:
        ways += parted(one.page, slot)
    for way in ways:
        yield one._replace(writing=way)


def _read(found: Sequence[Found], engine: TextEngine) -> list[_Look]:
    strips = [strip for one in found for strip in one.strips]
    lines = iter(engine.read_strips(strips, characters=True) if strips else [])
    return [_look(one, [next(lines) for _ in one.strips]) for one in found]


def _look(one: Found, lines: Sequence[TextLine]) -> _Look:
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
    own = [_reading(line) for line in (kept, *lines[1:])]
    told = _legible(own)
    readings = [replace(joined(told), score=joined(own).score, measured=measured)]
    if seen := _told(one.seen, told):
        readings.append(without_head(seen, tail(seen.text, label)))
    value = judged(slot.key, readings)
    if value is None or value.confidence < one.least or _is_short(kind, value.value):
        return _Look(None, None, tuple(readings))
    places = zip(one.writing.lines, told, strict=True)
    boxes = [line.box for line, reading in places if reading.text or len(told) == 1]
    boxes = boxes or [line.box for line in one.writing.lines]
    if told[0].text:
        boxes[0] = boxes[0]._replace(left=boxes[0].left + lost)
    quads = tuple(one.page.flat.on_photo(box) for box in boxes)
    return _Look(Field(value.value, quads, value.confidence), value.reading, tuple(readings))


def _is_short(kind: Kind, text: str) -> bool:
    return letters(text) < SHORTEST.get(kind, 0)


def _legible(lines: list[Reading]) -> list[Reading]:
    """``lines`` without the text of those hardly read beside others: parts of stamps, edges."""
    if max(line.score for line in lines) < _HARDLY:
        return lines
    return [line if line.score >= _HARDLY else Reading("", 0.0) for line in lines]


def _told(seen: Sequence[Reading | None], own: Sequence[Reading]) -> Reading | None:
    """What the first reading has of a value; of lines it lacks, what was read of them since."""
    if not any(seen):
        return None
    lines = [first or now for first, now in zip(seen, own, strict=True)]
    # Where nothing is read below or above a line, there is a part of a stamp or of a sign.
    return joined([line for line, now in zip(lines, own, strict=True) if now.text] or lines)


def _reading(line: TextLine) -> Reading:
    return reading_of(line.text, [c.confidence for c in line.characters])
