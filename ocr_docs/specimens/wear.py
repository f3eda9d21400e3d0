"""What happens to the paper before anybody scans it: age, folds, stains, stamps. Pure.

Each function changes ``pixels`` of a page (RGB, ``uint8``) and returns them; nothing
moves. ``amount`` goes from 0 (hardly there) to 1 (as bad as a person still reads with ease).
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from core.engines import Pixels
from ocr_docs.specimens.chance import between, chance, pick
from ocr_docs.specimens.fonts import FORM_FONTS
from ocr_docs.specimens.ink import Face, line_mask, width_of

_COARSE = 4
_STAMP_INKS = ((176, 30, 40), (40, 50, 150), (96, 40, 130))


def shaded(pixels: Pixels, light: NDArray[np.float32]) -> Pixels:
    """``pixels`` under ``light``: (rows, columns) or (rows, columns, 3), 1 changes nothing.

    Light may be given coarsely: it is stretched over the page.
    """
    height, width = pixels.shape[:2]
    colours = light if light.ndim == 3 else cv2.merge([light, light, light])
    full = cv2.resize(colours, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.multiply(pixels, full, dtype=cv2.CV_8U), dtype=np.uint8)


def coarse(pixels: Pixels) -> tuple[int, int]:
    """Rows and columns of a light for ``pixels`` that is fine enough for soft shadows."""
    return max(pixels.shape[0] // _COARSE, 8), max(pixels.shape[1] // _COARSE, 8)


def spots(rng: Generator, width: int, height: int, cells: int) -> NDArray[np.float32]:
    """Smooth noise, 0 to 1, with about ``cells`` spots along the longer side."""
    cell = max(width, height) / cells
    shape = (max(round(height / cell), 2), max(round(width / cell), 2))
    grown = cv2.resize(
        rng.random(shape, dtype=np.float32), (width, height), interpolation=cv2.INTER_CUBIC
    )
    return np.clip(np.asarray(grown, dtype=np.float32), 0, 1)


def yellowed(pixels: Pixels, amount: float, rng: Generator) -> Pixels:
    """Old paper: warmer, unevenly."""
    height, width = coarse(pixels)
    depth = amount * (0.5 + 0.5 * spots(rng, width, height, 5))
    light = np.stack([1 - 0.06 * depth, 1 - 0.12 * depth, 1 - 0.32 * depth], axis=-1)
    return shaded(pixels, light.astype(np.float32))


def stained(pixels: Pixels, amount: float, rng: Generator) -> Pixels:
    """A few brown rings and splashes, darkest at their rims."""
    height, width = coarse(pixels)
    depth = np.zeros((height, width), np.float32)
    for _ in range(1 + int(rng.integers(3))):
        radius = between(rng, 0.03, 0.13) * width
        centre = (round(between(rng, 0, width)), round(between(rng, 0, height)))
        blot = np.zeros((height, width), np.uint8)
        axes = (round(radius), round(radius * between(rng, 0.6, 1.0)))
        cv2.ellipse(blot, centre, axes, between(rng, 0, 180), 0, 360, 150, -1)
        cv2.ellipse(blot, centre, axes, 0, 0, 360, 255, max(round(radius / 14), 1))
        depth += np.asarray(cv2.GaussianBlur(blot, (0, 0), radius / 25), np.float32) / 255
    colour = np.array((0.10, 0.17, 0.30), np.float32) * (0.4 + 0.6 * amount)
    return shaded(pixels, 1 - np.minimum(depth, 1.2)[..., None] * colour)


def creased(pixels: Pixels, amount: float, rng: Generator) -> Pixels:
    """Folded in two or four and flattened again: a bright and a dark side to each crease."""
    for _ in range(1 + int(rng.integers(3))):
        upright = chance(rng, 0.5)
        side = pixels.shape[1] if upright else pixels.shape[0]
        where = pick(rng, (0.5, 0.5, 0.33, 0.67)) + between(rng, -0.04, 0.04)
        away = np.arange(side, dtype=np.float32) - where * side
        scale = pixels.shape[1] / 700
        edge = np.exp(-((away / scale) ** 2)) - 0.8 * np.exp(-((away / scale - 2.2) ** 2))
        slope = np.tanh(away / (30 * scale)) * np.exp(-np.abs(away) / (60 * scale))
        light = 1 + (0.10 + 0.16 * amount) * edge - 0.07 * amount * slope
        line = light.astype(np.float32)[None, :] if upright else light.astype(np.float32)[:, None]
        pixels = shaded(pixels, line)
    return pixels


def bled_through(pixels: Pixels, amount: float, rng: Generator) -> Pixels:
    """The print of the page behind, mirrored and faint."""
    behind = pixels[:, ::-1]
    shift = (round(between(rng, -0.03, 0.03) * pixels.shape[0]), 0)
    grey = cv2.cvtColor(
        np.roll(np.ascontiguousarray(behind), shift, axis=(0, 1)), cv2.COLOR_RGB2GRAY
    )
    soft = np.asarray(cv2.GaussianBlur(grey, (0, 0), pixels.shape[1] / 700), np.float32)
    light = 1 - (0.06 + 0.12 * amount) * np.clip((225 - soft) / 225, 0, 1)
    return shaded(pixels, light.astype(np.float32))


def faded(pixels: Pixels, amount: float, rng: Generator) -> Pixels:
    """Low toner or old ink: pale, more so in bands along the page."""
    width = pixels.shape[1]
    bands = cv2.resize(rng.random((1, 14), dtype=np.float32), (width, 1))
    pale = np.asarray((0.12 + 0.30 * amount) * (0.5 + 0.5 * bands), np.float32)[..., None]
    return (pixels + (244.0 - pixels) * np.broadcast_to(pale, (1, width, 1))).astype(np.uint8)


def stamped(pixels: Pixels, amount: float, rng: Generator) -> Pixels:
    """An office's round or square stamp somewhere on the page, over whatever stands there."""
    height, width = pixels.shape[:2]
    side = round(between(rng, 0.12, 0.19) * width)
    mask = _round_stamp(side, rng) if chance(rng, 0.6) else _square_stamp(side, rng)
    turn = cv2.getRotationMatrix2D((side / 2, side / 2), between(rng, -25, 25), 0.9)
    mask = np.asarray(cv2.warpAffine(mask, turn, (side, side)), np.uint8)
    ragged = 0.4 + 0.6 * spots(rng, side, side, 16)
    left, top = int(rng.integers(0, width - side)), int(rng.integers(0, max(height - side, 1)))
    part = pixels[top : top + side, left : left + side]
    share = (0.35 + 0.35 * amount) * (mask / 255.0 * ragged)[: part.shape[0], :, None]
    ink = 1 - np.array(pick(rng, _STAMP_INKS), np.float32) / 255
    stampede = part * (1 - share * ink)
    pixels = pixels.copy()
    pixels[top : top + side, left : left + side] = stampede.astype(np.uint8)
    return pixels


