"""Where on a flat page the labels and the values beside them stand. Pure.

A value follows its label: it starts where its label ends and ends where the next label of
its row starts. Labels that were read give their own places; the others stand where the
layout has them, moved as their neighbours are.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

import numpy as np

from core.geometry import Box, box_of, quad_of
from ocr_docs.book.fitting import Placed
from ocr_docs.book.rectifying import Flat
from ocr_docs.book.rows import FREE, Item, rows

EM = 46.0
"""The size of the labels' type on a flat page, in pixels."""

_MISFIT, _MISFIT_SHARE = 0.5, 0.22
_TELLING_LETTERS = 5
_LETTER = 0.0117 * 2082
"""The usual width of a label's letter, in pixels of a flat page."""

_SLIM, _SLIMMER = frozenset(".()"), 0.5
"""These are so much slimmer than letters are, in letters."""

_RIGHT_EDGE = 0.992


class Spot(NamedTuple):
    """A label on the flat page; ``middle`` is the height of its row there."""

    left: float
    right: float
    middle: float
    seen: bool
    text: str = ""


class Slot(NamedTuple):
    """Room for the value of ``key`` on the flat page; ``after`` and ``before`` are labels."""

    key: str
    left: float
    right: float
    middle: float
    after: Spot | None
    before: Spot | None

    @property
    def wraps(self) -> bool:
        """Whether two smaller lines may stand here, one above the line to write on, one on it."""
        return self.key.endswith("_adress")


def slots(flat: Flat, placed: Placed) -> list[Slot]:
    """A slot for every value in the rows of the page, from the top downwards."""
    found: list[Slot] = []
    seen = _seen(flat, placed)
    drift = _Drift(flat, seen)
    for row in rows(placed.page):
        spots = _spots(flat, row, seen, drift)
        for place, item in enumerate(row):
            if not item.is_label:
                found.append(_slot(flat, item, row, place, spots))
    return found


def _slot(
    flat: Flat,
    item: Item,
    row: tuple[Item, ...],
    place: int,
    spots: dict[str, Spot],
) -> Slot:
    after = [spots[other.name] for other in row[:place] if other.is_label]
    before = [spots[other.name] for other in row[place + 1 :] if other.is_label]
    box = flat.box(item.box)
    edge = flat.box(Box(0, 0, _RIGHT_EDGE, 1)).right
    left = after[-1].right if after else box.left
    right = _before(before[0]) if before else max(edge, box.right)
    middles = [spot.middle for spot in (*after[-1:], *before[:1])]
    middle = float(np.mean(middles)) if middles else (box.top + box.bottom) / 2
    return Slot(
        item.name, left, right, middle, after[-1] if after else None, before[0] if before else None
    )


def _before(spot: Spot) -> float:
    """Where to look for a label's start: one of a single letter that was not read may be off."""
    return spot.left - (0.5 * EM if not spot.seen and len(spot.text) == 1 else 0.0)


def _seen(flat: Flat, placed: Placed) -> dict[str, Box]:
    """The boxes of labels that were read, by name, in flat pixels."""
    seen = {}
    for anchor in placed.anchors:
        corners = flat.from_photo(np.array(anchor.sighting.quad, np.float64))
        seen[anchor.label.name] = box_of(quad_of(corners.tolist()))
    return seen


class _Drift:
    """How far labels are from their places in the layout, anywhere on the page."""

    def __init__(self, flat: Flat, seen: dict[str, Box]) -> None:
        labels = [label for label in flat.page.labels if label.name in seen]
        self._labels = [label for label in labels if label.name not in FREE] or labels
        homes = [flat.box(label.box) for label in self._labels]
        found = [seen[label.name] for label in self._labels]
        self._at = np.array([[h.left, (h.top + h.bottom) / 2] for h in homes])
        self._by = np.array(
            [
                [f.left - h.left, (f.top + f.bottom - h.top - h.bottom) / 2]
                for f, h in zip(found, homes, strict=True)
            ]
        )
        wide = [
            box.width / letters(label.text)
            for box, label in zip(found, self._labels, strict=True)
            if letters(label.text) >= _TELLING_LETTERS
        ]
        self.letter = float(np.median(wide)) if wide else _LETTER

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The shift at a place: labels of the same row count most, nearer ones more."""
        off = (self._at - (x, y)) / (12 * EM, EM)
        share = 1 / (0.3 + (off**2).sum(1)) ** 2
        across, down = (share[:, None] * self._by).sum(0) / share.sum()
        return float(across), float(down)


def _spots(
    flat: Flat, row: tuple[Item, ...], seen: dict[str, Box], drift: _Drift
) -> dict[str, Spot]:
    labels = [item for item in row if item.is_label]
    return {item.name: _spot(flat, item, seen.get(item.name), drift) for item in labels}


def letters(text: str) -> int:
    """How many letters stand side by side in ``text``: marks stand above and below them."""
    return sum(not unicodedata.category(letter).startswith("M") for letter in text)


def _width(text: str) -> float:
    """How wide ``text`` is, in letters: dots and brackets are slim."""
    return letters(text) - _SLIMMER * sum(letter in _SLIM for letter in text)


def _spot(flat: Flat, item: Item, seen: Box | None, drift: _Drift) -> Spot:
    """Where a label stands; one end of it gives the other where too much or little was read."""
    home = flat.box(item.box)
    across, down = drift.at(home.left, (home.top + home.bottom) / 2)
    middle = (home.top + home.bottom) / 2 + down
    left = home.left + across
    right = left + _width(item.text) * drift.letter
    if seen is None:
        return Spot(left, right, middle, seen=False, text=item.text)
    if abs(seen.width - (right - left)) < max(_MISFIT * EM, _MISFIT_SHARE * (right - left)):
        return Spot(seen.left, seen.right, middle, seen=True, text=item.text)
    if abs(seen.left - left) < abs(seen.right - right):
        return Spot(seen.left, seen.left + right - left, middle, seen=True, text=item.text)
    return Spot(seen.right - (right - left), seen.right, middle, seen=True, text=item.text)
