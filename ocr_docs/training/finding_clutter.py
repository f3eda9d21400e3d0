"""What surrounds a register on a photo and what could be taken for one."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import ImageFont

from core.engines import Pixels
from ocr_docs.training.registers_glyphs import text_mask

_WORDS = (
    "SINGLE PHASE", "METER", "CM EDIT", "No.", "CLASS 2", "TYPE", "kWh", "imp/kWh", "S11A", "Hz",
    "DN 50", "WATER", "R100", "Serie", "10(30)A", "220V", "x0.001", "MODEL", "2024-05", "m3/h",
)  # fmt: skip
_PAPER = ((250, 215, 40), (235, 225, 190), (240, 240, 240), (225, 225, 225), (200, 190, 150))


def surroundings(side: int, rng: np.random.Generator) -> Pixels:
    """A wall, ground, leaves, pipes: a coarse and a fine texture with shapes on it."""
    base = rng.uniform(10, 235) + rng.normal(0, 18, 3)
    field = np.zeros((side, side), np.float32)
    for cells in (4, 12, 40, side):
        strength = rng.uniform(0, 26) * (rng.random() < 0.6)
        coarse = rng.normal(0, strength + 1e-3, (cells, cells)).astype(np.float32)
        field += cv2.resize(coarse, (side, side), interpolation=cv2.INTER_CUBIC)
    lit = base + field[..., None] * rng.uniform(0.7, 1.1, 3)
    picture = np.clip(lit, 0, 255).astype(np.uint8)
    for _ in range(rng.integers(0, 14)):
        _shape(picture, rng)
    return picture


def _shape(picture: Pixels, rng: np.random.Generator) -> None:
    side = picture.shape[0]
    colour = np.clip(rng.uniform(0, 255) + rng.normal(0, 25, 3), 0, 255).tolist()
    start, end = rng.integers(-20, side + 20, (2, 2)).tolist()
    thick = int(rng.choice([-1, 1, 2, 4, 9]))
    kind = rng.integers(0, 5)
    if kind == 0:
        cv2.circle(picture, start, int(rng.uniform(3, 0.5 * side)), colour, thick, cv2.LINE_AA)
    elif kind == 1:
        cv2.rectangle(picture, start, end, colour, thick)
    elif kind == 2:
        _comb(picture, np.array(start), rng, colour)
    elif kind == 3:
        box = (start, rng.uniform(4, 120, 2).tolist(), float(rng.uniform(0, 90)))
        cv2.fillPoly(picture, [cv2.boxPoints(box).astype(np.int32)], colour, cv2.LINE_AA)
    else:
        cv2.line(picture, start, end, colour, max(1, thick), cv2.LINE_AA)


def _comb(
    picture: Pixels, start: NDArray[np.int64], rng: np.random.Generator, colour: list[float]
) -> None:
    """Equal bars or dots in a row, as grilles, scales and screws make."""
    step = rng.normal(0, 1, 2)
    step = step / np.linalg.norm(step) * rng.uniform(4, 30)
    across = np.array([-step[1], step[0]]) * rng.uniform(0.1, 1.5)
    bars = rng.random() < 0.7
    for number in range(rng.integers(3, 12)):
        at = start + step * number
        if bars:
            ends = [np.round(at + sign * across).astype(int).tolist() for sign in (-1, 1)]
            cv2.line(picture, ends[0], ends[1], colour, int(rng.integers(1, 4)), cv2.LINE_AA)
        else:
            radius = max(1, int(0.3 * np.linalg.norm(step)))
            cv2.circle(picture, np.round(at).astype(int).tolist(), radius, colour, 1, cv2.LINE_AA)


def decoy(font: Path, rng: np.random.Generator) -> tuple[Pixels, NDArray[np.uint8]]:
    """Print, a sticker, a boxed number, a dial or handwriting, and what of it covers."""
    kind = rng.random()
    if kind < 0.12:
        return _dial(font, rng)
    if kind < 0.27:
        mask = _handwritten(rng)
    else:
        mask = text_mask(_text(rng), ImageFont.truetype(str(font), 40))
    mask = np.pad(mask, int(rng.integers(3, 14)))
    on_paper = 0.12 <= kind < 0.62 and rng.random() < 0.75
    return _printed(mask, rng, on_paper=on_paper)


def _printed(
    mask: NDArray[np.uint8], rng: np.random.Generator, *, on_paper: bool
) -> tuple[Pixels, NDArray[np.uint8]]:
    if on_paper:
        paper = np.array(_PAPER[rng.integers(0, len(_PAPER))]) + rng.normal(0, 8)
        ink = np.array([rng.uniform(0, 70)] * 3)
    else:
        paper = np.array([rng.uniform(0, 255)] * 3)
        ink = np.array([rng.uniform(0, 255)] * 3)
        if rng.random() < 0.15:
            ink = np.array([190.0, 30, 30]) + rng.normal(0, 20, 3)
    picture = paper + (ink - paper) * (mask[..., None] / 255.0)
    boxed = rng.random()
    if boxed < 0.2:
        rows, cols = mask.shape
        cv2.rectangle(picture, (1, 1), (cols - 2, rows - 2), ink.tolist(), 2)
    solid = on_paper or boxed < 0.1
    cover = np.full(mask.shape, 255, np.uint8) if solid else mask
    return np.clip(picture, 0, 255).astype(np.uint8), cover


def _text(rng: np.random.Generator) -> str:
    kind = rng.random()
    digits = "".join(str(number) for number in rng.integers(0, 10, rng.integers(2, 13)))
    word = str(rng.choice(_WORDS))
    if kind < 0.35:
        return digits
    if kind < 0.45:
        return digits[:2] + "/" + digits[2:4] + "/20" + digits[-2:]
    if kind < 0.55:
        return "   ".join(["1000", "100", "10", "1", "0.1"])
    return f"{word} {digits}" if kind < 0.75 else word


def _handwritten(rng: np.random.Generator) -> NDArray[np.uint8]:
    text = "".join(str(number) for number in rng.integers(0, 10, rng.integers(2, 6)))
    style = int(rng.choice([cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_SCRIPT_SIMPLEX]))
    thick = int(rng.integers(2, 8))
    (cols, rows), below = cv2.getTextSize(text, style, 1.6, thick)
    mask = np.zeros((rows + below + 2 * thick, cols + 2 * thick), np.uint8)
    cv2.putText(mask, text, (thick, rows + thick), style, 1.6, 255, thick, cv2.LINE_AA)
    return mask


def _dial(font: Path, rng: np.random.Generator) -> tuple[Pixels, NDArray[np.uint8]]:
    """A small round scale with a pointer and the digits around it."""
    side, middle = 160, 80
    picture = np.full((side, side, 3), rng.uniform(120, 250), np.uint8)
    ink = rng.uniform(0, 90)
    cv2.circle(picture, (middle, middle), 76, [ink] * 3, 2, cv2.LINE_AA)
    face = ImageFont.truetype(str(font), 22)
    for number in range(10):
        angle = np.radians(36 * number - 90)
        mask = text_mask(str(number), face)
        x, y = (round(middle + 58 * part) for part in (np.cos(angle), np.sin(angle)))
        x, y = x - mask.shape[1] // 2, y - mask.shape[0] // 2
        region = picture[y : y + mask.shape[0], x : x + mask.shape[1]]
        region[:] = region + (ink - region.astype(np.float32)) * (mask[..., None] / 255.0)
    turn = rng.uniform(0, 2 * np.pi)
    tip = round(middle + 45 * np.cos(turn)), round(middle + 45 * np.sin(turn))
    cv2.line(picture, (middle, middle), tip, (190, 30, 30), 9, cv2.LINE_AA)
    cover = np.zeros((side, side), np.uint8)
    cv2.circle(cover, (middle, middle), 78, 255, -1)
    return picture, cover
