"""What the dashboard says about documents. Never a value of one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.asked import Asked, Rows
from core.histograms import histograms
from core.models import TimelineRequest
from core.panel_dashboard import Added, Card, Dashboard, Found, Section
from core.shares import percent, quantile, shares_of
from core.vision_advice import Advice
from ocr_docs.kinds import Kind
from ocr_docs.models import DocumentPage, DocumentRequest, OcrSettings
from ocr_docs.operating.advice import advice
from ocr_docs.services import PANEL

_LATEST = 1000
_LENGTHS = {"1": 1, "2": 2, "3–5": 3, "6–10": 6, "11–30": 11, "> 30": 31}
"""Lengths of documents in pages, with the shortest of each."""


class DocumentsDashboard(Dashboard):
    panel = PANEL
    title = gettext_lazy("Documents")
    tasks = "ocr_docs."
    settings = "ocr_docs.ocrsettings"
    rows = "ocr_docs.documentrequest"
    answers = dict(DocumentRequest._meta.get_field("kind").flatchoices)
    answers_title = gettext_lazy("Kind")

    def answered(self, asked: Asked) -> QuerySet[Any, Any]:
        requests = _of(asked, DocumentRequest.objects.order_by("-created_at"))
        return requests.values_list("timeline_id", flat=True)

    def advice(self) -> list[Advice]:
        row = OcrSettings.objects.first() or OcrSettings()
        return advice(row, today=timezone.localdate())

    def added(self, asked: Asked) -> Added:
        requests = _of(asked, DocumentRequest.objects.order_by())
        pages = _of(asked, DocumentPage.objects.order_by(), at="request__")
        return Added(
            cards=[*_requests(requests), *_pages(pages)],
            sections=[_confidence(pages), _lengths(pages), _faults(pages)],
        )

    def found(self, requests: Sequence[TimelineRequest]) -> dict[UUID, Found]:
        ids = [request.pk for request in requests]
        rows = DocumentRequest.objects.filter(timeline_id__in=ids).order_by().defer("body")
        change = "admin:ocr_docs_documentrequest_change"
        return {
            row.timeline_id: Found(row.get_kind_display(), reverse(change, args=[row.pk]))
            for row in rows
        }


def _of(asked: Asked, rows: QuerySet[Rows], at: str = "") -> QuerySet[Rows]:
    """Those of the requests and the kind asked for; ``at`` leads to the request."""
    if asked.answer:
        rows = rows.filter(**{f"{at}kind": asked.answer})
    return asked.of_requests(rows, f"{at}timeline_id", f"{at}created_at")


def _requests(requests: QuerySet[DocumentRequest]) -> list[Card]:
    kinds = dict(requests.values_list("kind").annotate(count=Count("*")))
    return [
        Card(_("Books"), f"{kinds.get(Kind.BOOK, 0):,}", _("requests")),
        Card(_("Meters"), f"{kinds.get(Kind.METER, 0):,}", _("requests")),
        Card(_("Other documents"), f"{kinds.get(Kind.GENERAL, 0):,}", _("requests of general OCR")),
    ]


def _pages(pages: QuerySet[DocumentPage]) -> list[Card]:
    counted = pages.aggregate(
        all=Count("pk"), failed=Count("pk", filter=~Q(fault="")), tokens=Sum("tokens")
    )
    timed = pages.filter(seconds__isnull=False).order_by("-request__created_at")
    seconds = sorted(filter(None, timed.values_list("seconds", flat=True)[:_LATEST]))
    median = quantile(seconds, 0.5)
    failed = _("%(share)s %% could not be read")
    return [
        Card(
            _("Pages"),
            f"{counted['all']:,}",
            failed % {"share": f"{percent(counted['failed'], counted['all']):.1f}"},
        ),
        Card(
            _("A page takes"),
            "–" if median is None else f"{median:.2f} s",
            _("median, while it is read"),
        ),
        Card(_("Model tokens"), f"{counted['tokens'] or 0:,}"),
    ]


def _confidence(pages: QuerySet[DocumentPage]) -> Section:
    names = dict(DocumentRequest._meta.get_field("kind").flatchoices)
    found = histograms(pages, by="request__kind")
    return Section(
        "core/dashboard/bars.html",
        {
            "title": _("Confidence"),
            "note": _("pages, by the mean of what was read on them"),
            "groups": [(names[kind], found[kind]) for kind in names if kind in found],
        },
    )


def _lengths(pages: QuerySet[DocumentPage]) -> Section:
    """Documents by length. As many are at least n pages long as have a page n."""
    reach = dict(pages.values_list("number").annotate(count=Count("*")))
    starts = [*_LENGTHS.values(), None]
    longer = [reach.get(start, 0) for start in starts]
    counts = [here - after for here, after in pairwise(longer)]
    drawn = shares_of(zip(_LENGTHS, counts, strict=True)) if reach else []
    return Section(
        "core/dashboard/bars.html",
        {"title": _("Pages"), "note": _("documents, by their length"), "groups": [("", drawn)]},
    )


def _faults(pages: QuerySet[DocumentPage]) -> Section:
    found = pages.exclude(fault="").values_list("fault").annotate(n=Count("*")).order_by("-n")
    return Section(
        "core/dashboard/bars.html",
        {
            "title": _("Pages that could not be read"),
            "note": _("by reason"),
            "groups": [("", shares_of(found))],
            "tone": "error",
        },
    )
