"""All pack shots in one index: for a photo's descriptors, the most similar of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenes.matching.features import HEIGHT, Features
from scenes.matching.keypoints import Bytes, Floats, Integers
from scenes.matching.neighbours import Neighbours
from scenes.matching.vocabulary import Vocabulary

_ROOM, _SLIMMEST = 1.6, 0.4


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One pack shot of a SKU; sizes are the product's, millimetres, where known."""

    sku: int
    features: Features
    size_x_mm: float | None = None
    size_y_mm: float | None = None


class Index:
    """Made once, then only read: safe to share between threads."""

    def __init__(self, entries: Sequence[Entry], before: Index | None = None) -> None:
        """``before`` is an index with much the same entries: what it knows of them is kept,
        so that a few new ones cost little."""
        self.entries = tuple(entries)
        shots = [entry.features.keypoints for entry in entries]
        counts = [len(shot) for shot in shots]
        self.owners = np.repeat(np.arange(len(entries)), counts)
        """The entry of each keypoint of the index."""
        self.points = _joined([shot.points for shot in shots], (0, 2))
        self.sizes = _joined([shot.sizes for shot in shots], (0,))
        self.angles = _joined([shot.angles for shot in shots], (0,))
        widths = [entry.features.width for entry in entries]
        self.centres = np.array([[w / 2, HEIGHT / 2] for w in widths], np.float32).reshape(-1, 2)
        self.slim = np.array([_slim(width) for width in widths], np.float32)
        self.skus = np.array([entry.sku for entry in entries], np.int64)
        self._first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        descriptors = _together([shot.descriptors for shot in shots])
        vocabulary = before._neighbours.vocabulary if before else None
        words = self._words(before, vocabulary) if before and vocabulary else None
        self._neighbours: Neighbours = Neighbours(descriptors, words, vocabulary)

    def nearest(
        self, descriptors: Bytes, many: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[Integers, Floats]:
        """The ``many`` most similar keypoints of each descriptor, or all where there are fewer:
        their places in the index and their similarities (0-1), both (n, many), most similar
        first. ``allowed`` narrows the entries."""
        keypoints = None if allowed is None else allowed[self.owners]
        return self._neighbours.nearest(descriptors, many, keypoints)

    def _words(self, before: Index, known: Vocabulary) -> Integers | None:
        """Words of all keypoints, those of old entries as ``before`` has them."""
        old = {id(entry.features): place for place, entry in enumerate(before.entries)}
        words = []
        for entry in self.entries:
            place = old.get(id(entry.features))
            if place is None:
                words.append(known.words_of(entry.features.keypoints.descriptors))
            else:
                span = slice(before._first[place], before._first[place + 1])
                words.append(before._neighbours.words[span].astype(np.int64))
        return np.concatenate(words) if words else None


def _slim(width: float) -> float:
    """Below 1 for products so slim that neighbours stand within a part of their height."""
    return min(max(width / HEIGHT * _ROOM, _SLIMMEST), 1.0)


def _together(parts: list[Bytes]) -> Bytes:
    return np.concatenate(parts) if parts else np.zeros((0, 128), np.uint8)


def _joined(parts: list[Floats], empty: tuple[int, ...]) -> Floats:
    return np.concatenate(parts) if parts else np.zeros(empty, np.float32)
