"""Small drawn shelves, and the pack shots of what stands on them."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

import pytest

from scenes.drawing.packs import draw_pack_shot
from scenes.drawing.plans import Plan, Rack, Run, ShelfPlan
from scenes.drawing.products import product
from scenes.drawing.scene import DrawnPhoto, draw_scene
from scenes.drawing.shots import Grid
from scenes.matching import Entry, features_of
from scenes.realogram import Facing


@lru_cache(maxsize=64)
def entry(seed: int) -> Entry:
    """The entry of the invented product ``seed``, with its true size."""
    shown = product(seed)
    return Entry(shown.sku, features_of(draw_pack_shot(seed)), shown.width_mm, shown.height_mm)


@lru_cache(maxsize=16)
def photo(*rows: tuple[tuple[int, int], ...], side: int = 900) -> DrawnPhoto:
    """One photo of a rack; each row names seeds of products and how many facings of each."""
    shelves = []
    for row in rows:
        runs = tuple(Run(product(seed), facings) for seed, facings in row)
        shelves.append(ShelfPlan(runs, max(run.height_mm for run in runs) + 60))
    width = max(sum(run.width_mm for run in shelf.runs) for shelf in shelves) + 40
    plan = Plan((Rack(width, tuple(shelves)),))
    return draw_scene(plan, 5, Grid(side=side)).photos[0]


def counts(facings: list[Facing]) -> Counter[int]:
    return Counter(facing.sku for facing in facings)


@pytest.fixture(scope="session")
def drawn():
    """``drawn(((seed, facings), ...), ..., side=900)``: a photo and its truth."""
    return photo


@pytest.fixture(scope="session")
def entry_of():
    """``entry_of(seed)``: the index's entry of an invented product."""
    return entry


@pytest.fixture(scope="session")
def counted():
    """``counted(facings)``: facings of each SKU."""
    return counts
