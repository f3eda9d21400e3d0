"""Drawn scenes: their truth is where the pictures say it is."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from scenes.drawing.packs import draw_pack_shot
from scenes.drawing.plans import Wishes, random_plan
from scenes.drawing.scene import DrawnScene, draw_scene
from scenes.drawing.shots import Grid


@pytest.fixture(scope="module")
def scene() -> DrawnScene:
    wishes = Wishes(shelves=2, width_mm=1200, gaps=0.6, piles=0.5)
    return draw_scene(random_plan(11, wishes), 11, Grid(columns=2, side=700))


def test_the_same_plan_and_seed_draw_the_same_photos(scene: DrawnScene):
    again = draw_scene(scene.plan, 11, Grid(columns=2, side=700))
    assert [photo.data for photo in again.photos] == [photo.data for photo in scene.photos]


def test_every_product_of_the_plan_is_wholly_on_some_photo(scene: DrawnScene):
    standing = {number for _, _, columns in scene.rows for pile in columns for number in pile}
    planned = sum(run.facings * run.pile for _, _, run in scene.plan.runs())
    whole = {f.product for photo in scene.photos for f in photo.facings if f.visible > 0.95}
    assert len(standing) == planned
    assert whole == standing


def test_what_lies_in_a_facings_quad_is_its_pack_shot(scene: DrawnScene):
    alike = []
    for photo in scene.photos:
        for facing in photo.facings:
            if facing.visible < 0.99:
                continue
            pack = cv2.resize(
                draw_pack_shot(facing.sku - 1), (60, 100), interpolation=cv2.INTER_AREA
            )
            target = np.array([(0, 0), (60, 0), (60, 100), (0, 100)], np.float32)
            warp = cv2.getPerspectiveTransform(np.array(facing.quad, np.float32), target)
            seen = cv2.warpPerspective(photo.pixels, warp, (60, 100), flags=cv2.INTER_AREA)
            inner = (slice(50, 95), slice(6, 54))
            one, other = (p[inner].astype(float).ravel() for p in (pack, seen))
            alike.append(np.corrcoef(one, other)[0, 1])
    assert min(alike) > 0.8
    assert np.median(alike) > 0.9


def test_neighbouring_photos_share_about_three_facings_of_a_shelf(scene: DrawnScene):
    left, right = ({f.product for f in photo.facings} for photo in scene.photos)
    rows = [{n for pile in columns for n in pile} for _, _, columns in scene.rows]
    assert all(1 <= len(row & left & right) <= 8 for row in rows)


def test_two_views_of_a_product_meet_on_the_plane(scene: DrawnScene):
    middles: dict[int, list[np.ndarray]] = {}
    for photo in scene.photos:
        for facing in photo.facings:
            corners = np.array([facing.quad], np.float64)
            middle = cv2.perspectiveTransform(corners, photo.homography)[0].mean(axis=0)
            middles.setdefault(facing.product, []).append(middle)
    both = [views for views in middles.values() if len(views) == 2]
    assert both
    # Products stand up to 25 mm behind the plane: some parallax is right.
    assert max(np.abs(one - other).max() for one, other in both) < 25


def test_tags_name_price_product_and_the_facings_above_them(scene: DrawnScene):
    skus = {f.product: f.sku for photo in scene.photos for f in photo.facings}
    tags = [tag for photo in scene.photos for tag in photo.tags]
    assert tags
    for tag in tags:
        assert tag.price.amount > 0
        assert {skus[number] for number in tag.products if number in skus} <= {tag.sku}


def test_photos_are_in_the_order_of_the_letter_n():
    plan = random_plan(2, Wishes(shelves=2, width_mm=600))
    scene = draw_scene(plan, 2, Grid(columns=2, rows=2, side=300))
    assert [(p.row, p.column) for p in scene.photos] == [(1, 0), (0, 0), (1, 1), (0, 1)]
    assert scene.stack == (2, 2)


def test_ten_equal_facings_cross_the_overlap():
    plan = random_plan(3, Wishes(width_mm=1400, ten=True, gaps=0))
    scene = draw_scene(plan, 3, Grid(columns=2, side=400))
    ten = [run for _, _, run in scene.plan.runs() if run.facings == 10]
    assert ten
    left, right = ({f.product for f in photo.facings} for photo in scene.photos)
    for _, _, columns in scene.rows:
        equal = [p[0] for p in columns if _sku(scene, p[0]) in {run.product.sku for run in ten}]
        if len(equal) >= 10:
            assert set(equal) & left
            assert set(equal) & right
            assert set(equal) - left
            assert set(equal) - right


def _sku(scene: DrawnScene, product: int) -> int:
    return next(f.sku for p in scene.photos for f in p.facings if f.product == product)
