"""Which ink of a slot is its value: faint letters are, streaks, dashes and stamps are not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from core.engines import Pixels
from ocr_docs.book.band import inked
from ocr_docs.book.bending import Bend
from ocr_docs.book.layout import UPPER
from ocr_docs.book.rectifying import Flat
from ocr_docs.book.slots import Slot, Spot
from ocr_docs.book.writing import Line, writing

_WIDTH, _MIDDLE, _LABEL_END = 1400, 150.0, 200.0


def _paper() -> Pixels:
    return np.full((300, _WIDTH, 3), 235, np.uint8)


def _letters(page: Pixels, left: int, count: int, ink: int = 30) -> None:
    """Letters as boxes 24 pixels wide and 34 high, their feet on the row."""
    for number in range(count):
        x, bottom = left + 30 * number, round(_MIDDLE + 12)
        cv2.rectangle(page, (x, bottom - 30), (x + 20, bottom), (ink, ink, ink), 4)


def _lines(page: Pixels, key: str = "ownership") -> tuple[Line, ...]:
    flat = Flat(UPPER, page, np.eye(3), Bend(UPPER.size, np.zeros(8)))
    label = Spot(_LABEL_END - 90, _LABEL_END, _MIDDLE, seen=True, text="ชื่อ")
    slot = Slot(key, _LABEL_END, _WIDTH - 20.0, _MIDDLE, label, None)
    found = writing(inked(flat), slot)
    return found.lines if found else ()


def _broken_letter(page: Pixels, left: int, ink: int) -> None:
    """A letter of which only pieces are dark."""
    for y in (134, 146, 158):
        cv2.line(page, (left, y), (left + 12, y), (ink, ink, ink), 3)
        cv2.line(page, (left + 4, y), (left + 7, y), (90, 90, 90), 2)


def test_a_faint_first_letter_belongs_to_the_value() -> None:
    page = _paper()
    _letters(page, 400, 6)
    _broken_letter(page, 368, 178)
    (line,) = _lines(page)
    assert line.box.left == pytest.approx(368, abs=5)


def test_a_pattern_of_the_paper_beside_a_value_does_not_belong_to_it() -> None:
    page = _paper()
    _letters(page, 400, 6)
    _letters(page, 590, 2, ink=200)
    (line,) = _lines(page)
    assert line.box.right == pytest.approx(572, abs=6)


def test_a_streak_of_a_scanner_is_no_part_of_a_value() -> None:
    page = _paper()
    _letters(page, 400, 6)
    cv2.line(page, (640, 0), (640, 299), (195, 195, 195), 2)
    (line,) = _lines(page)
    assert line.box.right == pytest.approx(572, abs=6)


def test_a_streak_through_a_letter_leaves_the_letter() -> None:
    page = _paper()
    _letters(page, 400, 6)
    cv2.line(page, (440, 0), (440, 299), (195, 195, 195), 2)
    (line,) = _lines(page)
    assert (line.box.left, line.box.right) == pytest.approx((398, 572), abs=6)


def test_a_dash_is_no_value() -> None:
    page = _paper()
    cv2.line(page, (500, 150), (516, 150), (30, 30, 30), 5)
    assert not _lines(page)


def test_ink_far_from_a_value_is_no_part_of_it() -> None:
    page = _paper()
    _letters(page, 400, 6)
    _letters(page, 1000, 1)
    (line,) = _lines(page)
    assert line.box.right == pytest.approx(572, abs=6)


def _dots(page: Pixels, y: float) -> None:
    for x in np.arange(_LABEL_END, _WIDTH - 20, 9.0):
        cv2.circle(page, (round(x * 8), round(y * 8)), 15, (40, 40, 40), -1, cv2.LINE_AA, shift=3)


def test_a_vowel_sign_in_the_line_to_write_on_stays_and_the_dots_go() -> None:
    page = _paper()
    _dots(page, _MIDDLE + 20)
    _letters(page, 400, 6)
    cv2.rectangle(page, (460, round(_MIDDLE + 16)), (474, round(_MIDDLE + 23)), (30, 30, 30), -1)
    (line,) = _lines(page)
    left, top = round(line.box.left), round(line.box.top)
    rows = slice(round(_MIDDLE + 18) - top, round(_MIDDLE + 22) - top)
    assert line.strip[rows, 462 - left : 472 - left].max() < 110
    assert line.strip[rows, 500 - left : 560 - left].min() > 110


def test_faint_feet_in_the_line_to_write_on_stay() -> None:
    page = _paper()
    _dots(page, _MIDDLE + 12)
    _letters(page, 400, 6)
    feet = round(_MIDDLE + 7)
    cv2.rectangle(page, (580, feet - 30), (600, feet), (160, 160, 160), 4)
    cv2.line(page, (580, feet - 30), (580, feet - 8), (90, 90, 90), 4)
    (line,) = _lines(page)
    left, top = round(line.box.left), round(line.box.top)
    assert line.box.right > 598
    assert line.strip[feet - top, 584 - left : 598 - left].max() < 200


def test_a_dark_sign_that_hangs_from_its_letter_into_the_line_stays() -> None:
    page = _paper()
    for x in np.arange(_LABEL_END, _WIDTH - 20, 9.0):
        centre = round(x * 8), round((_MIDDLE + 20) * 8)
        cv2.circle(page, centre, 15, (120, 120, 120), -1, cv2.LINE_AA, shift=3)
    _letters(page, 400, 6)
    cv2.line(page, (480, round(_MIDDLE)), (480, round(_MIDDLE + 21)), (30, 30, 30), 4)
    (line,) = _lines(page)
    left, top = round(line.box.left), round(line.box.top)
    assert line.strip[round(_MIDDLE + 20) - top, 480 - left].max() < 110
    assert line.strip[round(_MIDDLE + 20) - top, 500 - left : 560 - left].min() > 110


def test_a_second_line_seen_only_below_the_line_to_write_on_is_a_line() -> None:
    page = _paper()
    cv2.line(page, (round(_LABEL_END), 171), (_WIDTH - 20, 171), (60, 60, 60), 4)
    for number in range(12):
        cv2.rectangle(page, (400 + 24 * number, 118), (414 + 24 * number, 138), (30, 30, 30), 4)
    for number in range(6):
        cv2.rectangle(page, (400 + 24 * number, 164), (414 + 24 * number, 182), (30, 30, 30), 4)
    first, second = _lines(page, "possessor_adress")
    assert first.box.bottom < 150
    assert (second.box.left, second.box.right) == pytest.approx((398, 536), abs=8)
    assert second.box.top < 166
    assert second.box.bottom > 180


def test_signs_under_the_letters_of_an_address_are_no_second_line() -> None:
    page = _paper()
    _letters(page, 400, 12)
    for left in (405, 500, 640):
        cv2.rectangle(page, (left, 172), (left + 8, 186), (30, 30, 30), -1)
    assert len(_lines(page, "possessor_adress")) == 1


def test_faint_letters_of_a_typewriter_are_found_beside_a_dark_label() -> None:
    page = _paper()
    _letters(page, 10, 6, ink=0)
    _letters(page, 400, 4, ink=120)
    for left in (370, 520, 550):
        _letters(page, left, 1, ink=178)
    (line,) = _lines(page)
    assert (line.box.left, line.box.right) == (pytest.approx(368, abs=6), pytest.approx(572, abs=6))


def test_the_rest_of_a_label_is_no_digit_of_the_number_behind_it() -> None:
    page = _paper()
    cv2.rectangle(page, (205, 132), (222, 162), (30, 30, 30), 4)
    _letters(page, 310, 4)
    (line,) = _lines(page, "engine_size")
    assert line.box.left == pytest.approx(308, abs=6)
