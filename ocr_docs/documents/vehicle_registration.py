"""The Thai vehicle registration book: its registration page, its owner's page, or both.

The page is read once as it is. Its printed labels tell whether it is a book, which page
lies where, and where each value stands; the values are then cut from the flattened page
and read by themselves, with the first reading as a second witness.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from core.engines import Pixels, TextLine
from core.geometry import Box
from ocr_docs.book.fitting import Placed, anchors_of, is_book, place
from ocr_docs.book.kinds import LATIN
from ocr_docs.book.layout import LOWER, UPPER
from ocr_docs.book.matching import Text
from ocr_docs.book.numbering import number_slot
from ocr_docs.book.rectifying import Flat, flat
from ocr_docs.book.slots import slots
from ocr_docs.book.values import Reading, judged
from ocr_docs.book.witnesses import Witness
from ocr_docs.book.writing import Writing, inked, writing
from ocr_docs.documents import Field, Fields, NotThisDocument, Readers

SEARCH_SIDE = 1600
"""A spread on a sheet has lines of 20 pixels at this size: smaller ones are lost."""

_STRIP_ROOM = 0.08
"""Around a line's ink, in its heights: as the line reader was taught."""


class _Found(NamedTuple):
    """Writing on a flat page, its strips, and what the first reading saw there."""

    flat: Flat
    writing: Writing
    strips: tuple[Pixels, ...]
    witness: Reading | None


def read_book(pixels: Pixels, readers: Readers) -> Fields:
    """The fields of a registration book, those that are blank left out.

    Raises NotThisDocument, EngineFailed.
    """
    lines = readers.thai.read(pixels, characters=True, search_side=SEARCH_SIDE)
    text = Text(lines)
    pages = [found for page in (UPPER, LOWER) if (found := place(page, anchors_of(page, text)))]
    pages = [page for page in pages if is_book(page)]
    if not pages:
        raise NotThisDocument
    found = [one for page in pages for one in _written(pixels, page, text, lines)]
    return _fields(found, readers)


def _written(
    pixels: Pixels, placed: Placed, text: Text, lines: Sequence[TextLine]
) -> Iterator[_Found]:
    page = flat(pixels, placed)
    ink, witness = inked(page), Witness(lines, page)
    number = number_slot(page, text)
    for slot in [*slots(page, placed), *([number] if number else [])]:
        found = writing(ink, slot)
        if found:
            strips = tuple(_strip(page.pixels, box) for box in found.lines)
            yield _Found(page, found, strips, witness.at(found.lines))


def _strip(pixels: Pixels, box: Box) -> Pixels:
    room = _STRIP_ROOM * box.height
    top, bottom = max(round(box.top - room), 0), round(box.bottom + room)
    left, right = max(round(box.left - room), 0), round(box.right + room)
    return np.ascontiguousarray(pixels[top : max(bottom, top + 1), left : max(right, left + 1)])


def _fields(found: Sequence[_Found], readers: Readers) -> Fields:
    fields: Fields = {}
    for engine, latin in ((readers.text, True), (readers.thai, False)):
        mine = [one for one in found if (one.writing.key in LATIN) == latin]
        strips = [strip for one in mine for strip in one.strips]
        lines = iter(engine.read_strips(strips, characters=True) if strips else [])
        for one in mine:
            own = _reading([next(lines) for _ in one.strips])
            field = _field(one, [own, *([one.witness] if one.witness else [])])
            if field and field.confidence > fields.get(one.writing.key, _NOTHING).confidence:
                fields[one.writing.key] = field
    return fields


_NOTHING = Field("", (), 0.0)


def _field(one: _Found, readings: Sequence[Reading]) -> Field | None:
    value = judged(one.writing.key, readings)
    if value is None:
        return None
    quads = tuple(one.flat.on_photo(box) for box in one.writing.lines)
    return Field(value.value, quads, value.confidence)


def _reading(lines: Sequence[TextLine]) -> Reading:
    scores = [c.confidence for line in lines for c in line.characters] or [0.0]
    text = " ".join(line.text for line in lines)
    return Reading(text, float(np.mean(scores)), min(scores))
