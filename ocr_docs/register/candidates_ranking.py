"""How much a strip's reading looks like a register's, and the strip cut again about it. Pure."""

from __future__ import annotations

import math

import numpy as np

from core.geometry import Quad, quad_of
from ocr_docs.register import StripReading

FEWEST = 4
"""Registers have four drums and more; shorter numbers are labels and dates."""

_USUAL_MOST = 8
_LONG = 0.4
_PRINTED_STEP, _DRUM_STEP = 0.5, 0.85
"""Steps in digit heights: print stands closer than drums and displays do."""

_TALL = 1.8
"""Height of a close cut, in digit heights: a drum's window."""

_ENDS = 1.1
"""Steps from the outer digits' middles to the ends of a close cut: room for one missed."""


def likeness(reading: StripReading) -> float:
    """From 0 to 1: sure digits in even steps, set apart as drums are, as many as usual."""
    digits = reading.digits
    if len(digits) < FEWEST:
        return 0.0
    sure = float(np.exp(np.mean([math.log(max(digit.confidence, 1e-3)) for digit in digits])))
    middles, height = _middles(reading), _height(reading)
    gaps = np.diff(middles)
    step = float(np.median(gaps))
    uneven = float(np.abs(gaps / max(step, 1e-6) - 1).max())
    apart = (step / height - _PRINTED_STEP) / (_DRUM_STEP - _PRINTED_STEP)
    count = 1.0 if len(digits) <= _USUAL_MOST else _LONG
    even = 1 / (1 + (uneven / 0.5) ** 2)
    return sure * even * min(max(apart, 0.1), 1.0) * count * 0.6**reading.unreadable


def closer_cut(reading: StripReading, *, tall: float = _TALL, ends: float = _ENDS) -> Quad:
    """The corners of the strip cut again, level and close about the digits; in its pixels.

    ``tall`` heights of a digit high, from ``ends`` steps before the first to as many behind
    the last.
    """
    xs = np.array(_middles(reading))
    ys = np.array([(digit.box.top + digit.box.bottom) / 2 for digit in reading.digits])
    slope = _slope(xs, ys)
    step, height = float(np.median(np.diff(xs))), _height(reading)
    level = float(np.median(ys - slope * xs))
    along = np.array([1.0, slope]) / math.hypot(1.0, slope)
    down = np.array([-along[1], along[0]]) * tall / 2 * height
    first, last = (np.array([x, level + slope * x]) for x in (xs[0], xs[-1]))
    left, right = first - along * ends * step, last + along * ends * step
    return quad_of([left - down, right - down, right + down, left + down])


def _middles(reading: StripReading) -> list[float]:
    return [(digit.box.left + digit.box.right) / 2 for digit in reading.digits]


def _height(reading: StripReading) -> float:
    return max(float(np.median([digit.box.height for digit in reading.digits])), 1.0)


def _slope(xs: np.ndarray, ys: np.ndarray) -> float:
    """The median of all pairs' (Theil-Sen): a turning drum stands off the row."""
    first, second = np.triu_indices(len(xs), 1)
    return float(np.median((ys[second] - ys[first]) / np.maximum(xs[second] - xs[first], 1e-6)))
