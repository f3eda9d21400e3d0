"""Tags on a shelf are found, read and tied to products; what is no tag is left alone."""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import EngineFailed
from core.geometry import Point, box_of
from scenes.prices import PriceOptions, tags_of
from scenes.realogram import Facing, ShelfLine
from tests.scenes.prices.prints import BlockReader, quad_at
from tests.scenes.prices.shelf import (
    RAIL,
    STEP,
    TAG,
    WHITE,
    YELLOW,
    bare_shelf,
    tag_place,
    with_tags,
)

PRICES = ["12.99", "8.49", "3.95", "20.00"]


def _facings(skus: list[int]) -> list[Facing]:
    return [
        Facing(i + 1, sku, quad_at(50 + 115 * i, 40, 105, RAIL - 42), 0.9, shelf=0)
        for i, sku in enumerate(skus)
    ]


EDGE = ShelfLine(Point(0, RAIL), Point(1000, RAIL))


def test_every_tag_of_a_row_is_found_where_it_hangs():
    reader = BlockReader(PRICES)
    tags = tags_of(with_tags(reader, PRICES), reader)
    assert [tag.price for tag in sorted(tags, key=lambda tag: tag.quad[0].x)] == [
        12.99,
        8.49,
        3.95,
        20.0,
    ]
    assert sorted(tag.id for tag in tags) == [1, 2, 3, 4]
    for number, tag in enumerate(sorted(tags, key=lambda tag: tag.quad[0].x)):
        left, top = tag_place(number)
        found = box_of(tag.quad)
        wanted = (left, top, left + TAG[0], top + TAG[1])
        assert np.abs(np.subtract(found, wanted)).max() < 10


def test_bare_numbers_are_prices_where_tags_of_one_kind_hang_in_a_row():
    prices = ["109", "119", "98", "105"]
    reader = BlockReader(prices)
    tags = tags_of(with_tags(reader, prices), reader)
    assert sorted(tag.price or 0 for tag in tags) == [98, 105, 109, 119]


def test_a_unit_price_on_every_tag_is_never_its_price():
    reader = BlockReader([*PRICES, "1 kg = 9.98"])
    tags = tags_of(with_tags(reader, PRICES, beside="1 kg = 9.98"), reader)
    assert sorted(tag.price or 0 for tag in tags) == [3.95, 8.49, 12.99, 20.0]
    assert all(9.98 not in tag.prices for tag in tags)


def test_a_yellow_tag_among_white_ones_is_a_promotion():
    reader = BlockReader(PRICES)
    papers = [WHITE, YELLOW, WHITE, WHITE]
    tags = tags_of(with_tags(reader, PRICES, papers), reader)
    assert {tag.price: tag.promo for tag in tags} == {
        12.99: False,
        8.49: True,
        3.95: False,
        20.0: False,
    }


def test_a_shop_may_say_which_colours_are_promotions():
    reader = BlockReader(PRICES)
    papers = [WHITE, YELLOW, WHITE, WHITE]
    options = PriceOptions(promo_colours=("green",))
    tags = tags_of(with_tags(reader, PRICES, papers), reader, options=options)
    assert not any(tag.promo for tag in tags)


def test_a_larger_old_price_beside_the_price_makes_a_promotion():
    reader = BlockReader([*PRICES, "24.99"])
    pixels = with_tags(reader, PRICES)
    left, top = tag_place(0)
    reader.write(pixels, "24.99", (left + 10, top + 10, 50, 18))
    reduced = [tag for tag in tags_of(pixels, reader) if tag.promo]
    assert [(tag.price, tag.prices) for tag in reduced] == [(12.99, (12.99, 24.99))]


def test_the_currency_that_one_tag_names_is_that_of_all():
    prices = ["€12.99", "8.49", "3.95", "20.00"]
    reader = BlockReader(prices)
    tags = tags_of(with_tags(reader, prices), reader)
    assert [tag.currency for tag in tags] == ["EUR"] * 4


def test_one_tag_stands_for_all_facings_of_its_product():
    reader = BlockReader(PRICES)
    facings = _facings([5, 5, 6, 6, 7, 7, 8, 8])
    tags = tags_of(with_tags(reader, PRICES), reader, facings=facings, shelves=[EDGE])
    tied = {tag.price: tag.facings for tag in tags}
    assert tied == {12.99: (1, 2), 8.49: (3, 4), 3.95: (5, 6), 20.0: (7, 8)}


def test_a_tag_without_a_product_is_told_and_tied_to_nothing():
    reader = BlockReader(PRICES)
    tags = tags_of(with_tags(reader, PRICES), reader)
    assert [tag.facings for tag in tags] == [()] * 4


def test_the_content_printed_on_packs_is_no_price():
    reader = BlockReader([*PRICES, "330"])
    pixels = with_tags(reader, PRICES)
    facings = [
        Facing(i + 1, 5, quad_at(50 + STEP * i, 40, 160, RAIL - 42), 0.9, shelf=0) for i in range(4)
    ]
    for number in range(4):
        reader.write(pixels, "330", (50 + STEP * number + 90, 190, 50, 20))
    tags = tags_of(pixels, reader, facings=facings, shelves=[EDGE])
    assert sorted(tag.price or 0 for tag in tags) == [3.95, 8.49, 12.99, 20.0]


def test_a_number_that_lost_its_cents_is_not_said():
    prices = [*PRICES, "7.25", "12"]
    reader = BlockReader(prices)
    tags = tags_of(with_tags(reader, prices), reader)
    assert len(tags) == 6
    assert [tag.price for tag in tags if 12.0 in tag.prices] == [None]


def test_a_wall_has_no_tags():
    wall = np.random.default_rng(4).integers(150, 190, (480, 640, 3)).astype(np.uint8)
    assert tags_of(wall, BlockReader([])) == ()


def test_a_shelf_without_tags_has_none():
    assert tags_of(bare_shelf(4), BlockReader([])) == ()


@pytest.mark.parametrize("size", [(1, 1), (3, 400), (400, 3)])
def test_a_tiny_picture_has_no_tags(size: tuple[int, int]):
    assert tags_of(np.zeros((*size, 3), np.uint8), BlockReader([])) == ()


def test_a_failing_engine_is_told_of():
    class Broken(BlockReader):
        def read(self, *_: object, **__: object) -> list[object]:  # type: ignore[override]
            raise EngineFailed("text_engine")

    with pytest.raises(EngineFailed):
        tags_of(bare_shelf(2), Broken([]))
