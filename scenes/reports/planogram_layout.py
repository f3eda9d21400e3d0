"""Plan and scene as shelves that lie over each other, each a sequence of columns.

Shelves are paired by their places. Where the scene has more or fewer shelves than the plan
(an empty shelf was not seen, a neighbour's was), they are paired in order by what stands on
them. Where it has more or fewer racks, racks are joined into one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np

from scenes.master_data import Planned, Planogram
from scenes.realogram import Facing, Realogram
from scenes.reports.sequences import aligned

SAME_WORTH = 1000
"""How much more a product in common counts than having the same number, in pairing shelves."""


@dataclass(frozen=True, slots=True)
class Place:
    """A shelf: racks from the left, shelves from the top, from 0. None: on no shelf."""

    rack_index: int | None
    shelf_index: int | None


@dataclass(frozen=True, slots=True)
class PlannedColumn:
    record: Planned
    pile: int


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """Facings piled on each other, from the bottom; ``place`` in the plan's terms."""

    facings: tuple[Facing, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class ShelfPair:
    """What should stand on a shelf and what does, each from left to right."""

    planned: tuple[PlannedColumn, ...]
    seen: tuple[SeenColumn, ...]


_Planned = tuple[PlannedColumn, ...]
_Seen = tuple[tuple[Facing, ...], ...]
_Column = TypeVar("_Column")
_Racks = dict[int, dict[int, tuple[_Column, ...]]]
"""Rack -> shelf -> columns."""


def laid_out(realogram: Realogram, planogram: Planogram) -> list[ShelfPair]:
    """Every planned and every seen shelf once; facings on no shelf come last, without a plan."""
    facings = {facing.id: facing for _, facing in realogram.counted()}
    planned, seen = _planned_racks(planogram), _seen_racks(realogram, facings)
    pairs: list[ShelfPair] = []
    if len(planned) == len(seen):
        racks = zip(sorted(planned), sorted(seen), strict=True)
        for plan_rack, seen_rack in racks:
            shelves = {s: [(plan_rack, c) for c in row] for s, row in seen[seen_rack].items()}
            pairs += _paired(planned[plan_rack], shelves)
    else:
        pairs += _paired(_joined(planned), _with_racks(seen))
    placed = {f.id for pair in pairs for column in pair.seen for f in column.facings}
    loose = [facing for facing in facings.values() if facing.id not in placed]
    nowhere = Place(None, None)
    return [*pairs, ShelfPair((), tuple(SeenColumn((facing,), nowhere) for facing in loose))]


def _planned_racks(planogram: Planogram) -> _Racks[PlannedColumn]:
    racks: defaultdict[int, defaultdict[int, list[PlannedColumn]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for record in sorted(planogram.records, key=lambda r: (r.product_index, r.id)):
        columns = [PlannedColumn(record, record.facing_y)] * record.facing_x
        racks[record.rack_index][record.shelf_index] += columns
    return _frozen(racks)


def _seen_racks(realogram: Realogram, facings: Mapping[int, Facing]) -> _Racks[tuple[Facing, ...]]:
    racks: defaultdict[int, defaultdict[int, list[tuple[Facing, ...]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row in realogram.rows:
        piles = (tuple(facings[i] for i in column if i in facings) for column in row.columns)
        racks[row.rack][row.shelf] += [pile for pile in piles if pile]
    return _frozen(racks)


def _frozen(racks: Mapping[int, Mapping[int, list[_Column]]]) -> _Racks[_Column]:
    return {
        rack: {shelf: tuple(columns) for shelf, columns in shelves.items()}
        for rack, shelves in racks.items()
    }


def _joined(racks: _Racks[PlannedColumn]) -> dict[int, _Planned]:
    shelves: defaultdict[int, list[PlannedColumn]] = defaultdict(list)
    for rack in sorted(racks):
        for shelf, columns in racks[rack].items():
            shelves[shelf] += columns
    return {shelf: tuple(columns) for shelf, columns in shelves.items()}


_Raw = list[tuple[int, tuple[Facing, ...]]]
"""Columns of a seen shelf, each with the rack it stands in."""


def _with_racks(racks: _Racks[tuple[Facing, ...]]) -> dict[int, _Raw]:
    shelves: defaultdict[int, _Raw] = defaultdict(list)
    for rack in sorted(racks):
        for shelf, columns in racks[rack].items():
            shelves[shelf] += [(rack, column) for column in columns]
    return dict(shelves)


def _paired(planned: Mapping[int, _Planned], seen: Mapping[int, _Raw]) -> list[ShelfPair]:
    """One rack's shelves laid over each other, from the top."""
    of_seen = _shelf_numbers(planned, seen)
    counterpart = {plan: shelf for shelf, plan in of_seen.items()}
    pairs = [
        ShelfPair(
            planned[plan], _columns(seen[counterpart[plan]], plan) if plan in counterpart else ()
        )
        for plan in sorted(planned)
    ]
    strangers = [shelf for shelf in sorted(seen) if shelf not in of_seen]
    return [*pairs, *(ShelfPair((), _columns(seen[shelf], shelf)) for shelf in strangers)]


def _columns(raw: _Raw, shelf: int) -> tuple[SeenColumn, ...]:
    return tuple(SeenColumn(facings, Place(rack, shelf)) for rack, facings in raw)


def _shelf_numbers(planned: Mapping[int, _Planned], seen: Mapping[int, _Raw]) -> dict[int, int]:
    """Seen shelf -> planned shelf, for those that belong together."""
    plans, shelves = sorted(planned), sorted(seen)
    if len(plans) == len(shelves):
        return dict(zip(shelves, plans, strict=True))
    wanted = [[column.record.sku for column in planned[plan]] for plan in plans]
    there = [[pile[0].sku for _, pile in seen[shelf]] for shelf in shelves]
    worth = np.array(
        [
            [
                _likeness(wants, has) * SAME_WORTH + (plan == shelf)
                for shelf, has in zip(shelves, there, strict=True)
            ]
            for plan, wants in zip(plans, wanted, strict=True)
        ],
        dtype=np.int64,
    ).reshape(len(plans), len(shelves))
    return {shelves[column]: plans[row] for row, column in aligned(worth)}


def _likeness(wants: Sequence[int], has: Sequence[int]) -> int:
    """Products in common, and neighbours in common, so that order counts."""
    singles = Counter(wants) & Counter(has)
    neighbours = Counter(pairwise(wants)) & Counter(pairwise(has))
    return singles.total() + neighbours.total()
