"""From a hypothesis to a place in the photo: the plane that most of its matches agree on."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from scenes.matching.features import HEIGHT
from scenes.matching.index import Index
from scenes.matching.keypoints import Floats, Integers, Keypoints
from scenes.matching.poses import Matrix, affine, errors, fitted, height_of, plausible
from scenes.matching.voting import Hypothesis, Matches

# How far a match may be off, in heights of the product.
_NEAR = 0.035
_FEWEST = 4
_FEWEST_FOR_PLANE = 16
_TURNED = np.radians(40)
_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry at its place. ``pose`` (3, 3) maps pack shot pixels to the photo's;
    ``inliers`` are places in the matches, at most one for each keypoint on either side;
    ``agreeing`` are all that fit the pose."""

    entry: int
    pose: Matrix
    inliers: Integers
    agreeing: Integers
    weight: float


@dataclass(frozen=True, slots=True)
class _Meant:
    """Centre (2,), height in pixels and turn in radians of the front that matches speak for."""

    centre: Matrix
    size: float
    turn: float


def placed(
    hypothesis: Hypothesis, matches: Matches, photo: Keypoints, index: Index
) -> Placed | None:
    """The hypothesis where its matches agree on a plausible front; None where they do not."""
    meant = _meant(matches, hypothesis.members)
    pool = _neighbourhood(hypothesis, meant, matches)
    known, seen = index.points[matches.known[pool]], photo.points[matches.seen[pool]]
    pose = _similarity(meant, index.centres[hypothesis.entry])
    weight = matches.weight[pool].astype(np.float64)
    width = index.entries[hypothesis.entry].features.width
    inside: NDArray[np.bool_] = np.zeros(len(pool), bool)
    for turn in range(_ROUNDS):
        off = errors(pose, known, seen)
        near = _NEAR * height_of(pose) * (2.5 if turn < 2 else 1.3 if turn < 4 else 1.0)
        inside = off < near
        if np.count_nonzero(inside) < _FEWEST:
            return None
        pull = weight[inside] * (1 - (off[inside] / near) ** 2) ** 2
        pose = fitted(known[inside], seen[inside], pull)
        if not plausible(pose, width):
            return None
    inliers = _one_to_one(pool[inside], matches)
    if len(inliers) < _FEWEST:
        return None
    pose = _plane(pose, matches, inliers, photo, index, hypothesis.entry)
    weighed = float(matches.weight[inliers].sum())
    return Placed(hypothesis.entry, pose, inliers, pool[inside], weighed)


def _meant(matches: Matches, which: Integers) -> _Meant:
    """What ``which`` say together, the heavier ones more."""
    share = matches.weight[which] / matches.weight[which].sum()
    turns = matches.turn[which]
    turn = float(np.arctan2(share @ np.sin(turns), share @ np.cos(turns)))
    size = float(np.exp(share @ np.log(matches.size[which])))
    return _Meant(np.asarray(share @ matches.centre[which], np.float64), size, turn)


def _neighbourhood(hypothesis: Hypothesis, meant: _Meant, matches: Matches) -> Integers:
    """All matches of the entry whose votes lie near the hypothesis' own."""
    mine = matches.of(hypothesis.entry)
    away = np.hypot(*(matches.centre[mine] - meant.centre).T)
    turned = np.abs((matches.turn[mine] - meant.turn + np.pi) % (2 * np.pi) - np.pi)
    ratio = np.abs(np.log2(matches.size[mine] / meant.size))
    reach = 0.6 * meant.size * matches.slim[hypothesis.members[0]]
    near = (away < reach) & (turned < _TURNED) & (ratio < 0.9)
    return np.asarray(mine.start + np.flatnonzero(near), np.int64)


def _similarity(meant: _Meant, centre: Floats) -> Matrix:
    scale = meant.size / HEIGHT
    cos, sin = np.cos(meant.turn) * scale, np.sin(meant.turn) * scale
    return affine(np.array([[cos, -sin], [sin, cos]]), centre, meant.centre)


def _one_to_one(inside: Integers, matches: Matches) -> Integers:
    """Each keypoint on either side counts once, in its heaviest match."""
    kept: list[int] = []
    seen: set[int] = set()
    known: set[int] = set()
    for match in inside[np.argsort(-matches.weight[inside], kind="stable")]:
        one, other = int(matches.seen[match]), int(matches.known[match])
        if one not in seen and other not in known:
            seen.add(one)
            known.add(other)
            kept.append(int(match))
    return np.array(kept, np.int64)


def _plane(
    pose: Matrix,
    matches: Matches,
    inliers: Integers,
    photo: Keypoints,
    index: Index,
    entry: int,
) -> Matrix:
    """The pose with perspective, where there are matches enough to tell it."""
    if len(inliers) < _FEWEST_FOR_PLANE:
        return pose
    known, seen = index.points[matches.known[inliers]], photo.points[matches.seen[inliers]]
    near = _NEAR * height_of(pose) * 0.6
    found, mask = cv2.findHomography(known, seen, cv2.RANSAC, near, maxIters=300)
    if found is None or mask.sum() < max(_FEWEST_FOR_PLANE, 0.6 * len(inliers)):
        return pose
    plane = np.asarray(found, np.float64)
    return plane if plausible(plane, index.entries[entry].features.width) else pose
