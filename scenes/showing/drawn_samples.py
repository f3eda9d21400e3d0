"""How the panel's samples are drawn: an invented shelf, what it should look like, two photos.

What is on the shelf departs from the planogram on purpose: one row is short, one product is
missing, and another stands in its place.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from dataclasses import replace
from typing import Any

from PIL import Image

from scenes.drawing.packs import draw_pack_shot
from scenes.drawing.planograms import planogram_of
from scenes.drawing.plans import Plan, Rack, Run, ShelfPlan
from scenes.drawing.prices import Price
from scenes.drawing.products import Product, product
from scenes.drawing.scene import DrawnScene, draw_scene
from scenes.drawing.shots import Grid
from scenes.showing.samples import TRUTH

TITLE = "Triptych demo"
PHOTOS = ("left.jpg", "right.jpg")
SEED = 11
GRID = Grid(columns=2, side=1600, skew=0.6, rough=0.5)
WIDTH_MM = 1360.0
PACK_SIDE = 480
QUALITY = 82

CEREAL, COFFEE, MILK, JUICE = product(64), product(84), product(48), product(124)
SPREAD, SODA, SODA_OTHER, CREAM, NECTAR = (product(n) for n in (16, 24, 25, 32, 220))
FOREIGN = product(208)


def _run(shown: Product, facings: int, price: float, *, missing: int = 0) -> Run:
    return Run(shown, facings, missing=missing, price=Price(price, "$", "ahead"))


_UPPER = (
    _run(CEREAL, 3, 4.49),
    _run(COFFEE, 2, 7.25),
    _run(MILK, 2, 1.95, missing=2),
    _run(JUICE, 4, 2.9),
)
_LOWER = (
    _run(SPREAD, 4, 3.25),
    _run(SODA, 5, 0.99),
    _run(SODA_OTHER, 3, 1.25),
    _run(CREAM, 2, 2.49),
    _run(NECTAR, 3, 3.95),
)
WANTED = Plan(
    (Rack(WIDTH_MM, (ShelfPlan(_UPPER, 310.0), ShelfPlan(_LOWER, 300.0))),),
)
"""What the planogram asks for; empty places are to be filled."""


def stands() -> Plan:
    """What is on the shelf: a foreign product where the cream should be."""
    foreign = Run(FOREIGN, 1)
    lower = tuple(foreign if run.product == CREAM else run for run in _LOWER)
    rack = WANTED.racks[0]
    return Plan((replace(rack, shelves=(rack.shelves[0], replace(rack.shelves[1], runs=lower))),))


def files() -> dict[str, bytes]:
    """Every file of the samples by its name. OSError where a font is missing."""
    scene = draw_scene(stands(), SEED, GRID)
    photos = zip(PHOTOS, scene.photos, strict=True)
    made = {_pack_file(one): _pack_shot(one) for one in catalogue()}
    made |= {name: _encoded(Image.fromarray(photo.pixels)) for name, photo in photos}
    text = json.dumps(_truth(scene), ensure_ascii=False, indent=2) + "\n"
    return {**made, TRUTH: text.encode()}


def catalogue() -> tuple[Product, ...]:
    """All that is sold: what is wanted, and what stands there all the same."""
    return (*WANTED.products(), FOREIGN)


def _truth(scene: DrawnScene) -> dict[str, Any]:
    return {
        "title": TITLE,
        "catalogue": [_sku(one) for one in catalogue()],
        "must_have": _must_have(),
        "planogram": [
            {
                "rack_index": row.rack,
                "shelf_index": row.shelf,
                "product_index": row.place,
                "sku": _cid(product(row.sku - 1)),
                "facing_x": row.facings,
                "facing_y": row.pile,
            }
            for row in planogram_of(WANTED)
        ],
        "photos": list(PHOTOS),
        "expected": _expected(scene),
    }


def _must_have() -> list[dict[str, Any]]:
    return [
        {"name": "A soda of Uletti", "skus": [_cid(SODA), _cid(SODA_OTHER)], "compliant": True},
        {"name": CEREAL.name, "skus": [_cid(CEREAL)], "compliant": True},
        {"name": CREAM.name, "skus": [_cid(CREAM)], "compliant": False},
    ]


def _expected(scene: DrawnScene) -> dict[str, Any]:
    seen = [{facing.product: facing for facing in photo.facings} for photo in scene.photos]
    twice = seen[0].keys() & seen[1].keys()
    skus = {**seen[0], **seen[1]}
    counts = Counter(_cid(product(facing.sku - 1)) for facing in skus.values())
    prices = {tag.sku: tag.price.amount for photo in scene.photos for tag in photo.tags}
    clear = sum(min(view[one].visible for view in seen) > 0.8 for one in twice)
    return {
        "facings": dict(sorted(counts.items())),
        "seen_twice": [clear, len(twice)],
        "prices": {_cid(product(sku - 1)): amount for sku, amount in sorted(prices.items())},
        "actions": [
            ["ADD", _cid(MILK), 2],
            ["ADD", _cid(CREAM), 2],
            ["REMOVE", _cid(FOREIGN), 1],
        ],
    }


def _sku(one: Product) -> dict[str, Any]:
    return {
        "cid": _cid(one),
        "name": one.name,
        "brand": one.brand,
        "category": one.category,
        "size_x_mm": one.width_mm,
        "size_y_mm": one.height_mm,
        "pack_shot": _pack_file(one),
    }


def _cid(one: Product) -> str:
    return f"demo-{one.sku}"


def _pack_file(one: Product) -> str:
    return f"pack-{one.sku}.jpg"


def _pack_shot(one: Product) -> bytes:
    picture = Image.fromarray(draw_pack_shot(one.sku - 1))
    picture.thumbnail((PACK_SIDE, PACK_SIDE), Image.Resampling.LANCZOS)
    return _encoded(picture)


def _encoded(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=QUALITY, optimize=True)
    return file.getvalue()
