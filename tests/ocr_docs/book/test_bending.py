import cv2
import numpy as np
import pytest

from core.engines import TextLine
from core.geometry import Box, quad_of
from ocr_docs.book.bending import bend
from ocr_docs.book.fitting import anchors_of, place
from ocr_docs.book.layout import UPPER
from ocr_docs.book.matching import Text
from ocr_docs.book.rectifying import flat


def labels(rise):
    """The upper page's labels at its own size, each moved down by ``rise`` of its x."""
    width, height = UPPER.size
    lines = []
    for label in UPPER.labels:
        left, right = label.box.left * width, label.box.right * width
        top, bottom = label.box.top * height, label.box.bottom * height
        a, b = rise(left), rise(right)
        corners = [(left, top + a), (right, top + b), (right, bottom + b), (left, bottom + a)]
        lines.append(TextLine(label.text, quad_of(corners), 0.9))
    return lines


def test_flat_paper_is_not_bent():
    placed = place(UPPER, anchors_of(UPPER, Text(labels(lambda x: 0.0))))
    found = bend(UPPER, placed.anchors, placed.matrix)
    assert np.abs(found.down(np.array([[100, 190], [1000, 450], [1700, 480]], float))).max() < 6


def test_a_wave_along_the_page_is_found():
    def wave(x):
        return 18 * np.sin(x / 2082 * 5)

    placed = place(UPPER, anchors_of(UPPER, Text(labels(wave))))
    page = flat(np.zeros((1000, 2200, 3), np.uint8), placed)
    x = np.linspace(100, 1980, 12)
    straight = np.c_[x, np.full(12, 400)]
    seen = page.from_photo(straight + np.c_[np.zeros(12), wave(x)])
    assert np.ptp(seen[:, 1]) < 12 < np.ptp(wave(x))


def test_places_go_to_the_photo_and_back():
    placed = place(UPPER, anchors_of(UPPER, Text(labels(lambda x: x / 200))))
    page = flat(np.zeros((1000, 2200, 3), np.uint8), placed)
    points = np.array([[100, 100], [1500, 700], [2100, 300]], float)
    assert page.from_photo(page.to_photo(points)) == pytest.approx(points, abs=0.2)


def test_what_is_on_the_photo_is_at_the_same_place_of_the_flat_page():
    photo = np.full((1000, 2200, 3), 255, np.uint8)
    cv2.circle(photo, (1200, 500), 9, (0, 0, 0), -1)
    placed = place(UPPER, anchors_of(UPPER, Text(labels(lambda x: 0.0))))
    page = flat(photo, placed)
    dark = np.argwhere(page.pixels[..., 0] < 128).mean(0)[::-1]
    assert dark == pytest.approx(page.from_photo(np.array([[1200.0, 500.0]]))[0], abs=1)
    quad = page.on_photo(Box(dark[0] - 9, dark[1] - 9, dark[0] + 9, dark[1] + 9))
    assert quad[0] == pytest.approx((1191, 491), abs=2)
