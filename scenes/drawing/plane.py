"""Painting the shelves as they are seen from one place. Pure.

The plane is that of the shelves' front edges; what stands behind it is drawn where the eye
sees it through that plane, so that two photos of one shelf differ as real ones do.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.drawing.surfaces import Canvas, clouds
from core.engines import Pixels
from core.geometry import Box, Point, Quad
from scenes.drawing.packs import SCALE, drawn
from scenes.drawing.prices import drawn_tag
from scenes.drawing.standing import POST_MM, Item, Standing

_DEPTH_MM = 380.0


@dataclass(frozen=True, slots=True)
class Eye:
    """Where the camera is: in front of (``x``, ``y``) of the plane, ``away`` mm from it."""

    x: float
    y: float
    away: float

    def shrunk(self, back: float) -> float:
        """How large things ``back`` mm behind the plane look on it, as a share."""
        return self.away / (self.away + back)

    def seen(self, x: float, y: float, back: float) -> tuple[float, float]:
        """Where on the plane something ``back`` mm behind it is seen."""
        share = self.shrunk(back)
        return self.x + (x - self.x) * share, self.y + (y - self.y) * share


@dataclass(frozen=True, slots=True)
class Paint:
    """The colours of one shop. RGB, 0-255."""

    wall: tuple[int, int, int]
    back: tuple[int, int, int]
    board: tuple[int, int, int]
    rail: tuple[int, int, int]


def quad_seen(item: Item, eye: Eye) -> Quad:
    """The corners of ``item``'s front on the plane (mm), clockwise from its top left."""
    x, y = eye.seen(*item.foot, item.back)
    share = eye.shrunk(item.back)
    half, high = share * item.product.width_mm / 2, share * item.product.height_mm
    cos, sin = math.cos(math.radians(item.turn)), math.sin(math.radians(item.turn))
    corners = ((-half, -high), (half, -high), (half, 0.0), (-half, 0.0))
    one, two, three, four = (
        Point(x + across * cos - up * sin, y + across * sin + up * cos) for across, up in corners
    )
    return one, two, three, four


def painted(shelves: Standing, eye: Eye, paint: Paint, window: Box, scale: float) -> Pixels:
    """``window`` (mm) of the plane, ``scale`` pixels per mm."""
    size = (math.ceil(window.width * scale), math.ceil(window.height * scale))
    canvas = _Canvas(size, window, scale)
    canvas.pixels[:] = paint.wall
    canvas.pixels[:] = _worn(canvas.pixels)
    for box in shelves.racks:
        canvas.fill(box, paint.back)
    for edge in shelves.edges:
        canvas.board(edge.box, eye, paint)
    for item in sorted(shelves.items, key=lambda item: (-item.back, item.level)):
        canvas.item(item, eye)
    for edge in shelves.edges:
        canvas.fill(edge.box, paint.rail)
        lip = edge.box._replace(bottom=edge.box.top + 2.5)
        canvas.fill(lip, tuple(min(255, value + 30) for value in paint.rail))
    for tag in shelves.tags:
        canvas.patch(np.asarray(drawn_tag(tag.price, tag.product, SCALE)), _corners(tag.box))
    for box in shelves.racks:
        for left in (box.left, box.right - POST_MM):
            post = Box(left, box.top, left + POST_MM, box.bottom)
            canvas.fill(post, tuple(round(0.8 * value) for value in paint.rail))
    return canvas.pixels


