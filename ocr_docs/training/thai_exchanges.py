"""Letters exchanged for their likes, so that only the picture can tell what is written. Pure."""

from __future__ import annotations

from numpy.random import Generator

_LIKES = (
    "ดตคศ", "ชซ", "ขฆชซ", "ศสล", "ทหฑ", "ถภกฤ", "ผพฝฟ", "บปษ", "นมฉ", "ฎฏ", "รธ", "วงา", "ณญฌ",
    "อฮ", "จฐ", "ิีึื", "ีื็", "ัิ", "ุู", "่้", "ใไโ", "EF", "B83", "0OD", "5S", "1I", "2Z", "VY",
    "PR", "689", "17", "CG", "MN",
)  # fmt: skip
"""Characters that worn or heavy print makes alike; marks only with marks, so that what
comes out is still spelled as Thai is."""


def _partners() -> dict[str, str]:
    likes: dict[str, set[str]] = {}
    for group in _LIKES:
        for letter in group:
            likes.setdefault(letter, set()).update(set(group) - {letter})
    return {letter: "".join(sorted(others)) for letter, others in likes.items()}


_PARTNERS = _partners()
_TONES, _BELOW = "่้", "ุู"
_NOT_TONED = "ะาำเแโใไๅๆ็่้๊๋์ํฯ"


def exchanged(text: str, random: Generator, share: float = 0.1) -> str:
    """``text`` with about ``share`` of its letters exchanged, some marks lost or added."""
    spelled: list[str] = []
    for letter in text:
        if letter in _TONES and random.random() < share:
            continue
        spelled.append(_exchanged(letter, random, share))
        if _is_consonant(letter) and random.random() < 0.15 * share:
            spelled.append(_BELOW[int(random.integers(2))])
    return _toned("".join(spelled), random, 0.3 * share)


def _exchanged(letter: str, random: Generator, share: float) -> str:
    partners = _PARTNERS.get(letter)
    if partners is None or random.random() >= share:
        return letter
    return partners[int(random.integers(len(partners)))]


def _toned(text: str, random: Generator, share: float) -> str:
    """With a tone mark more on some syllables that may carry one and have none."""
    toned = []
    for letter, after in zip(text, text[1:] + " ", strict=True):
        toned.append(letter)
        free = _is_consonant(letter) or letter in "ัิีึืุู"
        if free and after not in _NOT_TONED + "ัิีึืุู" and random.random() < share:
            toned.append(_TONES[int(random.integers(2))])
    return "".join(toned)


def _is_consonant(letter: str) -> bool:
    return "ก" <= letter <= "ฮ"
