"""Look-alikes compared close up: at the photo's own resolution, part by part, where their
pack shots are printed differently. It tells words apart that are too small to be read."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from scenes.matching.candidates import Candidate
from scenes.matching.choosing import Choice, reweighed
from scenes.matching.differences import Part, difference
from scenes.matching.features import HEIGHT
from scenes.matching.index import Index
from scenes.matching.looks import Map, View

# Only close calls, and only where print shows.
_CLOSE = 3.0
_LOWEST = 60.0
_MOST_COMPARED = 5
# A part is looked for so far about its place (of the front's height), with so much around it
# in pixels, and no smaller than this.
_ASTRAY, _LEAST_ASTRAY = 0.012, 2
_AROUND = 4
_NARROWEST, _LOWEST_PART = 8, 6
_BLURS = (0.6, 1.4)
_GRAIN = 0.6
# What correlates less with either shows neither; what correlates with both tells little.
_LEAST_ALIKE = 0.7
_ALIKE_ANYWAY = 0.1
# Log-odds of parts that are as unlike one as they are like the other; where parts contradict
# each other so far that no more than a little is left, they tell nothing.
_SURE, _LITTLE = 6.0, 0.1


def close_up(choices: Sequence[Choice], view: View, index: Index) -> list[Choice]:
    """``choices``, close calls weighed by the parts in which their pack shots differ."""
    return [_weighed(choice, view, index) if _is_close(choice) else choice for choice in choices]


def _is_close(choice: Choice) -> bool:
    return bool(choice.rivals and choice.rivals[0][1] < _CLOSE and choice.best.height >= _LOWEST)


def _weighed(choice: Choice, view: View, index: Index) -> Choice:
    near = 1 + sum(margin < _CLOSE for _, margin in choice.rivals)
    compared = choice.all[: min(near, _MOST_COMPARED)]
    fronts = [_Front(one, view, index) for one in compared[:-1]]
    many = len(compared)
    table = np.full((many, many), np.inf)
    for row, front in enumerate(fronts):
        for column in range(row + 1, many):
            told = front.preference(compared[column])
            table[row, column], table[column, row] = told, -told
    if not table[~np.eye(many, dtype=bool)].any():
        return choice
    # The one whose worst comparison is best: look-alikes of a loser change nothing.
    gains = 0.5 * table.min(axis=1)
    return reweighed(choice, [*gains.tolist(), *[0.0] * (len(choice.all) - many)])


class _Front:
    """A candidate's front cut out of the photo, as large as it is there."""

    def __init__(self, one: Candidate, view: View, index: Index) -> None:
        self._index = index
        self._own = index.entries[one.entry].features
        tall = min(round(one.height), HEIGHT)
        cut, self._inside = view.front(one.pose, self._own.width, tall)
        grey = np.asarray(cv2.cvtColor(cut, cv2.COLOR_RGB2GRAY), np.float32)
        self._grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), _GRAIN), np.float32)
        self._astray = max(round(_ASTRAY * tall), _LEAST_ASTRAY)

    def preference(self, other: Candidate) -> float:
        """The log-odds that it is this one and not the other, whose front is here too."""
        differ = difference(self._own, self._index.entries[other.entry].features)
        if differ is None or not differ.parts:
            return 0.0
        tall, wide = self._grey.shape
        shots = [
            cv2.resize(shot, (wide, tall), interpolation=cv2.INTER_AREA).astype(np.float32)
            for shot in (differ.one, differ.other)
        ]
        told = sum(part.weight * self._told(part, shots) for part in differ.parts)
        told /= sum(part.weight for part in differ.parts)
        return _SURE * told if abs(told) > _LITTLE else 0.0

    def _told(self, part: Part, shots: Sequence[Map]) -> float:
        """1 where the part shows the first of the pack shots, -1 the second; 0 for neither."""
        place = self._place(part)
        if place is None:
            return 0.0
        rows, columns = place
        off = self._astray
        seen = self._grey[
            rows.start - off : rows.stop + off, columns.start - off : columns.stop + off
        ]
        known = [shot[rows, columns] for shot in shots]
        one, other, between = max(
            (_compared(seen, known, blur) for blur in _BLURS), key=lambda alike: max(alike[:2])
        )
        if max(one, other) < _LEAST_ALIKE:
            return 0.0
        return float(np.clip((one - other) / (1 - between + _ALIKE_ANYWAY), -1, 1))

    def _place(self, part: Part) -> tuple[slice, slice] | None:
        """Rows and columns of the part in the cut; None where it is not to be seen there."""
        tall, wide = self._grey.shape
        rows = self._span(part.top, part.bottom, tall / HEIGHT, tall)
        columns = self._span(part.left, part.right, wide / self._own.width, wide)
        if rows.stop - rows.start < _LOWEST_PART or columns.stop - columns.start < _NARROWEST:
            return None
        return (rows, columns) if self._inside[rows, columns].min() > 0.5 else None

    def _span(self, first: int, last: int, scale: float, end: int) -> slice:
        """The part's pixels with some around it, as far from the ends as it may be astray."""
        start = max(round(first * scale) - _AROUND, self._astray)
        return slice(start, min(round(last * scale) + _AROUND, end - self._astray))


def _compared(seen: Map, shots: Sequence[Map], blur: float) -> tuple[float, float, float]:
    """How alike (-1 to 1) the photo and each of two pack shots are, and those two, when all are
    blurred like the photo."""
    one, other = (cv2.GaussianBlur(shot, (0, 0), blur) for shot in shots)
    first, second = (
        float(cv2.matchTemplate(seen, soft, cv2.TM_CCOEFF_NORMED).max()) for soft in (one, other)
    )
    between = float(cv2.matchTemplate(one, other, cv2.TM_CCOEFF_NORMED)[0, 0])
    return first, second, between
