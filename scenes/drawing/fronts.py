"""The printed front of a pack: brand, motif, coloured band, small print, size. Pure."""

from __future__ import annotations

from random import Random

import numpy as np
from PIL import Image, ImageDraw

from scenes.drawing.fonts import BRAND_FACES, PLAIN_FACES, fitted, font
from scenes.drawing.ornaments import MOTIFS, PATTERNS, Area, Draw, mixed, readable_on
from scenes.drawing.products import Colour, Product
from scenes.drawing.words import small_print

_WHITE: Colour = (255, 255, 255)
_BLACK: Colour = (0, 0, 0)


def front(product: Product, width: int, height: int) -> Image.Image:
    """The front of ``product``, RGB, ``width`` x ``height`` pixels. One look, one layout."""
    random = Random(f"front {product.look}")  # noqa: S311
    picture = _ground(product, random, width, height)
    draw = ImageDraw.Draw(picture)
    upper = random.uniform(0.03, 0.08)
    high = random.uniform(0.14, 0.22)
    low = random.uniform(0.64, 0.74)
    _brand(
        draw, product, random, (0.06 * width, upper * height, 0.94 * width, (upper + high) * height)
    )
    motif = random.choice(MOTIFS)
    ink = mixed(product.accent, _WHITE, 0.15)
    inset = random.uniform(0.1, 0.25) * width
    middle = (inset, (upper + high + 0.05) * height, width - inset, (low - 0.03) * height)
    motif(draw, middle, random, product.accent, ink)
    _band(
        draw, product, random, (0, low * height, width, (low + random.uniform(0.1, 0.14)) * height)
    )
    _foot(draw, product, random, (0.06 * width, 0.86 * height, 0.94 * width, 0.97 * height))
    return picture


def _ground(product: Product, random: Random, width: int, height: int) -> Image.Image:
    """The base colour, lighter towards one end, under a pattern."""
    far = mixed(product.base, random.choice((_WHITE, _BLACK)), 0.3)
    shares = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    colours = np.array(product.base) * (1 - shares) + np.array(far) * shares
    made = np.broadcast_to(colours, (height, width, 3)).astype(np.uint8)
    picture = Image.fromarray(np.ascontiguousarray(made))
    tint, other = mixed(product.base, _WHITE, 0.35), mixed(product.base, _BLACK, 0.25)
    random.choice(PATTERNS)(ImageDraw.Draw(picture), (0, 0, width, height), random, tint, other)
    return picture


def _brand(draw: Draw, product: Product, random: Random, area: Area) -> None:
    left, top, right, bottom = area
    plate = random.choice((None, mixed(product.accent, _BLACK, 0.2), _WHITE))
    text = product.brand.upper() if random.random() < 0.5 else product.brand
    face = fitted(text, random.choice(BRAND_FACES), 0.86 * (right - left), 0.72 * (bottom - top))
    middle = ((left + right) / 2, (top + bottom) / 2)
    if plate:
        draw.rounded_rectangle(area, radius=round(0.2 * (bottom - top)), fill=plate)
    ink = readable_on(plate or product.base)
    edge = 0 if plate else max(1, round(0.03 * (bottom - top)))
    draw.text(middle, text, ink, face, "mm", stroke_width=edge, stroke_fill=product.accent)


def _band(draw: Draw, product: Product, random: Random, area: Area) -> None:
    left, top, right, bottom = area
    slant = random.choice((0, 0, 0.25, -0.25)) * (bottom - top)
    draw.polygon(
        [
            (left, top + slant),
            (right, top - slant),
            (right, bottom - slant),
            (left, bottom + slant),
        ],
        fill=product.band,
        outline=mixed(product.band, _BLACK, 0.5),
    )
    name = random.choice(BRAND_FACES)
    face = fitted(product.variety, name, 0.7 * (right - left), 0.6 * (bottom - top))
    middle = ((left + right) / 2, (top + bottom) / 2)
    draw.text(middle, product.variety, readable_on(product.band), face, "mm")


def _foot(draw: Draw, product: Product, random: Random, area: Area) -> None:
    """Small print at the left, the size at the right."""
    left, top, right, bottom = area
    ink = readable_on(product.base)
    rows = 3
    step = (bottom - top) / rows
    small = font(random.choice(PLAIN_FACES), int(0.75 * step))
    for row in range(rows):
        words = small_print(random, 3)
        while words and small.getlength(words) > 0.55 * (right - left):
            words = words.rpartition(" ")[0]
        draw.text((left, top + row * step), words, ink, small)
    size = fitted(product.size_text, "DejaVuSans-Bold", 0.36 * (right - left), 0.6 * (bottom - top))
    draw.text((right, bottom), product.size_text, ink, size, "rs")
