"""Lines of print that lie where others are known."""

from __future__ import annotations

import numpy as np
import pytest

from core.geometry import Box, quad_of
from scenes.prices.covering import Places, share_of


def quad(left: float, top: float, right: float, bottom: float):
    return quad_of([(left, top), (right, top), (right, bottom), (left, bottom)])


@pytest.mark.parametrize("number", range(40))
def test_places_hold_a_line_of_which_one_of_them_shares_most(number):
    random = np.random.default_rng(number)
    known = [quad(x, y, x + 30, y + 12) for x, y in random.integers(0, 80, (5, 2)).tolist()]
    left, top = random.integers(0, 80, 2).tolist()
    shares = [share_of(Box(left, top, left + 22, top + 9), Box(*k[0], *k[2])) for k in known]
    assert Places(known).hold(quad(left, top, left + 22, top + 9)) == (max(shares) > 0.5)


def test_nowhere_is_anything_held_where_nothing_is_known():
    assert not Places([]).hold(quad(0, 0, 10, 10))


def test_lines_beside_each_other_in_both_directions_share_nothing():
    assert not Places([quad(0, 0, 10, 10)]).hold(quad(20, 20, 30, 30))
