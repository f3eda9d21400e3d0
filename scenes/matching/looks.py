"""How much a place in the photo looks like a pack shot: print against print, colour
against colour, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels
from scenes.matching.features import HEIGHT, Features

Matrix = NDArray[np.float64]
Map = NDArray[np.float32]

_TALL = 72
_SLACK = 2
_CELL = 9
# Below this deviation of lightness (of 255) a cell shows no print.
_FLAT = 6.0
_COLOUR_REACH = 28.0


@dataclass(frozen=True, slots=True)
class Look:
    """Likeness of print and colour over the whole front (0-1), and the share of the front
    that lies inside the photo."""

    print_: float
    colour: float
    seen: float


class View:
    """A photo in several sizes, so that each front is cut out at about its own resolution."""

    def __init__(self, pixels: Pixels) -> None:
        self._levels = [pixels]
        while min(self._levels[-1].shape[:2]) > 160 and len(self._levels) < 6:
            self._levels.append(np.asarray(cv2.pyrDown(self._levels[-1]), np.uint8))

    def front(self, pose: Matrix, width: float, tall: int = _TALL) -> tuple[Map, Map]:
        """The front at ``pose``, upright and ``tall`` pixels high, RGB 0-255, and where of
        it lies inside the photo (0-1)."""
        corner = cv2.perspectiveTransform(
            np.array([[[0.0, 0]], [[width, 0]], [[0, HEIGHT]], [[width, HEIGHT]]]), pose
        )[:, 0]
        high = 0.5 * float(np.hypot(*(corner[2] - corner[0])) + np.hypot(*(corner[3] - corner[1])))
        level = int(
            np.clip(np.floor(np.log2(max(high / tall, 1e-6)) + 0.3), 0, len(self._levels) - 1)
        )
        picture = self._levels[level]
        step = HEIGHT / tall
        size = (max(round(width / step), 8), tall)
        shrink = 0.5**level
        onto = np.diag([shrink, shrink, 1.0]) @ pose @ np.diag([width / size[0], step, 1.0])
        back = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        cut = cv2.warpPerspective(picture, onto, size, flags=back, borderMode=cv2.BORDER_REPLICATE)
        inside = _inside(np.asarray(corner * shrink, np.float64), picture.shape[:2], onto, size)
        return np.asarray(cut, np.float32), inside


def _inside(corners: Matrix, shape: tuple[int, int], onto: Matrix, size: tuple[int, int]) -> Map:
    """Where a front with ``corners`` (4, 2) lies in a picture of ``shape`` (0-1), ``onto`` which
    ``size`` (width, height) is mapped."""
    tall, wide = shape
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    if left >= 1 and top >= 1 and right <= wide - 2 and bottom <= tall - 2:
        return np.ones(size[::-1], np.float32)
    # As much of the picture as the front can reach: a whole one takes longer to fill than to use.
    first, last = np.floor((left, top)) - 2, np.ceil((right, bottom)) + 3
    start = np.clip(first, 0, (wide, tall)).astype(int)
    end = np.clip(last, start, (wide, tall)).astype(int)
    if (end <= start).any():
        return np.zeros(size[::-1], np.float32)
    there = np.ones((end - start)[::-1], np.float32)
    moved = np.array([[1, 0, -start[0]], [0, 1, -start[1]], [0, 0, 1.0]]) @ onto
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpPerspective(there, moved, size, flags=how), np.float32)


def look_of(view: View, pose: Matrix, features: Features) -> Look:
    """How the front at ``pose`` compares with the pack shot."""
    cut, inside = view.front(pose, features.width)
    size = (cut.shape[1], cut.shape[0])
    shot = np.asarray(
        cv2.resize(features.picture(), size, interpolation=cv2.INTER_AREA), np.float32
    )
    return compared(softened(shot), softened(cut), (inside > 0.5).astype(np.float32))


def softened(picture: Map) -> Map:
    """Without the noise of single pixels."""
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.8), np.float32)


def compared(shot: Map, cut: Map, shown: Map) -> Look:
    """How two pictures of one size compare, RGB 0-255, where ``shown`` is 1."""
    prints, weights = print_likeness(shot, cut)
    weights = weights * shown
    one, other = lab_of(shot), lab_of(cut)
    colours = _colour_likeness(one, other)
    chroma = np.maximum(_chroma(one), _chroma(other))
    colourful = np.asarray(0.25 + np.minimum(chroma / 40, 1), np.float32)
    return Look(
        print_=_mean(prints, weights),
        colour=_mean(colours, shown * colourful),
        seen=float(shown.mean()),
    )


def _mean(values: Map, weights: Map) -> float:
    return float((values * weights).sum() / max(float(weights.sum()), 1e-6))


def print_likeness(shot: Map, cut: Map) -> tuple[Map, Map]:
    """Zero-mean normalised correlation around each pixel, the best of a few shifts; and how
    much print the pack shot has there (0-1)."""
    one, other = _grey(shot), _grey(cut)
    mean, spread = _moments(one)
    around = [_bordered(part) for part in (other, *_moments(other))]
    best = np.full(one.shape, -1, np.float32)
    tall, wide = one.shape
    for down in range(2 * _SLACK + 1):
        for across in range(2 * _SLACK + 1):
            moved, its_mean, its_spread = (
                part[down : down + tall, across : across + wide] for part in around
            )
            product = _blurred(one * moved) - mean * its_mean
            best = np.maximum(best, product / np.maximum(spread * its_spread, _FLAT))
    return np.clip(best, -1, 1), _printed(spread)


def print_in(shot: Map) -> Map:
    """How much print there is around each pixel (0-1)."""
    return _printed(_moments(_grey(shot))[1])


def _printed(spread: Map) -> Map:
    return np.asarray(np.clip(np.sqrt(spread) / 30, 0, 1), np.float32)


def _moments(grey: Map) -> tuple[Map, Map]:
    mean = _blurred(grey)
    spread = np.sqrt(np.maximum(_blurred(grey * grey) - mean * mean, 0))
    return mean, spread


def _blurred(values: Map) -> Map:
    return np.asarray(cv2.blur(values, (_CELL, _CELL), borderType=cv2.BORDER_REFLECT), np.float32)


def _bordered(values: Map) -> Map:
    around = (_SLACK, _SLACK, _SLACK, _SLACK)
    return np.asarray(cv2.copyMakeBorder(values, *around, cv2.BORDER_REPLICATE), np.float32)


def _grey(rgb: Map) -> Map:
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.float32)


def _colour_likeness(one: Map, other: Map) -> Map:
    """1 where the smoothed colours agree, falling to 0; lightness hardly counts."""
    apart = np.hypot(one[..., 1] - other[..., 1], one[..., 2] - other[..., 2])
    light = np.abs(one[..., 0] - other[..., 0])
    off = np.hypot(apart, 0.25 * light)
    alike: Map = np.exp(-((off / _COLOUR_REACH) ** 2)).astype(np.float32)
    return alike


def _chroma(lab: Map) -> Map:
    chroma: Map = np.hypot(lab[..., 1], lab[..., 2])
    return chroma


def lab_of(rgb: Map) -> Map:
    """The smoothed colours of RGB 0-255 in Lab."""
    smooth = cv2.blur(rgb, (_CELL, _CELL), borderType=cv2.BORDER_REFLECT)
    return np.asarray(cv2.cvtColor(smooth / np.float32(255), cv2.COLOR_RGB2LAB), np.float32)
