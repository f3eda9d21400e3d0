"""Doubtful fronts beside sure ones that all stand alike."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scenes.matching import Index
from scenes.matching.choosing import Choice
from scenes.matching.leaning import leaning
from scenes.matching.looks import Look
from tests.scenes.matching.placing import placed


@pytest.fixture(scope="module")
def index(entry_of) -> Index:
    return Index([entry_of(0), replace(entry_of(40), sku=2)])


def turned(one, degrees):
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    middle = one.corners.mean(axis=0)
    corners = (one.corners - middle) @ turn.T + middle
    return replace(one, corners=corners.astype(np.float32))


def sheared(one, by):
    corners = one.corners.copy()
    corners[:2, 0] -= by
    return replace(one, corners=corners)


def row(index, degrees=0.0):
    return [Choice(turned(placed(index, 0, left, 600, 200), degrees)) for left in (0, 200, 400)]


def cut(one):
    return replace(one, look=Look(one.look.print_, one.look.colour, 0.4))


def test_the_end_of_a_product_torn_askew_is_doubted(index: Index):
    end = Choice(cut(placed(index, 0, 600, 600, 200)))
    askew = Choice(cut(sheared(placed(index, 0, 600, 600, 200), 110)))
    *_, straight, torn = leaning([*row(index), end, askew])
    assert straight.logit == pytest.approx(end.logit, abs=0.01)
    assert torn.logit < askew.logit - 4


def test_a_faint_front_that_lies_across_the_others_is_doubted_with_all_that_it_may_be(index: Index):
    first, second = (turned(placed(index, n, 600, 600, 200, logit=0.5), 100) for n in (0, 1))
    *_, found = leaning([*row(index), Choice(first, ((second, 1.5),))])
    assert found.logit < -3.5
    assert [margin for _, margin in found.rivals] == [1.5]


def test_what_is_sure_may_lie_as_it_likes(index: Index):
    lying = Choice(turned(placed(index, 0, 600, 600, 200), 90))
    assert leaning([*row(index), lying])[-1] == lying


def test_where_the_camera_leans_all_do(index: Index):
    end = Choice(turned(cut(placed(index, 0, 600, 600, 200)), 20))
    *_, found = leaning([*row(index, 20), end])
    assert found.logit == pytest.approx(end.logit, abs=0.01)


def test_without_sure_ones_nothing_is_told(index: Index):
    askew = Choice(cut(sheared(placed(index, 0, 600, 600, 200), 110)))
    assert leaning([askew]) == [askew]
