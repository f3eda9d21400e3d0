"""A folder of drawn scenes: photos, pack shots, and labels.json with everything on them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image

from core.geometry import Quad
from scenes.drawing.packs import draw_pack_shot
from scenes.drawing.planograms import Action, Wanted, departed, planogram_of, unfilled
from scenes.drawing.plans import Wishes, random_plan
from scenes.drawing.products import Product, product
from scenes.drawing.scene import DrawnFacing, DrawnPhoto, DrawnScene, DrawnTag, draw_scene
from scenes.drawing.shots import Grid

LABELS = "labels.json"


@dataclass(frozen=True, slots=True)
class Order:
    """How many scenes, from which seed, how large (pixels of a photo's longer side)."""

    count: int
    seed: int
    side: int = 2000


def write(folder: Path, order: Order) -> Iterator[str]:
    """Draw into ``folder``, yielding each scene's name once it is written. OSError without fonts.

    The labels grow with the scenes, so a folder left half drawn can be used.
    """
    (folder / "packs").mkdir(parents=True, exist_ok=True)
    scenes: list[dict[str, Any]] = []
    skus: dict[int, dict[str, Any]] = {}
    for number in range(order.count):
        name = f"scene{number:03}"
        scene, wanted, actions = _drawn(order, number)
        shown = {known.sku for known in scene.products} | {row.sku for row in wanted}
        for sku in sorted(shown - set(skus)):
            skus[sku] = _pack(folder, product(sku - 1))
        labels = {"scene": name, **_truth(folder, name, scene)}
        labels["planogram"] = [asdict(row) for row in wanted]
        labels["actions"] = [asdict(action) for action in actions]
        scenes.append(labels)
        text = json.dumps({"seed": order.seed, "skus": list(skus.values()), "scenes": scenes})
        (folder / LABELS).write_text(text + "\n", encoding="utf-8")
        yield name


def _drawn(order: Order, number: int) -> tuple[DrawnScene, tuple[Wanted, ...], tuple[Action, ...]]:
    """The ``number``-th scene: sizes, ten equal facings, departures, all by chance."""
    random = Random(f"folder {order.seed} {number}")  # noqa: S311
    columns, rows = random.choice(((1, 1), (2, 1), (2, 1), (3, 1), (1, 2), (2, 2)))
    departs = random.random() < 0.5
    wishes = Wishes(
        racks=1,
        shelves=random.randint(2, 3) * rows,
        products=random.randint(8, 16),
        width_mm=900.0 * columns,
        ten=columns == 2 and random.random() < 0.4,
        gaps=0.0 if departs else 0.15,
        piles=0.0 if departs else 0.2,
        full=0.85 if departs else 0.97,
    )
    seed = random.randrange(2**31)
    plan = random_plan(seed, wishes)
    wanted = planogram_of(plan)
    plan, actions = departed(plan, seed) if departs else (plan, unfilled(plan))
    return draw_scene(plan, seed, Grid(columns, rows, order.side)), wanted, actions


def _pack(folder: Path, shown: Product) -> dict[str, Any]:
    """Write the pack shot; returns what labels.json says of the SKU."""
    name = f"packs/{shown.sku}.jpg"
    Image.fromarray(draw_pack_shot(shown.sku - 1)).save(folder / name, quality=92)
    return {
        "sku": shown.sku,
        "name": shown.name,
        "brand": shown.brand,
        "category": shown.category,
        "width_mm": shown.width_mm,
        "height_mm": shown.height_mm,
        "pack_shot": name,
    }


def _truth(folder: Path, name: str, scene: DrawnScene) -> dict[str, Any]:
    photos = []
    for number, photo in enumerate(scene.photos):
        file = f"{name}-{number}.jpg"
        (folder / file).write_bytes(photo.data)
        photos.append({"image": file, **_seen(photo)})
    rows = [
        {"rack": rack, "shelf": shelf, "columns": columns} for rack, shelf, columns in scene.rows
    ]
    return {"stack": scene.stack, "photos": photos, "rows": rows}


def _seen(photo: DrawnPhoto) -> dict[str, Any]:
    """Coordinates to a tenth of a pixel; the homography takes pixels to the plane (mm)."""
    return {
        "width": photo.pixels.shape[1],
        "height": photo.pixels.shape[0],
        "row": photo.row,
        "column": photo.column,
        "homography": [float(value) for value in photo.homography.flat],
        "facings": [_facing(facing) for facing in photo.facings],
        "tags": [_tag(tag) for tag in photo.tags],
        "gaps": [{"quad": _rounded(quad), "shelf": shelf} for quad, shelf in photo.gaps],
        "shelves": [[round(v, 1) for point in line for v in point] for line in photo.shelves],
    }


def _facing(facing: DrawnFacing) -> dict[str, Any]:
    return {
        "product": facing.product,
        "sku": facing.sku,
        "quad": _rounded(facing.quad),
        "visible": round(facing.visible, 3),
        "shelf": facing.shelf,
    }


def _tag(tag: DrawnTag) -> dict[str, Any]:
    return {
        "tag": tag.tag,
        "sku": tag.sku,
        "price": tag.price.amount,
        "old_price": tag.price.old,
        "currency": tag.price.currency,
        "style": tag.price.style,
        "promo": tag.price.promo,
        "quad": _rounded(tag.quad),
        "visible": round(tag.visible, 3),
        "products": tag.products,
    }


def _rounded(quad: Quad) -> list[list[float]]:
    return [[round(x, 1), round(y, 1)] for x, y in quad]
