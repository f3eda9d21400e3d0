"""A drawn scene: overlapping photos of one wall of racks, and the truth of each. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import numpy as np

from core.engines import Pixels
from core.geometry import Box, Point, Quad
from scenes.drawing.plane import Eye, Paint, quad_seen
from scenes.drawing.plans import Plan
from scenes.drawing.prices import Price
from scenes.drawing.products import Product
from scenes.drawing.shots import Grid, Homography, photographed, windows
from scenes.drawing.standing import Standing, standing
from scenes.drawing.views import View, corners_of

LEAST_SEEN = 0.1
"""Below this share of its front within the photo, a product is left out of the truth."""


@dataclass(frozen=True, slots=True)
class DrawnFacing:
    """``product`` is the number of the physical product: the same in all photos. ``visible``
    is the share (0-1) of its front within the photo; ``shelf`` counts the photo's shelf lines
    from the top, -1 where its line is out of the photo."""

    product: int
    sku: int
    quad: Quad
    visible: float
    shelf: int


@dataclass(frozen=True, slots=True)
class DrawnTag:
    """``tag`` is the number of the physical tag; ``products`` are the ones it stands for."""

    tag: int
    sku: int
    price: Price
    quad: Quad
    visible: float
    products: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DrawnPhoto:
    """One photo and its truth, in pixels. ``homography`` takes pixels to the plane (mm)."""

    data: bytes
    pixels: Pixels
    row: int
    column: int
    homography: Homography
    facings: tuple[DrawnFacing, ...]
    tags: tuple[DrawnTag, ...]
    gaps: tuple[tuple[Quad, int], ...]
    shelves: tuple[tuple[Point, Point], ...]


@dataclass(frozen=True, slots=True)
class DrawnScene:
    """``rows``: rack and shelf, with its columns of physical products, piles from below."""

    plan: Plan
    photos: tuple[DrawnPhoto, ...]
    products: tuple[Product, ...]
    rows: tuple[tuple[int, int, tuple[tuple[int, ...], ...]], ...]
    stack: tuple[int, int]


def draw_scene(
    plan: Plan, seed: int, grid: Grid | None = None, *, jitter: float = 1.0
) -> DrawnScene:
    """``plan`` photographed. The same plan, seed and grid give the same pictures.

    Raises OSError where a font is missing.
    """
    grid = grid or Grid()
    shelves = standing(plan, seed, jitter=jitter)
    paint = _paint(Random(f"paint {seed}"))  # noqa: S311
    photos = tuple(
        _photo(shelves, (row, column, window), grid, paint, f"{seed} {number}")
        for number, (row, column, window) in enumerate(windows(shelves, grid))
    )
    return DrawnScene(plan, photos, plan.products(), _rows(shelves), (grid.rows, grid.columns))


def _photo(
    shelves: Standing, place: tuple[int, int, Box], grid: Grid, paint: Paint, seed: str
) -> DrawnPhoto:
    row, column, window = place
    data, pixels, to_plane, eye = photographed(shelves, window, grid, paint, seed)
    view = View(np.asarray(np.linalg.inv(to_plane), np.float64), pixels.shape[1], pixels.shape[0])
    lines = view.lines(shelves.edges)
    orders = {line[0]: order for order, line in enumerate(lines)}
    return DrawnPhoto(
        data=data,
        pixels=pixels,
        row=row,
        column=column,
        homography=to_plane,
        facings=_facings(shelves, view, eye, orders),
        tags=_tags(shelves, view),
        gaps=_gaps(shelves, view, orders),
        shelves=tuple((start, end) for _, start, end in lines),
    )


def _facings(
    shelves: Standing, view: View, eye: Eye, orders: dict[tuple[int, int], int]
) -> tuple[DrawnFacing, ...]:
    found = []
    for item in shelves.items:
        quad = view.quad(quad_seen(item, eye))
        visible = view.visible(quad)
        if visible >= LEAST_SEEN:
            order = orders.get((item.rack, item.shelf), -1)
            found.append(DrawnFacing(item.number, item.product.sku, quad, visible, order))
    return tuple(found)


def _tags(shelves: Standing, view: View) -> tuple[DrawnTag, ...]:
    found = []
    for tag in shelves.tags:
        quad = view.quad(corners_of(tag.box))
        visible = view.visible(quad)
        if visible >= LEAST_SEEN:
            shown = DrawnTag(tag.number, tag.product.sku, tag.price, quad, visible, tag.items)
            found.append(shown)
    return tuple(found)


def _gaps(
    shelves: Standing, view: View, orders: dict[tuple[int, int], int]
) -> tuple[tuple[Quad, int], ...]:
    quads = [(view.quad(corners_of(hole.box)), hole) for hole in shelves.holes]
    return tuple(
        (quad, orders.get((hole.rack, hole.shelf), -1))
        for quad, hole in quads
        if view.visible(quad) >= 0.5
    )


def _rows(shelves: Standing) -> tuple[tuple[int, int, tuple[tuple[int, ...], ...]], ...]:
    found: dict[tuple[int, int], dict[int, list[int]]] = {}
    for item in shelves.items:
        row = found.setdefault((item.rack, item.shelf), {})
        row.setdefault(item.column, []).append(item.number)
    return tuple(
        (rack, shelf, tuple(tuple(pile) for _, pile in sorted(columns.items())))
        for (rack, shelf), columns in sorted(found.items())
    )


def _paint(random: Random) -> Paint:
    grey = random.randint(150, 235)
    warm = random.randint(-14, 14)
    rail = random.choice(((236, 236, 232), (190, 194, 198), (70, 74, 82), (180, 40, 40)))
    dark = random.randint(90, 190)
    return Paint(
        wall=(grey + warm, grey, grey - warm),
        back=(dark, dark, dark - 6),
        board=(min(dark + 50, 240),) * 3,
        rail=rail,
    )
