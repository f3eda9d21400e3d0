"""Registers by the values of their places, printed along them: 10000 1000 100 10 1 0.1. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.engines import TextLine
from core.engines.strips import extent
from core.geometry import Point, Quad, quad_of

LABEL = re.compile(r"[xX×]?(10*|0[.,]0*1)")

_SPAN = 2
"""Powers of ten between the outermost labels, at least."""

_HIGHEST, _LOWEST = 6, -3
_TALL = 1.6
"""A register is this many steps high at most, its labels' distance to it included."""


@dataclass(frozen=True, slots=True)
class Label:
    """``power`` of ten, the middle of the print, its height and the way down from it (unit)."""

    power: int
    middle: Point
    height: float
    down: Point


def labelled_quads(lines: Sequence[TextLine]) -> list[Quad]:
    """Where drums lie below, or else above, a row of labels; along the reading direction.

    The lines need their characters. Labels are evenly spaced, a step for each power of ten.
    """
    labels = [label for line in lines for label in labels_of(line)]
    row = _one_row(labels)
    powers = sorted({label.power for label in row})
    if len(powers) < 3 or powers[-1] - powers[0] < _SPAN:
        return []
    step, origin, down = _spacing(row)
    first = Point(origin.x + powers[-1] * step.x, origin.y + powers[-1] * step.y)
    last = Point(origin.x + powers[0] * step.x, origin.y + powers[0] * step.y)
    size = float(np.median([label.height for label in row]))
    pitch = math.hypot(*step)
    below = _beside(first, last, step, down, 0.7 * size, 0.5 * size + _TALL * pitch)
    above = _beside(first, last, step, down, -0.5 * size - _TALL * pitch, -0.7 * size)
    return [below, above]


def labels_of(line: TextLine) -> list[Label]:
    """The labels of a line that holds nothing else."""
    tokens = line.text.split()
    if not tokens or not all(LABEL.fullmatch(token) for token in tokens):
        return []
    height = max(extent(line.quad)[1], 1.0)
    (ax, ay), _, _, (dx, dy) = line.quad
    down = Point((dx - ax) / height, (dy - ay) / height)
    labels, start = [], 0
    for token in tokens:
        glyphs = line.characters[start : start + len(token)]
        start += len(token)
        power = power_of(token)
        if glyphs and _LOWEST <= power <= _HIGHEST:
            corners = np.array([glyph.quad for glyph in glyphs]).reshape(-1, 2)
            x, y = ((corners.min(0) + corners.max(0)) / 2).tolist()
            labels.append(Label(power, Point(x, y), height, down))
    return labels


def power_of(token: str) -> int:
    """The power of ten that a label names: 3 for 1000, -1 for 0.1."""
    digits = token.lstrip("xX×").replace(",", ".")
    return -len(digits.partition(".")[2]) if "." in digits else len(digits) - 1


def _one_row(labels: Sequence[Label]) -> list[Label]:
    """The most labels that lie on one line across their down direction, alike in height."""
    best: list[Label] = []
    for seed in labels:
        row = [label for label in labels if _beside_each_other(seed, label)]
        best = max(best, row, key=lambda each: len({label.power for label in each}))
    return best


def _beside_each_other(one: Label, other: Label) -> bool:
    way = other.middle.x - one.middle.x, other.middle.y - one.middle.y
    off = way[0] * one.down.x + way[1] * one.down.y
    alike = max(one.height, other.height) < 1.8 * min(one.height, other.height)
    near = math.hypot(*way) < 40 * one.height
    return alike and near and abs(off) < 0.8 * one.height + 0.08 * math.hypot(*way)


def _spacing(row: Sequence[Label]) -> tuple[Point, Point, Point]:
    """The way from one power to the next, where the power 0 is, and the way down."""
    powers = [label.power for label in row]
    (step_x, x), (step_y, y) = (
        np.polyfit(powers, [label.middle[axis] for label in row], 1) for axis in (0, 1)
    )
    down: NDArray[np.float64] = np.mean([label.down for label in row], axis=0)
    return Point(float(step_x), float(step_y)), Point(float(x), float(y)), Point(*down.tolist())


def _beside(first: Point, last: Point, step: Point, down: Point, near: float, far: float) -> Quad:
    """From before ``first`` to behind ``last``, from ``near`` to ``far`` below them."""
    ends = (
        (first.x + 0.6 * step.x, first.y + 0.6 * step.y),
        (last.x - 0.6 * step.x, last.y - 0.6 * step.y),
    )
    (ax, ay), (bx, by) = ends
    return quad_of(
        [
            (ax + near * down.x, ay + near * down.y),
            (bx + near * down.x, by + near * down.y),
            (bx + far * down.x, by + far * down.y),
            (ax + far * down.x, ay + far * down.y),
        ]
    )
