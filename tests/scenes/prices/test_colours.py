"""The colours of a tag by name."""

from __future__ import annotations

import numpy as np
import pytest

from core.engines import Pixels
from scenes.prices.colours import colour_shares, light_of
from tests.scenes.prices.prints import quad_at

WHOLE = quad_at(0, 0, 144, 96)
NEUTRAL = np.ones(3, np.float32)


def _plain(colour: tuple[int, int, int]) -> Pixels:
    return np.full((96, 144, 3), colour, np.uint8)


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        ((250, 250, 246), "white"),
        ((206, 22, 34), "red"),
        ((253, 216, 20), "yellow"),
        ((250, 140, 20), "orange"),
        ((20, 140, 60), "green"),
        ((30, 70, 200), "blue"),
        ((20, 20, 22), "black"),
        ((128, 128, 128), "grey"),
    ],
)
def test_a_plain_tag_has_one_colour(colour: tuple[int, int, int], name: str):
    assert colour_shares(_plain(colour), WHOLE, NEUTRAL) == ((name, 1.0),)


def test_shares_add_up_and_the_largest_comes_first():
    tag = _plain((250, 250, 246))
    tag[:32] = (206, 22, 34)
    shares = colour_shares(tag, WHOLE, NEUTRAL)
    assert [name for name, _ in shares][:2] == ["white", "red"]
    assert sum(share for _, share in shares) == pytest.approx(1.0, abs=0.05)


def test_white_paper_in_warm_light_is_white():
    scene = np.random.default_rng(1).integers(40, 200, (240, 320, 3)).astype(np.float32)
    scene[80:160, 100:220] = 225
    warm = np.asarray(np.clip(scene * (1.1, 1.0, 0.8), 0, 245), np.uint8)
    shares = colour_shares(warm, quad_at(102, 82, 116, 76), light_of(warm))
    assert shares[0][0] == "white"
