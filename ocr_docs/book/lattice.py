"""A dotted line to write on as a lattice: its dots are alike and stand at even distances. Pure.

Where a dot is need not be seen, so it is known under letters too. Pictures are level: the line
is in the rows ``rule``, give or take a few. Sizes are in ems.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from ocr_docs.book.curves import Floats
from ocr_docs.book.ink import Darkness
from ocr_docs.book.spacing import Flags, phase

_NEAR, _EDGE = 0.75, 7
"""A column is clear without ink so far above and below the line, but so many rows beside it."""

_CLEAR, _DARKEST = 2.5, 90.0
"""So much of the line must be clear. Where letters reach into it, it is no darker than dots."""

_CELL = 12
"""A dot is measured in so many places along itself."""

_VALLEY = 0.55
"""Dots between which the line is so dark against their middles have run together."""

_USUAL = 75.0
"""Dots are usually as dark as all but so many of a hundred are not."""

_AROUND = 8
"""So many rows above and below the line may its dots be."""

_LEVEL, _AT_DOT, _SEEN, _UNDER, _HELD = 0.5, 0.5, 1.0, 2, 0.1
_CLEARER, _STRAYS = 3.0, (8.0, 2.5, 1.5)
"""What is seen of the line's height counts so much more where it is clear; what strays is left
out, ever less of it."""


class Lattice(NamedTuple):
    """``phase`` counts dots, in every column, whole at their middles; ``drop`` is how much lower
    than the middle of ``rows`` they are, in pixels.

    ``dot`` is how dark the line is in ``rows``, (rows, _CELL) from middle to middle.
    """

    phase: Floats
    drop: Floats
    rows: slice
    dot: Floats

    def darkness(self) -> Floats:
        """How dark the line is by itself, (rows, width)."""
        dot = np.concatenate([self.dot, self.dot[:, :1]], axis=1).astype(np.float32)
        across = np.broadcast_to((self.phase % 1.0) * _CELL, (len(dot), len(self.phase)))
        return _sampled(dot, across, np.arange(len(dot))[:, None] - self.drop)


def lattice(shade: Darkness, rule: slice, em: float, limit: float) -> Lattice | None:
    """The dots of the line in ``rule``; None where it is drawn, or too much is written on it.

    ``limit`` is how dark ink is.
    """
    clear = clear_columns(shade, rule, em, limit)
    if not len(shade[rule]) or clear.sum() < _CLEAR * em:
        return None
    free = _free(shade, rule, em, limit)
    dots = phase(_wave(shade[rule], clear, free), free, em)
    if dots is None:
        return None
    rows = slice(max(rule.start - _AROUND, 0), min(rule.stop + _AROUND, len(shade)))
    drop = _drop(shade[rows], clear, free, dots, em, limit)
    down = np.arange(rows.stop - rows.start)[:, None] + drop
    level = _sampled(shade[rows], np.broadcast_to(np.arange(len(dots)), down.shape), down)
    dot = _dot(level, dots, clear)
    if dot is None:
        return None
    most = dot.max(0)
    between = most[_CELL // 2 - 1 : _CELL // 2 + 2].min()
    return Lattice(dots, drop, rows, dot) if between <= _VALLEY * most.max() else None


def clear_columns(shade: Darkness, rule: slice, em: float, limit: float) -> Flags:
    """The columns in which nothing is written above or below the line."""
    above = shade[max(rule.start - round(_NEAR * em), 0) : max(rule.start - _EDGE, 0)]
    ink = (above > limit).any(0) | ~_free(shade, rule, em, limit)
    near = cv2.dilate(ink[None].astype(np.uint8), np.ones((1, 3), np.uint8))
    return np.asarray(near[0] == 0, np.bool_)


def _free(shade: Darkness, rule: slice, em: float, limit: float) -> Flags:
    """The columns in which nothing is written below the line."""
    below = shade[rule.stop + _EDGE : rule.stop + round(_NEAR * em)]
    return np.asarray(~(below > limit).any(0))


def _wave(rule: Darkness, clear: Flags, free: Flags) -> Floats:
    """The line's darkness up and down, of its lower half: few letters reach so low."""
    profile = rule[len(rule) // 2 - 1 :].mean(0)
    dark = np.minimum(profile, np.percentile(profile[clear], _DARKEST))
    return np.where(free, dark - dark[clear].mean(), 0.0)


def _drop(
    shade: Darkness, clear: Flags, free: Flags, dots: Floats, em: float, limit: float
) -> Floats:
    """How far below the middle of its rows the line is, in every column.

    Where letters stand on it, its lower edge tells.
    """
    ink = np.clip(shade / limit, 0, 1)
    middle = (len(ink) - 1) / 2
    mass, lower = ink.sum(0), ink[int(middle) - _UNDER :].sum(0)
    place = ((np.arange(len(ink)) - middle)[:, None] * ink).sum(0) / np.maximum(mass, _SEEN)
    at_dot = np.cos(2 * np.pi * dots) > _AT_DOT
    clear, free = clear & at_dot & (mass > _SEEN), free & at_dot & ~clear & (lower > _SEEN)
    known = clear & (np.abs(place) < _UNDER)
    if not known.any():
        return np.zeros(len(dots))
    place = np.where(free, lower - np.median((lower - place)[known]), place)
    sure = np.where(clear, _CLEARER, free * 1.0)
    return _smooth(place, sure, _LEVEL * em)


def _smooth(place: Floats, sure: Floats, sigma: float) -> Floats:
    """``place`` averaged along the line, what strays from that left out."""
    columns = np.arange(len(place))
    found: Floats = np.zeros(len(place))
    for stray in _STRAYS:
        weight = sure * (np.abs(place - found) < stray)
        total, moment = (
            cv2.GaussianBlur(np.ascontiguousarray(part)[None], (0, 0), sigma)[0]
            for part in (weight, weight * place)
        )
        at = np.flatnonzero(total > _HELD)
        if not len(at):
            break
        found = np.interp(columns, at, moment[at] / total[at])
    return found


def _dot(shade: Darkness, dots: Floats, clear: Flags) -> Floats | None:
    """How dark a dot and the paper up to the next one usually are, (rows, _CELL)."""
    part = np.rint((dots % 1.0) * _CELL).astype(np.int64) % _CELL
    seen = [shade[:, clear & (part == place)] for place in range(_CELL)]
    if not all(one.shape[1] for one in seen):
        return None
    return np.stack([np.percentile(one, _USUAL, axis=1) for one in seen], axis=1)


def _sampled(picture: Floats, across: Floats, down: Floats) -> Darkness:
    """``picture`` at places between its pixels."""
    one, other = (np.ascontiguousarray(part, np.float32) for part in (across, down))
    plain = np.asarray(picture, np.float32)
    found = cv2.remap(plain, one, other, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(found, np.float32)
