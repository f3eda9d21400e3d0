"""SHARE_OF_SPACE: how much of the shelf each SKU holds, by facings and by width."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from scenes.master_data import MasterData
from scenes.realogram import Realogram
from scenes.reports.scales import Scales, scales_of
from scenes.reports.tallies import name_of


@dataclass(slots=True)
class _Held:
    """What one SKU holds. ``width`` is in millimetres only where ``metric``."""

    facings: int = 0
    width: float = 0.0
    metric: bool = True


def share_of_space(realogram: Realogram, master: MasterData) -> list[dict[str, Any]]:
    """One entry for each SKU that was seen, the widest first; shares are 0-1.

    ``width_cm`` is None where no width of the catalogue tells the scale. With the option
    "photos" the whole is the width of the photos, once for each shelf with products on it.
    """
    scales = scales_of(realogram, master)
    held = _held(realogram, scales)
    everything = sum(one.facings for one in held.values())
    whole = _whole(realogram, master, scales, held)
    entries = [_entry(sku, one, everything, whole, master) for sku, one in held.items()]
    for group in ("brand", "category"):
        _add_group(entries, master, group)
    return sorted(entries, key=lambda entry: (-entry["share_of_space"], entry["sku_id"]))


def _held(realogram: Realogram, scales: Scales) -> dict[int, _Held]:
    held: defaultdict[int, _Held] = defaultdict(_Held)
    for index, photo in enumerate(realogram.photos):
        for facing in photo.facings:
            if facing.duplicate:
                continue
            one = held[facing.sku]
            one.facings += 1
            one.width += scales.width(index, photo, facing)
            one.metric = one.metric and index in scales.metric
    return held


def _whole(
    realogram: Realogram, master: MasterData, scales: Scales, held: dict[int, _Held]
) -> float:
    if master.options.share_denominator != "photos":
        return sum(one.width for one in held.values())
    return sum(
        photo.width / scales.photos[index] * max(1, len({f.shelf for f in photo.facings}))
        for index, photo in enumerate(realogram.photos)
    )


def _entry(
    sku: int, one: _Held, everything: int, whole: float, master: MasterData
) -> dict[str, Any]:
    product = master.products.get(sku)
    return {
        "sku_id": sku,
        "share_of_count": round(one.facings / everything, 6),
        "share_of_space": round(one.width / whole, 6),
        "name": name_of(sku, master),
        "facings": one.facings,
        "width_cm": round(one.width / 10, 1) if one.metric else None,
        "brand": product.brand if product else "",
        "category": product.category if product else "",
    }


def _add_group(entries: list[dict[str, Any]], master: MasterData, group: str) -> None:
    """Add to each entry the shares that its whole brand or category holds."""
    key = _group_key(master, group)
    counts: defaultdict[Any, float] = defaultdict(float)
    widths: defaultdict[Any, float] = defaultdict(float)
    for entry in entries:
        counts[key(entry)] += entry["share_of_count"]
        widths[key(entry)] += entry["share_of_space"]
    for entry in entries:
        entry[f"{group}_share_of_count"] = round(counts[key(entry)], 6)
        entry[f"{group}_share_of_space"] = round(widths[key(entry)], 6)


def _group_key(master: MasterData, group: str) -> Callable[[dict[str, Any]], Any]:
    """Products of no brand (or category) are each a group of their own: they share nothing."""

    def key(entry: dict[str, Any]) -> Any:
        product = master.products.get(entry["sku_id"])
        known = product and (getattr(product, f"{group}_id") or getattr(product, group))
        return known or ("alone", entry["sku_id"])

    return key
