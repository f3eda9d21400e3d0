"""A panorama as a picture. Pure."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from core.engines import Pixels
from scenes.realogram import Panorama, Placement
from scenes.stitching.fitting import mapped
from scenes.stitching.pairs import Floats

_GROUND = 235
_STRIP = 512
_SEAM = 4
"""How abruptly one photo gives way to the next; 1 would blend over the whole overlap."""


def compose(panorama: Panorama, picture: Callable[[int], Pixels]) -> Pixels:
    """``panorama`` in RGB, (height, width, 3). ``picture`` gives the pixels of an upload id.

    Where photos overlap, each pixel is taken mostly from the photo that has it further from
    its border.
    """
    canvas = np.full((panorama.height, panorama.width, 3), _GROUND, np.uint8)
    held = np.zeros((panorama.height, panorama.width), np.uint8)
    for placement in panorama.placements:
        _lay(canvas, held, picture(placement.image), placement)
    return canvas


def _lay(canvas: Pixels, held: Pixels, pixels: Pixels, placement: Placement) -> None:
    """``pixels`` onto ``canvas``; ``held`` is how deep inside its photo each pixel lies."""
    homography = np.array(placement.homography).reshape(3, 3)
    height, width = pixels.shape[:2]
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float64)
    seen = mapped(homography, corners)
    low = np.maximum(np.floor(seen.min(axis=0)).astype(int), 0)
    limits = (canvas.shape[1], canvas.shape[0])
    high = np.minimum(np.ceil(seen.max(axis=0)).astype(int), limits)
    if (high <= low).any():
        return
    depth = _depth(width, height)
    for top in range(int(low[1]), int(high[1]), _STRIP):
        bottom = min(top + _STRIP, int(high[1]))
        area = (slice(top, bottom), slice(int(low[0]), int(high[0])))
        _strip(canvas[area], held[area], pixels, depth, _shifted(homography, low[0], top))


def _strip(part: Pixels, held: Pixels, pixels: Pixels, depth: Pixels, into: Floats) -> None:
    size = (part.shape[1], part.shape[0])
    shrinks = abs(np.linalg.det(into[:2, :2])) < 0.5
    flags = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    new = np.asarray(cv2.warpPerspective(pixels, into, size, flags=flags), np.float32)
    deep = np.asarray(cv2.warpPerspective(depth, into, size), np.uint8)
    mine, theirs = deep.astype(np.float32) ** _SEAM, held.astype(np.float32) ** _SEAM
    share = (mine / np.maximum(mine + theirs, 1e-6))[..., None]
    part[:] = np.clip(part * (1 - share) + new * share + 0.5, 0, 255).astype(np.uint8)
    held[:] = np.maximum(held, deep)


def _depth(width: int, height: int) -> Pixels:
    """1 at a photo's border to 255 in its middle."""
    across = np.minimum(np.arange(width) + 1, width - np.arange(width)) / (width / 2)
    down = np.minimum(np.arange(height) + 1, height - np.arange(height)) / (height / 2)
    near = np.minimum(across[None, :], down[:, None])
    return np.asarray(np.clip(near * 255, 1, 255), dtype=np.uint8)


def _shifted(homography: Floats, left: int, top: int) -> Floats:
    moved = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1]], dtype=np.float64)
    return np.asarray(moved @ homography, dtype=np.float64)
