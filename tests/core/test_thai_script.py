"""One spelling of Thai for what is typed or read in several."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.engines.thai_script import normalised, spelled

THAI = "".join(chr(code) for code in [*range(0x0E01, 0x0E3B), *range(0x0E40, 0x0E5A)])


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("ท่ี", "ที่"),
        ("ที่", "ที่"),
        ("น้ํา", "น้ำ"),
        ("นํ้า", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("เเดง", "แดง"),
        ("ทีี่่", "ที่"),
        ("สิทธ์ิ", "สิทธิ์"),
        ("ก\u200bข", "กข"),
        ("ปู่", "ปู่"),
        ("7 มีนาคม 2562", "7 มีนาคม 2562"),
        ("AB-12/ก", "AB-12/ก"),
        ("", ""),
    ],
)
def test_second_spellings_become_the_stored_one(typed: str, stored: str) -> None:
    assert normalised(typed) == stored


def test_a_tone_goes_before_a_vowel_that_stands_beside() -> None:
    assert normalised("กา่") == "ก่า"
    assert normalised("ก่า") == "ก่า"


@settings(deadline=None, max_examples=60)
@given(st.text(THAI + "A1 -", max_size=30))
def test_normal_spelling_stays_and_no_base_letter_is_lost(text: str) -> None:
    once = normalised(text)
    letters = [letter for letter in text if "ก" <= letter <= "ฮ" or letter in "A1 -"]
    assert [letter for letter in once if letter in letters] == letters
    assert [text[at] for letter, at in spelled(text) if "ก" <= letter <= "ฮ"] == [
        letter for letter in letters if "ก" <= letter <= "ฮ"
    ]


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from("กขป"),
    st.permutations(["ี", "่"]),
    st.permutations(["้", "ำ"]),
)
def test_the_order_in_which_marks_were_typed_does_not_matter(
    base: str, above: list[str], beside: list[str]
) -> None:
    assert normalised(base + "".join(above)) == base + "ี่"
    assert normalised(base + "".join(beside)) == base + "้ำ"
