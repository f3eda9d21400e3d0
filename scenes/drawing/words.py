"""Invented words: brands, varieties and the small print of packs. Pure."""

from __future__ import annotations

from random import Random


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_HEADS = _words(
    "Bre Cal Dov Fen Gal Hul Jor Kem Lun Mor Nav Ost Pel Quor Rud Sel Tam Ul Ver Wex Zar"
)
_MIDDLES = _words("a e i o u an el in or um")
_TAILS = _words("bo da fex gio ka lis ma ndo pra quo ry sta tti va xa zen")

VARIETIES = _words(
    "Original Honey Lemon Berry Classic Dark Mild Crunch Apple Mint Peach Cocoa Rich Light "
    "Ginger Mango Rose Vanilla Fresh Gold Spicy Plain"
)

_SMALL = _words(
    "made with care from selected fields best kept cool and dry open here shake well before use "
    "no added colours natural taste source of fibre part of a balanced meal see back"
)


def invented(random: Random) -> str:
    """A word that sounds like a brand and is none."""
    return random.choice(_HEADS) + random.choice(_MIDDLES) + random.choice(_TAILS)


def small_print(random: Random, words: int) -> str:
    return " ".join(random.choice(_SMALL) for _ in range(words))
