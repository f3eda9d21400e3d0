"""A page photographed with a phone: on a table, turned, tilted, curled. Pure."""

from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image

from core.drawing.photographs import Shot, photographed, placement
from core.geometry import Quad, quad_of
from ocr_docs.specimens.chance import between, chance, pick, weighted
from ocr_docs.specimens.sheet import Printed, Specimen

_TABLES = ("wood", "grey paint", "concrete", "felt", "cardboard", "dark plastic")
_PAGE_PIXELS = (1100, 1800)
"""Pixels that the width of the page takes in the photo: about 130 to 220 to the inch."""
_LONGEST_SIDE = 2800


def curled(specimen: Specimen, amount: float, rng: Generator) -> Specimen:
    """The paper does not lie flat: it rises and falls along its width, without a fold."""
    height, width = specimen.pixels.shape[:2]
    reach = (0.002 + 0.007 * amount) * height
    pace, start = 2 * math.pi * between(rng, 0.5, 1.2) / width, between(rng, 0, 2 * math.pi)
    rise = (reach * np.sin(pace * np.arange(width) + start)).astype(np.float32)
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    seen = cv2.remap(
        specimen.pixels, x, y + rise, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )

    def moved(quad: Quad) -> Quad:
        return quad_of((x, y - reach * math.sin(pace * x + start)) for x, y in quad)

    fields = {
        key: Printed(printed.value, tuple(moved(quad) for quad in printed.quads))
        for key, printed in specimen.fields.items()
    }
    return Specimen(specimen.kind, np.asarray(seen, dtype=np.uint8), fields)


def photograph_of(specimen: Specimen, amount: float, rng: Generator) -> Specimen:
    """The page as a phone sees it, ``amount`` as in ``ocr_docs.specimens.wear``."""
    artwork = Image.fromarray(specimen.pixels).convert("RGBA")
    shot = _framed(_shot(amount, rng), artwork, rng)
    pixels = photographed(artwork, shot, int(rng.integers(2**31)))
    return specimen.moved(pixels, placement(artwork, shot))


def _shot(amount: float, rng: Generator) -> Shot:
    turn = weighted(rng, {"upright": 5.0, "quarter": 1.5, "any": 3.5})
    quarters = pick(rng, (90, 180, 270)) if turn == "quarter" else 0
    lean = 0.02 + 0.10 * amount
    return Shot(
        surface=pick(rng, _TABLES),
        turn=between(rng, 0, 360) if turn == "any" else quarters + between(rng, -7, 7),
        tilt=between(rng, -lean, lean),
        lean=between(rng, -lean, lean),
        light=between(rng, 0.95, 1.12) - 0.15 * amount * chance(rng, 0.5),
        warmth=between(rng, -0.6, 1.2),
        blur=0.4 + 0.6 * amount * between(rng, 0.3, 1),
        shake=3.0 if amount > 0.5 and chance(rng, 0.25) else 0.0,
        noise=0.008 + 0.025 * amount * between(rng, 0.3, 1),
        glare=0.45 * amount * chance(rng, 0.4),
        shade=0.12 + 0.4 * amount * between(rng, 0.2, 1),
        lifted=0.005,
        quality=90,
    )


def _framed(shot: Shot, artwork: Image.Image, rng: Generator) -> Shot:
    """The frame, upright or lying, that holds the page as it is seen with little to spare."""
    corners = _seen_corners(replace(shot, size=(1000, 1000), width=1.0), artwork)
    across, down = np.ptp(corners, axis=0) / 1000
    frame = (4, 3) if across > down else (3, 4)
    fill = between(rng, 0.86, 0.99)
    page = between(rng, *_PAGE_PIXELS)
    unit = max(across * page / frame[0], down * page / frame[1]) / fill
    shrink = min(_LONGEST_SIDE / (max(frame) * unit), 1.0)
    width, height = (round(side * unit * shrink) for side in frame)
    share = page * shrink / width
    middle = (corners.min(axis=0) + corners.max(axis=0)) / 2000 - 0.5
    centre = (0.5 - middle[0] * share, 0.5 - middle[1] * share * width / height)
    return replace(shot, size=(width, height), width=share, centre=centre)


def _seen_corners(shot: Shot, artwork: Image.Image) -> NDArray[np.float64]:
    """The corners of ``artwork`` in its photo, (4, 2)."""
    width, height = artwork.size
    corners = np.array([(0, 0, 1), (width, 0, 1), (width, height, 1), (0, height, 1)])
    seen = corners @ placement(artwork, shot).T
    return np.asarray(seen[:, :2] / seen[:, 2:], dtype=np.float64)
