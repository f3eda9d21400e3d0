"""Values stand between their labels, also where a label was read in part."""

from __future__ import annotations

import numpy as np

from core.geometry import Box
from ocr_docs.book.bending import Bend
from ocr_docs.book.fitting import Anchor, Placed
from ocr_docs.book.layout import UPPER
from ocr_docs.book.matching import Sighting
from ocr_docs.book.rectifying import Flat
from ocr_docs.book.slots import EM, slots

_PIXELS = np.full((10, 10, 3), 255, np.uint8)
_FLAT = Flat(UPPER, _PIXELS, np.eye(3), Bend(UPPER.size, np.zeros(8)))


def _placed(cut: str, lost: float) -> Placed:
    """The page as its layout has it, the label ``cut`` read without its first pixels."""
    anchors = []
    for label in UPPER.labels:
        left, top, right, bottom = _FLAT.box(label.box)
        box = Box(left + lost * (label.text == cut), top, right, bottom)
        anchors.append(Anchor(label, Sighting(0, 0, len(label.text), _FLAT.on_photo(box), 0.0)))
    return Placed(UPPER, np.eye(3), tuple(anchors))


def test_the_class_number_starts_where_its_label_ends_though_the_bracket_was_not_read() -> None:
    home = next(_FLAT.box(label.box) for label in UPPER.labels if label.text == "(รย.")
    (slot,) = [one for one in slots(_FLAT, _placed("(รย.", 24.0)) if one.key == "type_code"]
    assert abs(slot.left - home.right) < 0.2 * EM
