"""Who reads what in a line of Thai and Latin: one reader's line, another's Latin words. Pure.

The Thai reader's reading is the base. Words in which it sees no Thai are read once more
by a reader of Latin, and taken from it where it is surer and sees as much in the same
places. A word with Thai letters is never taken from it, and no word is mended by a list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.engines.ctc_lines import Reading
from core.engines.thai_readings import score_of

_THAI = re.compile("[\u0e00-\u0e7f]")
_WORD = re.compile(r"\S+")
_IN_PLACE = 0.8
_SIDE = 0.6


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words without Thai: ``start`` to ``end`` of the reading's characters,
    ``left`` to ``right`` (0-1) of the strip's width."""

    start: int
    end: int
    left: float
    right: float


def latin_runs(reading: Reading) -> list[Run]:
    """What of ``reading`` a reader of Latin should look at, with a little room at its sides."""
    spans: list[tuple[int, int]] = []
    joined = False
    for word in _WORD.finditer(reading.text):
        latin = not _THAI.search(word[0]) and any(map(str.isalnum, word[0]))
        if latin and joined:
            spans[-1] = (spans[-1][0], word.end())
        elif latin:
            spans.append((word.start(), word.end()))
        joined = latin
    return [_run(reading, start, end) for start, end in spans]


def _run(reading: Reading, start: int, end: int) -> Run:
    """Reaches from the first to the last centre and a step further, but into no other word."""
    centres = reading.centres
    step = _step(centres[start:end])
    before = (centres[start - 2] + centres[start]) / 2 if start > 1 else 0.0
    after = (centres[end - 1] + centres[end + 1]) / 2 if end + 1 < len(centres) else 1.0
    left = max(before, centres[start] - (0.5 + _SIDE) * step, 0.0)
    right = min(after, centres[end - 1] + (0.5 + _SIDE) * step, 1.0)
    return Run(start, end, left, right)


def _step(centres: Sequence[float]) -> float:
    """The usual distance of neighbouring characters."""
    return float(np.median(np.diff(centres))) if len(centres) > 1 else 0.05


def settled(reading: Reading, runs: Sequence[Run], others: Sequence[Reading]) -> Reading:
    """``reading`` with each run taken from the other reader where that one is to be believed."""
    for run, other in reversed(list(zip(runs, others, strict=True))):
        there = _within(other, run)
        if _believed(_part(reading, run.start, run.end), there):
            reading = _replaced(reading, run, there)
    return reading


def _within(other: Reading, run: Run) -> Reading:
    places = tuple(run.left + place * (run.right - run.left) for place in other.centres)
    return Reading(other.text, other.scores, places)


def _part(reading: Reading, start: int, end: int) -> Reading:
    return Reading(reading.text[start:end], reading.scores[start:end], reading.centres[start:end])


def _believed(mine: Reading, other: Reading) -> bool:
    """Is ``other`` plain Latin, surer, and does it see as many characters in their places?"""
    if not other.text.isascii() or not other.text.strip() or score_of(other) < score_of(mine):
        return False
    ours, theirs = (_places(reading) for reading in (mine, other))
    if abs(len(ours) - len(theirs)) > 1 + len(ours) // 8:
        return False
    reach = 0.75 * _step(mine.centres)
    near = [min(abs(place - there) for there in ours) <= reach for place in theirs]
    return sum(near) >= _IN_PLACE * len(near)


def _places(reading: Reading) -> list[float]:
    pairs = zip(reading.text, reading.centres, strict=True)
    return [place for letter, place in pairs if letter != " "]


def _replaced(reading: Reading, run: Run, other: Reading) -> Reading:
    before, after = _part(reading, 0, run.start), _part(reading, run.end, len(reading.text))
    return Reading(
        before.text + other.text + after.text,
        before.scores + other.scores + after.scores,
        before.centres + other.centres + after.centres,
    )
