"""What two photos both show of their facings. Pure.

What a border cuts off is not compared: where a product is told to be out there, matching has
guessed it from the part that is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.geometry import Box, box_of
from scenes.realogram import SeenPhoto
from scenes.stitching.fitting import inverted, mapped
from scenes.stitching.pairs import Floats


@dataclass(frozen=True, slots=True)
class Common:
    """A product in the second photo: its size, and the part of it that both photos show."""

    wide: float
    high: float
    part: Box


def in_common(
    photo: SeenPhoto, other: SeenPhoto, homography: Floats
) -> tuple[list[Common | None], list[Common | None]]:
    """The facings of both photos in the pixels of the ``other`` one; None for those of which the
    photos have nothing in common."""
    frames = Box(0, 0, photo.width, photo.height), Box(0, 0, other.width, other.height)
    there, here = [], []
    for facing in photo.facings:
        box = box_of(facing.quad)
        there.append(_view(_moved(box, homography), _shown(box, frames, homography)))
    for facing in other.facings:
        box = box_of(facing.quad)
        away = _shown(box, frames[::-1], inverted(homography))
        here.append(_view(box, _shown(away, frames, homography) if away else None))
    return there, here


def _shown(box: Box, frames: Sequence[Box], homography: Floats) -> Box | None:
    """The part of ``box`` that both photos show, in the second one; None where there is none."""
    own = cut(box, frames[0])
    moved = _moved(own, homography) if area(own) > 0 else None
    part = cut(moved, frames[1]) if moved else None
    return part if part and area(part) > 0 else None


def _view(full: Box | None, part: Box | None) -> Common | None:
    return Common(full.width, full.height, part) if full and part else None


def _moved(box: Box, homography: Floats) -> Box | None:
    """The box about ``box`` in the other photo; None where it lies behind its camera."""
    left, top, right, bottom = box
    corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
    depth = np.column_stack([corners, np.ones(4)]) @ homography[2]
    if (depth * homography[2, 2] <= 0).any():
        return None
    moved = mapped(homography, corners)
    low, high = moved.min(axis=0), moved.max(axis=0)
    return Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))


def cut(box: Box, frame: Box) -> Box:
    """The part of ``box`` within ``frame``; where there is none, one without an area."""
    return Box(
        max(box.left, frame.left),
        max(box.top, frame.top),
        min(box.right, frame.right),
        min(box.bottom, frame.bottom),
    )


def area(box: Box) -> float:
    """0 of one whose sides have changed places."""
    return max(0.0, box.width) * max(0.0, box.height)
