"""How wide a facing is, whichever photo shows it: pixels are divided by the photo's own scale.

A photo's scale (pixels per millimetre) is the median over its facings whose width is in the
catalogue, on a shelf with several of them the median of that shelf, since shelves are not
equally far away. SKUs without a width get the one measured on scaled photos, which then
scales further photos. Where nothing is known, photos are only made comparable with each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median

from scenes.master_data import MasterData
from scenes.realogram import Facing, Realogram, SeenPhoto
from scenes.reports.tallies import is_named

ENOUGH_ON_A_SHELF = 3


@dataclass(frozen=True, slots=True)
class Measured:
    """A facing and its width in pixels."""

    facing: Facing
    pixels: float


@dataclass
class Scales:
    """``photos``: pixels per unit by the photo's place in the scene; ``shelves``: the same by
    photo and shelf, where known better. The unit is a millimetre for photos in ``metric``."""

    photos: dict[int, float] = field(default_factory=dict)
    shelves: dict[tuple[int, int], float] = field(default_factory=dict)
    metric: set[int] = field(default_factory=set)

    def width(self, index: int, photo: SeenPhoto, facing: Facing) -> float:
        """The width of ``facing``, seen on the photo at place ``index``, in units."""
        scale = self.shelves.get((index, facing.shelf)) or self.photos[index]
        return _pixels(photo, facing) / scale


def scales_of(realogram: Realogram, master: MasterData) -> Scales:
    photos = [[Measured(f, _pixels(photo, f)) for f in photo.facings] for photo in realogram.photos]
    sizes = _catalogue_widths(realogram, master)
    scales = Scales(shelves=_shelf_scales(photos, sizes))
    _spread(photos, sizes, scales, master)
    scales.metric = set(scales.photos)
    for index in range(len(photos)):
        if index not in scales.photos:
            scales.photos[index] = median(scales.photos.values()) if scales.photos else 1.0
            _spread(photos, sizes, scales, master)
    return scales


def _pixels(photo: SeenPhoto, facing: Facing) -> float:
    """The width that is on the photo."""
    xs = [corner[0] for corner in facing.quad]
    return max(1.0, min(max(xs), photo.width) - max(min(xs), 0.0))


def _catalogue_widths(realogram: Realogram, master: MasterData) -> dict[int, float]:
    seen = {facing.sku for photo in realogram.photos for facing in photo.facings}
    return {
        sku: product.size_x_mm
        for sku in seen
        if (product := master.products.get(sku)) and product.size_x_mm and is_named(sku, master)
    }


def _shelf_scales(
    photos: list[list[Measured]], sizes: dict[int, float]
) -> dict[tuple[int, int], float]:
    ratios: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    for index, facings in enumerate(photos):
        for one in facings:
            if one.facing.shelf >= 0 and one.facing.sku in sizes:
                ratios[index, one.facing.shelf].append(one.pixels / sizes[one.facing.sku])
    return {place: median(r) for place, r in ratios.items() if len(r) >= ENOUGH_ON_A_SHELF}


def _spread(
    photos: list[list[Measured]], sizes: dict[int, float], scales: Scales, master: MasterData
) -> None:
    """Scale every photo that shares a SKU of known width, learning widths on the way."""
    while True:
        _learn(photos, sizes, scales, master)
        new = {
            index: scale
            for index, facings in enumerate(photos)
            if index not in scales.photos and (scale := _scale(facings, sizes))
        }
        if not new:
            return
        scales.photos.update(new)


def _scale(facings: Iterable[Measured], sizes: dict[int, float]) -> float | None:
    ratios = [one.pixels / sizes[one.facing.sku] for one in facings if one.facing.sku in sizes]
    return median(ratios) if ratios else None


def _learn(
    photos: list[list[Measured]], sizes: dict[int, float], scales: Scales, master: MasterData
) -> None:
    widths: defaultdict[int, list[float]] = defaultdict(list)
    for index, scale in scales.photos.items():
        for one in photos[index]:
            if one.facing.sku not in sizes and is_named(one.facing.sku, master):
                widths[one.facing.sku].append(one.pixels / scale)
    sizes.update({sku: median(found) for sku, found in widths.items()})
