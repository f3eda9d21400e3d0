"""A photo and an index: the facings in it."""

from __future__ import annotations

from dataclasses import replace
from math import exp, sqrt

import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels, TextEngine
from scenes.matching.candidates import Candidate
from scenes.matching.choosing import Choice, chosen
from scenes.matching.closeups import close_up
from scenes.matching.developing import developed
from scenes.matching.features import resized
from scenes.matching.index import Index
from scenes.matching.keypoints import Keypoints, keypoints_of
from scenes.matching.leaning import leaning
from scenes.matching.looks import View
from scenes.matching.placing import places_of
from scenes.matching.pooling import pooled
from scenes.matching.scores import probability
from scenes.matching.sizes import sized
from scenes.matching.spreading import spread
from scenes.matching.twins import told_apart
from scenes.matching.voting import matches_of
from scenes.matching.wording import worded
from scenes.realogram import UNKNOWN, Alternative, Facing

# Keypoints are looked for on about so many pixels: small photos are enlarged to show their
# print, and large ones hold more of it than a shelf needs.
_SMALL = 1_300_000
_LARGE = 3_200_000
_MOST_ENLARGED = 2.0
_MOST_KEYPOINTS = 20_000
_MOST_HYPOTHESES = 2500
_LEAST_EVIDENCE = -2.5
_MOST_ALTERNATIVES = 3
_LEAST_SEEN = 0.35


def find(
    pixels: Pixels,
    index: Index,
    *,
    only: frozenset[int] | None = None,
    text: TextEngine | None = None,
    threshold: float = 0.5,
) -> list[Facing]:
    """The facings in a photo, top to bottom and left to right, with ids from 1.

    ``only`` narrows the SKUs looked for. A facing whose SKU is less likely than ``threshold``
    is UNKNOWN, with what it may be as its alternatives. Look-alikes that nothing else tells
    apart are read where ``text`` is given; raises EngineFailed when that fails.
    """
    allowed = _allowed(index, only)
    if not index.entries or not allowed.any():
        return []
    pixels = developed(pixels)
    view, photo = View(pixels), photo_keypoints(pixels)
    candidates = _candidates(photo, view, index, allowed)
    choices = leaning(sized(chosen(candidates, view, index, _LEAST_EVIDENCE), index))
    choices = close_up(choices, view, index)
    if text is not None:
        choices = worded(choices, pixels, index, text)
    choices = pooled(told_apart(choices, view, index), view, index)
    choices = spread(choices, candidates, photo, view, index)
    named = [_named(choice, threshold) for choice in choices]
    facings = [facing for facing in named if facing is not None]
    facings.sort(key=lambda facing: (facing.quad[3].y, facing.quad[0].x))
    return [replace(facing, id=count) for count, facing in enumerate(facings, 1)]


def _allowed(index: Index, only: frozenset[int] | None) -> NDArray[np.bool_]:
    if only is None:
        return np.ones(len(index.entries), bool)
    return np.isin(index.skus, np.array(sorted(only), np.int64))


def _candidates(
    photo: Keypoints, view: View, index: Index, allowed: NDArray[np.bool_]
) -> list[Candidate]:
    matches = matches_of(photo, index, None if allowed.all() else allowed)
    return places_of(matches, photo, view, index, _MOST_HYPOTHESES)


def photo_keypoints(pixels: Pixels) -> Keypoints:
    """Keypoints of a whole photo, in its pixels."""
    many = pixels.shape[0] * pixels.shape[1]
    scale = 1.0
    if many < _SMALL:
        scale = min(sqrt(_SMALL / many), _MOST_ENLARGED)
    elif many > _LARGE:
        scale = sqrt(_LARGE / many)
    return keypoints_of(resized(pixels, scale), _MOST_KEYPOINTS).scaled(1 / scale)


def _named(choice: Choice, threshold: float) -> Facing | None:
    """The facing of a choice, its id 0; None where probably no product stands."""
    there = probability(choice.logit)
    odds = [exp(-max(min(margin, 20.0), -20.0)) for _, margin in choice.rivals]
    share = 1 / (1 + sum(odds))
    others = sorted(
        (
            Alternative(rival.sku, there * share * odd)
            for (rival, _), odd in zip(choice.rivals, odds, strict=True)
        ),
        key=lambda other: -other.score,
    )[:_MOST_ALTERNATIVES]
    score = there * share
    if score >= threshold and not choice.doubted:
        return Facing(0, choice.best.sku, choice.best.quad, score, tuple(others))
    if there < _LEAST_SEEN:
        return None
    own = Alternative(choice.best.sku, score)
    return Facing(0, UNKNOWN, choice.best.quad, 1 - there * share, (own, *others))
