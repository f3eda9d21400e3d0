"""Where a network is in two minds, the habits of the language decide. Pure.

Thai letters such as ด, ค and ต differ by a loop that heavy ink fills, and small marks fade
into the blank. A reading is the likeliest of all that the network thinks possible, weighed
by a character n-gram model: prefix beam search after Hannun et al., First-Pass Large
Vocabulary Continuous Speech Recognition using Bi-Directional Recurrent DNNs (2014).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
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
    logs = np.log(np.maximum(answers, 1e-9))
    beam: _Beam = {"": _Prefix(0.0, _NEVER, 0.0, None)}
    for step, row in enumerate(logs.tolist()):
        grown: _Beam = {}
        for kind in _possible(answers[step]):
            if kind == 0:
                _pause(beam, grown, row[0])
            else:
                _say(beam, grown, alphabet[kind - 1], row[kind], step, ngrams)
        beam = _best(grown)
    text, prefix = max(beam.items(), key=lambda item: item[1].score)
    return _reading(text, prefix.placed, len(answers))


def _possible(step: Probabilities) -> Sequence[int]:
    likeliest = int(step.argmax())
    if step[likeliest] > _SURE:
        return (likeliest,)
    kinds: list[int] = np.flatnonzero(step > _POSSIBLE).tolist()
    return kinds or (likeliest,)


def _pause(beam: _Beam, grown: _Beam, chance: float) -> None:
    """The step is a blank: texts stay as they are."""
    for text, prefix in beam.items():
        _merge(grown, text, prefix._replace(blank=prefix.seen + chance, letter=_NEVER))


def _say(beam: _Beam, grown: _Beam, letter: str, chance: float, step: int, ngrams: Ngrams) -> None:
    """The step is ``letter``: it goes on where it is the last, and follows as a new one."""
    score = math.exp(chance)
    for text, prefix in beam.items():
        before = prefix.seen
        if text[-1:] == letter and prefix.placed is not None:
            placed = prefix.placed._replace(score=max(prefix.placed.score, score), end=step + 1)
            stays = _Prefix(_NEVER, prefix.letter + chance, prefix.habit, placed)
            _merge(grown, text, stays)
            before = prefix.blank
        if before > _NEVER / 2:
            habit = prefix.habit + _WEIGHT * ngrams.log_probability(text, letter) + _BONUS
            new = _Placed(prefix.placed, score, step, step + 1)
            _merge(grown, text + letter, _Prefix(_NEVER, before + chance, habit, new))


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
    low, high = sorted((one, other))
    return high if low <= _NEVER / 2 else high + math.log1p(math.exp(low - high))


def _reading(text: str, placed: _Placed | None, steps: int) -> Reading:
    scores, centres = [], []
    while placed is not None:
        scores.append(min(placed.score, 1.0))
        centres.append((placed.start + placed.end) / 2 / steps)
        placed = placed.before
    return trimmed(Reading(text, tuple(scores[::-1]), tuple(centres[::-1])))
