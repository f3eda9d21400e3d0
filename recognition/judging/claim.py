"""A value on the photo and what speaks for it. Pure data."""

from __future__ import annotations

from dataclasses import dataclass

from core.geometry import Quad
from recognition.evidence import Source
from recognition.judging.confidence import Evidence, probability


@dataclass(frozen=True, slots=True)
class Claim:
    """A value and what speaks for it. ``others`` are readings of the same print that differ."""

    value: str
    quad: Quad | None
    sources: tuple[Source, ...]
    evidence: Evidence
    label: str = ""
    others: tuple[str, ...] = ()

    @property
    def confidence(self) -> float:
        return probability(self.evidence)
