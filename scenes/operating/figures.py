"""What the dashboard says about shelf scenes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, Q, Sum

from core.dashboards import Card
from core.models import Delivery
from core.shares import percent, quantile
from core.waterfall import duration_text
from scenes.models import Report, Scene, ScenePhoto

_LATEST = 1000


def cards(since: datetime) -> list[Card]:
    """Figures of the scenes that were asked for since a moment."""
    photos = ScenePhoto.objects.filter(scene__created_at__gte=since)
    looked = photos.aggregate(
        all=Count("pk"), failed=Count("pk", filter=~Q(error="")), tokens=Sum("tokens")
    )
    reports = Report.objects.filter(created_date__gte=since).aggregate(
        ready=Count("pk", filter=Q(status=Report.Status.READY)),
        error=Count("pk", filter=Q(status=Report.Status.ERROR)),
    )
    parked = Delivery.objects.filter(state=Delivery.State.PARKED).count()
    return [
        Card("Scenes", f"{Scene.objects.filter(created_at__gte=since).count():,}"),
        Card("Photos", f"{looked['all']:,}", _unread(looked["failed"], looked["all"])),
        Card("A scene takes", _median(since), "median, from request to reports"),
        Card("Reports", f"{reports['ready']:,}", f"{reports['error']:,} ended with an error"),
        Card("Webhooks parked", f"{parked:,}", "waiting to be sent again by hand"),
        Card("Model tokens", f"{looked['tokens'] or 0:,}"),
    ]


def _unread(failed: int, photos: int) -> str:
    return f"{percent(failed, photos):.1f} % could not be recognised"


def _median(since: datetime) -> str:
    ended = Scene.objects.filter(created_at__gte=since, finished_at__isnull=False)
    moments = ended.values_list("created_at", "finished_at")[:_LATEST]
    took = sorted((end - begin) / timedelta(milliseconds=1) for begin, end in moments if end)
    median = quantile(took, 0.5)
    return "–" if median is None else duration_text(median)
