"""A past that never was: requests and their steps, to measure and to look at dashboards.

A panel names a module in its AppConfig (``past``) with its ``HABITS`` and with ``write``, which
writes what it keeps about some requests and says beside each what came of it.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction
from django.utils import timezone

from core.models import TimelineRequest, TimelineStep

_BATCH = 2000
_CLIENTS = 40
_HOURS = [1, 1, 1, 1, 1, 2, 4, 7, 12, 16, 17, 15, 11, 15, 17, 16, 13, 9, 6, 4, 3, 2, 2, 1]
"""How busy each hour of a day is, against the others."""

Writer = Callable[[Sequence[TimelineRequest], random.Random], None]


@dataclass(frozen=True, slots=True)
class Habits:
    """What requests of a panel are like: the median of each step in milliseconds, how many of
    1000 come to which status and code, and how a client is called."""

    panel: str
    steps: dict[str, float]
    endings: dict[tuple[int | None, str], int]
    client: str


def write(habits: Habits, writer: Writer, *, requests: int, days: int, seed: int = 1) -> None:
    """So many requests within the last ``days`` days, with their steps and the panel's rows."""
    chance = random.Random(seed)  # noqa: S311 - a past that never was, nothing secret
    made = _requests(habits, requests, days, chance)
    while some := list(islice(made, _BATCH)):
        steps = [step for request in some for step in _steps(habits, request, chance)]
        with transaction.atomic():
            writer(some, chance)  # first: it says what came of them
            TimelineRequest.objects.bulk_create(some)
            TimelineStep.objects.bulk_create(steps)


def _requests(
    habits: Habits, count: int, days: int, chance: random.Random
) -> Iterator[TimelineRequest]:
    now = timezone.now()
    endings, weights = list(habits.endings), list(habits.endings.values())
    for _ in range(count):
        status, code = chance.choices(endings, weights)[0]
        begin = _moment(now, days, chance)
        # A few clients ask most, as everywhere.
        number = int(_CLIENTS * chance.random() ** 3)
        yield TimelineRequest(
            panel=habits.panel,
            client=habits.client.format(number),
            status=status,
            error_code=code,
            created_at=begin,
            finished_at=None,
        )


def _moment(now: datetime, days: int, chance: random.Random) -> datetime:
    """Working days are busier than week-ends, and it grows by and by."""
    while True:
        day = now - timedelta(days=int(days * chance.random() ** 1.3))
        if day.weekday() < 5 or chance.random() < 0.3:
            hour = chance.choices(range(24), _HOURS)[0]
            moment = day.replace(hour=hour, minute=chance.randrange(60)) - timedelta(
                seconds=60 * chance.random()
            )
            if moment < now:
                return moment


def _steps(
    habits: Habits, request: TimelineRequest, chance: random.Random
) -> Iterator[TimelineStep]:
    """The steps of a request, which ends with the last of them."""
    at = request.created_at
    stops = len(habits.steps) if (request.status or 200) < 400 else 1
    for name, typical in list(habits.steps.items())[:stops]:
        ms = round(typical * math.exp(chance.gauss(0, 0.45)), 3)
        yield TimelineStep(
            request=request, name=name, started_at=at, duration_ms=ms, outcome="ok", detail={}
        )
        at += timedelta(milliseconds=ms)
    if request.status is not None:
        request.finished_at = at
