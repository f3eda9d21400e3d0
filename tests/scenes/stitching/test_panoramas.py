"""Where photos lie in a panorama, and what rows of shelves are made of."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.geometry import quad_of
from scenes.realogram import Facing, Panorama, Placement, SeenPhoto
from scenes.stitching.assignment import assigned
from scenes.stitching.composing import compose
from scenes.stitching.panoramas import cells_of, grid_of, panorama_of
from scenes.stitching.rows import rows_of

IDENTITY = {0: np.eye(3)}


def photo(number, boxes=(), size=(400, 300)):
    facings = tuple(
        Facing(n, 5, quad_of([(x, y), (x + w, y), (x + w, y + h), (x, y + h)]), 0.9)
        for n, (x, y, w, h) in enumerate(boxes, 1)
    )
    return SeenPhoto(number, *size, facings)


def shift(x, y=0.0):
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1.0]])


def test_photos_are_column_by_column_from_the_bottom_where_the_stack_says_so():
    assert cells_of(4, (2, 2)) == [(1, 0), (0, 0), (1, 1), (0, 1)]
    assert cells_of(4, (None, 2)) == cells_of(4, (2, None))
    assert cells_of(3, (1, 3)) == cells_of(3, (None, None)) == [(0, 0), (0, 1), (0, 2)]


@given(st.integers(1, 60), st.none() | st.integers(1, 99), st.none() | st.integers(1, 99))
def test_every_photo_has_its_own_cell_whatever_the_hints(count, high, wide):
    cells = cells_of(count, (high, wide))
    assert len(set(cells)) == count
    assert min(min(cell) for cell in cells) == 0


def test_a_grid_says_that_it_is_not_stitched_and_holds_all_photos_whole():
    panorama = grid_of([photo(1), photo(2, size=(300, 400)), photo(3)], (1, 3))
    assert not panorama.stitched
    assert [place.image for place in panorama.placements] == [1, 2, 3]
    for place, (width, height) in zip(
        panorama.placements, [(400, 300), (300, 400), (400, 300)], strict=True
    ):
        corners = np.array(place.homography).reshape(3, 3) @ np.array(
            [(0, width), (0, height), (1, 1)]
        )
        assert corners.min() >= 0
        assert (corners[:2].max(axis=1) <= (panorama.width + 1, panorama.height + 1)).all()


def test_registered_photos_lie_where_their_homographies_say():
    panorama = panorama_of([photo(1), photo(2)], {0: np.eye(3), 1: shift(300)})
    assert panorama is not None
    assert panorama.stitched
    assert (panorama.width, panorama.height) == (700, 300)
    assert [(place.row, place.column) for place in panorama.placements] == [(0, 0), (0, 1)]


def test_a_photo_torn_out_of_proportion_is_refused():
    assert panorama_of([photo(1), photo(2)], {0: np.eye(3), 1: np.diag([90, 90, 1.0])}) is None


def test_a_panorama_is_never_larger_than_24_megapixels():
    large = [photo(n, size=(6000, 4000)) for n in (1, 2, 3)]
    panorama = grid_of(large, (1, 3))
    assert panorama.width * panorama.height <= 24_100_000


@pytest.mark.parametrize("height", [40, 1100])
def test_each_photo_is_drawn_into_its_place(height):
    def picture(image):
        return np.full((height, 50, 3), 60 * image, np.uint8)

    places = tuple(Placement(n, tuple(shift(60.0 * (n - 1)).ravel()), 0, n - 1) for n in (1, 2))
    drawn = compose(Panorama(110, height, places, stitched=False), picture)
    assert (drawn[10:-10, 10:40] == 60).all()
    assert (drawn[10:-10, 70:100] == 120).all()
    assert (drawn[10:-10, 52:58] == 235).all()


def test_a_row_holds_its_piles_from_left_to_right_and_from_below():
    boxes = [(120, 150, 50, 100), (20, 150, 50, 100), (70, 150, 50, 50), (70, 200, 50, 50)]
    (row,) = rows_of([photo(1, boxes)], IDENTITY)
    assert row.columns == ((2,), (4, 3), (1,))


def test_shelves_that_slope_are_told_from_those_below():
    upper = [(60 * n, 20 + 6 * n, 50, 80) for n in range(6)]
    lower = [(60 * n, 160 + 6 * n, 50, 80) for n in range(6)]
    rows = rows_of([photo(1, upper + lower)], IDENTITY)
    assert [[column[0] for column in row.columns] for row in rows] == [
        [1, 2, 3, 4, 5, 6],
        [7, 8, 9, 10, 11, 12],
    ]


def test_duplicates_stand_in_no_row():
    seen = photo(1, [(20, 20, 50, 80)])
    twice = SeenPhoto(2, 400, 300, (Facing(9, 5, seen.facings[0].quad, 0.9, duplicate=True),))
    rows = rows_of([seen, twice], {0: np.eye(3), 1: np.eye(3)})
    assert [row.columns for row in rows] == [((1,),)]


@given(st.data())
def test_an_assignment_is_as_cheap_as_the_cheapest_of_all(data):
    rows, columns = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 4))
    cost = st.sampled_from([0.0, 1.0, 2.5, 4.0, float("inf")])
    costs = np.array([[data.draw(cost) for _ in range(columns)] for _ in range(rows)])
    pairs = assigned(costs)
    assert len({r for r, _ in pairs}) == len({c for _, c in pairs}) == len(pairs)
    total = sum(costs[pair] for pair in pairs)
    assert (len(pairs), -total) == _best(costs, 0, frozenset())


def _best(costs, row, taken):
    """Most pairs, then the least cost, by trying everything."""
    if row == len(costs):
        return (0, 0.0)
    best = _best(costs, row + 1, taken)
    for column in range(costs.shape[1]):
        if column not in taken and np.isfinite(costs[row, column]):
            count, gain = _best(costs, row + 1, taken | {column})
            best = max(best, (count + 1, gain - costs[row, column]))
    return best
