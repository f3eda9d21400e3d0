"""Two products that look alike, at the same place: judged by where their pack shots differ."""

from __future__ import annotations

from math import log

import cv2
import numpy as np
from numpy.typing import NDArray

from scenes.matching.candidates import Candidate
from scenes.matching.features import HEIGHT
from scenes.matching.index import Index
from scenes.matching.looks import Map, View, lab_of, print_in, print_likeness, softened

_TALL = 96
# Pack shots differ where their colours are so far apart in Lab, or their print so unlike.
_COLOURS_APART = 14.0
_PRINT_APART = 0.5
# The share of the front that must differ to count in full.
_ENOUGH = 0.08
_COLOUR_REACH = 26.0
_COLOUR, _PRINT, _WEIGHT = 14.0, 9.0, 0.8


def preference(one: Candidate, other: Candidate, view: View, index: Index) -> float:
    """The log-odds that ``one`` stands there rather than ``other``."""
    by_matches = _WEIGHT * log((one.weight + 0.5) / (other.weight + 0.5))
    first = _seen_from(one, one, other, view, index)
    second = _seen_from(other, one, other, view, index)
    return by_matches + 0.5 * (first + second)


def _seen_from(
    frame: Candidate, one: Candidate, other: Candidate, view: View, index: Index
) -> float:
    """The same by the looks alone, in the frame of one of the two."""
    width = index.entries[frame.entry].features.width
    cut, inside = view.front(frame.pose, width, _TALL)
    size = (cut.shape[1], cut.shape[0])
    shots = [_drawn(which, frame, size, index) for which in (one, other)]
    common = (inside > 0.5) & (shots[0][1] > 0.5) & (shots[1][1] > 0.5)
    if common.mean() < 0.2:
        return 0.0
    pictures = [softened(shot) for shot, _ in shots]
    seen = softened(cut)
    return _by_colour(pictures, seen, common) + _by_print(pictures, seen, common)


def _drawn(
    which: Candidate, frame: Candidate, size: tuple[int, int], index: Index
) -> tuple[Map, Map]:
    """The pack shot as it would lie in the frame, and where it covers it."""
    features = index.entries[which.entry].features
    picture = features.picture()
    width = index.entries[frame.entry].features.width
    to_frame = np.diag([size[0] / width, size[1] / HEIGHT, 1.0]) @ np.linalg.inv(frame.pose)
    from_picture = np.diag([features.width / picture.shape[1], HEIGHT / picture.shape[0], 1.0])
    onto = to_frame @ which.pose @ from_picture
    drawn = cv2.warpPerspective(picture, onto, size, flags=cv2.INTER_AREA)
    covered = cv2.warpPerspective(np.ones(picture.shape[:2], np.float32), onto, size)
    return np.asarray(drawn, np.float32), np.asarray(covered, np.float32)


def _by_colour(shots: list[Map], seen: Map, common: NDArray[np.bool_]) -> float:
    one, other, photo = lab_of(shots[0]), lab_of(shots[1]), lab_of(seen)
    apart = _distance(one, other)
    differs = np.asarray(np.clip(apart / _COLOURS_APART - 1, 0, 1) * common, np.float32)
    same = common & (apart < 0.6 * _COLOURS_APART)
    if same.mean() > 0.1:
        # Where both agree, the photo shows what its light does to the colours.
        cast = np.median(photo[same] - (one[same] + other[same]) / 2, axis=0)
        photo = np.asarray(photo - cast, np.float32)
    gain = _near(one, photo) - _near(other, photo)
    return _COLOUR * _decided(gain, differs, common)


def _by_print(shots: list[Map], seen: Map, common: NDArray[np.bool_]) -> float:
    between, weights = print_likeness(shots[0], shots[1])
    others = print_in(shots[1])
    unlike = np.clip((1 - between) / _PRINT_APART - 1, 0, 1)
    differs = np.asarray(unlike * np.maximum(weights, others) * common, np.float32)
    gain = print_likeness(shots[0], seen)[0] - print_likeness(shots[1], seen)[0]
    return _PRINT * _decided(gain, differs, common)


def _decided(gain: Map, differs: Map, common: NDArray[np.bool_]) -> float:
    total = float(differs.sum())
    if total <= 0:
        return 0.0
    enough = min(total / max(float(common.sum()), 1) / _ENOUGH, 1.0)
    return enough * float((gain * differs).sum()) / total


def _distance(one: Map, other: Map) -> Map:
    away: Map = np.hypot(
        np.hypot(one[..., 1] - other[..., 1], one[..., 2] - other[..., 2]),
        0.5 * (one[..., 0] - other[..., 0]),
    )
    return away


def _near(shot: Map, photo: Map) -> Map:
    near: Map = np.exp(-((_distance(shot, photo) / _COLOUR_REACH) ** 2))
    return near
