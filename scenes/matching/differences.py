"""Where two pack shots that look alike are printed differently, part by part."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels
from scenes.matching.features import HEIGHT, Features
from scenes.matching.keypoints import UNIT
from scenes.matching.looks import Map

# Print that two designs share lies on one another within so many pixels, at so many places and at
# such a share of those that resemble each other: by chance it is less than a third.
_NEAR = 4.0
_FEWEST_SHARED, _LEAST_SHARED = 20, 0.34
# Print is what stands out from a surrounding of so many pixels; it differs where grey levels are
# so far apart, wherever it lies within the slack that laying one on the other leaves.
_FINE, _COARSE = 1.0, 12.0
_APART = 25.0
_SLACK = 1
_COVERED = 0.99
# Letters of one word are one part, about so long and of at least so many unlike pixels.
_BETWEEN_LETTERS = 13
_LONGEST = 80
_LEAST_AREA = 30


@dataclass(frozen=True, slots=True)
class Part:
    """A box in pixels of a pack shot ``HEIGHT`` high, and how unlike the two are in it."""

    left: int
    top: int
    right: int
    bottom: int
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """Two pack shots, grey, in the frame of the first, ``HEIGHT`` pixels high, and the parts in
    which they are printed differently."""

    one: Pixels
    other: Pixels
    parts: tuple[Part, ...]


@lru_cache(maxsize=128)
def difference(one: Features, other: Features) -> Difference | None:
    """None where the two share too little print to be laid on one another."""
    onto = _laid_on(one, other)
    if onto is None:
        return None
    size = (max(round(one.width), 1), HEIGHT)
    first = cv2.resize(_grey(one), size, interpolation=cv2.INTER_CUBIC)
    picture = _grey(other)
    kept = (other.width / picture.shape[1], HEIGHT / picture.shape[0], 1.0)
    placed = onto @ np.diag(kept)
    second = cv2.warpAffine(
        picture, placed, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    covered = cv2.warpAffine(np.ones(picture.shape, np.float32), placed, size)
    grey = (np.asarray(first, np.uint8), np.asarray(second, np.uint8))
    return Difference(*grey, _parts(_unlike(*grey) * (covered > _COVERED)))


def _laid_on(one: Features, other: Features) -> NDArray[np.float64] | None:
    """The affine map (2, 3) from the pixels of ``other`` to those of ``one``."""
    known, seen = one.keypoints, other.keypoints
    alike = _unit(seen.descriptors) @ _unit(known.descriptors).T
    nearest, back = alike.argmax(axis=1), alike.argmax(axis=0)
    mutual = np.flatnonzero(back[nearest] == np.arange(len(nearest)))
    if len(mutual) < _FEWEST_SHARED:
        return None
    onto, fitting = cv2.estimateAffine2D(
        seen.points[mutual], known.points[nearest[mutual]], ransacReprojThreshold=_NEAR
    )
    if onto is None or fitting.sum() < max(_FEWEST_SHARED, _LEAST_SHARED * len(mutual)):
        return None
    return np.asarray(onto, np.float64)


def _unit(descriptors: NDArray[np.uint8]) -> Map:
    return np.asarray(descriptors, np.float32) / np.float32(UNIT)


def _grey(features: Features) -> Pixels:
    """All that is kept of the picture."""
    kept = np.frombuffer(features.jpeg, np.uint8)
    return np.asarray(cv2.imdecode(kept, cv2.IMREAD_GRAYSCALE), np.uint8)


def _unlike(one: Pixels, other: Pixels) -> Map:
    """How far apart the print is, 0-255."""
    first, second = _print_of(one), np.pad(_print_of(other), _SLACK, mode="edge")
    tall, wide = first.shape
    apart = np.full(first.shape, 255, np.float32)
    for down, across in product(range(2 * _SLACK + 1), repeat=2):
        shifted = second[down : down + tall, across : across + wide]
        apart = np.minimum(apart, np.abs(first - shifted))
    return apart


def _print_of(grey: Pixels) -> Map:
    values = grey.astype(np.float32)
    fine, coarse = (cv2.GaussianBlur(values, (0, 0), size) for size in (_FINE, _COARSE))
    return np.asarray(fine - coarse, np.float32)


def _parts(apart: Map) -> tuple[Part, ...]:
    unlike = (apart > _APART).astype(np.uint8)
    joint = np.ones((_BETWEEN_LETTERS, _BETWEEN_LETTERS), np.uint8)
    joined = cv2.morphologyEx(unlike, cv2.MORPH_CLOSE, joint)
    _, _, boxes, _ = cv2.connectedComponentsWithStats(joined)
    found = (
        _part(apart, (left, right), (top, bottom))
        for x, y, wide, tall, _ in boxes[1:].tolist()
        for left, right in _split(x, wide)
        for top, bottom in _split(y, tall)
    )
    return tuple(part for part in found if part)


def _split(start: int, length: int) -> list[tuple[int, int]]:
    """Print lies askew on a front that is bent: what is long is looked at piece by piece."""
    edges = np.linspace(start, start + length, max(round(length / _LONGEST), 1) + 1)
    return list(pairwise(edges.round().astype(int).tolist()))


def _part(apart: Map, columns: tuple[int, int], rows: tuple[int, int]) -> Part | None:
    """None where hardly anything is unlike."""
    own = apart[slice(*rows), slice(*columns)]
    unlike = own[own > _APART]
    if len(unlike) < _LEAST_AREA:
        return None
    return Part(columns[0], rows[0], columns[1], rows[1], float(unlike.sum()))
