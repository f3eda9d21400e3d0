"""Everything that one photo shows, put together. Pure."""

from __future__ import annotations

from dataclasses import replace

from core.engines import Pixels, TextEngine
from scenes.matching import Index, find
from scenes.prices import PriceOptions, tags_of
from scenes.quality import quality_of
from scenes.realogram import PriceTag, SeenPhoto
from scenes.shelves import gaps_between, shelf_lines, standing


def see(
    pixels: Pixels,
    image: int,
    index: Index,
    *,
    only: frozenset[int] | None = None,
    text: TextEngine | None = None,
    threshold: float = 0.5,
    options: PriceOptions | None = None,
    first_id: int = 1,
) -> SeenPhoto:
    """What the photo ``image`` shows: quality, facings, shelves, gaps and price tags.

    ``only`` narrows the SKUs looked for; facings less likely than ``threshold`` are UNKNOWN.
    Price tags are read where ``text`` is given. Ids of facings and of tags count from
    ``first_id``. Raises EngineFailed when the text engine does.
    """
    found = find(pixels, index, only=only, text=text, threshold=threshold)
    facings = tuple(
        replace(facing, id=number, track=number) for number, facing in enumerate(found, first_id)
    )
    shelves = shelf_lines(pixels, facings)
    facings = standing(facings, shelves)
    tags: tuple[PriceTag, ...] = ()
    if text is not None:
        chosen = options or PriceOptions()
        read = tags_of(pixels, text, facings=facings, shelves=shelves, options=chosen)
        tags = tuple(replace(tag, id=number) for number, tag in enumerate(read, first_id))
    return SeenPhoto(
        image=image,
        width=pixels.shape[1],
        height=pixels.shape[0],
        facings=facings,
        shelves=shelves,
        gaps=gaps_between(pixels, facings, shelves),
        tags=tags,
        quality=quality_of(pixels),
    )
