"""What a photo's quality is judged to be."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from core.engines import Pixels
from scenes.drawing.plans import Wishes, random_plan
from scenes.drawing.scene import draw_scene
from scenes.drawing.shots import Grid
from scenes.quality import quality_of


@pytest.fixture(scope="module")
def shelf() -> Pixels:
    grid = Grid(side=900, skew=0.0, rough=0.0)
    return draw_scene(random_plan(2, Wishes(shelves=2, products=6)), 2, grid).photos[0].pixels


def turned(pixels: Pixels, degrees: float) -> Pixels:
    """The photo taken with a camera that leans."""
    height, width = pixels.shape[:2]
    around = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    mode = cv2.BORDER_REPLICATE
    return np.asarray(cv2.warpAffine(pixels, around, (width, height), borderMode=mode), np.uint8)


def test_a_good_photo_has_no_problems(shelf: Pixels):
    quality = quality_of(shelf)
    assert quality.problems == ()
    assert abs(quality.tilt) < 1
    assert 0.3 < quality.brightness < 1


def test_a_blurred_photo_is_blurred(shelf: Pixels):
    blurred = np.asarray(cv2.GaussianBlur(shelf, (0, 0), 4), np.uint8)
    assert quality_of(blurred).problems == ("blurred",)
    assert quality_of(blurred).sharpness < 0.2 * quality_of(shelf).sharpness


def test_a_dark_photo_is_dark(shelf: Pixels):
    assert "dark" in quality_of((shelf * 0.15).astype(np.uint8)).problems


def test_a_reflection_is_glare(shelf: Pixels):
    lit = shelf.copy()
    cv2.ellipse(lit, (450, 300), (220, 140), 0, 0, 360, (255, 255, 255), -1)
    assert quality_of(lit).problems == ("glare",)


@pytest.mark.parametrize("degrees", [-14.0, 12.0])
def test_a_leaning_camera_tilts_the_photo(shelf: Pixels, degrees: float):
    quality = quality_of(turned(shelf, degrees))
    assert quality.tilt == pytest.approx(degrees, abs=1.5)
    assert "tilted" in quality.problems


def test_the_worst_problem_comes_first(shelf: Pixels):
    leaning = turned(shelf, 20.0)
    assert quality_of(leaning).problems == ("tilted",)
    dim = (leaning * 0.35).astype(np.uint8)
    assert quality_of(dim).problems == ("tilted", "dark")


def test_a_plain_picture_has_no_tilt():
    quality = quality_of(np.full((40, 50, 3), 128, np.uint8))
    assert quality.tilt == 0
    assert "blurred" in quality.problems
