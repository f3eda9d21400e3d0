"""Measuring recognition on a labelled folder: its labels, cases and what they amount to.

A panel offers an ``Evaluation`` in its AppConfig (``evaluators``); the command
``manage.py evaluate`` runs it and prints the summary.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any, Protocol

_BINS = 10


@dataclass(frozen=True, slots=True)
class Case:
    """One photo: what is on it, what was answered, how surely, and in how many seconds.

    ``accepted`` holds further right answers, where what is seen allows more than one.
    """

    image: str
    expected: str
    got: str
    confidence: float
    seconds: float
    notes: str = ""
    accepted: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        return self.got in (self.expected, *self.accepted)


class Evaluation(Protocol):
    """Made with the folder's path; yields a case for each labelled photo."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Case]: ...


def labels_of(folder: Path) -> list[dict[str, str]]:
    """The rows of ``folder``/labels.csv (UTF-8, with a head), one for each photo, by column."""
    with (folder / "labels.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True, slots=True)
class Summary:
    """Shares are 0-1 of all photos, times are seconds.

    ``coverage`` is the share answered at or above the threshold, and
    ``confidently_wrong`` the share of those answers that are wrong, of all photos.
    ``calibration_error`` is the expected one: over ten bins of confidence, the mean
    distance between confidence and the share of right answers (Naeini 2015).
    """

    photos: int
    exact_match: float
    coverage: float
    confidently_wrong: float
    calibration_error: float
    seconds_median: float
    seconds_p95: float


def summary_of(cases: Sequence[Case], threshold: float) -> Summary:
    """ValueError without cases."""
    if not cases:
        raise ValueError("nothing was measured")
    total = len(cases)
    answered = [case for case in cases if case.got and case.confidence >= threshold]
    times = sorted(case.seconds for case in cases)
    return Summary(
        photos=total,
        exact_match=sum(case.right for case in cases) / total,
        coverage=len(answered) / total,
        confidently_wrong=sum(not case.right for case in answered) / total,
        calibration_error=_calibration_error(cases),
        seconds_median=median(times),
        seconds_p95=times[min(int(0.95 * total), total - 1)],
    )


def as_json(summary: Summary, cases: Sequence[Case]) -> dict[str, Any]:
    """Plain data for a file: the summary, and every case with whether it is right."""
    return {
        "summary": asdict(summary),
        "cases": [asdict(case) | {"right": case.right} for case in cases],
    }


def _calibration_error(cases: Sequence[Case]) -> float:
    bins: dict[int, list[Case]] = {}
    for case in cases:
        bins.setdefault(min(int(case.confidence * _BINS), _BINS - 1), []).append(case)
    off = (abs(sum(c.confidence - c.right for c in members)) for members in bins.values())
    return sum(off) / len(cases)
