"""Which facings a tag stands for."""

from __future__ import annotations

from core.geometry import Point, box_of
from scenes.prices.tying import facings_of, shelf_of
from scenes.realogram import UNKNOWN, Facing, ShelfLine
from tests.scenes.prices.prints import quad_at

UPPER = ShelfLine(Point(0.0, 300.0), Point(1000.0, 300.0))
LOWER = ShelfLine(Point(0.0, 700.0), Point(1000.0, 700.0))


def _row(skus: list[int], shelf: int, bottom: float, first: int = 1) -> list[Facing]:
    """Facings of 100 x 200 pixels, side by side from the left."""
    return [
        Facing(first + i, sku, quad_at(100.0 * i, bottom - 200, 100, 200), 0.9, shelf=shelf)
        for i, sku in enumerate(skus)
    ]


FACINGS = [*_row([7, 7, 7, 8, 9], 0, 295), *_row([5, 5, 6, 6, 6], 1, 695, first=6)]


def test_a_tag_stands_for_all_facings_of_the_product_above_it():
    tag = quad_at(110, 305, 80, 45)
    assert facings_of(tag, FACINGS, [UPPER, LOWER]) == (1, 2, 3)


def test_a_neighbour_of_another_product_is_not_the_tags():
    tag = quad_at(310, 305, 80, 45)
    assert facings_of(tag, FACINGS, [UPPER, LOWER]) == (4,)


def test_a_tag_above_its_products_stands_for_the_row_below():
    tag = quad_at(10, 305, 80, 45)
    assert facings_of(tag, FACINGS, [UPPER, LOWER], tags_below=False) == (6, 7)


def test_the_row_is_found_without_shelf_lines():
    tag = quad_at(310, 710, 80, 45)
    assert facings_of(tag, FACINGS, []) == (8, 9, 10)


def test_a_tag_far_from_every_product_stands_for_none():
    tag = quad_at(2000, 2000, 80, 45)
    assert facings_of(tag, FACINGS, []) == ()


def test_without_facings_a_tag_stands_for_none():
    assert facings_of(quad_at(0, 305, 80, 45), [], [UPPER]) == ()


def test_of_products_nobody_named_only_the_one_over_the_tag_is_its():
    unnamed = _row([UNKNOWN] * 4, 0, 295)
    assert facings_of(quad_at(110, 305, 80, 45), unnamed, [UPPER]) == (2,)


def test_a_second_group_of_the_product_has_its_own_tag():
    split = _row([7, 7, 8, 7], 0, 295)
    assert facings_of(quad_at(310, 305, 80, 45), split, [UPPER]) == (4,)


def test_a_tag_hangs_on_the_shelf_whose_edge_is_near():
    assert shelf_of(box_of(quad_at(0, 705, 80, 45)), [UPPER, LOWER]) == 1
    assert shelf_of(box_of(quad_at(0, 480, 80, 45)), [UPPER, LOWER]) is None


def test_a_sloping_shelf_has_its_tags_where_it_is_at_their_place():
    sloping = ShelfLine(Point(0.0, 300.0), Point(1000.0, 500.0))
    assert shelf_of(box_of(quad_at(900, 480, 80, 45)), [sloping]) == 0
    assert shelf_of(box_of(quad_at(0, 480, 80, 45)), [sloping]) is None
