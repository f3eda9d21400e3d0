"""Engines that see on a photo what the test has painted on it, and merge as it says.

A painted photo is a row of blocks, ``BLOCK`` pixels square; the red of a block is the id of
its SKU, the green a score in hundredths, the blue the id of an alternative; white is nothing.
"""

import io

import numpy as np
from PIL import Image

from core.engines import Pixels
from core.geometry import Point, quad_of
from scenes.realogram import (
    UNKNOWN,
    Alternative,
    Facing,
    Panorama,
    Placement,
    PriceTag,
    Quality,
    Realogram,
    Row,
    SeenPhoto,
    ShelfLine,
)

BLOCK = 40
ENGINES = {
    "see": f"{__name__}.see",
    "merge": f"{__name__}.merge",
    "compose": f"{__name__}.compose",
}
asked: list[dict] = []
"""What ``see`` was asked, newest last."""


def painted(*skus: int | tuple[int, int, int], shade: int = 250) -> bytes:
    """A PNG with these SKUs side by side; ``shade`` makes its bytes another photo's."""
    pixels = np.full((2 * BLOCK, BLOCK * max(len(skus), 1), 3), 255, np.uint8)
    pixels[BLOCK:, :, 2] = shade
    for place, sku in enumerate(skus):
        pixels[:BLOCK, place * BLOCK : (place + 1) * BLOCK] = (
            sku if isinstance(sku, tuple) else (sku, 90, 0)
        )
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def see(pixels: Pixels, image, index, *, only=None, text=None, threshold=0.5, first_id=1, **more):
    asked.append({"image": image, "only": only, "index": len(index.entries), "text": text} | more)
    height, width = pixels.shape[:2]
    blocks = pixels[BLOCK // 2, BLOCK // 2 :: BLOCK].astype(int)
    seen = [(place, block) for place, block in enumerate(blocks) if tuple(block) != (255, 255, 255)]
    facings = tuple(
        _facing(first_id + n, place, *block, threshold) for n, (place, block) in enumerate(seen)
    )
    tag = PriceTag(
        first_id, square(0, BLOCK), 9.5, (9.5,), facings=tuple(f.id for f in facings[:1])
    )
    return SeenPhoto(
        image,
        width,
        height,
        facings=facings,
        shelves=(ShelfLine(Point(0, BLOCK), Point(width, BLOCK)),),
        tags=(tag,) if facings else (),
        quality=Quality(0.9, 0.5, 0.0, 0.0),
    )


def _facing(id, place, sku, score, other, threshold):
    score = score / 100
    others = (Alternative(int(other), 0.6),) if other else ()
    named = int(sku) if score >= threshold else UNKNOWN
    return Facing(id, named, square(place * BLOCK, 0), score, others, shelf=0)


def square(x, y):
    return quad_of([(x, y), (x + BLOCK, y), (x + BLOCK, y + BLOCK), (x, y + BLOCK)])


def merge(photos, picture, *, stack=(None, None)):
    """Side by side, nothing twice; each photo is decoded once, to be sure that it can be."""
    sizes = [picture(number).shape[:2] for number in range(len(photos))]
    assert sizes == [(photo.height, photo.width) for photo in photos]
    columns = tuple((facing.id,) for photo in photos for facing in photo.facings)
    width = sum(photo.width for photo in photos)
    places, x = [], 0
    for number, photo in enumerate(photos):
        places.append(Placement(photo.image, (1, 0, x, 0, 1, 0, 0, 0, 1), 0, number))
        x += photo.width
    panoramas = (Panorama(width, photos[0].height, tuple(places), True),) if len(photos) > 1 else ()
    return Realogram(tuple(photos), (Row(0, 0, columns),), panoramas)


def compose(panorama, picture):
    return np.concatenate([picture(place.image) for place in panorama.placements], axis=1)


def broken(*_, **__):
    raise RuntimeError("segment 7 is missing")
