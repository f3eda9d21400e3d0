"""A planogram beside what stands on the shelves, with what must be done. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from scenes.operating.report_tables import place_text
from scenes.operating.shown_photos import Products
from scenes.realogram import Realogram

TILE, HIGH = 13, 16
"""Pixels: the width that one face takes in a drawing, and its height."""
_MOST_TILES = 12
_TONES = {
    "OK": "success",
    "MISSING": "danger",
    "MISPLACED": "warning",
    "FACINGS_LOW": "warning",
    "FACINGS_HIGH": "info",
    "UNCLEAR": "info",
}


@dataclass(frozen=True, slots=True)
class Tile:
    """One face: ``x`` pixels from the left; one that is lacking is hollow."""

    x: int
    is_there: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A product on a shelf. ``todo`` are actions in words, empty where nothing is to be done."""

    name: str
    colour: str
    tone: str
    faces: str
    tiles: tuple[Tile, ...]
    todo: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        return TILE * max(len(self.tiles), 1)


@dataclass(slots=True)
class Shelf:
    """One shelf of the plan and of the scene; both counted from 0."""

    rack: int
    shelf: int
    planned: list[Cell] = field(default_factory=list)
    found: list[Cell] = field(default_factory=list)


def shelves_of(report: Mapping[str, Any], realogram: Realogram, products: Products) -> list[Shelf]:
    """Racks from the left, their shelves from the top. ``report`` is PLANOGRAM_COMPLIANCE's."""
    shelves: dict[tuple[int, int], Shelf] = {}
    actions = report.get("actions", [])
    for record in report["records"]:
        place = (record["rack_index"], record["shelf_index"])
        shelf = shelves.setdefault(place, Shelf(*place))
        shelf.planned.append(_planned(record, actions, products))
    todo = _by_facing(actions)
    skus = {facing.id: facing.sku for _photo, facing in realogram.counted()}
    for row in realogram.rows:
        shelf = shelves.setdefault((row.rack, row.shelf), Shelf(row.rack, row.shelf))
        shelf.found += _found(row.columns, skus, todo, products)
    return [shelves[place] for place in sorted(shelves)]


def tiles_of(there: int, lacking: int = 0) -> tuple[Tile, ...]:
    """At most a dozen faces, those that are there first."""
    faces = [True] * min(there, _MOST_TILES) + [False] * min(lacking, _MOST_TILES)
    return tuple(Tile(index * TILE, is_there) for index, is_there in enumerate(faces[:_MOST_TILES]))


def _planned(
    record: Mapping[str, Any], actions: Iterable[Mapping[str, Any]], products: Products
) -> Cell:
    planned, correct = record["planned_facings"], record["correct_facings"]
    faces = _("%(correct)d of %(planned)d") % {"correct": correct, "planned": planned}
    return Cell(
        name=record["name"],
        colour=products.colour(record["sku_id"]),
        tone=_TONES.get(record["status"], "info"),
        faces=faces,
        tiles=tiles_of(correct, planned - correct),
        todo=tuple(_for_record(record, actions)),
    )


def _for_record(record: Mapping[str, Any], actions: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """What brings faces to this place of the plan."""
    place = {name: record[name] for name in ("rack_index", "shelf_index", "product_index")}
    for action in actions:
        target = action.get("to", action)
        if action["sku_id"] != record["sku_id"] or action["action"] == "REMOVE":
            continue
        if any(target.get(name) != value for name, value in place.items()):
            continue
        if action["action"] == "ADD":
            yield _("add %d") % action["count"]
        else:
            told = {"count": action["count"], "place": place_text(action["from"])}
            yield _("move %(count)d here from %(place)s") % told


def _by_facing(actions: Iterable[Mapping[str, Any]]) -> dict[int, tuple[str, str]]:
    """Facing id -> tone and words of what is to be done with it."""
    found: dict[int, tuple[str, str]] = {}
    for action in actions:
        if action["action"] == "MOVE":
            told = "warning", _("move to %s") % place_text(action["to"])
        else:
            told = "danger", _("remove")
        found |= dict.fromkeys(action.get("objects", []), told)
    return found


def _found(
    columns: Iterable[Iterable[int]],
    skus: Mapping[int, int],
    todo: Mapping[int, tuple[str, str]],
    products: Products,
) -> Iterator[Cell]:
    """Neighbouring faces of one SKU with which the same is to be done."""
    faces = [
        (skus[identity], todo.get(identity, ("success", "")))
        for column in columns
        for identity in column
        if identity in skus
    ]
    for (sku, (tone, told)), run in groupby(faces):
        count = len(list(run))
        yield Cell(
            name=products.name(sku),
            colour=products.colour(sku),
            tone=tone,
            faces=str(count),
            tiles=tiles_of(count),
            todo=(told,) if told else (),
        )
