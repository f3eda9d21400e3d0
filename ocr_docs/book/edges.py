"""Where a label ends and its value begins: at the gap between their ink. Pure."""

from __future__ import annotations

import numpy as np

from ocr_docs.book.ink import Darkness

_REACH = 0.8
_NARROWEST = 0.07
_WIDE_ENOUGH = 0.35
"""In ems: how far a gap may be from where the label seems to end, and how wide gaps are."""


def gap(dark: Darkness, x: float, em: float, limit: float) -> tuple[float, float]:
    """The columns without ink nearest to ``x``, wide ones before narrow ones.

    Returns the left and right edge of the gap; both are ``x`` where there is none.
    """
    first = max(0, int(x - _REACH * em))
    last = min(dark.shape[1], int(x + _REACH * em) + 1)
    empty = (dark[:, first:last] > limit).sum(0) == 0
    edges = np.flatnonzero(np.diff(np.r_[False, empty, False].astype(np.int8)))
    best: tuple[float, tuple[float, float]] | None = None
    for start, end in zip(edges[::2] + first, edges[1::2] + first, strict=True):
        wide = (end - start) / em
        if wide < _NARROWEST:
            continue
        off = max(start - x, x - end, 0.0) / em
        cost = off - min(wide, _WIDE_ENOUGH)
        if best is None or cost < best[0]:
            best = cost, (float(start), float(end))
    return best[1] if best else (x, x)
