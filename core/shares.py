"""Numbers with bars: what a dashboard draws. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """A number with its part of the whole or of the largest one, 0-100, for a bar."""

    label: str
    count: int
    percent: float

    @property
    def name(self) -> str:
        """``label`` for people."""
        return self.label.replace("_", " ")

    @property
    def size(self) -> str:
        """``percent`` as a CSS length."""
        return f"{self.percent:.2f}%"


def shares_of(counted: Iterable[tuple[str, int]]) -> list[Share]:
    """Shares of the largest count, for bars below one another."""
    pairs = list(counted)
    largest = max((count for _, count in pairs), default=0)
    return [Share(label, count, percent(count, largest)) for label, count in pairs]


def percent(part: int, whole: int) -> float:
    """0-100; 0 of nothing is 0."""
    return part / whole * 100 if whole else 0.0


def quantile(ordered: list[float], share: float) -> float | None:
    """The value that ``share`` (0-1) of the sorted values do not exceed; None of none.

    Source: the nearest-rank method.
    """
    if not ordered:
        return None
    return ordered[min(int((len(ordered) - 1) * share), len(ordered) - 1)]
