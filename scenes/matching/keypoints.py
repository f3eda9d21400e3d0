"""Local features: RootSIFT (Lowe 2004; Arandjelovic and Zisserman 2012), kept as bytes.

A descriptor is 128 bytes, the square roots of SIFT's L1-normalised histogram times
``UNIT``: its length is ``UNIT``, and the product of two is ``UNIT`` squared times their
Hellinger similarity.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Integers = NDArray[np.int64]

UNIT = 512.0
# Shelf photos are noisy and dim: half of SIFT's usual threshold keeps faint print.
_CONTRAST = 0.02


@dataclass(frozen=True, slots=True)
class Keypoints:
    """``points`` (n, 2) x and y, ``sizes`` (n,) in pixels, ``angles`` (n,) in radians
    clockwise from the x axis, ``descriptors`` (n, 128)."""

    points: Floats
    sizes: Floats
    angles: Floats
    descriptors: Bytes

    def __len__(self) -> int:
        return len(self.sizes)

    def at(self, which: Integers | NDArray[np.bool_]) -> Keypoints:
        """Those at the indices, or where the mask is true."""
        return Keypoints(
            self.points[which], self.sizes[which], self.angles[which], self.descriptors[which]
        )

    def scaled(self, factor: float) -> Keypoints:
        """The same in a picture ``factor`` times as large."""
        factor32 = np.float32(factor)
        return Keypoints(
            self.points * factor32, self.sizes * factor32, self.angles, self.descriptors
        )


def keypoints_of(pixels: Pixels, most: int) -> Keypoints:
    """At most ``most`` keypoints of ``pixels``, those that stand out best."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    finder = cv2.SIFT.create(nfeatures=most, contrastThreshold=_CONTRAST)
    found, described = finder.detectAndCompute(grey, None)
    if not found:
        return Keypoints(*_nothing())
    return Keypoints(
        points=np.array([point.pt for point in found], np.float32),
        sizes=np.array([point.size for point in found], np.float32),
        angles=np.radians(np.array([point.angle for point in found], np.float32)),
        descriptors=_root(np.asarray(described, np.float32)),
    )


def _root(described: Floats) -> Bytes:
    shares = described / np.maximum(described.sum(axis=1, keepdims=True), 1e-6)
    return np.asarray(np.minimum(np.rint(np.sqrt(shares) * UNIT), 255), np.uint8)


def _nothing() -> tuple[Floats, Floats, Floats, Bytes]:
    empty = np.zeros(0, np.float32)
    return np.zeros((0, 2), np.float32), empty, empty, np.zeros((0, 128), np.uint8)
