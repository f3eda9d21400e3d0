"""Which products of the catalogue the model may choose from. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

MOST = 60
"""Candidates in one question: longer lists are read badly, and cost."""

_WORD = re.compile(r"\w+")
_SHORTEST = 3


@dataclass(frozen=True)
class Candidate:
    """A product that may be on the photo. ``is_expected``: somebody demands it there, or its
    brand or category was seen there."""

    sku: int
    name: str
    brand: str = ""
    is_expected: bool = False

    @cached_property
    def words(self) -> frozenset[str]:
        return words_of(f"{self.brand} {self.name}")

    @property
    def title(self) -> str:
        """Name and brand in one line, the brand once."""
        name = " ".join(self.name.split())[:120]
        brand = " ".join(self.brand.split())[:60]
        return name if not brand or brand.casefold() in name.casefold() else f"{brand} {name}"


def words_of(text: str) -> frozenset[str]:
    """Words of three letters and more, and anything with a digit ("2x", "5g")."""
    words = (word.casefold() for word in _WORD.findall(text.replace("_", " ")))
    return frozenset(w for w in words if len(w) >= _SHORTEST or any(c.isdigit() for c in w))


def narrowed(
    catalogue: Iterable[Candidate],
    alternatives: frozenset[int],
    printed: Sequence[frozenset[str]],
) -> list[Candidate]:
    """At most ``MOST`` candidates: first what matching thinks of, then what shares most words
    with one of the fronts (``printed``), then what is expected there.

    They come by name, so that the model learns nothing of what was thought here.
    """
    chosen = sorted(
        catalogue,
        key=lambda one: (
            one.sku not in alternatives,
            -max((len(one.words & words) for words in printed), default=0),
            not one.is_expected,
            one.sku,
        ),
    )[:MOST]
    return sorted(chosen, key=lambda one: (one.title.casefold(), one.sku))
