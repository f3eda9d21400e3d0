"""Digits of seven segments, as displays have them."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr_docs.training.registers_glyphs import HEIGHT, Glyphs, Mask


def segment_digits(rng: np.random.Generator) -> tuple[Glyphs, Mask]:
    """Seven-segment digits on one field each (not cropped), and all segments lit."""
    width = round(rng.uniform(0.45, 0.62) * HEIGHT)
    thick = max(4, round(rng.uniform(0.09, 0.17) * HEIGHT))
    gap = rng.uniform(0.2, 1.4)
    lean = rng.uniform(-0.02, 0.16) if rng.random() < 0.6 else 0.0
    lit: tuple[str, ...] = (
        "abcdef",
        "bc",
        "abged",
        "abgcd",
        "fgbc",
        "afgcd",
        "afgedc",
        "abc",
        "abcdefg",
        "abcdfg",
    )
    variants = {6: "fgedc", 7: "fabc", 9: "abcfg"}
    if rng.random() < 0.15:
        lit = tuple(variants.get(digit, parts) for digit, parts in enumerate(lit))
    masks = [_segments(parts, width, thick, gap, lean) for parts in (*lit, "abcdefg")]
    return tuple(masks[:10]), masks[10]


def _segments(parts: str, width: int, thick: int, gap: float, lean: float) -> Mask:
    """Lit ``parts`` (a on top, then clockwise, g across the middle), leaning to the right."""
    half, right, low, middle = thick / 2, width - thick / 2, HEIGHT - thick / 2, HEIGHT / 2
    ends = {
        "a": (half, half, right, half), "b": (right, half, right, middle),
        "c": (right, middle, right, low), "d": (half, low, right, low),
        "e": (half, middle, half, low), "f": (half, half, half, middle),
        "g": (half, middle, right, middle),
    }  # fmt: skip
    room = math.ceil(abs(lean) * HEIGHT)
    field = np.zeros((HEIGHT, width + room), np.uint8)
    for part in parts:
        shape = _bar(*ends[part], half=half, gap=gap)
        shape[:, 0] += lean * (HEIGHT - shape[:, 1]) if lean > 0 else -lean * shape[:, 1]
        cv2.fillPoly(field, [np.round(shape * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    return field


def _bar(
    x0: float, y0: float, x1: float, y1: float, *, half: float, gap: float
) -> NDArray[np.float64]:
    """A segment with pointed ends from one corner to the next, ``gap`` pixels short of both."""
    start, end = np.array([x0, y0]), np.array([x1, y1])
    along = (end - start) / np.linalg.norm(end - start)
    across = np.array([-along[1], along[0]]) * half
    start, end = start + along * gap, end - along * gap
    inner = along * half
    return np.array([
        start, start + inner + across, end - inner + across,
        end, end - inner - across, start + inner - across,
    ])  # fmt: skip
