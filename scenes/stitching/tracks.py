"""Which facings of overlapping photos show one physical product, and which view counts. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from core.geometry import Box, box_of
from scenes.realogram import UNKNOWN, Facing, SeenPhoto
from scenes.stitching.assignment import assigned
from scenes.stitching.covisible import Common, area, cut, in_common
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
    there, here = in_common(photos[a], photos[b], homography)
    costs = np.full((len(there), len(here)), np.inf)
    for row, one in enumerate(there):
        for column, other in enumerate(here):
            if one and other:
                alike = _alike(photos[a].facings[row], photos[b].facings[column])
                costs[row, column] = _cost(one, other, alike)
    return [(float(costs[r, c]), (a, r), (b, c)) for r, c in assigned(costs)]


def _alike(one: Facing, other: Facing) -> bool:
    return one.sku == other.sku or UNKNOWN in (one.sku, other.sku)


def _cost(one: Common, other: Common, alike: bool) -> float:
    """0 for the same place, infinite where both cannot be one product (shelf-scenes 9.3)."""
    shared = area(cut(one.part, other.part))
    union = area(one.part) + area(other.part) - shared
    overlap = shared / union if union > 0 else 0.0
    # A product's size is the measure, not that of the strip of it which is seen.
    (x, y), (u, v) = _middle(one.part), _middle(other.part)
    off = abs(x - u) / max(min(one.wide, other.wide), 1e-6)
    level = abs(y - v) / max(min(one.high, other.high), 1e-6)
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
    areas = {place: area(box_of(photos[place[0]].facings[place[1]].quad)) for place in members}
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


def _middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2
