"""The photos of a scene made one: each physical product counts once, on whichever photos it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from core.errors import UnsupportedImage
from core.geometry import quad_of
from scenes.merging import merge
from scenes.realogram import Facing, PriceTag, SeenPhoto
from scenes.stitching.composing import compose
from tests.scenes.stitching.drawn import (
    MIXED,
    TEN,
    counts,
    nameless,
    priced,
    scene,
    seen,
    true_counts,
)


def merged(drawn, order=None, see=seen, **options):
    """The realogram of a drawn scene's photos, taken in ``order``."""
    photos = [drawn.photos[n] for n in order or range(len(drawn.photos))]
    shown = [see(photo, number) for number, photo in enumerate(photos, 1)]
    return merge(shown, lambda n: photos[n].pixels, **options)


@pytest.mark.parametrize("seed", [8, 12])
def test_rows_of_ten_equal_facings_across_the_overlap_do_not_slip(seed):
    drawn = scene(seed, TEN)
    assert max(Counter(f.sku for f in drawn.photos[0].facings).values()) >= 5
    whole = merged(drawn, see=priced)
    assert whole.merged
    assert counts(whole) == true_counts(drawn)


def test_where_equal_facings_allow_two_places_nothing_is_merged_and_the_scene_says_so():
    # Both shelves are rows of one product with nothing between them that tells places apart.
    drawn = scene(3, TEN)
    whole = merged(drawn)
    assert not whole.merged
    assert not any(facing.duplicate for photo in whole.photos for facing in photo.facings)
    assert [panorama.stitched for panorama in whole.panoramas] == [False]


def test_all_views_of_one_product_share_a_track_and_one_of_them_counts():
    drawn = scene(5)
    whole = merged(drawn)
    products = {}
    for shown, photo in zip(whole.photos, drawn.photos, strict=True):
        clear = [facing for facing in photo.facings if facing.visible >= 0.6]
        for facing, true in zip(shown.facings, clear, strict=True):
            products.setdefault(true.product, []).append(facing)
    both = [views for views in products.values() if len(views) > 1]
    assert both
    for views in both:
        assert len({view.track for view in views}) == 1
        assert sum(not view.duplicate for view in views) == 1
    tracks = [views[0].track for views in products.values()]
    assert len(set(tracks)) == len(tracks)


def test_the_order_of_photos_does_not_matter():
    drawn = scene(5)
    assert counts(merged(drawn, (1, 0))) == counts(merged(drawn)) == true_counts(drawn)


def test_rows_are_those_of_the_shelves_from_left_to_right():
    drawn = scene(5)
    whole = merged(drawn)
    skus = {facing.id: facing.sku for photo in whole.photos for facing in photo.facings}
    true = {f.product: f.sku for photo in drawn.photos for f in photo.facings}
    got = [[[skus[n] for n in pile] for pile in row.columns] for row in whole.rows]
    assert got == [[[true[n] for n in pile] for pile in row] for _, _, row in drawn.rows]


def test_photos_one_above_the_other_are_merged():
    drawn = scene(4, replace(MIXED, shelves=3, width_mm=700), columns=1, rows=2)
    whole = merged(drawn, stack=(2, 1))
    assert whole.merged
    assert counts(whole) == true_counts(drawn)
    assert [(place.row, place.column) for place in whole.panoramas[0].placements] == [
        (1, 0),
        (0, 0),
    ]


def test_a_photo_sent_twice_counts_once():
    photo = scene(5).photos[0]
    once = merge([seen(photo, 1)], lambda _: photo.pixels)
    twice = merge([seen(photo, 1), seen(photo, 2)], lambda _: photo.pixels)
    assert counts(twice) == counts(once)
    assert all(facing.duplicate for facing in twice.photos[1].facings)


def test_one_photo_counts_as_it_is():
    photo = seen(scene(5).photos[0], 1)
    whole = merge([photo], lambda _: pytest.fail("one photo need not be decoded"))
    assert whole.merged
    assert not any(facing.duplicate for facing in whole.photos[0].facings)
    assert len({facing.track for facing in whole.photos[0].facings}) == len(photo.facings)


def test_no_photos_are_an_empty_scene():
    assert merge([], lambda _: pytest.fail("there is none")).photos == ()


def test_photos_of_different_shelves_are_kept_apart_and_everything_counts():
    one, other = scene(5).photos[0], scene(9).photos[0]
    shown = [seen(one, 1), seen(other, 2)]
    whole = merge(shown, lambda n: (one, other)[n].pixels)
    assert sum(1 for _ in whole.counted()) == sum(len(photo.facings) for photo in shown)


