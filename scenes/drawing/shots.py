"""Photos of drawn shelves: where the camera stands, what it makes of light. Pure."""

from __future__ import annotations

import io
from dataclasses import dataclass
from random import Random
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.drawing.photographs import Shot, developed
from core.engines import Pixels
from core.geometry import Box
from scenes.drawing.plane import Eye, Paint, painted
from scenes.drawing.plans import SPACE_MM
from scenes.drawing.standing import Standing

Homography = NDArray[np.float64]

_ROOM = 0.06
"""How much more than the window is painted, for cameras that are not quite straight."""


@dataclass(frozen=True, slots=True)
class Grid:
    """How a shelf is photographed: ``columns`` x ``rows`` photos whose longer side has ``side``
    pixels, neighbours overlapping by ``across`` and ``down`` mm; without ``across``, by three
    products of middling width. ``skew`` turns and tilts the
    camera (1 is a careful hand, 0 a tripod), ``rough`` scales the camera's other faults."""

    columns: int = 1
    rows: int = 1
    side: int = 1280
    across: float | None = None
    down: float = 260.0
    skew: float = 1.0
    rough: float = 1.0


def windows(shelves: Standing, grid: Grid) -> list[tuple[int, int, Box]]:
    """Row, column and window (mm) of each photo, in the order they are taken: column by
    column, from the bottom (shelf-scenes 3.8)."""
    margin = 40.0
    across = _three_facings(shelves) if grid.across is None else grid.across
    wide = (shelves.width + 2 * margin + (grid.columns - 1) * across) / grid.columns
    high = (shelves.height + 2 * margin + (grid.rows - 1) * grid.down) / grid.rows
    found = []
    for column in range(grid.columns):
        for row in reversed(range(grid.rows)):
            left = column * (wide - across) - margin
            top = row * (high - grid.down) - margin
            found.append((row, column, Box(left, top, left + wide, top + high)))
    return found


def _three_facings(shelves: Standing) -> float:
    return 3 * (SPACE_MM + median(item.product.width_mm for item in shelves.items))


def photographed(
    shelves: Standing, window: Box, grid: Grid, paint: Paint, seed: str
) -> tuple[bytes, Pixels, Homography, Eye]:
    """A JPEG of ``window``, its pixels, the homography from them to the plane (mm), the eye."""
    random = Random(f"shot {seed}")  # noqa: S311
    scale = grid.side / max(window.width, window.height)
    size = (round(window.width * scale), round(window.height * scale))
    away = 1.25 * max(window.width, window.height)
    shake = [grid.skew * 0.03 * random.uniform(-1, 1) for _ in range(2)]
    eye = Eye(
        (window.left + window.right) / 2 + shake[0] * window.width,
        (window.top + window.bottom) / 2 + shake[1] * window.height,
        away,
    )
    room = _ROOM * max(window.width, window.height)
    wider = Box(window.left - room, window.top - room, window.right + room, window.bottom + room)
    flat = painted(shelves, eye, paint, wider, 1.1 * scale)
    to_plane = _homography(random, window, size, grid.skew)
    into = _scaled(wider, 1.1 * scale) @ to_plane
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    straight = cv2.warpPerspective(flat, into, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    shot = _shot(random, size, grid.rough)
    lit = developed(np.asarray(straight, dtype=np.float32) / 255, shot, random.randrange(2**31))
    file = io.BytesIO()
    Image.fromarray(lit).save(file, "JPEG", quality=shot.quality)
    return file.getvalue(), np.asarray(Image.open(file).convert("RGB")), to_plane, eye


def _homography(random: Random, window: Box, size: tuple[int, int], skew: float) -> Homography:
    """From the photo's pixels to the plane: each corner strays a little on its own."""
    width, height = size
    stray = 0.018 * skew
    corners = [
        (
            x + stray * random.uniform(-1, 1) * window.width,
            y + stray * random.uniform(-1, 1) * window.height,
        )
        for x, y in (
            (window.left, window.top),
            (window.right, window.top),
            (window.right, window.bottom),
            (window.left, window.bottom),
        )
    ]
    source = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    found = cv2.getPerspectiveTransform(source, np.array(corners, np.float32))
    return np.asarray(found, dtype=np.float64)


def _scaled(window: Box, scale: float) -> Homography:
    """From the plane (mm) to the pixels of a picture of ``window``."""
    return np.array([[scale, 0, -window.left * scale], [0, scale, -window.top * scale], [0, 0, 1]])


def _shot(random: Random, size: tuple[int, int], rough: float) -> Shot:
    return Shot(
        surface="",
        size=size,
        light=1 + rough * random.uniform(-0.1, 0.12),
        warmth=rough * random.uniform(-0.6, 0.8),
        blur=0.35 + rough * random.uniform(0, 0.4) * max(size) / 1280,
        noise=rough * random.uniform(0.004, 0.014),
        glare=rough * random.choice((0, 0, 0.15)),
        shade=rough * random.uniform(0, 0.12),
        quality=random.randint(78, 92) if rough else 95,
    )
