"""Shelf lines, what stands on which shelf, and empty places."""

from __future__ import annotations

import numpy as np
import pytest

from core.geometry import box_of, quad_of
from scenes.drawing.plans import Plan, Rack, Run, ShelfPlan
from scenes.drawing.products import product
from scenes.drawing.scene import DrawnPhoto, draw_scene
from scenes.drawing.shots import Grid
from scenes.realogram import Facing
from scenes.shelves import gaps_between, shelf_lines, standing


def facing(
    number: int, left: float, bottom: float, width: float = 60, height: float = 100
) -> Facing:
    right, top = left + width, bottom - height
    quad = quad_of([(left, top), (right, top), (right, bottom), (left, bottom)])
    return Facing(number, 1, quad, 1.0)


def row(bottom: float, *lefts: float, slope: float = 0.0) -> list[Facing]:
    return [facing(int(left + bottom), left, bottom + slope * left) for left in lefts]


PHOTO = np.full((600, 800, 3), 90, np.uint8)


def test_each_row_of_facings_is_one_shelf_from_top_to_bottom():
    lines = shelf_lines(PHOTO, [*row(520, 20, 300, 600), *row(250, 100, 200, 700)])
    assert [round(line.start.y) for line in lines] == [250, 520]
    assert all((line.start.x, line.end.x) == (0, 800) for line in lines)


def test_a_tilted_row_is_a_tilted_line():
    (line,) = shelf_lines(PHOTO, row(300, 20, 200, 400, 600, slope=0.1))
    assert (line.end.y - line.start.y) / 800 == pytest.approx(0.1, abs=0.01)


def test_a_facing_stands_on_the_line_below_it_and_piles_on_the_same():
    piled = facing(99, 300, 420)
    facings = [*row(520, 20, 300, 600), *row(250, 100, 200, 700), piled]
    placed = standing(facings, shelf_lines(PHOTO, facings))
    assert [one.shelf for one in placed] == [1, 1, 1, 0, 0, 0, 1]


def test_a_facing_far_above_every_line_stands_on_none():
    lines = shelf_lines(PHOTO, row(520, 20, 300, 600))
    assert standing([facing(1, 100, 150, height=40)], lines)[0].shelf == -1


def test_without_facings_there_are_no_shelves():
    assert shelf_lines(PHOTO, []) == ()


@pytest.fixture(scope="module")
def shelf() -> DrawnPhoto:
    """Two shelves; on each two facings are missing between others."""

    def runs(*seeds: int) -> tuple[Run, ...]:
        return tuple(
            Run(product(seed), 2, missing=2 * (place == 0)) for place, seed in enumerate(seeds)
        )

    shelves = tuple(ShelfPlan(runs(*seeds), 340.0) for seeds in ((0, 40), (120, 160)))
    width = max(sum(run.width_mm for run in level.runs) for level in shelves) + 30
    return draw_scene(Plan((Rack(width, shelves),)), 3, Grid(side=800)).photos[0]


def test_the_empty_places_of_a_drawn_shelf_are_found_and_nothing_else(shelf: DrawnPhoto):
    truth = [Facing(number, one.sku, one.quad, 1.0) for number, one in enumerate(shelf.facings)]
    lines = shelf_lines(shelf.pixels, truth)
    gaps = gaps_between(shelf.pixels, standing(truth, lines), lines)
    assert len(lines) == 2
    assert sorted(gap.shelf for gap in gaps) == [0, 1]
    for gap in gaps:
        middle = np.mean(gap.quad, axis=0)
        near = [quad for quad, level in shelf.gaps if level == gap.shelf]
        left, right = min(box_of(q).left for q in near), max(box_of(q).right for q in near)
        assert left < middle[0] < right


def test_facings_side_by_side_leave_no_gap():
    facings = row(520, 20, 90, 160)
    lines = shelf_lines(PHOTO, facings)
    assert gaps_between(PHOTO, standing(facings, lines), lines) == ()


def test_a_place_with_print_is_not_empty():
    facings = row(520, 20, 300)
    noisy = np.random.default_rng(1).integers(0, 255, PHOTO.shape).astype(np.uint8)
    lines = shelf_lines(noisy, facings)
    assert gaps_between(noisy, standing(facings, lines), lines) == ()
