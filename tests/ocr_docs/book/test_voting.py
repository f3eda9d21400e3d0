"""Readings of one piece of writing put together."""

from __future__ import annotations

from ocr_docs.book.reading import Reading, reading_of, without_head, without_strays
from ocr_docs.book.values import judged
from ocr_docs.book.voting import together


def _reading(text: str, **doubtful: float) -> Reading:
    """``text`` read for sure, but for the letters at the places in ``doubtful``."""
    letters = "".join(text.split())
    return reading_of(text, [doubtful.get(f"at{i}", 0.99) for i in range(len(letters))])


def test_a_letter_is_taken_from_the_reading_that_is_surer_of_it() -> None:
    one = _reading("ท่งเลา 12", at0=0.6)
    two = _reading("ทุ่งเลา 12", at3=0.5)
    assert together(one, two).text == "ทุ่งเลา 12"
    assert together(_reading("นางดวงนาก", at8=0.5), _reading("นางดวงนาถ")).text == "นางดวงนาถ"
    assert together(_reading("นางดวงนาถ"), _reading("นางดวงนาก", at8=0.5)).text == "นางดวงนาถ"


def test_a_reading_made_of_two_is_no_surer_than_the_first() -> None:
    one = _reading("ลฌ996", at1=0.5)
    found = together(one, _reading("ลญภ996"))
    assert found.text == "ลญภ996"
    assert (found.score, found.lowest) == (one.score, one.lowest)


def test_what_another_reading_has_at_the_ends_is_no_part_of_the_value() -> None:
    one = _reading("735 หมู่ 4 ต.หนองดอน")
    assert together(one, _reading("วันเกิด 735 หมู่ 4 ต.หนองดอน โทร")) == one


def test_a_letter_seen_twice_by_one_reading_is_put_in_by_none() -> None:
    assert together(_reading("3รฑ379"), _reading("3รฑ3379")).text == "3รฑ379"


def test_a_value_that_two_readings_made_together_is_one_they_disagreed_about() -> None:
    found = judged("ownership", [_reading("นายสกล ดีมา"), _reading("นายสกุล ดีมา")])
    assert found is not None
    assert (found.value, found.agreed) == ("นายสกุล ดีมา", False)


def test_readings_of_other_writing_leave_the_first_as_it_is() -> None:
    one = _reading("กท 671", at0=0.1)
    assert together(one, _reading("ไทย")) == one
    assert together(one, Reading("ถท 671", 0.99)) == one


def test_the_scores_of_a_head_go_with_it() -> None:
    found = without_head(reading_of("ยู่ 41", [0.1, 0.2, 0.3, 0.4, 0.5]), 4)
    assert (found.text, found.scores) == ("41", (0.4, 0.5))


def test_specks_behind_an_address_are_no_part_of_it() -> None:
    scores = [0.99] * 13 + [0.3, 0.7, 0.4, 0.1]
    found = without_strays(reading_of("735 จ.เชียงราย H. 2 ร", scores))
    assert found.text == "735 จ.เชียงราย"
    assert found.lowest == 0.99


def test_postcodes_and_words_stay_though_they_are_in_doubt() -> None:
    for text in ("735 จ.พิจิตร 62400", "นาย สมดี มา", "735 จ.พิจิตร 4"):
        letters = "".join(text.split())
        last = len(text.split()[-1])
        score = 0.9 if last == 1 else 0.5
        reading = reading_of(text, [0.99] * (len(letters) - last) + [score] * last)
        assert without_strays(reading) == reading


def test_a_plate_is_read_by_two_cuts_together() -> None:
    found = judged(
        "registration_number_car", [_reading("ลฌ996", at1=0.6), _reading("ลญภ996", at0=0.9)]
    )
    assert found is not None
    assert found.value == "ลญภ996"
    sure = judged("registration_number_car", [_reading("ลญภ996")] * 2)
    assert sure is not None
    assert found.confidence < sure.confidence
