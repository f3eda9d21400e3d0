"""Drawing a register of drums on its canvas."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels
from core.geometry import Box
from ocr_docs.training.registers_colours import Colour, Look
from ocr_docs.training.registers_glyphs import Glyphs
from ocr_docs.training.registers_wheels import ALMOST_THERE, DIGIT_HEIGHT, Wheels

Patch = NDArray[np.float32]

_HARDLY = 0.35


@dataclass(frozen=True, slots=True)
class Placed:
    """One digit of a drawn register, ``box`` around its visible ink on the canvas."""

    text: str
    box: Box
    between: float
    decimal: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """A register on its canvas; ``area`` is the rectangle of its windows."""

    canvas: Pixels
    digits: tuple[Placed, ...]
    area: Box


def paint_wheels(
    canvas: Pixels,
    wheels: Wheels,
    glyphs: Glyphs,
    look: Look,
    corner: tuple[int, int],
    rng: np.random.Generator,
) -> tuple[Placed, ...]:
    """Draw every drum into ``canvas``, the window's top-left at ``corner``; their digits."""
    left, top = corner
    placed = []
    for drum in range(wheels.count):
        colours = look.drum(drum, wheels)
        patch = _drum(wheels, drum, glyphs, colours, look, rng)
        rows, cols = patch.shape[:2]
        x = left + round(wheels.start(drum) + (wheels.pitch - cols) / 2)
        canvas[top : top + rows, x : x + cols] = np.clip(patch, 0, 255).astype(np.uint8)
        centre = x + cols / 2 + look.sideways(drum, wheels)
        placed.append(_placed(wheels, drum, glyphs, centre, top))
    if not wheels.notch:
        return tuple(placed)
    bottom = top + wheels.window - wheels.notch
    sill = round(bottom), left, left + round(wheels.start(wheels.count - 1))
    canvas[sill[0] : top + round(wheels.window), sill[1] : sill[2]] = np.array(
        look.behind, np.uint8
    )
    return (*(_cut(digit, bottom) for digit in placed[:-1]), placed[-1])


def _drum(
    wheels: Wheels,
    drum: int,
    glyphs: Glyphs,
    colours: tuple[Colour, Colour],
    look: Look,
    rng: np.random.Generator,
) -> Patch:
    """The visible part of one drum, float RGB (window, width, 3)."""
    rows, cols = round(wheels.window), max(6, round(wheels.pitch - look.gap))
    seen = np.arange(rows) - (rows - 1) / 2
    angles = np.arcsin(np.clip(seen / wheels.radius, -0.98, 0.98))
    ink = _ink(wheels, drum, glyphs, cols, look.sideways(drum, wheels))
    surface = angles * wheels.radius - wheels.offset(drum, 0) + ink.shape[0] / 2
    ink = _rows(ink, surface)
    _marks(ink, surface, wheels, drum, look, rng)
    base, letters = (np.array(colour, np.float32) for colour in colours)
    patch = base + ink[..., None] * (letters - base)
    shade = (look.dark_edges + (1 - look.dark_edges) * np.cos(angles) ** 2).astype(np.float32)
    patch = patch * shade[:, None, None]
    if look.shine:
        lit = np.exp(-(((seen - look.shine_at * rows) / (0.08 * rows)) ** 2))
        patch = patch + np.float32(look.shine) * lit.astype(np.float32)[:, None, None]
    return np.asarray(patch, np.float32)


def _ink(wheels: Wheels, drum: int, glyphs: Glyphs, cols: int, aside: float) -> Patch:
    """The drum's surface unrolled: five digits, the one at ``floor(position)`` in the middle."""
    step = round(wheels.spacing)
    field = np.zeros((5 * step, cols), np.float32)
    for place in range(-2, 3):
        ahead = place if wheels.upwards else -place
        mask = glyphs[(int(np.floor(wheels.positions[drum])) + ahead) % 10][:step, :cols]
        height, width = mask.shape
        middle = field.shape[0] / 2 + place * wheels.spacing
        y = int(np.clip(round(middle - height / 2), 0, field.shape[0] - height))
        x = int(np.clip(round((cols - width) / 2 + aside), 0, cols - width))
        field[y : y + height, x : x + width] = mask / np.float32(255)
    return field


