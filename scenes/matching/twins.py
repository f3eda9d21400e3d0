"""Two places in one photo compared with each other: the same light, the same camera, so the
same product looks the same. It tells an impostor (a variant without a pack shot, say) from
the product that it resembles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenes.matching.candidates import Candidate
from scenes.matching.choosing import Choice, best_of
from scenes.matching.index import Index
from scenes.matching.looks import View, compared, softened

_PRINT, _COLOUR = 0.77, 0.78
# How much surer the other place must be for its looks to speak for the product.
_SURER = 1.5


def told_apart(choices: Sequence[Choice], view: View, index: Index) -> list[Choice]:
    """``choices`` where every place that does not look like the surest place of its SKU has
    lost that SKU to its next rival; a place without a rival keeps it with no evidence."""
    surest: dict[int, Candidate] = {}
    settled: list[Choice] = []
    waiting = sorted(choices, key=lambda choice: -choice.best.logit)
    while waiting:
        choice = waiting.pop(0)
        known = surest.setdefault(choice.best.sku, choice.best)
        surer = known.logit - choice.best.logit > _SURER
        if surer and not twins(known, choice.best, view, index):
            choice = _without(choice, view, index)
            if choice.rivals or choice.best.sku != known.sku:
                waiting.append(choice)
                waiting.sort(key=lambda choice: -choice.best.logit)
                continue
        settled.append(choice)
    return settled


def twins(one: Candidate, other: Candidate, view: View, index: Index) -> bool:
    """Whether two places of one entry look like the same product."""
    width = index.entries[one.entry].features.width
    if one.entry != other.entry:
        return True
    (first, here), (second, there) = (view.front(which.pose, width) for which in (one, other))
    shown = ((here > 0.5) & (there > 0.5)).astype(np.float32)
    if shown.mean() < 0.25:
        return True
    look = compared(softened(first), softened(second), shown)
    return (look.print_ - _PRINT) + (look.colour - _COLOUR) > 0


def _without(choice: Choice, view: View, index: Index) -> Choice:
    """The choice among the rest, or the same with its evidence gone."""
    rest = [rival for rival, _ in choice.rivals]
    return best_of(rest, view, index) if rest else Choice(choice.best, (), doubted=True)
