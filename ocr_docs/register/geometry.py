"""The four lists of boxes of a meter reading as they go over the wire. Pure arithmetic.

Source: derived from the published example answer of the water-meter service, whose 28
turned corners this reproduces exactly (see the tests). Frame: photo pixels, y down;
angles in degrees, clockwise on screen. Corners run clockwise from the digit's top left.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from core.geometry import Box, Point, Quad
from ocr_docs.findings import Digit

IntQuad = list[list[int]]
FloatQuad = list[list[float]]


def wire_boxes(
    digits: Sequence[Digit], angle: float, width: int, height: int
) -> dict[str, list[IntQuad] | list[FloatQuad]]:
    """``bboxes``, ``bboxes_norm``, ``bboxes_rotated`` and ``bboxes_rotated_norm``, in order.

    ``width`` and ``height`` are those of the photo. The two normalised lists differ in
    kind, as in the published answer: upright ones come from the exact corners, turned
    ones from the corners already cut down to whole pixels.
    """
    upright = [corners(digit.box) for digit in digits]
    turned = [_floored(turned_corners(digit.box, angle)) for digit in digits]
    return {
        "bboxes": [_floored(quad) for quad in upright],
        "bboxes_norm": [_normed(quad, width, height) for quad in upright],
        "bboxes_rotated": turned,
        "bboxes_rotated_norm": [_normed(quad, width, height) for quad in turned],
    }


def corners(box: Box) -> Quad:
    """The corners of an upright box, clockwise from the top left."""
    return (
        Point(box.left, box.top),
        Point(box.right, box.top),
        Point(box.right, box.bottom),
        Point(box.left, box.bottom),
    )


def turned_corners(box: Box, angle: float) -> Quad:
    """The corners of ``box`` turned by ``angle`` about its centre."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    first, second, third, fourth = (
        Point(
            x + (point.x - x) * cos - (point.y - y) * sin,
            y + (point.x - x) * sin + (point.y - y) * cos,
        )
        for point in corners(box)
    )
    return first, second, third, fourth


def direction(start: Point, end: Point) -> float:
    """The angle from ``start`` to ``end``, in (-180, 180]."""
    angle = math.degrees(math.atan2(end.y - start.y, end.x - start.x))
    return 180.0 if angle == -180 else angle


def upright_box(quad: Quad) -> Box:
    """The rectangle of a digit under ``quad``, drawn upright about the same centre.

    Its width is along the quad's top and bottom sides, its height along the others.
    """
    first, second, third, fourth = quad
    across = (math.dist(first, second) + math.dist(fourth, third)) / 2
    down = (math.dist(first, fourth) + math.dist(second, third)) / 2
    x, y = (sum(values) / 4 for values in zip(*quad, strict=True))
    return Box(x - across / 2, y - down / 2, x + across / 2, y + down / 2)


def _floored(quad: Quad) -> IntQuad:
    return [[math.floor(point.x), math.floor(point.y)] for point in quad]


def _normed(quad: Quad | IntQuad, width: int, height: int) -> FloatQuad:
    return [[x / width, y / height] for x, y in quad]
