"""Drawn scenes as if everything on them had been recognised."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

from scenes.drawing.plans import Wishes, random_plan
from scenes.drawing.scene import DrawnPhoto, DrawnScene, draw_scene
from scenes.drawing.shots import Grid
from scenes.realogram import Facing, PriceTag, Realogram, SeenPhoto

SEEN = 0.6
TEN = Wishes(shelves=2, products=8, width_mm=1200, ten=True, gaps=0, piles=0)
MIXED = Wishes(shelves=2, products=10, width_mm=1200)


@cache
def scene(seed: int, wishes: Wishes = MIXED, columns: int = 2, rows: int = 1) -> DrawnScene:
    return draw_scene(random_plan(seed, wishes), seed, Grid(columns, rows, side=900))


def seen(photo: DrawnPhoto, number: int) -> SeenPhoto:
    """Upload ``number``: everything of which most is in the photo, named rightly."""
    height, width = photo.pixels.shape[:2]
    whole = [facing for facing in photo.facings if facing.visible >= SEEN]
    facings = tuple(
        Facing(1000 * number + place, one.sku, one.quad, 0.9) for place, one in enumerate(whole)
    )
    return SeenPhoto(number, width, height, facings)


def priced(photo: DrawnPhoto, number: int) -> SeenPhoto:
    """The same with every whole price tag read."""
    whole = [tag for tag in photo.tags if tag.visible > 0.99]
    tags = tuple(
        PriceTag(1000 * number + place, tag.quad, tag.price.amount)
        for place, tag in enumerate(whole)
    )
    return replace(seen(photo, number), tags=tags)


def nameless(photo: SeenPhoto) -> SeenPhoto:
    """The same photo with nothing recognised on it."""
    return replace(photo, facings=())


def true_counts(*scenes: DrawnScene) -> Counter[int]:
    """Physical products by SKU."""
    found: Counter[int] = Counter()
    for drawn in scenes:
        facings = [facing for photo in drawn.photos for facing in photo.facings]
        found.update({f.product: f.sku for f in facings if f.visible >= SEEN}.values())
    return found


def counts(realogram: Realogram) -> Counter[int]:
    return Counter(facing.sku for _, facing in realogram.counted())
