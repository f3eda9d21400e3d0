"""Where a page of the book lies on a photo, from the printed labels seen there. Pure.

A page's own frame is its measured size in pixels (``Page.size``). A pair of labels gives a
similarity, the pair most others agree with wins, and what agrees is fitted by ever freer
maps: affine, then a homography where labels are spread over the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from core.geometry import Quad
from ocr_docs.book.layout import Label, Page
from ocr_docs.book.matching import Sighting, Text
from ocr_docs.book.planes import (
    Floats,
    Matrix,
    affine,
    complex_of,
    mapped,
    nearest_similarity,
    scale,
    similarity,
)
from ocr_docs.book.spelling import glyphs, weight

LEAST_ANCHORS = 3

_SURE_WEIGHT = 4.0
"""Shorter labels stand in ordinary words as well: they count only where one is expected."""

_ROUGH, _NEAR, _CLOSE = 0.09, 0.05, 0.035
"""How far a label may be from its place, in page widths, as the fit gets freer."""

_TURN = np.radians(20)
_SPREAD = 0.35
_ENOUGH_FOR_PERSPECTIVE = 6
_STRAYING, _WORTHWHILE = 0.006, 0.75


class Anchor(NamedTuple):
    """A label of the page and where on the photo it seems to be."""

    label: Label
    sighting: Sighting


@dataclass(frozen=True, slots=True)
class Placed:
    """A page found on a photo: ``matrix`` takes its own frame to photo pixels."""

    page: Page
    matrix: Matrix
    anchors: tuple[Anchor, ...]


def anchors_of(page: Page, text: Text) -> list[Anchor]:
    """Every place where a label of ``page`` may have been read."""
    seen = {label.text: text.find(label.text) for label in page.labels}
    return [Anchor(label, sighting) for label in page.labels for sighting in seen[label.text]]


def place(page: Page, anchors: Sequence[Anchor]) -> Placed | None:
    """Where ``page`` lies, if at least three of its longer labels are in consistent places."""
    sure = [anchor for anchor in anchors if weight(glyphs(anchor.label.text)) >= _SURE_WEIGHT]
    start = _most_agreed(page, sure)
    if start is None:
        return None
    matrix, agreeing = start, sure
    for reach in (_ROUGH, _ROUGH, _NEAR, _NEAR):
        agreeing = _agreeing(page, sure, matrix, reach)
        if len(agreeing) < LEAST_ANCHORS:
            return None
        matrix = _fitted(page, agreeing)
    everything = _agreeing(page, anchors, matrix, _CLOSE)
    if len(everything) < LEAST_ANCHORS:
        return None
    matrix = _fitted(page, everything)
    return Placed(page, matrix, tuple(_agreeing(page, anchors, matrix, _CLOSE)))


def ends(quad: Quad) -> Floats:
    """The middles of the quad's left and right sides, (2, 2)."""
    corners = np.array(quad, np.float64)
    return np.array([(corners[0] + corners[3]) / 2, (corners[1] + corners[2]) / 2])


def _own_ends(page: Page, label: Label) -> Floats:
    width, height = page.size
    middle = (label.box.top + label.box.bottom) / 2 * height
    return np.array([[label.box.left * width, middle], [label.box.right * width, middle]])


def _both_ends(page: Page, anchors: Sequence[Anchor]) -> tuple[Floats, Floats]:
    """Ends of the anchors in the page's frame and on the photo, (n, 2, 2) each."""
    own = np.array([_own_ends(page, anchor.label) for anchor in anchors])
    seen = np.array([ends(anchor.sighting.quad) for anchor in anchors])
    return own.reshape(-1, 2, 2), seen.reshape(-1, 2, 2)


def _most_agreed(page: Page, anchors: Sequence[Anchor]) -> Matrix | None:
    """The similarity through two anchors that most other labels agree with."""
    own, seen = (complex_of(points) for points in _both_ends(page, anchors))
    middles, photo = own.mean(1), seen.mean(1)
    best: tuple[float, Matrix] | None = None
    for one, other in combinations(range(len(anchors)), 2):
        apart = middles[other] - middles[one]
        if abs(apart) < page.size[0] / 10:
            continue
        turn = (photo[other] - photo[one]) / apart
        if abs(turn) < 1e-6:
            continue
        back = (seen - photo[one]) / turn + middles[one]
        score = _agreement(page, anchors, own, back)
        if score >= LEAST_ANCHORS and (best is None or score > best[0]):
            best = score, similarity(turn, photo[one] - turn * middles[one])
    return best[1] if best else None


