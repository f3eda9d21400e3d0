"""Digits of strokes, as engraved wheels have them."""

from __future__ import annotations

import math

import cv2
import numpy as np

from ocr_docs.training.registers_glyphs import HEIGHT, Glyphs, Mask, cropped

Point = tuple[float, float]
Stroke = list[Point]
"""Points in the unit square, y down."""


def stroke_digits(rng: np.random.Generator) -> Glyphs:
    """Digits of round-ended strokes, as milled into wheels: another hand for every register."""
    width = rng.uniform(0.42, 0.8) * HEIGHT
    thick = max(3, round(rng.uniform(0.09, 0.2) * HEIGHT))
    square = rng.uniform(0.0, 1.0)
    open_four, flat_three, plain_one = rng.random(3) < (0.35, 0.25, 0.4)
    drawn = (
        [_oval(0.5, 0.5, 0.5, 0.5, square)],
        _one(plain=bool(plain_one)),
        [[*_arc(0.5, 0.29, 0.48, 0.29, 185, 385), (0.04, 1.0), (1.0, 1.0)]],
        _three(flat=bool(flat_three)),
        _four(opened=bool(open_four)),
        [[(0.9, 0.0), (0.14, 0.0), (0.08, 0.47), *_arc(0.47, 0.68, 0.5, 0.32, 222, 515)]],
        _six(square, curl=bool(rng.random() < 0.5)),
        [[(0.0, 0.0), (1.0, 0.0), (rng.uniform(0.25, 0.5), 1.0)]],
        [_oval(0.5, 0.25, 0.43, 0.25, square / 2), _oval(0.5, 0.75, 0.5, 0.25, square / 2)],
        [_turned(stroke) for stroke in _six(square, curl=bool(rng.random() < 0.5))],
    )
    return tuple(_inked(strokes, width, thick) for strokes in drawn)


def _inked(strokes: list[Stroke], width: float, thick: int) -> Mask:
    """Draw ``strokes`` (unit square, y down) with round ends."""
    field = np.zeros((HEIGHT + 2 * thick, math.ceil(width) + 2 * thick), np.uint8)
    reach = np.array([width - thick, HEIGHT - thick], np.float64)
    lines = [np.round((np.array(s) * reach + 1.5 * thick) * 16).astype(np.int32) for s in strokes]
    cv2.polylines(field, lines, False, 255, thick, cv2.LINE_AA, 4)
    return cropped(field)


def _arc(x: float, y: float, across: float, down: float, start: float, end: float) -> Stroke:
    angles = np.radians(np.linspace(start, end, 24))
    return [(x + across * math.cos(a), y + down * math.sin(a)) for a in angles]


def _oval(x: float, y: float, across: float, down: float, square: float) -> Stroke:
    """A closed curve between an ellipse (``square`` 0) and a stadium (1)."""
    straight = square * 0.45 * down
    top = _arc(x, y - straight, across, down - straight, 180, 360)
    bottom = _arc(x, y + straight, across, down - straight, 0, 180)
    return [*top, *bottom, top[0]]


def _one(*, plain: bool) -> list[Stroke]:
    return [[(0.5, 0.0), (0.5, 1.0)]] if plain else [[(0.22, 0.22), (0.5, 0.0), (0.5, 1.0)]]


def _three(*, flat: bool) -> list[Stroke]:
    bottom = _arc(0.47, 0.71, 0.5, 0.29, 270, 515)
    if flat:
        return [[(0.05, 0.0), (0.95, 0.0), (0.47, 0.42), *bottom]]
    return [_arc(0.47, 0.25, 0.44, 0.25, 200, 450), _arc(0.47, 0.75, 0.5, 0.25, 270, 520)]


def _four(*, opened: bool) -> list[Stroke]:
    if opened:
        return [[(0.35, 0.0), (0.0, 0.7), (1.0, 0.7)], [(0.7, 0.4), (0.7, 1.0)]]
    return [[(0.72, 1.0), (0.72, 0.0), (0.0, 0.7), (1.0, 0.7)]]


def _six(square: float, *, curl: bool) -> list[Stroke]:
    loop = _oval(0.5, 0.69, 0.5, 0.31, square / 2)
    if curl:
        return [loop, [*_arc(0.5, 0.3, 0.5, 0.3, 335, 180), (0.0, 0.69)]]
    return [loop, [(0.72, 0.0), (0.3, 0.25), (0.06, 0.5), (0.0, 0.69)]]


def _turned(stroke: Stroke) -> Stroke:
    return [(1 - x, 1 - y) for x, y in stroke]
