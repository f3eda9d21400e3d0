"""Pairs of photos: what is an overlap, what only looks like one, and what is left in doubt."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.geometry import quad_of
from scenes.realogram import UNKNOWN, Facing, PriceTag, SeenPhoto
from scenes.stitching.fitting import apart, mapped, plausible
from scenes.stitching.goods import Agreement, agreement, goods_of, slips, starts
from scenes.stitching.judging import Compared, Hypothesis
from scenes.stitching.looking import looks
from scenes.stitching.pairs import candidates, view_of
from scenes.stitching.registering import Answer, judged, register
from scenes.stitching.shearing import shear
from tests.scenes.stitching.drawn import scene, seen


def moved(x=0.0, y=0.0):
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1.0]])


def claim(x=0.0, *, good=0.8, share=0.5, unique=25.0, odds=8.0):
    return Hypothesis(moved(x), 200, good, share, unique, odds)


@pytest.fixture(scope="module")
def pair():
    return scene(5).photos


@pytest.fixture(scope="module")
def views(pair):
    return [view_of(photo.pixels) for photo in pair]


def true_way(pair, views):
    way = np.linalg.inv(pair[1].homography) @ pair[0].homography
    return (
        np.diag([views[1].scale, views[1].scale, 1])
        @ way
        @ np.diag([1 / views[0].scale, 1 / views[0].scale, 1])
    )


def test_photos_of_one_shelf_are_registered_by_sight_to_a_fraction_of_a_product(pair, views):
    verdict = register(*views)
    assert verdict.answer is Answer.OVERLAP
    assert verdict.evidence >= 1
    sizes = [(view.width, view.height) for view in views]
    assert apart(verdict.homography, true_way(pair, views), *sizes) < 0.02


def test_what_lies_rightly_looks_the_same_and_a_product_off_does_not(pair, views):
    way = true_way(pair, views)
    assert looks(*views, way) > 3
    assert looks(*views, moved(110) @ way) < 0.5 * looks(*views, way)


def test_a_picture_of_nothing_overlaps_nothing(views):
    grey = view_of(np.full((300, 400, 3), 127, np.uint8))
    assert register(grey, views[0]).answer is Answer.APART
    assert register(grey, grey).answer is Answer.APART


def test_noise_overlaps_nothing(views):
    noise = np.random.default_rng(0).integers(0, 255, (400, 400, 3), np.uint8)
    assert register(view_of(noise), views[0]).answer is Answer.APART


def test_one_displacement_that_stands_out_is_an_overlap():
    assert judged([claim(), claim(300, good=0.3, odds=1)]).answer is Answer.OVERLAP


def test_two_displacements_that_explain_as_much_are_a_doubt():
    verdict = judged([claim(), claim(110, good=0.75)])
    assert verdict.answer is Answer.UNSURE
    assert verdict.evidence < 1


def test_a_row_of_equals_alone_has_nothing_unique_and_is_never_an_overlap():
    assert judged([claim(unique=2)]).answer is not Answer.OVERLAP


def test_little_that_agrees_is_enough_only_without_a_rival():
    faint = claim(good=0.4, share=0.2, odds=3)
    assert judged([faint]).answer is Answer.OVERLAP
    assert judged([faint, claim(200, good=0.3, share=0.2, odds=2)]).answer is not Answer.OVERLAP


def test_products_decide_between_displacements_that_look_alike(pair, views):
    goods = tuple(
        goods_of(seen(photo, n), view.scale, (view.width, view.height))
        for n, (photo, view) in enumerate(zip(pair, views, strict=True), 1)
    )
    way = true_way(pair, views)
    right = Hypothesis(way, 200, 0.8, 0.5, 25, 8)
    off = Hypothesis(moved(110) @ way, 200, 0.8, 0.5, 25, 8)
    said = agreement(*goods, way)
    assert said.same
    assert not said.other
    assert agreement(*goods, off.homography).odds < said.odds
    verdict = judged([off, right], goods)
    assert verdict.answer is Answer.OVERLAP
    assert np.array_equal(verdict.homography, way)


def test_price_tags_tell_places_apart_where_the_products_are_equal(pair, views):
    """Nothing but tags: under the right displacement none lies alone, a tag's width off all do."""
    goods = tuple(
        goods_of(
            SeenPhoto(
                n, 900, 900, tags=tuple(PriceTag(t.tag, t.quad, t.price.amount) for t in one)
            ),
            view.scale,
            (view.width, view.height),
        )
        for n, (one, view) in enumerate(zip(whole_tags(pair), views, strict=True), 1)
    )
    way = true_way(pair, views)
    right = agreement(*goods, way)
    assert right.same
    assert not right.other
    off = agreement(*goods, moved(110) @ way)
    assert off.odds < right.odds


