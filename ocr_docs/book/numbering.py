"""The book's own number: at the edge of a page, wherever the printing has it. Pure."""

from __future__ import annotations

import numpy as np

from core.geometry import Box, box_of, quad_of
from ocr_docs.book.layout import Page
from ocr_docs.book.matching import Sighting, Text
from ocr_docs.book.rectifying import Flat
from ocr_docs.book.slots import EM, Slot, Spot

KEY = "book_number"
_LABEL = "เลขที่ รย."
_WIDEST = 9 * EM
_ROOM = 0.3 * EM
_TITLE_BAND = 0.14
"""The number stands beside the title: this part of the page's height, from its top."""


def number_slot(flat: Flat, text: Text) -> Slot | None:
    """The slot after the label of the book's number, if that label was read beside the title."""
    sightings = [(seen, _flat_box(flat, seen)) for seen in text.find(_LABEL)]
    beside = [(seen, box) for seen, box in sightings if _in_title_band(flat, box)]
    if not beside:
        return None
    _, box = min(beside, key=lambda pair: pair[0].misread)
    middle = (box.top + box.bottom) / 2
    after = Spot(box.left, box.right, middle, seen=True, text=_LABEL)
    return Slot(KEY, box.right, _reach(flat, box), middle, after, None)


def _reach(flat: Flat, box: Box) -> float:
    """To the title, where the number stands left of it, else to the page's edge."""
    title = flat.box(_title(flat.page)).left - _ROOM
    edge = float(flat.pixels.shape[1])
    reach = min(box.right + _WIDEST, edge)
    return min(reach, title) if box.right < title else reach


def _title(page: Page) -> Box:
    return next(label.box for label in page.labels if label.name == "title")


def _in_title_band(flat: Flat, box: Box) -> bool:
    top = flat.box(Box(0, -0.1, 1, _TITLE_BAND))
    return top.top < (box.top + box.bottom) / 2 < top.bottom and box.left > -EM


def _flat_box(flat: Flat, seen: Sighting) -> Box:
    return box_of(quad_of(flat.from_photo(np.array(seen.quad, np.float64)).tolist()))
