"""The worker's half: one page of one document, read under its job's lease.

Whatever happens, the job ends and the page says why. Values of a document reach the
page's row only: never a log, a job or a timeline.
"""

from __future__ import annotations

import json
import time
import traceback
from typing import Any

import structlog
from django.db import transaction

from core import jobs, leases
from core.errors import ImageTooLarge, RecognitionError, UnsupportedImage
from core.models import Job
from core.pages import open_document
from core.timeline import Timeline
from ocr_docs.findings import NotThisDocument
from ocr_docs.kinds import Kind
from ocr_docs.limits import MAX_BYTES, MAX_PIXELS, MOST_PAGES
from ocr_docs.models import DocumentPage
from ocr_docs.page_confidence import mean_confidence
from ocr_docs.wording import Fault

log = structlog.get_logger(__name__)

_FAULTS: dict[type[RecognitionError], Fault] = {
    NotThisDocument: Fault.NOT_THIS,
    UnsupportedImage: Fault.NOT_AN_IMAGE,
    ImageTooLarge: Fault.TOO_LARGE,
}


def read_page_of(job_id: str) -> None:
    """Run one attempt of a page's job."""
    job = jobs.claim(job_id)
    if job is None or job.timeline_id is None:
        return
    timeline = Timeline(job.timeline_id, attempt=job.attempts)
    try:
        with leases.kept_alive(job):
            _attempt(job, timeline)
    except jobs.LeaseLost:
        log.warning("attempt_superseded", job=job_id, attempt=job.attempts)
    finally:
        timeline.flush()


def _attempt(job: Job, timeline: Timeline) -> None:
    page = DocumentPage.objects.select_related("request").filter(pk=job.input["page"]).first()
    if page is None or page.request.body is None or page.request.answered_at:
        jobs.fail(job, code=Fault.LATE, detail="Nobody waits for this page any more.")
        return
    started = time.monotonic()
    try:
        if jobs.is_exhausted(job):
            raise RuntimeError("its worker died each time")
        with timeline.step("page_read", page=page.number):
            answer = _answer(job, page, timeline)
    except tuple(_FAULTS) as error:
        _end(job, page, started, fault=_FAULTS[type(error)])
    except jobs.LeaseLost:
        raise
    except Exception as error:  # noqa: BLE001 - the row must end, whatever went wrong
        _note(error, job)
        _end(job, page, started, fault=Fault.INTERNAL)
    else:
        _end(job, page, started, answer=answer)


def _answer(job: Job, page: DocumentPage, timeline: Timeline) -> dict[str, Any] | None:
    with timeline.step("page_decode", page=page.number) as detail:
        body = bytes(page.request.body or b"")
        document = open_document(
            body, max_bytes=MAX_BYTES, max_pixels=MAX_PIXELS, max_pages=MOST_PAGES
        )
        pixels = document.page(page.number - 1)
        height, width = pixels.shape[:2]
        detail.update(width=width, height=height)
    # Imported here: web processes know this module, and have no use for engines.
    from ocr_docs.model_reading import ModelReading
    from ocr_docs.readings import answer_of

    asked = job.input["model"]
    model = ModelReading(asked, page=page, timeline=timeline) if asked else None
    with timeline.step("engines", page=page.number):
        kind, pages = Kind(page.request.kind), document.page_count
        return answer_of(kind, pixels, number=page.number, of=pages, model=model)


def _end(
    job: Job,
    page: DocumentPage,
    started: float,
    *,
    answer: dict[str, Any] | None = None,
    fault: Fault | None = None,
) -> None:
    text = "" if answer is None else json.dumps(answer, ensure_ascii=False)
    with transaction.atomic():
        if fault:
            jobs.fail(job, code=fault)
        else:
            jobs.finish(job, {})
        # Once the request is answered nothing more of the document is kept.
        waited_for = DocumentPage.objects.filter(pk=page.pk, request__answered_at=None)
        waited_for.update(
            answer=text,
            fault=fault or "",
            confidence=mean_confidence(answer),
            seconds=round(time.monotonic() - started, 4),
        )


def _note(error: Exception, job: Job) -> None:
    """Log where it broke without the message, which could quote the document."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    where = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    log.error("page_failed", job=str(job.pk), error=type(error).__name__, where=where)
