"""Candidates put where a test wants them."""

from __future__ import annotations

import numpy as np

from scenes.matching.candidates import Candidate
from scenes.matching.features import HEIGHT
from scenes.matching.index import Index
from scenes.matching.looks import Look


def placed(
    index: Index, entry: int, left: float, bottom: float, height: float, logit: float = 8.0
) -> Candidate:
    """The entry upright in the photo, ``height`` pixels high."""
    width = index.entries[entry].features.width
    scale = height / HEIGHT
    pose = np.array([[scale, 0, left], [0, scale, bottom - height], [0, 0, 1]])
    corners = np.array([[0, 0], [width, 0], [width, HEIGHT], [0, HEIGHT]]) * scale
    corners += [left, bottom - height]
    look = Look(0.9, 0.9, 1.0)
    sku = index.entries[entry].sku
    return Candidate(sku, entry, pose, corners.astype(np.float32), 10.0, look, logit)
