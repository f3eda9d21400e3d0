"""What forms and their printers do to the values written on them. Pure but for the generator."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from ocr_docs.training.damage import chance

Ink = NDArray[np.float32]
"""Coverage 0-1, shape (height, width)."""


class _Mark(NamedTuple):
    """A dot or a piece of a rule: its middle, and half of its width and height."""

    x: float
    y: float
    wide: float
    high: float


def hammered(ink: Ink, step: int, random: Generator) -> Ink:
    """Each pixel of ``ink`` as a pin's dot, ``step`` pixels wide; some rows of pins are weak."""
    hit = (ink > random.uniform(0.3, 0.55)).astype(np.float32)
    worn = random.uniform(0, 0.8) if chance(random, 0.5) else 0.0
    hit *= 1 - worn * random.random((len(hit), 1), np.float32)
    hit *= 1 - 0.4 * worn * random.random(hit.shape, np.float32)
    y, x = np.mgrid[0:step, 0:step] - (step - 1) / 2
    spot = np.clip(random.uniform(0.4, 0.65) * step + 0.5 - np.hypot(x, y), 0, 1)
    floor = random.uniform(0, 0.6)
    return np.asarray(np.kron(hit, np.maximum(spot, floor)), np.float32)


def faded(ink: Ink, size: float, random: Generator) -> Ink:
    """With ink missing in patches, as from a dry ribbon or an empty cartridge."""
    cell = max(size * random.uniform(0.06, 0.4), 2)
    spots = (max(round(ink.shape[1] / cell), 2), max(round(ink.shape[0] / cell), 2))
    patches = random.random((spots[1], spots[0]), np.float32)
    grown = cv2.resize(patches, ink.shape[::-1], interpolation=cv2.INTER_CUBIC)
    left = 1 - random.uniform(0.2, 0.95) * np.clip(grown, 0, 1)
    return np.asarray(ink * left * random.uniform(0.5, 1), np.float32)


def on_rule(ink: Ink, row: float, size: float, random: Generator) -> Ink:
    """With a rule of dots or dashes along ``row``, as printed or as it was erased again.

    Erasing leaves some of the marks, and takes some ink of the letters with others.
    """
    marks = _marks(ink.shape[1], row, size, random)
    dark = np.float32(random.uniform(0.4, 1))
    if chance(random, 0.5):
        return np.asarray(np.maximum(ink, dark * _drawn(ink, marks)), np.float32)
    left, eaten = random.uniform(0, 0.25), random.uniform(0, 0.5)
    wide = random.uniform(1, 1.6)
    gaps = [
        mark._replace(wide=mark.wide * wide, high=mark.high * wide)
        for mark in marks
        if chance(random, eaten)
    ]
    kept = [mark for mark in marks if chance(random, left)]
    bitten = ink * (1 - random.uniform(0.4, 1) * _drawn(ink, gaps))
    return np.asarray(np.maximum(bitten, dark * _drawn(ink, kept)), np.float32)


def crossed(ink: Ink, random: Generator) -> Ink:
    """With an upright fold or edge through it somewhere."""
    at, wide = int(random.integers(ink.shape[1])), int(random.integers(1, 4))
    ink = ink.copy()
    edge = ink[:, at : at + wide]
    np.maximum(edge, np.float32(random.uniform(0.2, 0.9)), out=edge)
    return ink


def _marks(length: int, row: float, size: float, random: Generator) -> list[_Mark]:
    slope = random.normal(0, 0.004)
    solid = chance(random, 0.2)
    pitch = size * (random.uniform(0.15, 0.4) if solid else random.uniform(0.1, 0.3))
    high = max(pitch * random.uniform(0.13, 0.38), 0.8)
    wide = high
    if solid:
        wide, high = 0.52 * pitch, max(size * random.uniform(0.01, 0.04), 0.7)
    start, end = 0, length
    if chance(random, 0.3):
        start, end = sorted(random.integers(0, length, 2).tolist())
    middles = np.arange(start + random.uniform(0, pitch), end, pitch)
    return [_Mark(x, row + slope * (x - length / 2), wide, high) for x in middles]


def _drawn(like: Ink, marks: list[_Mark]) -> Ink:
    layer = np.zeros_like(like)
    for x, y, wide, high in marks:
        middle, half = (round(x * 8), round(y * 8)), (round(wide * 8), round(high * 8))
        if wide == high:
            cv2.circle(layer, middle, half[0], 1.0, -1, cv2.LINE_AA, shift=3)
        else:
            start = (middle[0] - half[0], middle[1] - half[1])
            end = (middle[0] + half[0], middle[1] + half[1])
            cv2.rectangle(layer, start, end, 1.0, -1, cv2.LINE_AA, shift=3)
    return layer
