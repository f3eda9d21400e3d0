"""Which lines of print are prices on tags, and where those tags end. Pure.

The tags of one shop look alike: what has companions of its size and colour is a tag, and
where one's edge is lost its companions tell where it should be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels
from core.geometry import Box, Point, Quad, box_of
from scenes.prices.choosing import speaks_of_price
from scenes.prices.outlines import outline_of
from scenes.prices.prints import Print, share_of

_FITTING = 0.85
_LIKE_HEIGHT = 1.35
_LIKE_SIZE = 1.3
_LIKE_COLOUR = 26.0
_SMALLEST = 6.0
"""Lower digits, in pixels, are not read."""

_ENOUGH = 3
"""So many companions say how large a tag is."""

_Colour = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A tag, perhaps. ``main`` is its largest price, None where none was read.

    ``paper`` is its colour (CIELAB), ``companions`` how many others are like it, ``laid``
    says that its quad was taken from theirs.
    """

    quad: Quad
    main: Print | None
    paper: tuple[float, float, float]
    fit: float = 0.0
    companions: int = 0
    laid: bool = False

    @property
    def box(self) -> Box:
        return box_of(self.quad)


def candidates_of(pixels: Pixels, prints: Sequence[Print]) -> list[Candidate]:
    """A candidate for each line that may be a price, with its own outline."""
    found = []
    for line in prints:
        if speaks_of_price(line) and line.confidence >= 0.5 and line.height >= _SMALLEST:
            outline = outline_of(pixels, line.quad, line.height)
            quad = outline.quad if outline else line.quad
            fit = outline.fit if outline else 0.0
            found.append(Candidate(quad, line, paper_of(pixels, line.box), fit))
    return found


def settled(candidates: Sequence[Candidate], rows: int, cols: int) -> list[Candidate]:
    """Each with its companions counted, and with the outline they suggest where its own is odd."""
    done = []
    for one in candidates:
        mates = [other for other in candidates if other is not one and alike(one, other)]
        sound = [c for c in [one, *mates] if c.fit >= _FITTING and not touches(c.box, rows, cols)]
        usual = _usual(sound)
        if usual is None:
            near = sum(c.fit >= _FITTING and same_size(one, c) for c in mates)
            done.append(replace(one, companions=near if one.fit >= _FITTING else 0))
            continue
        crew = [c for c in sound if _of_size(c, usual)]
        odd = one.fit < _FITTING or not _of_size(one, usual)
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


def touches(box: Box, rows: int, cols: int) -> bool:
    """Is the box cut off by the photo's rim?"""
    rim = 2.0
    return box.left <= rim or box.top <= rim or box.right >= cols - rim or box.bottom >= rows - rim


def paper_of(pixels: Pixels, box: Box) -> tuple[float, float, float]:
    """The colour around the print in ``box``, CIELAB (L 0-100)."""
    rows, cols = pixels.shape[:2]
    grow = 0.25 * box.height
    left, top = int(max(0, box.left - grow)), int(max(0, box.top - grow))
    right, bottom = int(min(cols, box.right + grow)) + 1, int(min(rows, box.bottom + grow)) + 1
    piece = pixels[top:bottom, left:right]
    rim = np.concatenate([piece[0], piece[-1], piece[:, 0], piece[:, -1]])
    colour = np.median(rim, axis=0).astype(np.float32).reshape(1, 1, 3) / 255
    lightness, a, b = cv2.cvtColor(colour, cv2.COLOR_RGB2LAB).reshape(3)
    return float(lightness), float(a), float(b)


def _rank(candidate: Candidate) -> tuple[int, bool, float]:
    height = candidate.main.height if candidate.main else 0.0
    return min(candidate.companions, _ENOUGH), not candidate.laid, height


def alike(one: Candidate, other: Candidate) -> bool:
    """Are their prices of one height, on paper of one colour?"""
    assert one.main and other.main
    ratio = one.main.height / other.main.height
    distance = float(np.linalg.norm(np.subtract(one.paper, other.paper)))
    return 1 / _LIKE_HEIGHT < ratio < _LIKE_HEIGHT and distance < _LIKE_COLOUR


def same_size(one: Candidate, other: Candidate) -> bool:
    """Are their outlines of one size?"""
    return _of_size(one, (other.box.width, other.box.height))


def _of_size(one: Candidate, usual: tuple[float, float]) -> bool:
    across, down = one.box.width / usual[0], one.box.height / usual[1]
    return all(1 / _LIKE_SIZE < ratio < _LIKE_SIZE for ratio in (across, down))


def _within(one: Candidate, usual: tuple[float, float]) -> bool:
    return one.box.width < _LIKE_SIZE * usual[0] and one.box.height < _LIKE_SIZE * usual[1]


def _usual(sound: Sequence[Candidate]) -> tuple[float, float] | None:
    """The usual width and height, where most of ``sound`` agree on them."""
    if len(sound) < _ENOUGH:
        return None
    usual = median(c.box.width for c in sound), median(c.box.height for c in sound)
    agreeing = sum(_of_size(c, usual) for c in sound)
    return usual if agreeing >= _ENOUGH and 2 * agreeing > len(sound) else None


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