def _rows(field: Patch, places: NDArray[np.float64]) -> Patch:
    """Rows of ``field`` at the fractional ``places``."""
    low = np.clip(np.floor(places), 0, field.shape[0] - 2).astype(int)
    share = np.clip(places - low, 0, 1).astype(np.float32)[:, None]
    return np.asarray(field[low] * (1 - share) + field[low + 1] * share, np.float32)


def _marks(
    ink: Patch,
    surface: NDArray[np.float64],
    wheels: Wheels,
    drum: int,
    look: Look,
    rng: np.random.Generator,
) -> None:
    """Graduation of the last drum, and the notches or teeth beside the digits of the others."""
    cols = ink.shape[1]
    if look.scale and drum == wheels.count - 1:
        phase = surface / (wheels.spacing / 10)
        ticks = (phase % 1 < 0.4)[:, None].astype(np.float32)
        length = max(2, round(look.scale * cols))
        ink[:, cols - length :] = np.maximum(ink[:, cols - length :], ticks)
    elif look.teeth and rng.random() < 0.85:
        phase = surface / (wheels.spacing / look.tooth_rate) + rng.uniform(0, 1)
        ticks = (phase % 1 < look.tooth_share)[:, None].astype(np.float32) * look.tooth_ink
        length = max(1, round(look.teeth * cols * rng.uniform(0.5, 1.2)))
        side = slice(cols - length, cols) if look.teeth_right else slice(0, length)
        ink[:, side] = np.maximum(ink[:, side], ticks)


def _placed(wheels: Wheels, drum: int, glyphs: Glyphs, centre: float, top: int) -> Placed:
    """The digit that counts; the next one where hardly anything is left of it in the window."""
    shown, box = _seen(wheels, drum, glyphs, centre, top, later=0)
    if box.height < _HARDLY * glyphs[shown].shape[0]:
        shown, box = _seen(wheels, drum, glyphs, centre, top, later=1)
    decimal = drum >= wheels.count - wheels.decimals
    return Placed(str(shown), box, wheels.between(drum), decimal)


def _seen(
    wheels: Wheels, drum: int, glyphs: Glyphs, centre: float, top: int, *, later: int
) -> tuple[int, Box]:
    """The digit that counts, or the one ``later``, and the box of what is seen of it."""
    shown = (wheels.shown(drum) + later) % 10
    step = int(np.floor(wheels.positions[drum] + ALMOST_THERE) - np.floor(wheels.positions[drum]))
    rows, cols = glyphs[shown].shape
    middle = wheels.offset(drum, step + later)
    row = top + wheels.window / 2
    highest, lowest = wheels.seen(middle - rows / 2), wheels.seen(middle + rows / 2)
    return shown, Box(centre - cols / 2, row + highest, centre + cols / 2, row + lowest)


def _cut(digit: Placed, bottom: float) -> Placed:
    """``digit`` with nothing seen of it below ``bottom``."""
    box = digit.box
    return replace(digit, box=Box(box.left, box.top, box.right, min(box.bottom, bottom)))


def outline(canvas: Pixels, area: Box, colour: Colour, thick: int, away: float) -> None:
    """A frame ``away`` pixels outside ``area``."""
    corners = (area.left - away, area.top - away), (area.right + away, area.bottom + away)
    start, end = (tuple(round(value) for value in corner) for corner in corners)
    cv2.rectangle(canvas, start, end, tuple(map(float, colour)), thick, cv2.LINE_AA)


def margin() -> int:
    """Pixels of face drawn around the windows."""
    return round(1.9 * DIGIT_HEIGHT)
