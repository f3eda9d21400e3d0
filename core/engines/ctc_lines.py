"""Lines of text for a CTC network, and its answers as text. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels
from core.engines.thai_script import spelled

Probabilities = NDArray[np.float32]
"""Shape (steps, classes); class 0 is the blank, class n the alphabet's n-th character."""

STEP_WIDTH = 64
"""Lines are padded to multiples of this: the inference engine keeps memory for every shape."""

_NARROWEST = 16
_WIDEST_RATIO = 64
_LEAST_CONTRAST = 32


@dataclass(frozen=True, slots=True)
class Reading:
    """A line's text with, for each character, a score (0-1) and its centre.

    Centres are fractions (0-1) of the strip's width.
    """

    text: str
    scores: tuple[float, ...]
    centres: tuple[float, ...]


def grey_line(strip: Pixels, height: int) -> Pixels:
    """``strip`` (RGB or grey) as grey, ``height`` pixels high, contrast stretched."""
    grey = strip if strip.ndim == 2 else cv2.cvtColor(strip, cv2.COLOR_RGB2GRAY)
    rows, cols = grey.shape
    width = min(max(round(cols * height / rows), _NARROWEST), _WIDEST_RATIO * height)
    how = cv2.INTER_AREA if rows > height else cv2.INTER_CUBIC
    level = cv2.resize(grey, (width, height), interpolation=how).astype(np.float32)
    dark, light = np.percentile(level, (1, 99))
    gain = 255 / max(light - dark, _LEAST_CONTRAST)
    return np.asarray(np.clip((level - dark) * gain, 0, 255), np.uint8)


def together(lines: Sequence[Pixels], width: int) -> NDArray[np.float32]:
    """Grey lines of one height as a network takes them: (n, 1, height, width) in -1..1.

    Each is continued to the right with its own background (its median).
    """
    batch = np.empty((len(lines), 1, lines[0].shape[0], width), np.float32)
    for row, line in zip(batch, lines, strict=True):
        row[:] = np.median(line)
        row[0, :, : line.shape[1]] = line
    return batch / 127.5 - 1


def padded_width(width: int) -> int:
    return -(-width // STEP_WIDTH) * STEP_WIDTH


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring steps of one likeliest class: each class's mean and best probability.

    ``centre`` is the run's middle as a fraction (0-1) of all steps.
    """

    kind: int
    mean: NDArray[np.float32]
    best: NDArray[np.float32]
    centre: float


def runs_of(answers: Probabilities) -> Iterator[Run]:
    """The runs that stand for a character: blanks left out."""
    likeliest = answers.argmax(1)
    bounds = np.flatnonzero(np.diff(likeliest, prepend=-1, append=-1))
    for start, end in pairwise(bounds.tolist()):
        if kind := int(likeliest[start]):
            steps = answers[start:end]
            yield Run(kind, steps.mean(0), steps.max(0), (start + end) / 2 / len(answers))


def read_greedily(answers: Probabilities, alphabet: str) -> Reading:
    """The likeliest class of every step, repeats and blanks left out.

    A character's score is the highest of its run of steps; white space at the ends is dropped.
    """
    runs = list(runs_of(answers))
    text = "".join(alphabet[run.kind - 1] for run in runs)
    scores = tuple(float(run.best[run.kind]) for run in runs)
    return trimmed(Reading(text, scores, tuple(run.centre for run in runs)))


def respelled(reading: Reading) -> Reading:
    """``reading`` with Thai marks in storage order, each with its own score and centre."""
    letters = spelled(reading.text)
    return Reading(
        "".join(letter for letter, _ in letters),
        tuple(reading.scores[at] for _, at in letters),
        tuple(reading.centres[at] for _, at in letters),
    )


def trimmed(reading: Reading) -> Reading:
    """``reading`` without white space at its ends."""
    start = len(reading.text) - len(reading.text.lstrip())
    end = max(len(reading.text.rstrip()), start)
    return Reading(reading.text[start:end], reading.scores[start:end], reading.centres[start:end])
