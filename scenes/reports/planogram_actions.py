"""What must be done so that the shelves follow the plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from scenes.master_data import Planned, Planogram
from scenes.realogram import Facing
from scenes.reports.planogram_layout import Place
from scenes.reports.planogram_matching import Matched

Action = dict[str, Any]


@dataclass
class Todo:
    """``removed``: SKU -> faces to take away. By record id: ``moved_to``, faces that only have
    to be moved there; ``surplus``, faces too many beside those in their place."""

    actions: list[Action] = field(default_factory=list)
    removed: Counter[int] = field(default_factory=Counter)
    moved_to: Counter[int] = field(default_factory=Counter)
    surplus: Counter[int] = field(default_factory=Counter)


def todo_of(planogram: Planogram, found: Matched) -> Todo:
    """Missing faces are first taken from where the same SKU stands wrongly, the nearest first."""
    records = {record.id: record for record in planogram.records}
    lacking = {
        record.id: missing for record in planogram.records if (missing := _missing(record, found))
    }
    todo = Todo(surplus=_surplus(records, found))
    groups = _grouped(found)
    moves = _moves(records, lacking, groups, todo)
    todo.actions += [*_additions(records, lacking), *_removals(groups, todo), *moves]
    return todo


def _missing(record: Planned, found: Matched) -> int:
    there = found.correct[record.id] + found.unclear[record.id]
    return record.facing_x * record.facing_y - there


Groups = dict[tuple[Place, int], list[Facing]]
"""Misplaced faces by where they stand and what they are."""


def _grouped(found: Matched) -> Groups:
    groups: defaultdict[tuple[Place, int], list[Facing]] = defaultdict(list)
    for one in found.misplaced:
        groups[one.place, one.facing.sku].append(one.facing)
    return dict(groups)


def _surplus(records: dict[int, Planned], found: Matched) -> Counter[int]:
    return Counter(
        one.after
        for one in found.misplaced
        if one.after is not None and records[one.after].sku == one.facing.sku
    )


def _additions(records: dict[int, Planned], lacking: dict[int, int]) -> list[Action]:
    return [
        {"action": "ADD", "sku_id": record.sku, "count": lacking[record.id], **_target(record)}
        for record in sorted(records.values(), key=_position)
        if lacking.get(record.id)
    ]


def _moves(
    records: dict[int, Planned], lacking: dict[int, int], groups: Groups, todo: Todo
) -> list[Action]:
    """What is moved goes off ``lacking`` and out of ``groups``."""
    wanting: defaultdict[int, list[Planned]] = defaultdict(list)
    for identity in lacking:
        wanting[records[identity].sku].append(records[identity])
    pairs = [(place, record) for place, sku in groups for record in wanting[sku]]
    actions = []
    for place, record in sorted(pairs, key=lambda pair: _way(*pair)):
        group = groups[place, record.sku]
        count = min(len(group), lacking[record.id])
        if count:
            moved, group[:] = group[:count], group[count:]
            lacking[record.id] -= count
            todo.moved_to[record.id] += count
            actions.append(_move_action(place, record, moved))
    return actions


def _way(place: Place, record: Planned) -> tuple[Any, ...]:
    """How far a place is from a record: on a shelf at all, then racks, then shelves."""
    rack, shelf = place.rack_index, place.shelf_index
    if rack is None or shelf is None:
        return (1, 0, 0, _position(record), _sorting(place))
    far = abs(rack - record.rack_index), abs(shelf - record.shelf_index)
    return (0, *far, _position(record), _sorting(place))


def _removals(groups: Groups, todo: Todo) -> list[Action]:
    actions = []
    for (place, sku), left in sorted(groups.items(), key=lambda g: (_sorting(g[0][0]), g[0][1])):
        if left:
            todo.removed[sku] += len(left)
            action = {"action": "REMOVE", "sku_id": sku, "count": len(left)}
            actions.append({**action, **_where(place), **_objects(left)})
    return actions


def _move_action(place: Place, record: Planned, moved: list[Facing]) -> Action:
    return {
        "action": "MOVE",
        "sku_id": record.sku,
        "count": len(moved),
        "from": _where(place),
        "to": _target(record),
        **_objects(moved),
    }


def _objects(facings: list[Facing]) -> Action:
    """Which of the REALOGRAM's objects an action means."""
    return {"objects": sorted(facing.id for facing in facings)}


def _target(record: Planned) -> Action:
    return {
        "rack_index": record.rack_index,
        "shelf_index": record.shelf_index,
        "product_index": record.product_index,
    }


def _where(place: Place) -> Action:
    return {"rack_index": place.rack_index, "shelf_index": place.shelf_index}


def _sorting(place: Place) -> tuple[bool, int, int]:
    return (place.rack_index is None, place.rack_index or 0, place.shelf_index or 0)


def _position(record: Planned) -> tuple[int, int, int, int]:
    return (record.rack_index, record.shelf_index, record.product_index, record.id)
