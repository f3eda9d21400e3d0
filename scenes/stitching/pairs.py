"""Which features of two photos may be one, and at which displacements many of them agree. Pure.

Equal products stand side by side on shelves, so a feature has as many partners as there are
facings: all of them are kept, and displacements are judged by what agrees with them.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels
from scenes.matching.keypoints import UNIT, Keypoints, keypoints_of

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

SIDE = 1600
"""Photos are compared at this length of their longer side, at most."""

_FEATURES = 2600
_ALIKE = 0.86
_PARTNERS = 12
_TURN = 0.35
_SCALES = (0.55, 1.8)
_BIN = 0.02
_PEAKS = 12


@dataclass(frozen=True, slots=True)
class View:
    """A photo as it is compared: ``grey`` (height, width) and its features, in pixels of the
    shrunken photo, which is ``scale`` times as large as the photo."""

    grey: NDArray[np.uint8]
    keypoints: Keypoints
    scale: float

    @property
    def width(self) -> int:
        return int(self.grey.shape[1])

    @property
    def height(self) -> int:
        return int(self.grey.shape[0])


@dataclass(frozen=True, slots=True)
class Candidates:
    """Features that may be one: ``first`` and ``second`` are indices (n,) into the two views'
    keypoints, ``alike`` (n,) is the similarity of their descriptors, 0 to 1."""

    first: Integers
    second: Integers
    alike: Floats

    def __len__(self) -> int:
        return len(self.first)


def view_of(pixels: Pixels) -> View:
    """``pixels`` ready to be compared."""
    height, width = pixels.shape[:2]
    scale = min(1.0, SIDE / max(height, width))
    size = (max(8, round(width * scale)), max(8, round(height * scale)))
    small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    return View(grey, keypoints_of(small, _FEATURES), scale)


def candidates(one: View, other: View) -> Candidates:
    """All pairs that look alike, upright to each other and of about one size."""
    a, b = one.keypoints, other.keypoints
    if not len(a) or not len(b):
        none = np.zeros(0, np.int64)
        return Candidates(none, none, np.zeros(0))
    first = a.descriptors.astype(np.float32) / UNIT
    second = b.descriptors.astype(np.float32) / UNIT
    alike = first @ second.T
    rows, columns = np.nonzero(alike > _ALIKE)
    turn = np.abs(a.angles[rows] - b.angles[columns])
    ratio = a.sizes[rows] / b.sizes[columns]
    fit = np.minimum(turn, 2 * np.pi - turn) < _TURN
    fit &= (ratio > _SCALES[0]) & (ratio < _SCALES[1])
    rows, columns = rows[fit], columns[fit]
    values = alike[rows, columns].astype(np.float64)
    # The best partners of each feature: by feature, then by likeness, then by rank.
    order = np.lexsort((-values, rows))
    rows, columns, values = rows[order], columns[order], values[order]
    rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
    kept = rank < _PARTNERS
    return Candidates(rows[kept], columns[kept], values[kept])


def displacements(one: View, other: View, found: Candidates) -> list[tuple[float, Floats]]:
    """(scale, shift) pairs that many candidates agree on, best first.

    A point p of ``one`` lies near ``scale * p + shift`` in ``other``.
    """
    if len(found) < 4:
        return []
    a, b = one.keypoints, other.keypoints
    scale = _scale(a.sizes[found.first], b.sizes[found.second], found)
    shifts = b.points[found.second] - scale * a.points[found.first]
    # One feature has one vote a place, however many partners it has.
    weights = 1 / np.sqrt(np.bincount(found.first)[found.first])
    step = _BIN * max(other.width, other.height)
    low = shifts.min(axis=0)
    cells = np.floor((shifts - low) / step).astype(int)
    counts = np.zeros(cells.max(axis=0) + 3, np.float32)
    np.add.at(counts, (cells[:, 0] + 1, cells[:, 1] + 1), weights)
    counts = np.asarray(cv2.GaussianBlur(counts, (0, 0), 0.8, borderType=cv2.BORDER_CONSTANT))
    top = counts == cv2.dilate(counts, np.ones((3, 3), np.uint8))
    xs, ys = np.nonzero(top & (counts > 1))
    order = np.argsort(-counts[xs, ys])[:_PEAKS]
    return [(scale, (np.array([xs[n], ys[n]]) - 0.5) * step + low) for n in order]


def _scale(sizes: NDArray[np.float32], others: NDArray[np.float32], found: Candidates) -> float:
    """How much larger ``other`` shows things: the ratio most pairs have."""
    steps = np.log(others / sizes)
    edges = np.linspace(np.log(1 / _SCALES[1]), np.log(1 / _SCALES[0]), 41)
    counts, _ = np.histogram(steps, edges, weights=found.alike**8)
    counts = np.convolve(counts, (0.25, 0.5, 0.25), "same")
    best = int(np.argmax(counts))
    middle = (edges[best] + edges[best + 1]) / 2
    near = np.abs(steps - middle) < 0.12
    return float(np.exp(np.median(steps[near]))) if near.any() else float(np.exp(middle))