def _agreement(
    page: Page,
    anchors: Sequence[Anchor],
    own: NDArray[np.complex128],
    back: NDArray[np.complex128],
) -> float:
    """How many labels lie near their places and along them; nearer ones count a bit more."""
    off = np.abs(back.mean(1) - own.mean(1)) / (page.size[0] * _ROUGH)
    along = (back[:, 1] - back[:, 0]) / (own[:, 1] - own[:, 0])
    good = (off < 1) & (np.abs(np.angle(along)) < _TURN) & _alike(np.abs(along))
    found: dict[str, float] = {}
    for index in map(int, np.flatnonzero(good)):
        name = anchors[index].label.name
        found[name] = max(found.get(name, 0.0), 1.5 - off[index] / 2)
    return sum(found.values()) if len(found) >= LEAST_ANCHORS else 0.0


def _alike(stretch: Floats) -> NDArray[np.bool_]:
    return np.asarray((stretch > 0.5) & (stretch < 2.0))


def _agreeing(page: Page, anchors: Sequence[Anchor], matrix: Matrix, reach: float) -> list[Anchor]:
    """For each label the sighting nearest to its place, if it is within ``reach`` page widths."""
    if not anchors:
        return []
    own, seen = _both_ends(page, anchors)
    back = mapped(np.linalg.inv(matrix), seen.reshape(-1, 2)).reshape(-1, 2, 2)
    off = np.linalg.norm(back.mean(1) - own.mean(1), axis=1) / page.size[0]
    along = complex_of(back[:, 1] - back[:, 0]) / complex_of(own[:, 1] - own[:, 0])
    good = (off < reach) & (np.abs(np.angle(along)) < _TURN) & _alike(np.abs(along))
    nearest: dict[str, int] = {}
    taken: set[tuple[int, int]] = set()
    for index in sorted(map(int, np.flatnonzero(good)), key=lambda i: float(off[i])):
        anchor = anchors[index]
        spot = anchor.sighting.line, anchor.sighting.start
        if anchor.label.name not in nearest and spot not in taken:
            nearest[anchor.label.name] = index
            taken.add(spot)
    return [anchors[index] for index in nearest.values()]


def _fitted(page: Page, anchors: Sequence[Anchor]) -> Matrix:
    """The freest map that so many labels, spread so far, can carry."""
    own, seen = (points.reshape(-1, 2) for points in _both_ends(page, anchors))
    spread = np.ptp(own, axis=0) / page.size
    if len(anchors) <= LEAST_ANCHORS or min(spread) < _SPREAD / 2:
        return nearest_similarity(own, seen)
    plain = affine(own, seen)
    if len(anchors) < _ENOUGH_FOR_PERSPECTIVE or min(spread) < _SPREAD:
        return plain
    reach = 0.02 * scale(own, seen) * page.size[0]
    answer, _ = cv2.findHomography(own, seen, cv2.RANSAC, reach)
    found = plain if answer is None else np.asarray(answer, np.float64)
    if not _sane(page, found):
        return plain
    # Printings stray from the layout: a slant is believed where it explains much of the rest.
    rest = _unexplained(plain, own, seen)
    slanted = _unexplained(found, own, seen) < _WORTHWHILE * rest
    believed = slanted and rest > _STRAYING * page.size[0]
    return found if believed else plain


def _unexplained(matrix: Matrix, own: Floats, seen: Floats) -> float:
    """How far labels are from their places, in the page's own frame."""
    off = mapped(np.linalg.inv(matrix), seen) - own
    return float(np.sqrt(np.mean(off**2)))


def _sane(page: Page, matrix: Matrix) -> bool:
    """Whether the page stays in front of the camera and is not squeezed beyond reading."""
    width, height = page.size
    corners = np.array([[0, 0, 1], [width, 0, 1], [width, height, 1], [0, height, 1]], np.float64)
    depths = corners @ matrix[2]
    return bool(depths.min() > 0 and depths.max() < 3 * depths.min() and np.linalg.det(matrix) > 0)
