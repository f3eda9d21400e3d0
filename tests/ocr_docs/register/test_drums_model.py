"""The shipped models read a register drawn for this test."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from core.engines import Pixels
from core.geometry import Box
from ocr_docs.register import StripReading
from ocr_docs.register.close_reading import read_closely
from ocr_docs.register.drums import read_strip, read_strips
from ocr_docs.register.finding_network import finding_network
from ocr_docs.register.finding_witness import drum_chances

DIGITS = "427361"
PITCH = 64


def make_register(tilt: float = 0.0) -> Pixels:
    """Five black drums and a red one on a grey face, digits 44 pixels high."""
    strip = np.full((140, 60 + PITCH * len(DIGITS), 3), 185, np.uint8)
    cv2.rectangle(strip, (28, 28), (32 + PITCH * len(DIGITS), 112), (10, 10, 10), -1)
    for i, digit in enumerate(DIGITS):
        left = 30 + PITCH * i
        ground = (175, 30, 35) if i == len(DIGITS) - 1 else (30, 30, 32)
        cv2.rectangle(strip, (left + 3, 30), (left + PITCH - 3, 110), ground, -1)
        (width, height), _ = cv2.getTextSize(digit, cv2.FONT_HERSHEY_SIMPLEX, 2.0, 6)
        corner = left + (PITCH - width) // 2, 70 + height // 2
        white = (225, 225, 225)
        cv2.putText(strip, digit, corner, cv2.FONT_HERSHEY_SIMPLEX, 2.0, white, 6, cv2.LINE_AA)
    rows, cols = strip.shape[:2]
    turn = cv2.getRotationMatrix2D((cols / 2, rows / 2), tilt, 1.0)
    turned = cv2.warpAffine(strip, turn, (cols, rows), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.GaussianBlur(turned, (0, 0), 1.0), np.uint8)


@pytest.mark.parametrize("tilt", [0.0, -4.0, 4.0])
def test_a_register_is_read_with_its_red_drum(tilt: float) -> None:
    reading = read_strip(make_register(tilt))
    assert "".join(digit.text for digit in reading.digits) == DIGITS
    assert [digit.red for digit in reading.digits] == [False] * 5 + [True]
    assert reading.unreadable == 0


def test_boxes_lie_about_the_digits() -> None:
    for i, digit in enumerate(read_strip(make_register()).digits):
        middle = (digit.box.left + digit.box.right) / 2
        assert middle == pytest.approx(30 + PITCH * (i + 0.5), abs=6)
        assert digit.box.height == pytest.approx(44, abs=10)


def test_upside_down_it_is_far_less_sure() -> None:
    upright, over = read_strips(
        [make_register(), np.ascontiguousarray(make_register()[::-1, ::-1])]
    )
    assert over.confidence < 0.5 * upright.confidence


def test_an_empty_face_has_no_digits() -> None:
    reading = read_strip(np.full((100, 400, 3), 200, np.uint8))
    assert reading.confidence < 0.2


def wide(register: Pixels) -> Pixels:
    """``register`` on a face with room for a drum more at either end."""
    face = np.full((register.shape[0], PITCH, 3), 185, np.uint8)
    return np.hstack([face, register, face])


def boxes(digits: str = DIGITS, first: int = 0) -> list[Box]:
    """Where the digits lie on the wide strip, from the place ``first`` on."""
    lefts = [PITCH + 30 + PITCH * (first + i) for i in range(len(digits))]
    return [Box(left + 16, 48, left + 48, 92) for left in lefts]


def closely(strip: Pixels, digits: Sequence[Box]) -> StripReading:
    return read_closely(strip, digits, (0, strip.shape[1] - 1))


def text_of(reading: StripReading) -> str:
    return "".join(digit.text for digit in reading.digits)


def test_the_finder_tells_drums_from_the_face_beside_them() -> None:
    beside = [Box(40, 48, 72, 92), Box(500, 48, 532, 92)]
    before, *drums, behind = drum_chances(
        wide(make_register()), [beside[0], *boxes(), beside[1]], finding_network()
    )
    assert min(drums) > 2 * max(before, behind)
    assert drum_chances(make_register(), [], finding_network()) == []


@pytest.mark.parametrize("tilt", [0.0, -5.0, 5.0])
@pytest.mark.parametrize("gamma", [0.6, 1.0, 1.7])
def test_a_close_reading_is_the_same_in_other_light_and_at_a_tilt(
    tilt: float, gamma: float
) -> None:
    light = 255 * (wide(make_register(tilt)) / 255.0) ** gamma
    reading = closely(light.astype(np.uint8), boxes())
    assert text_of(reading) == DIGITS
    assert [digit.red for digit in reading.digits] == [False] * 5 + [True]
    assert reading.confidence > 0.7


def test_a_unit_beside_the_last_drum_is_no_digit() -> None:
    strip = wide(make_register())
    cv2.putText(strip, "1", (520, 88), cv2.FONT_HERSHEY_SIMPLEX, 1.3, (70,) * 3, 3, cv2.LINE_AA)
    assert text_of(closely(strip, boxes(DIGITS + "1"))) == DIGITS


@pytest.mark.parametrize(("seen", "first"), [(DIGITS[1:], 1), (DIGITS[:-1], 0)])
def test_a_drum_that_the_first_look_missed_is_read_after_all(seen: str, first: int) -> None:
    reading = closely(wide(make_register()), boxes(seen, first))
    assert text_of(reading) == DIGITS


def test_boxes_of_a_close_reading_lie_about_the_digits() -> None:
    reading = closely(wide(make_register()), boxes())
    for digit, expected in zip(reading.digits, boxes(), strict=True):
        middle = (digit.box.left + digit.box.right) / 2
        assert middle == pytest.approx((expected.left + expected.right) / 2, abs=6)
        assert digit.box.height == pytest.approx(44, abs=10)


def test_a_bare_face_gives_no_sure_close_reading() -> None:
    reading = closely(np.full((140, 500, 3), 190, np.uint8), boxes("1234"))
    assert reading.confidence < 0.2
