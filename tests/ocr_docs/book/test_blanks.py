"""Blanks of codes are measured on the paper between their characters."""

from __future__ import annotations

import numpy as np
import pytest

from core.engines import Character, Pixels, TextLine
from core.geometry import Quad
from ocr_docs.book.blanks import spaced
from ocr_docs.book.reading import Reading
from ocr_docs.book.values import judged

_WIDE, _HIGH = 18, 34


def _quad(left: int) -> Quad:
    right = left + _WIDE
    return ((left, 0), (right, 0), (right, _HIGH), (left, _HIGH))


def _line(text: str, gaps: list[int]) -> tuple[TextLine, Pixels]:
    """A line read as ``text`` whose characters are so many pixels apart, and its picture."""
    lefts = [4 + sum(gaps[:place]) + _WIDE * place for place in range(len(gaps) + 1)]
    strip = np.full((_HIGH, lefts[-1] + _WIDE + 4, 3), 235, np.uint8)
    for left in lefts:
        strip[4:-4, left : left + _WIDE] = 40
    letters = "".join(text.split())
    characters = tuple(
        Character(letter, _quad(left), 0.9) for letter, left in zip(letters, lefts, strict=True)
    )
    whole: Quad = ((0, 0), (strip.shape[1], 0), (strip.shape[1], _HIGH), (0, _HIGH))
    return TextLine(text=text, quad=whole, confidence=0.9, characters=characters), strip


@pytest.mark.parametrize(
    ("read", "gaps", "printed"),
    [
        ("94499 26", [24, 5, 5, 5, 24, 5], "9 4499 26"),
        ("AL JGA5", [5, 6, 5, 5, 5], "ALJGA5"),
        ("A372 M5", [5, 5, 5, 14, 5], "A372 M5"),
        ("A372M5", [5, 5, 5, 11, 5], "A372M5"),
    ],
)
def test_blanks_are_where_the_paper_shows_them(read: str, gaps: list[int], printed: str) -> None:
    assert spaced(*_line(read, gaps)).text == printed


def test_a_measured_blank_is_believed_and_one_only_read_is_not() -> None:
    readings = [Reading("ALJGA569 HAE", 0.9, measured=True), Reading("AL JGA569 HAE", 0.99)]
    found = judged("model", readings)
    assert found is not None
    assert found.value == "ALJGA569 HAE"


def test_paper_beside_a_slim_digit_is_no_blank() -> None:
    text, slim = "H41139383", 3
    lefts = [4 + 24 * place for place in range(len(text))]
    strip = np.full((_HIGH, lefts[-1] + 30, 3), 235, np.uint8)
    for place, left in enumerate(lefts):
        inset = 7 if place in (slim - 1, slim) else 0
        strip[4:-4, left + inset : left + _WIDE - inset] = 40
    characters = tuple(
        Character(letter, _quad(left), 0.9) for letter, left in zip(text, lefts, strict=True)
    )
    whole: Quad = ((0, 0), (strip.shape[1], 0), (strip.shape[1], _HIGH), (0, _HIGH))
    line = TextLine(text="H41 139383", quad=whole, confidence=0.9, characters=characters)
    assert spaced(line, strip).text == text
