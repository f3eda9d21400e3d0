import cv2
import numpy as np
import pytest

from core.engines import TextLine
from core.engines.scripted import ScriptedText
from core.geometry import Box, quad_of
from ocr_docs.register import StripDigit, StripReading, candidates_places, reading
from ocr_docs.register.candidates import STRIP_HEIGHT, Place, on_photo, on_strip, shown, strip_of
from ocr_docs.register.geometry import corners
from ocr_docs.register.reading import (
    Attempt,
    attempts,
    best_attempt,
    meter_reading,
    value_of,
)


def photo():
    """Left half dark, right half light, a red square in the top left corner."""
    pixels = np.full((200, 400, 3), 30, np.uint8)
    pixels[:, 200:] = 220
    pixels[:50, :50] = (200, 0, 0)
    return pixels


def place(*corners, drums=0, score=1.0):
    return Place(quad_of(corners), drums, score)


def turned(angle, *, middle=(200, 100), width=120, height=40, **more):
    box = cv2.boxPoints((middle, (width, height), angle))
    # OpenCV begins at the bottom left of the unturned rectangle.
    return place(*(box[i] for i in (1, 2, 3, 0)), **more)


def strip_reading(text, *, red=(), confidence=0.9, unreadable=0, step=20.0):
    digits = tuple(
        StripDigit(letter, Box(i * step, 5, i * step + 12, 35), 0.95, i in red, 0.0)
        for i, letter in enumerate(text)
    )
    return StripReading(digits, confidence, unreadable)


def attempt(text, where=None, **more):
    where = where or turned(0, drums=len(text))
    return Attempt(where, np.zeros((40, 120, 3), np.uint8), strip_reading(text, **more))


def test_a_strip_shows_its_place_along_the_reading_direction():
    strip = strip_of(photo(), turned(0))
    assert strip.shape == (40, 120, 3)
    assert strip[20, 20, 0] == 30
    assert strip[20, 100, 0] == 220


def test_an_upside_down_place_is_cut_upside_down():
    strip = strip_of(photo(), turned(0).over())
    assert strip[20, 20, 0] == 220
    assert strip[20, 100, 0] == 30


def test_a_large_place_is_brought_to_the_readers_size():
    pixels = np.full((1200, 3000, 3), 99, np.uint8)
    strip = strip_of(pixels, place((0, 0), (3000, 0), (3000, 600), (0, 600)))
    assert strip.shape == (STRIP_HEIGHT, 5 * STRIP_HEIGHT, 3)


def test_a_place_that_leaves_the_photo_is_still_cut():
    strip = strip_of(photo(), place((350, 150), (470, 150), (470, 230), (350, 230)))
    assert strip.shape[0] == 80


@pytest.mark.parametrize(("angle", "columns"), [(0, (0, 79)), (180, (40, 119))])
def test_a_strip_knows_which_of_its_columns_the_photo_shows(angle, columns):
    where = turned(angle, middle=(380, 100))
    assert shown(photo(), where, strip_of(photo(), where)) == columns
    outside = turned(angle, middle=(900, 100))
    assert shown(photo(), outside, strip_of(photo(), outside)) == (0, 0)


@pytest.mark.parametrize("angle", [0.0, 37.0, 90.0, -120.0])
def test_the_angle_of_a_place_is_its_reading_direction(angle):
    assert turned(angle).angle == pytest.approx(angle, abs=0.01)
    assert abs((turned(angle).over().angle - angle) % 360 - 180) < 0.01


def test_a_box_of_the_strip_comes_back_to_its_place_on_the_photo():
    where = turned(90)
    strip = strip_of(photo(), where)
    quad = on_photo(where, strip, corners(Box(0, 0, 20, 40)))
    assert quad[0] == pytest.approx((220, 40), abs=0.5)
    assert quad[1] == pytest.approx((220, 60), abs=0.5)
    assert np.array(on_strip(where, strip, quad)) == pytest.approx(
        np.array(corners(Box(0, 0, 20, 40))), abs=0.01
    )


def test_the_point_stands_before_the_first_red_digit_and_zeros_stay():
    digits = meter_reading(attempt("00278310", red=(5, 6, 7))).digits
    assert value_of(digits) == "00278.310"


def test_without_red_digits_there_is_no_point():
    assert meter_reading(attempt("001695")).value == "001695"
    assert meter_reading(attempt("123", red=(0, 1, 2))).value == "123"


def test_digits_carry_upright_boxes_of_their_own_size_and_the_reading_its_angle():
    found = meter_reading(attempt("1234", turned(90, drums=4)))
    assert found.angle == pytest.approx(90)
    assert [digit.box.width for digit in found.digits] == pytest.approx([12] * 4, abs=0.2)
    assert [digit.box.height for digit in found.digits] == pytest.approx([30] * 4, abs=0.2)
    tops = [digit.box.top for digit in found.digits]
    assert tops == sorted(tops)


def test_an_unreadable_drum_makes_the_whole_reading_uncertain():
    assert attempt("1234", unreadable=1).confidence < 0.25
    assert attempt("1234").confidence > 0.8


def test_a_drum_that_was_seen_but_not_read_lowers_the_confidence():
    assert attempt("1234", turned(0, drums=5)).confidence < attempt("1234").confidence


def test_the_likeliest_attempt_wins_and_two_digits_are_no_register():
    sure, unsure = attempt("1234"), attempt("5678", confidence=0.4)
    short = attempt("12", confidence=1.0)
    assert best_attempt([unsure, sure, short]) is sure
    assert best_attempt([short]) is None


