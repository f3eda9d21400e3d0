"""The large digit before lone raised cents."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from core.engines import Pixels, TextLine
from scenes.prices.wholes import with_wholes
from tests.scenes.prices.prints import printed, quad_at

CENTS = (90.0, 34.0, 60.0, 40.0)
"""Where "25" is printed by :func:`_tag`, as an engine finds it."""


class _Says:
    """A TextEngine that answers with ``texts`` in turn, whatever it is shown."""

    def __init__(self, *texts: str) -> None:
        self._texts, self.shown = list(texts), 0

    def read(
        self, pixels: Pixels, *, characters: bool = False, search_side: int = 1280
    ) -> list[TextLine]:
        raise AssertionError("nothing is searched for here")

    def read_strips(self, strips: Sequence[Pixels], *, characters: bool = False) -> list[TextLine]:
        self.shown += len(strips)
        return [
            TextLine(self._texts.pop(0), quad_at(0, 0, strip.shape[1], strip.shape[0]), 0.97)
            for strip in strips
        ]


def _tag(*, before: int, paper: int = 245, ink: int = 20) -> Pixels:
    """Two blocks 28 pixels high that stand for cents; one ``before`` pixels high before them."""
    pixels = np.full((140, 200, 3), paper, np.uint8)
    for left in (96, 122):
        cv2.rectangle(pixels, (left, 40), (left + 20, 67), (ink, ink, ink), -1)
    if before:
        cv2.rectangle(pixels, (44, 40), (84, 40 + before), (ink, ink, ink), -1)
    return pixels


@pytest.mark.parametrize(("paper", "ink"), [(245, 20), (40, 250)])
def test_a_tall_digit_before_two_small_raised_ones_is_read_with_them(paper: int, ink: int):
    pixels = _tag(before=60, paper=paper, ink=ink)
    (line,) = with_wholes(pixels, [printed("25", CENTS)], _Says("2", "225"))
    assert [amount.value for amount in line.amounts] == [2.25]
    assert line.height == pytest.approx(61, abs=2)
    assert not line.partial


def test_one_reading_is_enough_but_less_sure():
    (line,) = with_wholes(_tag(before=60), [printed("25", CENTS)], _Says("", "$225"))
    assert line.text == "2.25"
    assert line.confidence < 0.9


@pytest.mark.parametrize("texts", [("", ""), ("2", "725"), ("L", "")])
def test_two_digits_beside_something_taller_that_cannot_be_read_are_a_part(texts: tuple[str, str]):
    (line,) = with_wholes(_tag(before=60), [printed("25", CENTS)], _Says(*texts))
    assert line.text == "25"
    assert line.partial


@pytest.mark.parametrize("before", [0, 28, 34])
def test_nothing_is_looked_for_where_nothing_taller_stands(before: int):
    text = _Says()
    lines = [printed("25", CENTS)]
    assert with_wholes(_tag(before=before), lines, text) == lines
    assert text.shown == 0


def test_longer_numbers_are_left_alone():
    lines = [printed("125", CENTS), printed("2.5", CENTS), printed("kg", CENTS)]
    assert with_wholes(_tag(before=60), lines, _Says()) == lines


def test_all_large_digits_before_the_cents_are_read():
    pixels = _tag(before=60)
    cv2.rectangle(pixels, (4, 40), (36, 100), (20, 20, 20), -1)
    (line,) = with_wholes(pixels, [printed("25", CENTS)], _Says("29", "2925"))
    assert line.text == "29.25"
    assert line.box.left == pytest.approx(4, abs=1)
