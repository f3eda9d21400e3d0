"""Digits for rendered registers, from fonts; and what is done with digits from anywhere.

A set is ten masks (0 and 1 first), ``uint8``, ink 255, each cropped to its ink; the
tallest is ``HEIGHT`` pixels high.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Mask = NDArray[np.uint8]
Glyphs = tuple[Mask, ...]

HEIGHT = 80
FOLDERS = (Path("/usr/share/fonts"),)
_FAMILIES = (
    "DejaVuSans*", "Liberation*", "NotoSans-*", "NotoSansDisplay-*", "NotoSansMono-*",
    "Nimbus*.otf", "URWGothic*.otf", "Roboto*", "RobotoCondensed*", "B612*", "osifont*",
    "routed-gothic*", "NationalPark-[HR]*", "OSP-DIN*", "RG2014*", "BebasNeue*", "Dosis*",
    "Jura*", "Play*", "Oxygen*", "OCR*", "Cantarell*", "Yanone*", "[Tt]uffy*", "LeagueSpartan*",
    "Comfortaa*", "millimetre*", "Garuda*", "Loma*", "Waree*", "Umpush*",
)  # fmt: skip
_UNLIKE = (
    "*Thin*", "*Light*", "*Oblique*", "*-[BL]*Italic*", "*[a-z]Italic*", "*MathTeX*", "*Black*",
    "*Outline*", "*Extrablack*", "OCRB[EFX]*",
)  # fmt: skip


@lru_cache(maxsize=4)
def fonts(folders: tuple[Path, ...] = FOLDERS) -> tuple[Path, ...]:
    """Font files whose digits could stand on a meter. FileNotFoundError if there are none."""
    found = sorted(
        path
        for folder in folders
        for path in folder.rglob("*.[to]tf")
        if any(fnmatch(path.name, family) for family in _FAMILIES)
        and not any(fnmatch(path.name, family) for family in _UNLIKE)
    )
    if not found:
        raise FileNotFoundError(f"no fonts for registers in {', '.join(map(str, folders))}")
    return tuple(found)


@lru_cache(maxsize=256)
def font_digits(path: Path) -> Glyphs:
    """The digits of a font; lining figures of one height."""
    font = ImageFont.truetype(str(path), 2 * HEIGHT)
    masks = [text_mask(str(digit), font) for digit in range(10)]
    scale = HEIGHT / max(mask.shape[0] for mask in masks)
    return tuple(_scaled(mask, scale, scale) for mask in masks)


def text_mask(text: str, font: ImageFont.FreeTypeFont) -> Mask:
    """``text`` as a mask cropped to its ink; one empty pixel where it has none."""
    left, top, right, bottom = font.getbbox(text)
    size = (max(1, math.ceil(right - left) + 2), max(1, math.ceil(bottom - top) + 2))
    picture = Image.new("L", size)
    ImageDraw.Draw(picture).text((1 - left, 1 - top), text, fill=255, font=font)
    return cropped(np.asarray(picture, np.uint8))


def weighted(glyphs: Glyphs, change: int) -> Glyphs:
    """Every mask with strokes ``change`` pixels wider (thinner when negative)."""
    if not change:
        return glyphs
    kernel = np.ones((abs(change) + 1,) * 2, np.uint8)
    how = cv2.dilate if change > 0 else cv2.erode
    thicker = (np.pad(mask, 4) for mask in glyphs)
    return tuple(cropped(np.asarray(how(mask, kernel), np.uint8)) for mask in thicker)


def sized(glyphs: Sequence[Mask], height: float, width: float) -> Glyphs:
    """The set brought to ``height``, its widest digit to ``width``."""
    down = height / max(mask.shape[0] for mask in glyphs)
    across = width / max(mask.shape[1] for mask in glyphs)
    return tuple(_scaled(mask, across, down) for mask in glyphs)


def _scaled(mask: Mask, across: float, down: float) -> Mask:
    rows, cols = mask.shape
    size = (max(2, round(cols * across)), max(2, round(rows * down)))
    return np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_AREA), np.uint8)


def cropped(mask: Mask) -> Mask:
    rows, cols = np.nonzero(mask.max(axis=1))[0], np.nonzero(mask.max(axis=0))[0]
    if not len(rows):
        return np.zeros((1, 1), np.uint8)
    return mask[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1]
