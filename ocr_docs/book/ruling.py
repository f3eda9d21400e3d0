"""The dotted or drawn line a value is written on, followed along a slot. Pure.

Paper curls and photos slant: the line is not at one height. It is thin and goes on, text
is neither; so the path of the thinnest, longest darkness is the line (dynamic
programming over columns, as seams are found). Places are pixels of the picture given.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.polynomial.chebyshev import chebvander
from numpy.typing import NDArray

from ocr_docs.book.ink import Darkness

Floats = NDArray[np.floating[Any]]

_BELOW, _REACH = 0.4, 1.0
"""Lines run this far below a row's middle, give or take so much, in ems."""

_ALONG, _AWAY = 0.8, (-0.6, -0.45, -0.3, -0.15, 0.15, 0.3)
"""The line is blurred so far along itself; so far below it, and above, must be paper."""

_ALONE = 0.5
"""Where there is more ink beside it, against its own, the line cannot be told from letters."""

_STEP, _STEEPEST = 16, 2
"""Columns a step, and rows that the line may rise or fall in one."""

_BEND, _STRAY = 0.03, 0.02
"""What a row up or down costs, and what a row off the expected place beside a label does."""

_SEEN, _ENOUGH, _LEAST_STEPS = 0.15, 0.2, 3
"""So dark, against the ink, is a line where nothing hides it: in so much of the slot at least."""

_CURVED, _OFF, _NEAR = 8, 2.0, 3.0
"""From so many places on the line may be bent; so many pixels off is off, and still on it."""

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
    clear = _clearness(shade, em, limit)[first:last, _STEP // 2 :: _STEP]
    rows = _path(clear, expected - first, ends)
    seen = clear[rows, np.arange(len(rows))] > _SEEN
    if seen.mean() < _ENOUGH or seen.sum() < _LEAST_STEPS:
        return None
    at = np.arange(len(rows)) * _STEP + _STEP // 2
    sure = clear[rows, np.arange(len(rows))].astype(np.float64)
    path = first + _curve(at[seen] * 1.0, rows[seen] * 1.0, sure[seen], shade.shape[1])
    near = seen & (np.abs(path[at] - first - rows) < _NEAR)
    return _measured(shade, path, at[near], em)


def _clearness(shade: Darkness, em: float, limit: float) -> Darkness:
    """How much darker than what is just above and below each place is, along the line."""
    along = cv2.blur(shade, (round(_ALONG * em) | 1, 1))
    most = round(max(map(abs, _AWAY)) * em)
    high = len(along)
    padded = np.pad(along, ((most, most), (0, 0)), mode="edge")
    starts = [most + round(off * em) for off in _AWAY]
    beside = np.max([padded[start : start + high] for start in starts], axis=0)
    alone = beside < _ALONE * along
    return np.asarray(np.where(alone, np.clip((along - beside) / limit, 0.0, 0.6), 0), np.float32)


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


def _curve(at: Floats, rows: Floats, sure: Floats, width: int) -> Floats:
    """A cubic near most of the ``rows`` seen ``at`` some columns, in every column.

    Strokes of letters may look like a piece of the line: what is off counts ever less.
    """
    degree = 3 if len(at) > _CURVED and np.ptp(at) > width / 2 else 1
    terms = chebvander(2 * at / width - 1, degree)
    hold = np.diag([0.0, *np.full(degree, 1e-3)])
    trust: Floats = sure
    amounts: Floats = np.zeros(degree + 1)
    for _ in range(8):
        weighed = terms * trust[:, None]
        amounts = np.linalg.solve(terms.T @ weighed + hold, weighed.T @ rows)
        trust = sure / (1 + ((rows - terms @ amounts) / _OFF) ** 2) ** 2
    columns = np.clip(np.arange(width), at.min(), at.max())
    return np.asarray(chebvander(2 * columns / width - 1, degree) @ amounts)


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
