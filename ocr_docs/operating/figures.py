"""What the dashboard says about documents. Never a value of one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.asked import Asked
from core.histograms import histogram
from core.models import TimelineRequest
from core.panel_dashboard import Added, Card, Dashboard, Found, Section
from core.shares import Share, percent, quantile, shares_of
from core.vision_advice import Advice
from ocr_docs.kinds import Kind
from ocr_docs.models import DocumentPage, DocumentRequest, OcrSettings
from ocr_docs.operating.advice import advice
from ocr_docs.services import PANEL

_LATEST = 2000
_LENGTHS = {"1": 1, "2": 2, "3–5": 3, "6–10": 6, "11–30": 11, "> 30": 31}
"""Lengths of documents in pages, with the shortest of each."""

Faults = list[tuple[str, int, int]]
"""Why pages could not be read ("" for those that were): how many, and the tokens they took."""


class LatestPage(NamedTuple):
    kind: str
    number: int
    confidence: float | None
    seconds: float | None


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
        pages = DocumentPage.objects.order_by()
        if asked.is_narrowed or asked.answer:
            pages = pages.filter(request__in=requests.values("pk"))
        else:
            pages = asked.within(pages)
        faults = list(pages.values_list("fault").annotate(count=Count("*"), tokens=Sum("tokens")))
        latest = _latest(requests)
        return Added(
            cards=[*_requests(requests), *_pages(faults, latest)],
            sections=[_confidence(latest), _lengths(latest), _faults(faults)],
        )

    def found(self, requests: Sequence[TimelineRequest]) -> dict[UUID, Found]:
        ids = [request.pk for request in requests]
        rows = DocumentRequest.objects.filter(timeline_id__in=ids).order_by().defer("body")
        change = "admin:ocr_docs_documentrequest_change"
        return {
            row.timeline_id: Found(row.get_kind_display(), reverse(change, args=[row.pk]))
            for row in rows
        }


def _of(asked: Asked, rows: QuerySet[DocumentRequest]) -> QuerySet[DocumentRequest]:
    return asked.of_requests(rows.filter(kind=asked.answer) if asked.answer else rows)


def _latest(requests: QuerySet[DocumentRequest]) -> list[LatestPage]:
    """The pages of the latest requests: more would take longer and look the same."""
    ids = requests.order_by("-created_at").values("pk")[:_LATEST]
    pages = DocumentPage.objects.filter(request__in=ids).order_by()
    found = pages.values_list("request__kind", "number", "confidence", "seconds")
    return [LatestPage(*page) for page in found]


def _requests(requests: QuerySet[DocumentRequest]) -> list[Card]:
    kinds = dict(requests.values_list("kind").annotate(count=Count("*")))
    return [
        Card(_("Books"), f"{kinds.get(Kind.BOOK, 0):,}", _("requests")),
        Card(_("Meters"), f"{kinds.get(Kind.METER, 0):,}", _("requests")),
        Card(_("Other documents"), f"{kinds.get(Kind.GENERAL, 0):,}", _("requests of general OCR")),
    ]


def _pages(faults: Faults, latest: list[LatestPage]) -> list[Card]:
    pages, failed = (sum(count for _, count, _ in some) for some in (faults, _failed(faults)))
    median = quantile(sorted(page.seconds for page in latest if page.seconds), 0.5)
    unread = _("%(share)s %% could not be read") % {"share": f"{percent(failed, pages):.1f}"}
    return [
        Card(_("Pages"), f"{pages:,}", unread),
        Card(
            _("A page takes"),
            "–" if median is None else f"{median:.2f} s",
            _("median, while it is read"),
        ),
        Card(_("Model tokens"), f"{sum(tokens for *_, tokens in faults):,}"),
    ]


def _failed(faults: Faults) -> Faults:
    return [one for one in faults if one[0]]


def _confidence(latest: list[LatestPage]) -> Section:
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for page in latest:
        if page.confidence is not None:
            counts[page.kind][min(int(page.confidence * 10), 9)] += 1
    note = _("pages of the latest %(count)s requests, by the mean of what was read on them")
    names = DocumentRequest._meta.get_field("kind").flatchoices
    groups = [(name, histogram(counts[kind])) for kind, name in names if kind in counts]
    return _bars(_("Confidence"), note, groups)


def _lengths(latest: list[LatestPage]) -> Section:
    """Documents by length. As many are at least n pages long as have a page n."""
    reach = Counter(page.number for page in latest)
    longer = [*(reach[start] for start in _LENGTHS.values()), 0]
    counts = [here - after for here, after in pairwise(longer)]
    drawn = shares_of(zip(_LENGTHS, counts, strict=True)) if reach else []
    return _bars(_("Pages"), _("of the latest %(count)s requests"), [("", drawn)])


def _faults(faults: Faults) -> Section:
    drawn = shares_of(sorted(((f, n) for f, n, _ in _failed(faults)), key=lambda one: -one[1]))
    return _bars(_("Pages that could not be read"), _("by reason"), [("", drawn)], tone="error")


def _bars(title: str, note: str, groups: list[tuple[str, list[Share]]], tone: str = "") -> Section:
    said = note % {"count": f"{_LATEST:,}"}
    shown = {"title": title, "note": said, "groups": groups, "tone": tone}
    return Section("core/dashboard/bars.html", shown)
