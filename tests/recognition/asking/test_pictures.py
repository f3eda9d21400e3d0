from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from core.geometry import Box
from recognition.asking.pictures import MAX_CROPS, pictures

RED, BLACK = (200, 30, 30), (0, 0, 0)


def photo(width: int, height: int, *black: Box) -> np.ndarray:
    pixels = np.full((height, width, 3), RED, np.uint8)
    for box in black:
        left, top, right, bottom = (int(side) for side in box)
        pixels[top:bottom, left:right] = BLACK
    return pixels


def opened(jpeg: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(jpeg))
    image.load()
    return image


def dark_rows(image: Image.Image) -> int:
    """Height of what is black in the picture."""
    return int((np.asarray(image.convert("L")) < 40).any(axis=1).sum())


def test_the_overview_is_at_most_1024_pixels_and_keeps_its_colours():
    [overview] = [opened(p) for p in pictures(photo(4000, 3000), [])]
    assert (overview.format, overview.size) == ("JPEG", (1024, 768))
    assert np.abs(np.asarray(overview)[400, 500].astype(int) - RED).max() < 8


def test_a_small_photo_is_not_enlarged():
    assert opened(pictures(photo(300, 200), [])[0]).size == (300, 200)


def test_pictures_carry_no_metadata():
    for jpeg in pictures(photo(4000, 3000), [Box(100, 100, 300, 115)]):
        assert not opened(jpeg).getexif()
        assert b"Exif" not in jpeg and b"ICC_PROFILE" not in jpeg


@pytest.mark.parametrize("line_height", [12, 20, 34, 60])
def test_a_line_is_shown_about_46_pixels_tall_whatever_its_size(line_height):
    line = Box(2000, 1500, 2000 + 10 * line_height, 1500 + line_height)
    _, part = pictures(photo(4000, 3000, line), [line])
    assert 42 <= dark_rows(opened(part)) <= 50
    assert max(opened(part).size) <= 1024


def test_tiny_print_is_enlarged_four_times_and_no_more():
    line = Box(2000, 1500, 2050, 1505)
    _, part = pictures(photo(4000, 3000, line), [line])
    assert 18 <= dark_rows(opened(part)) <= 22


def test_a_long_line_stays_whole():
    line = Box(200, 1500, 3000, 1540)
    _, part = pictures(photo(4000, 3000, line), [line])
    dark = (np.asarray(opened(part).convert("L")) < 40).any(axis=0)
    assert not dark[:5].any() and not dark[-5:].any() and dark.sum() > 900


def test_an_upright_line_gets_an_upright_part():
    _, part = pictures(photo(4000, 3000), [Box(2000, 1000, 2020, 1400)])
    width, height = opened(part).size
    assert height > width


@pytest.mark.parametrize("corner", [Box(0, 0, 200, 20), Box(3800, 2980, 4000, 3000)])
def test_at_the_edge_the_part_is_moved_not_cut(corner):
    _, part = pictures(photo(4000, 3000, corner), [corner])
    assert max(opened(part).size) >= 1020
    assert 42 <= dark_rows(opened(part)) <= 50


def test_what_the_overview_shows_well_gets_no_part():
    assert len(pictures(photo(1000, 800), [Box(100, 100, 500, 145)])) == 1


def test_neighbours_share_a_part():
    lines = [Box(2000, 1500 + 30 * n, 2200, 1520 + 30 * n) for n in range(5)]
    assert len(pictures(photo(4000, 3000), lines)) == 2


def test_there_are_at_most_three_parts():
    lines = [Box(50, y, 250, y + 15) for y in range(100, 2900, 500)]
    assert len(pictures(photo(4000, 3000), lines)) == 1 + MAX_CROPS


@pytest.mark.parametrize("box", [Box(10, 10, 10, 10), Box(5, 5, 400, 5.2)])
def test_a_box_without_an_area_is_passed_over(box):
    assert len(pictures(photo(4000, 3000), [box])) == 1


def test_a_photo_smaller_than_a_part_is_shown_whole():
    line = Box(10, 10, 90, 20)
    _, part = pictures(photo(120, 60, line), [line])
    assert opened(part).size == (480, 240)
