"""What a scanner, a copier and a file format do to a page. Pure.

Each function takes a :class:`Specimen` or its pixels, and an ``amount`` as in
``ocr_docs.specimens.wear``; those that move the page move its quads with it.
"""

from __future__ import annotations

import io

import cv2
import numpy as np
from numpy.random import Generator
from PIL import Image

from core.engines import Pixels
from ocr_docs.specimens.chance import between, chance
from ocr_docs.specimens.sheet import Specimen
from ocr_docs.specimens.wear import coarse, shaded, spots

_COPIED = (0.78, 0.86)
"""Of the paper's light, in the picture's own (encoded) grey: densities of 0.14 to 0.24."""


def skewed(specimen: Specimen, degrees: float, ground: int) -> Specimen:
    """The page turned on the glass; ``ground`` (0-255) shows beyond its edges."""
    height, width = specimen.pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1)
    seen = cv2.warpAffine(
        specimen.pixels,
        turn,
        (width, height),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(ground, ground, ground),
    )
    homography = np.vstack([turn, (0, 0, 1)])
    return specimen.moved(np.asarray(seen, dtype=np.uint8), homography)


def quarter_turned(specimen: Specimen, quarters: int) -> Specimen:
    """The page laid on the glass sideways or upside down (clockwise quarter turns)."""
    height, width = specimen.pixels.shape[:2]
    homography = {
        0: [(1, 0, 0), (0, 1, 0)],
        1: [(0, -1, height), (1, 0, 0)],
        2: [(-1, 0, width), (0, -1, height)],
        3: [(0, 1, 0), (-1, 0, width)],
    }[quarters % 4]
    pixels = np.ascontiguousarray(np.rot90(specimen.pixels, -quarters))
    return specimen.moved(pixels, np.array([*homography, (0, 0, 1)], np.float64))


def margined(specimen: Specimen, share: float, ground: int) -> Specimen:
    """With ``share`` of the width added on each side, so that turning cuts nothing off."""
    room = round(share * specimen.pixels.shape[1])
    colour = (ground, ground, ground)
    seen = cv2.copyMakeBorder(
        specimen.pixels, room, room, room, room, cv2.BORDER_CONSTANT, value=colour
    )
    homography = np.array([(1, 0, room), (0, 1, room), (0, 0, 1)], np.float64)
    return specimen.moved(np.asarray(seen, dtype=np.uint8), homography)


def blurred(pixels: Pixels, sigma: float) -> Pixels:
    """Out of focus by ``sigma`` pixels."""
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), dtype=np.uint8)


def noisy(pixels: Pixels, amount: float, rng: Generator) -> Pixels:
    """The sensor's grain."""
    height, width = pixels.shape[:2]
    grain = rng.standard_normal((height, width), dtype=np.float32) * (2 + 12 * amount)
    return np.clip(pixels + grain[..., None], 0, 255).astype(np.uint8)


def lit_unevenly(pixels: Pixels, amount: float, rng: Generator) -> Pixels:
    """Dark towards one side, as where a book does not lie flat, and a little all over."""
    height, width = coarse(pixels)
    y, x = np.ogrid[0:height, 0:width]
    along = (x / width if chance(rng, 0.5) else y / height) + np.zeros((height, width))
    if chance(rng, 0.5):
        along = 1 - along
    light = 1 - (0.15 + 0.40 * amount) * np.clip((along - 0.6) / 0.4, 0, 1) ** 2
    light -= 0.06 * amount * spots(rng, width, height, 4)
    return shaded(pixels, light.astype(np.float32))


def streaked(pixels: Pixels, amount: float, rng: Generator) -> Pixels:
    """Thin lines along the way of the scan, from dust on the glass."""
    pixels = pixels.copy()
    for _ in range(1 + int(rng.integers(1 + round(4 * amount)))):
        x = int(rng.integers(pixels.shape[1]))
        column = pixels[:, x : x + 1 + pixels.shape[1] // 1800].astype(np.float32)
        tone = between(rng, 60, 240)
        pixels[:, x : x + column.shape[1]] = (0.5 * column + 0.5 * tone).astype(np.uint8)
    return pixels


def photocopied(pixels: Pixels, amount: float, rng: Generator) -> Pixels:
    """Grey, hard in contrast, speckled; ``amount`` brings it close to black and white.

    As copiers do at their normal setting it turns pale tints into paper, not pale print: what
    gives back a fifth less light than the paper, as pictures measure light, is copied.
    """
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.float32)
    paper = np.asarray(cv2.blur(grey, (pixels.shape[1] // 20,) * 2), np.float32)
    share = grey / np.maximum(paper, 1)
    steep = 2.0 + 4.0 * amount
    copied = np.clip((share - between(rng, *_COPIED)) * steep * 255 + 127, 0, 255)
    speckle = rng.random(copied.shape, dtype=np.float32) < 0.0004 * amount
    copied[cv2.dilate(speckle.astype(np.uint8), np.ones((2, 2), np.uint8)) > 0] = 40
    return np.repeat(copied.astype(np.uint8)[..., None], 3, axis=2)


def compressed(pixels: Pixels, quality: int) -> Pixels:
    """As a JPEG of ``quality`` keeps it."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=quality)
    return np.array(Image.open(file))
