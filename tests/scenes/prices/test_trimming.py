"""Bars found together with a price are cut off its line."""

from __future__ import annotations

import numpy as np

from core.engines import Character, TextLine
from core.geometry import box_of
from scenes.prices.trimming import trimmed
from tests.scenes.prices.prints import quad_at

STRIP = np.zeros((48, 200, 3), np.uint8)
PLACE = quad_at(100, 50, 400, 96)


def _line(*starts: float) -> TextLine:
    letters = tuple(Character("9", quad_at(start, 0, 24, 48), 0.9) for start in starts)
    return TextLine("9" * len(starts), quad_at(0, 0, 200, 48), 0.9, letters)


def test_a_line_is_cut_to_its_characters_where_much_else_is_in_it():
    quad, strip, line = trimmed(PLACE, STRIP, _line(120, 150, 176))
    assert strip.shape == (48, 92, 3)
    assert [round(letter.quad[0].x) for letter in line.characters] == [12, 42, 68]
    left, top, right, bottom = box_of(quad)
    assert (left, top, right, bottom) == (316, 50, 500, 146)


def test_a_line_full_of_characters_stays_as_it_is():
    line = _line(10, 40, 80, 120, 160)
    assert trimmed(PLACE, STRIP, line) == (PLACE, STRIP, line)


def test_a_line_without_characters_stays_as_it_is():
    line = TextLine("", PLACE, 0.0)
    assert trimmed(PLACE, STRIP, line) == (PLACE, STRIP, line)
