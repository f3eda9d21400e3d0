"""Where a network is in two minds, the habits of the language decide. Pure.

Thai letters such as ด, ค and ต differ by a loop that heavy ink fills, and small marks fade
into the blank. A reading is the likeliest of all that the network thinks possible, weighed
by a character n-gram model: prefix beam search after Hannun et al., First-Pass Large
Vocabulary Continuous Speech Recognition using Bi-Directional Recurrent DNNs (2014).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from core.engines.ctc_lines import Probabilities, Reading, trimmed
from core.engines.ctc_ngrams import Ngrams

_WEIGHT = 0.5
_BONUS = 1.4
"""For each character, in nats: without it the n-grams would favour short readings. Both are
best on drawn lines of forms; more weight favours usual words over rare names."""

_BEAM = 8
_SURE = 0.99
"""A step so sure of its class is not asked for others."""

_POSSIBLE = 0.003
_NEVER = -1e9
_BLANK_ONLY = [0]


class _Placed(NamedTuple):
    """A character in a reading: its best score, its run of steps, and those before it."""

    before: _Placed | None
    score: float
    start: int
    end: int


class _Prefix(NamedTuple):
    """What is known of one text: the log-probabilities of all ways to it that end in a blank
    and that end in its last character, what the n-grams think of it, its characters' places."""

    blank: float
    letter: float
    habit: float
    placed: _Placed | None

    @property
    def seen(self) -> float:
        return _either(self.blank, self.letter)

    @property
    def score(self) -> float:
        return self.seen + self.habit


_Beam = dict[str, _Prefix]


def read_likely(answers: Probabilities, alphabet: str, ngrams: Ngrams) -> Reading:
    """The text that network and n-grams together find likeliest, from left to right.

    A character's score is the network's own, the highest of its run of steps, and low
    where the n-grams decided.
    """
    logs = np.log(np.maximum(answers, 1e-9)).tolist()
    beam: _Beam = {"": _Prefix(0.0, _NEVER, 0.0, None)}
    paused: list[float] = []
    for step, (kinds, row) in enumerate(zip(_possible(answers), logs, strict=True)):
        if kinds == _BLANK_ONLY:
            # Most steps are surely blank, and change no text: they are taken together.
            paused.append(row[0])
            continue
        if paused:
            beam, paused = _paused(beam, sum(paused)), []
        grown: _Beam = {}
        for kind in kinds:
            if kind == 0:
                grown = _paused(beam, row[0])
            else:
                _say(beam, grown, alphabet[kind - 1], row[kind], step, ngrams)
        beam = _best(grown)
    text, prefix = max(beam.items(), key=lambda item: item[1].score)
    return _reading(text, prefix.placed, len(answers))


def _possible(answers: Probabilities) -> Iterator[list[int]]:
    """The classes that each step may be, in their order."""
    sure = answers.max(1) > _SURE
    for step, likeliest, alone in zip(
        answers, answers.argmax(1).tolist(), sure.tolist(), strict=True
    ):
        yield [likeliest] if alone else (np.flatnonzero(step > _POSSIBLE).tolist() or [likeliest])


def _paused(beam: _Beam, chance: float) -> _Beam:
    """``beam`` after steps that are blank: texts stay as they are."""
    return {
        text: _Prefix(_either(blank, letter) + chance, _NEVER, habit, placed)
        for text, (blank, letter, habit, placed) in beam.items()
    }


def _say(beam: _Beam, grown: _Beam, letter: str, chance: float, step: int, ngrams: Ngrams) -> None:
    """The step is ``letter``: it goes on where it is the last, and follows as a new one."""
    score = math.exp(chance)
    for text, (blank, last, habit, placed) in beam.items():
        if text[-1:] == letter and placed is not None:
            before, best, start, _ = placed
            longer = _Placed(before, max(best, score), start, step + 1)
            _merge(grown, text, _Prefix(_NEVER, last + chance, habit, longer))
            seen = blank
        else:
            seen = _either(blank, last)
        if seen > _NEVER / 2:
            usual = habit + _WEIGHT * ngrams.log_probability(text, letter) + _BONUS
            new = _Placed(placed, score, step, step + 1)
            _merge(grown, text + letter, _Prefix(_NEVER, seen + chance, usual, new))


def _merge(beam: _Beam, text: str, prefix: _Prefix) -> None:
    """Two ways to one text are one; its characters stand where the likelier way has them."""
    other = beam.get(text)
    if other is not None:
        placed = prefix.placed if prefix.letter > other.letter else other.placed
        prefix = _Prefix(
            _either(prefix.blank, other.blank),
            _either(prefix.letter, other.letter),
            prefix.habit,
            placed,
        )
    beam[text] = prefix


def _best(beam: _Beam) -> _Beam:
    if len(beam) <= _BEAM:
        return beam
    return dict(sorted(beam.items(), key=lambda item: -item[1].score)[:_BEAM])


def _either(one: float, other: float) -> float:
    """The logarithm of the sum of two probabilities given as logarithms."""
    if one < other:
        one, other = other, one
    return one if other <= _NEVER / 2 else one + math.log1p(math.exp(other - one))


def _reading(text: str, placed: _Placed | None, steps: int) -> Reading:
    scores, centres = [], []
    while placed is not None:
        scores.append(min(placed.score, 1.0))
        centres.append((placed.start + placed.end) / 2 / steps)
        placed = placed.before
    return trimmed(Reading(text, tuple(scores[::-1]), tuple(centres[::-1])))
