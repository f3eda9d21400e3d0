"""Facings named beyond doubt as templates of their SKU: what a pack shot shows of a product,
in the light, at the scale and of the edition of the very photo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from scenes.matching.candidates import Candidate
from scenes.matching.choosing import Choice
from scenes.matching.features import HEIGHT, Features, encoded
from scenes.matching.index import Entry, Index
from scenes.matching.keypoints import Keypoints
from scenes.matching.looks import View

# Log-odds of a template, alone and against each rival, and the share of it in the photo.
_SURE = 2.0
_WHOLE = 0.98
# A front so low in pixels, or with so few keypoints, is not sharp enough.
_LOWEST = 48.0
_FEWEST = 24
_TALL = 144
# A few views of a product tell as much of it as many.
_MOST_EACH = 2


def templates_of(
    choices: Sequence[Choice], photo: Keypoints, view: View, index: Index
) -> tuple[list[Choice], Index]:
    """The choices fit for templates, few of each entry, and an index of them in that order, in
    the frames of their pack shots."""
    counts: Counter[int] = Counter()
    sources: list[Choice] = []
    entries: list[Entry] = []
    for choice in sorted(choices, key=lambda choice: -choice.best.logit):
        if not is_sure(choice) or counts[choice.best.entry] == _MOST_EACH:
            continue
        template = _template_of(choice.best, photo, view, index)
        if template:
            counts[choice.best.entry] += 1
            sources.append(choice)
            entries.append(template)
    return sources, Index(entries)


def is_sure(choice: Choice) -> bool:
    """Whether a facing is named beyond doubt, whole, and large enough to show its print."""
    best = choice.best
    clear = all(margin >= _SURE for _, margin in choice.rivals)
    whole = best.look.seen >= _WHOLE and best.height >= _LOWEST
    return clear and whole and not choice.doubted and best.logit >= _SURE


def _template_of(best: Candidate, photo: Keypoints, view: View, index: Index) -> Entry | None:
    """The facing as an entry in the frame of its pack shot; None where it is not sharp."""
    width = index.entries[best.entry].features.width
    inside = within(best, photo, index)
    if inside.sum() < _FEWEST:
        return None
    own = photo.at(inside)
    shrink = np.float32(HEIGHT / best.height)
    upright = np.float32(np.radians(best.turn))
    points = Keypoints(
        _in_frame(best, own).astype(np.float32),
        own.sizes * shrink,
        own.angles - upright,
        own.descriptors,
    )
    front, _ = view.front(best.pose, width, _TALL)
    picture = np.asarray(np.clip(np.rint(front), 0, 255), np.uint8)
    return Entry(best.sku, Features(width, points, encoded(picture)))


def within(place: Candidate, photo: Keypoints, index: Index) -> NDArray[np.bool_]:
    """Which keypoints of the photo lie on the front at ``place``, (n,)."""
    moved = _in_frame(place, photo)
    room = np.array([index.entries[place.entry].features.width, HEIGHT])
    on: NDArray[np.bool_] = np.all((moved >= 0) & (moved <= room), axis=1)
    return on


def _in_frame(place: Candidate, photo: Keypoints) -> NDArray[np.float64]:
    """The keypoints in the pixels of the pack shot, (n, 2)."""
    if not len(photo):
        return np.zeros((0, 2))
    back = np.linalg.inv(place.pose)
    points = photo.points[:, None].astype(np.float64)
    return np.asarray(cv2.perspectiveTransform(points, back)[:, 0], np.float64)
