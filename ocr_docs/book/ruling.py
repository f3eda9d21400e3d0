"""The dotted or drawn line a value is written on, followed along a slot. Pure.

Paper curls and photos slant: the line is not at one height. It is thin and goes on, text
is neither; so the path of the thinnest, longest darkness is the line (dynamic
programming over columns, as seams are found). Places are pixels of the picture given.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr_docs.book.curves import Floats, curve
from ocr_docs.book.ink import Darkness

_BELOW, _REACH = 0.4, 1.0
"""Lines run this far below a row's middle, give or take so much, in ems."""

_ALONG = 0.8
"""The line is blurred so far along itself, in ems."""

_ABOVE, _NEAR_BELOW, _UNDER = (-0.6, -0.45, -0.3, -0.15), (0.15,), (0.3, 0.45)
"""So far above it, just below it, and under it must be paper, in ems."""

_ALONE, _BARE = 0.5, 0.35
"""With more ink beside it, or under it, against its own, it cannot be told from letters: the
stems of letters are under their tops."""

_HIDDEN = 0.5
"""A line with writing on it counts so much: only its lower side is clear."""

_STEP, _STEEPEST = 16, 2
"""Columns a step, and rows that the line may rise or fall in one."""

_BEND, _STRAY = 0.03, 0.02
"""What a row up or down costs, and what a row off the expected place beside a label does."""

_SEEN, _ENOUGH, _LEAST_STEPS = 0.15, 0.2, 3
"""So dark, against the ink, is a line where nothing hides it: in so much of the slot at least."""

_CURVED, _OFF, _NEAR = 8, 2.0, 3.0
"""From so many places on the line may be bent; so many pixels off is off, and still on it."""

_PALE, _DOTS_APART, _WHOLE = 0.3, 0.4, 0.6
"""A line is at least so dark, against ink, along so much of itself; dots are so near."""

_EDGE = 0.2
_THICKEST = 0.22


class Rule(NamedTuple):
    """``path`` is the height of the line's middle in every column, ``half`` half its thickness."""

    path: Floats
    half: float


