"""Panoramas: photos laid in one plane where they hang together, in a grid where not. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from scenes.realogram import Panorama, Placement, SeenPhoto
from scenes.stitching.fitting import mapped
from scenes.stitching.pairs import Floats

_MOST_PIXELS = 24_000_000
_STRETCH = 6.0
_ONE_ROW = 4
_MARGIN = 0.02

Stack = tuple[int | None, int | None]


def panorama_of(photos: Sequence[SeenPhoto], places: Mapping[int, Floats]) -> Panorama | None:
    """The photos at ``places`` (homographies to one plane) as one picture; None where that
    would tear a photo out of all proportion."""
    corners = {index: mapped(places[index], _corners(photos[index])) for index in places}
    every = np.vstack(list(corners.values()))
    low, high = every.min(axis=0), every.max(axis=0)
    wide, tall = high - low
    own = sum(photos[index].width * photos[index].height for index in places)
    if not np.isfinite(every).all() or wide * tall > _STRETCH * own * len(places) ** 0.5:
        return None
    scale = min(1.0, math.sqrt(_MOST_PIXELS / (wide * tall)))
    into = np.array([[scale, 0, -low[0] * scale], [0, scale, -low[1] * scale], [0, 0, 1]])
    middles = {index: points.mean(axis=0) for index, points in corners.items()}
    sizes = {index: np.ptp(points, axis=0) for index, points in corners.items()}
    rows = _order({n: middles[n][1] for n in places}, {n: sizes[n][1] for n in places})
    columns = _order({n: middles[n][0] for n in places}, {n: sizes[n][0] for n in places})
    return Panorama(
        width=max(1, round(wide * scale)),
        height=max(1, round(tall * scale)),
        placements=tuple(
            _placement(photos[n], into @ places[n], rows[n], columns[n]) for n in sorted(places)
        ),
        stitched=True,
    )


def grid_of(photos: Sequence[SeenPhoto], stack: Stack) -> Panorama:
    """All photos side by side as they were taken: column by column, from the bottom
    (shelf-scenes 3.8). Says of itself that it is not stitched."""
    places, size = grid_places(photos, stack)
    scale = min(1.0, math.sqrt(_MOST_PIXELS / (size[0] * size[1])))
    into = np.diag([scale, scale, 1.0])
    cells = cells_of(len(photos), stack)
    return Panorama(
        width=max(1, round(size[0] * scale)),
        height=max(1, round(size[1] * scale)),
        placements=tuple(
            _placement(photo, into @ places[n], *cells[n]) for n, photo in enumerate(photos)
        ),
        stitched=False,
    )


def grid_places(
    photos: Sequence[SeenPhoto], stack: Stack
) -> tuple[dict[int, Floats], tuple[float, float]]:
    """Homographies that lay photos in equal cells of a grid, and the grid's size."""
    cells = cells_of(len(photos), stack)
    wide = max(photo.width for photo in photos)
    tall = max(photo.height for photo in photos)
    gap = _MARGIN * max(wide, tall)
    places: dict[int, Floats] = {}
    for index, photo in enumerate(photos):
        row, column = cells[index]
        scale = min(wide / photo.width, tall / photo.height)
        left, top = column * (wide + gap), row * (tall + gap)
        places[index] = np.array([[scale, 0, left], [0, scale, top], [0, 0, 1.0]])
    rows, columns = (1 + max(cell[axis] for cell in cells) for axis in (0, 1))
    return places, (columns * (wide + gap) - gap, rows * (tall + gap) - gap)


def cells_of(count: int, stack: Stack) -> list[tuple[int, int]]:
    """Row and column of each photo, from the top left."""
    high, wide = stack
    if not high and wide:
        high = math.ceil(count / wide)
    if not high:
        high = 1 if count <= _ONE_ROW else round(math.sqrt(count / 1.5))
    high = max(1, min(high, count))
    return [(high - 1 - index % high, index // high) for index in range(count)]


def _placement(photo: SeenPhoto, homography: Floats, row: int, column: int) -> Placement:
    flat = (homography / homography[2, 2]).ravel()
    return Placement(photo.image, tuple(float(value) for value in flat), row, column)


def _order(middles: Mapping[int, float], sizes: Mapping[int, float]) -> dict[int, int]:
    """The rank of each photo along one axis; photos level with each other share it."""
    order = sorted(middles, key=lambda index: middles[index])
    ranks: dict[int, int] = {}
    rank, first = 0, order[0]
    for index in order:
        if middles[index] - middles[first] > 0.4 * min(sizes[index], sizes[first]):
            rank, first = rank + 1, index
        ranks[index] = rank
    return ranks


def _corners(photo: SeenPhoto) -> Floats:
    width, height = photo.width, photo.height
    return np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float64)
