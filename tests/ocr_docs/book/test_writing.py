"""Writing in a slot of a flat page: what is kept of it and what is taken away."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from core.engines import Pixels
from core.geometry import Box
from ocr_docs.book.band import Inked, inked
from ocr_docs.book.bending import Bend
from ocr_docs.book.layout import UPPER
from ocr_docs.book.rectifying import Flat
from ocr_docs.book.slots import EM, Slot, Spot
from ocr_docs.book.writing import Writing, writing

_WIDTH, _HEIGHT = 1400, 300
_MIDDLE, _LABEL_END = 150.0, 200.0
_RULE = _MIDDLE + 0.4 * EM


def _paper() -> Pixels:
    return np.full((_HEIGHT, _WIDTH, 3), 235, np.uint8)


def _letters(page: Pixels, left: float, count: int, *, middle: float = _MIDDLE) -> None:
    """Letters as boxes drawn with strokes: 24 pixels wide and 30 high, their feet on the row."""
    for number in range(count):
        x, bottom = round(left + 30 * number), round(middle + 12)
        cv2.rectangle(page, (x, bottom - 30), (x + 20, bottom), (30, 30, 30), 4)


def _dots(page: Pixels, rise: float = 0.0, first: float = _LABEL_END) -> None:
    """A dotted line that rises by ``rise`` pixels, ever steeper, to the page's right."""
    for x in np.arange(first, _WIDTH - 20, 0.19 * EM):
        y = _RULE - rise * ((x - first) / (_WIDTH - first)) ** 2
        centre = round(x * 8), round(y * 8)
        cv2.circle(page, centre, 15, (40, 40, 40), -1, cv2.LINE_AA, shift=3)


def _page(pixels: Pixels) -> Inked:
    flat = Flat(UPPER, pixels, np.eye(3), Bend(UPPER.size, np.zeros(8)))
    return inked(flat)


def _slot(key: str = "ownership", label_end: float = _LABEL_END) -> Slot:
    label = Spot(label_end - 90, label_end, _MIDDLE, seen=True, text="ชื่อ")
    return Slot(key, label_end, _WIDTH - 20.0, _MIDDLE, label, None)


def _written(pixels: Pixels, slot: Slot) -> Writing:
    found = writing(_page(pixels), slot)
    assert found is not None
    return found


@pytest.mark.parametrize("rise", [0.0, 6.0, 30.0])
def test_a_dotted_line_is_taken_away_even_where_the_paper_curls(rise: float) -> None:
    page = _paper()
    _dots(page, rise)
    _letters(page, 400, 6)
    (line,) = _written(page, _slot()).lines
    assert line.box.right == pytest.approx(574, abs=8)
    left = round(line.box.left)
    between = [line.strip[:, x + 24 - left : x + 27 - left] for x in range(400, 550, 30)]
    assert np.min(between) > 120


def test_letters_keep_their_feet_where_they_stand_in_the_dotted_line() -> None:
    page = _paper()
    _dots(page)
    _letters(page, 400, 6, middle=_RULE - 10)
    (line,) = _written(page, _slot()).lines
    dark_rows = (line.strip.min(axis=2) < 120).any(axis=1)
    assert line.box.bottom >= _RULE
    assert int(dark_rows.sum()) >= 29


def test_a_blank_slot_with_a_dotted_line_holds_nothing() -> None:
    page = _paper()
    _dots(page, 12.0)
    assert writing(_page(page), _slot()) is None


def test_a_full_stop_above_the_dotted_line_stays() -> None:
    page = _paper()
    _dots(page)
    _letters(page, 400, 2)
    cv2.circle(page, (462, round(_MIDDLE + 9)), 3, (30, 30, 30), -1)
    _letters(page, 475, 3)
    (line,) = _written(page, _slot()).lines
    stop = line.strip[:, 462 - round(line.box.left) : 466 - round(line.box.left)]
    assert stop.min() < 100


def test_a_full_stop_in_the_dotted_line_stays_and_its_dots_go() -> None:
    page = _paper()
    _dots(page)
    _letters(page, 400, 2)
    cv2.circle(page, (464, round(_RULE)), 4, (30, 30, 30), -1)
    _letters(page, 480, 3)
    (line,) = _written(page, _slot()).lines
    left = round(line.box.left)
    assert line.strip[-9:, 462 - left : 468 - left].min() < 100
    assert line.strip[-6:, 500 - left : 540 - left].min() > 100


