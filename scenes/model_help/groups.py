"""Products that were seen and not named, those that look alike together. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from core.engines import Pixels
from scenes.matching.looks import compared
from scenes.model_help.pictures import sized, upright
from scenes.realogram import UNKNOWN, Alternative, Facing

_TALL = 72
_SHAPE, _SIZE = 0.8, 0.85
"""The smaller width at the same height, and the smaller height, as shares of the larger: packs
that differ in size alone look alike."""

_PRINT, _COLOUR = 0.75, 0.7
"""Likenesses (0-1) from which two fronts are taken for the same product. Taking two products
for one would name one of them wrongly; taking one for two only asks twice."""

_SMALLEST = 16.0
"""Pixels: nobody can say what a front less high shows."""


@dataclass(slots=True)
class Group:
    """Fronts that look alike, as cut out of the photo; they may be the same product."""

    facings: list[Facing] = field(default_factory=list)
    cuts: list[Pixels] = field(default_factory=list)

    def alternatives(self) -> dict[int, float]:
        """What matching says that they may be: SKU -> probability, over all of them."""
        totals: dict[int, float] = {}
        for other in self._every():
            totals[other.sku] = totals.get(other.sku, 0.0) + other.score / len(self.facings)
        return totals

    def _every(self) -> Iterable[Alternative]:
        return (other for facing in self.facings for other in facing.alternatives)


def groups_of(pixels: Pixels, facings: Iterable[Facing]) -> list[Group]:
    """The unnamed ones of ``facings``, grouped; groups of many first, then as on the photo."""
    groups: list[Group] = []
    for facing in facings:
        if facing.sku != UNKNOWN or _height(facing) < _SMALLEST:
            continue
        cut = upright(pixels, facing.quad)
        home = next((group for group in groups if _belongs(facing, cut, group)), None)
        if home is None:
            home = Group()
            groups.append(home)
        home.facings.append(facing)
        home.cuts.append(cut)
    return sorted(groups, key=lambda group: -len(group.facings))


def _belongs(facing: Facing, cut: Pixels, group: Group) -> bool:
    first, shown = group.facings[0], group.cuts[0]
    small, large = sorted((cut.shape[0], shown.shape[0]))
    same_size = small >= _SIZE * large
    return same_size and _likeliest(facing) == _likeliest(first) and _alike(shown, cut)


def _likeliest(facing: Facing) -> int:
    return facing.alternatives[0].sku if facing.alternatives else UNKNOWN


def _alike(one: Pixels, other: Pixels) -> bool:
    a, b = sized(one, _TALL), sized(other, _TALL)
    narrow, wide = sorted((a.shape[1], b.shape[1]))
    if narrow < _SHAPE * wide:
        return False
    keep = slice(0, narrow)
    shown = np.ones((_TALL, narrow), np.float32)
    look = compared(a[:, keep].astype(np.float32), b[:, keep].astype(np.float32), shown)
    return look.print_ >= _PRINT and look.colour >= _COLOUR


def _height(facing: Facing) -> float:
    ys = [corner.y for corner in facing.quad]
    return max(ys) - min(ys)
