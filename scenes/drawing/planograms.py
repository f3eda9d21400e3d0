"""Planograms of drawn shelves, and shelves that depart from them in known ways. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from scenes.drawing.plans import Plan, Run
from scenes.drawing.products import Product, product


@dataclass(frozen=True, slots=True)
class Wanted:
    """One record of a planogram: ``facings`` products side by side, piled ``pile`` high."""

    rack: int
    shelf: int
    place: int
    sku: int
    facings: int
    pile: int = 1


@dataclass(frozen=True, slots=True)
class Action:
    """What would put the shelf right: "ADD", "REMOVE", or "MOVE" from ``source`` to the place.

    ``source`` is a rack and a shelf.
    """

    action: str
    sku: int
    count: int
    rack: int
    shelf: int
    source: tuple[int, int] | None = None


def planogram_of(plan: Plan) -> tuple[Wanted, ...]:
    """The planogram that ``plan`` follows; empty places are taken as filled."""
    return tuple(
        Wanted(rack, shelf, place, run.product.sku, run.facings + run.missing, run.pile)
        for place, (rack, shelf, run) in enumerate(plan.runs())
    )


def unfilled(plan: Plan) -> tuple[Action, ...]:
    """What fills the empty places of ``plan``."""
    return tuple(
        Action("ADD", run.product.sku, run.missing * run.pile, rack, shelf)
        for rack, shelf, run in plan.runs()
        if run.missing
    )


def departed(plan: Plan, seed: int) -> tuple[Plan, tuple[Action, ...]]:
    """``plan`` with one departure a shelf at the most, and the actions that undo them.

    Takes a row away (a foreign product stands in its place, or it moved to the next shelf) or
    thins a row out. Use a plan without empty places: those are departures, too. No SKU departs
    twice: one that lacks on two shelves and stands on a third could be put right in two ways.
    """
    random = Random(f"departed {seed}")  # noqa: S311
    actions: list[Action] = []
    for number, rack in enumerate(plan.racks):
        levels = list(range(len(rack.shelves)))
        random.shuffle(levels)
        while levels:
            level = levels.pop()
            kind = random.choice(("thin", "foreign", "moved", "none"))
            changed, undoing = plan, list[Action]()
            if kind == "thin":
                changed, undoing = _thinned(plan, random, number, level)
            elif kind == "foreign":
                changed, undoing = _replaced(plan, random, number, level)
            elif kind == "moved" and levels:
                changed, undoing = _moved(plan, random, number, level, levels.pop())
            if not {a.sku for a in actions} & {a.sku for a in undoing}:
                plan, actions = changed, actions + undoing
    return plan, tuple(actions)


_Done = tuple[Plan, list[Action]]


def _thinned(plan: Plan, random: Random, rack: int, shelf: int) -> _Done:
    runs = plan.racks[rack].shelves[shelf].runs
    thick = [place for place, run in enumerate(runs) if run.facings > 1 and run.pile == 1]
    if not thick:
        return plan, []
    place = random.choice(thick)
    run = runs[place]
    count = random.randint(1, run.facings - 1)
    less = replace(run, facings=run.facings - count, missing=run.missing + count)
    changed = (*runs[:place], less, *runs[place + 1 :])
    return _with(plan, rack, shelf, changed), [Action("ADD", run.product.sku, count, rack, shelf)]


def _replaced(plan: Plan, random: Random, rack: int, shelf: int) -> _Done:
    """A row's products are gone; fewer of another kind stand in their place."""
    runs = plan.racks[rack].shelves[shelf].runs
    known = {shown.sku for shown in plan.products()}
    place = random.randrange(len(runs))
    run = runs[place]
    foreign = _foreign(random, known, run)
    if foreign is None or run.pile > 1:
        return plan, []
    count = min(run.facings, int(run.width_mm / (foreign.width_mm + 4)))
    other = Run(foreign, count)
    changed = (*runs[:place], other, *runs[place + 1 :])
    return _with(plan, rack, shelf, changed), [
        Action("ADD", run.product.sku, run.facings, rack, shelf),
        Action("REMOVE", foreign.sku, count, rack, shelf),
    ]


def _foreign(random: Random, known: set[int], run: Run) -> Product | None:
    """A product of no family in ``known`` that fits where ``run`` stands."""
    looks = {product(sku - 1).look for sku in known}
    for _ in range(200):
        other = product(random.randrange(4000))
        low, slim = other.height_mm <= run.height_mm, other.width_mm + 4 <= run.width_mm
        if other.look not in looks and low and slim:
            return other
    return None


def _moved(plan: Plan, random: Random, rack: int, shelf: int, other: int) -> _Done:
    """A row stands at the right end of another shelf, where room must be."""
    shelves = plan.racks[rack].shelves
    runs, there = shelves[shelf].runs, shelves[other].runs
    room = plan.racks[rack].width_mm - sum(run.width_mm for run in there)
    present = {run.product.sku for run in there}
    movable = [
        run
        for run in runs
        if run.width_mm < room
        and run.height_mm <= shelves[other].height_mm - 15
        and run.product.sku not in present
        and sum(twin.product.sku == run.product.sku for twin in runs) == 1
    ]
    if not movable or len(runs) < 2:
        return plan, []
    run = random.choice(movable)
    plan = _with(plan, rack, shelf, tuple(kept for kept in runs if kept != run))
    plan = _with(plan, rack, other, (*there, run))
    count = run.facings * run.pile
    return plan, [Action("MOVE", run.product.sku, count, rack, shelf, (rack, other))]


def _with(plan: Plan, rack: int, shelf: int, runs: tuple[Run, ...]) -> Plan:
    shelves = list(plan.racks[rack].shelves)
    shelves[shelf] = replace(shelves[shelf], runs=runs)
    racks = list(plan.racks)
    racks[rack] = replace(racks[rack], shelves=tuple(shelves))
    return Plan(tuple(racks))