def followed(
    shade: Darkness, em: float, limit: float, middle: float, ends: tuple[bool, bool]
) -> Rule | None:
    """The line below ``middle`` in a slot's ``shade``, None where there is none.

    ``ends`` tells whether a label stands at the slot's left and right end: there the line
    is where it should be.
    """
    expected = middle + _BELOW * em
    first = max(round(expected - _REACH * em), 0)
    last = min(round(expected + _REACH * em), shade.shape[0])
    if last - first < em / 2 or shade.shape[1] < 3 * _STEP:
        return None
    plain, hidden = (
        clear[first:last, _STEP // 2 :: _STEP] for clear in _clearness(shade, em, limit)
    )
    clear = np.maximum(plain, hidden)
    rows = _path(clear, expected - first, ends)
    steps = np.arange(len(rows))
    bare, sure = plain[rows, steps] > _SEEN, clear[rows, steps].astype(np.float64)
    if bare.mean() < _ENOUGH or bare.sum() < _LEAST_STEPS:
        return None
    seen, at = sure > _SEEN, steps * _STEP + _STEP // 2
    found = at[seen] * 1.0, rows[seen] * 1.0, sure[seen], shade.shape[1]
    curves = [curve(*found, degree, off=_OFF) for degree in _degrees(at[seen], shade.shape[1])]
    path = first + max(curves, key=lambda path: _support(clear, path[at]))
    near = bare & (np.abs(path[at] - first - rows) < _NEAR)
    return _measured(shade, path, at[near], em)


def goes_on(rule: Darkness, em: float, limit: float) -> bool:
    """Whether something is along all of the rows ``rule``: rows of letters have blanks."""
    dark = np.asarray((rule > _PALE * limit).any(0), np.bool_)
    near = np.ones((1, round(_DOTS_APART * em) | 1), np.uint8)
    return bool((cv2.dilate(dark[None].astype(np.uint8), near) > 0).mean() > _WHOLE)


def _clearness(shade: Darkness, em: float, limit: float) -> tuple[Darkness, Darkness]:
    """How much darker than what is above and below, and than what is below, each place is."""
    along = np.asarray(cv2.blur(shade, (round(_ALONG * em) | 1, 1)), np.float32)
    above, near, under = (_darkest(along, places, em) for places in (_ABOVE, _NEAR_BELOW, _UNDER))
    bare = (near < _ALONE * along) & (under < _BARE * along)
    below = np.clip((along - near) / limit, 0.0, 0.6)
    alone = bare & (above < _ALONE * along)
    plain = np.where(alone, np.minimum(below, (along - above) / limit), 0)
    hidden = np.where(bare, _HIDDEN * below, 0)
    return np.asarray(plain, np.float32), np.asarray(hidden, np.float32)


def _darkest(along: Darkness, places: tuple[float, ...], em: float) -> Darkness:
    """The darkest of what is so many ems below each place."""
    most = round(max(map(abs, places)) * em)
    padded = np.pad(along, ((most, most), (0, 0)), mode="edge")
    starts = [most + round(off * em) for off in places]
    return np.asarray(np.max([padded[start : start + len(along)] for start in starts], axis=0))


def _path(clear: Darkness, expected: float, ends: tuple[bool, bool]) -> NDArray[np.int64]:
    """For each step the row of the path that is clearest in all."""
    count, steps = clear.shape
    stray = _STRAY * np.abs(np.arange(count) - expected)
    best = clear[:, 0] - stray * (1.0 if ends[0] else 0.2)
    came = np.zeros((steps, count), np.int64)
    moves = np.arange(-_STEEPEST, _STEEPEST + 1)
    costs = _BEND * np.abs(moves)
    padded = np.full(count + 2 * _STEEPEST, -np.inf)
    for step in range(1, steps):
        padded[_STEEPEST:-_STEEPEST] = best
        options = np.stack([padded[k : k + count] for k in range(len(moves))]) - costs[:, None]
        choice = options.argmax(0)
        came[step] = np.arange(count) + moves[choice]
        best = options[choice, np.arange(count)] + clear[:, step]
    if ends[1]:
        best = best - stray
    rows = np.zeros(steps, np.int64)
    rows[-1] = int(best.argmax())
    for step in range(steps - 1, 0, -1):
        rows[step - 1] = came[step, rows[step]]
    return rows


def _degrees(at: NDArray[np.int64], width: int) -> tuple[int, ...]:
    """How bent a line may be that was seen ``at`` these columns."""
    return (1, 2, 3, 4) if len(at) > _CURVED and np.ptp(at) > width / 2 else (1,)


def _support(clear: Darkness, path: Floats) -> float:
    """How much of a line there is along ``path``, a row for each step."""
    rows = np.clip(np.rint(path).astype(np.int64), 0, len(clear) - 1)
    return float(clear[rows, np.arange(len(rows))].sum())


def _measured(shade: Darkness, path: Floats, at: NDArray[np.int64], em: float) -> Rule | None:
    """The line's middle and thickness, from its profile where it is seen; None if too thick."""
    reach = round(_THICKEST * em)
    columns = np.clip(at[:, None] + np.arange(-_STEP // 2, _STEP // 2), 0, shade.shape[1] - 1)
    rows = np.rint(path[columns])[..., None] + np.arange(-reach, reach + 1)
    rows = np.clip(rows, 0, shade.shape[0] - 1).astype(np.int64)
    profile = np.median(shade[rows, columns[..., None]].mean(1), axis=0) if len(at) else np.zeros(1)
    top = int(profile.argmax())
    base = float(np.percentile(profile, 20))
    dark = profile > base + _EDGE * (float(profile[top]) - base)
    above = int(np.argmin(dark[top::-1])) if not dark[: top + 1].all() else reach
    below = int(np.argmin(dark[top:])) if not dark[top:].all() else reach
    if not 0 < above + below <= _THICKEST * em:
        return None
    middle = top - reach + (below - above) / 2
    return Rule(path + middle, (above + below) / 2)
