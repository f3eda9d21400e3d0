"""What views ask of the panel: open an analysis, give its answer, rate it, forget old rows.

Services never enqueue and know no HTTP. The worker's half is ``analysis.py``.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from core import jobs, timeline
from core.errors import EngineFailed, NotConfigured, RecognitionError
from core.models import Job
from recognition import cache, uploads
from recognition.answers import Answer, body_of
from recognition.models import RecognitionDetail, RecognitionSettings, SerialRecognition

TASK = "recognition.analyze"
RERUN = "recognition.rerun"
"""The task of ``recognition.rerun``: a second answer beside the first."""
BAD_RATING = 2
KEEP_RERUNS = timedelta(days=1)


class RecognitionNotFound(RecognitionError):
    """No such recognition, or another client's: the two cannot be told apart."""

    code = "recognition_not_found"
    status = 404


@dataclass(frozen=True, slots=True)
class PhotoSource:
    """Where the photo comes from: an address, or bytes that came with the request."""

    url: str = ""
    upload: bytes = b""
    file_name: str = ""


def photo_limits() -> dict[str, int]:
    """How large a photo may be, in bytes and pixels."""
    return {"max_bytes": settings.MAX_PHOTO_BYTES, "max_pixels": settings.MAX_PHOTO_PIXELS}


def load_settings() -> RecognitionSettings:
    """The settings row. Raises NotConfigured if there is none, or it lacks the model key."""
    row = RecognitionSettings.load()
    if row is None or row.lacks_key:
        raise NotConfigured(detail="no settings row" if row is None else "no model key")
    return row


def frozen(row: RecognitionSettings) -> dict[str, Any]:
    """The settings that decide a reading, as stored with the job; never the key."""
    return row.frozen_model() | {
        "additional_prompt": row.additionalPrompt,
        "cache": row.CacheResults,
        "tokens_per_day": row.tokensPerDay,
        "threshold": row.threshold,
        "photo_days": row.photoDays,
    }


def open_analysis(
    *, client_uid: str, source: PhotoSource, row: RecognitionSettings, timeline_id: uuid.UUID
) -> Job:
    """Write the job of one analysis; the caller enqueues it after commit."""
    return jobs.open_job(
        TASK,
        input={
            "client": client_uid,
            "url": source.url,
            "upload": uploads.keep(source.upload),
            "file_name": source.file_name,
            "settings": frozen(row),
        },
        timeline_id=timeline_id,
    )


def body_for(job: Job, row: RecognitionSettings) -> dict[str, Any]:
    """The body of a finished job. Raises EngineFailed (or what the job failed with)."""
    if job.state == Job.State.FAILED or job.result is None:
        raise JobFailed(job.error_code, detail=job.error_detail)
    return body_of(
        Answer(**job.result),
        threshold=row.threshold,
        recognition_id=str(job.pk),
        timeline_request_id=str(job.timeline_id),
    )


class JobFailed(EngineFailed):
    """A job that ended without an answer; ``reason`` is the stored code of its error."""

    def __init__(self, reason: str, *, detail: str = "") -> None:
        super().__init__(detail=detail, reason=reason)


def rate(*, client_uid: str, recognition_id: str, rating: int, feedback: str) -> None:
    """Rate one's own recognition; the last rating wins. Raises RecognitionNotFound."""
    with transaction.atomic():
        mine = SerialRecognition.objects.filter(pk=recognition_id, clientUid=client_uid)
        changed = mine.update(rating=rating, feedback=feedback, updated_at=timezone.now())
        if not changed:
            raise RecognitionNotFound(detail="no recognition of this client has this id")
        if rating <= BAD_RATING:
            _forget_reading(mine.select_related("detail").get())


def _forget_reading(recognition: SerialRecognition) -> None:
    detail = getattr(recognition, "detail", None)
    if detail is not None and detail.cache_key:
        cache.forget(detail.cache_key)


def _forget_photos(rows: QuerySet[SerialRecognition]) -> None:
    """Delete the kept photos of ``rows``; the rows stay."""
    kept = RecognitionDetail.objects.filter(recognition__in=rows).exclude(photo="")
    for detail in kept.only("photo"):
        uploads.drop(detail.photo)
        RecognitionDetail.objects.filter(pk=detail.pk).update(photo="")


def purge() -> None:
    """Delete what the retention time has run out for, and expired readings."""
    cache.purge()
    Job.objects.filter(task=RERUN, finished_at__lt=timezone.now() - KEEP_RERUNS).delete()
    row = RecognitionSettings.load()
    if row is None:
        return
    shown_for = timedelta(days=row.photoDays)
    _forget_photos(SerialRecognition.objects.filter(created_at__lt=timezone.now() - shown_for))
    if not row.retentionDays:
        return
    keep = timedelta(days=row.retentionDays)
    old = SerialRecognition.objects.filter(created_at__lt=timezone.now() - keep)
    _forget_photos(old)
    old.delete()
    Job.objects.filter(task=TASK, finished_at__lt=timezone.now() - keep).delete()
    timeline.purge(keep, panel="recognition")


def delete_client(client_uid: str) -> int:
    """Delete everything kept about one client; returns the number of recognitions."""
    mine = SerialRecognition.objects.filter(clientUid=client_uid)
    cache_keys = mine.exclude(detail__cache_key="").values_list("detail__cache_key", flat=True)
    for key in set(cache_keys):
        cache.forget(key)
    ours = Job.objects.filter(task__in=(TASK, RERUN), input__client=client_uid)
    ours.filter(finished_at__isnull=False).delete()
    timeline.purge_client("recognition", client_uid)
    _forget_photos(mine)
    _, by_model = mine.delete()
    return by_model.get("recognition.SerialRecognition", 0)
