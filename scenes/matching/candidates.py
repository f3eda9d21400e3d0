"""Placed pack shots, weighed: how sure it is that the product stands there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from core.geometry import Quad, quad_of
from scenes.matching.index import Index
from scenes.matching.looks import Look, View, look_of
from scenes.matching.poses import Matrix, corners_at
from scenes.matching.scores import evidence
from scenes.matching.verifying import Placed

# Looking costs more than matching: only what could win is looked at.
_LIGHTEST = 0.9
# Of a front that lies mostly out of the photo nothing can be said.
_LEAST_INSIDE = 0.3


@dataclass(frozen=True, eq=False)
class Candidate:
    """An entry at a place. ``corners`` (4, 2) float32, clockwise from the top left of the
    product; ``logit`` is the evidence that its SKU stands there, looked at alone.

    What is derived of it is kept: each candidate is compared with hundreds.
    """

    sku: int
    entry: int
    pose: Matrix
    corners: NDArray[np.float32]
    weight: float
    look: Look
    logit: float

    @property
    def quad(self) -> Quad:
        return quad_of(self.corners.tolist())

    @cached_property
    def centre(self) -> NDArray[np.float32]:
        middle: NDArray[np.float32] = self.corners.mean(axis=0)
        return middle

    @cached_property
    def middle(self) -> tuple[float, float]:
        """The centre in plain numbers, which are compared five times as fast as arrays."""
        x, y = self.centre.tolist()
        return x, y

    @cached_property
    def height(self) -> float:
        """Pixels, half way between its left and its right side."""
        sides = self.corners[3] - self.corners[0], self.corners[2] - self.corners[1]
        return float(np.hypot(*sides[0]) + np.hypot(*sides[1])) / 2

    @property
    def turn(self) -> float:
        """Degrees by which it leans, 0 upright."""
        across = (self.corners[1] + self.corners[2]) - (self.corners[0] + self.corners[3])
        return float(np.degrees(np.arctan2(across[1], across[0])))

    @cached_property
    def area(self) -> float:
        return float(cv2.contourArea(self.corners))


def candidate(place: Placed, view: View, index: Index) -> Candidate | None:
    """The place looked at; None where its matches are too few to bother, or where hardly any
    of it lies inside the photo."""
    if place.weight < _LIGHTEST:
        return None
    found = at_pose(place.entry, place.pose, place.weight, view, index)
    return found if found.look.seen >= _LEAST_INSIDE else None


def at_pose(entry: int, pose: Matrix, weight: float, view: View, index: Index) -> Candidate:
    """The entry at ``pose``, with matches of so much weight."""
    features = index.entries[entry].features
    corners = corners_at(pose, features.width).astype(np.float32)
    look = look_of(view, pose, features)
    found = Candidate(int(index.skus[entry]), entry, pose, corners, weight, look, 0.0)
    logit = evidence(weight, look.print_, look.colour, found.turn, look.seen)
    return Candidate(found.sku, entry, pose, corners, weight, look, logit)


def shared(one: Candidate, other: Candidate) -> tuple[float, float]:
    """The area both cover: as a share of what either covers, and of the smaller one."""
    reach = (one.height + other.height) * 1.2
    (x, y), (other_x, other_y) = one.middle, other.middle
    if abs(x - other_x) > reach or abs(y - other_y) > reach:
        return 0.0, 0.0
    both, _ = cv2.intersectConvexConvex(one.corners, other.corners)
    smaller = max(min(one.area, other.area), 1e-6)
    return both / max(one.area + other.area - both, 1e-6), both / smaller
