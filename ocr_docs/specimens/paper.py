"""The paper of a book: tint, security pattern, emblem, frame. Pure."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from core.engines import Pixels
from core.geometry import Box
from ocr_docs.specimens.chance import between
from ocr_docs.specimens.look import Look
from ocr_docs.specimens.sheet import Colour, Sheet


def blank(width: int, height: int, colour: Colour, rng: Generator) -> Pixels:
    """A sheet of ``colour``, very slightly uneven."""
    shape = (max(height // 90, 2), max(width // 90, 2), 1)
    cells = np.array(colour, np.float32) + rng.normal(0, 1.6, shape)
    patches = np.clip(cells, 0, 255).astype(np.uint8)
    return np.asarray(cv2.resize(patches, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


def tint(sheet: Sheet, area: Box, look: Look, em: float) -> None:
    """Security paper over ``area``: waves all over, a rosette in the middle."""
    left, top = max(round(area.left), 0), max(round(area.top), 0)
    part = sheet.pixels[top : round(area.bottom), left : round(area.right)]
    part[:] = np.minimum(part, np.array(look.paper, np.uint8))
    height, width = part.shape[:2]
    depth = np.zeros((height, width), np.float32)
    if look.pattern:
        depth += look.pattern * _waves(width, height, em, sheet.rng)
    if look.emblem:
        depth += look.emblem * _rosette(width, height, sheet.rng)
    # The pattern is printed in the form's own hue: it takes most where the ink takes most.
    taken = [(depth * (1 - share / 255)).astype(np.uint8) for share in look.label_ink]
    cv2.subtract(part, cv2.merge(taken), dst=part)


def frame(sheet: Sheet, area: Box, look: Look, em: float) -> None:
    """One or two rules around ``area``."""
    for number in range(look.frame):
        inset = 0.25 * em * number
        left, top = area.left + inset, area.top + inset
        right, bottom = area.right - inset, area.bottom - inset
        corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        sheet.line(corners, look.label_ink, (0.09 if number == 0 else 0.04) * em)


def _waves(width: int, height: int, em: float, rng: Generator) -> NDArray[np.float32]:
    """Fine wavy lines in two directions, one repeat drawn and laid out over the page."""
    pitch = em * between(rng, 0.25, 0.6)
    side = round(pitch * 24)
    y, x = np.mgrid[0:side, 0:side].astype(np.float32) * (2 * math.pi / side)
    bend = between(rng, 1.0, 4.0)
    first = np.sin(24 * y + bend * np.sin(3 * x))
    second = np.sin(24 * y - bend * np.sin(3 * x + 1) + 2 * np.cos(2 * x))
    lines = np.clip(np.maximum(first, second) * 3 - 2, 0, 1)
    repeats = (height // side + 1, width // side + 1)
    return np.tile(lines, repeats)[:height, :width].astype(np.float32)


def _rosette(width: int, height: int, rng: Generator) -> NDArray[np.float32]:
    """Looping lines about the page's middle, where real books carry a seal."""
    canvas = np.zeros((height, width), np.uint8)
    turns = np.linspace(0, 2 * math.pi, 1600)
    petals, reach = int(rng.integers(7, 19)), height * between(rng, 0.22, 0.36)
    for ring in np.linspace(0.35, 1.0, 7):
        radius = reach * ring * (1 + 0.12 * np.sin(petals * turns + 5 * ring))
        loop = np.stack([width / 2 + radius * np.cos(turns), height / 2 + radius * np.sin(turns)])
        thick = max(round(height / 400), 1)
        cv2.polylines(canvas, [loop.T.astype(np.int32)], True, 255, thick, cv2.LINE_AA)
    return np.asarray(canvas / 255, np.float32)
