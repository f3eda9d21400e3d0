"""What one photo shows, put together."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from core.engines import Pixels
from core.errors import EngineFailed
from core.geometry import Quad
from scenes.drawing.packs import draw_pack_shot
from scenes.drawing.plans import Plan, Rack, Run, ShelfPlan
from scenes.drawing.products import product
from scenes.drawing.scene import DrawnPhoto, draw_scene
from scenes.drawing.shots import Grid
from scenes.matching import Entry, Index, features_of
from scenes.quality import quality_of
from scenes.realogram import SeenPhoto
from scenes.realogram_json import from_json, to_json
from scenes.seeing import see
from tests.scenes.prices.prints import BlockReader
from tests.scenes.prices.shelf import with_tags

ROWS = ((0, 40), (120, 200))


@pytest.fixture(scope="module")
def photo() -> DrawnPhoto:
    shelves = tuple(
        ShelfPlan(tuple(Run(product(seed), 2, missing=2 * (seed == 0)) for seed in row), 340.0)
        for row in ROWS
    )
    width = max(sum(run.width_mm for run in level.runs) for level in shelves) + 30
    return draw_scene(Plan((Rack(width, shelves),)), 4, Grid(side=800)).photos[0]


@pytest.fixture(scope="module")
def seen(photo: DrawnPhoto) -> SeenPhoto:
    seeds = [seed for row in ROWS for seed in row]
    index = Index([Entry(product(s).sku, features_of(draw_pack_shot(s))) for s in seeds])
    return see(photo.pixels, 17, index, first_id=1001)


def test_facings_are_numbered_from_the_first_id_and_stand_on_their_shelves(
    photo: DrawnPhoto, seen: SeenPhoto
):
    assert [facing.id for facing in seen.facings] == list(range(1001, 1009))
    assert all(facing.track == facing.id for facing in seen.facings)
    shelves = Counter((facing.sku, facing.shelf) for facing in seen.facings)
    assert shelves == Counter((facing.sku, facing.shelf) for facing in photo.facings)


def test_shelves_and_gaps_are_of_the_same_photo(photo: DrawnPhoto, seen: SeenPhoto):
    assert (seen.image, seen.width, seen.height) == (17, *photo.pixels.shape[1::-1])
    assert len(seen.shelves) == 2
    assert [gap.shelf for gap in seen.gaps] == [0]
    assert seen.tags == ()


def test_what_is_seen_survives_being_stored(photo: DrawnPhoto, seen: SeenPhoto):
    judged = replace(seen, quality=quality_of(photo.pixels))
    again = from_json(to_json(judged))
    assert to_json(again) == to_json(judged)
    assert again.quality is not None


def test_tags_are_looked_for_beside_the_facings():
    prices = ["12.99", "8.49", "3.95", "20.00"]
    reader = BlockReader(prices)
    seen = see(with_tags(reader, prices), 17, Index([]), text=reader, first_id=1001)
    assert [tag.id for tag in seen.tags] == [1001, 1002, 1003, 1004]
    assert sorted(tag.price or 0 for tag in seen.tags) == [3.95, 8.49, 12.99, 20.0]


def test_an_engine_that_fails_beside_the_search_for_facings_fails_the_photo(photo: DrawnPhoto):
    class Broken(BlockReader):
        def find(self, pixels: Pixels, *, search_side: int = 1280) -> list[Quad]:
            raise EngineFailed("The text engine failed.")

    with pytest.raises(EngineFailed):
        see(photo.pixels, 17, Index([]), text=Broken([]))
