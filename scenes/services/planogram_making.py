"""A planogram from a scene that stands as it should: the golden photo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from django.db import transaction

from scenes.models import Planogram, PlanogramRecord, Scene, Sku
from scenes.realogram import Facing, Realogram, Row
from scenes.realogram_json import scene_from_json
from scenes.services.scenes import Refused

_Run = tuple[int, int, int]
"""SKU, columns, how many are piled."""


@transaction.atomic
def planogram_from(scene: Scene) -> Planogram:
    """Write the planogram that ``scene`` fulfils, of no display yet.

    Products that were not named, or are no longer in the catalogue, are left out. Raises
    Refused for a scene that is not recognised or has nothing on a shelf.
    """
    realogram = scene_from_json(scene.realogram) if scene.realogram else Realogram(())
    records = list(_records(realogram, _plannable(realogram)))
    if not records:
        raise Refused("scene", f"{str(scene).capitalize()} shows no named product on a shelf.")
    planogram = Planogram.objects.create(name=f"From {scene}, {scene.taken_at:%Y-%m-%d}")
    for record in records:
        record.planogram = planogram
    PlanogramRecord.objects.bulk_create(records)
    return planogram


def _plannable(realogram: Realogram) -> frozenset[int]:
    seen = {facing.sku for _, facing in realogram.counted()}
    rows = Sku.objects.filter(pk__in=seen, is_placeholder=False)
    return frozenset(rows.values_list("pk", flat=True))


def _records(realogram: Realogram, skus: frozenset[int]) -> Iterator[PlanogramRecord]:
    facings = {facing.id: facing for _, facing in realogram.counted()}
    number = 0
    for row in sorted(realogram.rows, key=lambda row: (row.shelf, row.rack)):
        for sku, columns, pile in _runs(row, facings, skus):
            yield PlanogramRecord(
                sku_id=sku,
                rack_index=row.rack,
                shelf_index=row.shelf,
                product_index=number,
                facing_x=columns,
                facing_y=pile,
            )
            number += 1


def _runs(row: Row, facings: dict[int, Facing], skus: frozenset[int]) -> Iterator[_Run]:
    """Neighbouring columns of one SKU, piled equally high. A mixed pile counts as what most
    of it is, the lowest of equals."""
    piles = []
    for column in row.columns:
        there = Counter(facings[i].sku for i in column if i in facings)
        if there:
            sku, count = there.most_common(1)[0]
            piles.append((sku, count))
    for (sku, pile), run in groupby(piles):
        if sku in skus:
            yield sku, len(list(run)), pile
