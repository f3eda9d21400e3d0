"""Single drums out of the finding network's answers. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from core.geometry import Point
from ocr_docs.register.finding_network import STRIDE, UNIT, Answers

FAINTEST = 0.12
"""Drums this likely are worth a look; a row needs surer ones as well."""

_MOST = 150


@dataclass(frozen=True, slots=True)
class Drum:
    """A place that may show one digit of a register.

    ``centre`` of its window, ``step`` along the row (either way: its angle is in (-90, 90])
    to the next drum and ``height`` of the window, in pixels; ``score`` (0-1) is that a drum
    is there.
    """

    centre: Point
    step: Point
    height: float
    score: float

    @property
    def pitch(self) -> float:
        return math.hypot(*self.step)

    def along(self, other: Drum) -> float:
        """Cosine of the angle between two drums' rows."""
        product = self.step.x * other.step.x + self.step.y * other.step.y
        return abs(product) / max(self.pitch * other.pitch, 1e-9)


def drums_of(answers: Answers, scale: float) -> list[Drum]:
    """Drums from the surest on, in pixels of the photo that was seen ``scale`` times its size."""
    chances = 1 / (1 + np.exp(-answers[0]))
    highest = cv2.dilate(chances, np.ones((3, 3), np.uint8))
    ys, xs = np.nonzero((chances >= highest) & (chances > FAINTEST))
    order = np.argsort(-chances[ys, xs])[:_MOST]
    return [_drum(answers, chances, int(xs[i]), int(ys[i]), scale) for i in order]


def _drum(answers: Answers, chances: Answers, x: int, y: int, scale: float) -> Drum:
    _, cosine, sine, tall, wide = (float(value) for value in answers[:, y, x])
    angle = math.atan2(sine, cosine) / 2
    pitch = UNIT * 2 ** min(max(wide, -3.0), 4.0) / scale
    height = UNIT * 2 ** min(max(tall, -3.0), 4.0) / scale
    return Drum(
        centre=_centre(chances, x, y, scale),
        step=Point(math.cos(angle) * pitch, math.sin(angle) * pitch),
        height=height,
        score=float(chances[y, x]),
    )


def _centre(chances: Answers, x: int, y: int, scale: float) -> Point:
    """Between cells: the mean of the peak's neighbourhood, weighted by its chances."""
    rows, cols = chances.shape
    ys = np.arange(max(y - 1, 0), min(y + 2, rows))
    xs = np.arange(max(x - 1, 0), min(x + 2, cols))
    weights = chances[np.ix_(ys, xs)].astype(np.float64)
    weights /= weights.sum()
    # A cell answers for the middle of its pixels.
    middle_x = (float(weights.sum(0) @ xs) + 0.5) * STRIDE
    middle_y = (float(weights.sum(1) @ ys) + 0.5) * STRIDE
    return Point(middle_x / scale, middle_y / scale)
