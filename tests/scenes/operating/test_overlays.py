"""Photos with what was seen drawn onto them."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageColor

from scenes.overlays import EMPTY, TAG, UNNAMED, annotated, tint
from scenes.realogram import Gap, PriceTag, SeenPhoto, ShelfLine
from tests.scenes.reports.building import box, facing

GREY = 128


def drawn(**seen):
    """The annotated picture, (800, 1000, 3), of a grey photo."""
    pixels = np.full((800, 1000, 3), GREY, np.uint8)
    photo = SeenPhoto(1, 1000, 800, **seen)
    data = annotated(pixels, photo, {7: "Tea", 8: "Soup"}, unnamed=frozenset({9}))
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)


def share(picture, colour, area=np.s_[:, :]):
    """Which share of the pixels is drawn in a colour, JPEG's blur allowed for."""
    wanted = np.array(ImageColor.getrgb(colour))
    return (abs(picture[area] - wanted).max(axis=2) < 60).mean()


def colours(skus):
    return np.array([ImageColor.getrgb(tint(sku)) for sku in skus])


def test_a_sku_has_one_colour_and_neighbours_have_others():
    assert tint(4101) == tint(4101)
    assert len({tint(sku) for sku in range(1, 200)}) > 190
    for start in (1, 500, 12_345):
        found = colours(range(start, start + 6))
        apart = abs(found[:, None] - found[None]).sum(axis=2)
        assert apart[~np.eye(6, dtype=bool)].min() > 60


def test_facings_are_drawn_in_the_colours_of_their_skus_and_unknown_ones_in_grey():
    whole = drawn(facings=(facing(1, 7, quad=box(100, 300)), facing(2, 9, quad=box(600, 300))))
    left, right = np.s_[290:440, 90:170], np.s_[290:440, 590:670]
    assert share(whole, tint(7), left) > 0.02
    assert share(whole, tint(7), right) == 0
    assert share(whole, UNNAMED, right) > 0.02


def test_a_facing_that_another_photo_counts_is_dashed():
    solid = facing(1, 7, quad=box(100, 300))
    edge = np.s_[330:420, 95:105]
    full = share(drawn(facings=(solid,)), tint(7), edge)
    dashed = share(drawn(facings=(replace(solid, duplicate=True),)), tint(7), edge)
    assert 0.25 * full < dashed < 0.75 * full


@pytest.mark.parametrize(
    ("seen", "colour"),
    [
        ({"gaps": (Gap(box(400, 300), 0),)}, EMPTY),
        ({"tags": (PriceTag(1, box(400, 300), 9.5),)}, TAG),
        ({"shelves": (ShelfLine((0.0, 400.0), (1000.0, 400.0)),)}, TAG),
    ],
)
def test_what_else_is_seen_is_drawn_and_explained_in_the_corner(seen, colour):
    whole = drawn(**seen)
    assert share(whole, colour, np.s_[250:500, :]) > 0
    assert share(whole, "#1d2939", np.s_[700:, :400]) > 0.03


def test_a_photo_without_anything_stays_as_it_is():
    assert abs(drawn() - GREY).max() < 3
