"""Which views of overlapping photos are one product."""

from __future__ import annotations

import numpy as np
import pytest

from core.geometry import quad_of
from scenes.realogram import Facing, SeenPhoto
from scenes.stitching.tracks import tracked

A = 11
SHIFT = 1160.0
"""The second photo's left border, in pixels of the first one."""


def facing(number, sku, left, width=250, *, score=0.9):
    right = left + width
    quad = quad_of([(left, 320), (right, 320), (right, 710), (left, 710)])
    return Facing(number, sku, quad, score, track=number)


def pair(first, second):
    """Two photos of which the second one lies ``SHIFT`` to the right; their tracks."""
    photos = (SeenPhoto(1, 1600, 1487, tuple(first)), SeenPhoto(2, 1600, 1487, tuple(second)))
    shift = np.array([[1, 0, -SHIFT], [0, 1, 0], [0, 0, 1]], np.float64)
    one, other = tracked(photos, lambda _a, _b: shift)
    return one.facings, other.facings


@pytest.mark.parametrize("guessed", [240, 111], ids=["to its full width", "cut at the border"])
def test_a_product_that_the_border_cuts_off_is_one_with_its_whole_view(guessed):
    """Matching places the whole pack even where the photo shows a third of it."""
    (whole,), (part,) = pair([facing(1, A, 1017)], [facing(9, A, 111 - guessed, guessed)])
    assert whole.track == part.track
    assert [whole.duplicate, part.duplicate].count(True) == 1


def test_a_strip_of_a_product_at_the_border_is_one_with_its_whole_view():
    """It stands a little behind the plane that both photos share, so not all of both agrees."""
    (whole,), (strip,) = pair([facing(1, A, 930)], [facing(9, A, -180)])
    assert whole.track == strip.track


def test_neighbours_of_one_kind_stay_two():
    first = [facing(1, A, 1017), facing(2, A, 1278)]
    second = [facing(8, A, -128, 239), facing(9, A, 118)]
    one, other = pair(first, second)
    assert [f.track for f in one] == [f.track for f in other]
    assert one[0].track != one[1].track
    assert sum(f.duplicate for f in one + other) == 2


def test_the_same_product_elsewhere_on_the_shelf_is_another_one():
    (one,), (other,) = pair([facing(1, A, 1278)], [facing(9, A, 900)])
    assert one.track != other.track
    assert not one.duplicate
    assert not other.duplicate


def test_a_wrong_name_for_the_end_of_a_product_does_not_make_it_two():
    """The other photo shows it whole: what was guessed beyond the border says nothing."""
    (whole,), (end,) = pair([facing(1, A, 1017, 250)], [facing(9, A + 1, -300, 410, score=0.6)])
    assert whole.track == end.track
    assert end.duplicate
    assert not whole.duplicate


def test_products_of_which_the_photos_have_nothing_in_common_stay_apart():
    (one,), (other,) = pair([facing(1, A, 600)], [facing(9, A, 800)])
    assert one.track != other.track
