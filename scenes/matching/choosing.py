"""One product for each place: of candidates that cover the same part of a photo, the best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scenes.matching.candidates import Candidate, shared
from scenes.matching.index import Index
from scenes.matching.lookalikes import preference
from scenes.matching.looks import View

# Two fronts cannot share more of the smaller one than this.
_MOST_SHARED = 0.35
# Candidates that mean the same place, though perhaps another product.
_SAME_PLACE = 0.4
_WORTH_COMPARING = 5.0
_MOST_COMPARED = 6


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """The best candidate of a place, and the others in question there with the log-odds of
    the best against each, weakest rival last."""

    best: Candidate
    rivals: tuple[tuple[Candidate, float], ...] = ()
    doubted: bool = False
    """Whether it looks unlike a surer place of the same SKU."""

    @property
    def all(self) -> tuple[Candidate, ...]:
        """The best, and after it the rivals."""
        return (self.best, *(rival for rival, _ in self.rivals))

    @property
    def logit(self) -> float:
        """That a product of this kind stands there at all, whichever look-alike it is."""
        return max(self.best.logit, *(rival.logit for rival, _ in self.rivals), -np.inf)


def chosen(candidates: Sequence[Candidate], view: View, index: Index, least: float) -> list[Choice]:
    """Places that do not overlap, each with its best candidate; those with evidence below
    ``least`` are left out."""
    left = sorted((one for one in candidates if one.logit >= least), key=lambda one: -one.logit)
    choices: list[Choice] = []
    while left:
        first = left[0]
        place = _one_each(first, left)
        choice = best_of(place, view, index)
        choices.append(choice)
        left = [
            one
            for one in left
            if one is not first and one not in place and not _in_the_way(choice.best, one)
        ]
    return _apart(choices)


def _one_each(first: Candidate, left: Sequence[Candidate]) -> list[Candidate]:
    """The best candidate of each SKU at the place of ``first``."""
    place: dict[int, Candidate] = {}
    for one in left:
        near = one is first or shared(first, one)[0] > _SAME_PLACE
        if near and one.sku not in place and first.logit - one.logit < _WORTH_COMPARING:
            place[one.sku] = one
    return list(place.values())[:_MOST_COMPARED]


def best_of(place: list[Candidate], view: View, index: Index) -> Choice:
    """The choice among candidates of one place, at least one."""
    if len(place) == 1:
        return Choice(place[0])
    many = len(place)
    table = np.zeros((many, many))
    for row in range(many):
        for column in range(row + 1, many):
            gain = preference(place[row], place[column], view, index)
            table[row, column], table[column, row] = gain, -gain
    # The one whose worst comparison is best: look-alikes of a loser change nothing.
    np.fill_diagonal(table, np.inf)
    best = int(np.argmax(table.min(axis=1)))
    order = [int(other) for other in np.argsort(table[best]) if other != best]
    return Choice(place[best], tuple((place[other], float(table[best, other])) for other in order))


def reweighed(choice: Choice, gains: Sequence[float]) -> Choice:
    """The choice after further evidence: log-odds for each of ``choice.all``, in that order."""
    odds = [0.0, *(-margin for _, margin in choice.rivals)]
    total = [old + gain for old, gain in zip(odds, gains, strict=True)]
    order = sorted(range(len(total)), key=lambda place: -total[place])
    best = order[0]
    everyone = choice.all
    rivals = tuple((everyone[place], total[best] - total[place]) for place in order[1:])
    return Choice(everyone[best], rivals, choice.doubted)


def _in_the_way(one: Candidate, other: Candidate) -> bool:
    return shared(one, other)[1] > _MOST_SHARED


def _apart(choices: list[Choice]) -> list[Choice]:
    """A place's best may be larger than what opened the place: of two that overlap, the surer."""
    kept: list[Choice] = []
    for choice in sorted(choices, key=lambda choice: -choice.logit):
        if not any(_in_the_way(choice.best, other.best) for other in kept):
            kept.append(choice)
    return kept
