"""A value in doubt is looked at with the line to write on, and the better reading is kept."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from core.engines import Character, TextLine
from core.geometry import Box, quad_of
from ocr_docs.book.band import inked
from ocr_docs.book.bending import Bend
from ocr_docs.book.layout import UPPER
from ocr_docs.book.looking import Found, fields_of
from ocr_docs.book.rectifying import Flat
from ocr_docs.book.slots import Slot, Spot
from ocr_docs.book.witnesses import Witness
from ocr_docs.book.writing import writing
from ocr_docs.findings import Readers

_WIDTH, _MIDDLE, _LABEL_END = 1400, 150.0, 200.0


class Reads:
    """An engine that says one thing of pictures without the line, another of those with it."""

    def __init__(self, bare, ruled):
        self.answers, self.asked = {False: bare, True: ruled}, []

    def read_strips(self, strips, *, characters=False):
        return [self._line(strip) for strip in strips]

    def _line(self, strip):
        ruled = _has_line(strip)
        self.asked.append(ruled)
        text, score = self.answers[ruled]
        place = quad_of([(2, 2), (20, 2), (20, 20), (2, 20)])
        letters = tuple(Character(letter, place, score) for letter in "".join(text.split()))
        return TextLine(text, place, score, letters)


def _has_line(strip):
    """Between its letters."""
    return bool((strip.min(axis=2) < 140).mean(axis=1).max() > 0.9)


def found(key="possessor"):
    """A value on a line to write on."""
    pixels = np.full((300, _WIDTH, 3), 255, np.uint8)
    for number in range(8):
        left, bottom = 400 + 30 * number, round(_MIDDLE + 16)
        cv2.rectangle(pixels, (left, bottom - 34), (left + 20, bottom), (0, 0, 0), 4)
    pixels[round(_MIDDLE) + 14 : round(_MIDDLE) + 17, 210:] = 110
    flat = Flat(UPPER, pixels, np.eye(3), Bend(UPPER.size, np.zeros(8)))
    label = Spot(_LABEL_END - 90, _LABEL_END, _MIDDLE, seen=True, text="ชื่อ")
    slot = Slot(key, _LABEL_END, _WIDTH - 20.0, _MIDDLE, label, None)
    page = inked(flat)
    seen = writing(page, slot)
    assert seen is not None
    return Found(page, Witness([], flat), seen)


def value(one, engine):
    fields = fields_of([one], Readers(text=engine, thai=engine))
    return fields[one.writing.slot.key].value


def test_the_line_to_write_on_is_in_one_picture_of_a_value_and_not_in_the_other():
    (line,) = found().writing.lines
    assert line.strip.shape == line.ruled.shape
    assert (_has_line(line.strip), _has_line(line.ruled)) == (False, True)


def test_a_value_surely_read_is_not_looked_at_again():
    engine = Reads(("ไทย", 0.999), ("ไท", 0.999))
    assert value(found("possessor_nationality"), engine) == "ไทย"
    assert engine.asked == [False]


@pytest.mark.parametrize(
    ("bare", "ruled", "kept"),
    [
        (("นาย กขศ งจฉ", 0.6), ("นาย กขค งจฉ", 0.97), "นาย กขค งจฉ"),
        (("นาย กขค งจฉ", 0.8), ("นาย กชด งจฉ", 0.5), "นาย กขค งจฉ"),
        (("นาย กขค", 0.9), ("นาย กขค งจฉ", 0.85), "นาย กขค งจฉ"),
        (("ม. 16 ต.กขค อ.งจ", 0.95), ("356 ม. 16 ต.กขค อ.งจ", 0.9), "356 ม. 16 ต.กขค อ.งจ"),
    ],
)
def test_of_two_looks_the_surer_is_kept_but_a_whole_value_before_a_part_of_it(bare, ruled, kept):
    assert value(found(), Reads(bare, ruled)) == kept


def test_dots_and_commas_of_a_code_are_those_of_the_picture_without_the_line():
    assert (
        value(found("engine_number"), Reads(("4PX26090", 0.8), ("4PX.26090", 0.95))) == "4PX26090"
    )
    assert value(found("engine_number"), Reads(("4FX26090", 0.5), ("4PX26090", 0.95))) == "4PX26090"


class ReadsLines:
    """An engine that says these texts, each so surely, one after the other and again."""

    def __init__(self, *answers):
        self.answers, self.asked = answers, 0

    def read_strips(self, strips, *, characters=False):
        return [self._line() for _ in strips]

    def _line(self):
        text, score = self.answers[self.asked % len(self.answers)]
        self.asked += 1
        place = quad_of([(2, 2), (20, 2), (20, 20), (2, 20)])
        letters = tuple(Character(letter, place, score) for letter in "".join(text.split()))
        return TextLine(text, place, score, letters)


def wrapped():
    """An address in two smaller lines, and the first line of it as the whole page was read."""
    pixels = np.full((300, _WIDTH, 3), 255, np.uint8)
    for bottom, count in ((round(_MIDDLE) - 4, 12), (round(_MIDDLE) + 34, 6)):
        for number in range(count):
            left = 400 + 24 * number
            cv2.rectangle(pixels, (left, bottom - 24), (left + 16, bottom), (0, 0, 0), 3)
    flat = Flat(UPPER, pixels, np.eye(3), Bend(UPPER.size, np.zeros(8)))
    label = Spot(_LABEL_END - 90, _LABEL_END, _MIDDLE, seen=True, text="ที่อยู่")
    page = inked(flat)
    lines = writing(page, Slot("possessor_adress", _LABEL_END, 1300.0, _MIDDLE, label, None))
    assert lines is not None
    assert len(lines.lines) == 2
    text = "1078 ต.กขค อ.งจ"
    letters = tuple(
        Character(letter, flat.on_photo(Box(400 + 20 * n, 120, 416 + 20 * n, 145)), 0.99)
        for n, letter in enumerate(text)
        if letter > " "
    )
    seen = TextLine(text, letters[0].quad, 0.99, letters)
    return Found(page, Witness([seen], flat), lines)


def test_the_second_line_of_an_address_stays_where_the_first_reading_missed_it():
    engine = ReadsLines(("1078 ต.กขค อ.งจ", 0.9), ("จ.หนองคาย", 0.7))
    assert value(wrapped(), engine) == "1078 ต.กขค อ.งจ จ.หนองคาย"


def test_a_part_of_a_stamp_is_no_line_of_an_address():
    engine = ReadsLines(("1078 ต.กขค อ.งจ", 0.9), ("ญา", 0.1))
    assert value(wrapped(), engine) == "1078 ต.กขค อ.งจ"


def test_an_address_that_lost_words_is_not_believed_before_the_whole_one():
    whole, part = ("นาย กขค งจฉ ชซฌ ญดต", 0.75), ("นาย งจฉ", 0.97)
    assert value(found(), Reads(whole, part)) == whole[0]


def test_a_plate_of_two_letters_is_believed_before_one_that_lost_the_first():
    engine = Reads(("งถ-685", 0.9), ("ถ-685", 0.99))
    assert value(found("registration_number_car"), engine) == "งถ-685"
