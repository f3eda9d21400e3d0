"""How a register looks: colours of drums and ink, marks, light. Colours are RGB, 0-255."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ocr_docs.training.registers_wheels import Wheels

Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Look:
    """``drum_colour`` and ``ink`` of whole numbers, ``last_drum`` and ``last_ink`` of decimals;
    ``red_frame`` tells that decimals are framed in red instead.

    ``sideslip``, ``scale`` and ``teeth`` are shares of the drum's width, 0 for none; ``gap`` pixels
    of ``behind`` part the drums, or of the ``plate`` where every drum has its own window.
    """

    drum_colour: Colour
    ink: Colour
    last_drum: Colour
    last_ink: Colour
    red_frame: bool
    behind: Colour
    gap: float
    sideslip: float
    scale: float
    teeth: float
    teeth_right: bool
    tooth_rate: float
    tooth_share: float
    tooth_ink: float
    dark_edges: float
    shine: float
    shine_at: float

    def drum(self, index: int, wheels: Wheels) -> tuple[Colour, Colour]:
        """Colours (drum, ink) of one drum."""
        if index >= wheels.count - wheels.decimals:
            return self.last_drum, self.last_ink
        return self.drum_colour, self.ink

    def sideways(self, index: int, wheels: Wheels) -> float:
        """How far the digit stands beside the middle of its drum: it makes room for a scale."""
        room = wheels.pitch - self.gap
        marked = self.scale and index == wheels.count - 1
        return -self.scale * room / 2 if marked else self.sideslip * room


def some_look(rng: np.random.Generator, wheels: Wheels) -> Look:
    """Colours and marks of a register nobody has built."""
    dark = bool(rng.random() < 0.58)
    drum, ink = _pair(rng, dark=dark)
    last_drum, last_ink, framed = _decimals(rng, drum, ink, dark=dark)
    return Look(
        drum_colour=drum,
        ink=ink,
        last_drum=last_drum,
        last_ink=last_ink,
        red_frame=framed,
        behind=_grey(rng, 2, 70) if rng.random() < 0.7 else _grey(rng, 60, 200),
        gap=wheels.pitch * rng.choice([0.02, 0.06, 0.12, 0.2, 0.4]) * rng.uniform(0.6, 1.3),
        sideslip=float(np.clip(rng.normal(0, 0.05), -0.15, 0.15)),
        scale=rng.uniform(0.1, 0.28) if rng.random() < 0.3 else 0.0,
        teeth=rng.uniform(0.05, 0.2) if rng.random() < 0.45 else 0.0,
        teeth_right=bool(rng.random() < 0.75),
        tooth_rate=float(rng.choice([1, 2, 3, 5, 8])),
        tooth_share=rng.uniform(0.1, 0.6),
        tooth_ink=rng.uniform(0.3, 1.0),
        dark_edges=rng.uniform(0.15, 1.0),
        shine=rng.uniform(20, 110) if rng.random() < 0.25 else 0.0,
        shine_at=rng.uniform(-0.45, 0.45),
    )


def _grey(rng: np.random.Generator, low: float, high: float) -> Colour:
    level, tint = rng.uniform(low, high), rng.normal(0, 5, 3)
    red, green, blue = np.clip(level + tint, 0, 255)
    return float(red), float(green), float(blue)


def _pair(rng: np.random.Generator, *, dark: bool) -> tuple[Colour, Colour]:
    if dark:
        drum = _grey(rng, 8, 75)
        return drum, _grey(rng, min(drum[1] + rng.uniform(45, 190), 215), 255)
    drum = _grey(rng, 130, 245)
    if rng.random() < 0.35:
        drum = drum[0], drum[1] * 0.97, drum[2] * rng.uniform(0.6, 0.92)
    return drum, _grey(rng, 5, max(12, drum[1] - rng.uniform(60, 180)))


def _decimals(
    rng: np.random.Generator, drum: Colour, ink: Colour, *, dark: bool
) -> tuple[Colour, Colour, bool]:
    """Colours (drum, ink) of the decimals, and whether a red frame tells them instead."""
    kind = rng.random()
    if kind < 0.1:
        return drum, ink, True
    if kind < 0.2:
        return *_pair(rng, dark=not dark), False
    if dark or kind < 0.45:
        light = rng.random() < 0.9
        return _red(rng), _grey(rng, 190, 250) if light else _grey(rng, 5, 50), False
    return drum, _red(rng), False


def _red(rng: np.random.Generator) -> Colour:
    red = rng.uniform(110, 240)
    return red, red * rng.uniform(0.08, 0.42), red * rng.uniform(0.1, 0.42)
