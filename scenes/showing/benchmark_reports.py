"""How long reports take over a very large scene, in this process."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from core.geometry import Box, Quad, quad_of
from core.showing.measures import Row as Measured
from scenes.master_data import MasterData, MustHave, MustHaveList, Planned, Planogram, Product
from scenes.realogram import Facing, PriceTag, Realogram, Row, SeenPhoto
from scenes.reports.registry import REPORTS

RACKS, SHELVES, COLUMNS, RUN, SKUS = 10, 10, 50, 5, 200
ANNOTATIONS = RACKS * SHELVES * COLUMNS
ROUNDS = 5
LIMIT_MS = 100.0


def rows() -> Iterator[Measured]:
    """The slowest report over 5,000 annotations, and all of them together."""
    scene, master = large_scene()
    took = {name: _ms(name, scene, master) for name in REPORTS}
    slowest = max(took, key=lambda name: took[name])
    yield Measured(
        f"reports over {ANNOTATIONS:,} annotations, the slowest ({slowest})",
        f"{took[slowest]:.0f} ms",
        f"≤ {LIMIT_MS:g} ms",
        took[slowest] <= LIMIT_MS,
    )
    yield Measured(f"all {len(took)} reports together", f"{sum(took.values()):.0f} ms")


def large_scene() -> tuple[Realogram, MasterData]:
    """Ten racks of ten full shelves, one photo each; every eleventh product stands wrongly."""
    photos, shelves = [], []
    for rack in range(RACKS):
        facings = [_facing(rack, place) for place in range(SHELVES * COLUMNS)]
        tags = tuple(_tag(facings[i : i + RUN]) for i in range(0, len(facings), RUN))
        photos.append(SeenPhoto(rack + 1, 4000, 3000, tuple(facings), tags=tags))
        for shelf in range(SHELVES):
            there = facings[shelf * COLUMNS : (shelf + 1) * COLUMNS]
            shelves.append(Row(rack, shelf, tuple((facing.id,) for facing in there)))
    return Realogram(tuple(photos), tuple(shelves)), _master()


def _facing(rack: int, place: int) -> Facing:
    shelf, column = divmod(place, COLUMNS)
    number = rack * SHELVES * COLUMNS + place + 1
    sku = _sku(number - 1) if number % 11 else 1 + number % SKUS
    box = Box(80 * column, 300 * shelf, 80 * column + 76, 300 * shelf + 260)
    return Facing(number, sku, _quad(box), 0.9, shelf=shelf, track=number)


def _tag(facings: list[Facing]) -> PriceTag:
    left, bottom = facings[0].quad[3]
    box = Box(left, bottom, left + 64, bottom + 36)
    ids = tuple(facing.id for facing in facings)
    return PriceTag(facings[0].id, _quad(box), 9.99, (9.99,), "$", facings=ids, score=0.9)


def _sku(place: int) -> int:
    return 1 + place // RUN % SKUS


def _quad(box: Box) -> Quad:
    left, top, right, bottom = box
    return quad_of([(left, top), (right, top), (right, bottom), (left, bottom)])


def _master() -> MasterData:
    records = []
    for place in range(0, ANNOTATIONS, RUN):
        shelf = place // COLUMNS
        records.append(
            Planned(
                place + 1,
                _sku(place),
                rack_index=shelf // SHELVES,
                shelf_index=shelf % SHELVES,
                product_index=place // RUN,
                facing_x=RUN,
            )
        )
    skus = range(1, SKUS + 1)
    demands = tuple(MustHave(sku, "", (sku, 1 + sku % SKUS)) for sku in skus)
    return MasterData(
        products={sku: Product(sku, f"Product {sku}", size_x_mm=80.0) for sku in skus},
        has_display=True,
        must_have=MustHaveList(1, demands),
        planogram=Planogram(1, tuple(records)),
    )


def _ms(name: str, scene: Realogram, master: MasterData) -> float:
    """Median of five rounds. Like the workers, without a search for cycles meanwhile."""
    times = []
    with _no_collecting():
        for _ in range(ROUNDS):
            started = time.perf_counter()
            REPORTS[name](scene, master)
            times.append(time.perf_counter() - started)
    return 1000 * median(times)


@contextmanager
def _no_collecting() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
