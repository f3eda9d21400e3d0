"""What benchmarks of all panels share: a row of the table, and how a panel offers its own.

A panel names its benchmark in its AppConfig (``benchmark``, a dotted path);
``manage.py bench`` runs them one after the other.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class CallFailed(Exception):
    """The server did not answer as it should; the message says for what and how."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``met`` is None where nothing is demanded."""

    what: str
    measured: str
    demanded: str = ""
    met: bool | None = None


class Benchmark(Protocol):
    """Made with the command's options."""

    title: str

    def __init__(self, options: Mapping[str, Any]) -> None: ...

    def rows(self) -> Iterator[Row]:
        """Measure, one row after the other, with servers of its own. Raises CallFailed."""


def announce(what: str) -> None:
    """Say on a terminal what is being measured now: some measurements take a minute."""
    sys.stderr.write(f"measuring: {what}\n")
    sys.stderr.flush()


def at_most(what: str, ratio: float, limit: float) -> Row:
    """A ratio that must not exceed ``limit``."""
    return Row(what, f"{ratio:.2f} x", f"≤ {limit:g} x", ratio <= limit)


def at_least(what: str, ratio: float, limit: float) -> Row:
    """A ratio that must reach ``limit``."""
    return Row(what, f"{ratio:.2f} x", f"≥ {limit:g} x", ratio >= limit)


def as_markdown(rows: Iterable[Row]) -> Iterator[str]:
    """The table, line by line."""
    yield "| what | measured | demanded | |"
    yield "|---|---|---|---|"
    for row in rows:
        verdict = {None: "", True: "met", False: "**missed**"}[row.met]
        yield f"| {row.what} | {row.measured} | {row.demanded} | {verdict} |"
