"""Paper that does not lie flat: how far rows rise and fall along a page. Pure.

Labels tell: each should be at the height of its row, and both its ends at the same one.
What a plane cannot explain is fitted by low polynomials along the page (Chebyshev, up to
the fourth degree), their amounts held small as in ridge regression. Rows that a printing
has a little higher or lower are allowed for, and do not bend the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.polynomial.chebyshev import chebvander

from ocr_docs.book.fitting import Anchor, ends
from ocr_docs.book.layout import Page
from ocr_docs.book.planes import Floats, Matrix, mapped
from ocr_docs.book.rows import rows

_USUAL = {(0, 0): 6.0, (1, 0): 8.0, (2, 0): 30.0, (3, 0): 20.0, (4, 0): 10.0}
_USUAL |= {(1, 1): 8.0, (2, 1): 6.0, (3, 1): 3.0}
"""By degree along and down the page: how many pixels of the page's frame are usual."""

_NOISE, _ROW = 5.0, 8.0
_FAR = 2.5
"""Ends this many noises off count less and less."""


@dataclass(frozen=True, slots=True)
class Bend:
    """``amounts`` of the terms in ``_USUAL``; ``size`` is the page's own."""

    size: tuple[int, int]
    amounts: Floats

    def down(self, points: Floats) -> Floats:
        """How much lower than on flat paper each of ``points`` (n, 2) is, in its frame."""
        return _terms(points, self.size) @ self.amounts


def bend(page: Page, anchors: Sequence[Anchor], matrix: Matrix) -> Bend:
    """The bend that explains where the ``anchors`` are, seen through ``matrix``."""
    own, seen, numbers = _observed(page, anchors, matrix)
    terms = _terms(own, page.size)
    count = terms.shape[1]
    levels = np.eye(int(numbers.max()) + 1)[numbers] if len(numbers) else np.zeros((0, 1))
    design = np.hstack([terms, levels])
    usual = np.r_[list(_USUAL.values()), np.full(levels.shape[1], _ROW)]
    off = seen[:, 1] - own[:, 1]
    trust: Floats = np.ones(len(off))
    amounts: Floats = np.zeros(design.shape[1])
    for _ in range(3):
        weighed = design * (trust / _NOISE**2)[:, None]
        amounts = np.linalg.solve(design.T @ weighed + np.diag(usual**-2.0), weighed.T @ off)
        rest = np.abs(off - design @ amounts) / _NOISE
        trust = 1 / np.maximum(rest / _FAR, 1)
    return Bend(page.size, amounts[:count])


def _observed(
    page: Page, anchors: Sequence[Anchor], matrix: Matrix
) -> tuple[Floats, Floats, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Both ends of every label: where the layout has them, where they are, in which row."""
    back = np.linalg.inv(matrix)
    places = _row_places(page)
    own, seen, numbers = [], [], []
    for anchor in anchors:
        if anchor.label.name in places:
            number, middle = places[anchor.label.name]
            found = mapped(back, ends(anchor.sighting.quad))
            own += [[x, middle] for x in found[:, 0]]
            seen += found.tolist()
            numbers += [number] * 2
    return (
        np.array(own, np.float64).reshape(-1, 2),
        np.array(seen, np.float64).reshape(-1, 2),
        np.array(numbers, np.int64),
    )


def _row_places(page: Page) -> dict[str, tuple[int, float]]:
    """For each label of a row the row's number, and its height in the page's frame."""
    return {
        item.name: (number, median(other.middle for other in row if other.is_label) * page.size[1])
        for number, row in enumerate(rows(page))
        for item in row
        if item.is_label
    }


def _terms(points: Floats, size: tuple[int, int]) -> Floats:
    spots = np.clip(2 * points / size - 1, -1.1, 1.1)
    along, down = chebvander(spots[:, 0], 4), chebvander(spots[:, 1], 1)
    return np.stack([along[:, i] * down[:, j] for i, j in _USUAL], axis=1)
