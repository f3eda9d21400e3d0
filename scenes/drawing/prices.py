"""Price tags: amounts, the styles they are printed in, and the drawn tag. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageDraw

from scenes.drawing.fonts import PLAIN_FACES, TAG_FACES, fitted, font
from scenes.drawing.ornaments import Area, Draw
from scenes.drawing.products import Colour, Product

TAG_MM = (64.0, 36.0)
"""Width and height of a tag."""

_INK: Colour = (18, 18, 22)
_WHITE: Colour = (250, 250, 246)
_YELLOW: Colour = (253, 216, 20)
_RED: Colour = (206, 22, 34)


@dataclass(frozen=True, slots=True)
class Price:
    """What a tag says. ``old`` is the amount struck through on a promotion, ``currency`` the
    sign as it is printed. ``style`` is a key of ``STYLES``."""

    amount: float
    currency: str
    style: str
    old: float | None = None

    @property
    def promo(self) -> bool:
        return self.old is not None


def priced(random: Random, style: str) -> Price:
    """An invented price in ``style``; about one in five is a promotion."""
    _, currency, fractions, top = STYLES[style]
    amount = random.randint(1, top) + random.choice(fractions)
    promo = random.random() < 0.2
    old = round(amount * random.uniform(1.2, 1.6)) + fractions[0] if promo else None
    return Price(round(amount, 2), currency, style, old)


def drawn_tag(price: Price, product: Product, scale: float) -> Image.Image:
    """The tag, RGB, ``scale`` pixels per mm."""
    random = Random(f"tag {price} {product.sku}")  # noqa: S311
    width, height = (round(side * scale) for side in TAG_MM)
    ground, ink = _WHITE, _INK
    if price.promo:
        ground, ink = random.choice(((_YELLOW, _INK), (_RED, _WHITE), (_YELLOW, _RED)))
    made = Image.new("RGB", (width, height), ground)
    draw = ImageDraw.Draw(made)
    name = font(random.choice(PLAIN_FACES), round(0.13 * height))
    draw.text((0.05 * width, 0.04 * height), product.name[:28], ink, name)
    _bars(draw, random, (0.05 * width, 0.72 * height, 0.33 * width, 0.93 * height), ink)
    if price.old is not None:
        _struck(draw, price, (0.05 * width, 0.3 * height, 0.34 * width, 0.6 * height), ink)
    write, *_ = STYLES[price.style]
    write(draw, price, (0.38 * width, 0.24 * height, 0.96 * width, 0.94 * height), ink)
    draw.rectangle((0, 0, width - 1, height - 1), outline=(120, 120, 120))
    return made


def _bars(draw: Draw, random: Random, area: Area, ink: Colour) -> None:
    """Something like a barcode."""
    left, top, right, bottom = area
    x = left
    while x < right:
        wide = random.choice((1, 1, 2, 3)) * (right - left) / 60
        draw.rectangle((x, top, x + wide, bottom), fill=ink)
        x += wide + random.choice((1, 2, 3)) * (right - left) / 60


def _struck(draw: Draw, price: Price, area: Area, ink: Colour) -> None:
    """The old amount, struck through."""
    left, top, right, bottom = area
    text = f"{price.old:.2f}" if price.old and price.old % 1 else f"{price.old:.0f}"
    face = fitted(text, "DejaVuSans", right - left, 0.7 * (bottom - top))
    draw.text((left, bottom), text, ink, face, "ls")
    draw.line((left, bottom, right, top + 0.2 * (bottom - top)), fill=ink, width=2)


def _raised(draw: Draw, price: Price, area: Area, ink: Colour) -> None:
    """The sign, large units, small raised hundredths: $12 99. None covers another."""
    left, top, right, bottom = area
    units, hundredths = f"{price.amount:.2f}".split(".")
    size = min((right - left) / _raised_width(price.currency, units, hundredths), bottom - top)
    whole, part = font(TAG_FACES[0], int(size)), font(TAG_FACES[0], int(_PART * size))
    edge = right - part.getlength(hundredths)
    level = bottom - _DIGIT * size
    draw.text((edge, bottom), units, ink, whole, "rs")
    draw.text((edge, level + _PART * _DIGIT * size), hundredths, ink, part, "ls")
    sign = font(TAG_FACES[0], int(_SIGN * size))
    beside = edge - whole.getlength(units) - _GAP * size
    draw.text((beside, level + _DIGIT * sign.size), price.currency, ink, sign, "rs")


_PART, _SIGN, _GAP = 0.5, 0.4, 0.05
"""The em of raised hundredths, that of the sign before them, and what lies between sign and
units, in ems of the units."""

_DIGIT = 0.73
"""The height of a digit in ems."""


def _raised_width(sign: str, units: str, hundredths: str) -> float:
    """Of the whole price, in ems of its units."""
    parts = ((sign, _SIGN), (units, 1.0), (hundredths, _PART))
    face = font(TAG_FACES[0], 100)
    return _GAP + sum(share * face.getlength(text) / 100 for text, share in parts)


def _ahead(draw: Draw, price: Price, area: Area, ink: Colour) -> None:
    """The sign ahead of a plain decimal: $12.99."""
    _line(draw, f"{price.currency}{price.amount:.2f}", area, ink, TAG_FACES[1])


def _after(draw: Draw, price: Price, area: Area, ink: Colour) -> None:
    """A decimal comma, the sign after: 12,99 €."""
    text = f"{price.amount:.2f}".replace(".", ",")
    _line(draw, f"{text} {price.currency}", area, ink, TAG_FACES[0])


def _dashed(draw: Draw, price: Price, area: Area, ink: Colour) -> None:
    """Whole units with a dash: 129.-"""
    _line(draw, f"{price.amount:,.0f}.-", area, ink, TAG_FACES[2])


def _whole(draw: Draw, price: Price, area: Area, ink: Colour) -> None:
    """The sign ahead of whole units: ฿129."""
    _line(draw, f"{price.currency}{price.amount:,.0f}", area, ink, TAG_FACES[3])


def _line(draw: Draw, text: str, area: Area, ink: Colour, face: str) -> None:
    left, top, right, bottom = area
    draw.text((right, bottom), text, ink, fitted(text, face, right - left, bottom - top), "rs")


_CENTS = (0.99, 0.49, 0.95, 0.25, 0.9)

STYLES: dict[
    str, tuple[Callable[[Draw, Price, Area, Colour], None], str, tuple[float, ...], int]
] = {
    "raised": (_raised, "$", _CENTS, 29),
    "ahead": (_ahead, "$", _CENTS, 29),
    "after": (_after, "€", _CENTS, 29),
    "dashed": (_dashed, "", (0.0,), 399),
    "whole": (_whole, "฿", (0.0,), 399),
}
"""Style -> how it is written, its currency sign, the fractions in use, the largest price."""
