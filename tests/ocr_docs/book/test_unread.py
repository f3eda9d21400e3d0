"""Ink beside a value tells that it was cut off, and the whole value is then believed."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from core.engines import Character, Pixels, TextLine
from core.geometry import Box, quad_of
from ocr_docs.book.band import inked
from ocr_docs.book.bending import Bend
from ocr_docs.book.layout import UPPER
from ocr_docs.book.looking import Found, fields_of
from ocr_docs.book.rectifying import Flat
from ocr_docs.book.slots import Slot, Spot
from ocr_docs.book.unread import is_cut
from ocr_docs.book.witnesses import Witness
from ocr_docs.book.writing import writing
from ocr_docs.findings import Readers

_WIDTH, _MIDDLE, _LABEL_END, _FIRST = 1400, 150.0, 200.0, 430
_EM, _LIMIT = 46.0, 0.3


def _digits(pixels: Pixels, count: int = 3) -> Pixels:
    for number in range(count):
        x, bottom = _FIRST + 30 * number, round(_MIDDLE + 12)
        cv2.rectangle(pixels, (x, bottom - 30), (x + 20, bottom), (60, 60, 60), 4)
    return pixels


def _paper(rng: np.random.Generator | None = None) -> Pixels:
    grain = rng.normal(0, 5, (300, _WIDTH, 1)) if rng else np.zeros((300, _WIDTH, 1))
    return np.clip(np.repeat(235 + grain, 3, axis=2), 0, 255).astype(np.uint8)


def _slim_digit(pixels: Pixels, left: int) -> Pixels:
    """A one of which a worn ribbon left specks, paler than the digits beside it."""
    for y in range(round(_MIDDLE) - 18, round(_MIDDLE) + 12, 4):
        pixels[y : y + 2, left : left + 3] = 150
    return pixels


def _found(pixels: Pixels) -> Found:
    flat = Flat(UPPER, pixels, np.eye(3), Bend(UPPER.size, np.zeros(8)))
    label = Spot(_LABEL_END - 90, _LABEL_END, _MIDDLE, seen=True, text="น้ำหนักรถ")
    slot = Slot("weight_car", _LABEL_END, _WIDTH - 20.0, _MIDDLE, label, None)
    page = inked(flat)
    seen = writing(page, slot)
    assert seen is not None
    return Found(page, Witness([], flat), seen)


class ReadsBoxes:
    """An engine that reads a digit for every 30 pixels, a one first in wide pictures."""

    def __init__(self, whole: str = "1775", score: float = 0.9) -> None:
        self.whole, self.score = whole, score
        self.seen: list[str] = []

    def read(
        self, pixels: Pixels, *, characters: bool = False, search_side: int = 1280
    ) -> list[TextLine]:
        raise AssertionError("the page has been read")

    def read_strips(self, strips: Sequence[Pixels], *, characters: bool = False) -> list[TextLine]:
        return [self._line(strip.shape[1]) for strip in strips]

    def _line(self, width: int) -> TextLine:
        text, score = (self.whole, self.score) if width > 105 else ("775", 0.999)
        self.seen.append(text)
        place = quad_of([(2, 2), (20, 2), (20, 20), (2, 20)])
        return TextLine(text, place, score, tuple(Character(c, place, score) for c in text))


@pytest.mark.parametrize("left", [_FIRST - 22, _FIRST + 100])
def test_a_worn_slim_digit_beside_a_value_tells_that_it_is_cut_off(left: int) -> None:
    assert _found(_slim_digit(_digits(_paper()), left)).writing.cut


@pytest.mark.parametrize("seed", range(4))
def test_grain_of_the_paper_does_not(seed: int) -> None:
    assert not _found(_digits(_paper(np.random.default_rng(seed)))).writing.cut


def test_neither_do_dots_nor_what_stands_far_off() -> None:
    dark = np.zeros((60, 600), np.float32)
    line = Box(200, 10, 300, 45)
    dark[10:45, 200:300] = 0.8
    dark[40:45, 310:600:9] = 0.8
    assert not is_cut(line, dark, _EM, _LIMIT)
    dark[10:45, 420:425] = 0.4
    assert not is_cut(line, dark, _EM, _LIMIT)
    dark[10:45, 320:325] = 0.4
    assert is_cut(line, dark, _EM, _LIMIT)


def test_a_value_that_is_surely_read_but_cut_off_is_read_whole() -> None:
    engine = ReadsBoxes()
    found = _found(_slim_digit(_digits(_paper()), _FIRST - 22))
    fields = fields_of([found], Readers(text=engine, thai=engine))
    assert engine.seen[0] == "775"
    assert fields["weight_car"].value == "1775"


def test_a_value_is_not_believed_to_be_longer_where_that_is_hardly_read() -> None:
    engine = ReadsBoxes("177599", 0.6)
    found = _found(_slim_digit(_digits(_paper()), _FIRST - 22))
    fields = fields_of([found], Readers(text=engine, thai=engine))
    assert "177599" in engine.seen
    assert fields["weight_car"].value == "775"


def test_a_value_with_nothing_beside_it_is_read_once() -> None:
    engine = ReadsBoxes()
    fields = fields_of([_found(_digits(_paper()))], Readers(text=engine, thai=engine))
    assert (fields["weight_car"].value, engine.seen) == ("775", ["775"])
