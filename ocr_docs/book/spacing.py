"""Where along a dotted line its dots are: at even distances, seen or not. Pure.

The line's darkness goes up and down as a wave does. Paper curls and photos slant, so its length
changes slowly along the line. Sizes are in ems.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr_docs.book.curves import Floats, curve

Flags = NDArray[np.bool_]

_PITCHES = (0.12, 0.40)
"""Dots stand so far apart."""

_WINDOW, _HOP, _FINE = 3.0, 1.0, 240
"""The pitch is looked for in pieces of the line so long, so far apart, among so many pitches."""

_PURE, _DRIFT, _RATE_OFF = 0.3, 0.15, 0.003
"""So much of the line's change must be one wave, whose length changes by so much at most."""

_CLOSER = ((0.5, 4), (0.8, 6), (0.5, 0))
"""Looked at ever closer: over how much of the line places are averaged, and how bent it may be;
in the end as it is seen."""

_HELD, _WEAK, _STEP, _FEWEST, _OFF = 0.1, 0.3, 4, 4, 0.15
"""Places count with so much of the line free around them, and so much of the usual wave."""


def phase(wave: Floats, free: Flags, em: float) -> Floats | None:
    """How many dots there are up to each column, whole at the middle of each; None without dots.

    ``wave`` is how much darker the line is than on average, 0 but in the ``free`` columns.
    """
    columns = np.arange(len(wave))
    rates = _rates(wave, free, em)
    if rates is None:
        return None
    found: Floats = np.cumsum(rates)
    for smooth, bend in _CLOSER:
        off, sure, at = _off(wave, free, found, smooth * em)
        if len(at) < _FEWEST:
            return found
        if not bend:
            return found + np.interp(columns, at, off)
        more = curve(at * 1.0, np.unwrap(off, period=1), sure, len(wave), bend, off=_OFF)
        found = np.asarray(found + more, np.float64)
    return found


def _rates(wave: Floats, free: Flags, em: float) -> Floats | None:
    """How many dots there are to a pixel, in every column; None where there are none."""
    size = min(round(_WINDOW * em), len(wave))
    starts = np.arange(0, len(wave) - size + 1, max(round(_HOP * em), 1))
    pieces = np.stack([wave[start : start + size] for start in starts])
    held = np.stack([free[start : start + size] for start in starts]).sum(1)
    rates = np.linspace(1 / (_PITCHES[1] * em), 1 / (_PITCHES[0] * em), _FINE)
    turns = np.exp(-2j * np.pi * rates[:, None] * np.arange(size)[None])
    power = np.abs(pieces @ turns.T) ** 2
    near = np.abs(rates / rates[power.sum(0).argmax()] - 1) < _DRIFT
    own, sure = rates[near][power[:, near].argmax(1)], power[:, near].max(1)
    whole = float((held * (pieces**2).sum(1)).sum())
    if whole <= 0 or 2 * sure.sum() / whole < _PURE:
        return None
    bend = min(2, len(starts) - 1)
    return curve(starts + size / 2, own, sure / sure.max(), len(wave), bend, off=_RATE_OFF)


def _off(
    wave: Floats, free: Flags, phase: Floats, sigma: float
) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """How much is to be added to ``phase``, how sure that is (0-1), and in which columns."""
    turned = wave * np.exp(-2j * np.pi * phase)
    real, imag, seen = (
        cv2.GaussianBlur(np.ascontiguousarray(part, np.float64)[None], (0, 0), sigma, sigmaY=1)[0]
        for part in (turned.real, turned.imag, free.astype(np.float64))
    )
    mean = real + 1j * imag
    strength = np.abs(mean)
    held = free & (seen > _HELD)
    usual = float(np.percentile(strength[held], 80)) if held.any() else 1.0
    at = np.flatnonzero(held & (strength > _WEAK * usual))[::_STEP]
    return np.angle(mean[at]) / (2 * np.pi), strength[at] / usual, at
