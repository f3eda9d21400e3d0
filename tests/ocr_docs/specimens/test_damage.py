"""Damage: quads stay on what they mark through scanner and camera."""

import cv2
import numpy as np
import pytest

from core.geometry import quad_of
from ocr_docs.specimens import scanning, wear
from ocr_docs.specimens.damage import LEVELS, damaged
from ocr_docs.specimens.phone import curled, photograph_of
from ocr_docs.specimens.sheet import Printed, Specimen


def bar():
    """A white page with one black bar, marked as a value."""
    pixels = np.full((600, 800, 3), 255, np.uint8)
    pixels[200:240, 150:500] = 0
    quad = quad_of([(150, 200), (500, 200), (500, 240), (150, 240)])
    return Specimen("upper", pixels, {"model": Printed("X1", (quad,))})


def share_of_dark(page):
    """How much of the quad is dark, and how much of a wide margin around it."""
    (quad,) = page.fields["model"].quads
    inside = np.zeros(page.pixels.shape[:2], np.uint8)
    cv2.fillConvexPoly(inside, np.rint(np.array(quad)).astype(np.int32), 1)
    # A strip close by, but neither the bar's soft edge nor what lies beyond the page.
    ring = cv2.dilate(inside, np.ones((19, 19))) - cv2.dilate(inside, np.ones((9, 9)))
    dark = page.pixels.min(axis=2) < 110
    return dark[inside > 0].mean(), dark[ring > 0].mean()


WAYS = {
    "skewed": lambda page, rng: scanning.skewed(page, 4.0, 255),
    "turned left": lambda page, rng: scanning.quarter_turned(page, 3),
    "turned right": lambda page, rng: scanning.quarter_turned(page, 1),
    "upside down": lambda page, rng: scanning.quarter_turned(page, 2),
    "with a margin": lambda page, rng: scanning.margined(page, 0.1, 255),
    "curled": lambda page, rng: curled(page, 0.3, rng),
    "smaller": lambda page, rng: page.resized(0.5),
    "photographed": lambda page, rng: photograph_of(page, 0.3, rng),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_quad_follows_what_it_marks(way):
    inside, around = share_of_dark(WAYS[way](bar(), np.random.default_rng(6)))
    assert inside > 0.9
    assert around < 0.1


@pytest.mark.parametrize(("quarters", "first"), [(1, (400, 150)), (2, (650, 400)), (3, (200, 650))])
def test_a_quad_begins_at_the_top_left_of_the_text(quarters, first):
    (quad,) = scanning.quarter_turned(bar(), quarters).fields["model"].quads
    assert tuple(quad[0]) == first


def test_a_photo_is_about_as_large_as_the_page_in_it():
    photo = photograph_of(bar(), 0.5, np.random.default_rng(2))
    assert max(photo.pixels.shape) <= 2800
    (quad,) = photo.fields["model"].quads
    assert np.ptp(np.array(quad), axis=0).max() > 300


WEAR = [wear.yellowed, wear.stained, wear.creased, wear.bled_through, wear.faded, wear.stamped]
SCAN = [scanning.noisy, scanning.lit_unevenly, scanning.streaked, scanning.photocopied]


@pytest.mark.parametrize("change", [*WEAR, *SCAN])
def test_wear_leaves_a_page_of_the_same_size_and_its_print_legible(change):
    before = bar().pixels
    after = change(before, 1.0, np.random.default_rng(4))
    assert (after.shape, after.dtype) == (before.shape, before.dtype)
    assert after[60:180].mean() - after[205:235, 160:490].mean() > 90


def test_no_damage_leaves_a_scan_as_it_is():
    page = bar()
    assert damaged(page, "none", "scan", np.random.default_rng(1)) is page


@pytest.mark.parametrize("level", LEVELS)
def test_damage_is_the_same_from_the_same_seed(level):
    first, second = (damaged(bar(), level, "scan", np.random.default_rng(9)) for _ in range(2))
    assert np.array_equal(first.pixels, second.pixels)
    assert first.fields == second.fields
