"""Which faces stand where the plan wants them, and which do not.

A face that nobody could name and that may be what is planned in its place is in order as far as
can be told: to take it away and to put up the same would be a wrong errand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from scenes.realogram import Facing
from scenes.reports.planogram_layout import Place, ShelfPair
from scenes.reports.sequences import Worth, aligned

_NAMED = 10_000
"""How much more a face that is named counts than any number of faces that may be right."""

MayBe = Callable[[Facing, int], bool]
"""Whether a facing without a name may be of a SKU."""


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A face that stands where the plan does not want it. ``after`` is the planned record
    whose face was matched last before it on its shelf, None at the shelf's left end."""

    facing: Facing
    place: Place
    after: int | None


@dataclass
class Matched:
    """``correct``: faces in their place by the planned record's id; ``unclear``: faces there that
    nobody could name and that may be right; the rest is ``misplaced``."""

    correct: Counter[int] = field(default_factory=Counter)
    unclear: Counter[int] = field(default_factory=Counter)
    misplaced: list[Misplaced] = field(default_factory=list)


def matched(shelves: Sequence[ShelfPair], may_be: MayBe) -> Matched:
    found = Matched()
    for shelf in shelves:
        _match(shelf, may_be, found)
    return found


def _match(shelf: ShelfPair, may_be: MayBe, found: Matched) -> None:
    counterpart = {seen: planned for planned, seen in aligned(_worth(shelf, may_be))}
    after: int | None = None
    for index, column in enumerate(shelf.seen):
        wanted = shelf.planned[counterpart[index]] if index in counterpart else None
        left, sku = (wanted.pile, wanted.record.sku) if wanted else (0, None)
        for facing in sorted(column.facings, key=lambda facing: facing.sku != sku):
            right = facing.sku == sku
            if wanted and left and (right or may_be(facing, wanted.record.sku)):
                (found.correct if right else found.unclear)[wanted.record.id] += 1
                after, left = wanted.record.id, left - 1
            else:
                found.misplaced.append(Misplaced(facing, column.place, after))


def _worth(shelf: ShelfPair, may_be: MayBe) -> Worth:
    """How many faces are right when a planned column is paired with a seen one; between ways that
    are as good, how many may be."""
    skus = {sku: i for i, sku in enumerate({column.record.sku for column in shelf.planned})}
    there = np.zeros((2, len(skus), len(shelf.seen)), dtype=np.int64)
    for index, column in enumerate(shelf.seen):
        for facing in column.facings:
            if facing.sku in skus:
                there[0, skus[facing.sku], index] += 1
            for sku in {alternative.sku for alternative in facing.alternatives} & skus.keys():
                there[1, skus[sku], index] += may_be(facing, sku)
    rows = [skus[column.record.sku] for column in shelf.planned]
    piles = np.array([column.pile for column in shelf.planned], dtype=np.int64)[:, None]
    right = np.minimum(there[0, rows], piles)
    return _NAMED * right + np.minimum(there[1, rows], piles - right)
