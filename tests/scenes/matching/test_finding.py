"""Facings found on drawn shelves by pack shots alone."""

from __future__ import annotations

import numpy as np

from core.geometry import Quad, box_of
from scenes.drawing.products import product
from scenes.matching import Index, find
from scenes.realogram import UNKNOWN

MIXED = (((0, 2), (40, 3), (80, 1)), ((120, 2), (160, 1), (200, 3)))
SEEDS = (0, 40, 80, 120, 160, 200)


def overlap(one: Quad, other: Quad) -> float:
    """The area that both boxes cover, as a share of what either covers."""
    a, b = box_of(one), box_of(other)
    across = min(a.right, b.right) - max(a.left, b.left)
    down = min(a.bottom, b.bottom) - max(a.top, b.top)
    both = max(across, 0.0) * max(down, 0.0)
    return both / (a.width * a.height + b.width * b.height - both)


def test_every_facing_of_a_shelf_is_found_where_it_stands(drawn, entry_of):
    photo = drawn(*MIXED)
    found = find(photo.pixels, Index([entry_of(seed) for seed in SEEDS]))
    assert len(found) == len(photo.facings)
    for true in photo.facings:
        mine = max(found, key=lambda facing: overlap(facing.quad, true.quad))
        assert mine.sku == true.sku
        assert overlap(mine.quad, true.quad) > 0.8
    assert [facing.id for facing in found] == list(range(1, len(found) + 1))


def test_a_row_of_ten_equal_facings_is_ten_facings(drawn, entry_of, counted):
    photo = drawn(((40, 10),), side=1200)
    assert counted(find(photo.pixels, Index([entry_of(40), entry_of(0)]))) == {41: 10}


def test_look_alikes_in_two_colours_and_words_are_told_apart(drawn, entry_of, counted):
    photo = drawn(((40, 2), (41, 2), (42, 2)), side=1200)
    index = Index([entry_of(seed) for seed in (40, 41, 42)])
    assert counted(find(photo.pixels, index)) == {41: 2, 42: 2, 43: 2}


def test_look_alikes_in_two_sizes_are_told_apart(drawn, entry_of, counted):
    photo = drawn(((40, 2), (43, 2), (80, 2)), side=1000)
    index = Index([entry_of(seed) for seed in (40, 43, 80)])
    assert counted(find(photo.pixels, index)) == {41: 2, 44: 2, 81: 2}


def test_products_without_a_pack_shot_are_never_named(drawn, entry_of):
    photo = drawn(*MIXED)
    index = Index([entry_of(seed) for seed in (400, 440, 480)])
    assert {facing.sku for facing in find(photo.pixels, index)} <= {UNKNOWN}


def test_a_facing_less_likely_than_the_threshold_is_not_named(drawn, entry_of):
    photo = drawn(*MIXED)
    found = find(photo.pixels, Index([entry_of(0)]), threshold=1.1)
    assert [facing.sku for facing in found] == [UNKNOWN, UNKNOWN]
    assert all(facing.alternatives[0].sku == product(0).sku for facing in found)


def test_only_the_skus_asked_for_are_found(drawn, entry_of, counted):
    photo = drawn(*MIXED)
    index = Index([entry_of(seed) for seed in SEEDS])
    found = find(photo.pixels, index, only=frozenset({1, 121}))
    assert counted(found) == {1: 2, 121: 2}


def test_several_pack_shots_of_a_product_count_a_facing_once(drawn, entry_of, counted):
    photo = drawn(*MIXED)
    twice = Index([entry_of(0), entry_of(0), entry_of(40)])
    assert counted(find(photo.pixels, twice)) == {1: 2, 41: 3}


def test_a_wall_shows_no_facing(entry_of):
    grain = np.random.default_rng(3).normal(0, 6, (600, 800, 1))
    wall = np.clip(170 + grain + np.zeros((1, 1, 3)), 0, 255).astype(np.uint8)
    assert find(wall, Index([entry_of(0), entry_of(40)])) == []


def test_without_pack_shots_nothing_is_found(drawn, entry_of):
    photo = drawn(*MIXED)
    assert find(photo.pixels, Index([])) == []
    assert find(photo.pixels, Index([entry_of(0)]), only=frozenset()) == []


def test_a_pack_shot_added_to_an_index_is_found(drawn, entry_of, counted):
    photo = drawn(*MIXED)
    before = Index([entry_of(0)])
    after = Index([entry_of(0), entry_of(40)], before)
    assert counted(find(photo.pixels, after)) == {1: 2, 41: 3}
