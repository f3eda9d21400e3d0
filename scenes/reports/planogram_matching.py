"""Which faces stand where the plan wants them, and which do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from scenes.realogram import Facing
from scenes.reports.planogram_layout import Place, ShelfPair
from scenes.reports.sequences import Worth, aligned


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A face that stands where the plan does not want it. ``after`` is the planned record
    whose face was matched last before it on its shelf, None at the shelf's left end."""

    facing: Facing
    place: Place
    after: int | None


@dataclass
class Matched:
    """``correct``: faces in their place by the planned record's id; the rest is ``misplaced``."""

    correct: Counter[int] = field(default_factory=Counter)
    misplaced: list[Misplaced] = field(default_factory=list)


def matched(shelves: Sequence[ShelfPair]) -> Matched:
    found = Matched()
    for shelf in shelves:
        _match(shelf, found)
    return found


def _match(shelf: ShelfPair, found: Matched) -> None:
    counterpart = {seen: planned for planned, seen in aligned(_worth(shelf))}
    after: int | None = None
    for index, column in enumerate(shelf.seen):
        wanted = shelf.planned[counterpart[index]] if index in counterpart else None
        left = wanted.pile if wanted else 0
        for facing in column.facings:
            if wanted and left and facing.sku == wanted.record.sku:
                found.correct[wanted.record.id] += 1
                after, left = wanted.record.id, left - 1
            else:
                found.misplaced.append(Misplaced(facing, column.place, after))


def _worth(shelf: ShelfPair) -> Worth:
    """How many faces are right when a planned column is paired with a seen one."""
    skus = {sku: i for i, sku in enumerate({column.record.sku for column in shelf.planned})}
    there = np.zeros((len(skus), len(shelf.seen)), dtype=np.int64)
    for index, column in enumerate(shelf.seen):
        for facing in column.facings:
            if facing.sku in skus:
                there[skus[facing.sku], index] += 1
    rows = [skus[column.record.sku] for column in shelf.planned]
    piles = np.array([column.pile for column in shelf.planned], dtype=np.int64)
    return np.minimum(there[rows], piles[:, None])
