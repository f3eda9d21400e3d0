"""An answered photo once more, with other settings: what would the answer have been?

A job like any other, because engines are called by workers only. It changes nothing of the
first answer, counts for no client and is in no list; its result stands beside the first for
a day.
"""

from __future__ import annotations

from typing import Any

from core import jobs
from core.errors import EngineFailed
from core.fetching_photos import fetch_photo
from core.models import Job, new_id
from core.photos import Photo, from_bytes
from core.timeline import Timeline
from recognition import services, uploads
from recognition.answers import answer_of, body_of
from recognition.attempts import attempt
from recognition.models import RecognitionSettings, SerialRecognition
from recognition.recognising import Recogniser

TASK = services.RERUN
CHANGEABLE = ("engines", "model", "additional_prompt", "threshold")
"""The settings that may be others, by their names in ``services.frozen``. Where the model is
asked, and with which key, is the panel's settings alone."""


def settings_of(row: SerialRecognition) -> dict[str, Any]:
    """What ``row`` was answered with; the panel's settings where its job is gone."""
    job = _job_of(row)
    if job is not None:
        found: dict[str, Any] = job.input["settings"]
        return found
    return services.frozen(RecognitionSettings.load() or RecognitionSettings())


def has_photo(row: SerialRecognition) -> bool:
    """Whether the photo is kept, or its address is known still."""
    return bool(_kept(row) or _url(row))


def open_rerun(row: SerialRecognition, changes: dict[str, Any]) -> Job:
    """Write the job; the caller enqueues it after commit. ``changes``: see ``CHANGEABLE``."""
    present = services.frozen(RecognitionSettings.load() or RecognitionSettings())
    wanted = {name: changes[name] for name in CHANGEABLE}
    settings = present | wanted | {"tokens_per_day": 0}
    about = {"recognition": row.pk, "client": row.clientUid}
    return jobs.open_job(TASK, input={**about, "settings": settings})


def rerun(job_id: str) -> None:
    """The worker's half. The job ends done, with an answer or with why there is none."""
    attempt(job_id, lambda job: {"body": _body(job)})


def _body(job: Job) -> dict[str, Any]:
    row = SerialRecognition.objects.filter(pk=job.input["recognition"]).first()
    if row is None:
        raise EngineFailed("The recognition was deleted.", reason="recognition_gone")
    settings = job.input["settings"]
    recogniser = Recogniser(settings, client=row.clientUid, timeline=Timeline(new_id()))
    verdict, tokens, model = recogniser.recognise(_photo(row))
    return body_of(
        answer_of(verdict, tokens=tokens, model=model),
        threshold=settings["threshold"],
        recognition_id=row.pk,
        timeline_request_id=row.timeline_request_id,
    )


def _photo(row: SerialRecognition) -> Photo:
    if name := _kept(row):
        return from_bytes(uploads.read(name), **services.photo_limits())
    if url := _url(row):
        return from_bytes(fetch_photo(url).data, **services.photo_limits())
    raise EngineFailed("The photo is not kept any more.", reason="photo_gone")


def _kept(row: SerialRecognition) -> str:
    return row.detail.photo if hasattr(row, "detail") else ""


def _url(row: SerialRecognition) -> str:
    job = _job_of(row)
    return job.input.get("url", "") if job else ""


def _job_of(row: SerialRecognition) -> Job | None:
    return Job.objects.filter(pk=row.pk, task=services.TASK).first()
