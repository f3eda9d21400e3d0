"""What a counter of drums shows, and how its drums are built. Pure; lengths in canvas pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DIGIT_HEIGHT = 40.0
"""Height of a digit on the canvas that registers are drawn on."""

ALMOST_THERE = 0.15
"""A drum this little before a digit shows that digit: drums never stand exactly."""


@dataclass(frozen=True, slots=True)
class Wheels:
    """A row of drums.

    ``positions`` are in digits: 3.5 is half-way between 3 and 4. ``decimals`` counts the
    last drums. ``window`` is the height seen of each drum, ``spacing`` the way from a digit
    to the next on the drum, ``radius`` of the drum, ``lift`` how far the digits hang
    below the middle. ``upwards`` tells that the next digit comes from below. ``apart`` is
    how far the decimals stand aside, ``notch`` how much less is seen of all other drums'
    lower ends.
    """

    positions: NDArray[np.float64]
    decimals: int
    digit_width: float
    pitch: float
    window: float
    spacing: float
    radius: float
    lift: float
    upwards: bool
    apart: float
    notch: float

    @property
    def count(self) -> int:
        return len(self.positions)

    @property
    def length(self) -> float:
        return self.count * self.pitch + (self.apart if self.decimals else 0.0)

    def start(self, drum: int) -> float:
        """Where the drum's share of the row begins."""
        aside = self.apart if drum >= self.count - self.decimals else 0.0
        return drum * self.pitch + aside

    def shown(self, drum: int) -> int:
        """The digit that counts: the one leaving, unless the next has all but arrived."""
        return int(np.floor(self.positions[drum] + ALMOST_THERE)) % 10

    def between(self, drum: int) -> float:
        """0 for a drum that stands on a digit, 1 half-way to the next."""
        position = float(self.positions[drum])
        return 2 * abs(position - round(position))

    def offset(self, drum: int, digit_step: int) -> float:
        """Where the digit ``floor(position) + digit_step`` lies, on the drum's surface below
        the middle of the window."""
        turned = float(self.positions[drum]) - np.floor(self.positions[drum])
        way = (digit_step - turned) * self.spacing
        return float(way if self.upwards else -way) + self.lift

    def seen(self, surface: float) -> float:
        """Height below the middle of the window of a point ``surface`` along the drum."""
        angle = np.clip(surface / self.radius, -np.pi / 2, np.pi / 2)
        seen = self.radius * np.sin(angle)
        return float(np.clip(seen, -self.window / 2, self.window / 2))


def some_wheels(rng: np.random.Generator) -> Wheels:
    """Wheels of a meter nobody has built: four to eight drums."""
    count = int(rng.choice([4, 5, 6, 7, 8], p=[0.18, 0.26, 0.26, 0.16, 0.14]))
    decimals = min(int(rng.choice([0, 1, 2, 3], p=[0.36, 0.36, 0.06, 0.22])), count - 3)
    width = DIGIT_HEIGHT * rng.uniform(0.42, 0.85)
    room = rng.uniform(1.15, 1.9) if rng.random() < 0.8 else rng.uniform(1.9, 3.2)
    window = DIGIT_HEIGHT * rng.uniform(1.1, 2.1)
    free = (window - DIGIT_HEIGHT) / 2
    return Wheels(
        positions=_positions(rng, count),
        decimals=decimals,
        digit_width=width,
        pitch=min(width * room, 2.3 * DIGIT_HEIGHT),
        window=window,
        spacing=DIGIT_HEIGHT * rng.uniform(1.2, 1.75),
        radius=DIGIT_HEIGHT * rng.uniform(1.5, 3.5),
        lift=float(np.clip(rng.normal(0, 0.35) * free, -free - 5, free + 5)),
        upwards=bool(rng.random() < 0.85),
        apart=DIGIT_HEIGHT * rng.uniform(0.1, 0.8) if rng.random() < 0.15 else 0.0,
        notch=window * rng.uniform(0.1, 0.3) if rng.random() < 0.15 else 0.0,
    )


def _positions(rng: np.random.Generator, count: int) -> NDArray[np.float64]:
    digits = rng.integers(0, 10, count)
    if rng.random() < 0.5:
        digits[: rng.integers(1, count)] = 0
    turned = rng.uniform(0, 1) if rng.random() < 0.62 else max(0.0, rng.normal(0, 0.04))
    if turned > 0.05 and rng.random() < 0.25:
        digits[-1 - int(rng.integers(0, 2)) :] = 9
    positions = digits.astype(np.float64)
    for drum in range(count - 1, -1, -1):
        positions[drum] += turned
        turned = turned if digits[drum] == 9 else 0.0
    if rng.random() < 0.05:
        positions[rng.integers(0, count)] += rng.uniform(0.1, 0.9)
    loose = rng.normal(0, rng.choice([0.02, 0.04, 0.07]), count)
    return np.asarray(positions + np.clip(loose, -0.12, 0.12), np.float64)
