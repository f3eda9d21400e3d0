import math

import pytest

from core.engines import Character, TextLine
from core.geometry import Point, quad_of
from ocr_docs.register.candidates_labels import labelled_quads, labels_of, power_of

STEP, SIZE = 50.0, 12.0


def turned(point, angle):
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return Point(300 + point[0] * cos - point[1] * sin, 300 + point[0] * sin + point[1] * cos)


def box(left, right, angle):
    corners = [(left, 0), (right, 0), (right, SIZE), (left, SIZE)]
    return quad_of(turned(corner, angle) for corner in corners)


def label_line(*tokens, angle=0.0):
    """One line with ``tokens``, each centred over the drum it stands for."""
    characters, left, right = [], 1e9, -1e9
    for token in tokens:
        middle = (4 - power_of(token)) * STEP
        for index, letter in enumerate(token):
            start = middle + (index - len(token) / 2) * 6
            characters.append(Character(letter, box(start, start + 6, angle), 0.9))
            left, right = min(left, start), max(right, start + 6)
    return TextLine(" ".join(tokens), box(left, right, angle), 0.9, tuple(characters))


@pytest.mark.parametrize("angle", [0, 90, 180, 37])
def test_drums_lie_below_their_labels_from_the_highest_to_the_lowest(angle):
    lines = [label_line("10000", "1000", "100", angle=angle), label_line("0.1", angle=angle)]
    below, above = labelled_quads(lines)
    start, end = turned((-0.6 * STEP, 0), angle), turned((5.6 * STEP, 0), angle)
    assert math.dist(below[0], start) < 2 * SIZE
    assert math.dist(below[1], end) < 2 * SIZE
    middle = turned((2.5 * STEP, SIZE + 0.7 * STEP), angle)
    centre = [sum(p[axis] for p in below) / 4 for axis in (0, 1)]
    assert math.dist(centre, middle) < 0.3 * STEP
    assert math.dist(above[0], below[0]) > STEP


def test_two_labels_are_too_few():
    assert labelled_quads([label_line("10000", "0.1")]) == []


def test_words_and_other_numbers_are_no_labels():
    assert labels_of(TextLine("220 V", box(0, 50, 0), 0.9)) == []
    assert labels_of(TextLine("100 imp", box(0, 50, 0), 0.9)) == []


@pytest.mark.parametrize(
    ("token", "power"), [("1", 0), ("10", 1), ("x1000", 3), ("0.1", -1), ("0,001", -3)]
)
def test_a_label_names_a_power_of_ten(token, power):
    assert power_of(token) == power