def row_of(*names, left=100, width=40, sku_tags=()):
    """Facings side by side on a photo of 400 x 300, named one by one; price tags under them."""
    boxes = [
        quad_of([(x, 90), (x + width, 90), (x + width, 190), (x, 190)])
        for x in range(left, left + (width + 10) * len(names), width + 10)
    ]
    tags = tuple(
        PriceTag(n, quad_of([(x, 200), (x + 30, 200), (x + 30, 215), (x, 215)]), price)
        for n, (x, price) in enumerate(sku_tags, 1)
    )
    facings = tuple(
        Facing(n, name, box, 0.9) for n, (name, box) in enumerate(zip(names, boxes, strict=True))
    )
    return goods_of(SeenPhoto(1, 400, 300, facings, tags=tags), 1.0, (400, 300))


def test_what_the_border_cuts_off_says_nothing_of_another_product():
    """Of a product at the border matching has guessed the name from its end."""
    cut, whole = row_of(7, left=-25), row_of(8, left=75)
    assert agreement(cut, whole, moved(100)) == Agreement()
    assert agreement(row_of(7, left=5), whole, moved(70)) == Agreement(other=1)


def test_what_could_not_be_named_or_read_was_perhaps_not_there():
    empty = goods_of(SeenPhoto(1, 400, 300, ()), 1.0, (400, 300))
    assert agreement(row_of(7), empty, moved()) == Agreement(lone=1)
    assert agreement(row_of(UNKNOWN), empty, moved()) == Agreement()
    assert agreement(row_of(sku_tags=[(100, None)]), empty, moved()) == Agreement()


def test_what_is_printed_on_a_product_is_no_tag():
    box = quad_of([(110, 150), (130, 150), (130, 165), (110, 165)])
    front = quad_of([(100, 90), (140, 90), (140, 190), (100, 190)])
    photo = SeenPhoto(1, 400, 300, (Facing(1, 7, front, 0.9),), tags=(PriceTag(1, box, 0.75),))
    assert goods_of(photo, 1.0, (400, 300)).names.tolist() == [7]


def test_a_tag_that_is_there_once_is_a_place_to_start_from_beside_many_equals():
    """Ten equal facings on each photo vote for nineteen places; the tag knows the right one."""
    one = row_of(*[7] * 10, left=10, width=25, sku_tags=[(300, 9.99)])
    other = row_of(*[7] * 10, left=10, width=25, sku_tags=[(48, 9.99)])
    tried = [shift for scale, shift in starts(one, other) if scale == 1]
    assert any(abs(shift - (-252, 0)).max() < 12 for shift in tried)


def test_one_product_off_is_tried_to_either_side_even_where_no_features_vote_for_it():
    goods = row_of(7, 7, 7, 8), row_of(7, 7, 7, 8)
    shifts = slips(*goods, moved())
    assert sorted(round(shift[0]) for shift in shifts) == pytest.approx([-40, 40], abs=2)
    assert slips(*goods, moved(1000)) == []


def test_an_overlap_that_slipped_would_be_found_beside_the_right_one(pair, views):
    compared = Compared(*views)
    right = Hypothesis(true_way(pair, views), 200, 0.8, 0.5, 25, 8)
    assert compared.beside([right], [right.homography]) == []
    goods = tuple(
        goods_of(seen(photo, n), view.scale, (view.width, view.height))
        for n, (photo, view) in enumerate(zip(pair, views, strict=True), 1)
    )
    off = [moved(*by) @ right.homography for by in slips(*goods, right.homography)]
    sizes = [(view.width, view.height) for view in views]
    for rival in compared.beside([right], off):
        assert apart(rival.homography, right.homography, *sizes) > 0.02
        assert judged([right, rival], goods).answer is not Answer.APART


def whole_tags(pair):
    return [[tag for tag in photo.tags if tag.visible > 0.99] for photo in pair]


