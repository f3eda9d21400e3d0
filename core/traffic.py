"""What a panel's callers got, counted from the timelines of their requests."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from core.days import Span, columns, days_from, first_of, midnight, totals
from core.models import TimelineRequest, TimelineStep
from core.shares import Share, quantile, shares_of
from core.waterfall import duration_text

_STATUSES = {"answered": range(400), "refused": range(400, 500), "error": range(500, 1000)}
OUTCOMES = (*_STATUSES, "open")
"""What became of a request: answered, refused (4xx), an error of ours (5xx) or open."""

SAMPLE, STEPS_OF, CLIENTS_OF = 1000, 400, 10_000
"""Durations are those of so many of the latest requests: they say how it goes now."""
STEPS_SHOWN, MOST = 12, 8


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page was asked to count."""

    panel: str
    days: int
    client: str = ""
    outcome: str = ""

    @property
    def first_day(self) -> date:
        return first_of(self.days)

    @property
    def since(self) -> datetime:
        """The first moment of the first day. A moment, so that the index is used."""
        return midnight(self.first_day)

    def rows(self) -> QuerySet[TimelineRequest]:
        rows = TimelineRequest.objects.filter(panel=self.panel, created_at__gte=self.since)
        if self.client:
            rows = rows.filter(client__icontains=self.client)
        return rows.filter(_came_to(self.outcome)) if self.outcome else rows


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a step takes. ``bar`` is p95 as a share of the slowest step's."""

    bar: Share
    p50: str
    p95: str


@dataclass(frozen=True, slots=True)
class Recent:
    """One of the latest requests, and how long it took."""

    row: TimelineRequest
    took: str


def outcome_of(status: int | None) -> str:
    """The outcome of a request that was answered with this HTTP status."""
    if status is None:
        return "open"
    return next(name for name, statuses in _STATUSES.items() if status in statuses)


def _came_to(outcome: str) -> Q:
    if outcome == "open":
        return Q(status__isnull=True)
    statuses = _STATUSES[outcome]
    return Q(status__gte=statuses.start, status__lt=statuses.stop)


def report(asked: Asked) -> dict[str, Any]:
    """Everything about the requests of a panel that its dashboard shows."""
    rows = asked.rows()
    spans = days_from(asked.first_day, asked.days)
    daily = columns(spans, [_became(rows, span) for span in spans], OUTCOMES)
    latest = list(rows.order_by("-created_at")[:SAMPLE])
    return {
        "total": sum(day.total for day in daily),
        "days": daily,
        "busiest": max(day.total for day in daily),
        "outcomes": {share.label: share for share in totals(daily, OUTCOMES)},
        "failures": _failures(rows),
        "clients": _clients(rows),
        "latency": _latency(latest),
        "steps": _paces(latest),
        "recent": [Recent(row, _text(_took(row))) for row in latest[:20]],
    }


def _became(rows: QuerySet[TimelineRequest], span: Span) -> list[int]:
    """How many of a day's requests came to each outcome.

    A range for each day is faster than asking the database for the day of each row.
    """
    of_day = rows.filter(created_at__gte=span.begin, created_at__lt=span.end).order_by()
    found: Counter[str] = Counter()
    for status, count in of_day.values_list("status").annotate(count=Count("*")):
        found[outcome_of(status)] += count
    return [found[name] for name in OUTCOMES]


def _failures(rows: QuerySet[TimelineRequest]) -> list[Share]:
    coded = rows.filter(status__gte=400).exclude(error_code="").order_by()
    counted = coded.values_list("error_code").annotate(count=Count("pk")).order_by("-count")
    return shares_of(counted[:MOST])


def _clients(rows: QuerySet[TimelineRequest]) -> list[Share]:
    names = rows.order_by("-created_at").values_list("client", flat=True)[:CLIENTS_OF]
    return shares_of(Counter(filter(None, names)).most_common(MOST))


def _latency(latest: list[TimelineRequest]) -> dict[str, str]:
    """Median and 95th percentile of the time from arrival to answer."""
    took = sorted(ms for ms in map(_took, latest) if ms is not None)
    return {"p50": _text(quantile(took, 0.5)), "p95": _text(quantile(took, 0.95))}


def _took(row: TimelineRequest) -> float | None:
    if row.finished_at is None:
        return None
    return (row.finished_at - row.created_at) / timedelta(milliseconds=1)


def _text(ms: float | None) -> str:
    return "–" if ms is None else duration_text(ms)


def _paces(latest: list[TimelineRequest]) -> list[Pace]:
    """The steps that take time, the slowest first."""
    durations: dict[str, list[float]] = defaultdict(list)
    requests = [row.pk for row in latest[:STEPS_OF]]
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
