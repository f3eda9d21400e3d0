"""All photos in one plane: rings of overlaps close, and what is not known stays as it was."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from scenes.stitching.balancing import balanced
from scenes.stitching.fitting import inverted, mapped
from scenes.stitching.placing import between

SIZES = [(1000, 800)] * 4
RING = [(0, 1), (0, 2), (1, 3), (2, 3)]


def placed(x, y, lean=0.0):
    """A photo whose left top corner lies at (x, y), seen a little from the side."""
    return np.array([[1, 0, x], [0, 1, y], [lean, 0, 1.0]])


TRUE = {0: np.eye(3), 1: placed(20, 700), 2: placed(850, -10, 2e-5), 3: placed(860, 690)}


def true_ways(pairs):
    return {(a, b): between(TRUE, a, b) for a, b in pairs}


def worst(places):
    """How far the corners of photo 3 are from where they belong, in pixels of the plane."""
    corners = np.array([(0, 0), (1000, 0), (1000, 800), (0, 800)], dtype=np.float64)
    off = mapped(places[3], corners) - mapped(TRUE[3], corners)
    return float(np.linalg.norm(off, axis=1).max())


def chained(ways):
    """Places by way of 0, 1 and 3 alone, as a tree of overlaps gives them."""
    places = {0: np.eye(3), 2: inverted(ways[0, 2])}
    for a, b in pairwise((0, 1, 3)):
        places[b] = places[a] @ inverted(ways[a, b])
    return dict(sorted(places.items()))


def test_a_ring_of_overlaps_corrects_what_one_way_leaves_open():
    ways = true_ways(RING)
    # The narrow overlap at the top of photo 1 leaves its perspective open.
    ways[0, 1] = np.array([[1, 0, 0], [0, 1, 0], [0, 6e-5, 1.0]]) @ ways[0, 1]
    first = chained(ways)
    assert worst(balanced(first, ways, SIZES)) < 0.5 * worst(first)


def test_overlaps_that_agree_move_nothing():
    ways = true_ways(RING)
    after = balanced(TRUE, ways, SIZES)
    assert worst(after) < 2.0
    assert np.array_equal(after[0], np.eye(3))


def test_a_chain_without_a_ring_stays_as_it_is():
    ways = true_ways([(0, 1), (1, 3)])
    places = {n: TRUE[n] for n in (0, 1, 3)}
    after = balanced(places, ways, SIZES)
    assert all(np.array_equal(after[n], places[n]) for n in places)


def test_overlaps_with_photos_of_another_group_say_nothing():
    places = {n: TRUE[n] for n in (0, 1)}
    after = balanced(places, true_ways(RING), SIZES)
    assert sorted(after) == [0, 1]
    assert np.array_equal(after[1], places[1])


@pytest.mark.parametrize("scale", [1.0, 4.0])
def test_the_size_of_photos_does_not_matter(scale):
    grown, shrunk = np.diag([scale, scale, 1]), np.diag([1 / scale, 1 / scale, 1])
    ways = {pair: grown @ way @ shrunk for pair, way in true_ways(RING).items()}
    start = {n: grown @ place @ shrunk for n, place in TRUE.items()}
    start[0] = np.eye(3)
    after = balanced(start, ways, [(round(1000 * scale), round(800 * scale))] * 4)
    assert worst({n: shrunk @ place @ grown for n, place in after.items()}) < 2.0
