"""Days in the server's time zone, and the columns of a chart over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from core.shares import Share, percent


@dataclass(frozen=True, slots=True)
class Span:
    """From ``begin`` until just before ``end``. Moments, so that an index on moments is used."""

    begin: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Column:
    """What was counted in a span; ``shares`` are percentages of the fullest column."""

    span: Span
    shares: tuple[Share, ...]

    @property
    def counts(self) -> tuple[int, ...]:
        return tuple(share.count for share in self.shares)

    @property
    def total(self) -> int:
        return sum(self.counts)


def midnight(day: date) -> datetime:
    """The first moment of a day."""
    return timezone.make_aware(datetime.combine(day, time.min))


def first_of(days: int) -> date:
    """The first of the last ``days`` days, today included."""
    return timezone.localdate() - timedelta(days=days - 1)


def days_from(first: date, count: int) -> list[Span]:
    """So many days, one after the other."""
    days = [first + timedelta(days=number) for number in range(count)]
    return [Span(midnight(day), midnight(day + timedelta(days=1))) for day in days]


def columns(
    spans: Sequence[Span], counted: Sequence[Sequence[int]], names: Sequence[str]
) -> list[Column]:
    """A column for each span, from its counts in the order of ``names``."""
    fullest = max(map(sum, counted), default=0)
    return [
        Column(span, _shares(counts, names, fullest))
        for span, counts in zip(spans, counted, strict=True)
    ]


def totals(drawn: Sequence[Column], names: Sequence[str]) -> list[Share]:
    """What all columns hold by name, as percentages of everything."""
    counts = [sum(counted) for counted in zip(*(one.counts for one in drawn), strict=True)]
    return list(_shares(counts, names, sum(counts)))


def _shares(counts: Sequence[int], names: Sequence[str], whole: int) -> tuple[Share, ...]:
    pairs = zip(names, counts, strict=True)
    return tuple(Share(name, count, percent(count, whole)) for name, count in pairs)
