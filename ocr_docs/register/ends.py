"""Where a row of digits begins and ends, by the word of both networks. Pure.

The network that finds registers knows what stands beside them, the reader knows digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.geometry import Box
from ocr_docs.register.strip_answers import Candidate
from ocr_docs.register.strip_reading import Row

_FEWEST = 4
"""Registers have four drums and more."""

_A_DRUM = 0.2
"""How much the witnesses must say for an outer digit together."""

_SEEN = 0.6
"""Share of the usual drum's chance from which the finder sees one more beyond the row."""

_KNOWN = 0.25
"""Rows whose usual drum is less likely than this are of a kind that the finder does not know."""

_RED = 0.5
"""What a red last place counts, beside the finder's word: it may be a red frame or unit."""

_OFF_PLACE = 0.3
_LEGIBLE = 0.24
"""How sure of place and digit a faint candidate is read from: less would not be told."""


@dataclass(frozen=True, slots=True)
class Drums:
    """The chance that a drum is at each digit, and one step before and behind the row."""

    before: float
    at: Sequence[float]
    behind: float


def places(row: Row) -> list[Box]:
    """The boxes that ``Drums`` are asked for: the digits' and those beyond either end."""
    boxes = [digit.box for digit in row.digits]
    step = _step(row)
    return [_beside(boxes[0], -step), *boxes, _beside(boxes[-1], step)] if boxes else []


def settled(
    row: Row, faint: Sequence[Candidate], drums: Drums, redness: Sequence[float]
) -> tuple[Row, float]:
    """``row`` from its first drum to its last, and the doubt (0-1) that what was left out leaves.

    An outer digit that neither network is sure of is a mark: a frame, a unit, a screw.
    ``redness`` speaks for a last decimal (see ``redness``). Beyond an end that keeps its
    digit the finder may see one more drum: a ``faint`` candidate there is read after all,
    and where there is none the drum counts as missing.
    """
    usual = float(np.median(drums.at)) if len(row.digits) >= _FEWEST else 0.0
    if usual < _KNOWN:
        return row, 0.0
    first, last, doubt = _kept(row, drums.at, redness)
    settled = replace(row, digits=row.digits[first:last])
    if first == 0 and drums.before >= _SEEN * usual:
        settled = _with_missed(settled, faint, -1)
    if last == len(row.digits) and drums.behind >= _SEEN * usual:
        settled = _with_missed(settled, faint, 1)
    return settled, doubt


def _kept(row: Row, drums: Sequence[float], redness: Sequence[float]) -> tuple[int, int, float]:
    first, last, doubt = 0, len(row.digits), 0.0
    while last - first > _FEWEST:
        usual = float(np.median(drums[first:last]))
        end = last - 1
        there = float(np.median([digit.presence for digit in row.digits[first:last]]))
        ahead = _word(row.digits[first].presence / there, drums[first] / usual)
        red = _RED * min(redness[end], 1.0)
        behind = _word(row.digits[end].presence / there, max(drums[end] / usual, red))
        if min(ahead, behind) >= _A_DRUM:
            break
        doubt = max(doubt, min(ahead, behind) / _A_DRUM)
        first, last = (first + 1, last) if ahead < behind else (first, last - 1)
    return first, last, doubt


def _word(digit: float, drum: float) -> float:
    """Both witnesses' sureness as shares of what is usual in the row, multiplied.

    The reader's counts twice: it falls where its looks do not agree.
    """
    return min(1.0, digit) ** 2 * min(1.0, drum)


def _with_missed(row: Row, faint: Sequence[Candidate], side: int) -> Row:
    end = row.digits[0] if side < 0 else row.digits[-1]
    place, room = end.middle + side * _step(row), _OFF_PLACE * _step(row)
    near = [each for each in faint if abs(each.middle - place) < room and _legible(each)]
    if not near:
        return replace(row, missing=row.missing + 1)
    found = max(near, key=lambda each: each.presence)
    return replace(row, digits=(found, *row.digits) if side < 0 else (*row.digits, found))


def _legible(candidate: Candidate) -> bool:
    return bool(candidate.presence * candidate.chances.max() >= _LEGIBLE)


def _step(row: Row) -> float:
    middles = [digit.middle for digit in row.digits]
    return float(np.median(np.diff(middles))) if len(middles) > 1 else 0.0


def _beside(box: Box, shift: float) -> Box:
    return box._replace(left=box.left + shift, right=box.right + shift)
