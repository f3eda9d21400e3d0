"""The dashboard's numbers, counted by the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Avg, Count, F, Q, QuerySet, Sum
from django.db.models.functions import Floor, Least, TruncDate
from django.utils import timezone

from core.models import Job
from recognition.models import RecognitionDetail, SerialRecognition

STATUSES = ("success", "low_confidence", "failed", "error")
BINS = 10
LOW_RATING = 2


@dataclass(frozen=True, slots=True)
class Share:
    """A number with its part of the whole or of the largest one, 0-100, for a bar."""

    label: str
    count: int
    percent: float

    @property
    def name(self) -> str:
        """``label`` for people."""
        return self.label.replace("_", " ")

    @property
    def size(self) -> str:
        """``percent`` as a CSS length."""
        return f"{self.percent:.2f}%"


@dataclass(frozen=True, slots=True)
class Day:
    """Requests of one day by status; ``shares`` are percentages of the busiest day."""

    day: date
    total: int
    shares: tuple[Share, ...]


def report(days: int) -> dict[str, Any]:
    """Everything the dashboard shows about the last ``days`` days, today included."""
    first = timezone.localdate() - timedelta(days=days - 1)
    rows = SerialRecognition.objects.filter(created_at__date__gte=first)
    daily = _per_day(rows, first, days)
    return {
        **_totals(rows),
        "days": daily,
        "busiest": max(day.total for day in daily),
        "confidences": _confidences(rows),
        "ratings": _ratings(rows),
        "low_ratings": rows.filter(rating__lte=LOW_RATING).order_by("-updated_at")[:8],
        "models": _models(rows),
        "latency": _latency(rows),
        "queue": _queue(),
        "recent": rows.select_related("detail").order_by("-created_at")[:15],
    }


def _totals(rows: QuerySet[SerialRecognition]) -> dict[str, Any]:
    sums = rows.aggregate(
        total=Count("pk"),
        cached=Count("pk", filter=Q(detail__cached=True)),
        tokens=Sum("detail__tokens"),
        mean_confidence=Avg("confidence", filter=~Q(serialNumber="")),
        mean_rating=Avg("rating"),
        rated=Count("rating"),
        **{status: _having(status) for status in STATUSES},
    )
    total = sums["total"]
    return {
        "total": total,
        "tokens": sums["tokens"] or 0,
        "mean_confidence": sums["mean_confidence"],
        "mean_rating": sums["mean_rating"],
        "rated": sums["rated"],
        "cached": Share("cached", sums["cached"], _percent(sums["cached"], total)),
        "statuses": [
            Share(status, sums[status], _percent(sums[status], total)) for status in STATUSES
        ],
    }


def _having(status: str) -> Count:
    return Count("pk", filter=Q(recognition_status=status))


def _per_day(rows: QuerySet[SerialRecognition], first: date, days: int) -> list[Day]:
    counted: dict[date, Any] = {
        row["day"]: row
        for row in rows.annotate(day=TruncDate("created_at"))
        .order_by()
        .values("day")
        .annotate(total=Count("pk"), **{status: _having(status) for status in STATUSES})
    }
    busiest = max((row["total"] for row in counted.values()), default=0)
    return [_day(first + timedelta(days=number), counted, busiest) for number in range(days)]


def _day(day: date, counted: dict[date, Any], busiest: int) -> Day:
    row = counted.get(day, {})
    shares = tuple(
        Share(status, row.get(status, 0), _percent(row.get(status, 0), busiest))
        for status in STATUSES
    )
    return Day(day=day, total=row.get("total", 0), shares=shares)


def _confidences(rows: QuerySet[SerialRecognition]) -> list[Share]:
    """How many answers with a serial number fall into each tenth of confidence."""
    found = rows.exclude(serialNumber="").filter(confidence__isnull=False)
    tenth = Least(Floor(F("confidence") * BINS), BINS - 1.0)
    counted = dict(
        found.annotate(tenth=tenth).order_by().values_list("tenth").annotate(Count("pk"))
    )
    by_bin = {int(tenth): count for tenth, count in counted.items()}
    return _shares((f"{n / BINS:.1f}–{(n + 1) / BINS:.1f}", by_bin.get(n, 0)) for n in range(BINS))


def _ratings(rows: QuerySet[SerialRecognition]) -> list[Share]:
    rated = rows.filter(rating__isnull=False).order_by()
    counted = dict(rated.values_list("rating").annotate(Count("pk")))
    return _shares((str(stars), counted.get(stars, 0)) for stars in (5, 4, 3, 2, 1))


def _models(rows: QuerySet[SerialRecognition]) -> list[Any]:
    """Answers and tokens by the model that was heard; cached answers cost none."""
    details = RecognitionDetail.objects.filter(recognition__in=rows).exclude(model="").order_by()
    summed = details.values("model").annotate(answers=Count("pk"), tokens=Sum("tokens"))
    return list(summed.order_by("-tokens", "-answers")[:8])


def _latency(rows: QuerySet[SerialRecognition]) -> dict[str, float | None]:
    """Median and 95th percentile of ``ai_execution_time``, cached answers left out."""
    times = (
        rows.filter(ai_execution_time__isnull=False, detail__cached=False)
        .order_by("ai_execution_time")
        .values_list("ai_execution_time", flat=True)
    )
    count = times.count()
    if not count:
        return {"p50": None, "p95": None}
    return {"p50": times[(count - 1) * 50 // 100], "p95": times[(count - 1) * 95 // 100]}


def _queue() -> dict[str, Any]:
    unfinished = Job.objects.filter(finished_at__isnull=True).order_by("created_at")
    oldest = unfinished.values_list("created_at", flat=True).first()
    return {"depth": unfinished.count(), "oldest": oldest}


def _shares(counted: Iterable[tuple[str, int]]) -> list[Share]:
    pairs = list(counted)
    largest = max((count for _, count in pairs), default=0)
    return [Share(label, count, _percent(count, largest)) for label, count in pairs]


def _percent(part: int, whole: int) -> float:
    return part / whole * 100 if whole else 0.0
