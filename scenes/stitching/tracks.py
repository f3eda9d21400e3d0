"""Which facings of overlapping photos show one physical product, and which view counts. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from core.geometry import Box, box_of
from scenes.realogram import UNKNOWN, Facing, SeenPhoto
from scenes.stitching.assignment import assigned
from scenes.stitching.fitting import mapped
from scenes.stitching.pairs import Floats

_OVERLAP = 0.5
_NEAR = 0.4
_CROSSED = 0.6
"""Two unlike products cannot stand in one place: from this overlap on, one is a mistake."""

_CUT = 0.7
_LARGE = 0.85

Place = tuple[int, int]
"""A facing: index of its photo, index in the photo."""


def tracked(
    photos: Sequence[SeenPhoto], between: Callable[[int, int], Floats | None]
) -> tuple[SeenPhoto, ...]:
    """``photos`` with tracks from 1, and ``duplicate`` on all views of a product but one.

    ``between(a, b)`` is the homography from the pixels of photo a to those of photo b, None
    where they are not known to overlap.
    """
    pairs: list[tuple[float, Place, Place]] = []
    for a in range(len(photos)):
        for b in range(a + 1, len(photos)):
            homography = between(a, b)
            if homography is not None:
                pairs += _matched(photos, a, b, homography)
    tracks = _joined(photos, pairs)
    return _marked(photos, tracks)


def _matched(
    photos: Sequence[SeenPhoto], a: int, b: int, homography: Floats
) -> list[tuple[float, Place, Place]]:
    """Facings of both photos that lie on each other, one to one, with what the pair costs."""
    there = [_moved(facing, homography) for facing in photos[a].facings]
    here = [box_of(facing.quad) for facing in photos[b].facings]
    frame = Box(0, 0, photos[b].width, photos[b].height)
    costs = np.full((len(there), len(here)), np.inf)
    for row, box in enumerate(there):
        if box is None or _shared(box, frame) <= 0:
            continue
        for column, other in enumerate(here):
            alike = _alike(photos[a].facings[row], photos[b].facings[column])
            costs[row, column] = _cost(box, other, frame, alike)
    return [(float(costs[r, c]), (a, r), (b, c)) for r, c in assigned(costs)]


def _alike(one: Facing, other: Facing) -> bool:
    return one.sku == other.sku or UNKNOWN in (one.sku, other.sku)


def _cost(box: Box, other: Box, frame: Box, alike: bool) -> float:
    """0 for the same place, infinite where both cannot be one product (shelf-scenes 9.3)."""
    # What the photo's border cuts off is not compared: where a product is told to be out
    # there, matching has guessed it from the part that is seen.
    wide, high = min(box.width, other.width), min(box.height, other.height)
    box, other = _cut(box, frame), _cut(other, frame)
    shared = _shared(box, other)
    union = _area(box) + _area(other) - shared
    overlap = shared / union if union > 0 else 0.0
    # A product's size is the measure, not that of the strip of it which is seen.
    off = abs(_middle(box)[0] - _middle(other)[0]) / max(wide, 1e-6)
    level = abs(_middle(box)[1] - _middle(other)[1]) / max(high, 1e-6)
    near = off < _NEAR and level < _NEAR
    if alike and (overlap > _OVERLAP or near):
        return 1 - overlap + off
    return 2 - overlap + off if overlap > _CROSSED else float("inf")


def _joined(
    photos: Sequence[SeenPhoto], pairs: list[tuple[float, Place, Place]]
) -> list[list[Place]]:
    """Sets of views, the surest pairs first; a set never holds two facings of one photo."""
    places = [(n, k) for n, photo in enumerate(photos) for k in range(len(photo.facings))]
    sets = {place: [place] for place in places}
    for _, one, other in sorted(pairs):
        first, second = sets[one], sets[other]
        if first is second or {n for n, _ in first} & {n for n, _ in second}:
            continue
        first += second
        for place in second:
            sets[place] = first
    found: dict[int, list[Place]] = {id(members): members for members in sets.values()}
    return sorted(sorted(members) for members in found.values())


def _marked(photos: Sequence[SeenPhoto], tracks: list[list[Place]]) -> tuple[SeenPhoto, ...]:
    facings = [list(photo.facings) for photo in photos]
    for number, members in enumerate(tracks, 1):
        kept = _best(photos, members)
        for n, k in members:
            facings[n][k] = replace(facings[n][k], track=number, duplicate=(n, k) != kept)
    return tuple(
        replace(photo, facings=tuple(marked)) for photo, marked in zip(photos, facings, strict=True)
    )


def _best(photos: Sequence[SeenPhoto], members: list[Place]) -> Place:
    """The view that counts: named, whole, surest, most central; of equals the first photo's."""
    named = [photos[n].facings[k].sku for n, k in members]
    votes = {sku: named.count(sku) for sku in named}
    areas = {place: _area(box_of(photos[place[0]].facings[place[1]].quad)) for place in members}
    largest = max(areas.values())

    def rank(place: Place) -> tuple[bool, int, bool, float, float, Place]:
        photo, facing = photos[place[0]], photos[place[0]].facings[place[1]]
        x, y = _middle(box_of(facing.quad))
        off = max(abs(x / photo.width - 0.5), abs(y / photo.height - 0.5))
        small = _touches(photo, facing) or areas[place] < _LARGE * largest * _CUT
        unnamed = facing.sku == UNKNOWN
        return unnamed, -votes[facing.sku], small, -round(facing.score, 2), round(off, 3), place

    return min(members, key=rank)


def _touches(photo: SeenPhoto, facing: Facing) -> bool:
    """Whether the photo's border cuts the facing off."""
    box = box_of(facing.quad)
    return (
        box.left < 2 or box.top < 2 or box.right > photo.width - 2 or box.bottom > photo.height - 2
    )


def _moved(facing: Facing, homography: Floats) -> Box | None:
    """The facing's box in the other photo; None where it lies behind its camera."""
    corners = np.array(facing.quad, dtype=np.float64)
    depth = np.column_stack([corners, np.ones(4)]) @ homography[2]
    if (depth * homography[2, 2] <= 0).any():
        return None
    moved = mapped(homography, corners)
    low, high = moved.min(axis=0), moved.max(axis=0)
    return Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))


def _cut(box: Box, frame: Box) -> Box:
    return Box(
        max(box.left, frame.left),
        max(box.top, frame.top),
        min(box.right, frame.right),
        min(box.bottom, frame.bottom),
    )


def _shared(box: Box, other: Box) -> float:
    both = _cut(box, other)
    return max(0.0, both.width) * max(0.0, both.height)


def _area(box: Box) -> float:
    return max(0.0, box.width) * max(0.0, box.height)


def _middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2
