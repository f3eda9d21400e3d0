"""What Thai forms and pages say: random texts for the lines that are trained on."""

from __future__ import annotations

import string
from collections.abc import Callable

import numpy as np
from numpy.random import Generator

from core.engines.thai_script import normalised
from ocr_docs.training import thai_vocabulary as vocabulary
from ocr_docs.training.thai_values import (
    CONSONANTS,
    address,
    amount,
    code,
    colour,
    company,
    date,
    digits,
    home,
    person,
    plate,
)
from ocr_docs.training.thai_words import (
    english,
    listed,
    one_of,
    word,
)

THAI = CONSONANTS + "ฯะัาำิีึืฺุู฿เแโใไๅๆ็่้๊๋์ํ" + "๐๑๒๓๔๕๖๗๘๙"
ALPHABET = " " + "".join(chr(code) for code in range(0x21, 0x7F)) + THAI

_JOINTS = [""] * 12 + [" "] * 4 + ["ๆ ", ", ", " (", ") ", ' "', "ฯ "]
_COMMON = "กรนงมยวทสอลดบปพหจตคชขศณผถธภญซฟ"


class Texts:
    """Random texts, reproducible by the generator they are given."""

    def __init__(self, *, forms: bool = False) -> None:
        """Of everything, or of what the blanks of ``forms`` are filled in with."""
        self._kinds = _FORM_KINDS if forms else _KINDS
        weights = np.array([weight for weight, _ in self._kinds])
        self._shares = weights / weights.sum()

    def text(self, random: Generator, longest: int = 90) -> str:
        """A text of 1 to ``longest`` characters of ``ALPHABET``, in normal spelling."""
        while True:
            kind = self._kinds[random.choice(len(self._kinds), p=self._shares)][1]
            text = " ".join(normalised(kind(random)).split())[:longest].strip()
            text = text.lstrip("ะัาำิีึืฺุู็่้๊๋์ํๅ")
            if text and all(letter in ALPHABET for letter in text):
                return text


def _words(random: Generator) -> str:
    glue = " " if random.random() < 0.15 else ""
    return glue.join(word(random) for _ in range(random.integers(1, 4)))


def _sentence(random: Generator) -> str:
    parts = []
    for _ in range(int(random.exponential(4)) + 2):
        parts.append(word(random))
        parts.append(one_of(random, _JOINTS))
    return "".join(parts)


def _title(random: Generator) -> str:
    return one_of(random, listed("wikipedia_titles_th"))


def _figures(random: Generator) -> str:
    return " ".join(amount(random) for _ in range(random.integers(2, 5)))


def _latin(random: Generator) -> str:
    words = []
    for _ in range(random.integers(1, 4)):
        letters = [
            one_of(random, "aeiouy") if at % 2 else one_of(random, string.ascii_lowercase)
            for at in range(random.integers(2, 10))
        ]
        word = "".join(letters)
        if random.random() < 0.3:
            word = one_of(random, [one_of(random, english()), one_of(random, vocabulary.BRANDS)])
        words.append(one_of(random, [word.upper(), word.upper(), word.title(), word]))
    return one_of(random, [" ", " ", "-"]).join(words)


def _syllables(random: Generator) -> str:
    return "".join(_syllable(random) for _ in range(random.integers(1, 6)))


def _syllable(random: Generator) -> str:
    before = one_of(random, "เแโใไ") if random.random() < 0.3 else ""
    start = _consonant(random)
    if random.random() < 0.2:
        start += one_of(random, "รลวหยม")
    above = one_of(random, "ัิีึืุูิีุู็") if random.random() < 0.45 else ""
    tone = one_of(random, "่้่้่้๊๋") if random.random() < 0.4 and above != "็" else ""
    after = one_of(random, "ะาาาำ") if not above and random.random() < 0.45 else ""
    end = _consonant(random) if after != "ำ" and random.random() < 0.5 else ""
    if end and random.random() < 0.12:
        end += "์"
    return before + start + above + tone + after + end


def _form(random: Generator) -> str:
    return " ".join(one_of(random, vocabulary.FORM) for _ in range(random.integers(1, 3)))


def _labelled(random: Generator) -> str:
    value = one_of(random, [person, amount, date, code, plate, colour, _words, digits])(random)
    return one_of(random, vocabulary.FORM) + one_of(random, [" ", " : ", ": ", ".", "  "]) + value


def _soup(random: Generator) -> str:
    return "".join(one_of(random, ALPHABET[1:95]) for _ in range(random.integers(1, 12)))


def _consonant(random: Generator) -> str:
    return one_of(random, _COMMON if random.random() < 0.5 else CONSONANTS)


_Kinds = list[tuple[float, Callable[[Generator], str]]]
_KINDS: _Kinds = [
    (13, _words), (13, _sentence), (14, person), (18, address), (6, date), (10, plate),
    (7, amount), (10, code), (6, _latin), (6, _syllables), (4, _form), (7, _labelled),
    (2, _soup), (5, digits), (3, _figures), (5, _title),
]  # fmt: skip
_FORM_KINDS: _Kinds = [
    (20, person), (28, home), (7, company), (11, plate), (7, date), (9, code),
    (3, amount), (3, colour), (3, _words), (2, digits), (2, _syllables), (2, _form),
    (2, _labelled), (1, _latin),
]  # fmt: skip
