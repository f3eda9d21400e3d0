"""Which values nobody can read any more: their ink is no longer in the picture. Pure.

A page is drawn twice, with its values and without, and suffers the same damage twice. What
the two pictures differ by is what is left of the values' ink, whatever lies over or under
it. No reader is asked.
"""

from __future__ import annotations

import copy
from dataclasses import replace

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from core.engines import Pixels
from core.engines.strips import extent
from core.geometry import Quad
from ocr_docs.specimens.damage import damaged
from ocr_docs.specimens.sheet import Specimen

_Share = NDArray[np.float32]

VISIBLE = 0.10
"""Ink shows that takes so much of the paper's light at least: eyes see less, on a good screen."""

LEFT = 0.33
"""Of a letter's ink so much must still show."""

_INKED = 0.25
"""What took so much of the light that the darkest of the clean print takes is its ink."""

_LETTER, _STEP = 0.5, 4
"""How wide a letter is at least, in heights of the line, and how many places it is tried at."""

_FULL = 0.4
"""A place with so much of the ink that places of the line usually have holds a letter."""


def worn_out(
    specimen: Specimen, level: str, way: str, rng: Generator
) -> tuple[Specimen, tuple[str, ...]]:
    """``specimen`` damaged, without the values of which a letter has gone; their keys.

    See ``damage.damaged``.
    """
    again = copy.deepcopy(rng)
    seen = damaged(specimen, level, way, rng)
    if specimen.bare is None:
        return seen, ()
    bare = damaged(Specimen(specimen.kind, specimen.bare, {}), level, way, again)
    gone = gone_from(specimen, replace(seen, bare=bare.pixels))
    fields = {key: printed for key, printed in seen.fields.items() if key not in gone}
    return replace(seen, fields=fields), gone


def gone_from(clean: Specimen, seen: Specimen) -> tuple[str, ...]:
    """The values of ``clean`` that cannot be read in ``seen``; both have their ``bare``."""
    before, after = _taken(clean), _taken(seen)
    return tuple(
        key
        for key, printed in clean.fields.items()
        if any(
            _left(_under(before, old, new), _under(after, new, new)) < LEFT
            for old, new in zip(printed.quads, seen.fields[key].quads, strict=True)
        )
    )


def _taken(page: Specimen) -> _Share:
    """The share (0-1) of the paper's light that the values' ink takes, everywhere."""
    assert page.bare is not None
    ink, paper = _light(page.pixels), _light(page.bare)
    return np.asarray((paper - ink) / np.maximum(paper, 1), np.float32)


def _light(pixels: Pixels) -> _Share:
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.float32)


def _under(taken: _Share, quad: Quad, size: Quad) -> _Share:
    """What lies under ``quad``, as large as ``size`` is."""
    width, height = (max(round(side), 2) for side in extent(size))
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    turn = cv2.getPerspectiveTransform(np.array(quad, np.float32), corners)
    return np.asarray(cv2.warpPerspective(taken, turn, (width, height)), np.float32)


def _left(before: _Share, after: _Share) -> float:
    """The share of ink that still shows in the letter of a line that has lost most."""
    ink = before > _INKED * np.percentile(before, 99)
    shows = after > VISIBLE
    wide = max(round(_LETTER * ink.shape[0]), 2)
    places = range(0, max(ink.shape[1] - wide, 0) + 1, max(wide // _STEP, 1))
    inked = np.array([ink[:, at : at + wide].sum() for at in places], np.float64)
    shown = np.array([shows[:, at : at + wide].sum() for at in places], np.float64)
    full = inked >= _FULL * np.median(inked)
    return float((shown[full] / np.maximum(inked[full], 1)).min(initial=1.0))
