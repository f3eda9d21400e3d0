"""SKUs that stand for products which were seen and not named."""

from __future__ import annotations

from dataclasses import replace

from scenes.models import Sku
from scenes.realogram import UNKNOWN, Facing, SeenPhoto

NAME = "Unknown product"


def placeholder() -> Sku:
    """The one for any product; made when it is first needed."""
    made = Sku.objects.get_or_create(is_placeholder=True, brand=None, defaults={"name": NAME})
    return made[0]


def named(photo: SeenPhoto, *, threshold: float) -> SeenPhoto:
    """``photo`` with a placeholder SKU in place of each ``UNKNOWN``.

    A product that can only be of one brand stands under that brand's placeholder, where
    the catalogue has one: all its alternatives are of the brand, with ``threshold`` together.
    """
    unknown = [facing for facing in photo.facings if facing.sku == UNKNOWN]
    if not unknown:
        return photo
    anything = placeholder().pk
    brands = _brands(unknown)
    facings = tuple(
        replace(f, sku=_of_brand(f, brands, threshold) or anything) if f.sku == UNKNOWN else f
        for f in photo.facings
    )
    return replace(photo, facings=facings)


def _of_brand(facing: Facing, brands: dict[int, int], threshold: float) -> int | None:
    """The placeholder of the one brand that a facing can be of. ``brands``: SKU -> placeholder."""
    stands_for = {brands.get(other.sku) for other in facing.alternatives}
    sure = sum(other.score for other in facing.alternatives)
    return stands_for.pop() if len(stands_for) == 1 and sure >= threshold else None


def _brands(unknown: list[Facing]) -> dict[int, int]:
    """The placeholder of its brand, for each SKU that is an alternative and has one."""
    rows = Sku.objects.filter(is_placeholder=True).exclude(brand=None).order_by("-id")
    placeholders: dict[int | None, int] = dict(rows.values_list("brand_id", "id"))
    if not placeholders:
        return {}
    skus = {other.sku for facing in unknown for other in facing.alternatives}
    mine = Sku.objects.filter(pk__in=skus, brand__in=placeholders).values_list("id", "brand_id")
    return {sku: placeholders[brand] for sku, brand in mine}
