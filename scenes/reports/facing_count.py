"""FACING_COUNT: how many facings of each SKU the scene shows."""

from __future__ import annotations

from typing import Any

from scenes.master_data import MasterData
from scenes.realogram import Realogram
from scenes.reports.tallies import facings_by_sku, most_first, name_of


def facing_count(realogram: Realogram, master: MasterData) -> list[dict[str, Any]]:
    """One entry for each SKU that was seen. ``share`` (0-1) is of all facings."""
    counts = facings_by_sku(realogram)
    everything = counts.total()
    return [
        {
            "sku_id": sku,
            "count": count,
            "share": round(count / everything, 6),
            "name": name_of(sku, master),
        }
        for sku, count in most_first(counts)
    ]
