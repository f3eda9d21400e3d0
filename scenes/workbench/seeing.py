"""One shelf photo as the service sees it, and what a model adds. In workers only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from core.engines import Pixels, VisionEngine
from core.engines.loading import text_engine
from core.vision_settings import VisionSettings
from core.workbench.offers import Answer, Mark, Sight
from scenes.catalogue_index import current_index
from scenes.model_help.candidates import Candidate
from scenes.model_help.completing import hard_tags, with_names, with_prices
from scenes.model_help.groups import groups_of
from scenes.models import ShelfSettings, Sku
from scenes.overlays import EMPTY, TAG, UNNAMED, tint
from scenes.realogram import UNKNOWN, Facing, PriceTag, SeenPhoto
from scenes.workbench.shelves import label_of


def sight_of(pixels: Pixels) -> Sight:
    """Facings, gaps and price tags. Raises EngineFailed."""
    threshold = (ShelfSettings.load() or ShelfSettings()).confidenceThreshold
    seen: SeenPhoto = import_string(settings.SHELF_ENGINES["see"])(
        pixels, 0, current_index(), text=text_engine(), threshold=threshold
    )
    return _Sight(pixels, seen, threshold)


@dataclass(frozen=True, slots=True)
class _Sight:
    pixels: Pixels
    seen: SeenPhoto
    threshold: float

    def local(self) -> Answer:
        return _answer(self.seen)

    def helped(self, engine: VisionEngine, row: VisionSettings) -> Answer:
        """As ``scenes.recognising.model_reading`` does for a scene, without its budget."""

        def ask(pictures: list[bytes], **asked: Any) -> Mapping[str, Any]:
            return engine.ask(pictures, **asked).data

        seen, text, told = self.seen, text_engine(), []
        if groups := groups_of(self.pixels, seen.facings):
            seen, noted = with_names(seen, groups, _candidates, ask, text, threshold=self.threshold)
            told.append(f"asked to name {noted['asked']} products, {noted['named']} facings named")
        if tags := hard_tags(seen):
            seen, noted = with_prices(seen, tags, self.pixels, ask, text)
            told.append(f"asked to read {noted['asked']} price tags, {noted['read']} read")
        notes = "The model was " + " and ".join(told) + "." if told else _NOT_ASKED
        return _answer(seen, notes)


_NOT_ASKED = "Everything was named and read here: the model was not asked."


def _candidates() -> list[Candidate]:
    rows = Sku.objects.filter(is_placeholder=False).values_list("pk", "name", "brand__name")
    return [Candidate(pk, name, brand or "") for pk, name, brand in rows]


def _answer(seen: SeenPhoto, notes: str = "") -> Answer:
    by_sku: defaultdict[int, list[Facing]] = defaultdict(list)
    for facing in seen.facings:
        by_sku[facing.sku].append(facing)
    names = dict(Sku.objects.filter(pk__in=by_sku).values_list("pk", "name"))
    named = {sku: group for sku, group in by_sku.items() if sku != UNKNOWN}
    counts = {sku: len(group) for sku, group in named.items()}
    scores = [facing.score for group in named.values() for facing in group]
    facings, products = sum(counts.values()), len(counts)
    return Answer(
        headline=f"{facings} facings of {products} products" if counts else "no known product",
        label=label_of(counts, names),
        confidence=fmean(scores) if scores else 0.0,
        marks=(
            *(_product(sku, group, names) for sku, group in sorted(by_sku.items())),
            *(_tag(tag) for tag in seen.tags),
            *(Mark("empty place", "", None, (gap.quad,), colour=EMPTY) for gap in seen.gaps),
        ),
        notes=notes,
    )


def _product(sku: int, group: list[Facing], names: Mapping[int, str]) -> Mark:
    quads = tuple(facing.quad for facing in group)
    count = "1 facing" if len(group) == 1 else f"{len(group)} facings"
    if sku == UNKNOWN:
        return Mark("not a known product", count, None, quads, colour=UNNAMED)
    sure = fmean(facing.score for facing in group)
    return Mark(names.get(sku, f"SKU {sku}"), count, sure, quads, str(sku), tint(sku))


def _tag(tag: PriceTag) -> Mark:
    if tag.price is None:
        return Mark("price tag", "not readable", None, (tag.quad,), colour=TAG)
    price = f"{tag.price:.2f} {tag.currency}".strip()
    return Mark("price tag", price, tag.score, (tag.quad,), colour=TAG)
