"""What print, paper, cameras and scanners do to a line. Pure but for the generator."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Ink = NDArray[np.float32]


def chance(random: Generator, share: float) -> bool:
    return bool(random.random() < share)


def weighted(ink: Ink, size: float, random: Generator) -> Ink:
    """Strokes made heavier or lighter, up to filled loops. ``size``: of the font, in pixels."""
    soft = cv2.GaussianBlur(ink, (0, 0), size * random.uniform(0.012, 0.045))
    # Thin strokes fade when blurred: what counts is the share of the darkest that is left.
    edge = float(soft.max()) * random.uniform(0.16, 0.5)
    return np.asarray(np.clip((soft - edge) * random.uniform(3, 12) + 0.5, 0, 1), np.float32)


def dotted(ink: Ink, size: float, random: Generator) -> Ink:
    """As a matrix printer or a coarse screen puts it: dots on a grid."""
    ink = cv2.dilate(ink, np.ones((3, 3))).astype(np.float32)
    rows = max(14, round(ink.shape[0] * random.uniform(18, 32) / size))
    cols = max(4, round(ink.shape[1] * rows / ink.shape[0] * random.uniform(0.8, 1.25)))
    grid = cv2.resize(ink, (cols, rows), interpolation=cv2.INTER_AREA) > random.uniform(0.2, 0.42)
    dot = 6
    pins = np.zeros((rows * dot, cols * dot), np.float32)
    pins[dot // 2 :: dot, dot // 2 :: dot] = grid
    radius = random.uniform(0.4, 0.75) * dot
    soft = cv2.GaussianBlur(pins, (0, 0), radius * 0.6)
    soft = np.clip(soft / max(soft.max() * random.uniform(0.4, 0.9), 1e-3), 0, 1)
    return np.asarray(
        cv2.resize(soft, (ink.shape[1], ink.shape[0]), interpolation=cv2.INTER_AREA), np.float32
    )


def bent(ink: Ink, size: float, random: Generator) -> Ink:
    """Turned, slanted, curved, and its proportions changed as another typeface would."""
    rows, cols = ink.shape
    y, x = np.mgrid[0:rows, 0:cols].astype(np.float32)
    middle = rows / 2
    shift_y = (x - cols / 2) * np.float32(np.tan(np.radians(random.normal(0, 0.8))))
    shift_y = np.clip(shift_y, -0.15 * size, 0.15 * size)
    shift_x = (y - middle) * np.float32(random.normal(0, 0.08))
    if chance(random, 0.5):
        wave = random.uniform(3, 20) * size
        shift_y += (
            size * random.uniform(0, 0.05) * np.sin(x / wave * 6.28 + random.uniform(0, 6.28))
        )
    if chance(random, 0.5):
        shift_y += size * random.uniform(-0.08, 0.08) * np.sin((y - middle) / size * 3.1)
    if chance(random, 0.5):
        for shift, most in ((shift_x, 0.035), (shift_y, 0.03)):
            coarse = random.normal(
                0, most * size, (max(3, rows * 3 // int(size)), max(3, cols * 3 // int(size)))
            )
            shift += cv2.resize(
                coarse.astype(np.float32), (cols, rows), interpolation=cv2.INTER_CUBIC
            )
    return np.asarray(cv2.remap(ink, x + shift_x, y + shift_y, cv2.INTER_LINEAR), np.float32)


def on_dots(ink: Ink, baseline: int, size: float, random: Generator) -> Ink:
    """Written on a dotted line, as forms have it, a little under the feet of the letters."""
    dots = np.zeros_like(ink)
    pitch = size * random.uniform(0.1, 0.3)
    radius = max(pitch * random.uniform(0.12, 0.3), 0.8)
    row = baseline + size * random.uniform(-0.06, 0.22)
    for column in np.arange(random.uniform(0, pitch), ink.shape[1], pitch):
        centre = (round(column * 8), round(row * 8))
        cv2.circle(dots, centre, round(radius * 8), 1.0, -1, cv2.LINE_AA, shift=3)
    return np.asarray(np.maximum(ink, dots * np.float32(random.uniform(0.35, 1))), np.float32)


def ruled(ink: Ink, top: int, bottom: int, random: Generator) -> Ink:
    """With form rules, dots to write on, or box edges beside the text."""
    ink = ink.copy()
    height = bottom - top
    thick = max(1, round(height * random.uniform(0.02, 0.07)))
    dark = np.float32(random.uniform(0.3, 1))
    if chance(random, 0.7):
        at = int(bottom + height * random.uniform(-0.12, 0.2))
        if chance(random, 0.2):
            at = int(top - height * random.uniform(0, 0.1))
        rule = ink[max(at, 0) : max(at, 0) + thick]
        if chance(random, 0.4):
            rule = rule[:, :: max(2, 2 * thick)]
        np.maximum(rule, dark, out=rule)
    if chance(random, 0.4):
        at = int(
            random.choice(
                [height * random.uniform(0.6, 1), ink.shape[1] - height * random.uniform(0.6, 1)]
            )
        )
        np.maximum(ink[:, at : at + thick], dark, out=ink[:, at : at + thick])
    return ink


def printed(ink: Ink, random: Generator) -> NDArray[np.float32]:
    """Ink on paper as grey values 0-255: tints, patterns, shadows."""
    rows, cols = ink.shape
    paper = np.full((rows, cols), random.uniform(150, 255), np.float32)
    if chance(random, 0.2):
        paper -= _security(rows, cols, random)
    if chance(random, 0.35):
        slope = np.linspace(0, random.uniform(-70, 70), cols, dtype=np.float32)
        paper += slope if chance(random, 0.7) else slope[::-1] * np.linspace(0, 1, rows)[:, None]
    if chance(random, 0.05):
        paper = _stamped(paper, random)
    dark = random.uniform(0, 60) if chance(random, 0.7) else random.uniform(0, 120)
    grey = paper + (np.minimum(dark, paper - 50) - paper) * ink
    return np.asarray(grey, np.float32)


def scanned(grey: NDArray[np.float32], height: int, random: Generator) -> NDArray[np.uint8]:
    """Seen by a camera or scanner: resolution, blur, noise, compression, thresholds."""
    if chance(random, 0.45):
        grey = _coarse(grey, random.uniform(19, 42) / height)
    elif chance(random, 0.4):
        grey = cv2.GaussianBlur(grey, (0, 0), height * random.uniform(0.008, 0.03)).astype(
            np.float32
        )
    if chance(random, 0.05):
        length = max(2, round(height * random.uniform(0.04, 0.12)))
        grey = cv2.blur(grey, (length, 1) if chance(random, 0.6) else (1, length)).astype(
            np.float32
        )
    if chance(random, 0.5):
        grey = grey + random.normal(0, random.uniform(1, 16), grey.shape).astype(np.float32)
    if chance(random, 0.25):
        dark, light = np.percentile(grey, (2, 90))
        level = dark + (light - dark) * random.uniform(0.35, 0.8)
        grey = np.where(grey > level, 255, 0).astype(np.float32)
    picture = np.clip(grey, 0, 255).astype(np.uint8)
    if chance(random, 0.35):
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(20, 85))]
        squeezed = cv2.imencode(".jpg", picture, quality)[1]
        picture = np.asarray(cv2.imdecode(squeezed, cv2.IMREAD_GRAYSCALE), np.uint8)
    return 255 - picture if chance(random, 0.05) else picture


def _coarse(grey: NDArray[np.float32], scale: float) -> NDArray[np.float32]:
    if scale >= 1:
        return grey
    size = (max(4, round(grey.shape[1] * scale)), max(4, round(grey.shape[0] * scale)))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.float32)


def _security(rows: int, cols: int, random: Generator) -> NDArray[np.float32]:
    """Fine wavy lines, as on banknotes and official papers."""
    y, x = np.mgrid[0:rows, 0:cols].astype(np.float32) / rows
    total = np.zeros((rows, cols), np.float32)
    for _ in range(random.integers(1, 4)):
        turn, pitch = random.uniform(0, 3.14), random.uniform(20, 90)
        bend = random.uniform(0, 0.2) * np.sin(
            random.uniform(1, 12) * (x + y) + random.uniform(0, 6)
        )
        total += np.sin((x * np.cos(turn) + y * np.sin(turn) + bend) * pitch) > random.uniform(
            0, 0.9
        )
    return np.asarray(total * random.uniform(8, 40), np.float32)


def _stamped(paper: NDArray[np.float32], random: Generator) -> NDArray[np.float32]:
    rows, cols = paper.shape
    centre = (int(random.integers(cols)), int(random.integers(-rows, 2 * rows)))
    axes = (int(rows * random.uniform(0.6, 2)), int(rows * random.uniform(0.5, 2)))
    colour = float(random.uniform(90, 170))
    thick = max(1, round(rows * random.uniform(0.02, 0.06)))
    return np.asarray(cv2.ellipse(paper, centre, axes, 0, 0, 360, colour, thick), np.float32)
