"""Where a label ends and its value begins: at the gap between their ink. Pure."""

from __future__ import annotations

from core.runs import runs
from ocr_docs.book.ink import Darkness

_REACH = 0.8
_NARROWEST, _WIDE_ENOUGH = 0.07, 0.2
"""In ems: how far a gap may be from where the label seems to end, and how wide gaps are."""

_WORTH = 0.9
"""Gaps between letters are narrower than any before a value: a wide one may be so much farther
off, in ems."""


def end_of_label(dark: Darkness, x: float, em: float, limit: float) -> float:
    """Where the gap after a label starts that seems to end at ``x``; ``x`` without a gap."""
    found = _gap(dark, x, em, limit, beyond=1.0)
    return found[0] if found else x


def start_of_label(dark: Darkness, x: float, em: float, limit: float) -> float:
    """Where the gap before a label ends that seems to start at ``x``; ``x`` without a gap.

    Gaps beyond ``x`` are likely to be those between the label's own letters.
    """
    found = _gap(dark, x, em, limit, beyond=3.0)
    return found[1] if found else x


def _gap(
    dark: Darkness, x: float, em: float, limit: float, *, beyond: float
) -> tuple[float, float] | None:
    """The columns without ink nearest to ``x``, wide ones before narrow ones.

    Distance to the right of ``x`` counts ``beyond`` times.
    """
    first = max(0, int(x - _REACH * em))
    last = min(dark.shape[1], int(x + _REACH * em) + 1)
    empty = (dark[:, first:last] > limit).sum(0) == 0
    best: tuple[float, tuple[float, float]] | None = None
    for start, end in runs(empty) + first:
        wide = (end - start) / em
        if wide < _NARROWEST:
            continue
        off = max((start - x) * beyond, x - end, 0.0) / em
        width = (min(wide, _WIDE_ENOUGH) - _NARROWEST) / (_WIDE_ENOUGH - _NARROWEST)
        cost = off - _WORTH * width
        if best is None or cost < best[0]:
            best = cost, (float(start), float(end))
    return best[1] if best else None
