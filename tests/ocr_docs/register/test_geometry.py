import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.geometry import Box, Point
from ocr_docs.findings import Digit
from ocr_docs.register.geometry import (
    corners,
    direction,
    turned_corners,
    upright_box,
    wire_boxes,
)

# The published example answer: a portrait photo of 810 x 1080, a number running downwards.
WIDTH, HEIGHT, ANGLE = 810, 1080, 83.69637298583984
PUBLISHED = [  # left, top, right, bottom as shares of the photo; the corners after turning
    (
        (0.5296012252431698, 0.37202890352182316, 0.5568925032213251, 0.41464154007473975),
        [(461, 411), (464, 433), (418, 438), (415, 416)],
    ),
    (
        (0.5322105110094042, 0.405418507111469, 0.5574461818143817, 0.4400939052051518),
        [(458, 444), (461, 464), (423, 468), (421, 448)],
    ),
    (
        (0.5359791061075934, 0.43347150081252783, 0.5603592525050781, 0.4674938289597096),
        [(461, 474), (463, 494), (426, 498), (424, 478)],
    ),
    (
        (0.5343901939226231, 0.45643311562138045, 0.5617643551248537, 0.5006439645179722),
        [(466, 503), (468, 525), (421, 530), (418, 508)],
    ),
    (
        (0.5461938438720547, 0.4888210302913737, 0.5706925482054189, 0.5250732482464333),
        [(470, 535), (472, 555), (433, 559), (431, 539)],
    ),
    (
        (0.5487318320565476, 0.5117941113084208, 0.5781874473238892, 0.560977367272276),
        [(481, 564), (484, 588), (431, 594), (428, 570)],
    ),
    (
        (0.5513140640620398, 0.5393228520224993, 0.5795096883546724, 0.5911223792525854),
        [(484, 596), (487, 618), (431, 624), (428, 602)],
    ),
]
INTS = [
    (428, 401, 451, 447),
    (431, 437, 451, 475),
    (434, 468, 453, 504),
    (432, 492, 455, 540),
    (442, 527, 462, 567),
    (444, 552, 468, 605),
    (446, 582, 469, 638),
]


def digit(box, text="0"):
    return Digit(text, box, 0.9)


def published_digits():
    return [
        digit(Box(left * WIDTH, top * HEIGHT, right * WIDTH, bottom * HEIGHT))
        for (left, top, right, bottom), _ in PUBLISHED
    ]


def test_the_published_turned_corners_are_reproduced_without_any_error():
    boxes = wire_boxes(published_digits(), ANGLE, WIDTH, HEIGHT)
    assert boxes["bboxes_rotated"] == [[list(p) for p in quad] for _, quad in PUBLISHED]


def test_the_published_upright_corners_are_the_floats_cut_down():
    boxes = wire_boxes(published_digits(), ANGLE, WIDTH, HEIGHT)
    expected = [[[a, b], [c, b], [c, d], [a, d]] for a, b, c, d in INTS]
    assert boxes["bboxes"] == expected


def test_upright_shares_come_from_floats_and_turned_ones_from_whole_pixels():
    boxes = wire_boxes(published_digits(), ANGLE, WIDTH, HEIGHT)
    first = boxes["bboxes_norm"][0]
    assert first[0] == pytest.approx([0.5296012252431698, 0.37202890352182316], abs=1e-12)
    assert first[2] == pytest.approx([0.5568925032213251, 0.41464154007473975], abs=1e-12)
    assert boxes["bboxes_rotated_norm"][0][0] == [461 / 810, 411 / 1080]


def test_no_digits_give_four_empty_lists():
    assert wire_boxes([], 0.0, 810, 1080) == {
        "bboxes": [],
        "bboxes_norm": [],
        "bboxes_rotated": [],
        "bboxes_rotated_norm": [],
    }


sizes = st.floats(2, 200)
boxes = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h),
    st.floats(300, 700),
    st.floats(300, 700),
    sizes,
    sizes,
)
angles = st.floats(-180, 180, exclude_min=True)


@given(st.lists(boxes, max_size=8), angles)
def test_lists_are_of_one_length_and_hold_quads_of_the_promised_kinds(found, angle):
    wire = wire_boxes([digit(box) for box in found], angle, 1000, 1000)
    for name, quads in wire.items():
        kind = float if name.endswith("norm") else int
        assert len(quads) == len(found)
        assert all(len(quad) == 4 for quad in quads)
        assert all(type(value) is kind for quad in quads for point in quad for value in point)


@given(boxes, angles)
def test_turning_keeps_the_centre_and_the_sides(box, angle):
    wire = wire_boxes([digit(box)], angle, 1000, 1000)
    turned, upright = wire["bboxes_rotated"][0], wire["bboxes"][0]
    for axis in (0, 1):
        centres = [sum(point[axis] for point in quad) / 4 for quad in (turned, upright)]
        assert abs(centres[0] - centres[1]) < 1.5
    assert abs(math.dist(turned[0], turned[1]) - box.width) < 1.5
    assert abs(math.dist(turned[1], turned[2]) - box.height) < 1.5


@given(boxes, angles)
def test_corners_stay_clockwise_and_the_top_side_points_along_the_angle(box, angle):
    quad = turned_corners(box, angle)
    rolled = zip(quad, quad[1:] + quad[:1], strict=True)
    assert sum(a.x * b.y - b.x * a.y for a, b in rolled) > 0
    off = (direction(quad[0], quad[1]) - angle + 180) % 360 - 180
    assert abs(off) < 1e-6


@given(boxes)
def test_shares_lie_within_the_photo_for_boxes_inside_it(box):
    wire = wire_boxes([digit(box)], 0.0, 1000, 1000)
    for name in ("bboxes_norm", "bboxes_rotated_norm"):
        assert all(0 <= value <= 1 for point in wire[name][0] for value in point)


@given(boxes, angles)
def test_a_turned_rectangle_drawn_upright_again_is_the_box(box, angle):
    assert upright_box(turned_corners(box, angle)) == pytest.approx(box, abs=1e-6)


def test_upside_down_is_a_half_turn_and_never_minus_a_half_turn():
    assert direction(Point(5, 0), Point(0, -0.0)) == 180.0
    assert direction(Point(5, 0), Point(0, 0.0)) == 180.0
    assert direction(Point(0, 0), Point(0, 7)) == 90.0


def test_corners_start_at_the_top_left_and_run_clockwise():
    assert corners(Box(1, 2, 3, 4)) == (Point(1, 2), Point(3, 2), Point(3, 4), Point(1, 4))
