"""The pack shots that come with a labelled folder."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from core import photos
from scenes.matching import Entry, features_of

# A folder may number its SKUs from 0, which stands for a product without a name here.
_OFFSET = 1


def number_of(sku: int) -> int:
    """The folder's own number of an entry's SKU."""
    return sku - _OFFSET


def entries_of(folder: Path) -> dict[int, Entry]:
    """By the SKU's number, those of ``folder``/catalog.csv: columns ``sku`` and ``image``."""
    with (folder / "catalog.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {int(row["sku"]): _entry(int(row["sku"]), folder / row["image"]) for row in rows}


def chosen_of(entries: dict[int, Entry], skus: Iterable[int]) -> list[Entry]:
    """Those of ``skus`` that there are, in the order of their SKUs."""
    return [entries[sku] for sku in sorted(set(skus)) if sku in entries]


def _entry(sku: int, path: Path) -> Entry:
    return Entry(sku + _OFFSET, features_of(photos.from_bytes(path.read_bytes()).pixels()))
