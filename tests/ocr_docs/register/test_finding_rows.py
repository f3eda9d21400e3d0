import math

import numpy as np
import pytest

from core.geometry import Point
from ocr_docs.register.finding_drums import Drum, drums_of
from ocr_docs.register.finding_network import STRIDE, UNIT
from ocr_docs.register.finding_rows import rows_of


def drum(x, y, *, angle=0.0, pitch=30.0, height=40.0, score=0.8):
    turn = math.radians(angle)
    return Drum(Point(x, y), Point(pitch * math.cos(turn), pitch * math.sin(turn)), height, score)


def row_at(angle, count=6, *, start=(500.0, 500.0), pitch=30.0, **more):
    step = pitch * math.cos(math.radians(angle)), pitch * math.sin(math.radians(angle))
    return [
        drum(start[0] + i * step[0], start[1] + i * step[1], angle=angle, pitch=pitch, **more)
        for i in range(count)
    ]


@pytest.mark.parametrize("angle", [0, 37, 90, 180, -120])
def test_equal_steps_make_one_row_in_reading_order_at_any_angle(angle):
    drums = row_at(angle)
    (row,) = rows_of(drums[::2] + drums[1::2])
    assert row.drums == tuple(drums)
    assert row.pitch == pytest.approx(30)


def test_neighbours_of_another_angle_are_no_part_of_a_row():
    drums = row_at(0, 4)
    (row,) = rows_of([*drums, drum(500 + 4 * 30, 500, angle=90)])
    assert len(row.drums) == 4


def test_drums_that_point_the_other_way_are_part_of_the_row():
    drums = row_at(90)
    back = drum(drums[1].centre.x, drums[1].centre.y, angle=-90)
    (row,) = rows_of([drums[0], back, *drums[2:]])
    assert len(row.drums) == 6


def test_a_row_ends_where_sizes_change():
    (row,) = rows_of([*row_at(0, 4), drum(500 + 4 * 30, 500, height=90)])
    assert len(row.drums) == 4


def test_one_drum_that_was_not_seen_is_filled_in():
    drums = row_at(0)
    (row,) = rows_of([*drums[:2], *drums[3:]])
    assert len(row.drums) == 6
    assert row.drums[2].centre == pytest.approx(drums[2].centre)
    assert row.drums[2].score == 0


def test_two_drums_are_no_row():
    assert rows_of(row_at(0, 2)) == []


def test_rows_of_faint_drums_alone_are_left_out():
    assert rows_of(row_at(0, score=0.2)) == []


def test_the_surer_row_comes_first():
    rows = rows_of([*row_at(0, 4, score=0.5), *row_at(90, 5, start=(100.0, 100.0))])
    assert [len(row.drums) for row in rows] == [5, 4]


def test_a_drum_a_little_off_does_not_turn_the_row():
    drums = row_at(0)
    off = drum(drums[2].centre.x, drums[2].centre.y + 5)
    (row,) = rows_of([*drums[:2], off, *drums[3:]])
    first, second, _, _ = row.quad(before=0.5, after=0.5, slack=0.0)
    assert abs(math.degrees(math.atan2(second.y - first.y, second.x - first.x))) < 1.5


def test_the_quad_of_an_upside_down_row_starts_at_its_own_top_left():
    (row,) = rows_of(row_at(180))
    quad = row.quad(before=0.5, after=0.5, slack=0.1)
    assert quad[0] == pytest.approx((515, 524))
    assert quad[2] == pytest.approx((335, 476))


def answers(cells, at, *, angle=90.0, height=32.0, pitch=24.0):
    field = np.zeros((5, cells, cells), np.float32)
    field[0] = -6
    field[0][at[1] - 1 : at[1] + 2, at[0] - 1 : at[0] + 2] = -1
    field[0][at[1], at[0]] = 3
    twice = math.radians(2 * angle)
    field[1], field[2] = math.cos(twice), math.sin(twice)
    field[3], field[4] = np.log2(height / UNIT), np.log2(pitch / UNIT)
    return field


def test_a_peak_becomes_a_drum_in_pixels_of_the_photo():
    (found,) = drums_of(answers(20, (7, 11)), scale=0.5)
    assert found.centre == pytest.approx((7.5 * STRIDE / 0.5, 11.5 * STRIDE / 0.5))
    assert found.height == pytest.approx(64)
    assert found.step == pytest.approx((0, 48), abs=1e-4)
    assert found.score == pytest.approx(1 / (1 + math.exp(-3)))


def test_a_peak_at_the_edge_is_found_too():
    (found,) = drums_of(answers(20, (19, 19)), scale=1.0)
    assert 18.5 * STRIDE < found.centre.x < 20 * STRIDE


def test_nothing_likely_gives_no_drums():
    field = answers(20, (7, 11))
    field[0] = -6
    assert drums_of(field, scale=1.0) == []
