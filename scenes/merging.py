"""The photos of one scene made one: each physical product counted once. Pure.

Nothing here stops a scene: photos that cannot be registered are counted side by side, and
the realogram says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from core.engines import Pixels
from core.errors import RecognitionError
from scenes.realogram import Panorama, PriceTag, Realogram, SeenPhoto
from scenes.stitching.goods import goods_of
from scenes.stitching.pairs import Floats, View, view_of
from scenes.stitching.panoramas import Stack, grid_of, grid_places, panorama_of
from scenes.stitching.placing import Group, likely_pairs
from scenes.stitching.relations import Relations
from scenes.stitching.rows import rows_of
from scenes.stitching.threads import each
from scenes.stitching.tracks import tracked


def merge(
    photos: Sequence[SeenPhoto],
    picture: Callable[[int], Pixels],
    *,
    stack: Stack = (None, None),
) -> Realogram:
    """One realogram of ``photos``, in their order.

    ``picture(i)`` gives the pixels of photo i; a photo that cannot be decoded is not
    registered. ``stack`` is how many photos a column has and how many columns there are,
    where known. Facings whose ids clash are numbered anew.
    """
    if not photos:
        return Realogram(())
    numbered = _numbered(photos)
    relations = _relations(numbered, picture, stack)
    merged = tracked(numbered, relations.between)
    if relations.unsure():
        places = grid_places(merged, stack)[0]
        return Realogram(merged, rows_of(merged, places), (grid_of(merged, stack),), merged=False)
    places = _side_by_side(merged, relations.groups, stack)
    return Realogram(merged, rows_of(merged, places), _panoramas(merged, relations.groups, stack))


def _numbered(photos: Sequence[SeenPhoto]) -> tuple[SeenPhoto, ...]:
    """``photos`` with ids that are unique in the scene, as they are where they are already."""
    facings = [facing.id for photo in photos for facing in photo.facings]
    tags = [tag.id for photo in photos for tag in photo.tags]
    if len(set(facings)) == len(facings) and len(set(tags)) == len(tags):
        return tuple(photos)
    done, first, first_tag = [], 1, 1
    for photo in photos:
        ids = {facing.id: first + n for n, facing in enumerate(photo.facings)}
        numbered = tuple(replace(f, id=first + n) for n, f in enumerate(photo.facings))
        renumbered = tuple(_retied(t, first_tag + n, ids) for n, t in enumerate(photo.tags))
        done.append(replace(photo, facings=numbered, tags=renumbered))
        first, first_tag = first + len(numbered), first_tag + len(renumbered)
    return tuple(done)


def _retied(tag: PriceTag, number: int, ids: Mapping[int, int]) -> PriceTag:
    return replace(tag, id=number, facings=tuple(ids[f] for f in tag.facings if f in ids))


def _relations(
    photos: Sequence[SeenPhoto], picture: Callable[[int], Pixels], stack: Stack
) -> Relations:
    several = range(len(photos)) if len(photos) > 1 else ()
    views = each(lambda index: _view(picture, index), several) or [None] * len(photos)
    goods = [
        goods_of(photo, view.scale, (view.width, view.height)) if view else None
        for photo, view in zip(photos, views, strict=True)
    ]
    pairs = likely_pairs(len(photos), stack, _in_common(photos))
    sizes = [(photo.width, photo.height) for photo in photos]
    return Relations(sizes, views, goods, pairs, stack[0] or 1)


def _view(picture: Callable[[int], Pixels], index: int) -> View | None:
    try:
        return view_of(picture(index))
    except (RecognitionError, OSError, ValueError):
        # Its facings are known already: only its place among the photos is not.
        return None


def _in_common(photos: Sequence[SeenPhoto]) -> dict[tuple[int, int], float]:
    """How many facings of one photo have their like in the other, for each pair."""
    counts = [Counter(facing.sku for facing in photo.facings) for photo in photos]
    return {
        (a, b): float((counts[a] & counts[b]).total())
        for a in range(len(photos))
        for b in range(a + 1, len(photos))
    }


def _panoramas(
    photos: Sequence[SeenPhoto], found: Sequence[Group], stack: Stack
) -> tuple[Panorama, ...]:
    """One for each group; a grid of all where nothing hangs together, or where a group would be
    torn out of proportion."""
    if len(found) == len(photos) > 1:
        return (grid_of(photos, stack),)
    made = [panorama_of(photos, group.places) for group in found]
    whole = [panorama for panorama in made if panorama is not None]
    return tuple(whole) if len(whole) == len(made) else (grid_of(photos, stack),)


def _side_by_side(
    photos: Sequence[SeenPhoto], found: Sequence[Group], stack: Stack
) -> dict[int, Floats]:
    """All photos in one plane: groups beside each other, single photos as they were taken."""
    if len(found) == len(photos):
        return grid_places(photos, stack)[0]
    places: dict[int, Floats] = {}
    left = 0.0
    for group in found:
        panorama = panorama_of(photos, group.places)
        if panorama is None:
            return grid_places(photos, stack)[0]
        for index, placement in zip(sorted(group.places), panorama.placements, strict=True):
            moved = np.array([[1, 0, left], [0, 1, 0], [0, 0, 1.0]])
            places[index] = moved @ np.array(placement.homography).reshape(3, 3)
        left += 1.1 * panorama.width
    return places
