"""What the first reading saw of each line of a value."""

from __future__ import annotations

import numpy as np

from core.engines import Character, TextLine
from core.geometry import Box
from ocr_docs.book.bending import Bend
from ocr_docs.book.layout import LOWER
from ocr_docs.book.rectifying import Flat
from ocr_docs.book.witnesses import Witness

_FLAT = Flat(LOWER, np.zeros((400, 1400, 3), np.uint8), np.eye(3), Bend(LOWER.size, np.zeros(8)))


def _line(text: str, left: float, top: float, high: float = 30) -> TextLine:
    quads = [
        _FLAT.on_photo(Box(x, top, x + 16, top + high))
        for x in (left + 18 * place for place in range(len(text)))
    ]
    letters = tuple(
        Character(letter, quad, 0.9)
        for letter, quad in zip(text, quads, strict=True)
        if letter > " "
    )
    return TextLine(text, quads[0], 0.9, letters)


def test_a_letter_in_the_boxes_of_two_lines_is_of_the_nearer_one() -> None:
    witness = Witness([_line("356 16", 100, 100)], _FLAT)
    first, second = witness.at([Box(90, 90, 220, 145), Box(80, 110, 160, 180)])
    assert (first.text if first else None, second) == ("356 16", None)


def test_each_line_of_an_address_has_its_own_letters() -> None:
    witness = Witness([_line("1078", 100, 100), _line("62", 100, 150)], _FLAT)
    lines = witness.at([Box(90, 95, 220, 135), Box(90, 145, 220, 185), Box(90, 300, 220, 340)])
    assert [line and line.text for line in lines] == ["1078", "62", None]
