"""What views ask of the panel: open a request, collect its pages, forget what is not to be kept.

Services never enqueue and know no HTTP. The worker's half is ``page_reading.py``.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from core import jobs, timeline
from core.errors import EngineTimeout
from core.models import ApiKey, Job
from ocr_docs.envelopes import PageOutcome
from ocr_docs.kinds import ENDPOINTS, Kind
from ocr_docs.models import DocumentPage, DocumentRequest, OcrSettings
from ocr_docs.wording import Fault

TASK = "ocr_docs.read_page"
PANEL = "documents"
ORPHANED = timedelta(minutes=15)
"""A request that nobody answered for so long lost its web process."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it came, with the size of each of its pages in pixels (width, height)."""

    body: bytes
    media_type: str
    page_sizes: tuple[tuple[int, int], ...]


def load_settings() -> OcrSettings:
    """The settings row, or the defaults where nobody has saved one."""
    return OcrSettings.load() or OcrSettings()


def size_fault(kind: Kind, width: int, height: int) -> Fault | None:
    """What is wrong with a page of so many pixels; both bounds are inside."""
    endpoint = ENDPOINTS[kind]
    if max(width, height) > endpoint.most_side:
        return Fault.TOO_LARGE
    return Fault.TOO_SMALL if min(width, height) < endpoint.least_side else None


@transaction.atomic
def open_request(
    kind: Kind, document: Document, row: OcrSettings, *, key: ApiKey, timeline_id: uuid.UUID
) -> tuple[DocumentRequest, list[str]]:
    """Write a request, its pages and a job for each page of a fitting size.

    ``row`` are the settings in force. Returns the ids of the jobs too; the caller enqueues
    them after commit. Raises EngineUnavailable when too many jobs are waiting.
    """
    request = DocumentRequest.objects.create(
        kind=kind,
        key=key,
        media_type=document.media_type,
        body=document.body,
        timeline_id=timeline_id,
    )
    timeline.came_to(timeline_id, kind, parts=len(document.page_sizes))
    opened: list[str] = []
    model = _frozen_model(kind, row)
    for number, (width, height) in enumerate(document.page_sizes, 1):
        page = DocumentPage(request=request, number=number, width=width, height=height)
        page.fault = size_fault(kind, width, height) or ""
        page.save()
        if not page.fault:
            asked = {"page": page.pk, "model": model}
            job = jobs.open_job(TASK, input=asked, timeline_id=timeline_id)
            DocumentPage.objects.filter(pk=page.pk).update(job_id=job.pk)
            opened.append(str(job.pk))
    return request, opened


def _frozen_model(kind: Kind, row: OcrSettings) -> dict[str, Any]:
    """Which model may help with a page, as stored with its job; never the key. Empty for none."""
    if kind is not Kind.BOOK or not row.uses_model or row.lacks_key:
        return {}
    return row.frozen_model() | {
        "deadline_s": row.deadlineSeconds,
        "tokens_per_day": row.tokensPerDay,
    }


def wait_for_pages(request: DocumentRequest, *, deadline_s: float) -> list[PageOutcome]:
    """The outcome of every page, at the latest after ``deadline_s`` seconds."""
    ends = time.monotonic() + deadline_s
    for job_id in request.pages.values_list("job_id", flat=True):
        if job_id is None:
            continue
        try:
            jobs.wait_for(job_id, deadline_s=max(ends - time.monotonic(), 0.0))
        except EngineTimeout:
            break
    return [outcome_of(page) for page in request.pages.all()]


def outcome_of(page: DocumentPage) -> PageOutcome:
    """What a page contributes to the answer; nothing of it once its values are deleted."""
    if page.fault:
        return PageOutcome(fault=Fault(page.fault))
    if page.seconds is None:
        return PageOutcome(fault=Fault.LATE)
    return PageOutcome(data=json.loads(page.answer) if page.answer else None)


def close(
    request: DocumentRequest, outcomes: Sequence[PageOutcome], *, status: int, keep_hours: int
) -> None:
    """The answer is made: pages still waiting are not read any more, and what may go, goes."""
    late = [n for n, outcome in enumerate(outcomes, 1) if outcome.fault is Fault.LATE]
    now = timezone.now()
    request.keep_until = now + timedelta(hours=keep_hours) if keep_hours else None
    with transaction.atomic():
        DocumentRequest.objects.filter(pk=request.pk).update(
            answered_at=now, status=status, keep_until=request.keep_until
        )
        request.pages.filter(number__in=late).update(fault=Fault.LATE)
        if not keep_hours:
            _empty(DocumentRequest.objects.filter(pk=request.pk))


def purge() -> None:
    """Empty what is not to be kept, and forget old requests with their jobs and timelines."""
    now = timezone.now()
    kept = Q(keep_until__gt=now)
    abandoned = Q(answered_at=None, created_at__lt=now - ORPHANED)
    _empty(DocumentRequest.objects.filter(abandoned | Q(answered_at__isnull=False) & ~kept))
    days = load_settings().historyDays
    if days:
        old = now - timedelta(days=days)
        DocumentRequest.objects.filter(created_at__lt=old).delete()
        Job.objects.filter(task=TASK, finished_at__lt=old).delete()
        timeline.purge(timedelta(days=days), panel=PANEL)


def _empty(requests: QuerySet[DocumentRequest]) -> None:
    """Delete bodies and values; the rows stay as history."""
    DocumentPage.objects.filter(request__in=requests).exclude(answer="").update(answer="")
    requests.exclude(body=None).update(body=None)
