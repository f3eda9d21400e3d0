"""A value is put right by what other looks at it saw, never by what none has seen."""

from __future__ import annotations

import pytest

from ocr_docs.book.likes import put_right
from ocr_docs.book.reading import Reading, reading_of


def _read(text: str, score: float = 0.95) -> Reading:
    return reading_of(text, [score] * len("".join(text.split())))


@pytest.mark.parametrize(
    ("chosen", "other", "value"),
    [
        ("PUT250", "PUTZ50", "PUTZ50"),
        ("PUTZ50", "PUT250", "PUTZ50"),
        ("A190 12", "AJ9012", "AJ90 12"),
        ("TTQ91", "TT091", "TT091"),
        ("VIOS", "VI0S", "VIOS"),
        ("286 03", "Z86.03", "Z86 03"),
        ("4PX26", "4PXZ6B", "4PX26"),
        ("GDDET92", "GDDFT92", "GDDET92"),
        ("KLGK27", "KLGZZ7", "KLGKZ7"),
        ("TNU7", "TNUZ", "TNU7"),
    ],
)
def test_of_likes_in_codes_the_one_that_is_never_a_misreading_of_the_other_is_kept(
    chosen: str, other: str, value: str
) -> None:
    assert put_right("engine_number", chosen, _read(chosen), [_read(other)]) == value


def test_a_letter_that_another_look_was_unsure_of_is_not_taken() -> None:
    assert put_right("engine_number", "2W-59", _read("2W-59"), [_read("ZW-59", 0.6)]) == "2W-59"


def test_numbers_of_other_kinds_stay_as_they_are() -> None:
    assert put_right("weight_car", "2250", _read("2250"), [_read("Z250")]) == "2250"


@pytest.mark.parametrize(
    ("other", "score", "value"),
    [
        ("นาย อนุติ่ง สายเกตุ", 0.95, "นาย อนุติ่ง สายเกตุ"),
        ("นาย อนุติ่ง สายเกตุ", 0.6, "นาย อนติ่ง สายเกต"),
        ("นาย อนกติ่ง สายเกตร", 0.95, "นาย อนติ่ง สายเกต"),
        ("บริษัท กขค จำกัด", 0.95, "นาย อนติ่ง สายเกต"),
    ],
)
def test_a_mark_that_another_look_surely_has_is_put_in_and_no_letter_is(
    other: str, score: float, value: str
) -> None:
    chosen = "นาย อนติ่ง สายเกต"
    assert put_right("possessor", chosen, _read(chosen), [_read(other, score)]) == value


def test_a_letter_has_two_marks_at_most() -> None:
    chosen = "นาย กขิ่คงจ"
    assert put_right("possessor", chosen, _read(chosen), [_read("นาย กขิ่์คงจ")]) == chosen
