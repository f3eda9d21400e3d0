"""All photos of a scene together: one wrong pair does not move the others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scenes.matching.keypoints import Keypoints
from scenes.stitching.pairs import View
from scenes.stitching.placing import between, groups, likely_pairs
from scenes.stitching.registering import Answer, Verdict
from scenes.stitching.relations import Relations

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


def test_a_doubt_is_borne_out_by_the_likeliest_place_of_a_pair_that_says_little():
    little = Verdict(Answer.APART, shift(-705), 1.0, 0.9, 0.1)
    (group,) = groups(SIZES, {**COLUMNS, (0, 2): doubt(-700), (1, 3): little})
    assert np.allclose(between(group.places, 0, 2), shift(-700))
    elsewhere = replace(little, homography=shift(-590))
    found = groups(SIZES, {**COLUMNS, (0, 2): doubt(-700), (1, 3): elsewhere})
    assert [sorted(group.places) for group in found] == [[0, 1], [2, 3]]


def test_two_doubts_and_a_likeliest_place_that_close_a_ring_join_three_groups():
    little = Verdict(Answer.APART, shift(0, 605), 1.0, 0.9, 0.1)
    ring = {(0, 2): sure(-700), (1, 3): doubt(-705), (2, 3): doubt(0, 600), (0, 1): little}
    (group,) = groups(SIZES, ring)
    assert np.allclose(between(group.places, 0, 3), shift(-700, 600))
    ring[0, 1] = replace(little, homography=shift(110, 605))
    assert len(groups(SIZES, ring)) == 3


def test_pairs_that_say_little_join_nothing_by_themselves():
    little = Verdict(Answer.APART, shift(-700), 1.0, 0.9, 0.1)
    found = groups(SIZES, {**COLUMNS, (0, 2): little, (1, 3): little})
    assert [sorted(group.places) for group in found] == [[0, 1], [2, 3]]


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


def relations(monkeypatch, verdicts):
    """Photos without pictures, their pairs judged as ``verdicts`` say."""
    blank = View(np.zeros((800, 1000), np.uint8), Keypoints(*nothing()), 1.0)
    views = [
        View(blank.grey, replace(blank.keypoints, sizes=np.full(n, 1, np.float32)), 1.0)
        for n in range(4)
    ]
    said = {(a, b): verdicts.get((a, b), Verdict(Answer.APART)) for a, b in PAIRS}

    def told(one, other, _):
        return said[len(one.keypoints), len(other.keypoints)]

    monkeypatch.setattr("scenes.stitching.relations.register", told)
    monkeypatch.setattr("scenes.stitching.relations.fit_near", lambda *_: None)
    return Relations(SIZES, views, [None] * 4, PAIRS)


PAIRS = [(a, b) for a in range(4) for b in range(a + 1, 4)]


def nothing():
    empty = np.zeros(0, np.float32)
    return np.zeros((0, 2), np.float32), empty, empty, np.zeros((0, 128), np.uint8)


LINE = {(0, 1): sure(-700), (1, 2): sure(-700), (2, 3): sure(-700)}


def test_a_doubt_between_photos_that_others_show_to_be_apart_is_settled(monkeypatch):
    assert relations(monkeypatch, {**LINE, (0, 2): doubt(-100)}).unsure() == []


def test_a_doubt_about_an_overlap_that_others_only_guess_stays_one(monkeypatch):
    square = {**COLUMNS, (1, 3): sure(-700), (0, 2): doubt(-590)}
    assert relations(monkeypatch, square).unsure() == [(0, 2)]
    assert relations(monkeypatch, {**square, (0, 2): doubt(-705)}).unsure() == []


def test_a_doubt_that_names_no_place_is_settled_by_the_others(monkeypatch):
    corner = Verdict(Answer.UNSURE, None, 5.0, 0.5, 0.4)
    assert relations(monkeypatch, {**LINE, (0, 3): corner}).unsure() == []
    assert relations(monkeypatch, {(0, 1): sure(-700), (0, 3): corner}).unsure() == [(0, 3)]


def test_a_doubt_between_groups_stays_one(monkeypatch):
    assert relations(monkeypatch, {(0, 1): sure(-700), (2, 3): doubt(-700)}).unsure() == [(2, 3)]


def test_a_pairs_own_homography_is_used_where_the_others_agree(monkeypatch):
    square = {**COLUMNS, (1, 3): sure(-700), (0, 2): sure(-710, strength=1)}
    assert np.allclose(relations(monkeypatch, square).between(0, 2), shift(-710))
    square[0, 2] = sure(-590, strength=1)
    assert np.allclose(relations(monkeypatch, square).between(0, 2), shift(-700))


def test_photos_of_different_groups_have_no_relation(monkeypatch):
    assert relations(monkeypatch, {(0, 1): sure(-700)}).between(0, 3) is None
