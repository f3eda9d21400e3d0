"""Products that look alike and differ in size: told apart by how large their neighbours stand.

Facings whose size is in no doubt say how many pixels a millimetre takes; that changes
smoothly over a photo.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from scenes.matching.candidates import Candidate
from scenes.matching.choosing import Choice, reweighed
from scenes.matching.index import Index

# Natural logarithms: sizes nearer than this are one size, and by so much a facing's height may
# be off, for products stand at different depths and pack shots are not cut exactly.
_SAME = 0.03
_OFF = 0.05
_FARTHEST = 3.0
# What a size may still be doubted by: rivals within so much of the best.
_DOUBT = 4.0
_SURE = 3.0
_FEWEST = 3
_ROUNDS = 5
_STIFF = 1.0


def sized(choices: Sequence[Choice], index: Index) -> list[Choice]:
    """``choices``, those with rivals of another size weighed where neighbours tell the scale."""
    sure = [choice.best for choice in choices if _is_sure(choice, index)]
    if len(sure) < _FEWEST:
        return list(choices)
    scale = _Scale(sure, index)
    return [_by_size(choice, scale, index) for choice in choices]


def _size(one: Candidate, index: Index) -> float | None:
    return index.entries[one.entry].size_y_mm or None


def _is_sure(choice: Choice, index: Index) -> bool:
    size = _size(choice.best, index)
    if size is None or choice.best.logit < _SURE or choice.best.look.seen < 0.9:
        return False
    near = [_size(rival, index) for rival, margin in choice.rivals if margin < _DOUBT]
    return all(other is not None and abs(log(other / size)) < _SAME for other in near)


class _Scale:
    """The logarithm of pixels per millimetre as a plane over the photo."""

    def __init__(self, sure: Sequence[Candidate], index: Index) -> None:
        places = np.array([one.centre for one in sure], np.float64)
        self._middle = places.mean(axis=0)
        self._reach = max(float(np.ptp(places, axis=0).max()), 1.0)
        rows = self._rows(places)
        seen = np.array([log(one.height / (_size(one, index) or 1.0)) for one in sure])
        weights = np.ones(len(sure))
        for _ in range(_ROUNDS):
            self._plane = _fitted(rows, seen, weights)
            off = np.abs(seen - rows @ self._plane)
            weights = 1 / np.maximum(off / _OFF, 1.0) ** 2

    def at(self, centre: NDArray[np.float32]) -> float:
        return float((self._rows(centre[None].astype(np.float64)) @ self._plane)[0])

    def _rows(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        across = (places - self._middle) / self._reach
        return np.column_stack([np.ones(len(places)), across])


def _fitted(
    rows: NDArray[np.float64], seen: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Weighted least squares; a slope needs evidence."""
    stiff = np.diag([0.0, _STIFF, _STIFF])
    pulled = rows * weights[:, None]
    return np.asarray(np.linalg.solve(rows.T @ pulled + stiff, pulled.T @ seen), np.float64)


def _by_size(choice: Choice, scale: _Scale, index: Index) -> Choice:
    sizes = [_size(one, index) for one in choice.all]
    known = [size for size in sizes if size is not None]
    if not known or log(max(known) / min(known)) < _SAME:
        return choice
    gains = [_gain(one, size, scale) for one, size in zip(choice.all, sizes, strict=True)]
    return reweighed(choice, gains)


def _gain(one: Candidate, size: float | None, scale: _Scale) -> float:
    if size is None:
        return -0.5
    off = (log(one.height / size) - scale.at(one.centre)) / _OFF
    return -0.5 * min(abs(off), _FARTHEST) ** 2
