"""Invented products: what a pack shot shows, and how large the product is. Pure.

Four seeds in a row make a family of look-alikes: 4n is the plain one, 4n+1 has a band of
another colour and another word, 4n+2 differs in one word alone, 4n+3 is the larger size.
"""

from __future__ import annotations

import colorsys
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from scenes.drawing.words import VARIETIES, invented

FAMILY = 4
"""How many seeds in a row look alike."""

Colour = tuple[int, int, int]

# Kind: width and height in mm, least and greatest; what is sold so, in which sizes.
_KINDS: dict[str, tuple[tuple[int, int], tuple[int, int], str, tuple[str, str]]] = {
    "box": ((120, 195), (180, 290), "Cereal", ("375 g", "500 g")),
    "pouch": ((110, 160), (160, 230), "Coffee", ("250 g", "400 g")),
    "bottle": ((66, 88), (220, 310), "Juice", ("0.5 L", "0.75 L")),
    "can": ((62, 68), (112, 150), "Soda", ("330 ml", "440 ml")),
    "jar": ((70, 92), (100, 145), "Spread", ("220 g", "350 g")),
    "carton": ((68, 95), (195, 240), "Milk", ("0.9 L", "1.2 L")),
}


@dataclass(frozen=True, slots=True)
class Product:
    """One invented SKU. ``look`` seeds what its whole family has in common."""

    sku: int
    look: int
    kind: str
    brand: str
    variety: str
    category: str
    size_text: str
    width_mm: float
    height_mm: float
    base: Colour
    band: Colour
    accent: Colour

    @property
    def name(self) -> str:
        return f"{self.brand} {self.variety} {self.size_text}"


@lru_cache(maxsize=4096)
def product(seed: int) -> Product:
    """The product of ``seed``; its SKU is ``seed + 1``, for 0 stands for no product."""
    look, member = divmod(seed, FAMILY)
    random = Random(f"product {look}")  # noqa: S311
    kind = random.choice(sorted(_KINDS))
    widths, heights, category, sizes = _KINDS[kind]
    width, height = random.uniform(*widths), random.uniform(*heights)
    hue = random.random()
    base = _colour(hue, random.uniform(0.25, 0.9), random.uniform(0.45, 0.98))
    bands = [_colour(hue + turn, random.uniform(0.6, 1), 0.9) for turn in (0.45, 0.2)]
    accent = _colour(hue + random.choice((0.08, 0.5, 0.62)), 0.85, random.uniform(0.3, 1))
    words = random.sample(VARIETIES, 3)
    grown = 1.2 if member == 3 else 1.0
    return Product(
        sku=seed + 1,
        look=look,
        kind=kind,
        brand=invented(random),
        variety=words[member % 3],
        category=category,
        size_text=sizes[member == 3],
        width_mm=round(width * grown, 1),
        height_mm=round(height * grown, 1),
        base=base,
        band=bands[member == 1],
        accent=accent,
    )


def _colour(hue: float, saturation: float, value: float) -> Colour:
    red, green, blue = colorsys.hsv_to_rgb(hue % 1, saturation, value)
    return round(255 * red), round(255 * green), round(255 * blue)
