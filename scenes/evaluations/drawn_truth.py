"""What labels.json of a drawn folder says of its scenes, as the panel's own types."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core import photos
from core.engines import Pixels
from core.geometry import Quad, quad_of
from scenes.drawing.folder import LABELS
from scenes.master_data import MasterData, Planned, Planogram, Product
from scenes.matching import Entry, Index, features_of

Acts = Counter[tuple[str, int, int, int, tuple[int, int] | None]]
"""Faces by action, SKU, rack, shelf, and for a move the rack and shelf they come from."""


@dataclass(frozen=True, slots=True)
class TrueFacing:
    """``product`` numbers the physical product, ``visible`` is its share (0-1) in the photo."""

    product: int
    sku: int
    quad: Quad
    visible: float


@dataclass(frozen=True, slots=True)
class TrueTag:
    """``visible`` is the tag's share (0-1) in the photo."""

    price: float
    quad: Quad
    visible: float


@dataclass(frozen=True, slots=True)
class TruePhoto:
    path: Path
    facings: tuple[TrueFacing, ...]
    tags: tuple[TrueTag, ...] = ()

    def pixels(self) -> Pixels:
        return photos.from_bytes(self.path.read_bytes()).pixels()


@dataclass(frozen=True, slots=True)
class TrueScene:
    """``skus``: the SKU of each physical product by its number."""

    name: str
    photos: tuple[TruePhoto, ...]
    stack: tuple[int, int]
    skus: dict[int, int]
    planogram: Planogram
    actions: Acts


@dataclass(frozen=True, slots=True)
class TrueFolder:
    """``pack_shots``: the file of each SKU."""

    pack_shots: dict[int, Path]
    products: dict[int, Product]
    scenes: tuple[TrueScene, ...]

    def index(self) -> Index:
        """All SKUs, whichever scene they stand in."""
        return Index([self._entry(sku) for sku in sorted(self.pack_shots)])

    def _entry(self, sku: int) -> Entry:
        pixels = photos.from_bytes(self.pack_shots[sku].read_bytes()).pixels()
        shown = self.products[sku]
        return Entry(sku, features_of(pixels), shown.size_x_mm, shown.size_y_mm)

    def master(self, scene: TrueScene) -> MasterData:
        return MasterData(self.products, has_display=True, planogram=scene.planogram)


def truth_of(folder: Path) -> TrueFolder:
    """``folder`` as :func:`scenes.drawing.folder.write` leaves it."""
    labels = json.loads((folder / LABELS).read_text(encoding="utf-8"))
    return TrueFolder(
        pack_shots={sku["sku"]: folder / sku["pack_shot"] for sku in labels["skus"]},
        products={sku["sku"]: _product(sku) for sku in labels["skus"]},
        scenes=tuple(_scene(folder, number, s) for number, s in enumerate(labels["scenes"], 1)),
    )


def _product(sku: dict[str, Any]) -> Product:
    width, height = sku["width_mm"], sku["height_mm"]
    return Product(sku["sku"], sku["name"], sku["brand"], size_x_mm=width, size_y_mm=height)


def _scene(folder: Path, number: int, scene: dict[str, Any]) -> TrueScene:
    seen = tuple(_photo(folder, photo) for photo in scene["photos"])
    records = tuple(
        Planned(
            place, row["sku"], row["rack"], row["shelf"], row["place"], row["facings"], row["pile"]
        )
        for place, row in enumerate(scene["planogram"], 1)
    )
    high, wide = scene["stack"]
    return TrueScene(
        name=scene["scene"],
        photos=seen,
        stack=(high, wide),
        skus={facing.product: facing.sku for photo in seen for facing in photo.facings},
        planogram=Planogram(number, records),
        actions=_acts(scene["actions"]),
    )


def _photo(folder: Path, photo: dict[str, Any]) -> TruePhoto:
    facings = tuple(
        TrueFacing(f["product"], f["sku"], quad_of(f["quad"]), f["visible"])
        for f in photo["facings"]
    )
    tags = tuple(TrueTag(t["price"], quad_of(t["quad"]), t["visible"]) for t in photo["tags"])
    return TruePhoto(folder / photo["image"], facings, tags)


def _acts(rows: list[dict[str, Any]]) -> Acts:
    acts: Acts = Counter()
    for row in rows:
        source = (row["source"][0], row["source"][1]) if row["source"] else None
        acts[row["action"], row["sku"], row["rack"], row["shelf"], source] += row["count"]
    return acts


def acts_of(report: dict[str, Any]) -> Acts:
    """What PLANOGRAM_COMPLIANCE asks for. A place that is not known is -1."""
    acts: Acts = Counter()
    for action in report["actions"]:
        source = _place(action["from"]) if "from" in action else None
        rack, shelf = _place(action.get("to", action))
        acts[action["action"], action["sku_id"], rack, shelf, source] += action["count"]
    return acts


def _place(of: dict[str, Any]) -> tuple[int, int]:
    rack, shelf = of.get("rack_index"), of.get("shelf_index")
    return (-1 if rack is None else rack, -1 if shelf is None else shelf)
