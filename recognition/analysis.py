"""The worker's half of an analysis: photo, engines, verdict, rows.

One attempt runs under the job's lease. Whatever happens, the job ends done,
failed, waiting for the same photo, or free to be tried again; and a result is
written only by the attempt that still holds the lease, so nothing counts twice.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from django.db import transaction

from core import jobs, leases
from core.errors import EngineFailed, RecognitionError
from core.fetching_photos import fetch_photo
from core.models import Job
from core.photos import Photo, from_bytes
from core.timeline import Timeline, came_to
from recognition import cache, services, uploads
from recognition.answers import Answer, answer_of, status_of
from recognition.models import RecognitionDetail, SerialRecognition
from recognition.recognising import Recogniser, reading_parts

log = structlog.get_logger(__name__)


@dataclasses.dataclass(slots=True)
class _Run:
    """One attempt: the job, its timeline and what is known so far about the photo."""

    job: Job
    timeline: Timeline
    started: float
    photo: Photo | None = None
    file_name: str = ""
    cache_key: str = ""

    @property
    def settings(self) -> dict[str, Any]:
        frozen: dict[str, Any] = self.job.input["settings"]
        return frozen


def analyze(job_id: str) -> list[str]:
    """Run one attempt of a job; returns the ids of jobs that waited for it and are free now."""
    job = jobs.claim(job_id)
    if job is None or job.timeline_id is None:
        return []
    run = _Run(job, Timeline(job.timeline_id, attempt=job.attempts), time.monotonic())
    try:
        with leases.kept_alive(job):
            return _attempt(run)
    except jobs.LeaseLost:
        log.warning("attempt_superseded", job=job_id, attempt=job.attempts)
        return []
    finally:
        run.timeline.flush()


def _attempt(run: _Run) -> list[str]:
    try:
        if jobs.is_exhausted(run.job):
            raise EngineFailed(detail="its worker died each time", reason="worker_lost")
        _succeed(run, _answer(run))
    except cache.InProgress:
        jobs.park(run.job, run.cache_key)
        # The other job may have ended between the look and the parking: then nobody would call.
        return [] if cache.is_being_read(run.cache_key) else jobs.unpark(run.cache_key)
    except RecognitionError as error:
        _fail(run, error)
    except jobs.LeaseLost:
        raise
    except Exception as error:  # the row must end, whatever went wrong
        log.exception("analysis_failed", job=str(run.job.pk))
        _fail(run, EngineFailed(detail=repr(error), reason="internal_error"))
    return jobs.unpark(run.cache_key) if run.cache_key else []


def _answer(run: _Run) -> Answer:
    run.photo = _load_photo(run)
    if run.settings["cache"]:
        run.cache_key = cache.key_of(
            reading_parts(run.settings, client=run.job.input["client"], digest=run.photo.digest)
        )
        with run.timeline.step("cache_check") as detail:
            cached = cache.look_up(run.cache_key, run.job.pk)
            detail["outcome"] = "hit" if cached else "miss"
        if cached:
            return cached
    with run.timeline.step("image_decode") as detail:
        detail.update(format=run.photo.format, width=run.photo.width, height=run.photo.height)
        run.photo.pixels()
    recogniser = Recogniser(run.settings, client=run.job.input["client"], timeline=run.timeline)
    verdict, tokens, model = recogniser.recognise(run.photo)
    return answer_of(verdict, tokens=tokens, model=model)


def _load_photo(run: _Run) -> Photo:
    if upload := run.job.input["upload"]:
        data, run.file_name = uploads.read(upload), run.job.input["file_name"]
    else:
        with run.timeline.step("image_fetch") as detail:
            fetched = fetch_photo(run.job.input["url"])
            detail.update(bytes=len(fetched.data), url=fetched.url)
        data, run.file_name = fetched.data, fetched.file_name
    with run.timeline.step("image_checked", bytes=len(data)):
        return from_bytes(data, **services.photo_limits())


def _succeed(run: _Run, answer: Answer) -> None:
    status = status_of(answer, run.settings["threshold"])
    with _saved(run):
        jobs.finish(run.job, dataclasses.asdict(answer))
        row = _row(
            run,
            answer.tokens,
            recognition_status=status,
            serialNumber=answer.serial_number or "",
            confidence=answer.confidence,
            location=answer.location,
            additionalNumbers=answer.additional_numbers,
            notes=answer.notes,
        )
        RecognitionDetail(
            recognition=row,
            client=row.clientUid,
            status=row.recognition_status,
            tokens=answer.tokens,
            model=answer.model,
            cached=answer.cached,
            cache_key=run.cache_key,
            box=answer.box,
            barcodes=answer.barcodes,
            candidates=answer.candidates,
            checks=answer.checks,
            seen=answer.seen,
            photo=_kept_photo(run),
        ).save()
        if run.cache_key and not answer.cached:
            cache.store(run.cache_key, run.job.pk, answer)
    uploads.drop(run.job.input["upload"])


def _fail(run: _Run, error: RecognitionError) -> None:
    code = getattr(error, "reason", "") or error.code
    with _saved(run):
        jobs.fail(run.job, code=code, detail=f"{error.message} {error.detail}".strip()[:2000])
        tokens = getattr(error, "tokens", 0)
        row = _row(run, tokens, recognition_status=SerialRecognition.Status.ERROR, confidence=None)
        RecognitionDetail(
            recognition=row,
            client=row.clientUid,
            status=row.recognition_status,
            error_code=code,
            tokens=tokens,
            photo=_kept_photo(run),
        ).save()
        if run.cache_key:
            cache.give_up(run.cache_key, run.job.pk)
    uploads.drop(run.job.input["upload"])


@contextmanager
def _saved(run: _Run) -> Iterator[None]:
    """One transaction for everything: who sees the job finished sees its rows and steps too."""
    with transaction.atomic():
        with run.timeline.step("saved"):
            yield
        run.timeline.flush()


def _kept_photo(run: _Run) -> str:
    """The name of the photo in the storage; "" where it is not to be kept."""
    if run.photo is None or not run.settings.get("photo_days"):
        return ""
    return uploads.keep_beside(str(run.job.pk), run.photo.data)


def _row(run: _Run, tokens: int, **columns: Any) -> SerialRecognition:
    """The job's row; a failed job that is run again replaces the row of its failure."""
    photo = run.photo
    columns |= {
        "clientUid": run.job.input["client"],
        "fileName": run.file_name[:255],
        "fileSize": len(photo.data) if photo else None,
        "imageType": photo.media_type if photo else "",
        "ai_execution_time": round(time.monotonic() - run.started, 4),
        "timeline_request_id": str(run.job.timeline_id),
    }
    row, _ = SerialRecognition.objects.update_or_create(id=str(run.job.pk), defaults=columns)
    came_to(run.timeline.id, row.recognition_status, parts=1, tokens=tokens)
    return row
