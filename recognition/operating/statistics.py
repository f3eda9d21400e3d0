"""The dashboard's numbers, counted by the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Avg, Count, F, Q, QuerySet, Sum, Window
from django.db.models.functions import Floor, Least, RowNumber, TruncDate

from core.days import Column, Span, columns, days_from, first_of, totals
from core.models import Job
from core.shares import Share, percent, shares_of
from recognition.models import SerialRecognition

STATUSES = ("success", "low_confidence", "failed", "error")
BINS = 10
LOW_RATING = 2


def report(days: int) -> dict[str, Any]:
    """Everything the dashboard shows about the last ``days`` days, today included."""
    spans = days_from(first_of(days), days)
    rows = SerialRecognition.objects.filter(created_at__gte=spans[0].begin)
    daily, sources = _per_day(rows, spans), _sources(rows)
    total = sum(day.total for day in daily)
    fresh = sum(source["timed"] for source in sources if not source["cached"])
    cached = sum(source["answers"] for source in sources if source["cached"])
    return {
        "total": total,
        "days": daily,
        "busiest": max(day.total for day in daily),
        "statuses": totals(daily, STATUSES),
        "cached": Share("cached", cached, percent(cached, total)),
        "tokens": sum(source["tokens"] for source in sources),
        "models": _models(sources),
        "latency": _latency(rows, fresh),
        **_means(rows),
        "confidences": _confidences(rows),
        "ratings": _ratings(rows),
        "low_ratings": rows.filter(rating__lte=LOW_RATING).order_by("-updated_at")[:8],
        "queue": _queue(),
        "recent": rows.select_related("detail").order_by("-created_at")[:15],
    }


def _means(rows: QuerySet[SerialRecognition]) -> dict[str, Any]:
    return rows.aggregate(
        mean_confidence=Avg("confidence", filter=~Q(serialNumber="")),
        mean_rating=Avg("rating"),
        rated=Count("rating"),
    )


def _having(status: str) -> Count:
    return Count("pk", filter=Q(recognition_status=status))


def _per_day(rows: QuerySet[SerialRecognition], spans: Sequence[Span]) -> list[Column]:
    counted: dict[date, Any] = {
        row["day"]: [row[status] for status in STATUSES]
        for row in rows.annotate(day=TruncDate("created_at"))
        .order_by()
        .values("day")
        .annotate(**{status: _having(status) for status in STATUSES})
    }
    none = [0] * len(STATUSES)
    return columns(spans, [counted.get(span.begin.date(), none) for span in spans], STATUSES)


def _confidences(rows: QuerySet[SerialRecognition]) -> list[Share]:
    """How many answers with a serial number fall into each tenth of confidence."""
    found = rows.exclude(serialNumber="").filter(confidence__isnull=False)
    tenth = Least(Floor(F("confidence") * BINS), BINS - 1.0)
    counted = dict(
        found.annotate(tenth=tenth).order_by().values_list("tenth").annotate(Count("pk"))
    )
    by_bin = {int(tenth): count for tenth, count in counted.items()}
    return shares_of(
        (f"{n / BINS:.1f}–{(n + 1) / BINS:.1f}", by_bin.get(n, 0)) for n in range(BINS)
    )


def _ratings(rows: QuerySet[SerialRecognition]) -> list[Share]:
    rated = rows.filter(rating__isnull=False).order_by()
    counted = dict(rated.values_list("rating").annotate(Count("pk")))
    return shares_of((str(stars), counted.get(stars, 0)) for stars in (5, 4, 3, 2, 1))


def _sources(rows: QuerySet[SerialRecognition]) -> list[Any]:
    """Answers, tokens and timed answers by model ("" if none was heard) and cached or not."""
    grouped = rows.filter(detail__isnull=False).order_by()
    return list(
        grouped.values(model=F("detail__model"), cached=F("detail__cached")).annotate(
            answers=Count("pk"), tokens=Sum("detail__tokens"), timed=Count("ai_execution_time")
        )
    )


def _models(sources: list[Any]) -> list[dict[str, Any]]:
    """The models that answered, cached answers included, the dearest first."""
    models: dict[str, dict[str, Any]] = {}
    for source in sources:
        if source["model"]:
            model = models.setdefault(source["model"], {"answers": 0, "tokens": 0})
            model["answers"] += source["answers"]
            model["tokens"] += source["tokens"]
    ordered = sorted(models.items(), key=lambda item: (-item[1]["tokens"], -item[1]["answers"]))
    return [{"model": name, **counts} for name, counts in ordered[:8]]


def _latency(rows: QuerySet[SerialRecognition], count: int) -> dict[str, float | None]:
    """Median and 95th percentile of ``ai_execution_time``, cached answers left out."""
    timed = rows.filter(ai_execution_time__isnull=False, detail__cached=False).order_by()
    places = {"p50": (count - 1) * 50 // 100 + 1, "p95": (count - 1) * 95 // 100 + 1}
    ranked = timed.annotate(place=Window(RowNumber(), order_by="ai_execution_time"))
    found = dict(ranked.filter(place__in=places.values()).values_list("place", "ai_execution_time"))
    return {name: found.get(place) for name, place in places.items()}


def _queue() -> dict[str, Any]:
    unfinished = Job.objects.filter(finished_at__isnull=True).order_by("created_at")
    oldest = unfinished.values_list("created_at", flat=True).first()
    return {"depth": unfinished.count(), "oldest": oldest}
