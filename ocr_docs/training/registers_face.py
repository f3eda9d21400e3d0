"""The face of a meter around its register: plate, frames, labels, print."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from PIL import ImageFont

from core.engines import Pixels
from core.geometry import Box
from ocr_docs.training.registers_colours import Colour, Look
from ocr_docs.training.registers_glyphs import Mask, text_mask
from ocr_docs.training.registers_paint import margin, outline
from ocr_docs.training.registers_wheels import DIGIT_HEIGHT, Wheels

_UNITS = ("m3", "kWh", "m³", "KWH", "kWh", "m3", "MWh", "l", "GJ", "KL")
_PRINT = (
    "WATER METER", "No. 181202095", "220 V 50 Hz", "CLASS 2", "Qn 1.5 m3/h", "10(30) A", "kWh",
    "METER CO., LTD.", "MODEL MF-63", "TYPE DD862", "600 rev/kWh", "2008", "ISO 4064", "PN 10",
    "SINGLE PHASE", "DN 15 mm", "No 0034591", "Serie 1998", "m3", "R80 H", "2567", "x 0.0001",
)  # fmt: skip
_PLACES = ("0.001", "0.01", "0.1", "1", "10", "100", "1000", "10000", "100000", "10⁶", "10⁷")


def plate_colour(rng: np.random.Generator) -> tuple[int, int, int]:
    """A colour of a meter's face: mostly light grey, sometimes black, blue or yellowed."""
    kind = rng.random()
    level = rng.uniform(5, 60) if kind < 0.15 else rng.uniform(105, 245)
    tint = rng.normal(0, 4, 3) + ((0, 0, rng.uniform(-50, 40)) if kind > 0.7 else (0, 0, 0))
    red, green, blue = (int(value) for value in np.clip(level + tint, 0, 255))
    return red, green, blue


def window_sill(
    canvas: Pixels, wheels: Wheels, look: Look, area: Box, plate: Colour, rng: np.random.Generator
) -> None:
    """What lies behind and between the drums, and the frames around them."""
    separate = rng.random() < 0.25
    behind = plate if separate else look.behind
    top, bottom = round(area.top), round(area.bottom)
    canvas[top:bottom, round(area.left) : round(area.right)] = np.array(behind, np.uint8)
    if wheels.apart and wheels.decimals:
        first = wheels.start(wheels.count - wheels.decimals) + area.left
        gap = slice(round(first - wheels.apart), round(first))
        canvas[top:bottom, gap] = np.array(plate, np.uint8)
    if look.red_frame and wheels.decimals:
        left = area.left + wheels.start(wheels.count - wheels.decimals)
        frame = Box(left + 1, area.top + 1, area.right - 1, area.bottom - 1)
        thick = int(rng.integers(2, 6))
        outline(canvas, frame, (205, 35, 30), thick, rng.uniform(0, 6))
    if rng.random() < 0.55:
        dark = 20.0 if sum(plate) > 300 else 200.0
        away = rng.uniform(0, 0.5) * DIGIT_HEIGHT
        thick = int(rng.integers(1, 9))
        outline(canvas, area, (dark, dark, dark), thick, away)
        if rng.random() < 0.3:
            outline(canvas, area, plate, thick, max(away - thick - 2, thick / 2))


def print_around(
    canvas: Pixels,
    wheels: Wheels | None,
    area: Box,
    plate: Colour,
    font: Path,
    rng: np.random.Generator,
) -> None:
    """Labels of the places above the drums, a unit after them, other print around them."""
    dark = sum(plate) > 300
    ink = float(rng.uniform(5, 90) if dark else rng.uniform(150, 250))
    colour = (ink, ink, ink)
    if rng.random() < 0.3:
        _edge(canvas, area, rng)
    if wheels is not None and rng.random() < 0.35:
        _place_labels(canvas, wheels, area, colour, font, rng)
    if rng.random() < 0.6:
        unit = str(rng.choice(_UNITS))
        size = rng.uniform(0.4, 1.2) * DIGIT_HEIGHT
        corner = area.right + rng.uniform(4, 25), area.top + rng.uniform(-0.2, 0.8) * area.height
        stamp(canvas, unit, font, size, corner, colour)
    for _ in range(rng.integers(0, 4)):
        size = rng.uniform(0.25, 0.9) * DIGIT_HEIGHT
        below = rng.random() < 0.6
        y = area.bottom + rng.uniform(5, 35) if below else area.top - size - rng.uniform(5, 35)
        x = rng.uniform(0, canvas.shape[1] - 60)
        stamp(canvas, str(rng.choice(_PRINT)), font, size, (x, y), colour)


def _edge(canvas: Pixels, area: Box, rng: np.random.Generator) -> None:
    """The end of the face beside the register: a case, a shadow, a wall."""
    tone = np.array([rng.uniform(0, 230)] * 3) + rng.normal(0, 8, 3)
    away = round(rng.uniform(4, 60))
    part = slice(0, max(1, round(area.left) - away))
    if rng.random() < 0.5:
        part = slice(min(round(area.right) + away, canvas.shape[1] - 1), canvas.shape[1])
    canvas[:, part] = np.clip(tone, 0, 255).astype(np.uint8)


def _place_labels(
    canvas: Pixels, wheels: Wheels, area: Box, colour: Colour, font: Path, rng: np.random.Generator
) -> None:
    size = rng.uniform(0.25, 0.5) * DIGIT_HEIGHT
    above = rng.random() < 0.8
    y = area.top - size - rng.uniform(3, 14) if above else area.bottom + rng.uniform(3, 14)
    for drum in range(wheels.count):
        place = wheels.count - wheels.decimals - 1 - drum
        label = _PLACES[place + 3]
        middle = area.left + wheels.start(drum) + wheels.pitch / 2
        red = (190.0, 40.0, 35.0)
        stamp(
            canvas, label, font, size, (middle - 0.3 * size * len(label), y),
            red if place < 0 and rng.random() < 0.6 else colour,
        )  # fmt: skip


def stamp(
    canvas: Pixels, text: str, font: Path, size: float, corner: tuple[float, float], colour: Colour
) -> None:
    """Print ``text`` of ``size`` pixels with its top-left at ``corner``; cut at the canvas."""
    mask = _printed(text, font)
    scale = size / mask.shape[0]
    mask = np.asarray(
        cv2.resize(mask, (max(1, round(mask.shape[1] * scale)), max(1, round(size)))), np.uint8
    )
    x, y = (max(0, round(value)) for value in corner)
    mask = mask[: max(0, canvas.shape[0] - y), : max(0, canvas.shape[1] - x)]
    if not mask.size:
        return
    under = canvas[y : y + mask.shape[0], x : x + mask.shape[1]].astype(np.float32)
    cover = mask[..., None] / np.float32(255)
    canvas[y : y + mask.shape[0], x : x + mask.shape[1]] = under + cover * (
        np.array(colour, np.float32) - under
    )


@lru_cache(maxsize=2048)
def _printed(text: str, font: Path) -> Mask:
    return text_mask(text, ImageFont.truetype(str(font), 40))


def blank(area: Box, plate: tuple[int, int, int]) -> Pixels:
    """A plate with room around ``area``."""
    size = round(area.height) + 2 * margin(), round(area.width) + 2 * margin(), 3
    canvas = np.empty(size, np.uint8)
    canvas[:] = plate
    return canvas
