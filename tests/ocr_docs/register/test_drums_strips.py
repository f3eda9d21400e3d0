"""The pictures that a strip becomes, and the colours on it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from core.engines import Pixels
from core.geometry import Box
from ocr_docs.register.polarity import odd_last
from ocr_docs.register.redness import redness
from ocr_docs.register.straightening import Look, straightened
from ocr_docs.register.strip_answers import (
    BROAD,
    CENTRE,
    CHANNELS,
    MIDDLE,
    TALL,
    Candidate,
    candidates,
)  # fmt: skip
from ocr_docs.register.strip_canvas import HEIGHT, WIDTH, on_canvas

BOXES = [Box(20 + 50 * i, 20, 50 + 50 * i, 70) for i in range(5)]
BLACK, WHITE, RED = (20, 20, 20), (230, 230, 230), (200, 40, 40)


def make_strip(last_ground: tuple[int, ...], last_ink: tuple[int, ...]) -> Pixels:
    strip = np.full((90, 270, 3), BLACK, np.uint8)
    strip[:, 212:] = last_ground
    for i, box in enumerate(BOXES):
        ink = last_ink if i == 4 else WHITE
        corner = int(box.left), int(box.bottom)
        cv2.putText(strip, str(i), corner, cv2.FONT_HERSHEY_SIMPLEX, 2.0, ink, 5, cv2.LINE_AA)
    return strip


def warm(strip: Pixels) -> Pixels:
    """``strip`` under a lamp that has little blue."""
    return np.asarray(strip * [1.0, 0.82, 0.55], np.uint8)


def test_a_red_drum_is_red_and_black_ones_are_not() -> None:
    shades = redness(make_strip(RED, WHITE), BOXES)
    assert max(shades[:4]) < 0.3 < 1.0 < shades[4]


def test_red_ink_on_a_drum_like_the_others_is_red() -> None:
    shades = redness(make_strip(BLACK, RED), BOXES)
    assert max(shades[:4]) < 0.3 < 0.8 < shades[4]


def test_warm_light_reddens_no_digit() -> None:
    assert max(redness(warm(make_strip(BLACK, WHITE)), BOXES)) < 0.3


def test_a_red_drum_is_red_in_warm_light_too() -> None:
    shades = redness(warm(make_strip(RED, WHITE)), BOXES)
    assert max(shades[:4]) < 0.3 < 1.0 < shades[4]


def test_a_red_drum_is_as_red_in_the_dark_and_black_ones_are_not() -> None:
    dark = np.asarray(make_strip(RED, WHITE) * 0.3, np.uint8)
    shades = redness(dark, BOXES)
    assert max(shades[:4]) < 0.3
    assert shades[4] == pytest.approx(redness(make_strip(RED, WHITE), BOXES)[4], abs=0.4)


def test_no_digits_have_no_redness() -> None:
    assert redness(make_strip(BLACK, WHITE), []) == []


def test_a_last_drum_printed_black_on_white_is_odd() -> None:
    assert odd_last(make_strip(WHITE, BLACK), BOXES)


def test_a_red_drum_with_white_digits_is_not_odd() -> None:
    assert not odd_last(make_strip(RED, WHITE), BOXES)


def test_drums_all_alike_have_no_odd_one() -> None:
    assert not odd_last(make_strip(BLACK, WHITE), BOXES)


@pytest.mark.parametrize("size", [(40, 400), (300, 310), (48, 256), (9, 20)])
def test_a_strip_of_any_size_lies_wholly_on_the_canvas(size: tuple[int, int]) -> None:
    strip = np.full((*size, 3), 250, np.uint8)
    canvas, fit = on_canvas(strip)
    assert canvas.shape == (HEIGHT, WIDTH, 3)
    light = np.nonzero((canvas > 240).all(axis=2))
    back = fit.back(Box(light[1].min(), light[0].min(), light[1].max() + 1, light[0].max() + 1))
    assert back == pytest.approx((0, 0, size[1], size[0]), abs=1.5 / fit.scale)


def test_a_tilted_row_is_laid_level_and_its_boxes_lead_back() -> None:
    strip = np.zeros((120, 400, 3), np.uint8)
    found = []
    for i in range(5):
        x, y = 60 + 60 * i, 40 + 6 * i
        strip[y - 15 : y + 15, x - 8 : x + 8] = 255
        found.append(Box(x - 8, y - 15, x + 8, y + 15))
    level = straightened(strip, found)
    assert level is not None
    rows = np.nonzero(level.canvas.max(axis=2) > 200)[0]
    assert np.ptp(rows) < 0.6 * HEIGHT
    corner = level.warp @ [60.0, 40.0, 1.0]
    there = make_candidate(Box(corner[0] - 3, corner[1] - 5, corner[0] + 3, corner[1] + 5))
    left, top, right, bottom = level.back(there).box
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx((60, 40), abs=0.01)


def test_looks_see_the_same_row_from_elsewhere() -> None:
    strip, found = np.zeros((120, 400, 3), np.uint8), []
    for x in range(60, 360, 60):
        found.append(Box(x - 8, 45, x + 8, 75))
        strip[45:75, x - 8 : x + 8] = 255

    def middles(look: Look) -> tuple[float, float]:
        """Heights of the first and last digits' middles on the canvas."""
        laid = straightened(strip, found, look)
        assert laid is not None
        light = np.nonzero(laid.canvas.max(axis=2) > 200)
        ends = light[1] < np.quantile(light[1], 0.2), light[1] > np.quantile(light[1], 0.8)
        return float(light[0][ends[0]].mean()), float(light[0][ends[1]].mean())

    plain, lower, tilted = (middles(look) for look in (Look(), Look(down=0.12), Look(tilt=0.03)))
    assert plain == pytest.approx((HEIGHT / 2, HEIGHT / 2), abs=1)
    assert lower[0] - plain[0] == pytest.approx(0.12 * HEIGHT / 2, abs=1)
    assert tilted[0] - tilted[1] == pytest.approx(0.03 * 192, abs=1.5)


def test_two_digits_are_too_few_to_lay_level() -> None:
    strip = np.zeros((60, 90, 3), np.uint8)
    assert straightened(strip, [Box(5, 5, 15, 30)] * 2) is None


def test_answers_become_digits_with_their_boxes() -> None:
    answers = np.full((CHANNELS, WIDTH // 2), -6.0, np.float32)
    for column, digit in ((20, 7), (40, 2)):
        around = slice(column - 1, column + 2)
        answers[digit, around] = 6.0
        answers[CENTRE, column] = 4.0
        answers[BROAD:, around] = np.array([[1.0], [1.5], [1.25]])
        answers[BROAD - 1, around] = np.array([2, 0, -2]) / 16
    first, second = candidates(answers)
    assert (first.digit, second.digit) == (7, 2)
    assert first.presence > 0.95
    assert first.middle == pytest.approx(41.0, abs=0.2)
    assert first.box == pytest.approx((33, 14, 49, 34), abs=0.3)
    assert (MIDDLE, TALL) == (BROAD + 1, BROAD + 2)


def test_two_peaks_in_one_place_are_one_digit() -> None:
    answers = np.full((CHANNELS, WIDTH // 2), -6.0, np.float32)
    answers[BROAD:] = np.array([[1.0], [1.5], [1.25]])
    answers[BROAD - 1] = 0.0
    answers[CENTRE, [30, 33]] = [3.0, 1.0]
    assert len(candidates(answers)) == 1


def make_candidate(box: Box) -> Candidate:
    return Candidate(np.full(10, 0.1), 0.9, 0.0, 0.0, box)
