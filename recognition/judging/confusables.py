"""Characters that readers take for one another, and comparing values with that in mind. Pure."""

from __future__ import annotations

import unicodedata

_GROUPS = ("0ODQ", "1IL|7J", "2Z", "5S", "6G", "8B3", "4A", "UV", "MN", "CG", "EF", "KX", "PR")
_LOOKALIKES = dict(zip("АВЕКМНОРСТХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTXABEZHIKMNOPTYX", strict=True))
_AMBIGUOUS = frozenset("0OQDo1Il|2Z5S6G8B")


def plain(value: str) -> str:
    """``value`` for comparing: NFKC, capitals, without blanks, hyphens and dots."""
    normal = unicodedata.normalize("NFKC", value).upper()
    return "".join(c for c in normal if c.isalnum())


def latin(value: str) -> str:
    """``value`` with Cyrillic and Greek look-alikes as Latin letters, if all else is Latin."""
    mapped = "".join(_LOOKALIKES.get(c, c) for c in value)
    return mapped if mapped.isascii() else value


def alike(one: str, other: str) -> bool:
    """Whether the values differ at most in look-alike characters."""
    a, b = plain(latin(one)), plain(latin(other))
    return len(a) == len(b) and all(x == y or _similar(x, y) for x, y in zip(a, b, strict=True))


def nearly(one: str, other: str) -> bool:
    """Whether one is a slip of the other: at most one edit in five, for six characters or more."""
    a, b = plain(one), plain(other)
    if min(len(a), len(b)) < 6:
        return False
    return _edits(a, b) <= max(len(a), len(b)) // 5


def ambiguous(value: str) -> int:
    """How many characters of ``value`` have a twin."""
    return sum(c in _AMBIGUOUS for c in value)


def _similar(one: str, other: str) -> bool:
    return any(one in group and other in group for group in _GROUPS)


def _edits(one: str, other: str) -> int:
    """Levenshtein distance."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        previous, row = row, [i]
        for j, b in enumerate(other, 1):
            row.append(min(previous[j] + 1, row[-1] + 1, previous[j - 1] + (a != b)))
    return row[-1]
