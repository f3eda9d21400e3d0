"""Drawing a register shown by a liquid crystal display."""

from __future__ import annotations

import cv2
import numpy as np

from core.engines import Pixels
from core.geometry import Box
from ocr_docs.training.registers_colours import Colour
from ocr_docs.training.registers_glyphs import Mask, sized
from ocr_docs.training.registers_paint import Drawn, Placed, margin, outline
from ocr_docs.training.registers_segments import segment_digits
from ocr_docs.training.registers_wheels import DIGIT_HEIGHT

_GLASS: tuple[tuple[Colour, Colour], ...] = (
    ((150, 165, 130), (35, 40, 35)),
    ((175, 185, 170), (40, 45, 50)),
    ((200, 205, 200), (25, 25, 30)),
    ((120, 130, 115), (30, 30, 30)),
    ((40, 170, 190), (20, 40, 80)),
    ((60, 120, 220), (15, 25, 70)),
    ((30, 60, 160), (215, 230, 250)),
    ((190, 200, 70), (40, 45, 20)),
    ((20, 22, 25), (225, 60, 45)),
    ((15, 25, 20), (90, 230, 130)),
)
"""Colours (glass, segments) of displays with and without light behind them."""


def some_display(rng: np.random.Generator, canvas_of: tuple[int, int, int]) -> Drawn:
    """A display with four to eight digits, perhaps a point, ghosts of dark segments."""
    glyphs, every = segment_digits(rng)
    width = DIGIT_HEIGHT * rng.uniform(0.45, 0.72)
    *digits, ghost = sized((*glyphs, every), DIGIT_HEIGHT, width)
    count = int(rng.integers(4, 9))
    pitch = width * rng.uniform(1.12, 1.6)
    decimals = int(rng.choice([0, 1, 2, 3], p=[0.45, 0.2, 0.25, 0.1]))
    numbers = rng.integers(0, 10, count)
    if rng.random() < 0.5:
        numbers[: rng.integers(1, count)] = 0
    rows = round(DIGIT_HEIGHT * rng.uniform(1.25, 2.2))
    area = Box(margin(), margin(), margin() + round(count * pitch + width * 0.6), margin() + rows)
    canvas = np.empty((rows + 2 * margin(), round(area.width) + 2 * margin(), 3), np.uint8)
    canvas[:] = canvas_of
    glass, ink = _colours(rng)
    cv2.rectangle(canvas, *_corners(area), glass, -1)
    if rng.random() < 0.6:
        outline(canvas, area, (30, 30, 30), int(rng.integers(1, 6)), 1)
    placed = []
    y = round(area.top + (rows - DIGIT_HEIGHT) * rng.uniform(0.3, 0.7))
    faint = rng.uniform(0.02, 0.22) if rng.random() < 0.5 else 0.0
    for place, number in enumerate(numbers):
        x = round(area.left + width * 0.3 + place * pitch + (pitch - width) / 2)
        _blend(canvas, ghost, (x, y), ink, faint)
        _blend(canvas, digits[number], (x, y), ink, 1.0)
        box = Box(x, y, x + width, y + DIGIT_HEIGHT)
        placed.append(Placed(str(number), box, 0.0, place >= count - decimals))
    if decimals:
        point = area.left + width * 0.3 + (count - decimals) * pitch
        centre = round(point), round(y + DIGIT_HEIGHT * 0.97)
        cv2.circle(canvas, centre, max(2, round(pitch * 0.07)), ink, -1, cv2.LINE_AA)
    return Drawn(canvas, tuple(placed), area)


def _colours(rng: np.random.Generator) -> tuple[Colour, Colour]:
    glass, ink = (np.array(colour) for colour in _GLASS[rng.integers(0, len(_GLASS))])
    glass = np.clip(glass * rng.uniform(0.75, 1.2) + rng.normal(0, 8, 3), 0, 255)
    ink = np.clip(ink + (glass - ink) * rng.uniform(0, 0.45), 0, 255)
    return tuple(map(float, glass)), tuple(map(float, ink))  # type: ignore[return-value]


def _corners(area: Box) -> tuple[tuple[int, int], tuple[int, int]]:
    return (round(area.left), round(area.top)), (round(area.right), round(area.bottom))


def _blend(canvas: Pixels, mask: Mask, corner: tuple[int, int], ink: Colour, share: float) -> None:
    if not share:
        return
    x, y = corner
    rows, cols = mask.shape
    under = canvas[y : y + rows, x : x + cols].astype(np.float32)
    cover = mask[..., None] * np.float32(share / 255)
    canvas[y : y + rows, x : x + cols] = under + cover * (np.array(ink, np.float32) - under)
