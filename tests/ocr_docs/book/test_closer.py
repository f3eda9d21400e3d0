"""A second look at faint and broken print finds what the first one lost."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from core.engines import Pixels
from ocr_docs.book.band import Inked, inked
from ocr_docs.book.bending import Bend
from ocr_docs.book.closer import closer
from ocr_docs.book.layout import UPPER
from ocr_docs.book.rectifying import Flat
from ocr_docs.book.slots import Slot, Spot
from ocr_docs.book.writing import writing

_WIDTH, _MIDDLE, _LABEL_END = 1400, 150.0, 200.0


def _paper() -> Pixels:
    return np.full((300, _WIDTH, 3), 255, np.uint8)


def _page(pixels: Pixels) -> Inked:
    return inked(Flat(UPPER, pixels, np.eye(3), Bend(UPPER.size, np.zeros(8))))


def _slot() -> Slot:
    label = Spot(_LABEL_END - 90, _LABEL_END, _MIDDLE, seen=True, text="ชื่อ")
    return Slot("engine_number", _LABEL_END, _WIDTH - 20.0, _MIDDLE, label, None)


def _letters(page: Pixels, left: int, count: int) -> None:
    for number in range(count):
        x, bottom = left + 30 * number, round(_MIDDLE + 12)
        cv2.rectangle(page, (x, bottom - 30), (x + 20, bottom), (0, 0, 0), 4)


def _worn_letter(page: Pixels, left: int) -> None:
    """A letter of which a scan in black and white left specks, close together."""
    for y in range(round(_MIDDLE) - 18, round(_MIDDLE) + 12, 5):
        for x in (left, left + 18):
            page[y : y + 2, x : x + 2] = 0


def test_strokes_in_pieces_are_a_letter_of_the_value_at_the_second_look() -> None:
    page = _paper()
    _letters(page, 430, 6)
    _worn_letter(page, 400)
    first = writing(_page(page), _slot())
    assert first is not None
    assert first.lines[0].box.left > 420
    lefts = [found.lines[0].box.left for found in closer(_page(page), _slot())]
    assert min(lefts) == pytest.approx(400, abs=6)


def test_the_picture_that_is_read_is_not_blurred() -> None:
    page = _paper()
    _letters(page, 430, 6)
    for found in closer(_page(page), _slot()):
        strip = found.lines[0].strip
        assert set(np.unique(strip)) == {0, 255}


def test_a_blank_slot_stays_blank_at_the_second_look() -> None:
    noise = np.random.default_rng(3).normal(235, 3, (300, _WIDTH, 1)).clip(0, 255)
    page = np.repeat(noise.astype(np.uint8), 3, axis=2)
    assert closer(_page(page), _slot()) == []


def test_a_value_all_in_pieces_is_found_at_the_second_look_alone() -> None:
    page = _paper()
    for number in range(5):
        _worn_letter(page, 400 + 30 * number)
    assert writing(_page(page), _slot()) is None
    boxes = [found.lines[0].box for found in closer(_page(page), _slot())]
    assert boxes
    assert all(box.left < 410 and box.right > 530 for box in boxes)
