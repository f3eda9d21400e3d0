"""How a page fares between the office's printer and the picture that is sent. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from numpy.random import Generator

from core.engines import Pixels
from ocr_docs.specimens import scanning, wear
from ocr_docs.specimens.chance import between, chance, weighted
from ocr_docs.specimens.phone import curled, photograph_of
from ocr_docs.specimens.sheet import Specimen

Change = Callable[[Pixels, float, Generator], Pixels]

LEVELS = {"none": (0.0, 0.0), "mild": (0.0, 0.3), "medium": (0.3, 0.65), "hard": (0.65, 1.0)}
"""From what amount of damage to what."""

_WEAR: dict[Change, float] = {
    wear.yellowed: 2.0,
    wear.stained: 1.0,
    wear.creased: 2.0,
    wear.bled_through: 1.0,
    wear.faded: 1.5,
    wear.stamped: 2.0,
}
_SCAN: dict[Change, float] = {
    scanning.noisy: 3.0,
    scanning.lit_unevenly: 2.0,
    scanning.streaked: 1.0,
    scanning.photocopied: 1.5,
}


def damaged(specimen: Specimen, level: str, way: str, rng: Generator) -> Specimen:
    """``specimen`` after wear of ``level`` and a ``way`` to pixels: "scan" or "photo"."""
    if level == "none":
        return photograph_of(specimen, 0.0, rng) if way == "photo" else specimen
    low, high = LEVELS[level]
    amount = between(rng, low, high)
    pixels = specimen.pixels
    for change in _some(rng, _WEAR, amount):
        pixels = change(pixels, between(rng, 0.4, 1.0) * amount, rng)
    worn = replace(specimen, pixels=pixels)
    if way == "photo":
        return _photographed(worn, amount, rng)
    return _scanned(worn, amount, rng)


def _some(rng: Generator, changes: dict[Change, float], amount: float) -> list[Change]:
    """None to three of ``changes``, more of them the worse it is, each once."""
    left = dict(changes)
    chosen = []
    for _ in range(round(between(rng, 0, 1) + 2.0 * amount)):
        change = weighted(rng, left)
        del left[change]
        chosen.append(change)
    return chosen


def _photographed(specimen: Specimen, amount: float, rng: Generator) -> Specimen:
    if chance(rng, 0.6):
        specimen = curled(specimen, amount, rng)
    photo = photograph_of(specimen, amount, rng)
    quality = round(92 - 45 * amount * between(rng, 0.3, 1))
    return replace(photo, pixels=scanning.compressed(photo.pixels, quality))


def _scanned(specimen: Specimen, amount: float, rng: Generator) -> Specimen:
    ground = weighted(rng, {252: 4.0, 235: 1.0, 20: 1.0})
    if chance(rng, 0.15):
        specimen = scanning.quarter_turned(specimen, int(rng.integers(1, 4)))
    specimen = scanning.margined(specimen, 0.015 + 0.03 * amount, ground)
    specimen = scanning.skewed(specimen, between(rng, -1, 1) * (0.4 + 3.0 * amount), ground)
    pixels = specimen.pixels
    # Blur is against the page's width, not in pixels: fine scans do not get sharper print.
    focus = max(pixels.shape[:2]) / 3500
    pixels = scanning.blurred(pixels, 0.3 + amount * between(rng, 0.2, 0.9) * max(focus, 0.45))
    for change in _some(rng, _SCAN, amount):
        pixels = change(pixels, between(rng, 0.4, 1.0) * amount, rng)
    quality = round(94 - 55 * amount * between(rng, 0.3, 1))
    return replace(specimen, pixels=scanning.compressed(pixels, quality))
