"""All pack shots in one index: for a photo's descriptors, the most similar of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenes.matching.features import HEIGHT, Features
from scenes.matching.keypoints import UNIT, Bytes, Floats, Integers

_BLOCK = 2048


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One pack shot of a SKU; sizes are the product's, millimetres, where known."""

    sku: int
    features: Features
    size_x_mm: float | None = None
    size_y_mm: float | None = None


class Index:
    """Made once, then only read: safe to share between threads."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        counts = [len(entry.features.keypoints) for entry in entries]
        self.first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        self.owners = np.repeat(np.arange(len(entries)), counts)
        """The entry of each keypoint of the index."""
        shots = [entry.features.keypoints for entry in entries]
        self.points = _joined([shot.points for shot in shots], (0, 2))
        self.sizes = _joined([shot.sizes for shot in shots], (0,))
        self.angles = _joined([shot.angles for shot in shots], (0,))
        widths = [entry.features.width for entry in entries]
        self.centres = np.array([[w / 2, HEIGHT / 2] for w in widths], np.float32).reshape(-1, 2)
        self.skus = np.array([entry.sku for entry in entries], np.int64)
        self._descriptors: Bytes = (
            np.concatenate([shot.descriptors for shot in shots])
            if shots
            else np.zeros((0, 128), np.uint8)
        )

    def nearest(
        self, descriptors: Bytes, many: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[Integers, Floats]:
        """The ``many`` most similar keypoints of each descriptor: their places in the index
        and their similarities (0-1), both (n, many), most similar first."""
        kept = self._descriptors.astype(np.float32) / np.float32(UNIT)
        where = np.empty((len(descriptors), many), np.int64)
        alike = np.empty((len(descriptors), many), np.float32)
        for start in range(0, len(descriptors), _BLOCK):
            part = descriptors[start : start + _BLOCK].astype(np.float32) / np.float32(UNIT)
            products = part @ kept.T
            if allowed is not None:
                products[:, ~allowed[self.owners]] = -1
            best = np.argpartition(-products, many, axis=1)[:, :many]
            values = np.take_along_axis(products, best, axis=1)
            order = np.argsort(-values, axis=1)
            where[start : start + _BLOCK] = np.take_along_axis(best, order, axis=1)
            alike[start : start + _BLOCK] = np.take_along_axis(values, order, axis=1)
        return where, alike


def _joined(parts: list[Floats], empty: tuple[int, ...]) -> Floats:
    return np.concatenate(parts) if parts else np.zeros(empty, np.float32)
