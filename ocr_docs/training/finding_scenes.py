"""Pieces of meter photos that this project renders itself, and where their registers are.

A scene is a square picture: surroundings, perhaps a meter's face with its register at any
angle, print, stickers and handwriting that are no register. Every register comes from the
renderer that the strip reader is trained with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels
from ocr_docs.training.finding_clutter import decoy, surroundings
from ocr_docs.training.registers import Registers
from ocr_docs.training.registers_glyphs import FOLDERS
from ocr_docs.training.registers_paint import Drawn
from ocr_docs.training.registers_wear import photographed, soiled

SIDE = 224
"""Pixels of a scene's side."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture (SIDE, SIDE, 3) and its drums.

    One row for each drum whose centre is in the picture: x, y of the centre of its window,
    x, y of the step to the next drum in reading order, height of the window; all in pixels.
    """

    picture: Pixels
    drums: NDArray[np.float32]


class _Registers(Registers):
    """The registers themselves, before they are cut out as strips."""

    def drawn(self, rng: np.random.Generator) -> Drawn:
        return self._display(rng) if rng.random() < 0.1 else self._drums(rng)

    def font(self, rng: np.random.Generator) -> Path:
        return self._font(rng)


class Scenes:
    """Scenes without end. ``folders`` hold the fonts."""

    def __init__(self, folders: tuple[Path, ...] = FOLDERS) -> None:
        self._registers = _Registers(folders)

    def scenes(self, seed: int) -> Iterator[Scene]:
        rng = np.random.default_rng(seed)
        while True:
            yield self.scene(rng)

    def scene(self, rng: np.random.Generator) -> Scene:
        picture = surroundings(SIDE, rng)
        drums = np.zeros((0, 5), np.float32)
        if rng.random() < 0.82:
            drawn = self._registers.drawn(rng)
            warp = _placing(drawn, rng)
            _meter(picture, drawn, warp, rng)
            drums = _drums(drawn, warp)
        for _ in range(rng.integers(0, 7)):
            paper, cover = decoy(self._registers.font(rng), rng)
            _stick(picture, paper, cover, drums, rng)
        worn = photographed(soiled(picture, rng), rng)
        inside = (drums[:, :2] >= 2).all(1) & (drums[:, :2] < SIDE - 2).all(1)
        return Scene(worn, drums[inside])


def _placing(drawn: Drawn, rng: np.random.Generator) -> Matrix:
    """Canvas to scene: any angle, some perspective; the register's middle in the scene."""
    area = drawn.area
    height = float(np.exp(rng.uniform(np.log(13), np.log(46))))
    size = height / area.height
    middle = np.array([(area.left + area.right) / 2, (area.top + area.bottom) / 2])
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * [area.width / 2, area.height / 2]
    turn = np.radians(rng.uniform(-180, 180))
    spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    bent = rng.normal(0, 0.05, (4, 2)) * area.height
    stretch = [1.0, np.exp(rng.normal(0, 0.08))]
    place = rng.uniform(0.15, 0.85, 2) * SIDE
    target = ((corners + bent) * stretch * size) @ spin.T + place
    source = (corners + middle).astype(np.float32)
    return np.asarray(cv2.getPerspectiveTransform(source, target.astype(np.float32)), np.float64)


def _meter(picture: Pixels, drawn: Drawn, warp: Matrix, rng: np.random.Generator) -> None:
    """Put the face with the register on ``picture``, on a plate or a round meter."""
    rows, cols = drawn.canvas.shape[:2]
    area = drawn.area
    plate = [float(value) for value in drawn.canvas[0, 0]]
    cover = np.zeros((rows, cols), np.uint8)
    kind = rng.random()
    if kind < 0.35:
        room = rng.uniform(0.05, 0.9) * area.height
        low = (round(area.left - room), round(area.top - room))
        high = (round(area.right + room), round(area.bottom + room))
        cv2.rectangle(cover, low, high, 255, -1)
    else:
        cover[:] = 255
        _face(picture, drawn, warp, plate, rng, is_round=kind < 0.75)
    soft = float(np.sqrt(abs(np.linalg.det(warp[:2, :2]))))
    canvas = cv2.GaussianBlur(drawn.canvas, (0, 0), 0.4 / soft) if soft < 0.8 else drawn.canvas
    size = (SIDE, SIDE)
    top = cv2.warpPerspective(canvas, warp, size, flags=cv2.INTER_LINEAR)
    mask = cv2.warpPerspective(cover, warp, size, flags=cv2.INTER_LINEAR)
    _blend(picture, np.asarray(top, np.uint8), np.asarray(mask, np.uint8))


