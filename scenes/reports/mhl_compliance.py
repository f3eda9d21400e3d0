"""MHL_COMPLIANCE: which demands of the display's must-have list the scene fulfils."""

from __future__ import annotations

from collections import Counter
from typing import Any

from scenes.master_data import MasterData, MustHave
from scenes.realogram import Realogram
from scenes.reports import MissingMasterData
from scenes.reports.tallies import facings_by_sku, name_of


def mhl_compliance(realogram: Realogram, master: MasterData) -> dict[str, Any]:
    """A record is fulfilled by any of its SKUs; one facing is enough.

    ``compliance`` is the share (0-1) of fulfilled records, None for a list without records.
    Raises MissingMasterData.
    """
    if not master.has_display:
        raise MissingMasterData(
            "The scene has no display, so it has no must-have list. Send “display” with the photos."
        )
    if master.must_have is None:
        raise MissingMasterData("The scene's display has no must-have list.")
    counts = facings_by_sku(realogram)
    records = [_record(demand, counts, master) for demand in master.must_have.records]
    fulfilled = sum(record["compliant"] for record in records)
    return {
        "musthavelist": master.must_have.id,
        "compliance": round(fulfilled / len(records), 6) if records else None,
        "records": records,
    }


def _record(demand: MustHave, counts: Counter[int], master: MasterData) -> dict[str, Any]:
    found = [sku for sku in demand.skus if counts[sku]]
    first = demand.skus[0] if demand.skus else None
    return {
        "mhl_record_id": demand.id,
        "compliant": bool(found),
        "name": demand.name or (name_of(first, master) if first is not None else ""),
        "sku": first,
        "found_sku": found[0] if found else None,
        "count": sum(counts[sku] for sku in set(found)),
    }
