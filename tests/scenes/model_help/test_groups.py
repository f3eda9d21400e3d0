"""Fronts that look alike are asked about once; what is not surely alike, apart."""

import cv2
import numpy as np
import pytest

from core.geometry import quad_of
from scenes.model_help.groups import groups_of
from scenes.model_help.pictures import around, sheet, upright
from scenes.realogram import UNKNOWN, Alternative, Facing

WIDE, TALL = 60, 90


def front(look, wide=WIDE, tall=TALL):
    noise = np.random.default_rng(look).integers(0, 255, (9, 6, 3), dtype=np.uint8)
    return cv2.resize(noise, (wide, tall), interpolation=cv2.INTER_NEAREST)


def shelf(*fronts):
    """The photo, and an unnamed facing of each front."""
    pixels, facings, x = np.full((200, 900, 3), 200, np.uint8), [], 10
    for number, picture in enumerate(fronts, 1):
        tall, wide = picture.shape[:2]
        pixels[10 : 10 + tall, x : x + wide] = picture
        corners = [(x, 10), (x + wide, 10), (x + wide, 10 + tall), (x, 10 + tall)]
        facings.append(Facing(number, UNKNOWN, quad_of(corners), 0.4))
        x += wide + 15
    return pixels, facings


def ids(groups):
    return [[facing.id for facing in group.facings] for group in groups]


def test_equal_fronts_are_one_group_and_large_groups_go_first():
    pixels, facings = shelf(front(1), front(2), front(2), front(3), front(2))
    assert ids(groups_of(pixels, facings)) == [[2, 3, 5], [1], [4]]


def test_a_front_in_other_light_and_a_little_out_of_place_is_the_same():
    darker = (front(2) * 0.8).astype(np.uint8)
    pixels, [one, other] = shelf(front(2), darker)
    shifted = quad_of([(p.x + 1, p.y - 1) for p in other.quad])
    moved = Facing(2, UNKNOWN, shifted, 0.4)
    assert ids(groups_of(pixels, [one, moved])) == [[1, 2]]


@pytest.mark.parametrize(
    "other",
    [front(2, 60, 120), front(2, 80, 120), 255 - front(2)],
    ids=["taller", "size", "colour"],
)
def test_another_shape_size_or_colour_is_another_product(other):
    pixels, facings = shelf(front(2), other)
    assert len(groups_of(pixels, facings)) == 2


def test_fronts_that_matching_thinks_of_differently_are_asked_about_apart():
    pixels, [one, other] = shelf(front(2), front(2))
    other = Facing(2, UNKNOWN, other.quad, 0.4, (Alternative(9, 0.3),))
    assert len(groups_of(pixels, [one, other])) == 2


def test_named_facings_and_specks_are_in_no_group():
    pixels, [one, other] = shelf(front(1), front(2, 8, 12))
    assert groups_of(pixels, [Facing(1, 5, one.quad, 0.9), other]) == []


def test_places_partly_outside_of_the_photo_can_be_cut_out():
    pixels, _ = shelf(front(1))
    outside = quad_of([(-20, -30), (40, -30), (40, 60), (-20, 60)])
    assert upright(pixels, outside).shape[:2] == (95, 64)
    assert around(pixels, outside).size > 0
    gone = quad_of([(-200, -300), (-100, -300), (-100, -200), (-200, -200)])
    assert around(pixels, gone).size > 0
    assert sheet([upright(pixels, gone)])


def test_a_leaning_front_is_cut_out_upright():
    pixels, _ = shelf(front(4))
    turn = cv2.getRotationMatrix2D((40, 55), 12, 1.0)
    leaning = cv2.warpAffine(pixels, turn, (900, 200))
    corners = np.array([[10, 10, 1], [70, 10, 1], [70, 100, 1], [10, 100, 1]]) @ turn.T
    cut = upright(leaning, quad_of(corners.tolist())).astype(int)
    straight = upright(pixels, quad_of([(10, 10), (70, 10), (70, 100), (10, 100)])).astype(int)
    assert abs(cut - straight)[6:-6, 6:-6].mean() < 15
