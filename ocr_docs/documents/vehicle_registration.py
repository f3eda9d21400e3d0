"""The Thai vehicle registration book: its registration page, its owner's page, or both.

The page is read once as it is. Its printed labels tell whether it is a book, which page
lies where, and where each value stands; the values are then cut from the flattened page
and read by themselves, with the first reading as a second witness.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from core.engines import Pixels, TextEngine, TextLine
from ocr_docs.book.band import Inked, inked
from ocr_docs.book.blanks import spaced
from ocr_docs.book.checks import plate
from ocr_docs.book.closer import closer
from ocr_docs.book.crosschecks import crosschecked
from ocr_docs.book.fitting import Placed, anchors_of, place
from ocr_docs.book.kinds import KIND_OF, LATIN, MEASURED, SHORTEST
from ocr_docs.book.labels import tail, without_label
from ocr_docs.book.layout import LOWER, UPPER, Page
from ocr_docs.book.matching import Text
from ocr_docs.book.numbering import number_slot
from ocr_docs.book.reading import Reading, reading_of, without_head
from ocr_docs.book.rectifying import flat, moved_line
from ocr_docs.book.slots import letters, slots
from ocr_docs.book.telling import is_book
from ocr_docs.book.values import judged
from ocr_docs.book.witnesses import Witness
from ocr_docs.book.writing import Writing, replaced, writing
from ocr_docs.findings import Field, Fields, NotThisDocument, Readers

SEARCH_SIDE = 1600
"""A spread on a sheet has lines of 20 pixels at this size: smaller ones are lost."""


_ENOUGH_LABELS = 0.7
"""A page of whose labels fewer were read is read once more, laid flat."""

_DOUBTFUL = 0.7
"""Less sure values are looked at once more, the surest is kept."""

_LEAST_CONFIDENCE = 0.15
"""Less sure values are specks and patterns in blanks, or wrong: of 18 specimens' none was right."""

_PLATE = "registration_number_car"


class _Sight(NamedTuple):
    """A page of the book seen in some lines that were read."""

    placed: Placed
    text: Text
    lines: tuple[TextLine, ...]


class _Found(NamedTuple):
    """Writing on a flat page, and what the first reading saw there.

    ``anew`` is a value above one that is struck out: most books have none. A value less sure
    than ``least`` is none.
    """

    page: Inked
    witness: Witness
    writing: Writing
    anew: bool = False
    least: float = _LEAST_CONFIDENCE

    @property
    def seen(self) -> Reading | None:
        return self.witness.at([line.box for line in self.writing.lines])


def read_book(pixels: Pixels, readers: Readers) -> Fields:
    """The fields of a registration book, those that are blank left out.

    Raises NotThisDocument, EngineFailed.
    """
    lines = readers.thai.read(pixels, characters=True, search_side=SEARCH_SIDE)
    seen = [sight for page in (UPPER, LOWER) if (sight := _sight(page, lines))]
    if not seen:
        raise NotThisDocument
    closer = [_closer(pixels, sight, readers) for sight in seen]
    found = [one for sight in closer for one in _written(pixels, sight)]
    return crosschecked(_fields(found, readers))


def _sight(page: Page, lines: Sequence[TextLine]) -> _Sight | None:
    """Where ``lines`` show ``page`` to be, if it is one of a book."""
    text = Text(lines)
    placed = place(page, anchors_of(page, text))
    return _Sight(placed, text, tuple(lines)) if placed and is_book(placed) else None


def _closer(pixels: Pixels, sight: _Sight, readers: Readers) -> _Sight:
    """``sight``, or a better one of the page laid flat if few of its labels were read."""
    page = sight.placed.page
    if len(sight.placed.anchors) >= _ENOUGH_LABELS * len(page.labels):
        return sight
    rough = flat(pixels, sight.placed)
    lines = readers.thai.read(rough.pixels, characters=True, search_side=SEARCH_SIDE)
    other = _sight(page, [moved_line(line, rough) for line in lines])
    if other is None or len(other.placed.anchors) <= len(sight.placed.anchors):
        return sight
    return other


def _written(pixels: Pixels, sight: _Sight) -> Iterator[_Found]:
    placed = sight.placed
    page = flat(pixels, placed)
    ink, witness = inked(page), Witness(sight.lines, page)
    number = number_slot(page, sight.text)
    rows = slots(page, placed)
    plates = [replaced(slot) for slot in rows if slot.key == _PLATE]
    for slot in [*rows, *plates, *([number] if number else [])]:
        found, anew = writing(ink, slot), slot in plates
        if found:
            yield _Found(ink, witness, found, anew=anew)
        elif not anew:
            # Where nothing shows at first, only what is surely read is a value.
            hidden = (_Found(ink, witness, one, least=_DOUBTFUL) for one in closer(ink, slot))
            yield from islice(hidden, 1)


def _fields(found: Sequence[_Found], readers: Readers) -> Fields:
    fields: Fields = {}
    for engine, latin in ((readers.text, True), (readers.thai, False)):
        mine = [one for one in found if (one.writing.slot.key in LATIN) == latin]
        for one, field in zip(mine, _surest(mine, engine), strict=True):
            key = one.writing.slot.key
            if field and (key not in fields or _supersedes(key, field, fields[key])):
                fields[key] = field
    return fields


def _surest(found: Sequence[_Found], engine: TextEngine) -> list[Field | None]:
    """The field of each of ``found``, those hardly read looked at once more."""
    fields = _read(found, engine)
    again = [
        (which, one._replace(writing=other))
        for which, one in enumerate(found)
        if not one.anew and _confidence(fields[which]) < _DOUBTFUL
        for other in closer(one.page, one.writing.slot)
    ]
    others = _read([one for _, one in again], engine)
    for (which, _), field in zip(again, others, strict=True):
        if _confidence(field) > _confidence(fields[which]):
            fields[which] = field
    return fields


def _read(found: Sequence[_Found], engine: TextEngine) -> list[Field | None]:
    strips = [line.strip for one in found for line in one.writing.lines]
    lines = iter(engine.read_strips(strips, characters=True) if strips else [])
    return [_field(one, [next(lines) for _ in one.writing.lines]) for one in found]


def _confidence(field: Field | None) -> float:
    return field.confidence if field else 0.0


def _supersedes(key: str, field: Field, other: Field) -> bool:
    """Whether ``field``, found after ``other``, is to be believed: a new plate always is."""
    return plate(field.value) if key == _PLATE else field.confidence > other.confidence


def _field(one: _Found, lines: Sequence[TextLine]) -> Field | None:
    """The value from its lines as read, the label's tail taken off where it was cut along."""
    slot = one.writing.slot
    label = slot.after.text if slot.after else ""
    kind = KIND_OF[slot.key]
    measured = kind in MEASURED
    if measured:
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
