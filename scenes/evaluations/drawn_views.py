"""Seen facings laid on the true ones of a drawn scene."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from core.geometry import box_of
from scenes.evaluations.drawn_truth import TrueFacing, TruePhoto, TrueScene
from scenes.evaluations.tags import overlap
from scenes.realogram import Facing, PriceTag, Realogram, SeenPhoto

_SAME = 0.5
"""Intersection over union from which a facing is the true one."""

_SEEN = 0.6
"""How much (0-1) of a front must be within the photo to be given as seen."""

_READ = 0.95
"""How much of a tag must be within the photo to be given as read."""


@dataclass(frozen=True, slots=True)
class Duplicates:
    """``whole`` products were found on several photos; ``right`` of them count exactly once
    and hang together. ``wrong`` says what is not so, further products in their tracks too."""

    whole: int
    right: int
    wrong: list[str]


def duplicates_of(scene: TrueScene, merged: Realogram) -> Duplicates:
    """How products that were found on several photos are counted."""
    views: defaultdict[int, list[Facing]] = defaultdict(list)
    members: defaultdict[int, set[int]] = defaultdict(set)
    for photo, seen in zip(scene.photos, merged.photos, strict=True):
        for product, facing in _paired(photo, seen):
            views[product].append(facing)
            members[facing.track].add(product)
    several = {product: found for product, found in views.items() if len(found) > 1}
    wrong = []
    for product, found in sorted(several.items()):
        counted = sum(not facing.duplicate for facing in found)
        if counted != 1 or len(members[found[0].track]) > 1:
            wrong.append(f"product {product} ({scene.skus[product]}) counts {counted}")
    mixed = sum(len(products) > 1 for products in members.values())
    said = [*wrong, f"{mixed} tracks of several products"] if mixed else wrong
    return Duplicates(len(several), len(several) - len(wrong), said)


def _paired(photo: TruePhoto, seen: SeenPhoto) -> list[tuple[int, Facing]]:
    """Physical products and the facings that show them, one to one, closest first."""
    pairs = []
    for n, true in enumerate(photo.facings):
        for m, facing in enumerate(seen.facings):
            shared = overlap(box_of(true.quad), box_of(facing.quad))
            if shared > _SAME:
                pairs.append((-shared, n, m))
    found: dict[int, int] = {}
    for _, n, m in sorted(pairs):
        if n not in found and m not in found.values():
            found[n] = m
    return [(photo.facings[n].product, seen.facings[m]) for n, m in found.items()]


def given(scene: TrueScene, first_ids: int) -> tuple[SeenPhoto, ...]:
    """The photos as if every front of which most is in the photo had been found and named, and
    every whole tag been read."""
    found = []
    for number, photo in enumerate(scene.photos, 1):
        height, width = photo.pixels().shape[:2]
        clear = [facing for facing in photo.facings if facing.visible >= _SEEN]
        facings = tuple(
            _facing(true, number * first_ids + place) for place, true in enumerate(clear, 1)
        )
        whole = [tag for tag in photo.tags if tag.visible >= _READ]
        tags = tuple(
            PriceTag(number * first_ids + place, tag.quad, tag.price)
            for place, tag in enumerate(whole, 1)
        )
        found.append(SeenPhoto(number, width, height, facings, tags=tags))
    return tuple(found)


def _facing(true: TrueFacing, number: int) -> Facing:
    return Facing(number, true.sku, true.quad, 0.9, track=number)
