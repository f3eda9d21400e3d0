"""The table a demonstration prints: one row a sample, right or wrong. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from core.showing import Announced, Outcome

_HEADINGS = ("sample", "what it shows", "answer", "confidence", "status", "time", "")
_NUMBERS = {3, 5}
"""Columns set flush right."""

_GAP = "  "


def cells(outcome: Outcome) -> tuple[str, ...]:
    """The row of one outcome, in the order of the headings."""
    return (
        outcome.sample.file,
        outcome.sample.shows,
        outcome.answer or "-",
        "-" if outcome.confidence is None else f"{outcome.confidence:.2f}",
        outcome.status,
        f"{outcome.ms:.0f} ms{'*' if outcome.cached else ''}",
        _verdict(outcome),
    )


def _verdict(outcome: Outcome) -> str:
    if outcome.faults:
        return "WRONG: " + "; ".join(outcome.faults)
    return "right, but for " + "; ".join(outcome.remarks) if outcome.remarks else "right"


class Table:
    """Rows of fixed width, so that each can be printed as soon as it is known."""

    def __init__(self, samples: Sequence[Announced]) -> None:
        longest = (
            max(columns(sample.file) for sample in samples),
            max(columns(sample.shows) for sample in samples),
            max(columns(sample.expected) for sample in samples),
            len("0.99"),
            len("low_confidence"),
            len("12345 ms*"),
            0,
        )
        self._widths = [max(a, len(b)) for a, b in zip(longest, _HEADINGS, strict=True)]

    @property
    def head(self) -> str:
        """Headings, and a rule below them."""
        rule = _GAP.join("-" * width for width in self._widths[:-1])
        return f"{self.row(_HEADINGS)}\n{rule}"

    def row(self, texts: Sequence[str]) -> str:
        """One line; a cell that is too long pushes the rest to the right."""
        padded = [
            _padded(text, width, right=place in _NUMBERS)
            for place, (text, width) in enumerate(zip(texts, self._widths, strict=True))
        ]
        return _GAP.join(padded).rstrip()


def columns(text: str) -> int:
    """How many columns of a terminal ``text`` fills (UAX #11: wide signs take two)."""
    drawn = (sign for sign in text if unicodedata.category(sign) != "Mn")
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in drawn)


def summary(outcomes: Sequence[Outcome]) -> str:
    """How many were right, and how long they took."""
    right = sum(not outcome.faults for outcome in outcomes)
    seconds = sum(outcome.ms for outcome in outcomes) / 1000
    cached = sum(outcome.cached for outcome in outcomes)
    said = f"{right} of {len(outcomes)} answers are right, in {seconds:.1f} s."
    return f"{said} * {cached} came from the cache." if cached else said


def _padded(text: str, width: int, *, right: bool) -> str:
    blanks = " " * (width - columns(text))
    return blanks + text if right else text + blanks
