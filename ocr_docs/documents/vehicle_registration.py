"""The Thai vehicle registration book: its registration page, its owner's page, or both.

The page is read once as it is. Its printed labels tell whether it is a book, which page
lies where, and where each value stands; the values are then cut from the flattened page
and read by themselves, with the first reading as a second witness.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from core.engines import Pixels, TextLine
from ocr_docs.book.band import inked
from ocr_docs.book.choosing import PLATE
from ocr_docs.book.closer import closer
from ocr_docs.book.crosschecks import crosschecked
from ocr_docs.book.fitting import Placed, anchors_of, place
from ocr_docs.book.layout import LOWER, UPPER, Page
from ocr_docs.book.looking import DOUBTFUL, Found, fields_of
from ocr_docs.book.matching import Text
from ocr_docs.book.numbering import number_slot
from ocr_docs.book.rectifying import flat, moved_line
from ocr_docs.book.slots import slots
from ocr_docs.book.telling import is_book
from ocr_docs.book.witnesses import Witness
from ocr_docs.book.writing import replaced, writing
from ocr_docs.findings import Fields, NotThisDocument, Readers

SEARCH_SIDE = 1600
"""A spread on a sheet has lines of 20 pixels at this size: smaller ones are lost."""


_ENOUGH_LABELS = 0.7
"""A page of whose labels fewer were read is read once more, laid flat."""


class _Sight(NamedTuple):
    """A page of the book seen in some lines that were read."""

    placed: Placed
    text: Text
    lines: tuple[TextLine, ...]


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
    return crosschecked(fields_of(found, readers))


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


def _written(pixels: Pixels, sight: _Sight) -> Iterator[Found]:
    placed = sight.placed
    page = flat(pixels, placed)
    ink, witness = inked(page), Witness(sight.lines, page)
    number = number_slot(page, sight.text)
    rows = slots(page, placed)
    plates = [replaced(slot) for slot in rows if slot.key == PLATE]
    for slot in [*rows, *plates, *([number] if number else [])]:
        found, anew = writing(ink, slot), slot in plates
        if found:
            yield Found(ink, witness, found, anew=anew)
        elif not anew:
            # Where nothing shows at first, only what is surely read is a value.
            hidden = (Found(ink, witness, one, least=DOUBTFUL) for one in closer(ink, slot))
            yield from islice(hidden, 1)
