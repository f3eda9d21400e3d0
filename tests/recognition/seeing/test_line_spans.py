"""Geometry of stretches of lines."""

import pytest

from core.geometry import Point, box_of
from recognition.seeing.line_spans import Span, around, comes_after, joined, lifted, stands_below


def level(text, left, top, width=100, height=40):
    right, bottom = left + width, top + height
    quad = (Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom))
    return Span(text, quad, len(text))


def downward(text, left, top, length=200, width=40):
    right, bottom = left + width, top + length
    quad = (Point(right, top), Point(right, bottom), Point(left, bottom), Point(left, top))
    return Span(text, quad, len(text))


def test_a_span_knows_whether_it_runs_down():
    assert downward("BEAU", 10, 10).runs_down
    assert not level("BEAU", 10, 10).runs_down


def test_what_stands_behind_in_the_same_line_comes_after():
    owner = level("BEAU", 0, 0)
    assert comes_after(owner, level("265693", 150, 4))
    assert not comes_after(owner, level("265693", 150, 60))
    assert not comes_after(owner, level("265693", 900, 0))
    assert not comes_after(owner, downward("265693", 150, 0))


def test_a_column_goes_on_downwards():
    assert comes_after(downward("BEAU", 10, 0), downward("265693", 14, 240))


def test_print_of_another_size_does_not_go_on():
    assert not comes_after(level("BEAU", 0, 0), level("265693", 110, 10, height=12))


def test_the_next_line_below_begins_at_the_same_place():
    owner = level("HALU", 0, 0)
    assert stands_below(owner, level("2089976", 5, 50))
    assert not stands_below(owner, level("2089976", 120, 50))
    assert not stands_below(owner, level("2089976", 5, 160))


def test_joined_spans_reach_from_the_first_to_the_last():
    whole = joined([level("170036", 0, 0), level("9", 140, 2, width=20)])
    assert (whole.text, whole.size) == ("1700369", 7)
    assert box_of(whole.quad).right == 160


def test_room_is_left_on_the_side_where_characters_were_not_seen():
    quad = downward("BEAU", 10, 100)
    lost = Span("BEAU", quad.quad, 4, lost=1).widened(0.0)
    missing = Span("BEAU", quad.quad, 4, missing=1).widened(0.0)
    assert box_of(lost).top < 50 and box_of(lost).bottom == pytest.approx(300)
    assert box_of(missing).bottom > 350 and box_of(missing).top == pytest.approx(100)


def test_lifting_moves_towards_the_heads_of_the_characters():
    assert box_of(lifted(level("A", 0, 100).quad, 40)).top == pytest.approx(60)


def test_around_encloses_two_lines_of_different_lengths():
    box = box_of(around([level("HALU", 0, 0), level("2089976", 2, 50, width=180)]))
    assert box == pytest.approx((0, 0, 182, 90))
