"""Drawn shelf edges with tags on them, for the tests of finding and reading."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from core.engines import Pixels
from tests.scenes.prices.prints import BlockReader

TAG = (150, 90)
"""Width and height of a tag, pixels."""

WHITE = (245, 245, 242)
YELLOW = (250, 214, 30)

RAIL = 240
"""Where the shelf's edge begins, pixels from the top."""

TAG_TOP, STEP = 265, 230


def bare_shelf(tags: int, seed: int = 3) -> Pixels:
    """A dark shelf with packs on it and a grey edge below them, wide enough for so many tags."""
    random = np.random.default_rng(seed)
    pixels = np.full((480, 60 + STEP * tags, 3), (70, 62, 58), np.uint8)
    for number in range(tags):
        left = 50 + STEP * number
        pixels[40:RAIL, left : left + 160] = random.integers(60, 200, 3)
    pixels[RAIL:380] = (118, 120, 122)
    return pixels


def tag_place(number: int) -> tuple[int, int]:
    """Left and top of the ``number``-th tag, from 0."""
    return 50 + STEP * number, TAG_TOP


def with_tags(
    reader: BlockReader,
    prices: Sequence[str],
    papers: Sequence[tuple[int, int, int]] = (),
    *,
    beside: str = "",
) -> Pixels:
    """A shelf whose tags say ``prices``; ``beside`` is smaller print on each of them."""
    pixels = bare_shelf(len(prices))
    for number, price in enumerate(prices):
        left, top = tag_place(number)
        paper = papers[number] if papers else WHITE
        pixels[top : top + TAG[1], left : left + TAG[0]] = paper
        reader.write(pixels, price, (left + 40, top + 34, 90, 32))
        if beside:
            reader.write(pixels, beside, (left + 12, top + 74, 60, 11))
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), 0.6), np.uint8)
