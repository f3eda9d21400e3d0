"""What Thai forms and pages say: random texts for the lines that are trained on.

Words, names and provinces come from pythainlp's word lists; everything else is made up.
"""

from __future__ import annotations

import csv
import functools
import re
import string
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.random import Generator

from core.engines.thai_script import normalised
from ocr_docs.training import thai_vocabulary as vocabulary

CONSONANTS = "".join(map(chr, range(0x0E01, 0x0E2F)))
THAI = CONSONANTS + "ฯะัาำิีึืฺุู฿เแโใไๅๆ็่้๊๋์ํ" + "๐๑๒๓๔๕๖๗๘๙"
ALPHABET = " " + "".join(chr(code) for code in range(0x21, 0x7F)) + THAI

T = TypeVar("T")
_JOINTS = [""] * 12 + [" "] * 4 + ["ๆ ", ", ", " (", ") ", ' "', "ฯ "]
_COMMON = "กรนงมยวทสอลดบปพหจตคชขศณผถธภญซฟ"


class Texts:
    """Random texts, reproducible by the generator they are given."""

    def __init__(self) -> None:
        self._kinds: list[tuple[float, Callable[[Generator], str]]] = [
            (13, _words), (13, _sentence), (14, _person), (18, _address), (6, _date), (10, _plate),
            (7, _amount), (10, _code), (6, _latin), (6, _syllables), (4, _form), (7, _labelled),
            (2, _soup), (5, _digits), (3, _figures), (5, _title),
        ]  # fmt: skip
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
    return glue.join(_word(random) for _ in range(random.integers(1, 4)))


def _sentence(random: Generator) -> str:
    parts = []
    for _ in range(int(random.exponential(4)) + 2):
        parts.append(_word(random))
        parts.append(_one(random, _JOINTS))
    return "".join(parts)


def _title(random: Generator) -> str:
    return _one(random, _list("wikipedia_titles_th"))


def _person(random: Generator) -> str:
    first = _one(random, _list(_one(random, ["person_names_male_th", "person_names_female_th"])))
    title = _one(random, vocabulary.TITLES) if random.random() < 0.5 else ""
    gap = " " * int(random.integers(0, 2))
    return title + gap + first + " " + _one(random, _list("family_names_th"))


def _address(random: Generator) -> str:
    parts = [f"{_number(random, 3)}/{_number(random, 3)}"] if random.random() < 0.6 else []
    if random.random() < 0.3:
        parts.insert(0, "เลขที่")
    for _ in range(random.integers(1, 4)):
        gap = " " if random.random() < 0.4 else ""
        name = _number(random, 2) if random.random() < 0.25 else _place(random)
        parts.append(_one(random, vocabulary.PLACES) + gap + name)
    if random.random() < 0.3:
        parts.append(f"{random.integers(10000, 97000)}")
    return " ".join(parts)


def _place(random: Generator) -> str:
    share = random.random()
    if share < 0.7:
        return _one(random, _provinces() if share < 0.3 else _places())
    return "".join(_word(random) for _ in range(random.integers(1, 3)))


def _date(random: Generator) -> str:
    day, month = int(random.integers(1, 32)), int(random.integers(1, 13))
    year = int(
        random.integers(2450, 2600) if random.random() < 0.8 else random.integers(1950, 2040)
    )
    form = random.integers(4)
    if form == 0:
        text = f"{day:02d}/{month:02d}/{year}"
    elif form == 1:
        text = f"{day}{_one(random, '-./')}{month}{_one(random, '-./')}{year % 100:02d}"
    else:
        text = f"{day} {_one(random, vocabulary.MONTHS)} {_one(random, ['', '', 'พ.ศ. '])}{year}"
    return _thai_digits(text) if random.random() < 0.12 else text


def _plate(random: Generator) -> str:
    letters = "".join(_one(random, CONSONANTS) for _ in range(random.integers(1, 4)))
    head = str(random.integers(1, 10)) if random.random() < 0.5 else ""
    gap = _one(random, [" ", " ", "-", "", "  "])
    plate = f"{head}{letters}{gap}{random.integers(1, 10000)}"
    if random.random() < 0.4:
        plate += " " + _one(random, _provinces())
    return _one(random, _provinces()) if random.random() < 0.25 else plate


def _amount(random: Generator) -> str:
    value = float(10 ** random.uniform(0, 6))
    text = _one(random, [f"{value:,.0f}", f"{value:.0f}", f"{value:,.2f}", f"{value:,.1f}"])
    if random.random() < 0.1:
        text = _thai_digits(text)
    gap = _one(random, ["", " "])
    unit = gap + _one(random, vocabulary.UNITS) if random.random() < 0.7 else ""
    return text + unit


def _figures(random: Generator) -> str:
    return " ".join(_amount(random) for _ in range(random.integers(2, 5)))


def _digits(random: Generator) -> str:
    text = _number(random, int(random.integers(1, 14)))
    if random.random() < 0.25:
        place = int(random.integers(0, len(text) + 1))
        text = text[:place] + _one(random, "-/. ,") + text[place:]
    return _thai_digits(text) if random.random() < 0.25 else text


