"""Thai text in one spelling, however it was typed or read. Pure.

Marks stand in the order in which they are typed and stored (The Unicode Standard, 16.1):
consonant, vowel above or below, then tone mark or other sign, then a vowel beside.
"""

from __future__ import annotations

import re

_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_NIKHAHIT, _AA, _AM, _E, _AE = "\u0e4d\u0e32\u0e33\u0e40\u0e41"
_VOWELS = "\u0e31\u0e34-\u0e3a\u0e47"
_SIGNS = "\u0e48-\u0e4c\u0e4e"
_MARK = f"[{_VOWELS}{_SIGNS}{_NIKHAHIT}{_AM}]"
_PIECE = re.compile(f"{_E}+|(?!{_E}).?{_MARK}*(?:{_AA}[{_SIGNS}]*)?", re.DOTALL)
"""What is spelled together: a letter, its marks and a sara aa (with tones) after them."""


def normalised(text: str) -> str:
    """``text`` without invisible characters, doubled marks and second spellings.

    Nikhahit + sara aa is sara am; two sara e are sara ae; marks stand in storage order,
    none after sara aa.
    """
    return "".join(letter for letter, _ in spelled(text))


def spelled(text: str) -> list[tuple[str, int]]:
    """The characters of ``normalised(text)``, each with the index of where it comes from."""
    found = []
    for piece in _PIECE.finditer(text):
        for letter in _respelled(piece[0]):
            at = piece[0].find(letter)
            found.append((letter, piece.start() + (at if at >= 0 else len(piece[0]) - 1)))
    return found


def _respelled(piece: str) -> str:
    piece = piece.translate(_UNSEEN).replace(_E + _E, _AE)
    marks = re.findall(_MARK, piece)
    if not marks:
        return piece
    rest = re.sub(_MARK, "", piece)
    if _NIKHAHIT in marks and rest.endswith(_AA):
        rest = rest.removesuffix(_AA)
        marks = [_AM if mark == _NIKHAHIT else mark for mark in marks]
    base, after = (rest.removesuffix(_AA), _AA) if rest.endswith(_AA) else (rest, "")
    return base + "".join(sorted(dict.fromkeys(marks), key=_rank)) + after


def _rank(mark: str) -> int:
    """Vowels, then signs, then nikhahit and what stands beside the consonant."""
    if mark in (_NIKHAHIT, _AM):
        return 2
    return 1 if re.match(f"[{_SIGNS}]", mark) else 0