def test_every_place_is_read_both_ways_up(monkeypatch):
    shapes = []

    def read_strips(strips):
        shapes.extend(strip.shape for strip in strips)
        return [strip_reading("12345") for _ in strips]

    monkeypatch.setattr(reading, "read_strips", read_strips)
    made = attempts(photo(), [turned(0), turned(90)])
    assert [round(each.place.angle) % 360 for each in made[:4]] == [0, 180, 90, 270]
    assert len(shapes) == len(made) == 6


def test_the_best_places_are_cut_again_close_about_their_digits(monkeypatch):
    monkeypatch.setattr(
        reading, "read_strips", lambda strips: [strip_reading("12345")] * len(strips)
    )
    made = attempts(photo(), [turned(0)])
    # Digits from 5 to 35 pixels, middles 20 apart from 6 to 86: 54 high, 22 beyond the ends.
    assert made[-2].place.quad[0] == pytest.approx((124, 73), abs=0.1)
    assert made[-2].place.quad[2] == pytest.approx((248, 127), abs=0.1)


def lines(*found):
    return [
        TextLine(text, quad_of([(10, y), (10 + w, y), (10 + w, y + h), (10, y + h)]), 0.9)
        for text, y, w, h in found
    ]


def script(monkeypatch, places, text, confidence=0.9):
    """Every strip reads ``text``; the close reading is as sure as ``confidence``."""
    said = strip_reading(text, confidence=confidence)
    monkeypatch.setattr(reading, "found_places", lambda pixels: places)
    monkeypatch.setattr(reading, "read_strips", lambda strips: [said] * len(strips))
    monkeypatch.setattr(reading, "read_closely", lambda strip, digits, shown: said)


def test_print_is_searched_for_numbers_when_no_drums_convince(monkeypatch):
    script(monkeypatch, [], "0123", confidence=0.8)
    engine = ScriptedText([lines(("0123", 50, 90, 30), ("WATER", 100, 90, 20))])
    found = reading.read_register(photo(), engine)
    assert found is not None and found.value == "0123"
    assert found.confidence == pytest.approx(0.8)
    assert len(engine.history) == 1


def test_print_is_searched_when_the_close_reading_doubts_the_drums(monkeypatch):
    script(monkeypatch, [turned(0, drums=4)], "0123", confidence=0.4)
    engine = ScriptedText([[]])
    found = reading.read_register(photo(), engine)
    assert found.confidence == pytest.approx(0.4)
    assert len(engine.history) == 1


def test_print_is_left_alone_when_the_drums_convince(monkeypatch):
    script(monkeypatch, [turned(0, drums=4)], "0123")
    assert reading.read_register(photo(), ScriptedText([])).value == "0123"


@pytest.mark.parametrize("angle", [0, 90, -37])
def test_the_best_is_read_closely_with_room_for_a_missed_drum(monkeypatch, angle):
    given = []

    def read_closely(strip, digits, shown):
        given.append((strip.shape, digits))
        return strip_reading("12345")

    monkeypatch.setattr(reading, "read_closely", read_closely)
    close = reading.closely_read(photo(), attempt("12345", turned(angle, drums=5)))
    ((rows, cols, _), boxes) = given[0]
    # Digits 30 pixels high and 12 wide, 20 apart: 90 high, 27 beyond the outer middles.
    assert (rows, cols) == (90, pytest.approx(134, abs=1))
    assert [(box.left + box.right) / 2 for box in boxes] == pytest.approx(
        [27, 47, 67, 87, 107], 0.01
    )
    assert [(box.top + box.bottom) / 2 for box in boxes] == pytest.approx([45] * 5, 0.01)
    assert [box.height for box in boxes] == pytest.approx([30] * 5, 0.01)
    assert close.place.angle == pytest.approx(angle, abs=0.1)


def test_where_the_close_reading_shows_one_more_drum_it_is_cut_and_read_again(monkeypatch):
    told = iter(["12345", "123456", "123456"])
    widths = []

    def read_closely(strip, digits, shown):
        widths.append(len(digits))
        return strip_reading(next(told))

    monkeypatch.setattr(reading, "read_closely", read_closely)
    close = reading.closely_read(photo(), attempt("1234"))
    assert widths == [4, 5, 6]
    assert len(close.reading.digits) == 6


def test_a_row_that_never_ends_is_not_read_for_ever(monkeypatch):
    told = ["1" * length for length in range(5, 30)]
    monkeypatch.setattr(reading, "read_closely", lambda *given: strip_reading(told.pop(0)))
    assert len(reading.closely_read(photo(), attempt("1234")).reading.digits) == 7


def test_where_the_close_reading_sees_nothing_the_first_one_counts(monkeypatch):
    monkeypatch.setattr(reading, "read_closely", lambda *given: StripReading((), 0.0, 0))
    first = attempt("1234")
    assert reading.closely_read(photo(), first) is first


def test_nothing_to_read_is_no_reading(monkeypatch):
    monkeypatch.setattr(reading, "found_places", lambda pixels: [])
    assert reading.read_register(photo(), ScriptedText([[]])) is None


def test_words_are_no_numbers_and_a_number_gets_room_for_lost_zeros():
    read = lines(("S/N 12", 10, 90, 20), ("4567", 50, 80, 20), ("99", 90, 40, 20))
    (found,) = candidates_places.printed_places(read)
    assert found.quad[0] == pytest.approx((-10, 47.6))
    assert found.quad[2] == pytest.approx((110, 72.4))


def test_print_around_tells_which_way_is_up():
    upright, over = attempt("9669"), attempt("6996", turned(180, drums=4), confidence=0.95)
    assert best_attempt([upright, over]) is over
    words = lines(("WATER", 20, 80, 15), ("METER", 120, 80, 15), ("CLASS B", 160, 90, 15))
    assert best_attempt([upright, over], words) is upright
