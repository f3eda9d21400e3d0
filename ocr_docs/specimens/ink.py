"""One printed line as ink: what a laser, a dot-matrix printer or a typewriter leaves. Pure.

A mask is ``uint8``, (height, width), 255 where the ink is full.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from core.geometry import Box
from ocr_docs.specimens.fonts import font

Mask = NDArray[np.uint8]
Printer = Literal["laser", "matrix", "typewriter"]


@dataclass(frozen=True, slots=True)
class Face:
    """How a line is printed. ``size`` is the em in pixels, ``squeeze`` narrows the line.

    ``weight`` thickens strokes (> 0) or thins them, in hundredths of the em;
    ``worn`` is the share of ink missing in places; ``pins`` is the em of a
    dot-matrix printer in dots.
    """

    family: str
    size: float
    bold: bool = False
    squeeze: float = 1.0
    printer: Printer = "laser"
    weight: float = 0.0
    worn: float = 0.0
    pins: int = 26


def width_of(text: str, face: Face) -> float:
    """How far ``text`` runs, in pixels."""
    return _set_in(face).getlength(text) * face.squeeze


def line_mask(text: str, face: Face, rng: Generator) -> tuple[Mask, int, int]:
    """The ink of ``text``, and its left and top edge from the start of the baseline."""
    drawn_with = _set_in(face)
    if face.printer == "matrix":
        dots = font(face.family, face.pins, bold=face.bold)
        return _hammered(text, face, dots, rng)
    mask, left, top = _drawn(text, drawn_with, pad=4)
    if face.squeeze != 1.0:
        mask = _stretched(mask, face.squeeze, 1.0)
        left = round(left * face.squeeze)
    return _worn(_weighed(mask, face), face, rng), left, top


def ink_box(mask: Mask) -> Box:
    """The box around what is visibly inked, within the mask."""
    across, down = np.flatnonzero(mask.max(0) > 80), np.flatnonzero(mask.max(1) > 80)
    if not across.size:
        return Box(0, 0, mask.shape[1], mask.shape[0])
    return Box(float(across[0]), float(down[0]), float(across[-1] + 1), float(down[-1] + 1))


def _set_in(face: Face) -> ImageFont.FreeTypeFont:
    return font(face.family, max(round(face.size), 6), bold=face.bold)


def _drawn(text: str, drawn_with: ImageFont.FreeTypeFont, pad: int) -> tuple[Mask, int, int]:
    left, top, right, bottom = (round(edge) for edge in drawn_with.getbbox(text, anchor="ls"))
    size = (right - left + 2 * pad, bottom - top + 2 * pad)
    picture = Image.new("L", size)
    ImageDraw.Draw(picture).text(
        (pad - left, pad - top), text, fill=255, font=drawn_with, anchor="ls"
    )
    return np.array(picture), left - pad, top - pad


def _stretched(mask: Mask, across: float, down: float) -> Mask:
    size = (max(round(mask.shape[1] * across), 1), max(round(mask.shape[0] * down), 1))
    return np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _hammered(
    text: str, face: Face, dots: ImageFont.FreeTypeFont, rng: Generator
) -> tuple[Mask, int, int]:
    """Set in dots of a coarse raster; each dot a round spot, some pins weaker."""
    raster, left, top = _drawn(text, dots, pad=1)
    pitch = face.size / face.pins
    hit = (raster > 110).astype(np.float32)
    hit *= 1 - face.worn * rng.random((raster.shape[0], 1), dtype=np.float32)
    hit *= 1 - 0.3 * face.worn * rng.random(raster.shape, dtype=np.float32)
    step = 6
    spot = np.zeros((step, step), np.float32)
    cv2.circle(spot, (step // 2, step // 2), step // 2, 1.0, -1)
    fine = np.kron(hit, np.maximum(spot, 0.55))
    across, down = face.squeeze * pitch / step, pitch / step
    mask = _stretched((fine * 255).astype(np.uint8), across, down)
    return _weighed(mask, face), round(left * pitch * face.squeeze), round(top * pitch)


def _weighed(mask: Mask, face: Face) -> Mask:
    """With strokes spread or eaten by ``weight``, less than a pixel at a time."""
    reach = abs(face.weight) * face.size / 100
    if reach < 0.05:
        return mask
    soft = np.asarray(cv2.GaussianBlur(mask, (0, 0), 0.5 + reach), dtype=np.float32)
    middle = 127 - np.sign(face.weight) * min(60 * reach, 70)
    return np.asarray(np.clip((soft - middle) * 2.2 + 127, 0, 255).astype(np.uint8), np.uint8)


def _worn(mask: Mask, face: Face, rng: Generator) -> Mask:
    """With ink missing in patches, as from a dry ribbon or an empty cartridge."""
    if face.worn <= 0:
        return mask
    cell = max(face.size / (3 if face.printer == "typewriter" else 8), 2)
    spots = (max(round(mask.shape[1] / cell), 2), max(round(mask.shape[0] / cell), 2))
    patches = rng.random((spots[1], spots[0]), dtype=np.float32)
    grown = cv2.resize(patches, mask.shape[::-1], interpolation=cv2.INTER_CUBIC)
    return np.clip(mask * (1 - face.worn * np.clip(grown, 0, 1)), 0, 255).astype(np.uint8)
