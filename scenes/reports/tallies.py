"""What several reports say alike: how often a SKU was seen, its name, its box."""

from __future__ import annotations

from collections import Counter

from core.geometry import Box, Quad, box_of
from scenes.master_data import MasterData
from scenes.realogram import UNKNOWN, Realogram


def facings_by_sku(realogram: Realogram) -> Counter[int]:
    """SKU -> facings, each physical product once."""
    return Counter(facing.sku for _, facing in realogram.counted())


def most_first(counts: Counter[int]) -> list[tuple[int, int]]:
    """The most frequent first, equals by id: the order in which reports list SKUs."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def name_of(sku: int, master: MasterData) -> str:
    product = master.products.get(sku)
    if product is not None:
        return product.name
    return "Unknown product" if sku == UNKNOWN else f"SKU {sku}"


def is_named(sku: int, master: MasterData) -> bool:
    """False for placeholders: products that were seen and not named."""
    product = master.products.get(sku)
    return sku != UNKNOWN and not (product and product.is_placeholder)


def centre_and_size(quad: Quad) -> dict[str, int]:
    """The upright box around ``quad`` as clients expect it: whole pixels, x and y its centre."""
    box: Box = box_of(quad)
    return {
        "x": round((box.left + box.right) / 2),
        "y": round((box.top + box.bottom) / 2),
        "w": round(box.width),
        "h": round(box.height),
    }
