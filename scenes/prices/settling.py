"""Which candidates are companions, and the outlines that these suggest to each other. Pure.

The tags of one shop look alike: what has companions of its size and colour is a tag, and
where one's edge is lost its companions tell where it should be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import numpy as np

from core.geometry import Box, Point, Quad
from scenes.prices.candidates import (
    FITTING,
    Candidate,
    alike,
    of_size,
    paper_between,
    same_size,
    touches,
)
from scenes.prices.covering import share_of

_LIKE_SIZE, _TWIN_SIZE = 1.3, 1.12
_LIKE_COLOUR = 26.0

_ENOUGH = 3
"""So many companions say how large a tag is."""


def settled(candidates: Sequence[Candidate], rows: int, cols: int) -> list[Candidate]:
    """Each with its companions counted, and with the outline they suggest where its own is odd."""
    done = []
    for one in candidates:
        mates = [other for other in candidates if other is not one and _mates(one, other)]
        sound = [c for c in [one, *mates] if c.fit >= FITTING and not touches(c.box, rows, cols)]
        usual = _usual(sound)
        if usual is None:
            near = sum(c.fit >= FITTING and same_size(one, c) for c in mates)
            done.append(replace(one, companions=near if one.fit >= FITTING else 0))
            continue
        crew = [c for c in sound if of_size(c, usual)]
        odd = one.fit < FITTING or not of_size(one, usual)
        if odd and not (touches(one.box, rows, cols) and _within(one, usual)):
            one = replace(one, quad=_laid(one, crew, rows, cols), laid=True)
        done.append(replace(one, companions=len(crew) - (one in crew)))
    return done


def without_doubles(candidates: Sequence[Candidate]) -> list[Candidate]:
    """One candidate for each place: that with companions, then that with the largest print."""
    kept: list[Candidate] = []
    for one in sorted(candidates, key=_rank, reverse=True):
        if all(share_of(one.box, other.box) < 0.45 for other in kept):
            kept.append(one)
    return kept


def _rank(candidate: Candidate) -> tuple[int, bool, float]:
    height = candidate.main.height if candidate.main else 0.0
    return min(candidate.companions, _ENOUGH), not candidate.laid, height


def _mates(one: Candidate, other: Candidate) -> bool:
    """Alike, or twins in outline: how high digits are is measured roughly."""
    if alike(one, other):
        return True
    edged = min(one.fit, other.fit) >= FITTING and paper_between(one, other) < _LIKE_COLOUR
    size = other.box.width, other.box.height
    return edged and of_size(one, size, _TWIN_SIZE)


def _usual(sound: Sequence[Candidate]) -> tuple[float, float] | None:
    """The usual width and height, where most of ``sound`` agree on them."""
    if len(sound) < _ENOUGH:
        return None
    usual = median(c.box.width for c in sound), median(c.box.height for c in sound)
    agreeing = sum(of_size(c, usual) for c in sound)
    return usual if agreeing >= _ENOUGH and 2 * agreeing > len(sound) else None


def _within(one: Candidate, usual: tuple[float, float]) -> bool:
    return one.box.width < _LIKE_SIZE * usual[0] and one.box.height < _LIKE_SIZE * usual[1]


def _laid(one: Candidate, crew: Sequence[Candidate], rows: int, cols: int) -> Quad:
    """The quad that stands to ``one``'s print as those of ``crew`` to theirs."""
    assert one.main
    anchors = (0.0, 0.5, 1.0)
    spreads = [_spread([_offset(c, anchor) for c in crew]) for anchor in anchors]
    anchor = anchors[int(np.argmin(spreads))]
    print_box = one.main.box
    left = _anchored(print_box, anchor) + median(_offset(c, anchor) for c in crew)
    middle = (print_box.top + print_box.bottom) / 2 + median(_drop(c) for c in crew)
    width, height = median(c.box.width for c in crew), median(c.box.height for c in crew)
    rise = (one.main.quad[1].y - one.main.quad[0].y) / max(print_box.width, 1.0)
    corners = [(0.0, -0.5), (1.0, -0.5), (1.0, 0.5), (0.0, 0.5)]
    points = [
        Point(
            min(max(left + x * width, 0.0), cols),
            min(max(middle + y * height + (x - 0.5) * width * rise * 0.5, 0.0), rows),
        )
        for x, y in corners
    ]
    return points[0], points[1], points[2], points[3]


def _anchored(box: Box, anchor: float) -> float:
    return box.left + anchor * box.width


def _offset(candidate: Candidate, anchor: float) -> float:
    assert candidate.main
    return candidate.box.left - _anchored(candidate.main.box, anchor)


def _drop(candidate: Candidate) -> float:
    """How far the tag's middle lies below its price's."""
    assert candidate.main
    tag, line = candidate.box, candidate.main.box
    return (tag.top + tag.bottom - line.top - line.bottom) / 2


def _spread(values: Sequence[float]) -> float:
    middle = median(values)
    return median(abs(value - middle) for value in values)
