"""Thai and Latin spelling as readers see it: one code sequence for one look. Pure."""

from __future__ import annotations

import unicodedata

import numpy as np

MARK_COST = 0.5
"""A vowel sign or tone mark above or below a letter is small: missing it is half a misreading."""

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TONES = "่้๊๋"

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
    for tone in _TONES:
        text = text.replace(f"ํ{tone}า", f"{tone}ำ").replace(f"{tone}ํา", f"{tone}ำ")
        for vowel in "ิีึืัุู":
            text = text.replace(f"{tone}{vowel}", f"{vowel}{tone}")
    return " ".join(text.replace("ํา", "ำ").replace("เเ", "แ").split())


def arabic(text: str) -> str:
    """``text`` with Thai digits as 0-9."""
    return text.translate(_THAI_DIGITS)


def glyphs(text: str) -> str:
    """``text`` for comparing: normal, Arabic digits, without blanks."""
    return "".join(arabic(normal(text)).split())


def cost(letter: str) -> float:
    """What leaving out, adding or taking ``letter`` for another one counts."""
    return MARK_COST if unicodedata.category(letter) == "Mn" else 1.0


def weight(text: str) -> float:
    return sum(map(cost, text))


def alike(one: str, other: str) -> float:
    """What taking the letter ``one`` for ``other`` counts where looks are considered."""
    looks = any(one in letters and other in letters for letters in _ALIKE)
    return _ALIKE_COST if looks else 1.0


def distance(one: str, other: str, *, looks: bool = False) -> float:
    """Edit distance between two texts, marks at half cost.

    With ``looks`` letters that look alike are nearer to one another than others are.
    """
    ins = np.cumsum([0.0, *map(cost, other)])
    row = ins.copy()
    costs = np.diff(ins)
    letters = np.array(list(other))
    for letter in one:
        own = cost(letter)
        new = np.empty_like(row)
        new[0] = row[0] + own
        swap = np.where(letters == letter, 0.0, np.maximum(costs, own)) if len(other) else costs
        if looks:
            swap = swap * [alike(letter, wanted) for wanted in other]
        new[1:] = np.minimum(row[1:] + own, row[:-1] + swap)
        row = np.minimum.accumulate(new - ins) + ins
    return float(row[-1])
