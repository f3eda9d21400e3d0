"""Two places in one photo compared with each other: the same light, the same camera, so the
same product looks the same. It tells an impostor (a variant without a pack shot, say) from
the product that it resembles."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from scenes.matching.candidates import Candidate
from scenes.matching.choosing import Choice, best_of
from scenes.matching.index import Index
from scenes.matching.looks import Map, View, compared, softened

_PRINT, _COLOUR = 0.77, 0.78
# How much surer the other place must be for its looks to speak for the product.
_SURER = 1.5
_PATIENCE = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, 60, 1e-4)


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
    shown = np.asarray((here > 0.5) & (there > 0.5), np.float32)
    if shown.mean() < 0.25:
        return True
    first, second = softened(first), softened(second)
    return _alike(first, second, shown) or _alike(first, _aligned(first, second, shown), shown)


def _alike(first: Map, second: Map, shown: Map) -> bool:
    look = compared(first, second, shown)
    return (look.print_ - _PRINT) + (look.colour - _COLOUR) > 0


def _aligned(first: Map, second: Map, shown: Map) -> Map:
    """``second`` moved onto ``first`` (Evangelidis and Psarakis 2008), for where matches cover
    but a part of a front, the rest lies not quite where they say. As it is where it fails."""
    grey, other = (
        np.asarray(cv2.cvtColor(p, cv2.COLOR_RGB2GRAY), np.float32) for p in (first, second)
    )
    warp = np.eye(2, 3, dtype=np.float32)
    try:
        _, found = cv2.findTransformECC(
            grey, other, warp, cv2.MOTION_AFFINE, _PATIENCE, shown.astype(np.uint8), 5
        )
    except cv2.error:
        return second
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    size = (first.shape[1], first.shape[0])
    moved = cv2.warpAffine(second, found, size, flags=how, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.float32)


def _without(choice: Choice, view: View, index: Index) -> Choice:
    """The choice among the rest, or the same with its evidence gone."""
    rest = [rival for rival, _ in choice.rivals]
    return best_of(rest, view, index) if rest else Choice(choice.best, (), doubted=True)
