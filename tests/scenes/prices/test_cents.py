"""Cents that stand raised behind a larger number."""

from __future__ import annotations

import numpy as np

from core.engines import Character, TextLine
from scenes.prices.cents import agreed, joined
from scenes.prices.glyphs import Glyph, ends_raised, glyphs_of, with_point
from tests.scenes.prices.prints import printed, quad_at

TWELVE = ("12", (100.0, 50.0, 80.0, 60.0))
RAISED = ("99", (184.0, 50.0, 40.0, 28.0))


def test_raised_cents_in_a_line_of_their_own_belong_to_the_number_before_them():
    (line,) = joined([printed(*TWELVE), printed(*RAISED)])
    assert [amount.value for amount in line.amounts] == [12.99]


def test_a_currency_before_the_number_stays_with_it():
    (line,) = joined([printed("$12", TWELVE[1]), printed(*RAISED)])
    assert line.amounts[0].currency == "$"
    assert line.amounts[0].value == 12.99


def test_boxes_of_a_number_and_its_cents_may_overlap():
    (line,) = joined([printed(*TWELVE), printed("99", (166.0, 52.0, 44.0, 32.0))])
    assert [amount.value for amount in line.amounts] == [12.99]


def test_small_digits_below_are_no_cents():
    lines = [printed(*TWELVE), printed("99", (184.0, 84.0, 40.0, 26.0))]
    assert joined(lines) == lines


def test_digits_of_one_height_are_no_cents():
    lines = [printed(*TWELVE), printed("99", (184.0, 50.0, 80.0, 58.0))]
    assert joined(lines) == lines


def test_a_shop_without_cents_has_none_on_one_tag_either():
    mains = [printed(f"{value}", (0.0, 0.0, 120.0, 55.0)) for value in (109, 119, 99)]
    (line,) = agreed(joined([printed(*TWELVE), printed(*RAISED)]), mains)
    assert [amount.value for amount in line.amounts] == [12.0]


def test_smaller_print_does_not_say_how_a_shop_writes_its_prices():
    mains = [printed("330", (0.0, 0.0, 30.0, 14.0)) for _ in range(5)]
    mains += joined([printed(*TWELVE), printed(*RAISED)])
    (line,) = agreed(joined([printed(*TWELVE), printed(*RAISED)]), mains)
    assert [amount.value for amount in line.amounts] == [12.99]


def test_a_currency_without_cents_has_none():
    mains = [printed("158円", (0.0, 0.0, 120.0, 55.0))]
    (line,) = agreed(joined([printed(*TWELVE), printed(*RAISED)]), mains)
    assert [amount.value for amount in line.amounts] == [12.0]


def _glyphs(text: str, heights: list[tuple[float, float]]) -> tuple[Glyph, ...]:
    return tuple(Glyph(letter, *reach) for letter, reach in zip(text, heights, strict=True))


def test_raised_digits_within_one_line_get_a_point_before_them():
    tall, raised = (0.1, 0.9), (0.1, 0.5)
    assert with_point(_glyphs("1299", [tall, tall, raised, raised])) == "12.99"


def test_digits_of_one_height_get_no_point():
    tall = (0.1, 0.9)
    assert with_point(_glyphs("1299", [tall] * 4)) == "1299"


def test_small_digits_at_the_foot_are_no_cents():
    tall, low = (0.1, 0.9), (0.5, 0.9)
    assert with_point(_glyphs("1299", [tall, tall, low, low])) == "1299"


def test_raised_digits_on_a_falling_line_get_a_point_too():
    falling = [(0.05, 0.8), (0.13, 0.88), (0.22, 0.55), (0.26, 0.6)]
    assert with_point(_glyphs("1749", falling)) == "17.49"


def test_a_falling_line_of_equal_digits_gets_none():
    falling = [(0.0, 0.7), (0.06, 0.76), (0.12, 0.82), (0.18, 0.88)]
    assert with_point(_glyphs("1749", falling)) == "1749"


def test_the_edge_of_the_tag_beside_the_last_digit_is_no_part_of_it():
    strip = np.full((48, 116, 3), 240, np.uint8)
    for left, width, bottom in ((12, 22, 42), (40, 22, 42), (68, 16, 24), (90, 16, 24)):
        strip[8:bottom, left : left + width] = 20
    strip[:, 111:] = 20
    places = ((8, 36), (36, 66), (66, 88), (88, 116))
    letters = tuple(
        Character(letter, quad_at(left, 0, right - left, 48), 0.9)
        for letter, (left, right) in zip("2290", places, strict=True)
    )
    line = TextLine("2290", quad_at(0, 0, 116, 48), 0.99, letters)
    assert with_point(glyphs_of(strip, line)) == "22.90"


def test_a_dollar_sign_that_was_read_as_a_digit_is_left_out():
    tall, raised = (0.1, 0.9), (0.1, 0.5)
    assert with_point(_glyphs("5529", [raised, tall, raised, raised])) == "5.29"
    assert with_point(_glyphs("5529", [tall] * 4)) == "5529"


def test_digits_that_end_higher_without_being_cents_are_told():
    tall, raised = (0.1, 0.9), (0.1, 0.5)
    assert ends_raised(_glyphs("1025", [tall, tall, raised, (0.4, 0.5)]))
    assert not ends_raised(_glyphs("1025", [tall] * 4))
    assert not ends_raised(_glyphs("25", [raised] * 2))


def test_the_height_of_a_digit_is_its_own_where_its_columns_hold_half_of_it():
    strip = np.full((48, 150, 3), 240, np.uint8)
    for left, width, bottom in ((12, 22, 42), (40, 22, 42), (70, 16, 24)):
        strip[8:bottom, left : left + width] = 20
    # A digit of two strokes, the upper one left of where the engine says it stands.
    strip[8:12, 92:100] = strip[8:24, 92:95] = strip[20:24, 92:108] = 20
    places = ((8, 36), (36, 66), (66, 88), (98, 128))
    letters = tuple(
        Character(letter, quad_at(left, 0, right - left, 48), 0.9)
        for letter, (left, right) in zip("2895", places, strict=True)
    )
    line = TextLine("2895", quad_at(0, 0, 150, 48), 0.99, letters)
    assert with_point(glyphs_of(strip, line)) == "28.95"


def test_print_on_paper_before_a_dark_shelf_is_told_from_it():
    strip = np.full((48, 240, 3), 60, np.uint8)
    strip[:46, 60:230] = 240
    for left, width, bottom in ((120, 22, 40), (148, 22, 40), (178, 16, 24), (202, 16, 24)):
        strip[8:bottom, left : left + width] = 20
    places = ((116, 144), (144, 174), (174, 198), (198, 222))
    letters = tuple(
        Character(letter, quad_at(left, 0, right - left, 48), 0.9)
        for letter, (left, right) in zip("2599", places, strict=True)
    )
    line = TextLine("2599", quad_at(0, 0, 240, 48), 0.99, letters)
    assert with_point(glyphs_of(strip, line)) == "25.99"
