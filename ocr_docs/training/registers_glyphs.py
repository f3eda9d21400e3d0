"""Digits for rendered registers: from fonts, from strokes as engraved wheels have, from segments.

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

Point = tuple[float, float]
Stroke = list[Point]


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
    return _cropped(np.asarray(picture, np.uint8))


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


def weighted(glyphs: Glyphs, change: int) -> Glyphs:
    """Every mask with strokes ``change`` pixels wider (thinner when negative)."""
    if not change:
        return glyphs
    kernel = np.ones((abs(change) + 1,) * 2, np.uint8)
    how = cv2.dilate if change > 0 else cv2.erode
    thicker = (np.pad(mask, 4) for mask in glyphs)
    return tuple(_cropped(np.asarray(how(mask, kernel), np.uint8)) for mask in thicker)


def sized(glyphs: Sequence[Mask], height: float, width: float) -> Glyphs:
    """The set brought to ``height``, its widest digit to ``width``."""
    down = height / max(mask.shape[0] for mask in glyphs)
    across = width / max(mask.shape[1] for mask in glyphs)
    return tuple(_scaled(mask, across, down) for mask in glyphs)


def _scaled(mask: Mask, across: float, down: float) -> Mask:
    rows, cols = mask.shape
    size = (max(2, round(cols * across)), max(2, round(rows * down)))
    return np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_AREA), np.uint8)


def _cropped(mask: Mask) -> Mask:
    rows, cols = np.nonzero(mask.max(axis=1))[0], np.nonzero(mask.max(axis=0))[0]
    if not len(rows):
        return np.zeros((1, 1), np.uint8)
    return mask[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1]


def _inked(strokes: list[Stroke], width: float, thick: int) -> Mask:
    """Draw ``strokes`` (unit square, y down) with round ends."""
    field = np.zeros((HEIGHT + 2 * thick, math.ceil(width) + 2 * thick), np.uint8)
    reach = np.array([width - thick, HEIGHT - thick], np.float64)
    lines = [np.round((np.array(s) * reach + 1.5 * thick) * 16).astype(np.int32) for s in strokes]
    cv2.polylines(field, lines, False, 255, thick, cv2.LINE_AA, 4)
    return _cropped(field)


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
