"""What a panel's callers got, counted from the timelines of their requests."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet, Sum

from core.asked import OUTCOMES, Asked, outcome_of
from core.days import Column, columns, counted, totals
from core.models import TimelineRequest, TimelineStep
from core.shares import Share, quantile, shares_of
from core.waterfall import duration_text

SAMPLE, STEPS_OF, CLIENTS_OF = 1000, 400, 10_000
"""Durations are those of so many of the latest requests: they say how it goes now."""
STEPS_SHOWN, MOST = 12, 8


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a step takes. ``bar`` is p95 as a share of the slowest step's."""

    bar: Share
    p50: str
    p95: str


@dataclass(frozen=True, slots=True)
class Kept:
    """How many requests, with how many photos or pages, and tokens of vision models."""

    requests: int = 0
    parts: int = 0
    tokens: int = 0

    def __add__(self, other: Kept) -> Kept:
        return Kept(
            self.requests + other.requests, self.parts + other.parts, self.tokens + other.tokens
        )


def report(asked: Asked) -> dict[str, Any]:
    """Everything about the requests of a panel that its dashboard shows."""
    drawn, rows = _columns(asked), asked.rows()
    latest = rows.order_by("-created_at").values_list("pk", "created_at", "finished_at")
    sample = list(latest[:SAMPLE])
    return {
        "total": sum(column.total for column in drawn),
        "columns": drawn,
        "outcomes": {share.label: share for share in totals(drawn, OUTCOMES)},
        "failures": _failures(rows),
        "clients": _clients(rows),
        "latency": _latency(_ms(begin, end) for _, begin, end in sample),
        "steps": _paces([pk for pk, _, _ in sample[:STEPS_OF]]),
    }


def kept(asked: Asked) -> dict[str, Kept]:
    """What the panel kept of the requests asked for, by answer."""
    rows = asked.rows().exclude(answer="").order_by().values_list("answer")
    counted = rows.annotate(count=Count("*"), parts=Sum("parts"), tokens=Sum("tokens"))
    return {answer: Kept(*counts) for answer, *counts in counted}


def took(row: TimelineRequest) -> str:
    """The time from arrival to answer, for people."""
    return _text(_ms(row.created_at, row.finished_at))


def _columns(asked: Asked) -> list[Column]:
    spans = asked.spans
    found = []
    for statuses in counted(asked.of_any_day(), spans, "status"):
        came_to: Counter[str] = Counter()
        for status, count in statuses.items():
            came_to[outcome_of(status)] += count
        found.append([came_to[name] for name in OUTCOMES])
    return columns(spans, found, OUTCOMES)


def _failures(rows: QuerySet[TimelineRequest]) -> list[Share]:
    coded = rows.filter(status__gte=400).exclude(error_code="").order_by()
    found = coded.values_list("error_code").annotate(count=Count("pk")).order_by("-count")
    return shares_of(found[:MOST])


def _clients(rows: QuerySet[TimelineRequest]) -> list[Share]:
    names = rows.order_by("-created_at").values_list("client", flat=True)[:CLIENTS_OF]
    return shares_of(Counter(filter(None, names)).most_common(MOST))


def _latency(durations: Iterable[float | None]) -> dict[str, str]:
    """Median and 95th percentile of the time from arrival to answer."""
    ordered = sorted(ms for ms in durations if ms is not None)
    return {"p50": _text(quantile(ordered, 0.5)), "p95": _text(quantile(ordered, 0.95))}


def _ms(begin: datetime, end: datetime | None) -> float | None:
    return None if end is None else (end - begin) / timedelta(milliseconds=1)


def _text(ms: float | None) -> str:
    return "–" if ms is None else duration_text(ms)


def _paces(requests: list[Any]) -> list[Pace]:
    """The steps of these requests that take time, the slowest first."""
    durations: dict[str, list[float]] = defaultdict(list)
    steps = TimelineStep.objects.filter(request__in=requests, duration_ms__gt=0).order_by()
    for name, duration in steps.values_list("name", "duration_ms"):
        durations[name].append(duration)
    paced = {name: sorted(found) for name, found in durations.items()}
    ends = {name: quantile(found, 0.95) or 0.0 for name, found in paced.items()}
    slowest = max(ends.values(), default=1.0)
    return [
        Pace(
            Share(name, len(paced[name]), ends[name] / slowest * 100),
            _text(quantile(paced[name], 0.5)),
            _text(ends[name]),
        )
        for name in sorted(ends, key=ends.__getitem__, reverse=True)[:STEPS_SHOWN]
    ]
