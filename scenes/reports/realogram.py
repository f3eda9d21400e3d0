"""REALOGRAM: what stands where, photo by photo."""

from __future__ import annotations

from typing import Any

from scenes.master_data import MasterData
from scenes.realogram import Facing, Gap, Realogram, SeenPhoto, ShelfLine
from scenes.reports.tallies import centre_and_size, is_named, name_of


def realogram_report(realogram: Realogram, master: MasterData) -> list[dict[str, Any]]:
    """One entry for each photo, in the scene's order. Coordinates are whole pixels of the
    upright photo; ``x`` and ``y`` are centres. Strict clients cannot decode anything else."""
    return [_photo(photo, master) for photo in realogram.photos]


def _photo(photo: SeenPhoto, master: MasterData) -> dict[str, Any]:
    return {
        "image": photo.image,
        "annotations": [_annotation(facing, master) for facing in photo.facings],
        "shelf_annotations": [_line(shelf) for shelf in photo.shelves],
        "gaps": [_gap(gap) for gap in photo.gaps],
    }


def _annotation(facing: Facing, master: MasterData) -> dict[str, Any]:
    return {
        "sku_id": facing.sku,
        "name": name_of(facing.sku, master),
        **centre_and_size(facing.quad),
        "duplicate": facing.duplicate,
        "score": round(facing.score, 4),
        "candidates": [
            {
                "sku_id": other.sku,
                "name": name_of(other.sku, master),
                "score": round(other.score, 4),
            }
            for other in facing.alternatives
        ],
        "track_id": facing.track,
        "object_id": facing.id,
        "shelf": facing.shelf,
        "named_by": _namer(facing, master),
    }


def _namer(facing: Facing, master: MasterData) -> str | None:
    """Who says that it is this SKU; None where nobody could."""
    return (facing.named_by or "matching") if is_named(facing.sku, master) else None


def _line(shelf: ShelfLine) -> dict[str, int]:
    (x1, y1), (x2, y2) = shelf.start, shelf.end
    return {"x1": round(x1), "y1": round(y1), "x2": round(x2), "y2": round(y2)}


def _gap(gap: Gap) -> dict[str, int]:
    return {**centre_and_size(gap.quad), "shelf": gap.shelf}
