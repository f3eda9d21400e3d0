"""Everything that one photo shows, put together. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

from core.engines import Pixels, TextEngine
from scenes.matching import Index, find
from scenes.prices import PriceOptions, Search, tags_in
from scenes.realogram import SeenPhoto
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
    """What the photo ``image`` shows: facings, shelves, gaps and price tags.

    ``only`` narrows the SKUs looked for; facings less likely than ``threshold`` are UNKNOWN.
    Price tags are read where ``text`` is given. Ids of facings and of tags count from
    ``first_id``. Raises EngineFailed when the text engine does.
    """
    with _begun(Search(pixels, text) if text else None) as search:
        found = find(pixels, index, only=only, text=text, threshold=threshold)
    named = [replace(one, id=number, track=number) for number, one in enumerate(found, first_id)]
    shelves = shelf_lines(pixels, named)
    facings = standing(named, shelves)
    read = tags_in(search, facings, shelves, options or PriceOptions()) if search else ()
    tags = tuple(replace(tag, id=number) for number, tag in enumerate(read, first_id))
    gaps = gaps_between(pixels, facings, shelves)
    rows, cols = pixels.shape[:2]
    return SeenPhoto(image, cols, rows, facings, shelves, gaps, tags)


@contextmanager
def _begun(search: Search | None) -> Iterator[Search | None]:
    """``search`` goes on meanwhile: it needs no facings, and its engine leaves Python's lock alone.

    Raises EngineFailed when it does.
    """
    if search is None:
        yield None
        return
    with ThreadPoolExecutor(1, thread_name_prefix="tags") as pool:
        begun = pool.submit(search.begin)
        yield search
        begun.result()
