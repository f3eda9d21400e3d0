"""All photos of a scene together: one wrong pair does not move the others."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.stitching.placing import between, groups, likely_pairs
from scenes.stitching.registering import Answer, Verdict

SIZES = [(1000, 800)] * 4


def shift(x=0.0, y=0.0):
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1.0]])


def sure(x=0.0, y=0.0, strength=10.0):
    return Verdict(Answer.OVERLAP, shift(x, y), strength, 0.9, 1.5)


def doubt(x=0.0, y=0.0, strength=5.0):
    return Verdict(Answer.UNSURE, shift(x, y), strength, 0.5, 0.7)


def test_photos_in_a_line_make_one_group_from_the_middle():
    (group,) = groups(SIZES[:3], {(0, 1): sure(-700), (1, 2): sure(-700)})
    assert np.allclose(group.places[1], np.eye(3))
    assert np.allclose(between(group.places, 0, 2), shift(-1400))


def test_the_strongest_overlaps_win_over_one_that_contradicts_them():
    wrong = sure(-100, strength=3)
    (group,) = groups(SIZES[:3], {(0, 1): sure(-700), (1, 2): sure(-700), (0, 2): wrong})
    assert np.allclose(between(group.places, 0, 2), shift(-1400))


def test_photos_without_a_sure_overlap_stay_apart():
    found = groups(SIZES[:3], {(0, 1): sure(-700), (1, 2): Verdict(Answer.APART)})
    assert [sorted(group.places) for group in found] == [[0, 1], [2]]


def test_one_doubt_joins_nothing():
    found = groups(SIZES[:3], {(0, 1): sure(-700), (1, 2): doubt(-700)})
    assert [sorted(group.places) for group in found] == [[0, 1], [2]]


COLUMNS = {(0, 1): sure(0, 600), (2, 3): sure(0, 600)}
"""Two columns of two photos, their relation open."""


def test_two_doubts_that_bear_each_other_out_join_their_groups():
    (group,) = groups(SIZES, {**COLUMNS, (0, 2): doubt(-700), (1, 3): doubt(-705, 4)})
    assert np.allclose(between(group.places, 0, 2), shift(-700))


def test_two_doubts_a_product_apart_join_nothing():
    found = groups(SIZES, {**COLUMNS, (0, 2): doubt(-700), (1, 3): doubt(-590)})
    assert [sorted(group.places) for group in found] == [[0, 1], [2, 3]]


@pytest.mark.parametrize("count", [1, 2, 7])
def test_all_pairs_of_few_photos_are_compared(count):
    assert len(likely_pairs(count, (None, None), {})) == count * (count - 1) // 2


def test_of_many_photos_neighbours_in_the_stack_and_those_alike_are_compared():
    pairs = likely_pairs(20, (2, 10), {(0, 19): 5.0})
    assert {(n, n + 1) for n in range(19)} <= set(pairs)
    assert {(n, n + 2) for n in range(18)} <= set(pairs)
    assert (0, 19) in pairs
    assert len(pairs) < 80
