"""The bundled shop and scene, and what must be found on it. Pure but for reading its folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "samples"
TRUTH = "truth.json"


@dataclass(frozen=True, slots=True)
class Product:
    """One SKU of the catalogue; ``cid`` is the client's own code, sizes are in mm."""

    cid: str
    name: str
    brand: str
    category: str
    size_x_mm: float
    size_y_mm: float
    pack_shot: str


@dataclass(frozen=True, slots=True)
class Demand:
    """One record of the must-have list: any of ``skus`` (cids) fulfils it."""

    name: str
    skus: tuple[str, ...]
    compliant: bool


@dataclass(frozen=True, slots=True)
class Expected:
    """What is on the shelf, by cid, with every physical product counted once.

    ``seen_twice``: how many products are on both photos, clearly and at all. ``actions``:
    what to do, the SKU and how many.
    """

    facings: dict[str, int]
    seen_twice: tuple[int, int]
    prices: dict[str, float]
    actions: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """``truth.json``. ``planogram`` is as /planogram_records takes it, but for cids as SKUs;
    ``photos`` are the scene's, from left to right."""

    title: str
    catalogue: tuple[Product, ...]
    must_have: tuple[Demand, ...]
    planogram: tuple[dict[str, Any], ...]
    photos: tuple[str, ...]
    expected: Expected

    @property
    def facings(self) -> int:
        return sum(self.expected.facings.values())


def picture(file: str, folder: Path = FOLDER) -> bytes:
    return (folder / file).read_bytes()


def sample(folder: Path = FOLDER) -> Sample:
    """What ``truth.json`` in ``folder`` says."""
    told: dict[str, Any] = json.loads((folder / TRUTH).read_text(encoding="utf-8"))
    expected = told["expected"]
    return Sample(
        title=told["title"],
        catalogue=tuple(Product(**entry) for entry in told["catalogue"]),
        must_have=tuple(
            Demand(entry["name"], tuple(entry["skus"]), entry["compliant"])
            for entry in told["must_have"]
        ),
        planogram=tuple(told["planogram"]),
        photos=tuple(told["photos"]),
        expected=Expected(
            facings=expected["facings"],
            seen_twice=(expected["seen_twice"][0], expected["seen_twice"][1]),
            prices=expected["prices"],
            actions=tuple((what, sku, count) for what, sku, count in expected["actions"]),
        ),
    )