def test_the_last_letter_of_a_label_is_not_taken_for_a_value() -> None:
    page = _paper()
    _dots(page, first=225)
    _letters(page, 110, 4)
    # The label seems to end before its last letter does.
    assert writing(_page(page), _slot(label_end=205.0)) is None


def test_high_letters_are_not_cut_into_two_lines() -> None:
    page = _paper()
    _letters(page, 400, 12)
    for number in range(0, 12, 2):
        x = 400 + 30 * number
        cv2.line(page, (x, 92), (x + 14, 92), (30, 30, 30), 4)
        cv2.line(page, (x + 4, 80), (x + 10, 80), (30, 30, 30), 4)
    found = _written(page, _slot("ownership_adress"))
    assert len(found.lines) == 1


def test_two_lines_of_an_address_are_two_lines() -> None:
    page = _paper()
    _letters(page, 400, 12, middle=_MIDDLE - 24)
    _letters(page, 400, 5, middle=_MIDDLE + 22)
    found = _written(page, _slot("ownership_adress"))
    assert [round(line.box.right / 10) for line in found.lines] == [75, 54]
    assert found.lines[0].box.bottom < found.lines[1].box.top


def test_a_second_line_of_an_address_is_whole_though_it_is_written_through_the_dots() -> None:
    page = _paper()
    _dots(page)
    _letters(page, 240, 12, middle=_MIDDLE - 20)
    _letters(page, 240, 5, middle=_RULE + 4)
    first, second = _written(page, _slot("ownership_adress")).lines
    assert second.box.bottom == pytest.approx(_RULE + 4 + 12, abs=6)
    assert second.box.top == pytest.approx(_RULE + 4 - 18, abs=6)
    assert first.box.bottom < second.box.top + 6


def test_lines_of_an_address_that_touch_have_boxes_of_their_own() -> None:
    page = _paper()
    _letters(page, 240, 12, middle=_MIDDLE - 20)
    _letters(page, 240, 5, middle=_RULE + 4)
    cv2.line(page, (270, round(_MIDDLE - 8)), (270, round(_RULE - 14)), (30, 30, 30), 5)
    first, second = _written(page, _slot("ownership_adress")).lines
    assert first.box.bottom < _RULE
    assert second.box.bottom == pytest.approx(_RULE + 4 + 12, abs=6)


def test_what_is_printed_above_a_value_is_no_part_of_it() -> None:
    page = _paper()
    _letters(page, 400, 6)
    _letters(page, 700, 8, middle=_MIDDLE - 34)
    (line,) = _written(page, _slot("date_of_posession")).lines
    assert line.box.right < 600


def test_the_box_of_a_value_lies_where_it_is_on_curled_paper() -> None:
    page = _paper()
    _dots(page, 30.0)
    _letters(page, 1250, 3, middle=_MIDDLE - 23)
    (line,) = _written(page, _slot()).lines
    assert isinstance(line.box, Box)
    assert line.box.top == pytest.approx(_MIDDLE - 23 - 20, abs=6)


def test_the_line_to_write_on_is_told_from_the_tops_of_the_letters_on_it() -> None:
    page = _paper()
    _dots(page)
    for number in range(16):
        # Flat tops, one stem each: a row of them looks like a line.
        x = 240 + 26 * number
        cv2.line(page, (x, 134), (x + 22, 134), (30, 30, 30), 4)
        cv2.line(page, (x + 11, 134), (x + 11, 162), (30, 30, 30), 4)
    (line,) = _written(page, _slot()).lines
    assert (line.box.left, line.box.right) == pytest.approx((238, 654), abs=8)
    assert line.box.top == pytest.approx(132, abs=6)
    assert (line.strip[-6:].min(axis=2) < 120).mean() < 0.25


def test_a_digit_close_behind_its_label_is_not_taken_for_a_part_of_it() -> None:
    page = _paper()
    _letters(page, 110, 3)
    cv2.line(page, (204, 134), (204, 160), (30, 30, 30), 5)
    (line,) = _written(page, _slot(label_end=199.0)).lines
    assert line.box.left == pytest.approx(202, abs=4)


def test_the_gap_behind_a_label_is_seen_though_the_row_below_reaches_up_to_it() -> None:
    page = _paper()
    _letters(page, 110, 3)
    _letters(page, 204, 1)
    cv2.rectangle(page, (150, round(_MIDDLE + 30)), (260, round(_MIDDLE + 44)), (30, 30, 30), -1)
    (line,) = _written(page, _slot(label_end=194.0)).lines
    assert line.box.left == pytest.approx(202, abs=4)
