"""Readings of lines: scored, spelt, from an engine's line and into placed characters. Pure."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

import numpy as np

from core.engines import Character, TextLine
from core.engines.ctc_lines import Reading
from core.engines.strips import characters_of
from core.engines.thai_script import normalised
from core.geometry import Quad, box_of

_MARK = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")


def score_of(reading: Reading) -> float:
    """The mean score of the characters, blanks left out; 0 where there are none."""
    scores = [s for letter, s in zip(reading.text, reading.scores, strict=True) if letter != " "]
    return float(np.mean(scores)) if scores else 0.0


def spelt(reading: Reading) -> Reading:
    """``reading`` in the one spelling of ``normalised``: nothing is put in that was not seen."""
    text = normalised(reading.text)
    if text == reading.text:
        return reading
    scores: list[float] = []
    places: list[float] = []
    changes = SequenceMatcher(None, reading.text, text, autojunk=False).get_opcodes()
    for what, start, end, first, last in changes:
        if what == "equal":
            scores += reading.scores[start:end]
            places += reading.centres[start:end]
        else:
            # A mark moved: it is as sure, and stands where, its neighbourhood does.
            about = slice(max(start - 1, 0), max(end, start + 1))
            scores += [min(reading.scores[about], default=0.0)] * (last - first)
            places += [float(np.mean(reading.centres[about]))] * (last - first)
    return Reading(text, tuple(scores), tuple(places))


def reading_of(line: TextLine, width: float) -> Reading:
    """A line read with its characters, ``width`` pixels wide, as a reading.

    Full-width letters become plain ones; a blank stands between its neighbours.
    """
    centres = [(box_of(c.quad).left + box_of(c.quad).right) / 2 / width for c in line.characters]
    letters: list[str] = []
    scores: list[float] = []
    places: list[float] = []
    glyphs = iter(zip(line.characters, centres, strict=True))
    for letter in line.text:
        if letter.isspace():
            found, score, place = " ", 1.0, places[-1] if places else 0.0
        else:
            character, place = next(glyphs)
            found, score = unicodedata.normalize("NFKC", letter), character.confidence
        letters.append(found)
        scores.extend([score] * len(found))
        places.extend([place] * len(found))
    return Reading("".join(letters), tuple(scores), tuple(places))


def characters_in(reading: Reading, quad: Quad) -> tuple[Character, ...]:
    """The characters but blanks, each with its quad; marks share the quad of their letter."""
    shown = [
        (letter, score, place)
        for letter, score, place in zip(reading.text, reading.scores, reading.centres, strict=True)
        if letter != " "
    ]
    columns = [i for i, (letter, _, _) in enumerate(shown) if i == 0 or not _MARK.match(letter)]
    letters = [shown[i] for i in columns]
    placed = characters_of(
        "".join(letter for letter, _, _ in letters),
        [score for _, score, _ in letters],
        [place for _, _, place in letters],
        quad,
    )
    found: list[Character] = []
    column = -1
    for i, (letter, score, _) in enumerate(shown):
        column += i in columns
        found.append(Character(letter, placed[column].quad, score))
    return tuple(found)
