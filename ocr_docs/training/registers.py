"""Strips of meter registers that this project renders itself, with their truth.

A strip is what ``ocr_docs.register.drums`` reads: a roughly straightened register with
some of the meter's face around it, on the network's canvas.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels
from core.geometry import Box, Point, box_of
from ocr_docs.register.strip_canvas import HEIGHT, WIDTH, fit
from ocr_docs.training.registers_colours import some_look
from ocr_docs.training.registers_display import some_display
from ocr_docs.training.registers_face import blank, plate_colour, print_around, stamp, window_sill
from ocr_docs.training.registers_glyphs import (
    FOLDERS,
    Glyphs,
    font_digits,
    fonts,
    sized,
    weighted,
)  # fmt: skip
from ocr_docs.training.registers_paint import Drawn, Placed, margin, paint_wheels
from ocr_docs.training.registers_strokes import stroke_digits
from ocr_docs.training.registers_wear import photographed, soiled
from ocr_docs.training.registers_wheels import DIGIT_HEIGHT, some_wheels

_NEUTRAL_GREY = 128


@dataclass(frozen=True, slots=True)
class Strip:
    """A canvas (HEIGHT, width, 3) and its digits from left to right, boxes on the canvas.

    ``left`` columns at either end are empty. No digits where the picture shows no
    register, or an upside-down one.
    """

    canvas: Pixels
    digits: tuple[Placed, ...]
    left: int

    def narrowed(self, width: int) -> Strip:
        """The middle ``width`` columns alone: what is empty costs time to train on."""
        cut = (self.canvas.shape[1] - width) // 2
        digits = tuple(
            replace(
                each, box=each.box._replace(left=each.box.left - cut, right=each.box.right - cut)
            )
            for each in self.digits
        )
        return Strip(self.canvas[:, cut : cut + width], digits, max(0, self.left - cut))


@dataclass(frozen=True, slots=True)
class Registers:
    """Strips without end, others for every seed. ``folders`` hold the fonts."""

    folders: tuple[Path, ...] = FOLDERS

    def strips(self, seed: int) -> Iterator[Strip]:
        """Three pictures of each register: taking one costs a third of drawing one."""
        rng = np.random.default_rng(seed)
        while True:
            drawn = self.drawn(rng)
            yield from (_pictured(drawn, rng) for _ in range(3))

    def drawn(self, rng: np.random.Generator) -> Drawn:
        """A register of drums or a display; now and then mere print, or one upside down."""
        kind = rng.random()
        if kind < 0.04:
            return self._print(rng)
        drawn = self._display(rng) if kind < 0.17 else self._drums(rng)
        return _over(drawn) if kind > 0.92 else drawn

    def _drums(self, rng: np.random.Generator) -> Drawn:
        wheels = some_wheels(rng)
        look = some_look(rng, wheels)
        plate = plate_colour(rng)
        rows, cols = round(wheels.window), round(wheels.length)
        area = Box(margin(), margin(), margin() + cols, margin() + rows)
        canvas = blank(area, plate)
        window_sill(canvas, wheels, look, area, plate, rng)
        glyphs = self._glyphs(rng, wheels.digit_width)
        corner = round(area.left), round(area.top)
        placed = paint_wheels(canvas, wheels, glyphs, look, corner, rng)
        print_around(canvas, wheels, area, plate, self._font(rng), rng)
        return Drawn(canvas, placed, area)

    def _display(self, rng: np.random.Generator) -> Drawn:
        plate = plate_colour(rng)
        drawn = some_display(rng, plate)
        print_around(drawn.canvas, None, drawn.area, plate, self._font(rng), rng)
        return drawn

    def _print(self, rng: np.random.Generator) -> Drawn:
        """A line of print that is no register."""
        plate = plate_colour(rng)
        area = Box(margin(), margin(), margin() + rng.uniform(120, 320), margin() + 50)
        canvas = blank(area, plate)
        dark = sum(plate) > 300
        ink = float(rng.uniform(5, 90) if dark else rng.uniform(150, 250))
        letters = "".join(rng.choice(list("ABEGHKNRSTkWhmVz. -/():")) for _ in range(6))
        size = rng.uniform(20, 50)
        stamp(canvas, letters, self._font(rng), size, (area.left, area.top), (ink, ink, ink))
        print_around(canvas, None, area, plate, self._font(rng), rng)
        return Drawn(canvas, (), area)

    def _glyphs(self, rng: np.random.Generator, width: float) -> Glyphs:
        if rng.random() < 0.4:
            glyphs = stroke_digits(rng)
        else:
            glyphs = weighted(font_digits(self._font(rng)), int(rng.integers(-2, 5)))
        return sized(glyphs, DIGIT_HEIGHT, width)

    def _font(self, rng: np.random.Generator) -> Path:
        files = fonts(self.folders)
        return files[rng.integers(0, len(files))]


def source(folders: tuple[Path, ...] = ()) -> Registers:
    """The renderer, with fonts of ``folders`` besides the installed ones."""
    return Registers((*FOLDERS, *folders))


def _over(drawn: Drawn) -> Drawn:
    """The register upside down: nothing to be read."""
    rows, cols = drawn.canvas.shape[:2]
    left, top, right, bottom = drawn.area
    canvas = np.ascontiguousarray(drawn.canvas[::-1, ::-1])
    return Drawn(canvas, (), Box(cols - right, rows - bottom, cols - left, rows - top))


def _pictured(drawn: Drawn, rng: np.random.Generator) -> Strip:
    """Cut the register out roughly, as something that found it would, and wear it."""
    corners = _cut(drawn.area, rng)
    sides = corners[1] - corners[0], corners[3] - corners[0]
    place = fit(float(np.linalg.norm(sides[1])), float(np.linalg.norm(sides[0])))
    right, low = WIDTH - place.left, HEIGHT - place.top
    target = np.array(
        [[place.left, place.top], [right, place.top], [right, low], [place.left, low]], np.float32
    )
    warp = np.asarray(cv2.getPerspectiveTransform(corners.astype(np.float32), target), np.float64)
    soft = place.scale * 0.9
    canvas = drawn.canvas if soft > 0.8 else cv2.GaussianBlur(drawn.canvas, (0, 0), 0.35 / soft)
    strip = cv2.warpPerspective(
        canvas, warp, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    x0, x1, y0, y1 = round(place.left), round(right), round(place.top), round(low)
    worn = photographed(soiled(np.asarray(strip[y0:y1, x0:x1], np.uint8), rng), rng)
    framed = np.full((HEIGHT, WIDTH, 3), _NEUTRAL_GREY, np.uint8)
    framed[y0:y1, x0:x1] = worn
    return Strip(framed, tuple(_moved(digit, warp) for digit in drawn.digits), x0)


def _cut(area: Box, rng: np.random.Generator) -> NDArray[np.float64]:
    """Corners of the strip on the register's canvas: slack, tilt, a little perspective."""
    loose = 0.25 if rng.random() < 0.6 else 0.06
    room = rng.uniform(-0.03, loose, 4) * [area.width, area.height, area.width, area.height]
    room[[0, 2]] = np.minimum(room[[0, 2]], 0.9 * margin())
    left, top = area.left - room[0], area.top - room[1]
    right, bottom = area.right + room[2], area.bottom + room[3]
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    tilt = np.radians(np.clip(rng.normal(0, 2.2), -7, 7))
    if rng.random() < 0.5:
        grow = abs(np.tan(tilt)) * area.width / 2
        corners[:2, 1] -= grow
        corners[2:, 1] += grow
    middle = corners.mean(axis=0)
    turn = np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]])
    bent = rng.normal(0, 0.03, (4, 2)) * area.height
    return np.asarray((corners - middle) @ turn.T + middle + bent, np.float64)


def _moved(digit: Placed, warp: NDArray[np.float64]) -> Placed:
    left, top, right, bottom = digit.box
    corners = np.array([[[left, top], [right, top], [right, bottom], [left, bottom]]])
    moved = cv2.perspectiveTransform(corners.astype(np.float64), warp)[0]
    return Placed(
        digit.text, box_of(Point(*corner) for corner in moved), digit.between, digit.decimal
    )
