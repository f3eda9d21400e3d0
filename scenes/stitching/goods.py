"""The recognised products and price tags of two photos: whether a displacement lays equals on
equals. Pure.

A row of equal products has one tag: of what stands on a shelf, tags tell places apart best.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.geometry import Box, box_of
from scenes.realogram import UNKNOWN, PriceTag, SeenPhoto
from scenes.stitching.fitting import inverted, mapped
from scenes.stitching.pairs import Floats

_NEAR = 0.4
_STEP = 0.03
_STARTS = 8
_RARE_STARTS = 4
_ONE_WIDTH = 0.1
_WIDTHS = 2

# How often each is seen on the right displacement, by how often on a wrong one. Equals on equals
# say nothing: they would speak for the larger overlap, right or not.
_OTHER, _LONE = 0.25, 0.4
_SUREST = 30.0
_CLEAR = 0.6
_BORNE_OUT = 3


@dataclass(frozen=True, slots=True)
class Goods:
    """Facings and tags of one photo in pixels of its view: ``middles`` and ``sizes`` (n, 2),
    ``names`` (n,) are SKUs, for tags the price below zero, or UNKNOWN; ``frame`` is the view's
    width and height."""

    middles: Floats
    sizes: Floats
    names: NDArray[np.int64]
    frame: tuple[int, int]

    def __len__(self) -> int:
        return len(self.names)

    @property
    def clear(self) -> NDArray[np.bool_]:
        """(n,): what is mostly within the photo; of the rest, matching has guessed the name."""
        low, high = self.middles - self.sizes / 2, self.middles + self.sizes / 2
        seen = np.minimum(high, np.array(self.frame)) - np.maximum(low, 0)
        shares = np.maximum(seen, 0) / np.maximum(self.sizes, 1e-6)
        return np.asarray(shares.prod(axis=1) >= _CLEAR, dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Facings and tags of the overlap: ``same`` lie on their like, ``other`` on another product
    or price, ``lone`` on none."""

    same: int = 0
    other: int = 0
    lone: int = 0

    @property
    def odds(self) -> float:
        """How much likelier these are on the right displacement than on one that is a product
        off; 1 where nothing is said."""
        return max(_OTHER**self.other * _LONE**self.lone, 1 / _SUREST)

    @property
    def bears_out(self) -> bool:
        return self.same >= self.other + self.lone + _BORNE_OUT

    def __add__(self, more: Agreement) -> Agreement:
        return Agreement(self.same + more.same, self.other + more.other, self.lone + more.lone)

    @property
    def speaks_against(self) -> bool:
        against = self.other + self.lone
        return against > 0 and against >= self.same


def goods_of(photo: SeenPhoto, scale: float, frame: tuple[int, int]) -> Goods:
    """What was recognised on ``photo``, in a view that is ``scale`` times as large. What was taken
    for a tag and is printed on a product says nothing."""
    fronts = [box_of(facing.quad) for facing in photo.facings]
    tags = [(tag, box) for tag in photo.tags if not _on_any(box := box_of(tag.quad), fronts)]
    boxes = fronts + [box for _, box in tags]
    names = [facing.sku for facing in photo.facings] + [_priced(tag) for tag, _ in tags]
    middles = [((box.left + box.right) / 2, (box.top + box.bottom) / 2) for box in boxes]
    return Goods(
        middles=scale * np.array(middles, dtype=np.float64).reshape(-1, 2),
        sizes=scale * np.array([(b.width, b.height) for b in boxes]).reshape(-1, 2),
        names=np.array(names, np.int64),
        frame=frame,
    )


def _on_any(box: Box, fronts: Sequence[Box]) -> bool:
    """Whether the box has its middle on one of ``fronts``."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return any(on.left < x < on.right and on.top < y < on.bottom for on in fronts)


def _priced(tag: PriceTag) -> int:
    return UNKNOWN if tag.price is None else -1 - round(100 * tag.price)


def agreement(one: Goods, other: Goods, homography: Floats) -> Agreement:
    """How the things of both lie on each other. Those cut off by a border say nothing."""
    there = _one_way(one, other, homography)
    back = _one_way(other, one, inverted(homography))
    return Agreement(*(max(a, b) for a, b in zip(there, back, strict=True)))


def _one_way(one: Goods, other: Goods, homography: Floats) -> tuple[int, int, int]:
    if not len(one):
        return 0, 0, 0
    half = one.sizes / 2
    corners = np.stack([mapped(homography, one.middles + half * way) for way in _CORNERS])
    low, high = corners.min(axis=0), corners.max(axis=0)
    whole = one.clear & ((low > 0) & (high < np.array(other.frame))).all(axis=1)
    middles, sizes = (low + high) / 2, high - low
    same = different = lone = 0
    for index in np.flatnonzero(whole):
        near = _nearest(middles[index], sizes[index], other)
        if near is None:
            # What could not be named or read was perhaps not there at all.
            lone += int(one.names[index] != UNKNOWN)
        elif UNKNOWN in (other.names[near], one.names[index]) or not other.clear[near]:
            continue
        elif other.names[near] == one.names[index]:
            same += 1
        else:
            different += 1
    return same, different, lone


_CORNERS = np.array([(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)])


def _nearest(middle: Floats, size: Floats, other: Goods) -> int | None:
    """The thing of ``other`` that has its middle within 0.4 of the size."""
    if not len(other):
        return None
    off = np.abs(other.middles - middle) / np.maximum(size, 1)
    best = int(np.argmin(off.max(axis=1)))
    return best if off[best].max() < _NEAR else None


def starts(one: Goods, other: Goods) -> list[tuple[float, Floats]]:
    """(scale, shift) pairs that lay many facings and tags on their like, best first. What is
    there often says less of where it belongs than what is there once."""
    same = one.names[:, None] == other.names[None, :]
    same &= one.names[:, None] != UNKNOWN
    rows, columns = np.nonzero(same)
    if not len(rows):
        return []
    scale = float(np.median(other.sizes[columns, 1] / np.maximum(one.sizes[rows, 1], 1)))
    shifts = other.middles[columns] - scale * one.middles[rows]
    step = _STEP * max(other.frame)
    rare = 1 / np.sqrt(same.sum(axis=1)[rows] * same.sum(axis=0)[columns])
    every: Counter[tuple[int, int]] = Counter()
    telling: dict[tuple[int, int], float] = defaultdict(float)
    for (x, y), weight in zip(np.round(shifts / step).astype(int).tolist(), rare, strict=True):
        every[x, y] += 1
        telling[x, y] += weight
    best = [cell for cell, _ in every.most_common(_STARTS)]
    best += sorted(set(telling) - set(best), key=lambda cell: -telling[cell])[:_RARE_STARTS]
    return [(scale, np.array(cell, dtype=np.float64) * step) for cell in best]


def slips(one: Goods, other: Goods, homography: Floats) -> list[Floats]:
    """(x, 0) shifts in pixels of ``other`` by which ``homography`` would be one product off, to
    either side: the widths of the facings where both photos lie on each other."""
    back = mapped(inverted(homography), other.middles)
    shared = ((back > 0) & (back < np.array(one.frame))).all(axis=1) & (other.names >= UNKNOWN)
    kinds: Counter[int] = Counter(
        round(math.log(max(width, 1)) / _ONE_WIDTH) for width in other.sizes[shared, 0]
    )
    widths = [math.exp(kind * _ONE_WIDTH) for kind, _ in kinds.most_common(_WIDTHS)]
    return [np.array([side * width, 0.0]) for width in widths for side in (1, -1)]