def test_shelves_of_the_same_products_that_do_not_overlap_are_not_merged():
    # The ends of a wall: equal products, other prices, neighbours and gaps.
    drawn = scene(6, replace(TEN, width_mm=2000), columns=3)
    ends = (drawn.photos[0], drawn.photos[2])
    assert {f.sku for f in ends[0].facings} & {f.sku for f in ends[1].facings}
    shown = [seen(photo, number) for number, photo in enumerate(ends, 1)]
    whole = merge(shown, lambda n: ends[n].pixels)
    assert sum(1 for _ in whole.counted()) == sum(len(photo.facings) for photo in shown)


def test_three_photos_of_one_wall_count_every_product_once():
    drawn = scene(6, replace(TEN, width_mm=2000), columns=3)
    whole = merged(drawn, stack=(1, 3))
    assert counts(whole) == true_counts(drawn)


def test_photos_are_merged_by_sight_where_nothing_was_recognised_on_one():
    drawn = scene(5)
    shown = [seen(drawn.photos[0], 1), nameless(seen(drawn.photos[1], 2))]
    whole = merge(shown, lambda n: drawn.photos[n].pixels)
    assert whole.merged
    assert [panorama.stitched for panorama in whole.panoramas] == [True]


def test_a_photo_that_cannot_be_decoded_is_counted_all_the_same():
    drawn = scene(5)
    shown = [seen(photo, number) for number, photo in enumerate(drawn.photos, 1)]

    def picture(n):
        if n:
            raise UnsupportedImage
        return drawn.photos[n].pixels

    whole = merge(shown, picture)
    assert sum(1 for _ in whole.counted()) == sum(len(photo.facings) for photo in shown)


def flat(number, sku=7, tags=()):
    """A photo of three facings, whose picture shows nothing."""
    boxes = [quad_of([(x, 10), (x + 40, 10), (x + 40, 90), (x, 90)]) for x in (10, 60, 110)]
    facings = tuple(Facing(n, sku, box, 0.9) for n, box in enumerate(boxes, 1))
    return SeenPhoto(number, 200, 100, facings, tags=tags)


def blank(_):
    return np.full((100, 200, 3), 128, np.uint8)


def test_ids_that_clash_are_numbered_anew_and_tags_stay_tied():
    tag = PriceTag(1, flat(1).facings[0].quad, 3.5, facings=(1, 2))
    whole = merge([flat(1, tags=(tag,)), flat(2, tags=(tag,))], blank)
    ids = [facing.id for photo in whole.photos for facing in photo.facings]
    assert sorted(ids) == [1, 2, 3, 4, 5, 6]
    assert [tag.facings for photo in whole.photos for tag in photo.tags] == [(1, 2), (4, 5)]


def test_photos_without_a_sure_place_are_laid_out_column_by_column_from_the_bottom():
    whole = merge([flat(n) for n in range(1, 5)], blank, stack=(2, 2))
    (panorama,) = whole.panoramas
    assert not panorama.stitched
    places = {place.image: (place.row, place.column) for place in panorama.placements}
    assert places == {1: (1, 0), 2: (0, 0), 3: (1, 1), 4: (0, 1)}
    assert [len(row.columns) for row in whole.rows] == [6, 6]


def test_a_stitched_panorama_shows_both_photos_where_they_lie():
    drawn = scene(5)
    whole = merged(drawn)
    (panorama,) = whole.panoramas
    assert panorama.stitched
    pixels = compose(panorama, lambda image: drawn.photos[image - 1].pixels)
    assert pixels.shape == (panorama.height, panorama.width, 3)
    assert panorama.width > 1.3 * max(photo.width for photo in whole.photos)
    for place, photo in zip(panorama.placements, drawn.photos, strict=True):
        height, width = photo.pixels.shape[:2]
        homography = np.array(place.homography).reshape(3, 3)
        x, y, z = homography @ (width / 2, height / 2, 1)
        u, v = round(x / z), round(y / z)
        here = photo.pixels[height // 2 - 20 : height // 2 + 20, width // 2 - 20 : width // 2 + 20]
        there = pixels[v - 20 : v + 20, u - 20 : u + 20]
        assert abs(here.mean(axis=(0, 1)) - there.mean(axis=(0, 1))).max() < 12
