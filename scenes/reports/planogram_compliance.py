"""PLANOGRAM_COMPLIANCE: how far the shelves follow the plan, and what must be done."""

from __future__ import annotations

from functools import partial
from typing import Any

from scenes.master_data import MasterData, Planned, Planogram
from scenes.realogram import Facing, Realogram
from scenes.reports import MissingMasterData
from scenes.reports.planogram_actions import Todo, todo_of
from scenes.reports.planogram_layout import laid_out
from scenes.reports.planogram_matching import Matched, matched
from scenes.reports.tallies import is_named, name_of

MOST_FACES = 100_000
"""More faces than any shop has on one display: a plan of millions would fill the memory."""
_POSSIBLE = 0.1
"""Of alternatives less probable than this, the plan makes no claim."""


def planogram_compliance(realogram: Realogram, master: MasterData) -> dict[str, Any]:
    """``compliance`` is the share (0-1) of planned faces that stand where they should, None for
    a plan without faces. A pile counts each of its faces. ``actions``, done in any order, turn
    the scene into the plan and touch as few faces as can be; faces that nobody could name and
    that may be right are left where they are. Raises MissingMasterData.
    """
    planogram = _planogram_of(master)
    planned = sum(faces(record) for record in planogram.records)
    if planned > MOST_FACES:
        raise MissingMasterData(f"The planogram has more than {MOST_FACES:,} faces.")
    found = matched(laid_out(realogram, planogram), partial(_may_be, master))
    todo = todo_of(planogram, found)
    correct = sum(found.correct.values())
    return {
        "planogram": planogram.id,
        "compliance": round(correct / planned, 6) if planned else None,
        "faces_planned": planned,
        "faces_correct": correct,
        "faces_unclear": sum(found.unclear.values()),
        "records": [_record(row, found, todo, master) for row in _in_order(planogram.records)],
        "actions": [
            {**action, "name": name_of(action["sku_id"], master)} for action in todo.actions
        ],
        "extra": [
            {"sku_id": sku, "count": count, "name": name_of(sku, master)}
            for sku, count in sorted(todo.removed.items())
        ],
    }


def _may_be(master: MasterData, facing: Facing, sku: int) -> bool:
    """Whether matching could not name ``facing`` and holds ``sku`` for possible."""
    return not is_named(facing.sku, master) and any(
        other.sku == sku and other.score >= _POSSIBLE for other in facing.alternatives
    )


def _planogram_of(master: MasterData) -> Planogram:
    if not master.has_display:
        raise MissingMasterData(
            "The scene has no display, so it has no planogram. Send “display” with the photos."
        )
    if master.planogram is None:
        raise MissingMasterData("The scene's display has no planogram.")
    return master.planogram


def faces(record: Planned) -> int:
    return record.facing_x * record.facing_y


def _in_order(records: tuple[Planned, ...]) -> list[Planned]:
    return sorted(records, key=lambda r: (r.rack_index, r.shelf_index, r.product_index, r.id))


def _record(record: Planned, found: Matched, todo: Todo, master: MasterData) -> dict[str, Any]:
    planned, correct = faces(record), found.correct[record.id]
    unclear = found.unclear[record.id]
    actual = correct + unclear + todo.surplus[record.id]
    status = _status(planned, correct, unclear, actual, elsewhere=todo.moved_to[record.id])
    return {
        "planogram_record_id": record.id,
        "sku_id": record.sku,
        "rack_index": record.rack_index,
        "shelf_index": record.shelf_index,
        "product_index": record.product_index,
        "planned_facings": planned,
        "actual_facings": actual,
        "correct_facings": correct,
        "unclear_facings": unclear,
        "compliant": status == "OK",
        "status": status,
        "name": name_of(record.sku, master),
    }


def _status(planned: int, correct: int, unclear: int, actual: int, *, elsewhere: int) -> str:
    """OK, MISSING, MISPLACED (all of it that there is stands elsewhere), FACINGS_LOW or _HIGH,
    UNCLEAR (as planned, if those without a name are it)."""
    if actual > planned:
        return "FACINGS_HIGH"
    if correct == planned:
        return "OK"
    if correct + unclear == planned:
        return "UNCLEAR"
    if correct or unclear:
        return "FACINGS_LOW"
    return "MISPLACED" if elsewhere else "MISSING"