def _code(random: Generator) -> str:
    letters = string.ascii_uppercase + string.digits * 2
    form = random.integers(4)
    if form == 0:
        usual = [letter for letter in letters if letter not in "IOQ"]
        return "".join(_one(random, usual) for _ in range(17))
    if form == 1:
        head = "".join(_one(random, letters) for _ in range(random.integers(2, 6)))
        return head + _one(random, ["", "-", " "]) + _number(random, 6)
    return "".join(_one(random, letters + "-/.") for _ in range(random.integers(2, 13)))


def _latin(random: Generator) -> str:
    words = []
    for _ in range(random.integers(1, 4)):
        letters = [
            _one(random, "aeiouy") if at % 2 else _one(random, string.ascii_lowercase)
            for at in range(random.integers(2, 10))
        ]
        word = "".join(letters)
        if random.random() < 0.3:
            word = _one(random, [_one(random, _english()), _one(random, vocabulary.BRANDS)])
        words.append(_one(random, [word.upper(), word.upper(), word.title(), word]))
    return _one(random, [" ", " ", "-"]).join(words)


def _syllables(random: Generator) -> str:
    return "".join(_syllable(random) for _ in range(random.integers(1, 6)))


def _syllable(random: Generator) -> str:
    before = _one(random, "เแโใไ") if random.random() < 0.3 else ""
    start = _consonant(random)
    if random.random() < 0.2:
        start += _one(random, "รลวหยม")
    above = _one(random, "ัิีึืุูิีุู็") if random.random() < 0.45 else ""
    tone = _one(random, "่้่้่้๊๋") if random.random() < 0.4 and above != "็" else ""
    after = _one(random, "ะาาาำ") if not above and random.random() < 0.45 else ""
    end = _consonant(random) if after != "ำ" and random.random() < 0.5 else ""
    if end and random.random() < 0.12:
        end += "์"
    return before + start + above + tone + after + end


def _form(random: Generator) -> str:
    return " ".join(_one(random, vocabulary.FORM) for _ in range(random.integers(1, 3)))


def _labelled(random: Generator) -> str:
    value = _one(random, [_person, _amount, _date, _code, _plate, _colour, _words, _digits])(random)
    return _one(random, vocabulary.FORM) + _one(random, [" ", " : ", ": ", ".", "  "]) + value


def _colour(random: Generator) -> str:
    return _one(random, ["-", "", "/"]).join(
        _one(random, vocabulary.COLOURS + vocabulary.FUELS) for _ in range(2)
    )


def _soup(random: Generator) -> str:
    return "".join(_one(random, ALPHABET[1:95]) for _ in range(random.integers(1, 12)))


def _word(random: Generator) -> str:
    words, edges = _frequencies()
    share = random.random()
    if share < 0.75:
        return words[int(np.searchsorted(edges, random.random()))]
    return _one(random, _list("words_th")) if share < 0.9 else _one(random, words)


def _consonant(random: Generator) -> str:
    return _one(random, _COMMON if random.random() < 0.5 else CONSONANTS)


def _number(random: Generator, most: int) -> str:
    return "".join(_one(random, string.digits) for _ in range(random.integers(1, most + 1)))


def _thai_digits(text: str) -> str:
    return text.translate({48 + n: chr(0x0E50 + n) for n in range(10)})


def _one(random: Generator, choices: Sequence[T]) -> T:
    return choices[int(random.integers(len(choices)))]


def _corpus(name: str) -> Path:
    # Imported on first use: only training has it.
    import pythainlp.corpus

    return Path(pythainlp.corpus.__file__).parent / name


@functools.cache
def _list(name: str) -> tuple[str, ...]:
    lines = _corpus(f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if _is_thai(line.strip()))


@functools.cache
def _frequencies() -> tuple[list[str], np.ndarray]:
    """Words, and the right edges (0-1) of their shares.

    The power flattens the distribution: else a tenth of all words were the same ten.
    """
    rows = [line.split("\t") for line in _corpus("tnc_freq.txt").read_text("utf-8").splitlines()]
    kept = [(word, float(count) ** 0.7) for word, count in rows if _is_thai(word)]
    edges = np.cumsum([count for _, count in kept])
    return [word for word, _ in kept], edges / edges[-1]


@functools.cache
def _provinces() -> list[str]:
    with _corpus("thailand_provinces_th.csv").open(encoding="utf-8", newline="") as rows:
        return [row[0].lstrip("\ufeff") for row in csv.reader(rows)]


@functools.cache
def _places() -> list[str]:
    """Districts, subdistricts and roads."""
    kinds = ("ตำบล", "อำเภอ", "แขวง", "เขต", "ถนน")
    titles = _list("wikipedia_titles_th")
    named = [(title, kind) for title in titles for kind in kinds if title.startswith(kind)]
    return [title.removeprefix(kind) for title, kind in named if title != kind]


@functools.cache
def _english() -> list[str]:
    with _corpus("thailand_provinces_th.csv").open(encoding="utf-8", newline="") as rows:
        return [row[2] for row in csv.reader(rows)]


def _is_thai(word: str) -> bool:
    return bool(re.fullmatch(r"[\u0e01-\u0e4d]{1,30}", word)) and "\u0e4e" not in word
