"""What the dashboard says about documents. Never a value of one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.asked import Asked
from core.histograms import histogram
from core.models import TimelineRequest
from core.panel_dashboard import Added, Card, Dashboard, Found, Section
from core.shares import Share, percent, quantile, shares_of
from core.traffic import Kept, kept
from core.vision_advice import Advice
from core.waterfall import duration_text
from ocr_docs.kinds import Kind
from ocr_docs.models import DocumentPage, DocumentRequest, OcrSettings
from ocr_docs.operating.advice import advice
from ocr_docs.services import PANEL

_LATEST = 2000
_LENGTHS = {"1": 1, "2": 2, "3–5": 3, "6–10": 6, "11–30": 11, "> 30": 31}
"""Lengths of documents in pages, with the shortest of each."""


class LatestPage(NamedTuple):
    kind: str
    number: int
    fault: str
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

    def advice(self) -> list[Advice]:
        row = OcrSettings.objects.first() or OcrSettings()
        return advice(row, today=timezone.localdate())

    def added(self, asked: Asked) -> Added:
        kinds, latest = kept(asked), _latest(asked)
        return Added(
            cards=[*_requests(kinds), *_pages(sum(kinds.values(), Kept()), latest)],
            sections=[_confidence(latest), _lengths(latest), _faults(latest)],
        )

    def found(self, requests: Sequence[TimelineRequest]) -> dict[UUID, Found]:
        ids = [request.pk for request in requests]
        rows = DocumentRequest.objects.filter(timeline_id__in=ids).order_by().defer("body")
        change = "admin:ocr_docs_documentrequest_change"
        return {
            row.timeline_id: Found(row.get_kind_display(), reverse(change, args=[row.pk]))
            for row in rows
        }


def _latest(asked: Asked) -> list[LatestPage]:
    """The pages of the latest requests: more would take longer and look the same."""
    pages = DocumentPage.objects.filter(request__timeline_id__in=asked.latest(_LATEST)).order_by()
    found = pages.values_list("request__kind", "number", "fault", "confidence", "seconds")
    return [LatestPage(*page) for page in found]


def _requests(kinds: dict[str, Kept]) -> list[Card]:
    books, meters, others = (
        f"{kinds.get(kind, Kept()).requests:,}" for kind in (Kind.BOOK, Kind.METER, Kind.GENERAL)
    )
    return [
        Card(_("Books"), books, _("requests")),
        Card(_("Meters"), meters, _("requests")),
        Card(_("Other documents"), others, _("requests of general OCR")),
    ]


def _pages(all_kept: Kept, latest: list[LatestPage]) -> list[Card]:
    failed = sum(1 for page in latest if page.fault)
    median = quantile(sorted(page.seconds for page in latest if page.seconds), 0.5)
    unread = _("%(share)s %% of the latest could not be read")
    return [
        Card(
            _("Pages"),
            f"{all_kept.parts:,}",
            unread % {"share": f"{percent(failed, len(latest)):.1f}"},
        ),
        Card(
            _("A page takes"),
            "–" if median is None else duration_text(median * 1000),
            _("median, while it is read"),
        ),
        Card(_("Model tokens"), f"{all_kept.tokens:,}"),
    ]


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


def _faults(latest: list[LatestPage]) -> Section:
    reasons = Counter(page.fault for page in latest if page.fault)
    note, drawn = _("of the latest %(count)s requests"), shares_of(reasons.most_common())
    return _bars(_("Pages that could not be read"), note, [("", drawn)], tone="error")


def _bars(title: str, note: str, groups: list[tuple[str, list[Share]]], tone: str = "") -> Section:
    said = note % {"count": f"{_LATEST:,}"}
    shown = {"title": title, "note": said, "groups": groups, "tone": tone}
    return Section("core/dashboard/bars.html", shown)
