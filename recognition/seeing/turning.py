"""Turning photos, and carrying places back and forth. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels, TextLine
from core.geometry import Quad, quad_of

_LARGEST = 3000
"""Longer side, in pixels, that a levelled photo is brought down to before it is turned."""

_WORD = 4
"""Shorter lines do not say which way the print runs."""

_MOST = 0.75
"""The share of the print that must run one way to say so."""

Matrix = NDArray[np.float64]
"""A 3x3 projective map of points (x, y, 1) in pixels."""


def tilt(lines: Iterable[TextLine]) -> float:
    """How far the print is off the nearest axis, in degrees, clockwise; 0 without print."""
    angles = [_angle(line.quad) for line in lines if len(line.text) >= 5]
    return float(median((angle + 45) % 90 - 45 for angle in angles)) if angles else 0.0


def quarter_turns(lines: Iterable[TextLine]) -> int:
    """By how many quarter turns to the left most of the print gets level: 0 to 3; 0 in doubt."""
    weights = [0.0] * 4
    for line in lines:
        if len(line.text) >= _WORD:
            weights[round(_angle(line.quad) / 90) % 4] += line.confidence * len(line.text)
    most = max(range(4), key=weights.__getitem__)
    return most if weights[most] > _MOST * sum(weights) else 0


def _angle(quad: Quad) -> float:
    """Which way its text runs, in degrees clockwise from the right."""
    start, end = quad[:2]
    return math.degrees(math.atan2(end.y - start.y, end.x - start.x))


def levelled(pixels: Pixels, angle: float) -> tuple[Pixels, Matrix]:
    """The photo turned so that print tilted by ``angle`` is level, and the map back."""
    height, width = pixels.shape[:2]
    scale = min(1.0, _LARGEST / max(height, width))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, scale)
    cosine, sine = abs(turn[0, 0]), abs(turn[0, 1])
    new_width, new_height = int(height * sine + width * cosine), int(height * cosine + width * sine)
    turn[:, 2] += [(new_width - width) / 2, (new_height - height) / 2]
    level = cv2.warpAffine(pixels, turn, (new_width, new_height), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(level, np.uint8), np.linalg.inv(np.vstack([turn, [0, 0, 1]]))


def mapped(quad: Quad, matrix: Matrix) -> Quad:
    """``quad`` under ``matrix``."""
    return quad_of(cv2.perspectiveTransform(np.array([quad], np.float64), matrix)[0])


def line_mapped(line: TextLine, matrix: Matrix) -> TextLine:
    """``line`` and its characters under ``matrix``."""
    return line_placed(line, lambda quad: mapped(quad, matrix))


def line_placed(line: TextLine, place: Callable[[Quad], Quad]) -> TextLine:
    """``line`` and its characters where ``place`` puts their quads."""
    characters = tuple(replace(c, quad=place(c.quad)) for c in line.characters)
    return replace(line, quad=place(line.quad), characters=characters)
