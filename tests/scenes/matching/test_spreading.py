"""Facings of a photo as templates for the rest of their row: shelves whose pack shots are of
another edition and whose right end is out of focus."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from core.engines import Pixels
from core.geometry import box_of
from scenes.drawing.packs import draw_pack_shot
from scenes.drawing.products import product
from scenes.matching import Entry, Index, features_of, find, finding
from scenes.matching.choosing import Choice
from scenes.matching.looks import View
from scenes.matching.spreading import spread
from scenes.matching.templates import templates_of
from scenes.realogram import Facing
from tests.scenes.matching.placing import placed


def of_another_edition(seed: int) -> Entry:
    """The pack shot of an edition whose middle was printed anew."""
    shot = draw_pack_shot(seed).copy()
    tall, wide = shot.shape[:2]
    middle = slice(round(0.35 * tall), round(0.65 * tall))
    shot[middle] = cv2.resize(draw_pack_shot(400 + seed), (wide, tall))[middle]
    return Entry(product(seed).sku, features_of(shot))


def out_of_focus(pixels: Pixels, start: float) -> Pixels:
    """Soft to the right of ``start``, a share of the width."""
    soft = cv2.GaussianBlur(pixels, (0, 0), 2.0)
    share = np.clip((np.arange(pixels.shape[1]) / pixels.shape[1] - start) / 0.05, 0, 1)
    return (pixels + (soft.astype(float) - pixels) * share[None, :, None]).astype(np.uint8)


@pytest.fixture
def first_pass(monkeypatch):
    """``first_pass(pixels, index)``: what pack shots alone find."""

    def found(pixels: Pixels, index: Index) -> list[Facing]:
        with monkeypatch.context() as patch:
            patch.setattr(finding, "spread", lambda choices, *_: list(choices))
            return find(pixels, index)

    return found


def names_at(facings: list[Facing], photo) -> dict[int, set[int]]:
    """The true SKUs at the places of each SKU named."""
    met: dict[int, set[int]] = {}
    for facing in facings:
        box = box_of(facing.quad)
        middle = (box.left + box.right) / 2
        true = [
            one.sku
            for one in photo.facings
            if box_of(one.quad).left < middle < box_of(one.quad).right
        ]
        met.setdefault(facing.sku, set()).update(true)
    return met


def test_equal_facings_that_a_pack_shot_misses_are_found_by_their_neighbours(
    drawn, counted, first_pass
):
    photo = drawn(((40, 10),), side=1200)
    pixels = out_of_focus(photo.pixels, 0.7)
    index = Index([of_another_edition(40)])
    assert counted(first_pass(pixels, index)) == {41: 8}
    assert counted(find(pixels, index)) == {41: 10}


def test_what_pack_shots_name_keeps_its_name_and_its_place(drawn, first_pass):
    photo = drawn(((40, 10),), side=1200)
    pixels = out_of_focus(photo.pixels, 0.7)
    index = Index([of_another_edition(40)])
    kept = {(one.sku, one.quad, one.score) for one in find(pixels, index)}
    assert {(one.sku, one.quad, one.score) for one in first_pass(pixels, index)} < kept


def test_a_facing_found_by_a_neighbour_is_no_surer_than_that(drawn, first_pass):
    photo = drawn(((40, 10),), side=1200)
    pixels = out_of_focus(photo.pixels, 0.7)
    index = Index([of_another_edition(40)])
    surest = max(one.score for one in first_pass(pixels, index))
    assert all(one.score <= surest for one in find(pixels, index))


def test_a_look_alike_with_a_pack_shot_of_its_own_is_not_taken_for_its_neighbour(
    drawn, counted, first_pass
):
    photo = drawn(((120, 3), (121, 3), (122, 3)), side=1200)
    pixels = out_of_focus(photo.pixels, 0.7)
    index = Index([of_another_edition(seed) for seed in (120, 121, 122)])
    assert counted(first_pass(pixels, index)) == {121: 3, 122: 3, 123: 1}
    found = find(pixels, index)
    assert counted(found) == {121: 3, 122: 3, 123: 3}
    assert names_at(found, photo) == {121: {121}, 122: {122}, 123: {123}}


def test_on_a_shelf_of_strangers_nothing_is_invented(drawn, entry_of, counted, first_pass):
    photo = drawn(((0, 2), (40, 3), (80, 2)), ((120, 2), (160, 1), (200, 3)))
    index = Index([entry_of(40), entry_of(400), entry_of(440)])
    assert counted(find(photo.pixels, index)) == counted(first_pass(photo.pixels, index)) == {41: 3}


def test_without_a_sure_facing_there_is_no_template(drawn, entry_of):
    photo = drawn(((40, 3),))
    index = Index([entry_of(40)])
    view = View(photo.pixels)
    keypoints = finding.photo_keypoints(photo.pixels)
    sure = Choice(placed(index, 0, 100, 300, 200, logit=8.0))
    rival = placed(index, 0, 100, 300, 200, logit=7.0)
    doubted = [
        Choice(placed(index, 0, 100, 300, 200, logit=1.0)),
        Choice(sure.best, ((rival, 0.5),)),
        Choice(sure.best, doubted=True),
        Choice(placed(index, 0, 100, 300, 30, logit=8.0)),
    ]
    assert templates_of(doubted, keypoints, view, index)[0] == []
    assert spread(doubted, [], keypoints, view, index) == doubted
