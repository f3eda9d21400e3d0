"""Places in one photo that show the same product are decided together: what one of them
leaves in doubt, the others may tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean

from scenes.matching.choosing import Choice
from scenes.matching.index import Index
from scenes.matching.looks import View
from scenes.matching.twins import twins

# Who is surer than this needs no help, and what no place has as a rival is so much less likely.
_SURE = 4.0
_CLEAR = 4.0
_UNSEEN = 5.0


def pooled(choices: Sequence[Choice], view: View, index: Index) -> list[Choice]:
    """``choices`` where doubtful places of one SKU that look alike share their evidence."""
    groups: list[list[int]] = []
    for place, choice in enumerate(choices):
        if _is_doubtful(choice):
            first = (group for group in groups if _same(choices[group[0]], choice, view, index))
            group = next(first, None)
            if group is None:
                groups.append([place])
            else:
                group.append(place)
    settled = list(choices)
    for group in groups:
        if len(group) > 1:
            for place in group:
                settled[place] = _shared(choices[place], [choices[other] for other in group])
    return settled


def _is_doubtful(choice: Choice) -> bool:
    close = min((margin for _, margin in choice.rivals), default=_CLEAR)
    return choice.best.logit < _SURE or close < _CLEAR


def _same(one: Choice, other: Choice, view: View, index: Index) -> bool:
    return one.best.entry == other.best.entry and twins(one.best, other.best, view, index)


def _shared(choice: Choice, group: Sequence[Choice]) -> Choice:
    """The choice with the margins and the evidence of the whole group, of the mean place."""
    margins = [(rival, fmean(_margin(one, rival.sku) for one in group)) for rival in choice.all[1:]]
    rivals = tuple(sorted(margins, key=lambda rival: rival[1]))
    best = replace(choice.best, logit=fmean(one.best.logit for one in group))
    return replace(choice, best=best, rivals=rivals)


def _margin(choice: Choice, sku: int) -> float:
    return next((margin for rival, margin in choice.rivals if rival.sku == sku), _UNSEEN)
