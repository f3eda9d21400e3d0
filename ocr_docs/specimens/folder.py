"""A folder of specimens: pictures, and labels.json with what is on them and where."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.random import Generator
from PIL import Image

from ocr_docs.specimens.chance import chance, weighted
from ocr_docs.specimens.damage import LEVELS, damaged
from ocr_docs.specimens.legibility import worn_out
from ocr_docs.specimens.pages import draw
from ocr_docs.specimens.sheet import Specimen
from ocr_docs.specimens.strangers import draw_stranger

LABELS = "labels.json"
KINDS = ("spread", "upper", "lower")
DAMAGES = tuple(LEVELS)
_MIXED_KINDS = {"spread": 6.0, "upper": 2.0, "lower": 2.0}
_MIXED_DAMAGE = {"mild": 4.0, "medium": 4.0, "hard": 2.0}
_SCAN_DPI = {100: 0.5, 120: 0.5, 150: 2.0, 200: 4.0, 250: 1.0, 300: 3.0, 400: 1.0}
_PHOTOS = 0.4
_ARTWORK_DPI = 230
_STRANGER_DPI = 200
_SMALLEST_SINGLE_DPI = 150
"""A single page of less is not 500 pixels high."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to draw. ``kind`` and ``damage`` may be "mixed"; ``dpi`` 0 mixes, too."""

    count: int
    others: int
    seed: int
    kind: str = "mixed"
    damage: str = "mixed"
    dpi: int = 0


def write(folder: Path, order: Order) -> Iterator[str]:
    """Draw into ``folder``, yielding each file's name once it is written. OSError without fonts.

    Values of which damage has left no picture are no truth: a book's "illegible" names them.
    The labels grow with the pictures, so a folder left half drawn can be used.
    """
    folder.mkdir(parents=True, exist_ok=True)
    images: list[dict[str, Any]] = []
    for number in range(order.count + order.others):
        if number < order.count:
            rng = np.random.default_rng((order.seed, number))
            images.append(_write_book(folder, number, order, rng))
        else:
            # The others are the same however many books go before them.
            rng = np.random.default_rng((order.seed, number - order.count, 1))
            images.append(_write_stranger(folder, number - order.count, order, rng))
        text = json.dumps({"seed": order.seed, "images": images}, ensure_ascii=False, indent=1)
        (folder / LABELS).write_text(text + "\n", encoding="utf-8")
        yield images[-1]["image"]


def _write_book(folder: Path, number: int, order: Order, rng: Generator) -> dict[str, Any]:
    kind = weighted(rng, _MIXED_KINDS) if order.kind == "mixed" else order.kind
    damage = weighted(rng, _MIXED_DAMAGE) if order.damage == "mixed" else order.damage
    dpi = order.dpi or weighted(rng, _SCAN_DPI)
    if kind != "spread":
        dpi = max(dpi, _SMALLEST_SINGLE_DPI)
    way = _way(damage, rng)
    seed = int(rng.integers(2**31))
    if way == "photo":
        # A phone sees the book itself, not at some resolution of a scan.
        specimen = draw(seed, kind, _ARTWORK_DPI, sheets=0.1)
    else:
        specimen = draw(seed, kind, dpi)
    specimen, gone = worn_out(specimen, damage, way, rng)
    labels = _save(folder, f"book{number:03}", specimen, damage, way, rng)
    return labels | {"illegible": list(gone)} | ({"dpi": dpi} if way == "scan" else {})


def _write_stranger(folder: Path, number: int, order: Order, rng: Generator) -> dict[str, Any]:
    damage = weighted(rng, _MIXED_DAMAGE) if order.damage == "mixed" else order.damage
    way = _way(damage, rng)
    specimen = draw_stranger(int(rng.integers(2**31)), number, _STRANGER_DPI)
    specimen = damaged(specimen, damage, way, rng)
    return _save(folder, f"other{number:03}", specimen, damage, way, rng)


def _way(damage: str, rng: Generator) -> str:
    return "photo" if damage != "none" and chance(rng, _PHOTOS) else "scan"


def _save(
    folder: Path, stem: str, specimen: Specimen, damage: str, way: str, rng: Generator
) -> dict[str, Any]:
    """Write the picture; returns what labels.json says of it."""
    name = f"{stem}.jpg" if way == "photo" or chance(rng, 0.5) else f"{stem}.png"
    Image.fromarray(specimen.pixels).save(folder / name, quality=92)
    return {"image": name, "damage": damage, "way": way} | truth(specimen)


def truth(specimen: Specimen) -> dict[str, Any]:
    """Kind, size and fields: value and quads in pixels of the picture, to a tenth."""
    height, width = specimen.pixels.shape[:2]
    fields = {
        key: {
            "value": printed.value,
            "quads": [[[round(x, 1), round(y, 1)] for x, y in quad] for quad in printed.quads],
        }
        for key, printed in specimen.fields.items()
    }
    return {"kind": specimen.kind, "width": width, "height": height, "fields": fields}
