"""What reports know besides the realogram: products, must-have lists, planograms. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Product:
    """A SKU as reports see it. Sizes are millimetres; ids of brand and so on may be None."""

    id: int
    name: str
    brand: str = ""
    category: str = ""
    manufacturer: str = ""
    brand_id: int | None = None
    category_id: int | None = None
    size_x_mm: float | None = None
    size_y_mm: float | None = None
    size_z_mm: float | None = None
    image_url: str = ""
    is_placeholder: bool = False


@dataclass(frozen=True, slots=True)
class MustHave:
    """One record of a must-have list: any of ``skus`` fulfils it. ``sku`` is the first."""

    id: int
    name: str
    skus: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MustHaveList:
    id: int
    records: tuple[MustHave, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """One record of a planogram. Racks from the left, shelves from the top, both from 0;
    ``product_index`` runs from left to right within the planogram. ``facing_y`` is a pile."""

    id: int
    sku: int
    rack_index: int
    shelf_index: int
    product_index: int
    facing_x: int = 1
    facing_y: int = 1


@dataclass(frozen=True, slots=True)
class Planogram:
    id: int
    records: tuple[Planned, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """How an operator wants reports made.

    ``share_denominator``: "facings" (the summed width of all facings) or "photos" (the width
    of the photos). ``promo_colours`` are names of tag colours that mean a promotion, from
    ``promo_share`` (0-1) of the tag on.
    """

    share_denominator: str = "facings"
    promo_colours: tuple[str, ...] = ("red", "yellow")
    promo_share: float = 0.35


@dataclass(frozen=True, slots=True)
class MasterData:
    """All that the reports of one scene may need. ``panorama_uploads`` are the uploads that
    hold the scene's panoramas: (id, url) in their order."""

    products: Mapping[int, Product] = field(default_factory=dict)
    has_display: bool = False
    must_have: MustHaveList | None = None
    planogram: Planogram | None = None
    panorama_uploads: tuple[tuple[int, str], ...] = ()
    options: Options = Options()
