"""Places where digits seem to be become a row and a reading."""

from __future__ import annotations

import numpy as np
import pytest

from core.geometry import Box
from ocr_docs.register.certainty import certainty
from ocr_docs.register.strip_answers import Candidate
from ocr_docs.register.strip_reading import (
    Colours,
    Row,
    decimals,
    point_certainty,
    reading,
    row_of,
)


def make_candidate(
    digit: int,
    middle: float,
    *,
    presence: float = 0.95,
    chance: float = 0.97,
    decimal: float = 0.02,
    height: float = 24.0,
) -> Candidate:
    chances = np.full(10, (1 - chance) / 9)
    chances[digit] = chance
    box = Box(middle - 7, 24 - height / 2, middle + 7, 24 + height / 2)
    return Candidate(chances, presence, 0.0, decimal, box)


def make_row(digits: str, **changes: float) -> Row:
    return row_of([make_candidate(int(d), 20 + 25 * i, **changes) for i, d in enumerate(digits)])


def text_of(row: Row) -> str:
    return "".join(str(digit.digit) for digit in row.digits)


def test_an_even_row_is_read_whole() -> None:
    row = make_row("053020")
    assert text_of(row) == "053020"
    assert row.missing == 0
    assert row.uneven == pytest.approx(0.0, abs=1e-9)


def test_a_drum_that_shows_nothing_is_counted_not_skipped() -> None:
    found = [make_candidate(i, 20 + 25 * i) for i in range(6) if i != 3]
    row = row_of(found)
    assert text_of(row) == "01245"
    assert row.missing == 1
    assert reading(row, Colours([0.0] * 5, odd_last=False), 0.5).unreadable == 1


def test_a_faint_digit_is_kept_where_the_row_has_room_for_it() -> None:
    found = [make_candidate(i, 20 + 25 * i, presence=0.2 if i == 2 else 0.95) for i in range(5)]
    row = row_of(found)
    assert text_of(row) == "01234"
    assert row.missing == 0


def test_a_mark_between_two_drums_is_no_digit() -> None:
    found = [make_candidate(i, 20 + 25 * i) for i in range(5)]
    found.insert(3, make_candidate(1, 20 + 2.5 * 25, presence=0.5, chance=0.4))
    assert text_of(row_of(found)) == "01234"


def test_print_before_the_first_drum_is_no_digit() -> None:
    stray = make_candidate(4, -5, presence=0.6, chance=0.3)
    found = [stray, *(make_candidate(i, 20 + 25 * i) for i in range(5))]
    assert text_of(row_of(found)) == "01234"


def test_something_much_taller_is_no_digit_of_the_row() -> None:
    found = [make_candidate(i, 20 + 25 * i) for i in range(4)]
    found.append(make_candidate(1, 120, height=47.0))
    assert text_of(row_of(found)) == "0123"


def test_red_drums_are_decimals() -> None:
    row = make_row("01283638")
    assert decimals(row.digits, Colours([0, 0, 0.1, 0, 0.1, 2.0, 2.1, 1.9], odd_last=False)) == 3


def test_no_colour_means_no_decimals() -> None:
    assert decimals(make_row("00169").digits, Colours([0.0] * 5, odd_last=False)) == 0


def test_a_point_between_clear_colours_is_sure_and_amid_faded_ones_is_not() -> None:
    digits = make_row("01283638").digits
    clear = Colours([0, 0, 0.1, 0, 0.1, 2.0, 2.1, 1.9], odd_last=False)
    faded = Colours([0, 0, 0.1, 0, 0.1, 0.7, 0.75, 0.8], odd_last=False)
    assert point_certainty(digits, clear) > 0.95
    assert 0.5 <= point_certainty(digits, faded) < 0.75
    assert point_certainty(digits, Colours([0.0] * 8, odd_last=False)) > 0.95
    assert point_certainty(digits, Colours([0.0] * 8, odd_last=True)) == 1.0


def test_a_last_drum_printed_the_other_way_round_is_a_decimal() -> None:
    assert decimals(make_row("62762").digits, Colours([0.0] * 5, odd_last=True)) == 1


def test_one_red_digit_amid_others_does_not_make_those_after_it_decimals() -> None:
    row = make_row("123456")
    assert decimals(row.digits, Colours([0, 1.0, 0, 0, 0, 0], odd_last=False)) == 0


def test_a_doubtful_last_decimal_is_left_out_and_counted() -> None:
    found = [make_candidate(i, 20 + 25 * i) for i in range(5)]
    found.append(make_candidate(7, 145, chance=0.25))
    told = reading(row_of(found), Colours([0, 0, 0, 0, 0, 2.0], odd_last=False), 0.2)
    assert [digit.text for digit in told.digits] == list("01234")
    assert told.unreadable == 1


def test_a_doubtful_whole_number_is_still_told() -> None:
    found = [make_candidate(i, 20 + 25 * i) for i in range(4)]
    found.append(make_candidate(7, 120, chance=0.3))
    told = reading(row_of(found), Colours([0.0] * 5, odd_last=False), 0.2)
    assert [digit.text for digit in told.digits] == list("01237")
    assert told.digits[-1].confidence < 0.4


def test_a_clear_row_is_sure_and_a_doubtful_one_is_not() -> None:
    clear, doubtful = (
        make_row("048173", chance=0.999, presence=0.99),
        make_row("048173", chance=0.4),
    )
    assert certainty(clear, clear) > 0.8
    assert certainty(doubtful, doubtful) < 0.3
    assert certainty(clear, doubtful) <= certainty(clear, clear)


def test_a_missing_drum_takes_the_certainty_away() -> None:
    sure = [make_candidate(i, 20 + 25 * i, chance=0.999, presence=0.99) for i in range(6)]
    whole, gap = row_of(sure), row_of(sure[:3] + sure[4:])
    assert certainty(gap, gap) < 0.5 < certainty(whole, whole)


def test_a_row_of_one_digit_is_no_reading() -> None:
    row = row_of([make_candidate(5, 40)])
    assert certainty(row, row) == 0.0
