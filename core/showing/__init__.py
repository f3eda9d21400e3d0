"""What demonstrations of all panels share: samples, outcomes and how a panel offers its own.

A panel names its demonstration in its AppConfig (``demonstration``, a dotted path);
``manage.py demo`` runs them one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Announced:
    """A sample before it is sent: its file, what it shows and the answer to expect."""

    file: str
    shows: str
    expected: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the server said about one sample. ``faults`` is empty when the answer is right.

    ``remarks`` are what is not as it should be and yet no reason to call the answer wrong.

    ``status`` is the panel's word for how it ended, ``http`` the HTTP status, ``ms``
    milliseconds from sending the request to the last byte of the answer.
    """

    sample: Announced
    answer: str
    confidence: float | None
    status: str
    http: int
    ms: float
    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    cached: bool = False


class NoAnswer(Exception):
    """The server could not be asked; the message says why."""


class Demonstration(Protocol):
    """Made with the command's options."""

    title: str

    def __init__(self, options: Mapping[str, Any]) -> None: ...

    def prepared(self) -> AbstractContextManager[Mapping[str, str]]:
        """Held open while the server runs; yields environment variables to start it with."""

    def samples(self) -> Sequence[Announced]: ...

    def outcomes(self, base: str, key: str) -> Iterator[Outcome]:
        """Ask the server at ``base`` about each sample, in order. Raises NoAnswer."""

    def advice(self, outcomes: Sequence[Outcome]) -> list[str]:
        """What to do about calls that failed."""


def hints(advice: Mapping[int, str], outcomes: Sequence[Outcome]) -> list[str]:
    """What ``advice`` says to the HTTP statuses that occurred, each once."""
    statuses = {outcome.http for outcome in outcomes}
    return [text for status, text in advice.items() if status in statuses]
