"""PRICE_TAGS: what each SKU costs, by the tags that stand for its facings."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from scenes.master_data import MasterData
from scenes.realogram import Facing, PriceTag, Realogram
from scenes.reports.tallies import centre_and_size, is_named, name_of

NOTABLE_SHARE = 0.2
"""A colour that covers this much of a tag is named among ``price_tag_colors``."""


def price_tags(realogram: Realogram, master: MasterData) -> list[dict[str, Any]]:
    """One entry for each named SKU with a price that could be read, by the SKU's id.

    ``price`` is of the surest tag, ``min_price`` and ``max_price`` are over all of them. Tags
    that could not be read stand under ``tags`` with a price of None: a guess helps nobody.
    """
    found = _tags_by_sku(realogram, master)
    return [
        _entry(sku, found[sku], master)
        for sku in sorted(found)
        if any(tag.price is not None for _, tag, _ in found[sku])
    ]


_Found = list[tuple[int, PriceTag, Facing]]
"""Image, tag, and the facing it is tied to."""


def _tags_by_sku(realogram: Realogram, master: MasterData) -> dict[int, _Found]:
    facings = {facing.id: facing for photo in realogram.photos for facing in photo.facings}
    found: defaultdict[int, _Found] = defaultdict(list)
    for photo in realogram.photos:
        for tag in photo.tags:
            tied = [facings[one] for one in tag.facings if one in facings]
            for sku in sorted({facing.sku for facing in tied if is_named(facing.sku, master)}):
                # A view that is counted is one that the other reports show too.
                mine = [facing for facing in tied if facing.sku == sku]
                found[sku].append((photo.image, tag, min(mine, key=lambda f: (f.duplicate, f.id))))
    return found


def _entry(sku: int, found: _Found, master: MasterData) -> dict[str, Any]:
    read = [one for one in found if one[1].price is not None]
    _, tag, facing = max(read, key=lambda one: (one[1].score, -one[1].id))
    prices = [float(one[1].price) for one in read if one[1].price is not None]
    product = master.products.get(sku)
    return {
        "sku_id": sku,
        "name": name_of(sku, master),
        "brand": product.brand if product else "",
        "manufacturer": product.manufacturer if product else "",
        "category": product.category if product else "",
        "price": tag.price,
        "min_price": min(prices),
        "max_price": max(prices),
        "promo": _is_promo(tag, master),
        "sku_image_url": product.image_url if product else "",
        **_colours(tag),
        "result_pricetag": tag.id,
        "result_object": facing.id,
        "currency": tag.currency,
        "score": round(tag.score, 4),
        "tags": [_tag(image, one, master) for image, one, _ in found],
    }


def _tag(image: int, tag: PriceTag, master: MasterData) -> dict[str, Any]:
    return {
        "id": tag.id,
        "image": image,
        **centre_and_size(tag.quad),
        "price": tag.price,
        "prices": list(tag.prices),
        "promo": _is_promo(tag, master),
        "text": tag.text,
        "read_by": None if tag.price is None else tag.read_by or "local",
    }


def _colours(tag: PriceTag) -> dict[str, Any]:
    shares = sorted(tag.colours, key=lambda colour: (-colour[1], colour[0]))
    return {
        "price_tag_colors": [name for name, share in shares if share >= NOTABLE_SHARE],
        "colors": [{"color": name, "score": round(share, 3)} for name, share in shares],
    }


def _is_promo(tag: PriceTag, master: MasterData) -> bool:
    options = master.options
    return tag.promo or any(
        name in options.promo_colours and share >= options.promo_share
        for name, share in tag.colours
    )
