"""Pack shots: invented, repeatable, in families of look-alikes."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.drawing import fonts
from scenes.drawing.packs import draw_pack_shot
from scenes.drawing.products import FAMILY, product


def test_the_same_seed_draws_the_same_pack():
    assert np.array_equal(draw_pack_shot(17), draw_pack_shot(17))


def test_a_pack_is_drawn_at_four_pixels_per_millimetre():
    shown = product(21)
    height, width = draw_pack_shot(21).shape[:2]
    assert (width, height) == (round(4 * shown.width_mm), round(4 * shown.height_mm))


def test_a_family_shares_its_brand_and_differs_in_a_word_a_band_or_a_size():
    for look in range(30):
        plain, banded, worded, larger = (product(FAMILY * look + n) for n in range(FAMILY))
        assert {one.brand for one in (plain, banded, worded, larger)} == {plain.brand}
        assert banded.band != plain.band
        assert banded.variety != plain.variety
        assert worded.band == plain.band
        assert worded.variety != plain.variety
        assert larger.variety == plain.variety
        assert larger.size_text != plain.size_text
        assert larger.width_mm > 1.15 * plain.width_mm


def test_look_alikes_differ_in_their_pixels_but_not_much():
    plain, worded = draw_pack_shot(40).astype(int), draw_pack_shot(42).astype(int)
    off = np.abs(plain - worded).max(axis=2) > 40
    assert 0.0005 < off.mean() < 0.1


def test_every_kind_of_pack_can_be_drawn():
    seeds = {product(seed).kind: seed for seed in range(0, 120, FAMILY)}
    assert set(seeds) == {"box", "pouch", "bottle", "can", "jar", "carton"}
    for seed in seeds.values():
        assert draw_pack_shot(seed).std() > 20


def test_a_missing_font_is_named_with_what_to_install():
    with pytest.raises(OSError, match=r"NoSuchFace.ttf.*apt-get install fonts-dejavu"):
        fonts.font("NoSuchFace", 20)
