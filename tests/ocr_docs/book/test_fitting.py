import numpy as np
import pytest

from core.engines import TextLine
from core.geometry import quad_of
from ocr_docs.book.fitting import anchors_of, place
from ocr_docs.book.layout import LOWER, UPPER
from ocr_docs.book.matching import Text
from ocr_docs.book.planes import mapped


def printed(page, matrix, *, keep=lambda label: True):
    """The labels of ``page`` as lines of text on a photo seen through ``matrix``."""
    width, height = page.size
    lines = []
    for label in filter(keep, page.labels):
        box = label.box
        corners = [(box.left, box.top), (box.right, box.top), (box.right, box.bottom)]
        corners = np.array([*corners, (box.left, box.bottom)]) * (width, height)
        lines.append(TextLine(label.text, quad_of(mapped(matrix, corners).tolist()), 0.9))
    return lines


def turned(degrees, scale=0.5, *, shift=(300, 200), tilt=(0.0, 0.0)):
    turn = scale * np.exp(1j * np.radians(degrees))
    return np.array(
        [[turn.real, -turn.imag, shift[0]], [turn.imag, turn.real, shift[1]], [*tilt, 1]]
    )


def worst(page, found, matrix):
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], float) * page.size
    return np.abs(mapped(found.matrix, corners) - mapped(matrix, corners)).max()


@pytest.mark.parametrize("page", [UPPER, LOWER], ids=["upper", "lower"])
@pytest.mark.parametrize("degrees", [0, 33, 90, 180, -120])
def test_a_page_is_found_whatever_way_it_lies(page, degrees):
    matrix = turned(degrees)
    found = place(page, anchors_of(page, Text(printed(page, matrix))))
    assert worst(page, found, matrix) < 1


def test_a_page_photographed_at_a_slant_is_found():
    matrix = turned(15, tilt=(1e-4, 5e-5))
    found = place(UPPER, anchors_of(UPPER, Text(printed(UPPER, matrix))))
    assert worst(UPPER, found, matrix) < 2


def test_a_third_of_the_labels_is_enough():
    matrix = turned(-8)
    seen = Text(printed(UPPER, matrix, keep=lambda label: len(label.text) % 3 == 0))
    found = place(UPPER, anchors_of(UPPER, seen))
    assert worst(UPPER, found, matrix) < 15


def test_one_page_of_the_spread_is_not_taken_for_the_other():
    matrix = turned(0)
    assert place(LOWER, anchors_of(LOWER, Text(printed(UPPER, matrix)))) is None
    assert place(UPPER, anchors_of(UPPER, Text(printed(LOWER, matrix)))) is None


def test_a_page_with_two_of_the_labels_is_another_document():
    seen = Text(printed(UPPER, turned(0), keep=lambda label: label.text in ("จังหวัด", "ประเภท")))
    assert place(UPPER, anchors_of(UPPER, seen)) is None


def test_labels_in_other_places_are_another_document():
    lines = [
        TextLine(line.text, other.quad, 0.9)
        for line, other in zip(
            printed(LOWER, turned(0)), printed(LOWER, turned(0))[::-1], strict=True
        )
    ]
    found = place(LOWER, anchors_of(LOWER, Text(lines)))
    assert found is None
