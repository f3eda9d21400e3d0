"""What the dashboard says about documents."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q, Sum

from core.dashboards import Card
from core.shares import percent, quantile
from ocr_docs.kinds import Kind
from ocr_docs.models import DocumentPage, DocumentRequest

_LATEST = 1000


def cards(since: datetime) -> list[Card]:
    """Figures of the requests that came since a moment."""
    requests = DocumentRequest.objects.filter(created_at__gte=since)
    kinds = requests.aggregate(**{kind.value: Count("pk", filter=Q(kind=kind)) for kind in Kind})
    pages = DocumentPage.objects.filter(request__created_at__gte=since)
    counted = pages.aggregate(
        all=Count("pk"), failed=Count("pk", filter=~Q(fault="")), tokens=Sum("tokens")
    )
    timed = pages.filter(seconds__isnull=False).order_by("-request__created_at")
    seconds = sorted(filter(None, timed.values_list("seconds", flat=True)[:_LATEST]))
    median = quantile(seconds, 0.5)
    return [
        Card("Books", f"{kinds[Kind.BOOK]:,}", "requests"),
        Card("Meters", f"{kinds[Kind.METER]:,}", "requests"),
        Card("Other documents", f"{kinds[Kind.GENERAL]:,}", "requests for general OCR"),
        Card("Pages", f"{counted['all']:,}", _failed(counted["failed"], counted["all"])),
        Card("A page takes", "–" if median is None else f"{median:.2f} s", "median, while read"),
        Card("Model tokens", f"{counted['tokens'] or 0:,}"),
    ]


def _failed(failed: int, pages: int) -> str:
    return f"{percent(failed, pages):.1f} % could not be read"
