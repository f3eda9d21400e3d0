"""What is seen on the photos of one scene. Pure: plain data, and its way to JSON and back.

One coordinate frame for each photo: pixels of the upright photo (EXIF applied), origin at
its top-left corner. Everything that the photos of a scene yield is a ``Realogram``; all
reports are made from it and from master data, never from pixels.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from core.geometry import Point, Quad

UNKNOWN = 0
"""The SKU of a product that was seen and not named. Stored as the placeholder SKU."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another SKU that a facing might show, with its probability (0-1)."""

    sku: int
    score: float


@dataclass(frozen=True, slots=True)
class Facing:
    """One visible front of a product.

    ``id`` is unique in the scene. ``score`` is the probability (0-1) that ``sku`` is right.
    ``shelf`` counts the photo's shelf lines from the top, -1 where it stands on none.
    ``duplicate`` says that another photo shows the same physical product and counts it;
    all views of one physical product share ``track``. ``named_by`` is "model" where a vision
    model chose ``sku`` from the catalogue, "" where matching did.
    """

    id: int
    sku: int
    quad: Quad
    score: float
    alternatives: tuple[Alternative, ...] = ()
    shelf: int = -1
    duplicate: bool = False
    track: int = 0
    named_by: str = ""


@dataclass(frozen=True, slots=True)
class ShelfLine:
    """The front edge of a shelf, from its left end to its right; may run out of the photo."""

    start: Point
    end: Point


@dataclass(frozen=True, slots=True)
class Gap:
    """An empty place between products on shelf ``shelf``."""

    quad: Quad
    shelf: int


@dataclass(frozen=True, slots=True)
class PriceTag:
    """A price tag. ``id`` is unique in the scene.

    ``price`` is what a customer pays, in the currency's unit; None where it cannot be read
    surely. ``prices`` are all amounts on the tag, ``currency`` its sign or code or "".
    ``colours`` are names with their share (0-1) of the tag. ``facings`` are the ids of the
    facings that the tag stands for. ``score`` is the probability (0-1) of ``price``.
    ``read_by`` is "model" where a vision model read it, "" where the local engines did.
    """

    id: int
    quad: Quad
    price: float | None
    prices: tuple[float, ...] = ()
    currency: str = ""
    promo: bool = False
    colours: tuple[tuple[str, float], ...] = ()
    text: str = ""
    facings: tuple[int, ...] = ()
    score: float = 0.0
    read_by: str = ""


@dataclass(frozen=True, slots=True)
class Quality:
    """How fit a photo is to be recognised. Shares are 0-1, ``tilt`` is in degrees.

    ``problems`` names what is wrong ("blurred", "dark", "glare", "tilted"), worst first.
    """

    sharpness: float
    brightness: float
    glare: float
    tilt: float
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenPhoto:
    """What one photo shows. ``image`` is its upload id; sizes are pixels."""

    image: int
    width: int
    height: int
    facings: tuple[Facing, ...] = ()
    shelves: tuple[ShelfLine, ...] = ()
    gaps: tuple[Gap, ...] = ()
    tags: tuple[PriceTag, ...] = ()
    quality: Quality | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One shelf of the scene, top to bottom from 0 in each rack, racks left to right from 0.

    ``columns`` go from left to right; each holds the ids of the facings piled there, from
    the bottom upwards. Duplicates are left out.
    """

    rack: int
    shelf: int
    columns: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a photo lies in the scene's panorama.

    ``homography``: nine floats, row by row, from the photo's pixels to the panorama's.
    ``row`` and ``column`` are its place in the grid of photos, from the top left, from 0.
    """

    image: int
    homography: tuple[float, ...]
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Panorama:
    """One picture of several photos, pixels. ``stitched`` is False where the photos are only
    laid out as a grid, because they could not be registered surely."""

    width: int
    height: int
    placements: tuple[Placement, ...]
    stitched: bool
    skipped: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Realogram:
    """A whole scene. ``merged`` is False where overlapping photos could not be registered
    surely: then nothing is marked as a duplicate."""

    photos: tuple[SeenPhoto, ...]
    rows: tuple[Row, ...] = ()
    panoramas: tuple[Panorama, ...] = ()
    merged: bool = True

    def counted(self) -> Iterator[tuple[SeenPhoto, Facing]]:
        """Every physical product once, with the photo that counts it."""
        for photo in self.photos:
            for facing in photo.facings:
                if not facing.duplicate:
                    yield photo, facing


def renamed(photo: SeenPhoto, skus: dict[int, int]) -> SeenPhoto:
    """``photo`` with SKU ids replaced by ``skus`` where it names them."""
    facings = tuple(replace(f, sku=skus.get(f.sku, f.sku)) for f in photo.facings)
    return replace(photo, facings=facings)