def _round_stamp(side: int, rng: Generator) -> NDArray[np.uint8]:
    mask = np.zeros((side, side), np.uint8)
    middle, thick = (side // 2, side // 2), max(side // 70, 1)
    for share in (0.48, 0.44, 0.28):
        cv2.circle(mask, middle, round(share * side), 255, thick, cv2.LINE_AA)
    turns = np.linspace(0, 2 * math.pi, 9)[:-1] + between(rng, 0, 1)
    for turn in turns:
        ends = [
            (
                round(side / 2 + reach * side * math.cos(turn)),
                round(side / 2 + reach * side * math.sin(turn)),
            )
            for reach in (0.31, 0.41)
        ]
        cv2.line(mask, ends[0], ends[1], 255, thick * 2, cv2.LINE_AA)
    _centred(mask, "ขนส่ง", 0.14 * side, rng)
    return mask


def _square_stamp(side: int, rng: Generator) -> NDArray[np.uint8]:
    mask = np.zeros((side, side), np.uint8)
    corners = ((round(0.03 * side), round(0.32 * side)), (round(0.97 * side), round(0.68 * side)))
    cv2.rectangle(mask, *corners, 255, max(side // 60, 1), cv2.LINE_AA)
    _centred(mask, pick(rng, ("สำเนาถูกต้อง", "นายทะเบียน", "จดทะเบียนแล้ว")), 0.15 * side, rng)
    return mask


def _centred(mask: NDArray[np.uint8], text: str, em: float, rng: Generator) -> None:
    face = Face(pick(rng, FORM_FONTS), em, bold=True)
    em *= min(0.8 * mask.shape[1] / width_of(text, face), 1)
    drawn, _, _ = line_mask(text, Face(face.family, em, bold=True), rng)
    top, left = (mask.shape[0] - drawn.shape[0]) // 2, (mask.shape[1] - drawn.shape[1]) // 2
    part = mask[max(top, 0) : top + drawn.shape[0], max(left, 0) : left + drawn.shape[1]]
    np.maximum(part, drawn[: part.shape[0], : part.shape[1]], out=part)
