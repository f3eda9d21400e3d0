import cv2
import numpy as np
import pytest

from core.engines.scripted import ScriptedText
from ocr_docs.documents.water_meter import read_meter

DRUMS = "04719"


def meter(size=640):
    """A light face with a dark window, white digits on five drums, print around it."""
    picture = np.full((size, size, 3), 205, np.uint8)
    cv2.putText(picture, "WATER METER", (180, 180), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (40,) * 3, 2)
    cv2.putText(picture, "No. 181200992", (190, 420), cv2.FONT_HERSHEY_SIMPLEX, 0.7, (40,) * 3, 2)
    cv2.rectangle(picture, (205, 265), (435, 325), (12, 12, 12), -1)
    for place, digit in enumerate(DRUMS):
        left = 210 + 44 * place
        cv2.rectangle(picture, (left, 270), (left + 40, 320), (35, 35, 35), -1)
        corner = left + 9, 311
        cv2.putText(picture, digit, corner, cv2.FONT_HERSHEY_SIMPLEX, 1.1, (235,) * 3, 3)
    noise = np.random.default_rng(1).normal(0, 3, picture.shape)
    return np.clip(cv2.GaussianBlur(picture, (0, 0), 0.8) + noise, 0, 255).astype(np.uint8)


def at(angle):
    turn = cv2.getRotationMatrix2D((320, 320), -angle, 1)
    return cv2.warpAffine(meter(), turn, (640, 640), borderValue=(205, 205, 205))


@pytest.mark.parametrize("angle", [0, 90, 180, 37])
def test_a_register_is_read_at_any_angle(angle):
    found = read_meter(at(angle), ScriptedText([[], []]))
    assert found is not None
    assert found.value == DRUMS
    assert abs((found.angle - angle + 180) % 360 - 180) < 3
    first, last = found.digits[0].box, found.digits[-1].box
    way = np.subtract([last.left, last.top], [first.left, first.top])
    turn = np.radians(angle)
    assert way == pytest.approx([176 * np.cos(turn), 176 * np.sin(turn)], abs=14)


def light(gamma):
    return (255 * (meter() / 255.0) ** gamma).astype(np.uint8)


def compressed(quality):
    coded = cv2.imencode(".jpg", meter(), [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return cv2.imdecode(coded, cv2.IMREAD_COLOR)


VARIATIONS = {
    "half as large": lambda: cv2.resize(
        meter(), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA
    ),
    "twice as large": lambda: cv2.resize(meter(), None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC),
    "cut otherwise": lambda: meter()[70:, 110:600],
    "pale": lambda: light(0.5),
    "in twilight": lambda: light(2.5),
    "in the dark": lambda: light(6.0),
    "blurred": lambda: cv2.GaussianBlur(meter(), (0, 0), 2.0),
    "compressed": lambda: compressed(25),
    "leaning": lambda: at(-12),
}


@pytest.mark.parametrize("variation", VARIATIONS)
def test_however_it_was_photographed_a_register_reads_the_same(variation):
    found = read_meter(np.ascontiguousarray(VARIATIONS[variation]()), ScriptedText([[], []]))
    assert found is not None
    assert found.value == DRUMS
    assert found.confidence > 0.5


def test_print_right_beside_the_last_drum_is_no_digit():
    picture = meter()
    cv2.rectangle(picture, (436, 268), (444, 322), (150,) * 3, -1)
    cv2.putText(picture, "m3", (450, 306), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (60,) * 3, 2)
    found = read_meter(picture, ScriptedText([[], []]))
    assert found is not None and found.value == DRUMS
    assert len(found.digits) == len(DRUMS)


def test_a_photo_without_a_register_gives_no_sure_reading():
    wall = np.random.default_rng(2).normal(128, 20, (480, 640, 3)).clip(0, 255).astype(np.uint8)
    found = read_meter(wall, ScriptedText([[]]))
    assert found is None or found.confidence < 0.3
