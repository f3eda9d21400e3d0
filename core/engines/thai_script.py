"""Thai text in one spelling, however it was typed or read. Pure.

The order of marks follows Unicode's storage order for Thai (The Unicode Standard,
16.1): consonant, vowel above or below, then tone mark or other sign.
"""

from __future__ import annotations

import re

_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_VOWELS = "\u0e31\u0e34-\u0e3a\u0e47"
_SIGNS = "\u0e48-\u0e4c\u0e4e"
_NIKHAHIT_AND_AA = re.compile(f"\u0e4d([{_SIGNS}]?)\u0e32")
_TONE_INSIDE_AM = re.compile(f"\u0e33([{_SIGNS}])")
_MARKS = re.compile(f"[{_VOWELS}{_SIGNS}\u0e4d]{{2,}}")


def normalised(text: str) -> str:
    """``text`` without invisible characters, doubled marks and second spellings.

    Marks stand in storage order; nikhahit + sara aa is sara am; two sara e are sara ae.
    """
    text = text.translate(_UNSEEN).replace("\u0e40\u0e40", "\u0e41")
    text = _MARKS.sub(_in_order, text)
    text = _NIKHAHIT_AND_AA.sub("\\1\u0e33", text)
    return _TONE_INSIDE_AM.sub("\\1\u0e33", text)


def _in_order(marks: re.Match[str]) -> str:
    return "".join(sorted(dict.fromkeys(marks[0]), key=_rank))


def _rank(mark: str) -> int:
    if mark == "\u0e4d":
        return 2
    return 1 if re.match(f"[{_SIGNS}]", mark) else 0
