"""From a hypothesis to a place in the photo: the plane that most of its matches agree on."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from scenes.matching.features import HEIGHT
from scenes.matching.index import Index
from scenes.matching.keypoints import Floats, Integers, Keypoints
from scenes.matching.voting import Hypothesis, Matches

Matrix = NDArray[np.float64]

# How far a match may be off, in heights of the product.
_NEAR = 0.035
_FEWEST = 4
_FEWEST_FOR_AFFINE = 8
_FEWEST_FOR_PLANE = 16
# Fronts stand in photos with at most so much shear and stretch.
_MOST_STRETCH = 1.9
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


def placed(
    hypothesis: Hypothesis, matches: Matches, photo: Keypoints, index: Index
) -> Placed | None:
    """The hypothesis where its matches agree on a plausible front; None where they do not."""
    pool = _neighbourhood(hypothesis, matches)
    known, seen = index.points[matches.known[pool]], photo.points[matches.seen[pool]]
    pose = _similarity_of(matches, hypothesis.members, index)
    weight = matches.weight[pool].astype(np.float64)
    inside: NDArray[np.bool_] = np.zeros(len(pool), bool)
    for turn in range(_ROUNDS):
        off = _errors(pose, known, seen)
        near = _NEAR * _height(pose) * (2.5 if turn < 2 else 1.3 if turn < 4 else 1.0)
        inside = off < near
        if inside.sum() < _FEWEST:
            return None
        pull = weight[inside] * (1 - (off[inside] / near) ** 2) ** 2
        pose = _fitted(known[inside], seen[inside], pull)
        if not plausible(pose, index.entries[hypothesis.entry].features.width):
            return None
    inliers = _one_to_one(pool[inside], matches)
    if len(inliers) < _FEWEST:
        return None
    pose = _plane(pose, matches, inliers, photo, index, hypothesis.entry)
    weighed = float(matches.weight[inliers].sum())
    return Placed(hypothesis.entry, pose, inliers, pool[inside], weighed)


def corners_at(pose: Matrix, width: float) -> Matrix:
    """Where the corners of a pack shot lie in the photo, (4, 2), clockwise from its top left."""
    corners = np.array([[[0, 0]], [[width, 0]], [[width, HEIGHT]], [[0, HEIGHT]]], np.float64)
    return np.asarray(cv2.perspectiveTransform(corners, pose)[:, 0], np.float64)


def plausible(pose: Matrix, width: float) -> bool:
    """Whether a front seen in a photo can lie so: convex, not mirrored, little sheared."""
    quad = corners_at(pose, width)
    sides = np.roll(quad, -1, axis=0) - quad
    following = np.roll(sides, -1, axis=0)
    if np.any(sides[:, 0] * following[:, 1] - sides[:, 1] * following[:, 0] <= 0):
        return False
    lengths = np.hypot(sides[:, 0], sides[:, 1])
    if lengths.min() < 4:
        return False
    across = (lengths[0] + lengths[2]) / width
    down = (lengths[1] + lengths[3]) / HEIGHT
    stretch = max(across / down, down / across)
    taper = max(
        lengths[0] / lengths[2],
        lengths[2] / lengths[0],
        lengths[1] / lengths[3],
        lengths[3] / lengths[1],
    )
    cosine = np.abs(np.sum(sides * following, axis=1) / (lengths * np.roll(lengths, -1))).max()
    return bool(stretch < _MOST_STRETCH and taper < 1.6 and cosine < 0.55)


def _neighbourhood(hypothesis: Hypothesis, matches: Matches) -> Integers:
    """All matches of the entry whose votes lie near the hypothesis' own."""
    own = hypothesis.members
    size = float(np.exp(np.average(np.log(matches.size[own]), weights=matches.weight[own])))
    centre = np.average(matches.centre[own], axis=0, weights=matches.weight[own])
    middle = _mean_turn(matches, own)
    mine = matches.of(hypothesis.entry)
    away = np.hypot(*(matches.centre[mine] - centre).T)
    turned = np.abs((matches.turn[mine] - middle + np.pi) % (2 * np.pi) - np.pi)
    ratio = np.abs(np.log2(matches.size[mine] / size))
    near = (away < 0.6 * size * matches.slim[own[0]]) & (turned < np.radians(40)) & (ratio < 0.9)
    return np.asarray(mine.start + np.flatnonzero(near), np.int64)


def _mean_turn(matches: Matches, which: Integers) -> float:
    turns, weights = matches.turn[which], matches.weight[which]
    return float(np.arctan2(weights @ np.sin(turns), weights @ np.cos(turns)))


def _similarity_of(matches: Matches, which: Integers, index: Index) -> Matrix:
    weights = matches.weight[which]
    scale = float(np.exp(np.average(np.log(matches.size[which]), weights=weights))) / HEIGHT
    turn = _mean_turn(matches, which)
    centre = np.average(matches.centre[which], axis=0, weights=weights)
    cos, sin = np.cos(turn) * scale, np.sin(turn) * scale
    linear = np.array([[cos, -sin], [sin, cos]])
    pose = np.eye(3)
    pose[:2, :2] = linear
    pose[:2, 2] = centre - linear @ index.centres[matches.owner[which[0]]]
    return pose


def _errors(pose: Matrix, known: Floats, seen: Floats) -> NDArray[np.float64]:
    moved = cv2.perspectiveTransform(known[:, None].astype(np.float64), pose)[:, 0]
    return np.asarray(np.hypot(moved[:, 0] - seen[:, 0], moved[:, 1] - seen[:, 1]), np.float64)


def _height(pose: Matrix) -> float:
    return HEIGHT * float(np.sqrt(abs(np.linalg.det(pose[:2, :2]))))


def _fitted(known: Floats, seen: Floats, pull: NDArray[np.float64]) -> Matrix:
    """The similarity of few matches, the affine map of many, by weighted least squares."""
    root = np.sqrt(pull)[:, None]
    ones = np.ones((len(known), 1))
    pose = np.eye(3)
    if len(known) >= _FEWEST_FOR_AFFINE:
        rows = np.hstack([known, ones]) * root
        answer, *_ = np.linalg.lstsq(rows, seen * root, rcond=None)
        pose[:2] = answer.T
        return pose
    x, y = known[:, :1], known[:, 1:]
    zero = np.zeros_like(ones)
    upper = np.hstack([x, -y, ones, zero]) * root
    lower = np.hstack([y, x, zero, ones]) * root
    goal = np.concatenate([seen[:, :1] * root, seen[:, 1:] * root])[:, 0]
    (a, b, c, d), *_ = np.linalg.lstsq(np.vstack([upper, lower]), goal, rcond=None)
    pose[:2] = [[a, -b, c], [b, a, d]]
    return pose


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
    near = _NEAR * _height(pose) * 0.6
    found, mask = cv2.findHomography(known, seen, cv2.RANSAC, near, maxIters=300)
    if found is None or mask.sum() < max(_FEWEST_FOR_PLANE, 0.6 * len(inliers)):
        return pose
    plane = np.asarray(found, np.float64)
    return plane if plausible(plane, index.entries[entry].features.width) else pose
