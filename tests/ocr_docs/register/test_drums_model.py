"""The shipped model reads a register drawn for this test."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from core.engines import Pixels
from ocr_docs.register.drums import read_strip, read_strips

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
