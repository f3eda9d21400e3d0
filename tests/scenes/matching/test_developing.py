"""Photos taken in the dark or out of focus show the same products."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from scenes.matching import Index, find
from scenes.matching.developing import developed
from scenes.quality import quality_of

ROWS = ((0, 2), (40, 2)), ((60, 3),)


@pytest.fixture(scope="module")
def shelf(drawn):
    return drawn(*ROWS)


@pytest.fixture(scope="module")
def index(entry_of):
    return Index([entry_of(seed) for seed in (0, 40, 60)])


def dark(pixels):
    return (pixels * 0.4).astype(np.uint8)


def blurred(pixels):
    return cv2.GaussianBlur(pixels, (0, 0), 1.6)


def test_a_good_photo_is_left_as_it_is(shelf):
    assert developed(shelf.pixels) is shelf.pixels


def test_a_dark_photo_is_lightened_to_where_print_shows(shelf):
    light = developed(dark(shelf.pixels))
    assert np.percentile(light.max(axis=2), 98) == pytest.approx(200, abs=6)


def test_what_is_black_is_not_lightened_out_of_all_measure():
    black = np.full((200, 300, 3), 3, np.uint8)
    assert developed(black).max() <= 12


def test_a_blurred_photo_is_sharpened(shelf):
    soft = blurred(shelf.pixels)
    assert quality_of(developed(soft)).sharpness > 1.5 * quality_of(soft).sharpness


def test_products_are_recognised_in_the_dark_too(shelf, index, counted):
    truth = counted(find(shelf.pixels, index))
    assert sum(truth.values()) == 7
    assert counted(find(dark(shelf.pixels), index)) == truth