class _Canvas:
    def __init__(self, size: tuple[int, int], window: Box, scale: float) -> None:
        self.pixels: Pixels = np.zeros((size[1], size[0], 3), np.uint8)
        self._window = window
        self._scale = scale
        self._kept: dict[int, NDArray[np.float32]] = {}

    def fill(self, box: Box, colour: Iterable[int]) -> None:
        self._filled(_corners(box), tuple(colour))

    def _filled(self, quad: Iterable[Point], colour: tuple[int, ...]) -> None:
        sixteenths = np.round(self._placed(quad) * 16).astype(np.int32)
        cv2.fillConvexPoly(self.pixels, sixteenths, colour, cv2.LINE_AA, 4)

    def board(self, rail: Box, eye: Eye, paint: Paint) -> None:
        """The shelf's board behind its rail: seen from above or from below, and its shadow."""
        far = [eye.seen(x, rail.top, _DEPTH_MM) for x in (rail.left, rail.right)]
        quad = [
            Point(*far[0]),
            Point(*far[1]),
            Point(rail.right, rail.top),
            Point(rail.left, rail.top),
        ]
        light = 1.0 if eye.y < rail.top else 0.45
        tint = tuple(round(light * value) for value in paint.board)
        corners = self._placed(quad)
        cv2.fillConvexPoly(
            self.pixels, np.round(corners * 16).astype(np.int32), tint, cv2.LINE_AA, 4
        )
        shadow = Box(rail.left, rail.bottom, rail.right, rail.bottom + 45)
        dark = tuple(round(0.72 * value) for value in paint.back)
        self.fill(shadow, dark)

    def item(self, item: Item, eye: Eye) -> None:
        quad = quad_seen(item, eye)
        self.patch(self._sprite(item), quad)

    def patch(self, sprite: NDArray[np.uint8] | NDArray[np.float32], quad: Iterable[Point]) -> None:
        """``sprite`` (RGB or RGBA) into ``quad`` (mm)."""
        target = self._placed(quad)
        low = np.floor(target.min(axis=0)).astype(int) - 1
        high = np.ceil(target.max(axis=0)).astype(int) + 2
        height, width = self.pixels.shape[:2]
        low, high = np.maximum(low, 0), np.minimum(high, (width, height))
        if (high <= low).any():
            return
        rows, columns = sprite.shape[:2]
        source = np.array([(0, 0), (columns, 0), (columns, rows), (0, rows)], np.float32)
        # Pixel centres: the corner of a picture is half a pixel before its first pixel.
        moved = (target - low - 0.5).astype(np.float32)
        warp = cv2.getPerspectiveTransform(source - 0.5, moved)
        filled = sprite
        if sprite.shape[2] == 3:
            filled = np.dstack([sprite, np.full((rows, columns), 255, sprite.dtype)])
        extent = (int(high[0] - low[0]), int(high[1] - low[1]))
        seen = np.asarray(cv2.warpPerspective(filled.astype(np.float32), warp, extent))
        share = seen[..., 3:] / 255
        part = self.pixels[low[1] : high[1], low[0] : high[0]]
        part[:] = np.clip(part * (1 - share) + seen[..., :3], 0, 255).astype(np.uint8)

    def _sprite(self, item: Item) -> NDArray[np.float32]:
        """The pack at about this canvas's scale, colours multiplied by opacity."""
        if item.product.sku not in self._kept:
            flat = np.asarray(drawn(item.product), dtype=np.float32)
            flat = np.concatenate([flat[..., :3] * (flat[..., 3:] / 255), flat[..., 3:]], axis=2)
            share = min(1.0, self._scale / SCALE)
            size = (max(2, round(flat.shape[1] * share)), max(2, round(flat.shape[0] * share)))
            small = np.asarray(cv2.resize(flat, size, interpolation=cv2.INTER_AREA))
            self._kept[item.product.sku] = small.astype(np.float32)
        return self._kept[item.product.sku]

    def _placed(self, quad: Iterable[Point]) -> NDArray[np.float64]:
        corner = np.array([self._window.left, self._window.top])
        points = np.array([tuple(point) for point in quad], dtype=np.float64)
        return np.asarray((points - corner) * self._scale, dtype=np.float64)


def _corners(box: Box) -> Quad:
    return (
        Point(box.left, box.top),
        Point(box.right, box.top),
        Point(box.right, box.bottom),
        Point(box.left, box.bottom),
    )


def _worn(pixels: Pixels) -> Pixels:
    """A wall is never of one colour."""
    height, width = pixels.shape[:2]
    spots: Canvas = clouds(np.random.default_rng(5), width, height, max(width // 7, 2))
    return np.clip(pixels * (0.9 + 0.15 * spots[..., None]), 0, 255).astype(np.uint8)
