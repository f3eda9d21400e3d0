"""Where the products of a plan stand. Pure.

Frame: millimetres on the plane of the shelves' front edges, origin at the top left of the
leftmost rack, x to the right, y down.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from core.geometry import Box
from scenes.drawing.plans import SPACE_MM, Plan, Run
from scenes.drawing.prices import TAG_MM, Price
from scenes.drawing.products import Product

RAIL_MM = 40.0
"""Height of a shelf's front edge, where the tags are."""

POST_MM = 30.0
"""Width of the post at each side of a rack."""

_HEAD_MM = 30.0


@dataclass(frozen=True, slots=True)
class Item:
    """One product. ``number`` is unique in the scene, from 1. It stands ``back`` mm behind the
    front edge, turned by ``turn`` degrees clockwise about its foot's middle (``foot``)."""

    number: int
    product: Product
    foot: tuple[float, float]
    back: float
    turn: float
    rack: int
    shelf: int
    column: int
    level: int


@dataclass(frozen=True, slots=True)
class Tag:
    number: int
    price: Price
    product: Product
    box: Box
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """A shelf's front edge: its rail's box. Products stand on the top of it."""

    rack: int
    shelf: int
    box: Box


@dataclass(frozen=True, slots=True)
class Hole:
    """An empty place."""

    rack: int
    shelf: int
    box: Box


@dataclass(frozen=True, slots=True)
class Standing:
    width: float
    height: float
    items: tuple[Item, ...]
    tags: tuple[Tag, ...]
    edges: tuple[Edge, ...]
    holes: tuple[Hole, ...]
    racks: tuple[Box, ...]


def standing(plan: Plan, seed: int, *, jitter: float = 1.0) -> Standing:
    """``plan`` with hand-made unevenness: ``jitter`` 0 stands everything to the millimetre."""
    laid = _Laying(Random(f"standing {seed}"), jitter)  # noqa: S311
    left = 0.0
    for number, rack in enumerate(plan.racks):
        top = _HEAD_MM
        for level, shelf in enumerate(rack.shelves):
            top += shelf.height_mm
            laid.shelf(number, level, shelf.runs, left + POST_MM, top, shelf.height_mm)
            box = Box(left, top, left + rack.width_mm + 2 * POST_MM, top + RAIL_MM)
            laid.edges.append(Edge(number, level, box))
            top += RAIL_MM
        laid.racks.append(Box(left, 0, left + rack.width_mm + 2 * POST_MM, top))
        left += rack.width_mm + 2 * POST_MM
    height = max(box.bottom for box in laid.racks)
    return Standing(
        width=left,
        height=height,
        items=tuple(laid.items),
        tags=tuple(laid.tags),
        edges=tuple(laid.edges),
        holes=tuple(laid.holes),
        racks=tuple(laid.racks),
    )


class _Laying:
    def __init__(self, random: Random, jitter: float) -> None:
        self._random = random
        self._jitter = jitter
        self.items: list[Item] = []
        self.tags: list[Tag] = []
        self.edges: list[Edge] = []
        self.holes: list[Hole] = []
        self.racks: list[Box] = []

    def shelf(
        self, rack: int, level: int, runs: tuple[Run, ...], left: float, floor: float, high: float
    ) -> None:
        """One shelf: ``floor`` is where feet stand, ``high`` the room above it."""
        column = 0
        for run in runs:
            first = len(self.items)
            for place in range(run.facings):
                pitch = run.product.width_mm + SPACE_MM
                self._column(run, (left + (place + 0.5) * pitch, floor), rack, level, column)
                column += 1
            new = tuple(item.number for item in self.items[first:])
            self._tag(run, left, floor, new)
            if run.missing:
                start = left + run.facings * (run.product.width_mm + SPACE_MM)
                box = Box(start, floor - 0.6 * high, left + run.width_mm, floor)
                self.holes.append(Hole(rack, level, box))
            left += run.width_mm

    def _column(
        self, run: Run, foot: tuple[float, float], rack: int, shelf: int, column: int
    ) -> None:
        uneven = self._random.uniform
        back = 8 + 17 * self._jitter * uneven(0, 1)
        for level in range(run.pile):
            sideways = self._jitter * uneven(-1.6, 1.6)
            where = (foot[0] + sideways, foot[1] - level * run.product.height_mm)
            turn = self._jitter * uneven(-0.7, 0.7)
            number = len(self.items) + 1
            item = Item(number, run.product, where, back, turn, rack, shelf, column, level)
            self.items.append(item)

    def _tag(self, run: Run, left: float, floor: float, items: tuple[int, ...]) -> None:
        if run.price is None or not items or run.width_mm < TAG_MM[0] + 2:
            return
        start = left + 2 + 0.3 * self._random.random() * (run.width_mm - TAG_MM[0] - 2)
        top = floor + 2 + self._random.random()
        box = Box(start, top, start + TAG_MM[0], top + TAG_MM[1])
        self.tags.append(Tag(len(self.tags) + 1, run.price, run.product, box, items))
