"""Engines that know the sample scene by heart, so that the demonstration itself can be tested."""

from __future__ import annotations

import numpy as np

from core.geometry import quad_of
from scenes.models import Sku
from scenes.realogram import Facing, Panorama, Placement, PriceTag, Realogram, Row, SeenPhoto
from scenes.showing.samples import sample

ENGINES = {
    "see": f"{__name__}.see",
    "merge": f"{__name__}.merge",
    "compose": f"{__name__}.compose",
}
TALL = 200


def shelves() -> list[list[str]]:
    """The cids on each shelf, from left to right: what the sample says is there."""
    known = sample()
    left = dict(known.expected.facings)
    rows: list[list[str]] = [[], []]
    for record in known.planogram:
        rows[record["shelf_index"]] += [record["sku"]] * left.pop(record["sku"], 0)
    # What nobody planned stands at the end of the lower shelf.
    rows[1] += [cid for cid, count in left.items() for _ in range(count)]
    return rows


def see(pixels, image, index, *, first_id=1, **more):
    """The first photo shows everything, the second one as much of it as is seen twice."""
    facings, tags = list(_facings(first_id)), []
    if first_id > 1:
        facings = facings[: sample().expected.seen_twice[0]]
    else:
        tags = list(_tags(facings))
    height, width = pixels.shape[:2]
    return SeenPhoto(image, width, height, tuple(facings), tags=tuple(tags))


def _facings(number):
    ids = dict(Sku.objects.values_list("cid", "pk"))
    widths = {product.cid: product.size_x_mm for product in sample().catalogue}
    for shelf, row in enumerate(shelves()):
        left = 0.0
        for cid in row:
            quad = _box(left, shelf * TALL, widths[cid], TALL)
            yield Facing(number, ids[cid], quad, 0.9, shelf=shelf, track=number)
            left, number = left + widths[cid], number + 1


def _tags(facings):
    cids = dict(Sku.objects.values_list("pk", "cid"))
    prices = dict(sample().expected.prices)
    for facing in facings:
        price = prices.pop(cids[facing.sku], None)
        if price is not None:
            yield PriceTag(facing.id, facing.quad, price, (price,), facings=(facing.id,), score=0.9)


def merge(photos, picture, *, stack=(None, None)):
    first, second = photos
    doubles = tuple(
        Facing(one.id, one.sku, one.quad, 0.9, shelf=one.shelf, duplicate=True, track=number)
        for number, one in enumerate(second.facings, 1)
    )
    second = SeenPhoto(second.image, second.width, second.height, doubles)
    rows = tuple(
        Row(0, shelf, tuple((f.id,) for f in first.facings if f.shelf == shelf)) for shelf in (0, 1)
    )
    places = tuple(
        Placement(one.image, (1, 0, place, 0, 1, 0, 0, 0, 1), 0, place)
        for place, one in enumerate(photos)
    )
    panorama = Panorama(20, 10, places, stitched=stack == (1, 2))
    return Realogram((first, second), rows, (panorama,))


def compose(panorama, picture):
    return np.zeros((panorama.height, panorama.width, 3), np.uint8)


def _box(left, top, width, height):
    right, bottom = left + width, top + height
    return quad_of([(left, top), (right, top), (right, bottom), (left, bottom)])
