"""The worker's half of a trial: the photo, then every answer as it comes.

What was read reaches the trial's row only: never a log, a job or a timeline.
"""

from __future__ import annotations

import dataclasses
import time
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone

from core import jobs, leases
from core.errors import RecognitionError
from core.fetching_photos import fetch_photo
from core.models import Job
from core.photos import Photo
from core.workbench import pictures
from core.workbench.answering import INTERNAL, LOCAL, Answered, answers
from core.workbench.models import Trial
from core.workbench.offers import Mark, bench_of

log = structlog.get_logger(__name__)

WORKER_LOST = "The worker stopped each time it tried."


def run(job_id: str) -> None:
    """Run one attempt of a trial's job."""
    job = jobs.claim(job_id)
    if job is None:
        return
    try:
        with leases.kept_alive(job):
            _attempt(job)
    except jobs.LeaseLost:
        log.warning("attempt_superseded", job=job_id, attempt=job.attempts)


def _attempt(job: Job) -> None:
    trial = Trial.objects.filter(pk=job.input["trial"]).first()
    if trial is None:
        jobs.finish(job, {})
        return
    _change(trial, attempt=job.attempts, answers=[], problem="")
    problem = ""
    try:
        if jobs.is_exhausted(job):
            problem = WORKER_LOST
        else:
            _answer(trial)
    except RecognitionError as error:
        problem = error.message
    except jobs.LeaseLost:
        raise
    except Exception as error:  # noqa: BLE001 - the row must end, whatever went wrong
        log.error("trial_failed", trial=str(trial.pk), error=type(error).__name__)
        problem = INTERNAL
    with transaction.atomic():
        _change(trial, problem=problem[:500], stage="", finished_at=timezone.now())
        jobs.finish(job, {})


def _answer(trial: Trial) -> None:
    photo = _photo(trial)
    started = time.perf_counter()
    pixels = photo.pixels()
    decoded = time.perf_counter() - started
    _change(trial, width=pixels.shape[1], height=pixels.shape[0])
    found: list[dict[str, Any]] = []
    for answered in answers(
        bench_of(trial.kind),
        pixels,
        [LOCAL, *trial.asked],
        spent=decoded,
        before=lambda engine: _change(trial, stage=engine or "local"),
    ):
        found.append(as_json(answered))
        _change(trial, answers=found)


def _photo(trial: Trial) -> Photo:
    if trial.picture:
        return pictures.checked(pictures.read(trial.picture))
    _change(trial, stage="fetching")
    photo = pictures.checked(fetch_photo(trial.url).data)
    name = pictures.keep(photo, "trials")
    try:
        _change(trial, picture=name)
    except jobs.LeaseLost:
        pictures.drop(name)
        raise
    return photo


def _change(trial: Trial, **values: Any) -> None:
    """Raises LeaseLost where another attempt has the trial, or it was deleted."""
    mine = Trial.objects.filter(pk=trial.pk, finished_at=None)
    attempt = values.get("attempt", trial.attempt)
    if not mine.filter(attempt__lte=attempt).update(**values):
        raise jobs.LeaseLost(str(trial.pk))
    trial.attempt = attempt


def as_json(answered: Answered) -> dict[str, Any]:
    """As it is kept in the trial's row; corners to a tenth of a pixel."""
    plain = dataclasses.asdict(answered) | {"seconds": round(answered.seconds, 3)}
    if answered.answer:
        plain["answer"] = dataclasses.asdict(answered.answer) | {
            "marks": [_mark(mark) for mark in answered.answer.marks]
        }
    return plain


def _mark(mark: Mark) -> dict[str, Any]:
    quads = [[[round(p.x, 1), round(p.y, 1)] for p in quad] for quad in mark.quads]
    return dataclasses.asdict(mark) | {"quads": quads}
