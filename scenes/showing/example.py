"""The panel's live example on the first page: a bundled photo of a shelf, and its pack shots.

The operator's own catalogue is neither used nor shown.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from django.utils.translation import gettext_noop as _

from core.engines import Pixels
from core.engines.loading import text_engine
from core.examples import Box, Shown
from core.geometry import Quad
from core.photos import from_bytes
from scenes.matching import Entry, Index, features_of
from scenes.overlays import TAG, UNNAMED, tint
from scenes.realogram import UNKNOWN, SeenPhoto
from scenes.seeing import see
from scenes.showing.samples import picture, sample


def example(pixels: Pixels) -> Shown:
    """Facings by SKU and prices, by the local engines. Raises EngineFailed."""
    index, names = _catalogue()
    seen = see(pixels, 1, index, text=text_engine())
    counts = Counter(names.get(facing.sku, "?") for facing in seen.facings)
    prices = [f"{tag.currency}{tag.price:.2f}" for tag in seen.tags if tag.price is not None]
    facts = [
        (_("Facings"), str(len(seen.facings))),
        (_("Prices"), ", ".join(prices)),
        (_("Products"), ", ".join(f"{name} × {count}" for name, count in counts.most_common())),
    ]
    return Shown(facts, _boxes(seen, names))


@lru_cache(maxsize=1)
def _catalogue() -> tuple[Index, dict[int, str]]:
    """An index over the bundled pack shots, and the names of its SKUs."""
    products = list(enumerate(sample().catalogue, 1))
    entries = [
        Entry(
            sku,
            features_of(from_bytes(picture(product.pack_shot)).pixels()),
            product.size_x_mm,
            product.size_y_mm,
        )
        for sku, product in products
    ]
    return Index(entries), {sku: product.name for sku, product in products}


def _boxes(seen: SeenPhoto, names: dict[int, str]) -> list[Box]:
    facings = [
        Box(
            _corners(facing.quad),
            names.get(facing.sku, "?"),
            UNNAMED if facing.sku == UNKNOWN else tint(facing.sku),
        )
        for facing in seen.facings
    ]
    tags = [
        Box(_corners(tag.quad), "?" if tag.price is None else f"{tag.currency}{tag.price:.2f}", TAG)
        for tag in seen.tags
    ]
    return [*facings, *tags]


def _corners(quad: Quad) -> list[list[float]]:
    return [[round(point.x, 1), round(point.y, 1)] for point in quad]
