"""Days and hours in the server's time zone, and the columns of a chart over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet
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


def hours_of(day: date) -> list[Span]:
    """The hours of a day: 24, or 23 or 25 where the clock is changed."""
    # In UTC, for between moments of one zone Python counts by the clock on the wall.
    begin, end = (midnight(day + timedelta(days=n)).astimezone(UTC) for n in (0, 1))
    hours = round((end - begin) / timedelta(hours=1))
    starts = [timezone.localtime(begin + timedelta(hours=n)) for n in range(hours + 1)]
    return [Span(*ends) for ends in pairwise(starts)]


def counted(
    rows: QuerySet[Any], spans: Sequence[Span], key: str, moment: str = "created_at"
) -> list[dict[Any, int]]:
    """How many rows of each span have each value of the column ``key``; one question.

    A range for each span is faster than asking the database for the day of each row. What
    one span asks is put into SQL once: doing so for each of 90 took longer than counting.
    """
    first, adapted = spans[0], connection.ops.adapt_datetimefield_value
    within = rows.filter(**{f"{moment}__gte": first.begin, f"{moment}__lt": first.end})
    grouped = within.order_by().values_list(key).annotate(count=Count("*"))
    sql, given = grouped.query.sql_with_params()
    asked: list[Any] = []
    for span in spans:
        ends = {adapted(first.begin): adapted(span.begin), adapted(first.end): adapted(span.end)}
        asked += [ends.get(one, one) for one in given]
    parts = (f"SELECT {n}, part.* FROM ({sql}) AS part" for n in range(len(spans)))  # noqa: S608 - Django's own SQL
    found: list[dict[Any, int]] = [{} for _ in spans]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), asked)
        for number, value, count in cursor.fetchall():
            found[number][value] = count
    return found


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
