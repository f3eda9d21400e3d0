"""Where a row of digits begins and ends is told by both networks' word."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.geometry import Box
from ocr_docs.register.ends import Drums, places, settled
from ocr_docs.register.strip_answers import Candidate
from ocr_docs.register.strip_reading import Row

PLAIN = [0.0] * 9


def make_candidate(digit: int, place: float, presence: float = 0.9) -> Candidate:
    chances = np.full(10, 0.01)
    chances[digit] = 0.91
    return Candidate(chances, presence, 0.0, 0.0, Box(20 + 25 * place, 10, 34 + 25 * place, 34))


def make_row(digits: str, presence: list[float] | None = None) -> Row:
    there = presence or [0.9] * len(digits)
    found = [
        make_candidate(int(d), i, p) for i, (d, p) in enumerate(zip(digits, there, strict=True))
    ]
    return Row(tuple(found), 0, 0.0, 0.0)


def text_of(row: Row) -> str:
    return "".join(str(digit.digit) for digit in row.digits)


def without_marks(row: Row, drums: list[float]) -> tuple[str, float]:
    told, doubt = settled(row, row.digits, Drums(0.0, drums, 0.0), PLAIN)
    assert told.missing == 0
    return text_of(told), doubt


def test_a_mark_behind_the_last_drum_is_no_digit() -> None:
    row = make_row("032881", [0.9] * 5 + [0.5])
    text, doubt = without_marks(row, [0.7, 0.8, 0.8, 0.7, 0.6, 0.2])
    assert text == "03288"
    assert 0.3 < doubt < 1


def test_a_frame_before_the_first_drum_is_no_digit() -> None:
    assert without_marks(make_row("132755", [0.6] + [0.9] * 5), [0.1] + [0.7] * 5)[0] == "32755"


def test_three_marks_in_a_row_all_go() -> None:
    row = make_row("0283113", [0.9] * 4 + [0.55, 0.45, 0.4])
    assert without_marks(row, [0.7] * 4 + [0.25, 0.15, 0.05])[0] == "0283"


@pytest.mark.parametrize(("there", "drum"), [(0.95, 0.2), (0.5, 0.6)])
def test_an_outer_drum_that_one_of_both_is_sure_of_stays(there: float, drum: float) -> None:
    text, doubt = without_marks(make_row("613920", [0.95] * 5 + [there]), [0.7] * 5 + [drum])
    assert (text, doubt) == ("613920", 0.0)


def test_a_red_last_drum_stays_though_the_finder_hardly_sees_it() -> None:
    row, drums = make_row("054067", [0.9] * 5 + [0.7]), Drums(0.0, [0.7] * 5 + [0.1], 0.0)
    assert text_of(settled(row, (), drums, [0.0] * 5 + [1.8])[0]) == "054067"
    assert text_of(settled(row, (), drums, PLAIN)[0]) == "05406"


def test_four_drums_are_never_made_fewer() -> None:
    row = make_row("1032", [0.9, 0.9, 0.9, 0.4])
    assert without_marks(row, [0.7, 0.7, 0.6, 0.1])[0] == "1032"


def test_a_display_that_the_finder_does_not_know_is_left_to_the_reader() -> None:
    row = make_row("000017", [0.9] * 5 + [0.5])
    assert without_marks(row, [0.1] * 5 + [0.02]) == ("000017", 0.0)


@pytest.mark.parametrize("place", [-1, 5])
def test_a_faint_digit_where_the_finder_sees_one_more_drum_is_read(place: int) -> None:
    row, faint = make_row("10472"), make_candidate(8, place, 0.3)
    drums = Drums(0.6 if place < 0 else 0.1, [0.7] * 5, 0.6 if place > 0 else 0.1)
    told, _ = settled(row, [*row.digits, faint], drums, PLAIN)
    assert text_of(told) == ("810472" if place < 0 else "104728")
    assert told.missing == 0


@pytest.mark.parametrize("faint", [(), (make_candidate(8, 5, 0.2),), (make_candidate(8, 6),)])
def test_one_more_drum_that_shows_no_digit_is_missing(faint: tuple[Candidate, ...]) -> None:
    told, _ = settled(make_row("10472"), faint, Drums(0.1, [0.7] * 5, 0.6), PLAIN)
    assert text_of(told) == "10472"
    assert told.missing == 1


def test_the_finder_is_asked_a_step_beyond_both_ends() -> None:
    before, *at, behind = places(make_row("10472"))
    assert [box.left for box in (before, *at, behind)] == [20 + 25 * i for i in range(-1, 6)]
    assert places(replace(make_row("1"), digits=())) == []
