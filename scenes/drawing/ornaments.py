"""What decorates a pack: patterns behind, a motif in the middle. Pure.

Everything is drawn with Pillow into a box (left, top, right, bottom) of pixels.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from PIL import ImageDraw

from scenes.drawing.products import Colour

Area = tuple[float, float, float, float]
Draw = ImageDraw.ImageDraw
Painter = Callable[[Draw, Area, Random, Colour, Colour], None]


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """``share`` (0-1) of ``other`` in ``one``."""
    red, green, blue = (round(a + share * (b - a)) for a, b in zip(one, other, strict=True))
    return red, green, blue


def readable_on(ground: Colour) -> Colour:
    """White or nearly black, whichever stands out from ``ground``."""
    light = 0.3 * ground[0] + 0.59 * ground[1] + 0.11 * ground[2]
    return (22, 20, 28) if light > 140 else (252, 250, 244)


def _dots(draw: Draw, area: Area, random: Random, one: Colour, _: Colour) -> None:
    left, top, right, bottom = area
    for _dot in range(34):
        x, y = random.uniform(left, right), random.uniform(top, bottom)
        reach = random.uniform(0.01, 0.06) * (right - left)
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=one)


def _stripes(draw: Draw, area: Area, random: Random, one: Colour, two: Colour) -> None:
    left, top, right, bottom = area
    slope, step = random.uniform(-0.6, 0.6) * (bottom - top), (right - left) / random.randint(5, 11)
    x = left - (right - left)
    turn = False
    while x < right + (right - left):
        width = max(1, round(step * random.uniform(0.2, 0.5)))
        draw.line((x, bottom, x + slope, top), fill=two if turn else one, width=width)
        x, turn = x + step, not turn


def _rays(draw: Draw, area: Area, random: Random, one: Colour, _: Colour) -> None:
    left, top, right, bottom = area
    x, y = (left + right) / 2, top + random.uniform(0.3, 0.6) * (bottom - top)
    reach = (right - left) + (bottom - top)
    count = random.randint(9, 16)
    for ray in range(count):
        angles = [2 * math.pi * (ray + edge) / count for edge in (0, 0.45)]
        ends = [(x + reach * math.cos(a), y + reach * math.sin(a)) for a in angles]
        draw.polygon([(x, y), *ends], fill=one)


def _waves(draw: Draw, area: Area, random: Random, one: Colour, two: Colour) -> None:
    left, top, right, bottom = area
    for wave in range(random.randint(3, 6)):
        level = random.uniform(top, bottom)
        high, turns = 0.05 * (bottom - top), random.uniform(1, 3)
        steps = [left + (right - left) * step / 40 for step in range(41)]
        line = [
            (x, level + high * math.sin(turns * 6.3 * (x - left) / (right - left) + wave))
            for x in steps
        ]
        draw.line(line, fill=(one, two)[wave % 2], width=max(2, round(0.025 * (right - left))))


def _fruit(draw: Draw, area: Area, random: Random, one: Colour, two: Colour) -> None:
    left, top, right, bottom = area
    size = min(right - left, bottom - top)
    dark, light = mixed(one, (0, 0, 0), 0.5), mixed(one, (255, 255, 255), 0.6)
    for _berry in range(random.randint(4, 8)):
        r = size * random.uniform(0.1, 0.2)
        x, y = random.uniform(left + r, right - r), random.uniform(top + r, bottom - r)
        edge = max(1, round(r / 9))
        draw.ellipse((x - r, y - r, x + r, y + r), fill=one, outline=dark, width=edge)
        draw.ellipse((x - 0.6 * r, y - 0.7 * r, x - 0.1 * r, y - 0.2 * r), fill=light)
        draw.polygon([(x, y - r), (x + r, y - 1.5 * r), (x + 0.3 * r, y - 0.7 * r)], fill=two)


def _hills(draw: Draw, area: Area, random: Random, one: Colour, two: Colour) -> None:
    left, top, right, bottom = area
    x, y, reach = random.uniform(left, right), top, 0.18 * (right - left)
    draw.ellipse((x - reach, y, x + reach, y + 2 * reach), fill=mixed(two, (255, 240, 120), 0.6))
    for hill in range(4):
        ground = mixed(one, two, hill / 4)
        peak = random.uniform(left, right), random.uniform(top, (top + bottom) / 2)
        wide = random.uniform(0.3, 0.6) * (right - left)
        feet = [(max(peak[0] - wide, left), bottom), (min(peak[0] + wide, right), bottom)]
        draw.polygon([feet[0], peak, feet[1]], fill=ground, outline=mixed(ground, (0, 0, 0), 0.4))


def _bowl(draw: Draw, area: Area, random: Random, one: Colour, two: Colour) -> None:
    left, top, right, bottom = area
    middle = top + 0.45 * (bottom - top)
    for _flake in range(24):
        x = random.uniform(left + 0.1 * (right - left), right - 0.1 * (right - left))
        y, r = random.uniform(top, middle + 4), 0.07 * (right - left)
        tint = mixed(one, (250, 220, 130), random.uniform(0.2, 0.9))
        edge = mixed(tint, (60, 30, 0), 0.6)
        draw.ellipse((x - r, y - 0.6 * r, x + r, y + 0.6 * r), fill=tint, outline=edge)
    draw.pieslice((left, middle - (bottom - middle), right, bottom), 0, 180, fill=two)
    draw.line((left, middle, right, middle), fill=mixed(two, (0, 0, 0), 0.4), width=4)


def _star(draw: Draw, area: Area, random: Random, one: Colour, two: Colour) -> None:
    left, top, right, bottom = area
    x, y, reach = (left + right) / 2, (top + bottom) / 2, min(right - left, bottom - top) / 2
    points = random.randint(5, 12)
    for size, ink in ((1.0, one), (0.7, two), (0.4, mixed(one, (255, 255, 255), 0.7))):
        line = [
            (
                x + reach * size * (1 if step % 2 else 0.55) * math.cos(math.pi * step / points),
                y + reach * size * (1 if step % 2 else 0.55) * math.sin(math.pi * step / points),
            )
            for step in range(2 * points)
        ]
        draw.polygon(line, fill=ink)


PATTERNS: tuple[Painter, ...] = (_dots, _stripes, _rays, _waves)
MOTIFS: tuple[Painter, ...] = (_fruit, _hills, _bowl, _star)