def _face(
    picture: Pixels,
    drawn: Drawn,
    warp: Matrix,
    plate: list[float],
    rng: np.random.Generator,
    *,
    is_round: bool,
) -> None:
    rows, cols = drawn.canvas.shape[:2]
    ring = [float(value) for value in rng.uniform(20, 230, 3)]
    if is_round:
        angles = np.linspace(0, 2 * np.pi, 60)
        reach = np.hypot(rows, cols) / 2 * rng.uniform(1.0, 1.4)
        middle = np.array([cols / 2, rows / 2 + rng.uniform(-0.1, 0.5) * reach])
        rim = np.stack([np.cos(angles), np.sin(angles)], 1)
        outlines = [middle + rim * reach * grow for grow in (rng.uniform(1.05, 1.4), 1.0)]
    else:
        room = rng.uniform(0, 0.6, 4) * cols
        left, top, right, low = -room[0], -room[1], cols + room[2], rows + room[3]
        box = np.array([[left, top], [right, top], [right, low], [left, low]])
        outlines = [box + (box - box.mean(0)) * rng.uniform(0, 0.2), box]
    for outline, colour in zip(outlines, (ring, plate), strict=True):
        flat = cv2.perspectiveTransform(outline[None].astype(np.float64), warp)
        shape = [np.round(flat * 16).astype(np.int32)]
        cv2.fillPoly(picture, shape, colour, cv2.LINE_AA, 4)


def _drums(drawn: Drawn, warp: Matrix) -> NDArray[np.float32]:
    """The rows of a ``Scene`` for every digit of ``drawn``."""
    if len(drawn.digits) < 2:
        return np.zeros((0, 5), np.float32)
    xs = np.array([(digit.box.left + digit.box.right) / 2 for digit in drawn.digits])
    pitch = float(np.median(np.diff(xs)))
    top, low = drawn.area.top, drawn.area.bottom
    points = [
        np.stack([xs + shift, np.full_like(xs, y)], 1)
        for shift, y in ((0, (top + low) / 2), (pitch, (top + low) / 2), (0, top), (0, low))
    ]
    middle, after, above, below = (cv2.perspectiveTransform(p[None], warp)[0] for p in points)
    height = np.linalg.norm(below - above, axis=1, keepdims=True)
    return np.asarray(np.hstack([middle, after - middle, height]), np.float32)


def _stick(
    picture: Pixels,
    paper: Pixels,
    cover: NDArray[np.uint8],
    drums: NDArray[np.float32],
    rng: np.random.Generator,
) -> None:
    """Put a decoy anywhere but on a drum."""
    rows, cols = paper.shape[:2]
    size = float(np.exp(rng.uniform(np.log(7), np.log(46)))) / rows
    along = rng.uniform(-180, 180)
    if len(drums) and rng.random() < 0.7:
        # Most print on a meter runs as its register does.
        along = float(np.degrees(np.arctan2(drums[0, 3], drums[0, 2])) + rng.normal(0, 4))
    x, y = rng.uniform(0, SIDE, 2)
    warp = np.vstack([cv2.getRotationMatrix2D((cols / 2, rows / 2), -along, size), [0, 0, 1]])
    warp[:2, 2] += [x - cols / 2, y - rows / 2]
    mask = cv2.warpPerspective(cover, warp, (SIDE, SIDE), flags=cv2.INTER_AREA)
    for centre_x, centre_y, step_x, step_y, height in drums:
        reach = int(0.5 * max(height, float(np.hypot(step_x, step_y)))) + 1
        low, left = max(0, int(centre_y) - reach), max(0, int(centre_x) - reach)
        if mask[low : max(0, int(centre_y) + reach), left : max(0, int(centre_x) + reach)].any():
            return
    soft = cv2.GaussianBlur(paper, (0, 0), 0.4 / size) if size < 0.8 else paper
    top = cv2.warpPerspective(soft, warp, (SIDE, SIDE), flags=cv2.INTER_LINEAR)
    _blend(picture, np.asarray(top, np.uint8), np.asarray(mask, np.uint8))


def _blend(picture: Pixels, top: Pixels, mask: NDArray[np.uint8]) -> None:
    share = mask[..., None] / np.float32(255)
    picture[:] = picture + (top - picture.astype(np.float32)) * share
