"""Thai and Latin spelling as readers see it: one code sequence for one look. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import accumulate

MARK_COST = 0.5
"""A vowel sign or tone mark above or below a letter is small: missing it is half a misreading."""

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TONE = "[่้๊๋]"
_SARA_AM = re.compile(f"ํ({_TONE}?)า|({_TONE})ํา")
_TONE_FIRST = re.compile(f"({_TONE})([ิีึืัุู])")

_ALIKE_COST = 0.4
"""What taking a letter for one that looks like it counts."""

_ALIKE = tuple(map(frozenset, ["ดคตศ", "ซขช", "ถกภฤ", "สล", "ทห", "ไใโ1", "บยป", "พฟผฝ", "นม"]))
"""Letters that readers of small print take for one another."""


def normal(text: str) -> str:
    """``text`` with one code sequence for what looks the same, blanks single.

    NIKHAHIT and AA become SARA AM (with the tone mark before it), two SARA E become
    SARA AE, invisible characters go, a tone mark follows its vowel sign.
    """
    text = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    text = _SARA_AM.sub(r"\1\2ำ", text)
    return " ".join(_TONE_FIRST.sub(r"\2\1", text).replace("เเ", "แ").split())


def arabic(text: str) -> str:
    """``text`` with Thai digits as 0-9."""
    return text.translate(_THAI_DIGITS)


def glyphs(text: str) -> str:
    """``text`` for comparing: normal, Arabic digits, without blanks."""
    return "".join(arabic(normal(text)).split())


@cache
def cost(letter: str) -> float:
    """What leaving out, adding or taking ``letter`` for another one counts."""
    return MARK_COST if unicodedata.category(letter) == "Mn" else 1.0


def weight(text: str) -> float:
    return sum(map(cost, text))


@cache
def _swap(one: str, other: str, looks: bool) -> float:
    """What taking the letter ``one`` for ``other`` counts."""
    if one == other:
        return 0.0
    near = looks and any(one in letters and other in letters for letters in _ALIKE)
    return max(cost(one), cost(other)) * (_ALIKE_COST if near else 1.0)


def distance(one: str, other: str, *, looks: bool = False) -> float:
    """Edit distance between two texts, marks at half cost.

    With ``looks`` letters that look alike are nearer to one another than others are.
    """
    # Plain numbers: for words as short as these, arrays take five times as long.
    steps = [cost(letter) for letter in other]
    row = [0.0, *accumulate(steps)]
    for letter in one:
        own = cost(letter)
        left = row[0] + own
        new = [left]
        for wanted, step, before, above in zip(other, steps, row, row[1:], strict=False):
            left = min(before + _swap(letter, wanted, looks), above + own, left + step)
            new.append(left)
        row = new
    return row[-1]
