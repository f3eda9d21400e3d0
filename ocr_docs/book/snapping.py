"""A value that a list should hold, brought to the entry it is a misreading of. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ocr_docs.book.spelling import distance, glyphs, weight

_MISREADINGS = 0.25
_LEAD = 1.0
"""The next entry must be a whole letter farther away."""


@dataclass(frozen=True, slots=True)
class Snapped:
    """An entry of a list and how far from it the reading was: 0 is the entry itself."""

    value: str
    misread: float

    @property
    def share(self) -> float:
        """Misread letters as a share of all."""
        return self.misread / max(weight(glyphs(self.value)), 1.0)


def snapped(
    text: str, entries: tuple[str, ...], misreadings: float = _MISREADINGS
) -> Snapped | None:
    """The entry ``text`` is within a quarter of, if no other is about as near."""
    (misread, entry), *others = _nearest(glyphs(text), entries)
    if misread > misreadings * weight(glyphs(entry)):
        return None
    if misread and others and others[0][0] - misread < _LEAD:
        return None
    return Snapped(entry, misread)


def _nearest(wanted: str, entries: tuple[str, ...]) -> list[tuple[float, str]]:
    """The nearest entries and how far they are, all that are within a letter of the nearest."""
    own = weight(wanted)
    found: list[tuple[float, str]] = []
    for apart, entry, spelt in sorted((abs(size - own), e, s) for e, s, size in _sized(entries)):
        # Texts are as far apart as they differ in length, at least.
        if found and apart > min(found)[0] + _LEAD:
            break
        found.append((distance(wanted, spelt, looks=True), entry))
    return sorted(found)


def snapped_words(text: str, entries: tuple[str, ...]) -> Snapped | None:
    """``text`` as entries joined by blanks, whether or not the blanks were read."""
    wanted = glyphs(text)
    if not wanted:
        return None
    best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ())] + [None] * len(wanted)
    for end in range(1, len(wanted) + 1):
        best[end] = min(_last_words(wanted, end, best, entries), default=None)
    whole = best[-1]
    if whole is None or len(whole[1]) > _MOST_WORDS:
        return None
    return Snapped(" ".join(whole[1]), whole[0])


_MOST_WORDS = 4


def _last_words(
    wanted: str,
    end: int,
    best: list[tuple[float, tuple[str, ...]] | None],
    entries: tuple[str, ...],
) -> Iterable[tuple[float, tuple[str, ...]]]:
    for entry, spelt in _spelt(entries):
        for start in range(max(0, end - len(spelt) - 1), max(0, end - len(spelt) + 1) + 1):
            before = best[start] if start < end else None
            if before is None:
                continue
            misread = distance(wanted[start:end], spelt, looks=True)
            if misread <= _MISREADINGS * weight(spelt):
                yield before[0] + misread, (*before[1], entry)


@cache
def _spelt(entries: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((entry, glyphs(entry)) for entry in entries)


@cache
def _sized(entries: tuple[str, ...]) -> tuple[tuple[str, str, float], ...]:
    return tuple((entry, spelt, weight(spelt)) for entry, spelt in _spelt(entries))
