"""What the demo prints: one row a photo, right or wrong, and what to do about errors. Pure."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from recognition.showing.api_client import Reply
from recognition.showing.samples import SamplePhoto

_HEADINGS = ("photo", "what it shows", "answer", "confidence", "status", "time", "")
_NUMBERS = {3, 5}
"""Columns set flush right."""

_GAP = "  "

_ADVICE = {
    403: "The server refused the key. Give the one from credentials.env with --key.",
    404: "The panel has no settings yet. Run `manage.py provision` with the server's VAR.",
    422: "The server could not load the photos. Start it with ALLOWED_PRIVATE_HOSTS={photos}.",
    429: "The calls of one client are limited. Wait a minute, or raise “requests per minute”.",
    500: "The server failed. Its reason is in worker.log and web.log in its VAR folder.",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One sample photo and what the server said about it."""

    sample: SamplePhoto
    reply: Reply

    @property
    def status(self) -> str:
        """The ``recognitionStatus``, or the HTTP status of a call that failed."""
        return str(self.reply.body.get("recognitionStatus") or f"HTTP {self.reply.status}")

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong with the answer; empty when it is right."""
        if self.reply.status != 200:
            return (str(self.reply.body.get("message", "no message")),)
        faults = []
        if self.reply.serial != self.sample.serial:
            faults.append(f"expected {self.sample.serial or 'no number'}")
        elif self.status != self.sample.status:
            faults.append(f"expected {self.sample.status}")
        answer = json.dumps(self.reply.body, ensure_ascii=False)
        if any(secret in answer for secret in self.sample.secrets):
            faults.append("a secret was returned")
        return tuple(faults)

    @property
    def cells(self) -> tuple[str, ...]:
        """The row of the table, in the order of the headings."""
        confidence = self.reply.body.get("confidence")
        cached = "*" if self.reply.body.get("cached") else ""
        return (
            self.sample.file,
            self.sample.shows,
            self.reply.serial or "-",
            f"{confidence:.2f}" if isinstance(confidence, int | float) else "-",
            self.status,
            f"{self.reply.ms:.0f} ms{cached}",
            "WRONG: " + "; ".join(self.faults) if self.faults else "right",
        )


class Table:
    """Rows of fixed width, so that each can be printed as soon as it is known."""

    def __init__(self, samples: Sequence[SamplePhoto]) -> None:
        longest = (
            max(columns(sample.file) for sample in samples),
            max(columns(sample.shows) for sample in samples),
            max(columns(sample.serial or "") for sample in samples),
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

    def row(self, cells: Sequence[str]) -> str:
        """One line; a cell that is too long pushes the rest to the right."""
        padded = [
            _padded(cell, width, right=place in _NUMBERS)
            for place, (cell, width) in enumerate(zip(cells, self._widths, strict=True))
        ]
        return _GAP.join(padded).rstrip()


def columns(text: str) -> int:
    """How many columns of a terminal ``text`` fills (UAX #11: wide signs take two)."""
    drawn = (sign for sign in text if not unicodedata.combining(sign))
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in drawn)


def summary(outcomes: Sequence[Outcome]) -> str:
    """How many were right, and how long they took."""
    right = sum(not outcome.faults for outcome in outcomes)
    seconds = sum(outcome.reply.ms for outcome in outcomes) / 1000
    cached = sum(bool(outcome.reply.body.get("cached")) for outcome in outcomes)
    said = f"{right} of {len(outcomes)} answers are right, in {seconds:.1f} s."
    return f"{said} * {cached} came from the cache." if cached else said


def advice(outcomes: Sequence[Outcome], photos: str) -> list[str]:
    """What to do about the calls that failed, each hint once. ``photos`` is host:port."""
    statuses = {outcome.reply.status for outcome in outcomes}
    return [text.format(photos=photos) for status, text in _ADVICE.items() if status in statuses]


def _padded(text: str, width: int, *, right: bool) -> str:
    blanks = " " * (width - columns(text))
    return blanks + text if right else text + blanks
