"""Racks, shelves and piles of a scene, from where the counted facings lie in its plane. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from core.geometry import Box
from scenes.realogram import Row, SeenPhoto
from scenes.stitching.fitting import mapped
from scenes.stitching.pairs import Floats

_ON_TOP = 0.18
_LEVEL = 0.3
_SAME_LEVEL = 0.25
_REACH = 3.0


@dataclass(frozen=True, slots=True)
class _Lying:
    """A counted facing in the scene's plane."""

    id: int
    box: Box

    @property
    def x(self) -> float:
        return (self.box.left + self.box.right) / 2


def rows_of(photos: Sequence[SeenPhoto], places: Mapping[int, Floats]) -> tuple[Row, ...]:
    """Rows of everything that is counted. ``places``: for each photo the homography from its
    pixels to one plane of the whole scene."""
    lying = [
        _Lying(facing.id, _box(facing.quad, places[index]))
        for index, photo in enumerate(photos)
        for facing in photo.facings
        if not facing.duplicate
    ]
    if not lying:
        return ()
    under = _under(lying)
    feet = [n for n in range(len(lying)) if n not in under]
    shelves = _shelves(lying, feet)
    piles: dict[int, list[int]] = {foot: [foot] for foot in feet}
    for upper in sorted(under, key=lambda n: -lying[n].box.bottom):
        foot = under[upper]
        while foot in under:
            foot = under[foot]
        piles[foot].append(upper)
    rows = []
    for rack, levels in enumerate(_racks(lying, shelves)):
        for level, shelf in enumerate(levels):
            order = sorted(shelf, key=lambda n: (lying[n].x, lying[n].id))
            columns = tuple(tuple(lying[n].id for n in piles[foot]) for foot in order)
            rows.append(Row(rack, level, columns))
    return tuple(rows)


def _box(quad: Sequence[tuple[float, float]], homography: Floats) -> Box:
    points = mapped(homography, np.array(quad, dtype=np.float64))
    low, high = points.min(axis=0), points.max(axis=0)
    return Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))


def _under(lying: Sequence[_Lying]) -> dict[int, int]:
    """For each facing that stands on another one: which."""
    found: dict[int, int] = {}
    for upper, one in enumerate(lying):
        below = [
            (abs(one.box.bottom - other.box.top), lower)
            for lower, other in enumerate(lying)
            if lower != upper and _stands_on(one.box, other.box)
        ]
        if below:
            found[upper] = min(below)[1]
    return found


def _stands_on(box: Box, other: Box) -> bool:
    across = min(box.right, other.right) - max(box.left, other.left)
    off = abs(box.bottom - other.top)
    close = off < _ON_TOP * min(box.height, other.height)
    return close and box.top < other.top and across > 0.5 * min(box.width, other.width)


def _shelves(lying: Sequence[_Lying], feet: list[int]) -> list[list[int]]:
    """Feet level with their neighbours stand on one shelf."""
    sets = {foot: [foot] for foot in feet}
    order = sorted(feet, key=lambda n: lying[n].box.left)
    for place, one in enumerate(order):
        for other in order[place + 1 :]:
            a, b = lying[one].box, lying[other].box
            reach = _REACH * max(a.width, b.width)
            if b.left - a.right > reach:
                break
            # Over a wide space only a small step is believed.
            space = max(0.0, b.left - a.right) / reach
            step = (_LEVEL - 0.15 * space) * min(a.height, b.height)
            if abs(a.bottom - b.bottom) < step:
                _join(sets, one, other)
    groups = list({id(members): members for members in sets.values()}.values())
    return _levelled(lying, groups)


def _join(sets: dict[int, list[int]], one: int, other: int) -> None:
    if sets[one] is not sets[other]:
        first, second = sets[one], sets[other]
        first += second
        for member in second:
            sets[member] = first


def _levelled(lying: Sequence[_Lying], groups: list[list[int]]) -> list[list[int]]:
    """Groups beside each other at one level are one shelf with a space in it."""
    tall = median(lying[n].box.height for group in groups for n in group)
    tilt = _tilt(lying, groups)
    kept: list[list[int]] = []
    for group in sorted(groups, key=lambda g: -len(g)):
        for shelf in kept:
            off = abs(_level(lying, shelf, tilt) - _level(lying, group, tilt))
            if off < _SAME_LEVEL * tall and _shared(lying, shelf, group) < 0.1:
                shelf += group
                break
        else:
            kept.append(list(group))
    return kept


def _tilt(lying: Sequence[_Lying], groups: list[list[int]]) -> float:
    """How far shelves go down for each step to the right."""
    slopes = []
    for group in groups:
        xs = np.array([lying[n].x for n in group])
        if len(group) >= 3 and np.ptp(xs) > 0:
            slopes.append(float(np.polyfit(xs, [lying[n].box.bottom for n in group], 1)[0]))
    return median(slopes) if slopes else 0.0


def _level(lying: Sequence[_Lying], group: Sequence[int], tilt: float) -> float:
    return median(lying[n].box.bottom - tilt * lying[n].x for n in group)


def _shared(lying: Sequence[_Lying], one: Sequence[int], other: Sequence[int]) -> float:
    """How much of the shorter group's width lies over the other one."""
    (a, b), (c, d) = (
        (min(lying[n].box.left for n in g), max(lying[n].box.right for n in g))
        for g in (one, other)
    )
    return max(0.0, min(b, d) - max(a, c)) / max(min(b - a, d - c), 1e-6)


def _racks(lying: Sequence[_Lying], shelves: list[list[int]]) -> list[list[list[int]]]:
    """Shelves above each other make a rack; racks from the left, shelves from the top."""
    racks: list[list[list[int]]] = []
    for shelf in shelves:
        touching = [r for r in racks if any(_shared(lying, shelf, o) > 0.1 for o in r)]
        joined = [shelf] + [other for rack in touching for other in rack]
        racks = [rack for rack in racks if rack not in touching] + [joined]
    tilt = _tilt(lying, shelves)
    racks.sort(key=lambda rack: min(lying[n].box.left for shelf in rack for n in shelf))
    return [sorted(rack, key=lambda shelf: _level(lying, shelf, tilt)) for rack in racks]
