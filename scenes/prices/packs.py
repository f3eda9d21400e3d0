"""Print of the products themselves, which is no price: contents, and what every pack says. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.geometry import Quad, box_of
from scenes.prices.money import contents_in, is_measure, plain
from scenes.prices.prints import Print, middle_in
from scenes.realogram import UNKNOWN, Facing

_SAME_PLACE = (0.07, 0.05)
"""So far apart, in widths and heights of a pack, print at one place of two packs may seem."""

_TOP, _FOOT = 0.15, 0.8
"""Tags hang before the ends of packs at most, shares of a pack's height from its top."""

_BESIDE = 0.9
"""A unit stands at most this far from its number, in heights of its digits."""

_Places = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line on the facing ``owner``; ``place`` (2,) in shares of its width and height."""

    owner: int
    line: Print
    place: _Places


def without_packs_print(lines: Sequence[Print], facings: Sequence[Facing]) -> list[Print]:
    """``lines`` without bare numbers that a unit stands beside, without what stands with a unit
    elsewhere on the photo, and without amounts that recur on packs, as prices written out before
    their upper and lower ends may.

    Packs of one SKU carry the same print at the same place; tags hang where they may, but not
    before the middle of product after product.
    """
    amounts = [line for line in lines if line.amounts]
    units = [line for line in lines if is_measure(line.text)]
    contents = [
        line
        for line in amounts
        if not is_written_out(line) and any(_is_unit_of(unit, line) for unit in units)
    ]
    contents += _named_elsewhere(lines, facings)
    dropped = {id(line) for line in [*contents, *_recurring(amounts, facings)]}
    return [line for line in lines if id(line) not in dropped]


def is_written_out(line: Print) -> bool:
    """With a currency or decimals: hardly anything but a price."""
    return any(amount.sure > 0.5 for amount in line.amounts)


def _is_unit_of(unit: Print, line: Print) -> bool:
    one, other = line.box, unit.box
    level = other.top < (one.top + one.bottom) / 2 < other.bottom + 0.3 * line.height
    return level and -0.3 * line.height <= other.left - one.right <= _BESIDE * line.height


def _named_elsewhere(lines: Sequence[Print], facings: Sequence[Facing]) -> list[Print]:
    """Fractions on packs, without a currency, that another line gives a unit: 0.75, and 0.75 L."""
    named = {number for line in lines for number in contents_in(line.text) if not number.isdigit()}
    fronts = [box_of(facing.quad) for facing in facings]
    found = [line for line in lines if line.amounts and plain(line.text) in named]
    return [line for line in found if any(middle_in(line.quad, front) for front in fronts)]


def _recurring(lines: Sequence[Print], facings: Sequence[Facing]) -> list[Print]:
    seen: dict[int, list[_Mark]] = {}
    middles = np.array([_middle(line.quad) for line in lines]).reshape(-1, 2)
    for facing in facings:
        if facing.sku == UNKNOWN or not len(lines):
            continue
        places = _places_on(facing.quad, middles)
        inside = ((places >= 0) & (places <= 1)).all(axis=1)
        mine = seen.setdefault(facing.sku, [])
        mine += [_Mark(facing.id, lines[int(i)], places[i]) for i in np.flatnonzero(inside)]
    return [mark.line for marks in seen.values() for mark in marks if _is_packs_own(mark, marks)]


def _is_packs_own(mark: _Mark, others: Sequence[_Mark]) -> bool:
    """Does it recur? Before the ends of packs only bare numbers tell: one that most others bear
    is theirs even where it is misread as written out."""
    same = [one for one in others if one.owner != mark.owner and _same(one.place, mark.place)]
    if _TOP < mark.place[1] < _FOOT:
        return bool(same)
    bare = sum(not is_written_out(one.line) for one in same)
    return bare > len(same) - bare if is_written_out(mark.line) else bare > 0


def _places_on(quad: Quad, points: _Places) -> _Places:
    """``points`` in the frame in which ``quad`` is the unit square."""
    square = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    warp = cv2.getPerspectiveTransform(np.array(quad, np.float32), square)
    return np.asarray(cv2.perspectiveTransform(points[None], warp)[0], np.float64)


def _same(place: _Places, other: _Places) -> bool:
    across, down = np.abs(place - other)
    return bool(across <= _SAME_PLACE[0] and down <= _SAME_PLACE[1])


def _middle(quad: Quad) -> tuple[float, float]:
    box = box_of(quad)
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2
