"""Products that look alike and differ in size: told apart by how large their neighbours stand.

All facings together say how many pixels a millimetre takes, which changes smoothly over a
photo: those whose size is in no doubt, and those that fit but one scale at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf, log

import numpy as np
from numpy.typing import NDArray

from scenes.matching.candidates import Candidate
from scenes.matching.choosing import Choice, reweighed
from scenes.matching.index import Index

# Natural logarithms: sizes nearer than this are one size, and by so much a facing's height may
# be off, for products stand at different depths and pack shots are not cut exactly.
_SAME = 0.03
_OFF = 0.05
_ROUGHLY = 0.12
_FARTHEST = 3.0
# What a size may still be doubted by: rivals within so much of the best.
_DOUBT = 4.0
_SURE = 3.0
_WHOLE = 0.9
_FEWEST = 3
_ROUNDS = 5
_STIFF = 1.0
_UNKNOWN = -0.5

Floats = NDArray[np.float64]


def sized(choices: Sequence[Choice], index: Index) -> list[Choice]:
    """``choices``, those with rivals of another size weighed where all of them tell the scale, and
    those less sure that are doubtful or cut off, and of another size than they would be there."""
    telling = [choice for choice in choices if _tells(choice, index)]
    if len(telling) < _FEWEST:
        return list(choices)
    scales = _scales(telling, index)
    weighed = [_by_size(choice, scales, index) for choice in choices]
    return [one if _tells(one, index) else _fitting(one, scales, index) for one in weighed]


def _size(one: Candidate, index: Index) -> float | None:
    return index.entries[one.entry].size_y_mm or None


def _open(choice: Choice) -> list[Candidate]:
    """All that it may be."""
    return [choice.best, *(rival for rival, margin in choice.rivals if margin < _DOUBT)]


def _tells(choice: Choice, index: Index) -> bool:
    best = choice.best
    if best.logit < _SURE or best.look.seen < _WHOLE:
        return False
    return all(_size(one, index) is not None for one in _open(choice))


class _Scale:
    """The logarithm of pixels per millimetre as a plane over the photo, which begins level."""

    def __init__(self, level: float, places: Floats, seen: Floats) -> None:
        """``places`` (n, 2) of facings, and ``seen`` (n, m) what each says, once for everything
        that it may be, infinite beyond."""
        self._middle = places.mean(axis=0)
        self._reach = max(float(np.ptp(places, axis=0).max()), 1.0)
        rows = self._rows(places)
        self._plane = np.array([level, 0.0, 0.0])
        for _ in range(_ROUNDS):
            away = self._away(rows, seen)
            nearest = away.argmin(axis=1)[:, None]
            weights = 1 / np.maximum(away.min(axis=1) / _OFF, 1.0) ** 2
            said = np.take_along_axis(seen, nearest, axis=1)[:, 0]
            self._plane = _fitted(rows, said, weights)
        self.support = float(_likely(self._away(rows, seen).min(axis=1)).sum())
        """The log-likelihood of all heights."""

    def at(self, centre: NDArray[np.float32]) -> float:
        return float((self._rows(centre[None].astype(np.float64)) @ self._plane)[0])

    def _away(self, rows: Floats, seen: Floats) -> Floats:
        return np.asarray(np.abs(seen - (rows @ self._plane)[:, None]), np.float64)

    def _rows(self, places: Floats) -> Floats:
        across = (places - self._middle) / self._reach
        return np.column_stack([np.ones(len(places)), across])


def _scales(telling: Sequence[Choice], index: Index) -> list[_Scale]:
    """Every scale that something in the photo speaks for."""
    said = [[log(one.height / (_size(one, index) or 1.0)) for one in _open(c)] for c in telling]
    seen = np.full((len(said), max(map(len, said))), np.inf)
    for row, values in enumerate(said):
        seen[row, : len(values)] = values
    levels: list[float] = []
    for level in sorted(value for values in said for value in values):
        if not levels or level - levels[-1] > _SAME:
            levels.append(level)
    places = np.array([choice.best.centre for choice in telling], np.float64)
    return [_Scale(level, places, seen) for level in levels]


def _fitted(rows: Floats, seen: Floats, weights: Floats) -> Floats:
    """Weighted least squares; a slope needs evidence."""
    stiff = np.diag([0.0, _STIFF, _STIFF])
    pulled = rows * weights[:, None]
    return np.asarray(np.linalg.solve(rows.T @ pulled + stiff, pulled.T @ seen), np.float64)


def _likely(off: Floats | float, usual: float = _OFF) -> Floats:
    """The log-likelihood of a height that is off by so much."""
    return np.asarray(-0.5 * np.minimum(off / usual, _FARTHEST) ** 2, np.float64)


def _by_size(choice: Choice, scales: Sequence[_Scale], index: Index) -> Choice:
    sizes = [_size(one, index) for one in choice.all]
    known = [size for size in sizes if size is not None]
    if not known or log(max(known) / min(known)) < _SAME:
        return choice
    fits = np.array(
        [
            [_fit(one, size, scale) for one, size in zip(choice.all, sizes, strict=True)]
            for scale in scales
        ]
    )
    told = _of_the_rest(choice, fits, scales, index)
    # What each size takes: the likeliest scale with which it goes together.
    gains = (told[:, None] + fits).max(axis=0)
    return reweighed(choice, (gains - gains.max()).tolist())


def _fitting(choice: Choice, scales: Sequence[_Scale], index: Index) -> Choice:
    """The choice as far as its size goes together with the photo's scale: of what the border cuts
    off, or what little speaks for, matching may have guessed a front that is not there."""
    support = np.array([scale.support for scale in scales])
    told = np.maximum(support - support.max(), _likely(inf))
    fitting = [
        replace(one, logit=one.logit + _misfit(one, scales, told, index)) for one in choice.all
    ]
    margins = (margin for _, margin in choice.rivals)
    return replace(choice, best=fitting[0], rivals=tuple(zip(fitting[1:], margins, strict=True)))


def _misfit(one: Candidate, scales: Sequence[_Scale], told: Floats, index: Index) -> float:
    """The log-likelihood of its height, at the likeliest scale; 0 where its size is not known."""
    size = _size(one, index)
    if size is None:
        return 0.0
    cut = one.look.seen < _WHOLE
    off = np.array([log(one.height / size) - scale.at(one.centre) for scale in scales])
    return float((told + _likely(np.abs(off), _OFF if cut else _ROUGHLY)).max())


def _of_the_rest(choice: Choice, fits: Floats, scales: Sequence[_Scale], index: Index) -> Floats:
    """The log-likelihood of each scale by all other facings, below that of the likeliest."""
    support = np.array([scale.support for scale in scales])
    if _tells(choice, index):
        support -= fits[:, : len(_open(choice))].max(axis=1)
    return np.asarray(np.maximum(support - support.max(), _likely(inf)), np.float64)


def _fit(one: Candidate, size: float | None, scale: _Scale) -> float:
    if size is None:
        return _UNKNOWN
    return float(_likely(abs(log(one.height / size) - scale.at(one.centre))))