def test_fronts_stand_upright_where_the_displacement_is_right(pair, views):
    found, way = candidates(*views), true_way(pair, views)
    slanted = way.copy()
    slanted[0] += 0.06 * way[1]
    middle = np.array([[views[0].width, views[0].height / 2]])
    slanted = moved(*(mapped(way, middle) - mapped(slanted, middle))[0]) @ slanted
    assert abs(shear(*views, found, way, 0.015)) < 0.02
    assert shear(*views, found, slanted, 0.015) == pytest.approx(-0.06, abs=0.02)


def test_what_leans_is_weaker():
    assert claim().strength > 2 * replace(claim(), shear=0.08).strength


def three_in_a_row():
    boxes = [quad_of([(x, 90), (x + 40, 90), (x + 40, 190), (x, 190)]) for x in (100, 150, 200)]
    facings = tuple(Facing(n, n, box, 0.9) for n, box in enumerate(boxes, 1))
    return goods_of(SeenPhoto(1, 400, 300, facings), 1.0, (400, 300))


def test_less_is_enough_where_products_bear_it_out_and_nothing_comes_near_it():
    goods = (three_in_a_row(), three_in_a_row())
    few, far = claim(unique=4, odds=3), claim(300, good=0.3, odds=0.5)
    assert judged([few, far], goods).answer is Answer.OVERLAP
    assert judged([few, far]).answer is not Answer.OVERLAP
    assert judged([few, claim(5, unique=4, odds=2)], goods).answer is not Answer.OVERLAP


def test_where_nearly_all_features_agree_prints_may_look_a_little_unlike():
    """Goods far before and behind the plane look unlike from two places."""
    full = claim(good=0.95, unique=50, odds=3)
    assert judged([full, claim(300, good=0.4, odds=0.5)]).answer is Answer.OVERLAP
    assert judged([full, claim(300, good=0.9, odds=1.5)]).answer is not Answer.OVERLAP
    assert (
        judged([replace(full, unique=20), claim(300, good=0.4, odds=0.5)]).answer
        is not Answer.OVERLAP
    )


@pytest.mark.parametrize("strength", [1.0, 30.0])
def test_a_corner_in_common_lays_no_photo_on_another(strength):
    """Another shelf of the same stock has one soon; the way there is not said, so that two of
    them cannot bear each other out."""
    corner = replace(claim(unique=30 * strength), span=0.65)
    verdict = judged([corner])
    assert (verdict.answer, verdict.homography) == (Answer.UNSURE, None)
    assert judged([replace(corner, span=0.9)]).answer is Answer.OVERLAP
    assert judged([replace(corner, looks=0.9)]).answer is Answer.APART


def test_photos_beside_each_other_have_their_side_in_common(views, pair):
    right = Compared(*views).beside([], [true_way(pair, views)])
    assert [round(one.span, 1) for one in right] == [1.0]
    low = Compared(*views).beside([], [moved(0, 0.5 * views[1].height) @ true_way(pair, views)])
    assert all(one.span < 0.72 for one in low)


def test_features_that_agree_are_not_enough_where_the_prints_look_unlike():
    """Another shelf of the same products: rows fit, what stands between them does not."""
    alike = claim(good=0.8, unique=50, odds=3)
    assert judged([alike, claim(300, good=0.5, odds=2)]).answer is not Answer.OVERLAP


def test_other_products_in_the_same_places_speak_against_an_overlap():
    assert Agreement(same=1, lone=1).speaks_against
    assert Agreement(same=4, lone=1).bears_out
    assert not Agreement(same=3, lone=1).bears_out
    assert not Agreement().speaks_against
    assert Agreement(same=2, other=3, lone=2).speaks_against
    assert not Agreement(same=8, lone=3).speaks_against
    assert Agreement().odds == 1 > Agreement(same=5, other=1).odds > Agreement(other=2).odds


def test_a_photo_turned_mirrored_or_squeezed_is_not_plausible(views):
    view = views[0]
    assert plausible(moved(400, 20), view)
    assert not plausible(np.array([[0, -1, 900], [1, 0, 0], [0, 0, 1.0]]), view)
    assert not plausible(np.diag([-1, 1, 1.0]), view)
    assert not plausible(np.diag([0.2, 1, 1.0]), view)


def test_mapping_no_points_gives_no_points():
    assert mapped(moved(), np.zeros((0, 2))).shape == (0, 2)
